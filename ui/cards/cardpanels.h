// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardcanvas.h"

namespace linnet::ui::cards {

// Widgets that divide their place. All return their height.
[[nodiscard]] qreal addGrid(CardCanvas &canvas, const Grid &grid, const Slot &slot);
[[nodiscard]] qreal addColumns(CardCanvas &canvas, const Columns &columns, const Slot &slot);
[[nodiscard]] qreal addCarousel(CardCanvas &canvas, const Carousel &carousel, const Slot &slot);

} // namespace linnet::ui::cards
