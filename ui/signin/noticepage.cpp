// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/noticepage.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace linnet::ui {

NoticePage::NoticePage(const Theme &theme, QWidget *parent)
    : SignInStep(theme, parent)
    , m_headline(addHeadline({}))
    , m_text(addParagraph({}, Tone::Muted))
    , m_busy(new BusyBar(theme, tr("Working"), this))
    , m_retry(primaryButton(tr("Try again")))
    , m_client(button(tr("Change OAuth client")))
    , m_cancel(button(tr("Cancel")))
    , m_browser(linkButton(tr("Sign in with the browser")))
{
    column().addSpacing(metrics::group);
    column().addWidget(m_busy);
    addButtons({m_retry, m_client, m_cancel});
    addButtons({m_browser})->setContentsMargins(0, 0, 0, 0);
    connect(m_retry, &QPushButton::clicked, this, &NoticePage::retryRequested);
    connect(m_client, &QPushButton::clicked, this, &NoticePage::clientRequested);
    connect(m_browser, &QPushButton::clicked, this, &NoticePage::browserFlowRequested);
    connect(m_cancel, &QPushButton::clicked, this, &NoticePage::cancelled);
}

void NoticePage::setBusy(const QString &headline, const QString &text)
{
    m_headline->setText(headline);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_busy->show();
    m_retry->hide();
    m_client->hide();
    m_browser->hide();
    m_cancel->show();
}

void NoticePage::setFailed(const QString &headline, const QString &text)
{
    m_headline->setText(headline);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_busy->hide();
    m_retry->show();
    m_client->show();
    m_browser->show();
    m_cancel->hide();
    m_retry->setFocus();
}

} // namespace linnet::ui
