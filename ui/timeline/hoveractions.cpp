// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/hoveractions.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/emojifont.h"
#include "ui/timeline/emojiruns.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qreal side = 28;
constexpr qreal padding = 2;
constexpr int iconSide = 18;
constexpr int roomy = 420; // a narrower row has no place for reactions in the bar
constexpr int fewest = 6; // where there is room left, what menus have too

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::HoverActions)
};

void paintEmoji(QPainter &painter, const QRectF &rect, const QString &emoji, const QColor &colour)
{
    QFont font = painter.font();
    if (!emojiFamily().isEmpty())
        font.setFamilies({emojiFamily()});
    font.setPixelSize(iconSide - 2);
    painter.setFont(font);
    painter.setPen(colour); // for fonts that bring none
    painter.drawText(rect, Qt::AlignCenter, drawableEmoji(emoji));
}

} // namespace

void HoverActions::clear()
{
    m_frame = {};
    m_buttons.clear();
}

void HoverActions::place(const QRectF &row, const MessageLayout &layout, const QRectF &viewport,
                         const QList<MessageAction> &actions, const QList<Button> &reactions)
{
    clear();
    if (actions.isEmpty())
        return;
    if (actions.contains(MessageAction::React) && layout.width >= roomy)
        m_buttons.append(reactions);
    for (const MessageAction action : {MessageAction::React, MessageAction::ReplyInThread,
                                       MessageAction::Quote, MessageAction::CopyText}) {
        const bool copies = action == MessageAction::CopyText;
        if (actions.contains(action) && (!copies || m_buttons.size() < fewest))
            m_buttons.append({action, {}});
    }
    m_buttons.append(Button());
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
    const Button &button = m_buttons.at(number);
    if (button.isMore())
        return Words::tr("More actions");
    if (button.action)
        return actionWords(*button.action);
    return button.lit ? Words::tr("Take back %1").arg(button.reaction)
                      : Words::tr("React with %1").arg(button.reaction);
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
        const Button &button = m_buttons[i];
        if (!button.reaction.isEmpty()) {
            if (button.lit) {
                painter.setPen(QPen(tokens.accent, 1));
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), metrics::smallRadius,
                                        metrics::smallRadius);
            }
            paintEmoji(painter, rect, button.reaction, tokens.text);
            continue;
        }
        const QString name = button.action ? actionIcon(*button.action) : u"more"_s;
        painter.drawPixmap(
            rect.topLeft() + QPointF((side - iconSide) / 2, (side - iconSide) / 2),
            iconPixmap(name, i == lit ? tokens.text : tokens.muted, iconSide, ratio));
    }
    painter.restore();
}

} // namespace linnet::ui
