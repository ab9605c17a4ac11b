// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardcanvas.h"

namespace linnet::ui::cards {

// A text with labels above and below, an icon before it and a button, switch or icon behind it.
// Returns its height.
[[nodiscard]] qreal addDecorated(CardCanvas &canvas, const Decorated &decorated, const Slot &slot);

} // namespace linnet::ui::cards
