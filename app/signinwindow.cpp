// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signinwindow.h"

#include "ui/signin/signinpage.h"
#include "ui/text/errorwords.h"
#include "ui/text/linkgate.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

// In the shape in which the Cloud console gives it, so that one reader does for both.
QByteArray toConsoleJson(const api::ClientConfig &client)
{
    const QJsonObject fields{{u"client_id"_s, client.id}, {u"client_secret"_s, client.secret}};
    return QJsonDocument(QJsonObject{{u"installed"_s, fields}}).toJson();
}

bool saveClient(const QString &path, const api::ClientConfig &client)
{
    QSaveFile file(path);
    return file.open(QFile::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(toConsoleJson(client)) > 0 && file.commit();
}

QString sentenceFor(api::ClientConfig::Problem problem)
{
    switch (problem) {
    case api::ClientConfig::Problem::NotJson:
        return SignInWindow::tr("This file is not JSON. Choose the file that the Cloud console "
                                "offers for download beside the OAuth client.");
    case api::ClientConfig::Problem::NotAClient:
        return SignInWindow::tr("This file does not describe an OAuth client. Choose the one that "
                                "the Cloud console offers for a client of the type “Desktop app”.");
    case api::ClientConfig::Problem::ServiceAccount:
        return SignInWindow::tr("This is the key of a service account. Linnet needs an OAuth "
                                "client of the type “Desktop app”.");
    case api::ClientConfig::Problem::WebClient:
        return SignInWindow::tr("This OAuth client is of the type “Web application”, with which a "
                                "program on a computer cannot sign in. Create one of the type "
                                "“Desktop app” in the Cloud console.");
    case api::ClientConfig::Problem::NoClientId:
        return SignInWindow::tr("The file has no client id. Download it from the Cloud console "
                                "again.");
    }
    return {};
}

} // namespace

SignInWindow::SignInWindow(Setup setup, StoreOf storeOf, const Look &look)
    : m_setup(std::move(setup))
    , m_storeOf(std::move(storeOf))
    , m_links(look.links)
    , m_page(new ui::SignInPage(look.theme, look.links, look.clock))
{
    setWindowTitle(tr("Sign in – Linnet"));
    setCentralWidget(m_page);
    resize(760, 640);
    connectPage();
    m_page->showClientForm(m_setup.client.id, m_setup.client.secret, m_setup.notice);
}

SignInWindow::~SignInWindow() = default;

void SignInWindow::connectPage()
{
    connect(m_page, &ui::SignInPage::clientEntered, this,
            [this](const QString &id, const QString &secret, bool browser) {
                useClient({.id = id.trimmed(), .secret = secret.trimmed()}, browser);
            });
    connect(m_page, &ui::SignInPage::clientFileChosen, this, &SignInWindow::importClient);
    connect(m_page, &ui::SignInPage::deviceFlowRequested, this, [this] { restart(false); });
    connect(m_page, &ui::SignInPage::browserFlowRequested, this, [this] { restart(true); });
    connect(m_page, &ui::SignInPage::retryRequested, this, [this] { restart(m_browser); });
    connect(m_page, &ui::SignInPage::continued, this, [this] { m_task->accept(); });
    connect(m_page, &ui::SignInPage::storageChosen, this,
            [this](bool file) { keep(file ? TokenStorage::File : TokenStorage::SessionOnly); });
    connect(m_page, &ui::SignInPage::storageRetryRequested, this,
            [this] { keep(m_result.account.storage); });
    connect(m_page, &ui::SignInPage::cancelled, this, [this] {
        m_task.reset();
        m_page->showClientForm(m_setup.client.id, m_setup.client.secret, {});
    });
}

void SignInWindow::startDeviceFlow()
{
    if (m_setup.client.isValid())
        restart(false);
}

void SignInWindow::importClient(const QString &file)
{
    constexpr qint64 longest = 65'536; // bytes
    QFile source(file);
    if (!source.open(QFile::ReadOnly)) {
        m_page->showClientForm(m_setup.client.id, m_setup.client.secret,
                               tr("The file cannot be read: %1.").arg(source.errorString()));
        return;
    }
    const auto client = api::ClientConfig::fromJson(source.read(longest));
    if (client)
        useClient(*client, false);
    else
        m_page->showClientForm(m_setup.client.id, m_setup.client.secret,
                               sentenceFor(client.error()));
}

void SignInWindow::useClient(const api::ClientConfig &client, bool browser)
{
    m_setup.client = client;
    m_newClient = true;
    restart(browser);
}

void SignInWindow::restart(bool browser)
{
    m_browser = browser;
    m_task = std::make_unique<SignIn>(m_setup.wire, m_setup.client);
    connectTask();
    m_page->showStarting();
    if (browser)
        m_task->startBrowser(m_setup.loginHint);
    else
        m_task->startDevice(m_setup.loginHint);
}

void SignInWindow::connectTask()
{
    SignIn *task = m_task.get();
    connect(task, &SignIn::deviceOffered, this,
            [this](const QString &code, const QUrl &verification, const QUrl &complete, int left) {
                m_page->showDeviceCode(code, verification, complete, left);
                Q_EMIT settled();
            });
    connect(task, &SignIn::browserReady, this, [this](const QUrl &address, bool becauseRefused) {
        m_browser = true;
        m_page->showBrowser(address, becauseRefused);
        Q_EMIT settled();
        // Asked for by a click, the browser opens at once; otherwise the page explains first.
        if (!becauseRefused)
            m_links.openExternal(address, this);
    });
    connect(task, &SignIn::finishing, m_page, &ui::SignInPage::showFinishing);
    connect(task, &SignIn::missingScopes, m_page, &ui::SignInPage::showMissingScopes);
    connect(task, &SignIn::failed, this, [this](const Error &error) {
        // The page does not know a client that came from a file.
        if (error.kind == ErrorKind::ClientInvalid)
            m_page->showClientForm(m_setup.client.id, m_setup.client.secret, ui::errorLine(error));
        else
            m_page->showError(error);
        Q_EMIT settled();
    });
    connect(task, &SignIn::succeeded, this, [this](const SignedIn &result) {
        // Not before: accounts that are there need the one they were signed in with. Not being able
        // to keep it is no reason not to go on: it will be asked for again.
        if (m_newClient)
            saveClient(m_setup.clientFile, m_setup.client);
        m_result = result;
        m_result.account.serviceRoot = m_setup.wire.serviceRoot.toString(QUrl::FullyEncoded);
        keep(m_setup.storage == TokenStorage::Settings ? TokenStorage::Keychain : m_setup.storage);
    });
}

void SignInWindow::keep(TokenStorage storage)
{
    m_result.account.storage = storage;
    // A server may give no refresh token: then the sign-in lasts as long as the access token.
    if (m_result.tokens.refreshToken.isEmpty()) {
        Q_EMIT signedIn(m_result, TokenStorage::SessionOnly);
        return;
    }
    m_page->showFinishing();
    m_storeOf(storage).write(m_result.account.secretKey(), m_result.tokens.refreshToken, this,
                             [this, storage](const Result<bool> &kept) {
                                 if (kept)
                                     Q_EMIT signedIn(m_result, storage);
                                 else
                                     m_page->showStorageChoice(kept.error());
                             });
}

void SignInWindow::closeEvent(QCloseEvent *event)
{
    m_task.reset();
    QMainWindow::closeEvent(event);
}

} // namespace linnet::app
