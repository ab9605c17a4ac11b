// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/secretstore.h"
#include "app/signin.h"

#include <QMainWindow>

#include <functional>
#include <memory>

namespace linnet::ui {
class LinkGate;
class SignInPage;
class Theme;
} // namespace linnet::ui

namespace linnet {
class Clock;
}

namespace linnet::app {

// Signing in on the screen: the page, the task behind it, and where the OAuth client and the
// refresh token are kept.
class SignInWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Setup
    {
        Wire wire;
        QString clientFile; // where the OAuth client is kept
        api::ClientConfig client; // known already; may be invalid
        TokenStorage storage = TokenStorage::Settings; // Settings: keychain, else ask
        QString loginHint;
        QString notice; // a sentence that the first page says; may be empty
    };
    // What the page is drawn with.
    struct Look
    {
        const ui::Theme &theme;
        ui::LinkGate &links;
        const Clock &clock;
    };
    // Which store a choice stands for.
    using StoreOf = std::function<SecretStore &(TokenStorage)>;

    SignInWindow(Setup setup, StoreOf storeOf, const Look &look);
    ~SignInWindow() override;

    // Begins the device flow if a client is known, else asks for one.
    void startDeviceFlow();
    void importClient(const QString &file);
    [[nodiscard]] const api::ClientConfig &client() const { return m_setup.client; }

Q_SIGNALS:
    // The refresh token is kept where `storage` says.
    void signedIn(const linnet::app::SignedIn &result, linnet::app::TokenStorage storage);
    // The window has something worth drawing.
    void settled();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void connectPage();
    void useClient(const api::ClientConfig &client, bool browser);
    void restart(bool browser);
    void connectTask();
    void keep(TokenStorage storage);

    Setup m_setup;
    StoreOf m_storeOf;
    ui::LinkGate &m_links;
    ui::SignInPage *m_page; // child
    std::unique_ptr<SignIn> m_task;
    bool m_browser = false; // which flow retry means
    bool m_newClient = false; // not kept yet
    SignedIn m_result;
};

} // namespace linnet::app
