// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/error.h"
#include "api/method.h"

#include <QUrl>

namespace linnet::api {

// Where the services are: Google's, or everything under one root (an emulator, a proxy).
class Endpoints
{
public:
    [[nodiscard]] static Endpoints google();
    // ROOT/v1, ROOT/upload/v1, ROOT/device/code, ROOT/token, ROOT/revoke, ROOT/o/oauth2/v2/auth.
    // https, or http to a loopback address; anything else is an InvalidArgument, because a token
    // would travel in clear.
    [[nodiscard]] static Result<Endpoints> underRoot(const QUrl &root);

    // The address of a call; query included.
    [[nodiscard]] QUrl urlOf(const Call &call) const;
    [[nodiscard]] const QUrl &deviceCode() const { return m_deviceCode; }
    [[nodiscard]] const QUrl &token() const { return m_token; }
    [[nodiscard]] const QUrl &revoke() const { return m_revoke; }
    [[nodiscard]] const QUrl &authorize() const { return m_authorize; }

private:
    Endpoints() = default;

    // With a trailing slash, encoded.
    QByteArray m_chat, m_people, m_openId;
    QUrl m_deviceCode, m_token, m_revoke, m_authorize;
};

// https, or http to this machine itself.
[[nodiscard]] bool mayCarryToken(const QUrl &url);

} // namespace linnet::api
