// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// How texts are cut before they are laid out: what Qt takes for one paragraph grows faster than its
// length, and texts are hostile until shown otherwise.
namespace linnet::ui {

// A longer paragraph is laid out in pieces.
inline constexpr int longestPiece = 2'000;

// How much of the source may be laid out: so many characters, with so many emoji among them.
[[nodiscard]] qsizetype lengthWithin(const QString &source, qsizetype characters, int mostEmoji);
// Where to cut a text of more than room characters: after a blank if there is one near, else
// between two characters as people see them.
[[nodiscard]] qsizetype cutWithin(const QString &text, qsizetype room);
// What a character costs to lay out, in letters; of an emoji its first half.
[[nodiscard]] int weightOf(QChar c);

// At most four marks on one letter: more are drawn far above and below their line.
[[nodiscard]] QString withoutStackedMarks(const QString &text);

} // namespace linnet::ui
