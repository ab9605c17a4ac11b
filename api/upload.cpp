// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/upload.h"

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

using Kind = Error::Kind;

constexpr qint64 mostBytes = 209'715'200; // what the service takes
constexpr int mostIdleSteps = 3;

// The outbox repeats, and knows when.
constexpr CallOptions once(Lane lane)
{
    return {.lane = lane, .timeout = {}, .attempts = 1};
}

Error failure(Kind kind, const QString &reason)
{
    return Error{.kind = kind, .reason = reason};
}

} // namespace

Upload::Upload(Client &client, File file, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_file(std::move(file))
    , m_device(m_file.path)
{
}

Upload::~Upload() = default;

UploadAttachment Upload::method() const
{
    return {.parent = m_file.space, .filename = m_file.name};
}

void Upload::start(const QUrl &session)
{
    m_session = session;
    if (!m_device.open(QIODevice::ReadOnly) || m_device.isSequential())
        return end(tl::unexpected(failure(Kind::LocalIo, u"FILE"_s)));
    if (m_device.size() > mostBytes)
        return end(tl::unexpected(failure(Kind::TooLarge, u"UPLOAD"_s)));
    if (!m_session.isEmpty())
        ask();
    else if (m_device.size() <= onePiece)
        sendWhole();
    else
        begin();
}

void Upload::sendWhole()
{
    MediaOptions media;
    media.device = &m_device;
    media.contentType = m_file.contentType;
    media.progress = [this](qint64 done, qint64 total) {
        // The body is a little longer than the file.
        Q_EMIT progressed(std::max<qint64>(0, m_device.size() - (total - done)), m_device.size());
    };
    m_client.upload(
        method(), media, this,
        [this](const Result<UploadAttachmentResponse> &answer) { finished(answer); },
        once(Lane::Interactive));
}

void Upload::begin()
{
    send({.total = m_device.size(), .contentType = m_file.contentType});
}

void Upload::ask()
{
    send({.session = m_session, .total = m_device.size()});
}

void Upload::sendPiece(qint64 from)
{
    m_sent = from;
    const qint64 total = m_device.size();
    Q_EMIT progressed(from, total);
    send({.session = m_session,
          .device = &m_device,
          .total = total,
          .from = from,
          .bytes = std::min(pieceBytes, total - from),
          .contentType = m_file.contentType,
          .progress = [this, from, total](qint64 done, qint64) {
              Q_EMIT progressed(std::min(from + done, total), total);
          }});
}

// Pieces are large: they leave room for what somebody waits for.
void Upload::send(const UploadStep &step)
{
    m_client.uploadStep(
        method(), step, this, [this](const Result<UploadState> &state) { stepped(state); },
        once(step.session.isEmpty() ? Lane::Interactive : Lane::Background));
}

void Upload::stepped(const Result<UploadState> &state)
{
    if (!state) {
        const Kind kind = state.error().kind;
        const bool sessionGone = !m_session.isEmpty()
            && (kind == Kind::NotFound || kind == Kind::InvalidArgument
                || kind == Kind::FailedPrecondition);
        if (!sessionGone || (m_beganAnew && kind != Kind::NotFound))
            return end(tl::unexpected(state.error()));
        m_session.clear();
        Q_EMIT began(m_session);
        // A session ends with its last piece, also when the answer to that is lost. That it is gone
        // says nothing about the file or its message: to be tried again, later.
        if (m_beganAnew)
            return end(tl::unexpected(failure(Kind::Protocol, u"SESSION_GONE"_s)));
        m_beganAnew = true;
        return begin();
    }
    if (state->done)
        return finished(*state->done);
    if (!state->session.isEmpty()) {
        m_session = state->session;
        Q_EMIT began(m_session);
        return sendPiece(0);
    }
    // A service that has all and wants more, or takes nothing, would go on for ever.
    m_idle = state->received > m_sent ? 0 : m_idle + 1;
    if (m_session.isEmpty() || state->received >= m_device.size() || m_idle >= mostIdleSteps)
        return end(tl::unexpected(failure(Kind::Protocol, u"UPLOAD"_s)));
    sendPiece(state->received);
}

void Upload::finished(const Result<UploadAttachmentResponse> &answer)
{
    if (!answer)
        return end(tl::unexpected(answer.error()));
    const QString token = answer->attachmentDataRef
        ? answer->attachmentDataRef->attachmentUploadToken.value_or(QString())
        : QString();
    if (token.isEmpty())
        return end(tl::unexpected(failure(Kind::Protocol, u"NO_TOKEN"_s)));
    end(token);
}

void Upload::end(const Result<QString> &token)
{
    m_device.close();
    // Never from within start().
    QMetaObject::invokeMethod(
        this, [this, token] { Q_EMIT done(token); }, Qt::QueuedConnection);
}

} // namespace linnet::api
