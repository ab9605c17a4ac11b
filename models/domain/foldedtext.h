// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace linnet {

// Text as it is compared when someone searches: without case, diacritics and compatibility forms,
// with the Latin letters that do not decompose as their nearest ("ø" as "o", "ß" as "ss").
[[nodiscard]] QString foldedText(QStringView text);
// The folded words of a search.
[[nodiscard]] QStringList foldedWords(QStringView text);

} // namespace linnet
