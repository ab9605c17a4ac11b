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
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int columnWidth = 440;
constexpr int birdSide = 72;

const auto consoleAddress = u"https://console.cloud.google.com/apis/credentials"_s;

// Only as tall as the page that is shown, so that a short one is not scrolled for a long one.
class Pages : public QStackedWidget
{
public:
    using QStackedWidget::QStackedWidget;
    [[nodiscard]] QSize sizeHint() const override { return currentWidget()->sizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return currentWidget()->minimumSizeHint();
    }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override
    {
        return currentWidget()->heightForWidth(width);
    }
};

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
    setMinimumSize(320, 400);
}

void SignInPage::build(const Clock &clock)
{
    auto *bird = new QLabel(this);
    bird->setPixmap(QIcon(u":/icons/app/im.linnet.Linnet.svg"_s)
                        .pixmap(QSize(birdSide, birdSide), devicePixelRatioF()));
    bird->setAccessibleName(tr("Linnet"));

    m_pages = new Pages(this);
    m_client = new ClientForm(m_theme, this);
    m_device = new DeviceCodePage(m_theme, clock, this);
    m_browser = new BrowserPage(m_theme, this);
    m_notice = new NoticePage(m_theme, this);
    m_scopes = new ScopesPage(m_theme, this);
    m_storage = new StoragePage(m_theme, this);
    for (QWidget *page : std::initializer_list<QWidget *>{m_client, m_device, m_browser, m_notice,
                                                          m_scopes, m_storage})
        m_pages->addWidget(page);
    m_pages->setMaximumWidth(columnWidth);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout;
    column->setSpacing(metrics::edge);
    column->addStretch(1);
    column->addWidget(bird);
    column->addWidget(m_pages);
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
    connect(m_client, &ClientForm::entered, this, [this](const QString &id, const QString &secret) {
        m_id = id;
        m_secret = secret;
        Q_EMIT clientEntered(id, secret);
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
    connect(m_notice, &NoticePage::clientRequested, this,
            [this] { showClientForm(m_id, m_secret); });
    connect(m_scopes, &ScopesPage::signInAgainRequested, this, &SignInPage::retryRequested);
    connect(m_scopes, &ScopesPage::continued, this, &SignInPage::continued);
    connect(m_storage, &StoragePage::chosen, this, &SignInPage::storageChosen);
}

void SignInPage::turnTo(QWidget *page)
{
    if (page != m_device)
        m_device->stop();
    m_pages->setCurrentWidget(page);
    m_pages->updateGeometry();
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
    m_notice->setFailed(words.headline, words.action);
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

void SignInPage::showStorageChoice()
{
    turnTo(m_storage);
}

void SignInPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().surface);
}

} // namespace linnet::ui
