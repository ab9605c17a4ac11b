// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace linnet {

// How many emoji a text has that consists of nothing else (white space apart); 0 for any other
// text and for more than the maximum. Characters that are text by default count with the emoji
// selector only (Unicode TS 51).
[[nodiscard]] int emojiOnlyCount(QStringView text, int maximum = 10);

} // namespace linnet
