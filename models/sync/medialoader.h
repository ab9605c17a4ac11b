// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/transport.h"
#include "models/domain/ports.h"
#include "models/sync/mediafiles.h"
#include "models/sync/services.h"

#include <QFile>
#include <QPointer>
#include <QUrl>

namespace linnet::sync {

// Where pictures of people and cards may come from: https on the open internet, or the very service
// that this account uses when that is on this machine (an emulator). Anything else could be made to
// reach into a private network.
[[nodiscard]] bool mayFetchPicture(const QUrl &url, const QUrl &serviceRoot);

// Pictures and files by their reference, once each, into the cache directory. Avatars, emoji and
// pictures of cards are fetched without a token or a cookie and never follow a redirect;
// attachments by the service's own media download. What failed is not asked for again for a while,
// unless it is a file or picture of a message and a person asks. GUI thread.
class MediaLoader : public QObject, public MediaPort
{
    Q_OBJECT

public:
    // @p serviceRoot: where the service is when it is not Google's; else empty.
    MediaLoader(const Services &services, api::Transport &transport, const QString &directory,
                QUrl serviceRoot, QObject *parent = nullptr);
    ~MediaLoader() override;

    void fetch(const MediaRef &ref, QObject *context, Handler<QString> handler) override;
    void fetchWatched(const MediaRef &ref, QObject *context, const FetchProgress &progress,
                      Handler<QString> handler) override;
    void fetchUnasked(const MediaRef &ref, QObject *context,
                      Handler<UnaskedMedia> handler) override;

    // How large what nobody asked for may be; anySize, or 0: nothing. Faces and emoji are small
    // and always come. The service tells a file's size with its first bytes only: of what turns
    // out larger nothing more is read, and it is remembered until the program ends.
    static constexpr qint64 anySize = -1;
    void setUnaskedBytes(qint64 bytes) { m_unaskedBytes = bytes; }
    // What is kept on the disk at most.
    void setMostBytes(qint64 bytes) { m_files.setMostBytes(bytes); }
    [[nodiscard]] qint64 bytes() { return m_files.bytes(); }
    [[nodiscard]] bool clear() { return m_files.clear(); }
    // Failures of the way there are forgotten: the network is back.
    void retryNow() { m_failures.clear(); }

private:
    struct Waiter
    {
        QPointer<QObject> context;
        Handler<UnaskedMedia> handler;
        bool asked = false;
        FetchProgress progress{};
    };
    struct Failed
    {
        Error error;
        std::chrono::milliseconds until;
    };
    struct Running
    {
        std::unique_ptr<QFile> part;
        std::unique_ptr<api::Exchange> exchange;
        std::unique_ptr<QObject> call; // dies before the file it writes to, and ends the call
        bool isAttachment = false;
        qint64 mostBytes = anySize;
        qint64 total = -1; // as the answer tells it
    };

    struct Size
    {
        qint64 bytes = -1;
        bool exact = false; // else it is at least that
    };

    void add(const MediaRef &ref, Waiter waiter);
    void decide(const MediaRef &ref);
    [[nodiscard]] bool isAsked(const MediaRef &ref) const;
    [[nodiscard]] qint64 mostBytesOf(const MediaRef &ref) const;
    void withhold(const MediaRef &ref);
    void giveUpUnwanted(const MediaRef &ref);
    [[nodiscard]] FetchProgress progressOf(const MediaRef &ref);
    void startNext();
    void start(const MediaRef &ref);
    void startPicture(const MediaRef &ref, const QString &address);
    void startEmoji(const MediaRef &ref);
    void startAttachment(const MediaRef &ref, Running &running);
    void pictureArrived(const MediaRef &ref, const api::Result<api::HttpResponse> &response);
    void failed(const MediaRef &ref, const api::Error &error);
    void finish(const MediaRef &ref, const std::optional<Error> &error);
    void answer(const MediaRef &ref, const Result<UnaskedMedia> &result);

    Services m_services;
    api::Transport &m_transport;
    MediaFiles m_files;
    const QUrl m_serviceRoot;
    QHash<MediaRef, QList<Waiter>> m_waiters;
    QList<MediaRef> m_queue;
    std::map<QString, Running> m_running; // by path
    QHash<MediaRef, Failed> m_failures;
    QHash<MediaRef, Size> m_sizes; // of what was too large to come unasked
    qint64 m_unaskedBytes = anySize;
};

} // namespace linnet::sync
