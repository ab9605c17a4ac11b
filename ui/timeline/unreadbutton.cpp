// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/unreadbutton.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr int pill = 32;
constexpr int arrow = 16;
} // namespace

UnreadButton::UnreadButton(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(tr("Jump to first unread"));
    setAccessibleName(text());
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::NoFocus); // its entry in the menu does the same
    resize(sizeHint());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize UnreadButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Meta, QFont::DemiBold));
    return {12 + arrow + 6 + metrics.horizontalAdvance(text()) + 14, pill};
}

void UnreadButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(isDown() || underMouse() ? t.accentHover : t.accent);
    p.drawRoundedRect(rect(), pill / 2.0, pill / 2.0);
    p.drawPixmap(QPointF(12, (pill - arrow) / 2.0),
                 iconPixmap(u"arrow-up"_s, t.accentText, arrow, devicePixelRatioF()));
    p.setFont(m_theme.font(TextSize::Meta, QFont::DemiBold));
    p.setPen(t.accentText);
    p.drawText(rect().adjusted(12 + arrow + 6, 0, -12, 0), Qt::AlignVCenter | Qt::AlignLeft,
               text());
}

} // namespace linnet::ui
