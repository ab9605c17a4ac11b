// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth.h"

#include <QCryptographicHash>
#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr auto scopePrefix = "https://www.googleapis.com/auth/"_L1;
constexpr auto knownClient = "linnet-demo"_L1;
constexpr int accessSeconds = 3600;
constexpr int deviceSeconds = 1800;

HttpResponse failure(int status, const QString &error, const QString &description)
{
    return HttpResponse::json({{u"error"_s, error}, {u"error_description"_s, description}}, status);
}

QHash<QString, QString> formOf(const HttpRequest &request)
{
    QHash<QString, QString> result;
    for (const auto &[key, value] : parseForm(request.body))
        result.insert(key, value);
    return result;
}

QStringList split(const QString &scope)
{
    return scope.split(u' ', Qt::SkipEmptyParts);
}

/// openid, email and profile come back under their long names.
QString longName(const QString &scope)
{
    if (scope == "email"_L1 || scope == "profile"_L1)
        return scopePrefix + "userinfo."_L1 + scope;
    return scope;
}

HttpResponse page(const QString &inner, int status = 200)
{
    const QString html
        = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
          "<title>Service emulator</title><style>body{font:16px sans-serif;"
          "max-width:30em;margin:4em auto}button,input,a{font:inherit;padding:.4em 1em}"
          "</style><body>"_L1
        + inner + "</body></html>"_L1;
    return HttpResponse::html(html.toUtf8(), status);
}

} // namespace

OAuth::OAuth(World &world, const Settings &settings)
    : m_world(world)
    , m_settings(settings)
{
}

std::optional<OAuth::Access> OAuth::access(const QByteArray &authorization) const
{
    if (!authorization.startsWith("Bearer "))
        return std::nullopt;
    const auto found = m_access.constFind(QString::fromLatin1(authorization.mid(7)));
    if (found == m_access.cend() || found->expires <= m_world.clock.now())
        return std::nullopt;
    return Access{found->user, found->scopes};
}

std::optional<HttpResponse> OAuth::respond(const HttpRequest &request)
{
    const bool post = request.verb == "POST";
    const QByteArray &path = request.rawPath;
    if (path == "/device/code" && post)
        return deviceCode(request);
    if (path == "/token" && post)
        return token(request);
    if (path == "/revoke" && post)
        return revoke(request);
    if (path == "/v1/userinfo")
        return userInfo(request);
    if (path == "/o/oauth2/v2/auth")
        return authorise(request);
    if (path == "/device")
        return devicePage(request);
    return std::nullopt;
}

HttpResponse OAuth::deviceCode(const HttpRequest &request)
{
    const QHash<QString, QString> form = formOf(request);
    if (form.value(u"client_id"_s) != knownClient)
        return failure(401, u"invalid_client"_s, u"The OAuth client was not found."_s);
    if (m_settings.desktopClient) {
        return failure(
            401, u"invalid_client"_s,
            u"Only clients of type 'TVs and Limited Input devices' can use the OAuth 2.0 "
            "flow for TV and Limited-Input Device Applications. Please create and use "
            "an appropriate client."_s);
    }
    const QStringList scopes = split(form.value(u"scope"_s));
    if (scopes.isEmpty())
        return failure(400, u"invalid_request"_s, u"Missing required parameter: scope"_s);
    if (m_settings.googleDeviceRules) {
        for (const QString &scope : scopes) {
            if (scope.startsWith(scopePrefix + "chat"_L1)) {
                return failure(400, u"invalid_scope"_s, "Invalid device flow scope: "_L1 + scope);
            }
        }
    }
    Device device;
    static constexpr char letters[] = "BCDFGHJKLMNPQRSTVWXZ";
    for (int i = 0; i < 8; ++i) {
        if (i == 4)
            device.userCode += u'-';
        device.userCode += QLatin1Char(letters[m_world.random()() % 20]);
    }
    device.scopes = scopes;
    device.expires = m_world.clock.now() + deviceSeconds * second;
    device.interval = m_settings.autoApprove ? 1 : 5;
    const QString code = "4/"_L1 + m_world.newId(40);
    m_devices.insert(code, device);
    return QJsonObject{{u"device_code"_s, code},
                       {u"user_code"_s, device.userCode},
                       {u"verification_url"_s, QString(m_settings.baseUrl + "/device"_L1)},
                       {u"expires_in"_s, deviceSeconds},
                       {u"interval"_s, device.interval}};
}

HttpResponse OAuth::token(const HttpRequest &request)
{
    const QHash<QString, QString> form = formOf(request);
    if (form.value(u"client_id"_s) != knownClient)
        return failure(401, u"invalid_client"_s, u"The OAuth client was not found."_s);
    if (m_settings.desktopClient && form.value(u"client_secret"_s).isEmpty())
        return failure(400, u"invalid_request"_s, u"client_secret is missing."_s);
    const QString grant = form.value(u"grant_type"_s);
    if (grant == "urn:ietf:params:oauth:grant-type:device_code"_L1)
        return pollDevice(form);
    if (grant == "authorization_code"_L1)
        return exchangeCode(form);
    if (grant == "refresh_token"_L1)
        return refresh(form);
    return failure(400, u"unsupported_grant_type"_s, "Invalid grant_type: "_L1 + grant);
}

HttpResponse OAuth::pollDevice(const QHash<QString, QString> &form)
{
    const auto found = m_devices.find(form.value(u"device_code"_s));
    if (found == m_devices.end())
        return failure(400, u"invalid_grant"_s, u"Malformed auth code."_s);
    Device &device = *found;
    const Micros now = m_world.clock.now();
    if (now >= device.expires)
        return failure(400, u"expired_token"_s, u"The device code has expired."_s);
    ++device.polls;
    // Half a second of grace: the client counts from when it got its last answer.
    const bool hasty
        = device.lastPoll != 0 && now - device.lastPoll < device.interval * second - second / 2;
    device.lastPoll = now;
    if (hasty) {
        device.interval += 5;
        return failure(403, u"slow_down"_s, u"Forbidden"_s);
    }
    if (m_settings.autoApprove && device.polls >= 2 && device.decision == Decision::Pending)
        device.decision = Decision::Allowed;
    switch (device.decision) {
    case Decision::Pending:
        return failure(428, u"authorization_pending"_s, u"Precondition Required"_s);
    case Decision::Denied:
        return failure(403, u"access_denied"_s, u"Forbidden"_s);
    case Decision::Allowed:
        break;
    }
    const Device done = device;
    m_devices.erase(found);
    return newTokens(done.user.isEmpty() ? m_world.self : done.user, granted(done.scopes));
}

HttpResponse OAuth::exchangeCode(const QHash<QString, QString> &form)
{
    const auto found = m_codes.find(form.value(u"code"_s));
    if (found == m_codes.end())
        return failure(400, u"invalid_grant"_s, u"Malformed auth code."_s);
    const Code code = *found;
    m_codes.erase(found); // a code is good for one try
    if (m_world.clock.now() >= code.expires)
        return failure(400, u"invalid_grant"_s, u"Bad Request"_s);
    if (form.value(u"redirect_uri"_s) != code.redirect)
        return failure(400, u"redirect_uri_mismatch"_s, u"Bad Request"_s);
    const QByteArray verifier = form.value(u"code_verifier"_s).toLatin1();
    const QByteArray hashed
        = QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (verifier.size() < 43 || verifier.size() > 128
        || QString::fromLatin1(hashed) != code.challenge)
        return failure(400, u"invalid_grant"_s, u"Invalid code verifier."_s);
    return newTokens(code.user, code.scopes);
}

HttpResponse OAuth::refresh(const QHash<QString, QString> &form)
{
    const QString old = form.value(u"refresh_token"_s);
    if (!m_refresh.contains(old))
        return failure(400, u"invalid_grant"_s, u"Token has been expired or revoked."_s);
    const Token grant = m_refresh.value(old); // by value: rotation removes it
    QJsonObject answer{{u"expires_in"_s, accessSeconds},
                       {u"token_type"_s, u"Bearer"_s},
                       {u"scope"_s, grant.scopes.join(u' ')}};
    QString current = old;
    if (m_rotate) {
        current = "1//"_L1 + m_world.newId(40);
        m_refresh.remove(old);
        m_refresh.insert(current, grant);
        answer.insert("refresh_token"_L1, current);
    }
    answer.insert("access_token"_L1, addAccessToken(grant.user, grant.scopes, current));
    return answer;
}

HttpResponse OAuth::revoke(const HttpRequest &request)
{
    QString token = formOf(request).value(u"token"_s);
    if (token.isEmpty())
        token = request.queryValue(u"token").value_or(QString());
    if (m_access.contains(token) && !m_access.value(token).refresh.isEmpty())
        token = m_access.value(token).refresh;
    if (m_refresh.remove(token) + m_access.remove(token) == 0)
        return failure(400, u"invalid_token"_s, u"Token expired or revoked"_s);
    m_access.removeIf([&](const auto &entry) { return entry.value().refresh == token; });
    return QJsonObject();
}

HttpResponse OAuth::userInfo(const HttpRequest &request) const
{
    const auto who = access(request.header("authorization"));
    if (!who) {
        return failure(401, u"invalid_request"_s, u"Invalid Credentials"_s);
    }
    const User *user = m_world.user(who->user);
    const QString given = user->displayName.section(u' ', 0, 0);
    return QJsonObject{
        {u"sub"_s, user->id},
        {u"name"_s, user->displayName},
        {u"given_name"_s, given},
        {u"family_name"_s, user->displayName.section(u' ', 1)},
        {u"picture"_s, QString(m_settings.baseUrl + "/emulator/avatar/"_L1 + user->id + ".png"_L1)},
        {u"email"_s, user->email},
        {u"email_verified"_s, true},
        {u"hd"_s, user->email.section(u'@', 1)}};
}

HttpResponse OAuth::authorise(const HttpRequest &request)
{
    const auto value = [&](const char *name) {
        return request.queryValue(QString::fromLatin1(name)).value_or(QString());
    };
    const auto refuse = [](const QString &error, const QString &words) {
        return page("<h1>Access blocked</h1><p>Error 400: "_L1 + error + "</p><p>"_L1
                        + words.toHtmlEscaped() + "</p>"_L1,
                    400);
    };
    if (value("client_id") != knownClient)
        return refuse(u"invalid_client"_s, u"The OAuth client was not found."_s);
    const QUrl redirect(value("redirect_uri"), QUrl::StrictMode);
    const bool loopback = redirect.scheme() == "http"_L1 && redirect.port() > 0
        && (redirect.host() == "127.0.0.1"_L1 || redirect.host() == "::1"_L1);
    if (!loopback)
        return refuse(u"redirect_uri_mismatch"_s,
                      u"Only http://127.0.0.1:PORT and [::1] are allowed."_s);
    if (value("response_type") != "code"_L1)
        return refuse(u"unsupported_response_type"_s, u"response_type must be code."_s);
    if (value("code_challenge_method") != "S256"_L1 || value("code_challenge").size() != 43)
        return refuse(u"invalid_request"_s, u"A PKCE challenge with method S256 is required."_s);
    if (value("scope").isEmpty())
        return refuse(u"invalid_scope"_s, u"Missing required parameter: scope"_s);
    const QString decision = value("emulator_decision");
    if (m_settings.autoApprove || !decision.isEmpty())
        return redirectBack(request, decision != "deny"_L1, value("emulator_user"));
    const QString link = QString::fromLatin1(request.target).toHtmlEscaped();
    const User *self = m_world.user(m_world.self);
    return page(
        "<h1>Sign in to the service emulator</h1><p>An application wants to use Chat as <b>"_L1
        + (self ? self->displayName.toHtmlEscaped() : QString())
        + "</b>.</p><p><a id=\"allow\" href=\""_L1 + link
        + "&amp;emulator_decision=allow\">Allow</a> <a id=\"deny\" href=\""_L1 + link
        + "&amp;emulator_decision=deny\">Deny</a></p>"_L1);
}

HttpResponse OAuth::redirectBack(const HttpRequest &request, bool allow, const QString &user)
{
    const auto value = [&](const char *name) {
        return request.queryValue(QString::fromLatin1(name)).value_or(QString());
    };
    QUrl back(value("redirect_uri"));
    QUrlQuery query(back);
    if (!value("state").isEmpty())
        query.addQueryItem(u"state"_s,
                           QString::fromLatin1(QUrl::toPercentEncoding(value("state"))));
    if (allow) {
        Code code;
        code.redirect = value("redirect_uri");
        code.challenge = value("code_challenge");
        code.scopes = granted(split(value("scope")));
        code.user = m_world.user(user) ? user : m_world.self;
        code.expires = m_world.clock.now() + 10 * minute;
        const QString name = "4/0A"_L1 + m_world.newId(60);
        m_codes.insert(name, code);
        query.addQueryItem(u"code"_s, QString::fromLatin1(QUrl::toPercentEncoding(name)));
        query.addQueryItem(u"scope"_s,
                           QString::fromLatin1(QUrl::toPercentEncoding(code.scopes.join(u' '))));
    } else {
        query.addQueryItem(u"error"_s, u"access_denied"_s);
    }
    back.setQuery(query);
    if (back.path().isEmpty())
        back.setPath(u"/"_s);
    HttpResponse response = HttpResponse::html("", 302);
    response.setHeader("Location", back.toEncoded());
    return response;
}

HttpResponse OAuth::devicePage(const HttpRequest &request)
{
    const QHash<QString, QString> form = formOf(request);
    const QString code = form.value(u"user_code"_s).trimmed().toUpper();
    QString note;
    if (request.verb == "POST") {
        const bool allow = form.value(u"decision"_s) != "deny"_L1;
        note = decide(code, allow, {})
            ? (allow ? u"Device allowed. You may close this page."_s : u"Device refused."_s)
            : u"That code is not known."_s;
    }
    return page("<h1>Connect a device</h1><p>"_L1 + note
                + "</p><form method=\"post\"><p><label>Code <input name=\"user_code\" autofocus>"
                  "</label></p><button name=\"decision\" value=\"allow\">Allow</button> "
                  "<button name=\"decision\" value=\"deny\">Deny</button></form>"_L1);
}

bool OAuth::decide(const QString &userCode, bool allow, const QString &user)
{
    for (Device &device : m_devices) {
        if (device.userCode == userCode || userCode == "*"_L1) {
            device.decision = allow ? Decision::Allowed : Decision::Denied;
            device.user = user;
            return true;
        }
    }
    return false;
}

void OAuth::revokeAll()
{
    m_access.clear();
    m_refresh.clear();
}

void OAuth::expireAccessTokens()
{
    m_access.clear();
}

QStringList OAuth::pendingUserCodes() const
{
    QStringList result;
    for (const Device &device : m_devices) {
        if (device.decision == Decision::Pending)
            result.append(device.userCode);
    }
    return result;
}

QStringList OAuth::granted(const QStringList &asked) const
{
    QStringList result;
    for (const QString &scope : asked) {
        const QString full = longName(scope);
        const bool identity = !full.startsWith(scopePrefix + "chat"_L1);
        if (m_settings.grantOnly.isEmpty() || identity || m_settings.grantOnly.contains(full))
            result.append(full);
    }
    return result;
}

QString OAuth::addAccessToken(const QString &user, const QStringList &scopes,
                              const QString &refresh)
{
    QString token = "ya29."_L1 + m_world.newId(60);
    const Micros expires = m_world.clock.now() + m_settings.tokenSeconds * second;
    m_access.insert(token, {user, scopes, expires, refresh});
    return token;
}

QString OAuth::issueAccessToken(const QString &user, const QStringList &scopes)
{
    return addAccessToken(user, scopes, {});
}

QJsonObject OAuth::newTokens(const QString &user, const QStringList &scopes)
{
    const QString refresh = "1//"_L1 + m_world.newId(40);
    m_refresh.insert(refresh, {user, scopes, 0, {}});
    return {{u"access_token"_s, addAccessToken(user, scopes, refresh)},
            {u"expires_in"_s, accessSeconds},
            {u"refresh_token"_s, refresh},
            {u"scope"_s, scopes.join(u' ')},
            {u"token_type"_s, u"Bearer"_s}};
}

} // namespace emulator
