// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/commandline.h"
#include "app/profile.h"
#include "app/screenlock.h"
#include "app/secretstore.h"
#include "app/signin.h"

#include "api/networktransport.h"
#include "models/domain/account.h"
#include "models/domain/clock.h"
#include "ui/media/mediarule.h"
#include "ui/text/filegate.h"
#include "ui/text/linkgate.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QSettings>

#include <memory>

namespace linnet::ui {
class MainWindow;
}

namespace linnet::app {

class DemoService;
class Screenshot;
class Session;
class SignInWindow;

// What is on the screen: signing in, or an account at work. Owns what both share.
class Program : public QObject
{
    Q_OBJECT

public:
    Program(const Options &options, const Profile &profile);
    ~Program() override;

    // Shows the first window, after the demonstration service where one was asked for.
    void start();
    // A second Linnet was started: come to the front, show a conversation.
    void activate(const QString &open, const QString &activationToken);

private:
    void begin();
    [[nodiscard]] std::optional<Account> storedAccount() const;
    [[nodiscard]] bool wantsOtherClient(const Account &account) const;
    [[nodiscard]] Wire wire();
    [[nodiscard]] SecretStore &secretsOf(TokenStorage storage);

    // notice: a sentence that it begins with; may be empty.
    void showSignIn(const QString &loginHint, bool startAtOnce, const QString &notice = {});
    void signedIn(const SignedIn &result, TokenStorage storage);
    void openAccount(const Account &account, const SignedIn *fresh);
    void showMainWindow();
    void watchNetwork();
    void statusChanged(const AccountStatus &status);
    void accountSignedOut(const QString &notice);
    void clearMessages();
    void openRequested();
    void giveUpOpening();
    void fail(const QString &sentence);

    Options m_options;
    Profile m_profile;
    QSettings m_settings;
    ScreenLock m_screenLock;
    Accounts m_accounts;
    SystemClock m_wallClock;
    api::SystemClock m_clock;
    api::SystemRandom m_random;
    api::NetworkTransport m_transport;
    QString m_serviceRoot; // empty: Google
    SessionSecretStore m_sessionSecrets;
    std::unique_ptr<SecretStore> m_fileSecrets;
    std::unique_ptr<SecretStore> m_keychain;
    ui::Theme m_theme;
    ui::LinkGate m_links;
    ui::MediaRule m_mediaRule;
    std::unique_ptr<DemoService> m_demo;
    std::unique_ptr<Screenshot> m_screenshot;
    std::unique_ptr<SignInWindow> m_signIn;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<ui::FileGate> m_files; // of the session's account
    std::unique_ptr<ui::MainWindow> m_window; // after the session: dies before it
    QString m_open; // a conversation to show once it is there
};

} // namespace linnet::app
