// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet::ui {

// The desktop's font for emoji; empty when there is none.
[[nodiscard]] QString emojiFamily();

} // namespace linnet::ui
