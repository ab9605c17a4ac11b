// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/busybar.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <cmath>
#include <numbers>

namespace linnet::ui {

namespace {
constexpr int thickness = 4;
constexpr int frame = 33; // ms
constexpr double period = 1600; // ms, there and back
constexpr double share = 0.3; // of the width
} // namespace

BusyBar::BusyBar(const Theme &theme, const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(label);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize BusyBar::sizeHint() const
{
    return {200, thickness};
}

void BusyBar::showEvent(QShowEvent *)
{
    if (m_timer == 0 && style()->styleHint(QStyle::SH_Widget_Animate, nullptr, this)) {
        m_since.start();
        m_timer = startTimer(frame);
    }
}

void BusyBar::hideEvent(QHideEvent *)
{
    if (m_timer != 0)
        killTimer(m_timer);
    m_timer = 0;
}

void BusyBar::timerEvent(QTimerEvent *)
{
    update();
}

void BusyBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    const QRectF bar(0, (height() - thickness) / 2.0, width(), thickness);
    const double turn = m_timer ? double(m_since.elapsed()) / period * 2 * std::numbers::pi : 0.0;
    const double place = (1 - std::cos(turn)) / 2; // slow at the ends
    QRectF part(bar);
    part.setWidth(bar.width() * share);
    part.moveLeft((bar.width() - part.width()) * place);

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.border);
    painter.drawRoundedRect(bar, thickness / 2.0, thickness / 2.0);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(part, thickness / 2.0, thickness / 2.0);
}

} // namespace linnet::ui
