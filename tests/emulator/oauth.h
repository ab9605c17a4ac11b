// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http.h"
#include "settings.h"
#include "world.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace emulator {

/// The authorisation server: device flow (RFC 8628 in Google's dialect), authorisation code with
/// PKCE for loopback redirects (RFC 8252, 7636), refresh, revocation, userinfo. Keeps its grants in
/// memory; knows nothing of Chat but the prefix of its scopes.
class OAuth
{
public:
    OAuth(World &world, const Settings &settings);

    struct Access
    {
        QString user;
        QStringList scopes;
    };
    /// Who an "Authorization: Bearer …" header speaks for; nothing when it is not (or no more)
    /// valid.
    [[nodiscard]] std::optional<Access> access(const QByteArray &authorization) const;

    /// Serves the paths that are its own; nothing for all others.
    std::optional<HttpResponse> respond(const HttpRequest &request);

    /// What the control endpoint does.
    bool decide(const QString &userCode, bool allow, const QString &user);
    void revokeAll();
    void expireAccessTokens();
    void rotateRefreshTokens(bool on) { m_rotate = on; }
    [[nodiscard]] QStringList pendingUserCodes() const;

    /// A working access token without any flow, for tests of the service itself.
    QString issueAccessToken(const QString &user, const QStringList &scopes);

private:
    enum class Decision {
        Pending,
        Allowed,
        Denied,
    };
    struct Device
    {
        QString userCode;
        QStringList scopes;
        Micros expires = 0;
        Micros lastPoll = 0;
        int interval = 5;
        int polls = 0;
        Decision decision = Decision::Pending;
        QString user;
    };
    struct Code
    {
        QString redirect;
        QString challenge;
        QStringList scopes;
        QString user;
        Micros expires = 0;
    };
    struct Token
    {
        QString user;
        QStringList scopes;
        Micros expires = 0; ///< 0: does not expire
        QString refresh; ///< the refresh token an access token came from
    };

    HttpResponse deviceCode(const HttpRequest &request);
    HttpResponse token(const HttpRequest &request);
    HttpResponse pollDevice(const QHash<QString, QString> &form);
    HttpResponse exchangeCode(const QHash<QString, QString> &form);
    HttpResponse refresh(const QHash<QString, QString> &form);
    HttpResponse revoke(const HttpRequest &request);
    HttpResponse userInfo(const HttpRequest &request) const;
    HttpResponse authorise(const HttpRequest &request);
    HttpResponse devicePage(const HttpRequest &request);
    HttpResponse redirectBack(const HttpRequest &request, bool allow, const QString &user);
    QJsonObject newTokens(const QString &user, const QStringList &scopes);
    [[nodiscard]] QStringList granted(const QStringList &asked) const;
    QString addAccessToken(const QString &user, const QStringList &scopes, const QString &refresh);

    World &m_world;
    const Settings &m_settings;
    QHash<QString, Device> m_devices; ///< by device code
    QHash<QString, Code> m_codes;
    QHash<QString, Token> m_access;
    QHash<QString, Token> m_refresh;
    bool m_rotate = false;
};

} // namespace emulator
