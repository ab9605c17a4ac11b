// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardlayout.h"

#include <QImage>

#include <functional>

class QPainter;

namespace linnet::ui {

struct CardBrush
{
    const Tokens &tokens;
    int control = -1; // under the pointer
    qreal ratio = 1; // of the screen
    // A picture somebody already has, by its address; starts nothing. May be empty.
    std::function<QImage(const QString &address)> picture = {};
    // The present frame of one that moves; null: the picture. May be empty.
    std::function<QImage(const QString &address)> frame = {};
    // It could not be had.
    std::function<bool(const QString &address)> failed = {};
    // It waits to be asked for.
    std::function<bool(const QString &address)> withheld = {};
};

// Paints the cards with their upper left corner at the point.
void paintCards(QPainter &painter, const CardLayout &layout, const QPointF &at,
                const CardBrush &brush);

} // namespace linnet::ui
