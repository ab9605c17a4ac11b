// SPDX-License-Identifier: GPL-3.0-or-later
#include "refusal.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QJsonObject errorInfo(const QString &reason, const QJsonObject &metadata)
{
    return {{u"@type"_s, u"type.googleapis.com/google.rpc.ErrorInfo"_s},
            {u"reason"_s, reason},
            {u"domain"_s, u"googleapis.com"_s},
            {u"metadata"_s, metadata}};
}

} // namespace

HttpResponse Refusal::response() const
{
    QJsonObject error{{u"code"_s, code}, {u"message"_s, message}, {u"status"_s, status}};
    if (!details.isEmpty())
        error.insert("details"_L1, details);
    HttpResponse response = HttpResponse::json({{u"error"_s, error}}, code);
    if (code == 401) {
        response.setHeader(
            "WWW-Authenticate",
            "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
    }
    return response;
}

Refusal Refusal::invalid(const QString &message)
{
    return {400, u"INVALID_ARGUMENT"_s, message, {}};
}

Refusal Refusal::invalidField(const QString &field, const QString &message)
{
    const QJsonObject violation{{u"field"_s, field}, {u"description"_s, message}};
    const QJsonObject bad{{u"@type"_s, u"type.googleapis.com/google.rpc.BadRequest"_s},
                          {u"fieldViolations"_s, QJsonArray{violation}}};
    return {400, u"INVALID_ARGUMENT"_s, message, {bad}};
}

Refusal Refusal::denied(const QString &message)
{
    return {403, u"PERMISSION_DENIED"_s, message, {}};
}

Refusal Refusal::notFound(const QString &message)
{
    return {404, u"NOT_FOUND"_s, message, {}};
}

Refusal Refusal::exists(const QString &message)
{
    return {409, u"ALREADY_EXISTS"_s, message, {}};
}

Refusal Refusal::precondition(const QString &message)
{
    return {400, u"FAILED_PRECONDITION"_s, message, {}};
}

Refusal Refusal::exhausted(const QString &message)
{
    const QJsonObject info
        = errorInfo(u"RATE_LIMIT_EXCEEDED"_s, {{u"service"_s, u"chat.googleapis.com"_s}});
    return {429, u"RESOURCE_EXHAUSTED"_s, message, {info}};
}

Refusal Refusal::unauthenticated()
{
    const QString words
        = u"Request had invalid authentication credentials. Expected OAuth 2 access "
          "token, login cookie or other valid authentication credential."_s;
    const QJsonObject info
        = errorInfo(u"ACCESS_TOKEN_TYPE_UNSUPPORTED"_s, {{u"service"_s, u"chat.googleapis.com"_s}});
    return {401, u"UNAUTHENTICATED"_s, words, {info}};
}

Refusal Refusal::scopes(const QString &method)
{
    const QJsonObject info
        = errorInfo(u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s,
                    {{u"service"_s, u"chat.googleapis.com"_s}, {u"method"_s, method}});
    return {
        403, u"PERMISSION_DENIED"_s, u"Request had insufficient authentication scopes."_s, {info}};
}

} // namespace emulator
