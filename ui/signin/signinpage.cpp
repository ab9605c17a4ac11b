// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/signinpage.h"

#include "ui/signin/browserpage.h"
#include "ui/signin/clientform.h"
#include "ui/signin/consentpages.h"
#include "ui/signin/devicecodepage.h"
#include "ui/signin/noticepage.h"
#include "ui/text/errorwords.h"
#include "ui/text/linkgate.h"
#include "ui/theme/theme.h"

#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int columnWidth = 440;
constexpr int birdSide = 72;

const auto consoleAddress = u"https://console.cloud.google.com/apis/credentials"_s;

// What elsewhere goes on by itself and here does not: nobody has signed in yet.
bool passes(ErrorKind kind)
{
    constexpr std::array kinds{ErrorKind::Offline,     ErrorKind::Timeout,
                               ErrorKind::BadAnswer,   ErrorKind::OutcomeUnknown,
                               ErrorKind::RateLimited, ErrorKind::ServerTrouble};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

} // namespace

SignInPage::SignInPage(const Theme &theme, LinkGate &links, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setWindowTitle(tr("Sign in – Linnet"));
    build(clock);
    connectPages(links);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    resize(560, 760);
    setMinimumSize(380, 400);
}

void SignInPage::build(const Clock &clock)
{
    auto *bird = new QLabel(this);
    bird->setPixmap(QIcon(u":/icons/app/im.linnet.Linnet.svg"_s)
                        .pixmap(QSize(birdSide, birdSide), devicePixelRatioF()));
    bird->setAccessibleName(tr("Linnet"));

    m_client = new ClientForm(m_theme, this);
    m_device = new DeviceCodePage(m_theme, clock, this);
    m_browser = new BrowserPage(m_theme, this);
    m_notice = new NoticePage(m_theme, this);
    m_scopes = new ScopesPage(m_theme, this);
    m_storage = new StoragePage(m_theme, this);
    m_pages = {m_client, m_device, m_browser, m_notice, m_scopes, m_storage};

    auto *content = new QWidget;
    auto *column = new QVBoxLayout;
    column->setSpacing(metrics::edge);
    column->addStretch(1);
    column->addWidget(bird);
    for (QWidget *page : std::as_const(m_pages)) {
        page->setMaximumWidth(columnWidth);
        page->setVisible(page == m_client);
        column->addWidget(page);
    }
    column->addStretch(2);
    auto *centre = new QHBoxLayout(content);
    centre->setContentsMargins(24, 24, 24, 24);
    centre->addStretch(1);
    centre->addLayout(column, 100);
    centre->addStretch(1);

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

void SignInPage::connectPages(LinkGate &links)
{
    const auto open = [this, &links](const QUrl &url) { links.openExternal(url, this); };
    connect(m_client, &ClientForm::entered, this,
            [this](const QString &id, const QString &secret, bool browser) {
                m_id = id;
                m_secret = secret;
                Q_EMIT clientEntered(id, secret, browser);
            });
    connect(m_client, &ClientForm::fileChosen, this, &SignInPage::clientFileChosen);
    connect(m_client, &ClientForm::consoleRequested, this, [open] { open(QUrl(consoleAddress)); });
    connect(m_device, &DeviceCodePage::openRequested, this, open);
    connect(m_device, &DeviceCodePage::newCodeRequested, this, &SignInPage::deviceFlowRequested);
    connect(m_device, &DeviceCodePage::browserFlowRequested, this,
            &SignInPage::browserFlowRequested);
    connect(m_device, &DeviceCodePage::cancelled, this, &SignInPage::cancelled);
    connect(m_browser, &BrowserPage::openRequested, this, open);
    connect(m_browser, &BrowserPage::deviceFlowRequested, this, &SignInPage::deviceFlowRequested);
    connect(m_browser, &BrowserPage::cancelled, this, &SignInPage::cancelled);
    connect(m_notice, &NoticePage::cancelled, this, &SignInPage::cancelled);
    connect(m_notice, &NoticePage::retryRequested, this, &SignInPage::retryRequested);
    connect(m_notice, &NoticePage::browserFlowRequested, this, &SignInPage::browserFlowRequested);
    connect(m_notice, &NoticePage::clientRequested, this,
            [this] { showClientForm(m_id, m_secret); });
    connect(m_scopes, &ScopesPage::signInAgainRequested, this, &SignInPage::retryRequested);
    connect(m_scopes, &ScopesPage::continued, this, &SignInPage::continued);
    connect(m_storage, &StoragePage::chosen, this, &SignInPage::storageChosen);
    connect(m_storage, &StoragePage::retryRequested, this, &SignInPage::storageRetryRequested);
}

void SignInPage::turnTo(QWidget *page)
{
    if (page != m_device)
        m_device->stop();
    // Not a stack: that would make every page as tall as the tallest.
    for (QWidget *each : std::as_const(m_pages))
        each->setVisible(each == page);
}

void SignInPage::showClientForm(const QString &id, const QString &secret, const QString &error)
{
    m_id = id;
    m_secret = secret;
    turnTo(m_client);
    m_client->set(id, secret, error);
}

void SignInPage::showStarting()
{
    m_notice->setBusy(tr("Starting the sign-in…"), {});
    turnTo(m_notice);
}

void SignInPage::showDeviceCode(const QString &code, const QUrl &verification, const QUrl &complete,
                                int expiresInSeconds)
{
    turnTo(m_device);
    m_device->set(code, verification, complete, std::chrono::seconds(expiresInSeconds));
}

void SignInPage::showBrowser(const QUrl &url, bool becauseRefused)
{
    turnTo(m_browser);
    m_browser->set(url, becauseRefused);
}

void SignInPage::showFinishing()
{
    m_notice->setBusy(tr("Almost there…"), tr("Google has approved; Linnet gets its access."));
    turnTo(m_notice);
}

void SignInPage::showError(const Error &error)
{
    const ErrorWords words = errorWords(error);
    if (error.kind == ErrorKind::ClientInvalid) {
        showClientForm(m_id, m_secret, errorLine(error));
        return;
    }
    m_notice->setFailed(words.headline,
                        passes(error.kind) ? tr("Try again in a moment.") : words.action);
    turnTo(m_notice);
}

void SignInPage::showError(const QString &sentence)
{
    m_notice->setFailed(tr("The sign-in did not work"), sentence);
    turnTo(m_notice);
}

void SignInPage::showMissingScopes(const QStringList &scopes)
{
    m_scopes->set(scopes);
    turnTo(m_scopes);
}

void SignInPage::showStorageChoice(const Error &why)
{
    m_storage->set(why);
    turnTo(m_storage);
}

void SignInPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().surface);
}

} // namespace linnet::ui
