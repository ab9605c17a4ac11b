// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/compose.h"

namespace linnet::ui {

// What a field that shows these lines has to show instead, because the service will make that of
// them. cursorLine: the line that is being written: there an empty bullet, quote or piece of code
// is kept, for something is about to be written into it.
[[nodiscard]] ComposedText settled(const ComposedText &now, int cursorLine,
                                   const ComposeNames &names);

// Where a position of one text is in another that was made of it by taking characters out.
[[nodiscard]] int positionIn(QStringView after, QStringView before, int position);

} // namespace linnet::ui
