// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/loopbackflow.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

constexpr std::chrono::minutes Life(5);
constexpr std::chrono::seconds SocketLife(10);
constexpr qint64 HeaderCap = 8LL * 1024;
constexpr int MostSockets = 8;
constexpr int StateBytes = 16; // 128 bits
constexpr int VerifierBytes = 32; // 43 characters, RFC 7636 4.1

// Takes as long for every pair of one length.
bool sameSecret(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    unsigned char differs = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        differs |= static_cast<unsigned char>(a[i] ^ b[i]);
    return differs == 0;
}

// The value of a parameter that occurs exactly once.
QString only(const QUrlQuery &query, const QString &key)
{
    const QStringList values = query.allQueryItemValues(key, QUrl::FullyDecoded);
    return values.size() == 1 ? values.first() : QString();
}

struct RequestHead
{
    QByteArray method, target, host;
    bool valid = false;
};

RequestHead parseHead(const QByteArray &head)
{
    RequestHead result;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    if (first.size() != 3 || !first[2].startsWith("HTTP/1."))
        return result;
    result.method = first[0];
    result.target = first[1];
    int hosts = 0;
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare("host", Qt::CaseInsensitive) == 0) {
            result.host = line.mid(colon + 1).trimmed();
            ++hosts;
        }
    }
    result.valid = hosts == 1;
    return result;
}

} // namespace

LoopbackFlow::LoopbackFlow(SignInContext context, QStringList scopes, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_scopes(std::move(scopes))
    , m_server(new QTcpServer(this))
{
    setReplyText(u"Done. You can close this page."_s, u"Refused. You can close this page."_s);
    connect(m_server, &QTcpServer::newConnection, this, &LoopbackFlow::accept);
}

LoopbackFlow::~LoopbackFlow() = default;

void LoopbackFlow::setReplyText(const QString &done, const QString &refused)
{
    m_doneText = done;
    m_refusedText = refused;
}

void LoopbackFlow::start(const QString &loginHint)
{
    Clock &clock = m_context.environment.clock;
    if (!m_server->listen(QHostAddress::LocalHost, 0)) {
        m_end = clock.after(std::chrono::milliseconds(0), [this] {
            finish(tl::unexpected(Error{.kind = Error::Kind::LocalIo, .reason = u"PORT"_s}));
        });
        return;
    }
    Random &random = m_context.environment.random;
    m_state = random.urlSafe(StateBytes);
    m_verifier = random.urlSafe(VerifierBytes);
    m_redirect = u"http://127.0.0.1:"_s + QString::number(m_server->serverPort());
    const QByteArray challenge
        = QCryptographicHash::hash(m_verifier, QCryptographicHash::Sha256)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    FormFields fields{{u"client_id"_s, m_context.client.id},
                      {u"redirect_uri"_s, m_redirect},
                      {u"response_type"_s, u"code"_s},
                      {u"scope"_s, m_scopes.join(u' ')},
                      {u"code_challenge"_s, QString::fromLatin1(challenge)},
                      {u"code_challenge_method"_s, u"S256"_s},
                      {u"state"_s, QString::fromLatin1(m_state)},
                      {u"access_type"_s, u"offline"_s},
                      {u"prompt"_s, u"consent"_s}};
    if (!loginHint.isEmpty())
        fields.append({u"login_hint"_s, loginHint});
    QByteArray address = m_context.endpoints.authorize().toEncoded();
    char joint = '?';
    for (const auto &[name, value] : std::as_const(fields)) {
        address += joint + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
        joint = '&';
    }
    m_authorizationUrl = QUrl::fromEncoded(address, QUrl::StrictMode);
    m_expiresAt = clock.now() + Life;
    m_end = clock.after(Life,
                        [this] { finish(tl::unexpected(Error{.kind = Error::Kind::Expired})); });
    Q_EMIT ready(m_authorizationUrl);
}

void LoopbackFlow::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_server->findChildren<QTcpSocket *>().size() > MostSockets) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(SocketLife, socket, &QTcpSocket::abort);
    }
}

void LoopbackFlow::read(QTcpSocket *socket)
{
    const QByteArray seen = socket->peek(HeaderCap + 1);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0 && seen.size() > HeaderCap)
        return reply(socket, "431 Request Header Fields Too Large"_ba, m_refusedText);
    if (end < 0)
        return; // more to come, or the socket's time runs out
    const RequestHead head = parseHead(seen.left(end));
    const QByteArray host = m_redirect.mid(7).toLatin1(); // without "http://"
    if (!head.valid || head.host != host) // another name for this machine: DNS rebinding
        return reply(socket, "400 Bad Request"_ba, m_refusedText);
    if (head.method != "GET")
        return reply(socket, "405 Method Not Allowed"_ba, m_refusedText);
    if (!head.target.startsWith("/?") || m_answered)
        return reply(socket, "404 Not Found"_ba, m_refusedText);
    redirected(socket, head.target);
}

void LoopbackFlow::redirected(QTcpSocket *socket, const QByteArray &target)
{
    const QUrlQuery query(QUrl::fromEncoded(target, QUrl::StrictMode));
    if (!sameSecret(only(query, u"state"_s).toUtf8(), m_state))
        return reply(socket, "400 Bad Request"_ba, m_refusedText);
    const QString code = only(query, u"code"_s), error = only(query, u"error"_s);
    if (code.isEmpty() == error.isEmpty())
        return reply(socket, "400 Bad Request"_ba, m_refusedText);
    m_answered = true;
    m_server->close();
    reply(socket, "200 OK"_ba, code.isEmpty() ? m_refusedText : m_doneText);
    if (!code.isEmpty())
        return exchange(code);
    const QJsonObject flat{{u"error"_s, error},
                           {u"error_description"_s, only(query, u"error_description"_s)}};
    Error refused = errorFromHttp(400, QJsonDocument(flat).toJson());
    refused.httpStatus = 0; // it came through the browser
    refused.reason = refused.rpcStatus;
    finish(tl::unexpected(std::move(refused)));
}

void LoopbackFlow::reply(QTcpSocket *socket, const QByteArray &status, const QString &text)
{
    const QByteArray page
        = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Linnet</title></head><body><p>"
        + text.toHtmlEscaped().toUtf8() + "</p></body></html>\n";
    socket->disconnect(this);
    // The page is to arrive even when the flow is gone by then; the socket ends itself.
    socket->setParent(nullptr);
    socket->write(
        "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(page.size())
        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer"
          "\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff"
          "\r\nConnection: close\r\n\r\n"
        + page);
    socket->disconnectFromHost();
}

void LoopbackFlow::exchange(const QString &code)
{
    FormFields fields = clientFields(m_context.client);
    fields.append({u"grant_type"_s, u"authorization_code"_s});
    fields.append({u"code"_s, code});
    fields.append({u"code_verifier"_s, QString::fromLatin1(m_verifier)});
    fields.append({u"redirect_uri"_s, m_redirect});
    m_exchange = postToken(m_context.transport, m_context.endpoints, fields,
                           [this](const Result<QJsonObject> &answer) {
                               m_exchange.reset();
                               Result<TokenSet> tokens = answer.and_then(readTokens);
                               // Here a refused grant is the code's end, not the account's.
                               if (!tokens && tokens.error().kind == Error::Kind::SignedOut)
                                   tokens.error().kind = Error::Kind::Expired;
                               finish(tokens);
                           });
}

std::chrono::milliseconds LoopbackFlow::remaining() const
{
    const auto left = m_expiresAt - m_context.environment.clock.now();
    return m_finished ? std::chrono::milliseconds(0) : std::max(std::chrono::milliseconds(0), left);
}

void LoopbackFlow::abort()
{
    if (m_finished)
        return;
    m_server->close();
    m_exchange.reset();
    m_end = m_context.environment.clock.after(std::chrono::milliseconds(0), [this] {
        finish(tl::unexpected(Error{.kind = Error::Kind::Cancelled}));
    });
}

void LoopbackFlow::finish(const Result<TokenSet> &result)
{
    if (std::exchange(m_finished, true))
        return;
    m_end.reset();
    m_exchange.reset();
    m_server->close();
    Q_EMIT finished(result);
}

} // namespace linnet::api
