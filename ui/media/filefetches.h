// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/ports.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <map>
#include <memory>
#include <optional>

namespace linnet::ui {

// The files of messages that somebody waits for, to open, save or drag them: each fetched once, and
// how far it is for all who show it. GUI thread.
class FileFetches : public QObject
{
    Q_OBJECT
public:
    struct Progress
    {
        qint64 received = 0;
        qint64 total = -1; // not known yet

        // "1.2 MB of 20 MB", as far as that is known.
        [[nodiscard]] QString words() const;
        // 0 to 1; 0 as long as the total is not known.
        [[nodiscard]] double share() const;
    };

    // The port outlives this.
    explicit FileFetches(MediaPort &media, QObject *parent = nullptr);
    ~FileFetches() override;

    // Of one that the service has. The handler gets the path, or nothing after stop().
    void fetch(const Attachment &attachment, QObject *context, Handler<QString> handler);
    // Nobody gets it any more.
    void stop(const QString &mediaName);
    [[nodiscard]] bool isFetching(const QString &mediaName) const
    {
        return m_fetches.contains(mediaName);
    }
    // Of one that takes long enough to be worth showing.
    [[nodiscard]] std::optional<Progress> progressOf(const QString &mediaName) const;

Q_SIGNALS:
    // It takes long enough to say so.
    void slow(const linnet::Attachment &attachment);
    // progressOf() is another.
    void changed(const QString &mediaName);

private:
    struct Waiter
    {
        QPointer<QObject> context;
        Handler<QString> handler;
    };
    struct Fetch
    {
        std::unique_ptr<QObject> context; // gives it up when it dies
        QList<Waiter> waiters;
        Progress progress;
        bool slow = false;
    };

    void start(const Attachment &attachment);
    void tell(const QString &mediaName, qint64 received, qint64 total);
    void finish(const QString &mediaName, const Result<QString> &path);

    MediaPort &m_media;
    std::map<QString, Fetch> m_fetches; // by media name
};

} // namespace linnet::ui
