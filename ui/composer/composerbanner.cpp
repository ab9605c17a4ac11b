// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composerbanner.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

ComposerBanner::ComposerBanner(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new PlainLabel(this))
    , m_text(new PlainLabel(this))
    , m_cancel(new IconButton(u"close"_s, tr("Cancel"), theme, this))
{
    m_title->setElideMode(Qt::ElideRight);
    m_text->setElideMode(Qt::ElideRight);
    m_cancel->setFixedSize(28, 28);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, metrics::unit, 0, metrics::unit);
    row->setSpacing(metrics::group);
    row->addWidget(m_icon);
    row->addLayout(words, 1);
    row->addWidget(m_cancel);
    connect(m_cancel, &IconButton::clicked, this, &ComposerBanner::cancelled);
    connect(&m_theme, &Theme::changed, this, &ComposerBanner::restyle);
    restyle();
    hide();
}

void ComposerBanner::show(const QString &iconName, const QString &title, const QString &text,
                          const QString &cancelLabel)
{
    m_iconName = iconName;
    m_title->setText(title);
    m_text->setText(text.simplified());
    m_text->setVisible(!text.isEmpty());
    m_cancel->setLabel(cancelLabel);
    setAccessibleName(text.isEmpty() ? m_title->text()
                                     : tr("%1: %2").arg(m_title->text(), m_text->text()));
    restyle();
    setVisible(true);
}

void ComposerBanner::restyle()
{
    const Tokens &t = m_theme.tokens();
    m_title->setFont(m_theme.font(TextSize::Meta, QFont::DemiBold));
    m_text->setFont(m_theme.font(TextSize::Meta));
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, t.muted);
    m_text->setPalette(palette);
    palette.setColor(QPalette::WindowText, t.accent);
    m_title->setPalette(palette);
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(iconPixmap(m_iconName, t.accent, metrics::icon, devicePixelRatioF()));
    update();
}

void ComposerBanner::mousePressEvent(QMouseEvent *)
{
    Q_EMIT clicked();
}

void ComposerBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().accent);
    painter.drawRect(QRect(4, 8, 3, height() - 16));
}

} // namespace linnet::ui
