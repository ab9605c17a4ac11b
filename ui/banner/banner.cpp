// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/banner/banner.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int stackedBelow = 640;

QColor background(BannerTone tone, const Tokens &t)
{
    switch (tone) {
    case BannerTone::Info:
        return t.infoBackground;
    case BannerTone::Warning:
        return t.warningBackground;
    case BannerTone::Danger:
        return t.dangerBackground;
    }
    return t.infoBackground;
}

QColor foreground(BannerTone tone, const Tokens &t)
{
    switch (tone) {
    case BannerTone::Info:
        return t.accent;
    case BannerTone::Warning:
        return t.warning;
    case BannerTone::Danger:
        return t.danger;
    }
    return t.accent;
}

} // namespace

Banner::Banner(const Theme &theme, const Clock &clock, std::chrono::milliseconds delay,
               QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_clock(clock)
    , m_icon(new QLabel(this))
    , m_headline(new PlainLabel(this))
    , m_text(new PlainLabel(this))
    , m_body(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_actions(new QHBoxLayout)
    , m_close(new IconButton(u"close"_s, tr("Hide this notice"), theme, this))
{
    setAccessibleName(tr("Account notice"));
    m_text->setWordWrap(true);
    m_headline->setWordWrap(true);
    m_actions->setSpacing(metrics::group);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_headline);
    words->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::edge, 10, metrics::group, 10);
    row->setSpacing(12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    m_body->setSpacing(metrics::group);
    m_body->addLayout(words, 1);
    m_body->addLayout(m_actions);
    row->addLayout(m_body, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);

    m_delay.setSingleShot(true);
    m_delay.setInterval(delay);
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_delay, &QTimer::timeout, this, &Banner::announce);
    connect(&m_tick, &QTimer::timeout, this, &Banner::refresh);
    connect(m_close, &IconButton::clicked, this, [this] {
        m_dismissed = m_content ? m_content->headline : QString();
        refresh();
    });
    connect(&theme, &Theme::changed, this, &Banner::restyle);
    hide();
}

void Banner::setStatus(const AccountStatus &status)
{
    m_status = status;
    refresh();
}

void Banner::refresh()
{
    const auto content = bannerFor(m_status, m_clock.now());
    // Put away is one case, not all that may follow it.
    if (!content || content->headline != m_dismissed)
        m_dismissed.clear();
    const bool wanted = content && m_dismissed.isEmpty();
    if (!wanted) {
        m_content = content;
        m_delay.stop();
        m_tick.stop();
        hide();
        return;
    }
    const bool other = content != m_content;
    const bool otherCase = !m_content || content->headline != m_content->headline;
    const bool otherActions
        = !m_content || content->actions != m_content->actions || m_actions->isEmpty();
    m_content = content;
    if (other) {
        m_headline->setText(content->headline);
        m_text->setText(content->text);
        setAccessibleDescription(QString(content->headline + u". "_s + content->text));
        m_close->setVisible(content->tone != BannerTone::Danger); // that one must not be missed
        restyle();
        if (otherActions)
            rebuildActions();
    }
    if (content->countsDown)
        m_tick.start();
    else
        m_tick.stop();
    if (isHidden() && content->transient) {
        if (!m_delay.isActive())
            m_delay.start();
    } else if (isHidden() || otherCase) {
        m_delay.stop();
        announce();
    }
}

void Banner::announce()
{
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Banner::focusButton()
{
    QWidget *first = m_actions->isEmpty() ? m_close : m_actions->itemAt(0)->widget();
    first->setFocus(Qt::TabFocusReason);
}

void Banner::rebuildActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->hide(); // now; deleted when nobody is inside its signal any more
        item->widget()->deleteLater();
        delete item;
    }
    for (const BannerAction action : m_content->actions) {
        auto *button = new QPushButton(label(action), this);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, action] { trigger(action); });
        m_actions->addWidget(button, 0, Qt::AlignVCenter);
    }
}

QString Banner::label(BannerAction action) const
{
    switch (action) {
    case BannerAction::RetryNow:
        return tr("Try again");
    case BannerAction::SignInAgain:
        return tr("Sign in again");
    case BannerAction::OpenLink:
        return tr("Open Cloud console");
    case BannerAction::ShowSetAside:
        return tr("Show");
    }
    return {};
}

void Banner::trigger(BannerAction action)
{
    switch (action) {
    case BannerAction::RetryNow:
        Q_EMIT retryRequested();
        return;
    case BannerAction::SignInAgain:
        Q_EMIT signInRequested();
        return;
    case BannerAction::OpenLink:
        Q_EMIT linkRequested(m_content ? m_content->link : QUrl());
        return;
    case BannerAction::ShowSetAside:
        Q_EMIT setAsideRequested();
        return;
    }
}

void Banner::restyle()
{
    if (!m_content)
        return;
    m_icon->setPixmap(iconPixmap(m_content->icon, foreground(m_content->tone, m_theme.tokens()),
                                 metrics::icon, devicePixelRatioF()));
    m_headline->setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
    update();
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const bool narrow = width() < stackedBelow;
    m_body->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_body->setAlignment(m_actions, narrow ? Qt::AlignLeading : Qt::AlignVCenter);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    painter.fillRect(rect(), background(m_content ? m_content->tone : BannerTone::Info, t));
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.border);
}

} // namespace linnet::ui
