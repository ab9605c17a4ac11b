// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace linnet::ui {

// What a person chose as the picture of a new emoji, made into what the service takes: square, 64
// to 500 pixels a side, up to 256 KB (Chat API, CustomEmojiPayload). What fits goes as it is;
// others are made smaller or larger and centred on a transparent square. One that moves would stand
// still then, so it has to fit.
struct EmojiFile
{
    enum class Trouble {
        None,
        NoPicture, // not PNG, JPEG, GIF or WebP, damaged, or larger than Linnet reads
        DoesNotFit, // it moves, and is not square, too large or too small
    };
    Trouble trouble = Trouble::NoPicture;
    QByteArray content; // what is sent
    QString ending; // ".png", ".jpg" or ".gif"
    QImage shown;
    bool changed = false; // another size or shape than was chosen
};

// Decodes: any thread, but not the GUI's.
[[nodiscard]] EmojiFile emojiFileFrom(const QByteArray &bytes);
[[nodiscard]] EmojiFile emojiFileFrom(const QImage &image);
// Of a file; what is over 20 MB is not read.
[[nodiscard]] EmojiFile emojiFileAt(const QString &path);

// Whether the service takes the name, which is given without its colons: small letters and digits,
// words of them joined by single hyphens or underscores.
[[nodiscard]] bool isEmojiName(const QString &name);
// What somebody types, as near to that as it goes: "Party Bird!" is "party-bird".
[[nodiscard]] QString asEmojiName(const QString &typed);

} // namespace linnet::ui
