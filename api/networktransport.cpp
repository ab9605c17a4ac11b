// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/networktransport.h"

#include "api/onceonlybody.h"

#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

using Kind = Error::Kind;

// One request over QNetworkAccessManager, from sending to the whole answer.
class NetworkExchange final : public QObject, public Exchange
{
public:
    NetworkExchange(QNetworkAccessManager &manager, const QNetworkRequest &base,
                    HttpRequest request, Transport::Done done);
    ~NetworkExchange() override { letGo(); }

private:
    void dispatch(QNetworkAccessManager &manager, QNetworkRequest request);
    void watch();
    void arrived();
    void ended();
    void timedOut(const QString &which);
    [[nodiscard]] bool isWrite() const
    {
        return m_request.verb != "GET" && m_request.verb != "HEAD";
    }
    [[nodiscard]] int status() const;
    [[nodiscard]] Error networkError() const;
    [[nodiscard]] Error broken(Kind kind, const QString &reason) const;
    [[nodiscard]] bool cutShort() const;
    [[nodiscard]] bool announcesTooMuch() const;
    void letGo();
    void finish(Result<HttpResponse> result);

    HttpRequest m_request;
    Transport::Done m_done;
    QPointer<QNetworkReply> m_reply;
    OnceOnlyBody *m_body = nullptr;
    QTimer m_stall, m_deadline;
    QByteArray m_received;
    qint64 m_receivedBytes = 0;
};

NetworkExchange::NetworkExchange(QNetworkAccessManager &manager, const QNetworkRequest &base,
                                 HttpRequest request, Transport::Done done)
    : m_request(std::move(request))
    , m_done(std::move(done))
{
    QNetworkRequest wire(base);
    wire.setUrl(m_request.url);
    for (const auto &[name, value] : std::as_const(m_request.headers))
        wire.setRawHeader(name, value);
    if (m_request.sink) // packed, its length could not be checked, and files are packed already
        wire.setRawHeader("Accept-Encoding", "identity");
    dispatch(manager, wire);
    watch();
}

void NetworkExchange::dispatch(QNetworkAccessManager &manager, QNetworkRequest request)
{
    if (!isWrite()) {
        m_reply = manager.get(request);
        return;
    }
    // Every write has a body of its own kind, if an empty one: only that keeps Qt from repeating
    // it.
    const HttpBody body = m_request.body.value_or(HttpBody());
    m_body = new OnceOnlyBody(body, this);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    if (!body.contentType.isEmpty())
        request.setRawHeader("Content-Type", body.contentType);
    m_reply = manager.sendCustomRequest(request, m_request.verb, m_body);
}

void NetworkExchange::watch()
{
    connect(m_reply, &QNetworkReply::readyRead, this, &NetworkExchange::arrived);
    connect(m_reply, &QNetworkReply::finished, this, &NetworkExchange::ended);
    connect(m_reply, &QNetworkReply::metaDataChanged, &m_stall, qOverload<>(&QTimer::start));
    connect(m_reply, &QNetworkReply::downloadProgress, &m_stall, qOverload<>(&QTimer::start));
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 done, qint64 total) {
        m_stall.start();
        if (m_request.progress && !m_request.sink && total > 0)
            m_request.progress(done, total);
    });
    m_stall.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, [this] { timedOut(u"STALLED"_s); });
    connect(&m_deadline, &QTimer::timeout, this, [this] { timedOut(u"DEADLINE"_s); });
    m_stall.start(m_request.stall);
    m_deadline.start(m_request.deadline);
}

int NetworkExchange::status() const
{
    return m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
}

// What says itself that it is over the limit need not be read up to it.
bool NetworkExchange::announcesTooMuch() const
{
    const QVariant promised = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (!promised.isValid() || promised.toLongLong() <= m_request.maxBytes || status() >= 300)
        return false;
    if (m_request.progress && !m_request.body)
        m_request.progress(0, promised.toLongLong());
    return true;
}

void NetworkExchange::arrived()
{
    if (!m_reply)
        return;
    const bool toSink = m_request.sink && status() >= 200 && status() < 300;
    if (toSink && m_receivedBytes == 0 && status() == 200 && m_request.rewindSink
        && !m_request.sink->seek(0))
        return finish(tl::unexpected(broken(Kind::LocalIo, u"SINK"_s)));
    if (m_receivedBytes == 0 && announcesTooMuch())
        return finish(tl::unexpected(broken(Kind::TooLarge, u"CAP"_s)));
    const QByteArray data = m_reply->readAll();
    m_receivedBytes += data.size();
    if (m_receivedBytes > m_request.maxBytes)
        return finish(tl::unexpected(broken(Kind::TooLarge, u"CAP"_s)));
    if (!toSink) {
        m_received += data;
        return;
    }
    if (m_request.sink->write(data) != data.size())
        return finish(tl::unexpected(broken(Kind::LocalIo, u"SINK"_s)));
    const qint64 part = m_request.deadlineBytes;
    if (part > 0 && m_receivedBytes / part > (m_receivedBytes - data.size()) / part)
        m_deadline.start();
    if (m_request.progress) {
        const QVariant total = m_reply->header(QNetworkRequest::ContentLengthHeader);
        m_request.progress(m_receivedBytes, total.isValid() ? total.toLongLong() : -1);
    }
}

// Qt reports a connection closed before the promised length as an error only in some cases.
bool NetworkExchange::cutShort() const
{
    const QVariant promised = m_reply->header(QNetworkRequest::ContentLengthHeader);
    return promised.isValid() && !m_reply->hasRawHeader("Content-Encoding")
        && m_receivedBytes < promised.toLongLong();
}

void NetworkExchange::ended()
{
    const QPointer<NetworkExchange> alive = this;
    if (m_reply && m_reply->bytesAvailable() > 0)
        arrived();
    if (!alive || !m_done || !m_reply)
        return;
    const auto code = m_reply->error();
    // A redirect or a refusal also ends with an error of Qt's, such as being unable to send again.
    const bool answered = status() >= 300;
    if (code != QNetworkReply::NoError && !answered)
        return finish(tl::unexpected(networkError()));
    if (!answered && cutShort())
        return finish(tl::unexpected(broken(Kind::Truncated, u"CONTENT_LENGTH"_s)));
    HttpResponse response{.status = status(), .body = m_received};
    const auto pairs = m_reply->rawHeaderPairs();
    for (const auto &pair : pairs)
        response.headers.append(pair);
    finish(std::move(response));
}

Error NetworkExchange::broken(Kind kind, const QString &reason) const
{
    return Error{.kind = kind,
                 .httpStatus = status(),
                 .reason = reason,
                 // Without a byte of the body read the request has not left; an empty body
                 // does not tell.
                 .effectUnknown
                 = isWrite() && m_body && (m_body->wasRead() || !m_request.body || status() != 0)};
}

Error NetworkExchange::networkError() const
{
    if (m_body && m_body->failed())
        return broken(Kind::LocalIo, u"FILE"_s);
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return Error{.kind = Kind::Offline, .reason = u"UNREACHABLE"_s};
    case QNetworkReply::SslHandshakeFailedError:
        return Error{.kind = Kind::Tls, .reason = u"HANDSHAKE"_s};
    case QNetworkReply::TimeoutError:
        return broken(Kind::Timeout, u"SOCKET"_s);
    case QNetworkReply::ContentReSendError: {
        // Qt wanted to send it a second time: the first one left, and its fate is not known.
        Error error = broken(Kind::OutcomeUnknown, u"RESEND"_s);
        error.effectUnknown = true;
        return error;
    }
    case QNetworkReply::UnknownContentError:
        // With a success this is Qt's guard against archive bombs; damaged archives are none to it.
        return broken(Kind::TooLarge, u"BOMB"_s);
    default:
        break;
    }
    const auto code = static_cast<int>(m_reply->error());
    if (code > 100 && code < 200)
        return Error{.kind = Kind::Offline, .reason = u"PROXY"_s};
    if (status() != 0)
        return broken(Kind::Truncated, u"CUT"_s);
    if (code == QNetworkReply::UnknownNetworkError && (!m_body || !m_body->wasRead()))
        return Error{.kind = Kind::Offline, .reason = u"UNREACHABLE"_s};
    Error error = broken(Kind::ConnectionLost, u"CLOSED"_s);
    if (error.effectUnknown)
        error.kind = Kind::OutcomeUnknown;
    return error;
}

void NetworkExchange::timedOut(const QString &which)
{
    finish(tl::unexpected(broken(Kind::Timeout, which)));
}

void NetworkExchange::letGo()
{
    m_stall.stop();
    m_deadline.stop();
    if (!m_reply)
        return;
    QNetworkReply *reply = m_reply;
    m_reply = nullptr;
    reply->disconnect(this);
    reply->disconnect(&m_stall);
    reply->abort();
    reply->deleteLater();
    // Qt may still ask the body for bytes until the reply is gone, and the file may go before.
    if (m_body) {
        m_body->cutOff();
        m_body->setParent(reply);
        m_body = nullptr;
    }
}

void NetworkExchange::finish(Result<HttpResponse> result)
{
    if (!m_done)
        return;
    const Transport::Done done = std::exchange(m_done, nullptr);
    letGo();
    done(std::move(result)); // may destroy this
}

} // namespace

NetworkTransport::NetworkTransport(const QString &userAgent)
    : m_userAgent(userAgent.toLatin1())
{
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager.setAutoDeleteReplies(false);
}

NetworkTransport::~NetworkTransport() = default;

std::unique_ptr<Exchange> NetworkTransport::send(HttpRequest request, Done done)
{
    QNetworkRequest base;
    base.setHeader(QNetworkRequest::UserAgentHeader, m_userAgent);
    base.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::ManualRedirectPolicy);
    base.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    base.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    base.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    base.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    base.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    base.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    return std::make_unique<NetworkExchange>(m_manager, base, std::move(request), std::move(done));
}

} // namespace linnet::api
