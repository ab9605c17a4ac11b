// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/error.h"

#include "api/wire.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

using Kind = Error::Kind;

constexpr std::chrono::milliseconds RetryAfterCap = std::chrono::hours(1);

struct Named
{
    QLatin1StringView word;
    Kind kind;
};

// google.rpc.Code by name.
constexpr Named RpcKinds[] = {
    {"INVALID_ARGUMENT"_L1, Kind::InvalidArgument},
    {"OUT_OF_RANGE"_L1, Kind::InvalidArgument},
    {"FAILED_PRECONDITION"_L1, Kind::FailedPrecondition},
    {"UNAUTHENTICATED"_L1, Kind::Unauthenticated},
    {"PERMISSION_DENIED"_L1, Kind::PermissionDenied},
    {"NOT_FOUND"_L1, Kind::NotFound},
    {"ALREADY_EXISTS"_L1, Kind::AlreadyExists},
    {"ABORTED"_L1, Kind::Unavailable},
    {"RESOURCE_EXHAUSTED"_L1, Kind::RateLimited},
    {"CANCELLED"_L1, Kind::Unavailable},
    {"UNAVAILABLE"_L1, Kind::Unavailable},
    {"DEADLINE_EXCEEDED"_L1, Kind::Unavailable},
    {"INTERNAL"_L1, Kind::Server},
    {"UNKNOWN"_L1, Kind::Server},
    {"DATA_LOSS"_L1, Kind::Server},
    {"UNIMPLEMENTED"_L1, Kind::InvalidArgument},
};

// ErrorInfo.reason, which says more than the code does.
constexpr Named ReasonKinds[] = {
    {"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_L1, Kind::ScopeInsufficient},
    {"SERVICE_DISABLED"_L1, Kind::ApiDisabled},
    {"ACCESS_TOKEN_EXPIRED"_L1, Kind::Unauthenticated},
    {"RATE_LIMIT_EXCEEDED"_L1, Kind::RateLimited},
    {"RESOURCE_QUOTA_EXCEEDED"_L1, Kind::RateLimited},
};

// OAuth error codes (RFC 6749 5.2, RFC 8628 3.5, and Google's own).
constexpr Named OAuthKinds[] = {
    {"invalid_grant"_L1, Kind::SignedOut},
    {"invalid_client"_L1, Kind::InvalidClient},
    {"unauthorized_client"_L1, Kind::InvalidClient},
    {"deleted_client"_L1, Kind::InvalidClient},
    {"disabled_client"_L1, Kind::InvalidClient},
    {"invalid_scope"_L1, Kind::InvalidScope},
    {"access_denied"_L1, Kind::AccessDenied},
    {"org_internal"_L1, Kind::AccessDenied},
    {"admin_policy_enforced"_L1, Kind::AccessDenied},
    {"expired_token"_L1, Kind::Expired},
    {"invalid_request"_L1, Kind::InvalidArgument},
    {"unsupported_grant_type"_L1, Kind::InvalidArgument},
    {"rate_limit_exceeded"_L1, Kind::RateLimited},
    {"slow_down"_L1, Kind::RateLimited},
    {"authorization_pending"_L1, Kind::FailedPrecondition},
    {"temporarily_unavailable"_L1, Kind::Unavailable},
    {"internal_failure"_L1, Kind::Server},
    {"server_error"_L1, Kind::Server},
};

template <std::size_t N> std::optional<Kind> kindOf(const Named (&table)[N], const QString &word)
{
    for (const Named &row : table) {
        if (row.word == word)
            return row.kind;
    }
    return std::nullopt;
}

Kind kindOfStatus(int status)
{
    switch (status) {
    case 400:
    case 405:
    case 413:
    case 414:
    case 431:
        return Kind::InvalidArgument;
    case 401:
        return Kind::Unauthenticated;
    case 403:
        return Kind::PermissionDenied;
    case 404:
    case 410:
        return Kind::NotFound;
    case 408:
        return Kind::Unavailable;
    case 409:
        return Kind::AlreadyExists;
    case 412:
    case 428:
        return Kind::FailedPrecondition;
    case 429:
        return Kind::RateLimited;
    case 500:
    case 501:
        return Kind::Server;
    case 511: // RFC 6585: the network wants a sign-in
        return Kind::CaptivePortal;
    default:
        return status > 500 ? Kind::Unavailable : Kind::InvalidArgument;
    }
}

void readDetails(const QJsonArray &details, Error &error)
{
    for (const QJsonValue &detail : details) {
        const QJsonObject object = detail.toObject();
        const QString type = object["@type"_L1].toString();
        if (type.endsWith("google.rpc.ErrorInfo"_L1))
            error.reason = wire::clean(object["reason"_L1].toString());
        if (type.endsWith("google.rpc.RetryInfo"_L1)) {
            if (const auto delay = wire::readDuration(object["retryDelay"_L1]);
                delay && delay->count() >= 0)
                error.retryAfter = std::min(
                    RetryAfterCap, std::chrono::duration_cast<std::chrono::milliseconds>(*delay));
        }
    }
}

void readStatus(const QJsonObject &object, Error &error)
{
    error.rpcStatus = wire::clean(object["status"_L1].toString());
    error.message = wire::clean(object["message"_L1].toString());
    readDetails(object["details"_L1].toArray(), error);
    if (const auto kind = kindOf(RpcKinds, error.rpcStatus))
        error.kind = *kind;
    if (const auto kind = kindOf(ReasonKinds, error.reason))
        error.kind = *kind;
    // The service has no reason for this one; the sentence is what has been seen of it.
    if (error.kind == Kind::NotFound && error.message.contains("Google Chat app not found"_L1))
        error.kind = Kind::ChatAppNotConfigured;
    if (error.kind == Kind::PermissionDenied
        && error.message.contains("it is disabled"_L1, Qt::CaseInsensitive))
        error.kind = Kind::ApiDisabled;
}

void readOAuth(const QJsonObject &object, Error &error)
{
    error.rpcStatus = wire::clean(object["error"_L1].toString());
    if (error.rpcStatus.isEmpty())
        error.rpcStatus = wire::clean(object["error_code"_L1].toString());
    error.reason = wire::clean(object["error_subtype"_L1].toString());
    error.message = wire::clean(object["error_description"_L1].toString());
    // A server in trouble may blame the grant; only a plain refusal signs anybody out.
    if (const auto kind = kindOf(OAuthKinds, error.rpcStatus); kind && error.httpStatus < 500)
        error.kind = *kind;
}

} // namespace

QString kindName(Error::Kind kind)
{
    switch (kind) {
    case Kind::Offline:
        return u"Offline"_s;
    case Kind::ConnectionLost:
        return u"ConnectionLost"_s;
    case Kind::Timeout:
        return u"Timeout"_s;
    case Kind::Tls:
        return u"Tls"_s;
    case Kind::CaptivePortal:
        return u"CaptivePortal"_s;
    case Kind::NotJson:
        return u"NotJson"_s;
    case Kind::Truncated:
        return u"Truncated"_s;
    case Kind::TooLarge:
        return u"TooLarge"_s;
    case Kind::OutcomeUnknown:
        return u"OutcomeUnknown"_s;
    case Kind::Unauthenticated:
        return u"Unauthenticated"_s;
    case Kind::SignedOut:
        return u"SignedOut"_s;
    case Kind::InvalidClient:
        return u"InvalidClient"_s;
    case Kind::InvalidScope:
        return u"InvalidScope"_s;
    case Kind::AccessDenied:
        return u"AccessDenied"_s;
    case Kind::Expired:
        return u"Expired"_s;
    case Kind::ScopeInsufficient:
        return u"ScopeInsufficient"_s;
    case Kind::PermissionDenied:
        return u"PermissionDenied"_s;
    case Kind::NotFound:
        return u"NotFound"_s;
    case Kind::ChatAppNotConfigured:
        return u"ChatAppNotConfigured"_s;
    case Kind::ApiDisabled:
        return u"ApiDisabled"_s;
    case Kind::AlreadyExists:
        return u"AlreadyExists"_s;
    case Kind::InvalidArgument:
        return u"InvalidArgument"_s;
    case Kind::FailedPrecondition:
        return u"FailedPrecondition"_s;
    case Kind::RateLimited:
        return u"RateLimited"_s;
    case Kind::Unavailable:
        return u"Unavailable"_s;
    case Kind::Server:
        return u"Server"_s;
    case Kind::Protocol:
        return u"Protocol"_s;
    case Kind::LocalIo:
        return u"LocalIo"_s;
    case Kind::Cancelled:
        return u"Cancelled"_s;
    }
    Q_UNREACHABLE();
}

bool Error::isTransient() const
{
    switch (kind) {
    case Kind::Offline:
    case Kind::ConnectionLost:
    case Kind::Timeout:
    case Kind::Tls:
    case Kind::CaptivePortal:
    case Kind::NotJson:
    case Kind::Truncated:
    case Kind::OutcomeUnknown:
    case Kind::RateLimited:
    case Kind::Unavailable:
    case Kind::Server:
        return true;
    case Kind::TooLarge:
    case Kind::Unauthenticated:
    case Kind::SignedOut:
    case Kind::InvalidClient:
    case Kind::InvalidScope:
    case Kind::AccessDenied:
    case Kind::Expired:
    case Kind::ScopeInsufficient:
    case Kind::PermissionDenied:
    case Kind::NotFound:
    case Kind::ChatAppNotConfigured:
    case Kind::ApiDisabled:
    case Kind::AlreadyExists:
    case Kind::InvalidArgument:
    case Kind::FailedPrecondition:
    case Kind::Protocol:
    case Kind::LocalIo:
    case Kind::Cancelled:
        return false;
    }
    Q_UNREACHABLE();
}

bool Error::isNetwork() const
{
    return kind == Kind::Offline || kind == Kind::ConnectionLost || kind == Kind::Timeout
        || kind == Kind::Tls || kind == Kind::CaptivePortal;
}

Error errorFromHttp(int status, const QByteArray &body)
{
    Error error{.kind = kindOfStatus(status), .httpStatus = status};
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull()) {
        error.reason = body.trimmed().startsWith('<') ? u"HTML"_s : u"NOT_JSON"_s;
        return error;
    }
    // Some fronts answer a list with the object in it.
    const QJsonObject object
        = document.isArray() ? document.array().at(0).toObject() : document.object();
    const QJsonValue inner = object["error"_L1];
    if (inner.isObject())
        readStatus(inner.toObject(), error);
    else if (inner.isString() || object.contains("error_code"_L1))
        readOAuth(object, error);
    else
        readStatus(object, error);
    return error;
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &value,
                                                         const QDateTime &now)
{
    const QByteArray text = value.trimmed();
    bool ok = false;
    const qint64 seconds = text.toLongLong(&ok);
    if (ok)
        return seconds < 0 ? std::nullopt
                           : std::optional(std::chrono::milliseconds(
                               std::min<qint64>(seconds, RetryAfterCap.count() / 1000) * 1000));
    // IMF-fixdate, always GMT: "Sun, 06 Nov 1994 08:49:37 GMT".
    QDateTime date
        = QLocale::c().toDateTime(QString::fromLatin1(text).chopped(text.endsWith(" GMT") ? 4 : 0),
                                  u"ddd, dd MMM yyyy HH:mm:ss"_s);
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    const std::chrono::milliseconds delay(std::max<qint64>(0, now.msecsTo(date)));
    return std::min(delay, RetryAfterCap);
}

} // namespace linnet::api
