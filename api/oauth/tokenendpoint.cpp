// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/tokenendpoint.h"

#include "api/wire.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

constexpr qint64 AnswerCap = 256LL * 1024;

QByteArray formBody(const FormFields &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

Result<QJsonObject> readForm(const HttpResponse &response)
{
    if (response.status >= 300 && response.status < 400)
        return tl::unexpected(Error{.kind = Error::Kind::CaptivePortal,
                                    .httpStatus = response.status,
                                    .reason = u"REDIRECT"_s});
    if (response.status >= 400)
        return tl::unexpected(errorFromHttp(response.status, response.body));
    const QByteArray body = response.body.trimmed();
    if (body.startsWith('<'))
        return tl::unexpected(Error{.kind = Error::Kind::CaptivePortal,
                                    .httpStatus = response.status,
                                    .reason = u"HTML"_s});
    if (body.isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return tl::unexpected(Error{.kind = Error::Kind::NotJson, .httpStatus = response.status});
    // Some servers tell of an error with a 200.
    if (document.object()["error"_L1].isString())
        return tl::unexpected(errorFromHttp(400, body));
    return document.object();
}

Error blamingTheClient(Error error)
{
    if (error.kind == Error::Kind::InvalidArgument
        && (error.rpcStatus == "invalid_request"_L1
            || error.rpcStatus == "unsupported_grant_type"_L1))
        error.kind = Error::Kind::InvalidClient;
    return error;
}

} // namespace

std::unique_ptr<Exchange> postForm(Transport &transport, const QUrl &url, const FormFields &fields,
                                   std::function<void(Result<QJsonObject>)> done)
{
    HttpRequest request{.verb = "POST"_ba, .url = url};
    request.headers = {{"Accept"_ba, "application/json"_ba}};
    request.body
        = HttpBody{.contentType = "application/x-www-form-urlencoded"_ba, .head = formBody(fields)};
    request.maxBytes = AnswerCap;
    return transport.send(std::move(request),
                          [done = std::move(done)](const Result<HttpResponse> &response) {
                              done(response.and_then(readForm));
                          });
}

std::unique_ptr<Exchange> postToken(Transport &transport, const Endpoints &endpoints,
                                    const FormFields &fields,
                                    std::function<void(Result<QJsonObject>)> done)
{
    return postForm(transport, endpoints.token(), fields,
                    [done = std::move(done)](const Result<QJsonObject> &answer) {
                        done(answer.map_error(blamingTheClient));
                    });
}

Result<TokenSet> readTokens(const QJsonObject &answer)
{
    TokenSet tokens;
    tokens.accessToken = wire::readString(answer["access_token"_L1]).value_or(QString());
    tokens.refreshToken = wire::readString(answer["refresh_token"_L1]).value_or(QString());
    if (tokens.accessToken.isEmpty())
        return tl::unexpected(Error{.kind = Error::Kind::Protocol, .reason = u"NO_ACCESS_TOKEN"_s});
    if (const auto seconds = wire::readInt32(answer["expires_in"_L1]))
        tokens.expiresIn = std::chrono::seconds(*seconds);
    tokens.scopes
        = wire::readString(answer["scope"_L1]).value_or(QString()).split(u' ', Qt::SkipEmptyParts);
    return tokens;
}

FormFields clientFields(const ClientConfig &client)
{
    FormFields fields{{u"client_id"_s, client.id}};
    if (!client.secret.isEmpty())
        fields.append({u"client_secret"_s, client.secret});
    return fields;
}

std::unique_ptr<Exchange> revokeToken(Transport &transport, const Endpoints &endpoints,
                                      const QString &token, std::function<void(Result<void>)> done)
{
    return postForm(transport, endpoints.revoke(), {{u"token"_s, token}},
                    [done = std::move(done)](const Result<QJsonObject> &answer) {
                        if (answer || answer.error().rpcStatus == "invalid_token"_L1
                            || answer.error().kind == Error::Kind::SignedOut)
                            done({});
                        else
                            done(tl::unexpected(answer.error()));
                    });
}

} // namespace linnet::api
