// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <array>
#include <span>

namespace linnet {

enum class EmojiGroup {
    Smileys,
    People,
    Animals,
    Food,
    Travel,
    Activities,
    Objects,
    Symbols,
    Flags,
};

enum class SkinTone {
    None,
    Light,
    MediumLight,
    Medium,
    MediumDark,
    Dark,
};

// One emoji of Unicode's recommended set, without its skin tones. Made at build time from Debian's
// unicode-data (order, groups, names, tones) and python3-emoji (short names); lives for ever.
struct EmojiEntry
{
    const char16_t *text;
    const char *name; // English, Unicode's
    const char16_t *shortNames; // without colons, lower case, separated by spaces, usual ones first
    EmojiGroup group;
    std::array<const char16_t *, 5> tones; // null: it has none

    [[nodiscard]] bool hasTones() const { return tones.front() != nullptr; }
    [[nodiscard]] QString unicode(SkinTone tone = SkinTone::None) const;
    // ":joy:" without its colons.
    [[nodiscard]] QString shortName() const;
};

// All, in Unicode's order: groups one after the other.
[[nodiscard]] std::span<const EmojiEntry> emojiTable();

// Null when it is none of the table; any skin tone, with or without the emoji selector.
[[nodiscard]] const EmojiEntry *findEmoji(QStringView unicode);
// Of one short name as typed between the colons; null when there is none.
[[nodiscard]] const EmojiEntry *emojiByShortName(QStringView shortName);
// Those with a short name that has the typed words: the whole name first, then what begins with it,
// then a word that begins with it, then anywhere. Case and "_" or blanks make no difference.
[[nodiscard]] QList<const EmojiEntry *> emojiMatching(QStringView typed, int limit);

} // namespace linnet
