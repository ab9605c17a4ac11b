// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"

#include "app/demoservice.h"
#include "app/keychain.h"
#include "app/screenshot.h"
#include "app/session.h"
#include "app/signinwindow.h"
#include "ui/text/errorwords.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QMetaEnum>
#include <QNetworkInformation>
#include <QTimer>

#include <cstdio>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcProgram, "linnet.program")

const QString lastSpaceKey = u"lastSpace"_s;

// What the service emulator accepts; only ever used against this machine itself.
const QString demoClientId = u"linnet-demo"_s;

bool isLoopback(const QString &serviceRoot)
{
    return QUrl(serviceRoot).scheme() == "http"_L1;
}

api::Endpoints endpointsFor(const QString &serviceRoot)
{
    if (serviceRoot.isEmpty())
        return api::Endpoints::google();
    return api::Endpoints::underRoot(QUrl(serviceRoot)).value_or(api::Endpoints::google());
}

api::ClientConfig clientFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return {};
    return api::ClientConfig::fromJson(file.readAll()).value_or(api::ClientConfig());
}

QString nameOf(ui::Theme::Mode mode)
{
    return QString::fromLatin1(QMetaEnum::fromType<ui::Theme::Mode>().valueToKey(int(mode)));
}

ui::Theme::Mode modeOf(ThemeChoice choice, const QSettings &settings)
{
    switch (choice) {
    case ThemeChoice::Light:
        return ui::Theme::Mode::Light;
    case ThemeChoice::Dark:
        return ui::Theme::Mode::Dark;
    case ThemeChoice::Settings:
        break;
    }
    bool known = false;
    const int mode = QMetaEnum::fromType<ui::Theme::Mode>().keyToValue(
        settings.value(u"theme"_s).toString().toLatin1().constData(), &known);
    return known ? ui::Theme::Mode(mode) : ui::Theme::Mode::System;
}

// What signing out did not get done, and what to do about it.
QString leftBehind(const std::optional<Error> &notRevoked, const std::optional<Error> &notForgotten)
{
    QStringList sentences;
    if (notRevoked)
        sentences << Program::tr("You are signed out here, but Google could not be told: %1. To "
                                 "take its access away, remove Linnet at "
                                 "myaccount.google.com/connections.")
                         .arg(ui::errorWords(*notRevoked).headline);
    if (notForgotten)
        sentences << Program::tr("The sign-in could not be removed from where it is kept: %1.")
                         .arg(ui::errorWords(*notForgotten).headline);
    return sentences.join(u' ');
}

} // namespace

Program::Program(const Options &options, const Profile &profile)
    : m_options(options)
    , m_profile(profile)
    , m_settings(profile.settingsFile(), QSettings::IniFormat)
    , m_accounts(profile.accountsFile())
    , m_transport(u"Linnet/%1"_s.arg(QCoreApplication::applicationVersion()))
    , m_fileSecrets(std::make_unique<FileSecretStore>(profile.tokenFile()))
    , m_keychain(std::make_unique<Keychain>())
    , m_theme(modeOf(options.theme, m_settings))
    , m_mediaRule(options.screenshot.isEmpty() ? &m_settings : nullptr)
    , m_open(options.open)
{
    m_theme.applyTo(*qApp);
    // What the command line says holds for this run only.
    if (m_options.theme == ThemeChoice::Settings)
        connect(&m_theme, &ui::Theme::changed, this,
                [this] { m_settings.setValue(u"theme"_s, nameOf(m_theme.mode())); });
    if (m_options.serviceRoot)
        m_serviceRoot = m_options.serviceRoot->toString(QUrl::FullyEncoded);
    if (!m_options.screenshot.isEmpty())
        m_screenshot = std::make_unique<Screenshot>(m_options.screenshot);
}

Program::~Program() = default;

void Program::start()
{
    m_theme.readFonts(); // while the service starts, or the store opens
    if (!m_options.demo) {
        begin();
        return;
    }
    m_demo = std::make_unique<DemoService>();
    connect(m_demo.get(), &DemoService::ready, this, [this](const QUrl &root) {
        m_serviceRoot = root.toString(QUrl::FullyEncoded);
        begin();
    });
    connect(m_demo.get(), &DemoService::failed, this, &Program::fail);
    m_demo->start();
}

void Program::begin()
{
    const std::optional<Account> account = storedAccount();
    if (account && !m_options.signIn && !wantsOtherClient(*account))
        openAccount(*account, nullptr);
    else
        showSignIn({}, m_options.signIn || m_options.demo);
}

// What is stored was given to its client: with another one the account has to be signed in anew.
bool Program::wantsOtherClient(const Account &account) const
{
    const api::ClientConfig wanted = clientFrom(m_options.clientFile);
    return !m_options.clientFile.isEmpty()
        && (wanted.id != account.clientId
            || wanted.secret != clientFrom(m_profile.clientFile()).secret);
}

std::optional<Account> Program::storedAccount() const
{
    const Result<QList<Account>> accounts = m_accounts.load();
    if (!accounts) {
        qCWarning(lcProgram, "the list of accounts could not be read");
        return std::nullopt;
    }
    // Another port on this machine is the same service, as with Account::secretKey().
    const QString host = QUrl(m_serviceRoot).host();
    for (const Account &account : *accounts) {
        if (m_serviceRoot.isEmpty() || QUrl(account.serviceRoot).host() == host)
            return account;
    }
    return std::nullopt;
}

// One transport for all: it keeps connections, not secrets.
Wire Program::wire()
{
    return {m_transport, {m_clock, m_random}, endpointsFor(m_serviceRoot), QUrl(m_serviceRoot)};
}

SecretStore &Program::secretsOf(TokenStorage storage)
{
    switch (storage) {
    case TokenStorage::File:
        return *m_fileSecrets;
    case TokenStorage::SessionOnly:
        return m_sessionSecrets;
    case TokenStorage::Keychain:
    case TokenStorage::Settings:
        break;
    }
    return *m_keychain;
}

void Program::showSignIn(const QString &loginHint, bool startAtOnce, const QString &notice)
{
    api::ClientConfig client = clientFrom(m_profile.clientFile());
    if (!client.isValid() && isLoopback(m_serviceRoot))
        client.id = demoClientId;
    SignInWindow::Setup setup{.wire = wire(),
                              .clientFile = m_profile.clientFile(),
                              .client = client,
                              .storage = m_options.tokenStorage,
                              .loginHint = loginHint,
                              .notice = notice};
    if (m_options.demo && setup.storage == TokenStorage::Settings)
        setup.storage = TokenStorage::SessionOnly;
    m_signIn = std::make_unique<SignInWindow>(
        std::move(setup),
        [this](TokenStorage storage) -> SecretStore & { return secretsOf(storage); },
        SignInWindow::Look{m_theme, m_links, m_wallClock});
    connect(m_signIn.get(), &SignInWindow::signedIn, this, &Program::signedIn);
    if (m_options.size.isValid())
        m_signIn->resize(m_options.size);
    if (m_screenshot) {
        m_screenshot->setWindow(m_signIn.get());
        // With a code that approves itself the picture is of what comes after it.
        if (!startAtOnce)
            m_screenshot->settle();
        else if (!m_options.demo)
            connect(m_signIn.get(), &SignInWindow::settled, m_screenshot.get(),
                    &Screenshot::settle);
    }
    m_signIn->show();
    if (!m_options.clientFile.isEmpty())
        m_signIn->importClient(m_options.clientFile);
    else if (startAtOnce)
        m_signIn->startDeviceFlow();
}

void Program::signedIn(const SignedIn &result, TokenStorage storage)
{
    Account account = result.account;
    account.storage = storage;
    if (!m_accounts.save(account))
        qCWarning(lcProgram, "the account could not be written down");
    openAccount(account, &result);
    // Later: the window is still in the call that got here.
    if (m_signIn) {
        m_signIn->hide();
        m_signIn.release()->deleteLater();
    }
}

void Program::openAccount(const Account &account, const SignedIn *fresh)
{
    m_window.reset();
    if (m_serviceRoot.isEmpty())
        m_serviceRoot = account.serviceRoot;
    api::ClientConfig client = clientFrom(m_profile.clientFile());
    if (client.id != account.clientId)
        client = {.id = account.clientId};
    m_session
        = std::make_unique<Session>(account, client, m_profile, wire(), secretsOf(account.storage));
    connect(m_session.get(), &Session::loaded, this, &Program::showMainWindow);
    connect(m_session.get(), &Session::statusChanged, this, &Program::statusChanged);
    connect(m_session.get(), &Session::signInWanted, this,
            [this] { showSignIn(m_session->account().email, true); });
    connect(
        m_session.get(), &Session::signedOut, this,
        [this](const std::optional<Error> &notRevoked, const std::optional<Error> &notForgotten) {
            accountSignedOut(leftBehind(notRevoked, notForgotten));
        });
    connect(m_session.get(), &Session::clearMessagesWanted, this, &Program::clearMessages);
    const auto setTerms
        = [this] { m_session->setMediaTerms(m_mediaRule.unaskedBytes(), m_mediaRule.diskLimit()); };
    setTerms();
    connect(&m_mediaRule, &ui::MediaRule::changed, m_session.get(), setTerms);
    m_session->start(fresh != nullptr ? fresh->tokens : api::TokenSet(),
                     fresh != nullptr ? fresh->me : User());
}

void Program::showMainWindow()
{
    if (m_theme.readsFonts()) {
        connect(
            &m_theme, &ui::Theme::fontsRead, m_session.get(), [this] { showMainWindow(); },
            Qt::SingleShotConnection);
        return;
    }
    m_files = std::make_unique<ui::FileGate>(m_profile.cacheDirectory(m_session->account().user)
                                             + u"/opened"_s);
    const ui::Services services{.spaces = m_session->spaces(),
                                .users = m_session->users(),
                                .messages = m_session->messages(),
                                .drafts = m_session->drafts(),
                                .timelines = m_session->timelines(),
                                .media = m_session->media(),
                                .account = *m_session,
                                .theme = m_theme,
                                .links = m_links,
                                .clock = m_session->clock(),
                                .settings = m_screenshot ? nullptr : &m_settings,
                                .lookup = &m_session->lookup(),
                                .rooms = &m_session->rooms(),
                                .history = &m_session->history(),
                                .threads = &m_session->threads(),
                                .mediaRule = &m_mediaRule,
                                .storage = m_session.get(),
                                .emoji = &m_session->emoji(),
                                .files = m_files.get()};
    m_window = std::make_unique<ui::MainWindow>(services);
    connect(m_session.get(), &Session::changed, m_window.get(), &ui::MainWindow::applyChanges);
    connect(m_session.get(), &Session::writeRefused, m_window.get(),
            &ui::MainWindow::showWriteRefused);
    connect(m_session.get(), &Session::setAsideChanged, m_window.get(),
            &ui::MainWindow::setSetAside);
    connect(m_window.get(), &ui::MainWindow::forgetSetAsideRequested, m_session.get(),
            &Session::forgetSetAside);
    connect(m_window.get(), &ui::MainWindow::activeChanged, m_session.get(), &Session::setActive);
    connect(&m_screenLock, &ScreenLock::lockedChanged, m_session.get(), &Session::setUserAway);
    connect(m_window.get(), &ui::MainWindow::quitRequested, qApp, &QCoreApplication::quit);
    connect(m_window.get(), &ui::MainWindow::spaceOpened, this,
            [this](const SpaceId &space) { m_settings.setValue(lastSpaceKey, space.name()); });
    m_window->setSetAside(m_session->setAside());
    m_window->setAccountStatus(m_session->status());
    if (m_open.isEmpty() && !m_screenshot)
        m_open = m_settings.value(lastSpaceKey).toString();
    if (m_options.size.isValid())
        m_window->resize(m_options.size);
    if (m_screenshot)
        m_screenshot->setWindow(m_window.get());
    // In a turn of its own, with a timer (0 would be a posted event of this one): the window took
    // one to build.
    QTimer::singleShot(std::chrono::milliseconds(1), m_window.get(), [this] {
        openRequested();
        m_window->show();
        QGuiApplication::setQuitOnLastWindowClosed(true);
        // After the first paint: finding the desktop's network service may take a while.
        QTimer::singleShot(0, m_window.get(), [this] { watchNetwork(); });
    });
}

// The moment the network is back is worth more than any back-off.
void Program::watchNetwork()
{
    using Reachability = QNetworkInformation::Reachability;
    using Feature = QNetworkInformation::Feature;
    // The first that is loaded stays: one that tells everything is looked for first.
    if (!QNetworkInformation::loadBackendByFeatures(Feature::Reachability | Feature::Metered)
        && !QNetworkInformation::loadBackendByFeatures(Feature::Reachability))
        return;
    const QNetworkInformation &network = *QNetworkInformation::instance();
    if (network.supports(Feature::Metered)) {
        m_mediaRule.setMetered(network.isMetered());
        connect(&network, &QNetworkInformation::isMeteredChanged, &m_mediaRule,
                [this](bool metered) { m_mediaRule.setMetered(metered); });
    }
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged,
            m_window.get(), [this](Reachability reachability) {
                if (reachability == Reachability::Online)
                    m_session->retryNow();
            });
}

void Program::statusChanged(const AccountStatus &status)
{
    if (!m_window)
        return;
    m_window->setAccountStatus(status);
    // Not before: what is read is not known yet, and the "New" line would be missing.
    const bool settled = (status.connection == Connection::Online && status.lastSynced.isKnown())
        || status.connection == Connection::Impaired || status.connection == Connection::Blocked;
    if (!settled)
        return;
    openRequested();
    if (status.connection == Connection::Online)
        giveUpOpening();
    if (m_screenshot)
        m_screenshot->settle();
}

// By resource name, else by title; tried again until the conversation is there.
void Program::openRequested()
{
    if (m_open.isEmpty() || !m_window)
        return;
    const items::SpaceListModel &spaces = m_session->spaces();
    for (int row = 0; row < spaces.rowCount(); ++row) {
        const QModelIndex index = spaces.index(row);
        const auto id = index.data(items::SpaceListModel::SpaceIdRole).value<SpaceId>();
        if (id.name() == m_open
            || index.data().toString().compare(m_open, Qt::CaseInsensitive) == 0) {
            m_open.clear();
            m_window->openSpace(id);
            return;
        }
    }
}

// Everything is listed, and it is not there. What was open last may be gone: nobody asked for that.
void Program::giveUpOpening()
{
    const QString name = std::exchange(m_open, {});
    if (name.isEmpty() || name == m_settings.value(lastSpaceKey).toString())
        return;
    m_window->showNoConversation(name);
    if (m_screenshot)
        std::fprintf(stderr, "linnet: %s\n",
                     qUtf8Printable(tr("there is no conversation called “%1”").arg(name)));
}

void Program::activate(const QString &open, const QString &activationToken)
{
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    if (!open.isEmpty())
        m_open = open;
    if (!m_window && !m_signIn)
        return; // still starting: its window comes by itself
    openRequested();
    if (m_window) {
        m_window->bringToFront();
        if (m_session->status().connection == Connection::Online)
            giveUpOpening();
    } else {
        m_signIn->setWindowState(m_signIn->windowState() & ~Qt::WindowMinimized);
        m_signIn->show();
        m_signIn->raise();
        m_signIn->activateWindow();
    }
}

void Program::accountSignedOut(const QString &notice)
{
    if (!m_accounts.remove(m_session->account()))
        qCWarning(lcProgram, "the account could not be removed from the list");
    // Later: the session is still in the call that got here.
    QMetaObject::invokeMethod(
        this,
        [this, notice] {
            m_window.reset();
            m_session.reset();
            showSignIn({}, false, notice);
        },
        Qt::QueuedConnection);
}

// Closing keeps drafts and the window's place; the same account opens as at a start.
void Program::clearMessages()
{
    const Account account = m_session->account();
    QGuiApplication::setQuitOnLastWindowClosed(false);
    m_window->close();
    m_window.reset();
    m_session.reset();
    const bool removed = Session::removeMessages(m_profile, account);
    openAccount(account, nullptr);
    if (removed)
        return;
    qCWarning(lcProgram, "the stored messages could not be removed");
    // After openAccount()'s: the window is made by then, its fonts were read long ago.
    connect(m_session.get(), &Session::loaded, this, [this] { m_window->showNotCleared(); });
}

void Program::fail(const QString &sentence)
{
    std::fprintf(stderr, "linnet: %s\n", qUtf8Printable(sentence));
    QCoreApplication::exit(1);
}

} // namespace linnet::app
