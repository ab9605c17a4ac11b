// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/messageactions.h"
#include "ui/timeline/messagelayout.h"

#include <optional>

class QPainter;

namespace linnet::ui {

// The little bar of buttons on the row under the pointer. It lies over the rows, so that none of
// them moves. Placed once, then painted and hit from the same rectangles, in viewport coordinates.
class HoverActions
{
public:
    struct Button
    {
        std::optional<MessageAction> action; // none: a reaction, or "more": the menu
        QString reaction; // an emoji to react with
        bool lit = false; // it is there already, and mine

        [[nodiscard]] bool isMore() const { return !action && reaction.isEmpty(); }
    };

    [[nodiscard]] bool isEmpty() const { return m_buttons.isEmpty(); }
    [[nodiscard]] QRect rect() const { return m_frame.toAlignedRect(); }
    void clear();
    // For a row at this rectangle, within the viewport.
    void place(const QRectF &row, const MessageLayout &layout, const QRectF &viewport,
               const QList<MessageAction> &actions, const QList<Button> &reactions = {});

    // The number of the button at a point, or -1.
    [[nodiscard]] int buttonAt(const QPointF &point) const;
    [[nodiscard]] Button button(int number) const { return m_buttons.at(number); }
    [[nodiscard]] QRectF buttonRect(int number) const;
    [[nodiscard]] QString words(int number) const;
    void paint(QPainter &painter, const Tokens &tokens, int lit) const;

private:
    QRectF m_frame;
    QList<Button> m_buttons;
};

} // namespace linnet::ui
