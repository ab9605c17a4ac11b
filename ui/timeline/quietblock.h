// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/quietlines.h"
#include "ui/timeline/rowbuilder.h"

namespace linnet::ui {

// Small centred lines across the column, for what happened between messages: who joined, who left.
// under: the day that stands above them already; of others the day is told with the time.
void addQuietLines(RowBuilder &row, const QList<items::QuietLine> &lines, QDate under,
                   Timestamp now);

} // namespace linnet::ui
