// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace linnet::ui {

// Emoji within text. Without being told, Qt draws many of them from whatever font has the letter
// first, without colour and with the parts of a sequence side by side.

struct EmojiRun
{
    int start = 0; // UTF-16 units
    int length = 0;

    friend bool operator==(const EmojiRun &, const EmojiRun &) = default;
};

// Whole sequences (skin tones, joined ones, flags, keycaps); neighbours are one run. Characters
// that are text unless told otherwise (©, ☎) count only with the emoji variation selector.
[[nodiscard]] QList<EmojiRun> emojiRuns(const QString &text);

// As it can be drawn: of a keycap without its selector, for which Qt takes another font, so that
// digit and cap would stand side by side.
[[nodiscard]] QString drawableEmoji(const QString &text);

} // namespace linnet::ui
