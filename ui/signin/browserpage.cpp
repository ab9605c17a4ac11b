// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/browserpage.h"

#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace linnet::ui {

namespace {
constexpr auto copiedFor = std::chrono::seconds(2);
} // namespace

BrowserPage::BrowserPage(const Theme &theme, QWidget *parent)
    : SignInStep(theme, parent)
{
    addHeadline(tr("Sign in with your browser"));
    m_why = addParagraph(tr("Google does not give out sign-in codes to this OAuth client, so the "
                            "browser is used instead."));
    addParagraph(tr("Your browser asks you to choose an account and to allow Linnet to use Google "
                    "Chat, then leads back here by itself."),
                 Tone::Muted);

    auto *waiting = new Panel(theme, this);
    m_waiting = waiting;
    m_host = new PlainLabel(waiting);
    m_host->setWordWrap(true);
    m_host->setAlignment(Qt::AlignCenter);
    tint(m_host, Tone::Muted);
    auto *inside = new QVBoxLayout(waiting);
    inside->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    inside->setSpacing(12);
    inside->addWidget(m_host);
    inside->addWidget(new BusyBar(theme, tr("Waiting for your browser"), waiting));
    column().addSpacing(metrics::unit);
    column().addWidget(waiting);

    m_open = primaryButton(tr("Open browser"));
    m_copy = button(tr("Copy link"));
    QPushButton *cancel = button(tr("Cancel"));
    addButtons({m_open, m_copy, cancel});
    QPushButton *other = linkButton(tr("Use a code instead"));
    addButtons({other})->setContentsMargins(0, 0, 0, 0);
    // Google's refusals stay on its page: nothing of them comes back here.
    addParagraph(tr("If Google shows an error there: choose an account of the project’s "
                    "organisation, be added to its test users, ask an administrator to allow "
                    "Linnet’s OAuth client, or cancel and check the client’s ID."),
                 Tone::Muted);

    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_url); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(shownAddress(m_url));
        m_copy->setText(tr("Copied"));
        QTimer::singleShot(copiedFor, this, [this] { m_copy->setText(tr("Copy link")); });
    });
    connect(cancel, &QPushButton::clicked, this, &BrowserPage::cancelled);
    connect(other, &QPushButton::clicked, this, &BrowserPage::deviceFlowRequested);
}

void BrowserPage::set(const QUrl &url, bool becauseRefused)
{
    m_url = url;
    m_why->setVisible(becauseRefused);
    m_host->setText(tr("Waiting for your browser, which opens %1").arg(shownHost(url)));
    m_open->setFocus();
}

} // namespace linnet::ui
