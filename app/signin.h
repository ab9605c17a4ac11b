// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/wire.h"

#include "api/client.h"
#include "api/oauth/deviceflow.h"
#include "api/oauth/loopbackflow.h"
#include "models/domain/user.h"

#include <QObject>

#include <memory>

namespace linnet::app {

// What a sign-in ends with.
struct SignedIn
{
    Account account; // storage is still to be decided
    User me; // as userinfo tells
    api::TokenSet tokens;
};

// One sign-in as a task: a flow, the granted scopes, who it is. The device flow goes over into the
// browser flow by itself where the server gives no code (as Google's gives none for Chat, nor to
// Desktop clients). Knows neither widgets nor where tokens are kept.
class SignIn : public QObject
{
    Q_OBJECT

public:
    SignIn(Wire wire, api::ClientConfig client, QObject *parent = nullptr);
    ~SignIn() override;

    // Each ends what was under way. loginHint: the mail address of the account to renew, or empty;
    // for the browser, also where the device flow goes over into it.
    void startDevice(const QString &loginHint = {});
    void startBrowser(const QString &loginHint = {});
    // After missingScopes(): goes on with what was granted.
    void accept();

Q_SIGNALS:
    void deviceOffered(const QString &code, const QUrl &verification, const QUrl &complete,
                       int secondsLeft);
    void browserReady(const QUrl &address, bool becauseRefused);
    void finishing();
    void missingScopes(const QStringList &scopes);
    void failed(const linnet::Error &error);
    void succeeded(const linnet::app::SignedIn &result);

private:
    void startBrowserFlow(const QString &loginHint, bool becauseRefused);
    void deviceFinished(const api::Result<api::TokenSet> &result, const QString &loginHint);
    void flowFinished(const api::Result<api::TokenSet> &result);
    void fetchUser();
    void userFetched(const api::Result<api::UserInfo> &answer);

    Wire m_wire;
    api::ClientConfig m_client;
    std::unique_ptr<api::DeviceFlow> m_device;
    std::unique_ptr<api::LoopbackFlow> m_browser;
    api::TokenSet m_tokens;
    api::TokenProvider m_tokenProvider;
    api::Limiter m_limiter;
    api::Client m_api;
};

} // namespace linnet::app
