// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/hoveractions.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qreal side = 28;
constexpr qreal padding = 2;
constexpr int iconSide = 18;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::HoverActions)
};

} // namespace

void HoverActions::clear()
{
    m_frame = {};
    m_buttons.clear();
}

void HoverActions::place(const QRectF &row, const MessageLayout &layout, const QRectF &viewport,
                         const QList<MessageAction> &actions)
{
    clear();
    for (const MessageAction action : {MessageAction::ReplyInThread, MessageAction::CopyText}) {
        if (actions.contains(action))
            m_buttons.append(action);
    }
    if (actions.isEmpty())
        return;
    m_buttons.append(std::nullopt);
    const QSizeF size(m_buttons.size() * side + 2 * padding, side + 2 * padding);
    const qreal edge = layout.width < 420 ? metrics::group : metrics::edge;
    // Half above the message, so that its first line stays readable in narrow windows too.
    const qreal y = qBound(viewport.top() + 2, row.top() + layout.top - 12,
                           qMax(viewport.top() + 2, viewport.bottom() - size.height() - 2));
    m_frame = QRectF(QPointF(row.left() + layout.width - edge - size.width(), y), size);
}

QRectF HoverActions::buttonRect(int number) const
{
    return QRectF(m_frame.left() + padding + number * side, m_frame.top() + padding, side, side);
}

int HoverActions::buttonAt(const QPointF &point) const
{
    for (int i = 0; i < m_buttons.size(); ++i) {
        if (buttonRect(i).contains(point))
            return i;
    }
    return -1;
}

QString HoverActions::words(int number) const
{
    const Button &action = m_buttons.at(number);
    return action ? actionWords(*action) : Words::tr("More actions");
}

void HoverActions::paint(QPainter &painter, const Tokens &tokens, int lit) const
{
    if (isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.border, 1));
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(m_frame.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius,
                            metrics::radius);
    const qreal ratio = painter.device()->devicePixelRatioF();
    for (int i = 0; i < m_buttons.size(); ++i) {
        const QRectF rect = buttonRect(i);
        if (i == lit) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(tokens.hover);
            painter.drawRoundedRect(rect, metrics::smallRadius, metrics::smallRadius);
        }
        const QString name = m_buttons[i] ? actionIcon(*m_buttons[i]) : u"more"_s;
        painter.drawPixmap(
            rect.topLeft() + QPointF((side - iconSide) / 2, (side - iconSide) / 2),
            iconPixmap(name, i == lit ? tokens.text : tokens.muted, iconSide, ratio));
    }
    painter.restore();
}

} // namespace linnet::ui
