// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace linnet::ui {

namespace {
constexpr int iconSide = 40;
constexpr int textWidth = 360;
} // namespace

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_headline(new PlainLabel(this))
    , m_text(new PlainLabel(this))
    , m_progress(new QProgressBar(this))
    , m_busy(new BusyBar(theme, tr("Working"), this))
    , m_action(new QPushButton(this))
{
    m_icon->setAlignment(Qt::AlignCenter);
    for (PlainLabel *label : {m_headline, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setMaximumWidth(textWidth);
    }
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(200, 4);
    m_progress->hide();
    m_busy->setFixedWidth(200);
    m_busy->hide();
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionClicked);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    column->setSpacing(metrics::group);
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addSpacing(metrics::unit);
    // Labels with wrapped text need the whole width to know their height.
    for (QWidget *part : {static_cast<QWidget *>(m_headline), static_cast<QWidget *>(m_text)}) {
        auto *row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(part, 100);
        row->addStretch(1);
        column->addLayout(row);
    }
    column->addSpacing(metrics::unit);
    column->addWidget(m_progress, 0, Qt::AlignHCenter);
    column->addWidget(m_busy, 0, Qt::AlignHCenter);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(&theme, &Theme::changed, this, &EmptyState::restyle);
    restyle();
}

void EmptyState::set(const QString &iconName, const QString &headline, const QString &text)
{
    m_iconName = iconName;
    m_headline->setText(headline);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    restyle();
}

void EmptyState::setAction(const QString &label)
{
    m_action->setText(label);
    m_action->setVisible(!label.isEmpty());
}

void EmptyState::setProgress(int done, int total)
{
    m_busy->setVisible(total == 0);
    m_progress->setVisible(total > 0);
    m_progress->setRange(0, qMax(1, total));
    m_progress->setValue(done);
}

void EmptyState::restyle()
{
    m_icon->setPixmap(
        iconPixmap(m_iconName, m_theme.tokens().muted, iconSide, devicePixelRatioF()));
    m_headline->setFont(m_theme.font(TextSize::Heading, QFont::DemiBold));
    QPalette muted = m_theme.palette();
    muted.setColor(QPalette::WindowText, m_theme.tokens().muted);
    m_text->setPalette(muted);
}

} // namespace linnet::ui
