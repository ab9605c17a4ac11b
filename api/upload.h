// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/client.h"

#include <QFile>

namespace linnet::api {

// Brings one file to the service, once: a small one in a single request, a larger one in pieces of
// a resumable upload, which can be taken up again after a break or in another run of the program.
// Never more than a network buffer of the file is in memory. It repeats nothing by itself but an
// upload whose session is gone; an upload that was doubled shows nowhere. It ends once with done(),
// or dies silently, and then its request dies too.
class Upload : public QObject
{
    Q_OBJECT

public:
    // Up to so many bytes go in one request; a multiple of 256 KiB goes as a piece.
    static constexpr qint64 onePiece = 5LL * 1024 * 1024;
    static constexpr qint64 pieceBytes = 16LL * 1024 * 1024;

    struct File
    {
        QString space{}; // spaces/S, where the message will be
        QString path{};
        QString name{}; // as the service is told
        QString contentType{};
    };

    Upload(Client &client, File file, QObject *parent);
    ~Upload() override;

    // @p session: what began() told of an earlier attempt; the upload goes on where it stands.
    void start(const QUrl &session = {});

Q_SIGNALS:
    // To be kept for a later start(); an empty one takes the former back.
    void began(const QUrl &session);
    void progressed(qint64 bytes, qint64 total);
    // The attachmentUploadToken. LocalIo: the file cannot be read; TooLarge: over what the service
    // takes.
    void done(const linnet::api::Result<QString> &token);

private:
    void sendWhole();
    void begin();
    void ask();
    void sendPiece(qint64 from);
    void stepped(const Result<UploadState> &state);
    void finished(const Result<UploadAttachmentResponse> &answer);
    void send(const UploadStep &step);
    void end(const Result<QString> &token);
    [[nodiscard]] UploadAttachment method() const;

    Client &m_client;
    const File m_file;
    QFile m_device;
    QUrl m_session;
    qint64 m_sent = 0; // by the service's own account
    int m_idle = 0; // steps in a row that brought nothing
    bool m_beganAnew = false;
};

} // namespace linnet::api
