// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/jumpbutton.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr int disc = 40;
constexpr int badgeRise = 8; // how far the badge stands above the disc
} // namespace

JumpButton::JumpButton(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setCursor(Qt::ArrowCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::NoFocus); // End does the same from the keyboard
    setCount(0);
    resize(sizeHint());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void JumpButton::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    const QString name = tr("Jump to newest");
    setAccessibleName(count == 0       ? name
                          : count == 1 ? tr("Jump to newest, 1 new message")
                                       : tr("Jump to newest, %1 new messages").arg(count));
    setToolTip(name);
    update();
}

QSize JumpButton::sizeHint() const
{
    return {disc + 8, disc + badgeRise + 4};
}

void JumpButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF circle(4, badgeRise, disc, disc);
    p.setPen(QPen(t.border, 1));
    p.setBrush(isDown() ? t.selected : underMouse() ? t.hover : t.surface);
    p.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5));
    const QPixmap arrow = iconPixmap(u"arrow-down"_s, m_count > 0 ? t.accent : t.muted,
                                     metrics::icon, devicePixelRatioF());
    p.drawPixmap(circle.center() - QPointF(metrics::icon / 2.0, metrics::icon / 2.0), arrow);
    if (m_count <= 0)
        return;
    const QString words = m_count > 99 ? u"99+"_s : QLocale().toString(m_count);
    QFont font = m_theme.font(TextSize::Meta, QFont::DemiBold);
    p.setFont(font);
    const QFontMetricsF metrics(font);
    const qreal height = 18;
    const qreal width = qMax(height, metrics.horizontalAdvance(words) + 10);
    QRectF badge(0, 0, width, height);
    badge.moveCenter(QPointF(circle.center().x(), badgeRise + 1.0));
    badge.moveTop(qMax(0.0, badge.top()));
    p.setPen(QPen(t.surface, 2));
    p.setBrush(t.accent);
    p.drawRoundedRect(badge.adjusted(0, 1, 0, 0), height / 2, height / 2);
    p.setPen(t.accentText);
    p.drawText(badge.adjusted(0, 1, 0, 0), Qt::AlignCenter, words);
}

} // namespace linnet::ui
