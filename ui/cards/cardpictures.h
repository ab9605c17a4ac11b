// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardcanvas.h"

namespace linnet::ui::cards {

// A picture of the net as what it stands for, with the way to load it: nothing is fetched unasked.
// Returns its height.
[[nodiscard]] qreal addImage(CardCanvas &canvas, const Image &image, const Slot &slot);

// The control that would load a picture: inactive, and why, where nobody can.
[[nodiscard]] CardControl pictureControl(const CardCanvas &canvas, const QString &address,
                                         const QString &alternative);

} // namespace linnet::ui::cards
