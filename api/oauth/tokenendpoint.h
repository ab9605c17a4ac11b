// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clock.h"
#include "api/endpoints.h"
#include "api/oauth/clientconfig.h"
#include "api/transport.h"

#include <QStringList>

namespace linnet::api {

// What the token endpoint gives (RFC 6749 5.1). Secret: never logged, never in an error.
struct TokenSet
{
    QString accessToken{};
    QString refreshToken{}; // empty: none, or the one before stays
    std::chrono::seconds expiresIn = std::chrono::hours(1);
    QStringList scopes{}; // empty: the server did not say

    friend bool operator==(const TokenSet &, const TokenSet &) = default;
};

// What every sign-in flow works with; the references must outlive the flow.
struct SignInContext
{
    Transport &transport;
    Environment environment;
    Endpoints endpoints;
    ClientConfig client;
};

using FormFields = QList<QPair<QString, QString>>;

// Posts a form and gives the JSON object that comes back, or what went wrong. The caller keeps the
// exchange; `done` is called once, later, and may destroy it.
[[nodiscard]] std::unique_ptr<Exchange> postForm(Transport &transport, const QUrl &url,
                                                 const FormFields &fields,
                                                 std::function<void(Result<QJsonObject>)> done);

// Posts to the token endpoint, as postForm(). What it refuses as a malformed request is the
// client's fault, InvalidClient: Google says invalid_request to one without the secret it was
// given.
[[nodiscard]] std::unique_ptr<Exchange> postToken(Transport &transport, const Endpoints &endpoints,
                                                  const FormFields &fields,
                                                  std::function<void(Result<QJsonObject>)> done);

// Reads a token answer; without an access token it is a Protocol error.
[[nodiscard]] Result<TokenSet> readTokens(const QJsonObject &answer);

// client_id, and client_secret when there is one.
[[nodiscard]] FormFields clientFields(const ClientConfig &client);

// Makes the service forget a refresh or access token (RFC 7009); a token it no longer knows counts
// as success.
[[nodiscard]] std::unique_ptr<Exchange> revokeToken(Transport &transport,
                                                    const Endpoints &endpoints,
                                                    const QString &token,
                                                    std::function<void(Result<void>)> done);

} // namespace linnet::api
