// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardcanvas.h"

namespace linnet::ui::cards {

// Widgets below each other; returns the height they took.
[[nodiscard]] qreal addWidgets(CardCanvas &canvas, const std::vector<Widget> &widgets,
                               const Slot &slot, size_t from = 0, size_t to = size_t(-1));
// One of any kind.
[[nodiscard]] qreal addWidget(CardCanvas &canvas, const Widget &widget, const Slot &slot);

inline constexpr qreal widgetGap = 8;

} // namespace linnet::ui::cards
