// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/composedlines.h"

namespace linnet::ui {

// What a field that shows these lines has to show instead, because the service will make that of
// them. cursorLine: the line that is being written: there an empty bullet, quote or piece of code
// is kept, for something is about to be written into it. inlines: lineMarkup() of each line.
[[nodiscard]] ComposedText settled(const ComposedText &now, const QStringList &inlines,
                                   int cursorLine, const ComposeNames &names);

// The lines that have to be looked at together with those that changed, in a text that was settled
// before: what stands above and below the range has no part in what the range becomes, nor the
// other way round. Its first and last line stay as they are, unless they are the text's.
[[nodiscard]] LineRange settlingRange(const ComposedText &now, const QStringList &inlines,
                                      const LineRange &changed);

// Where a position of one text is in another that was made of it by taking characters out.
[[nodiscard]] int positionIn(QStringView after, QStringView before, int position);

} // namespace linnet::ui
