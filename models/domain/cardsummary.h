// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet {

// What is written on an app's cards (Message::cards), for a sentence: titles and texts in reading
// order, without markup, on one line, cut to at most so many characters. No names of buttons, no
// fields, nothing that stands for a picture. Remote text; empty when nothing can be read.
[[nodiscard]] QString cardSummary(const QByteArray &cards, qsizetype most);

} // namespace linnet
