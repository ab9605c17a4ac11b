// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardcanvas.h"

namespace linnet::ui::cards {

// All return the height they took.
[[nodiscard]] qreal addButtons(CardCanvas &canvas, const ButtonList &list, const Slot &slot);
[[nodiscard]] qreal addChips(CardCanvas &canvas, const ChipList &list, const Slot &slot);

// One button, no wider than the maximum; returns its box. step: what it changes of the card itself,
// in place of its click.
QRectF addButton(CardCanvas &canvas, const Button &button, const QPointF &topLeft, qreal maximum,
                 const CardStep *step = nullptr);

// A small square one of ours that changes the card; muted and without effect where there is no
// step.
QRectF addTurn(CardCanvas &canvas, const QString &icon, const QString &name, const QPointF &topLeft,
               const CardStep *step);

// What a click means to the reader: a link, the app's business (with why), or words only.
[[nodiscard]] CardControl controlOf(const Click &click, const QString &name, bool disabled = false);
// Something of it works here.
[[nodiscard]] bool isAlive(const Click &click);

[[nodiscard]] qreal buttonHeight(const CardCanvas &canvas);

} // namespace linnet::ui::cards
