// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/emojionly.h"
#include "models/domain/message.h"

#include <QFlags>

namespace linnet {

enum class TextStyle {
    Bold = 1,
    Italic = 2,
    Strike = 4,
    Code = 8, // inline
};
Q_DECLARE_FLAGS(TextStyles, TextStyle)
Q_DECLARE_OPERATORS_FOR_FLAGS(TextStyles)

// A run of text of one kind and style. The text never contains markup.
struct MarkupSpan
{
    enum class Kind {
        Text,
        Link,
        UserMention, // text: "@Name" as the message has it; empty when only the id is known
        AllMention, // text: "@all" likewise
        CustomEmoji, // text: ":name:", or empty when only the resource name is known
    };
    Kind kind = Kind::Text;
    QString text;
    TextStyles styles;
    QString url; // links: https, http or mailto as written; unchecked otherwise
    UserId user; // user mentions
    Emoji emoji; // custom emoji
    int start = 0; // where it stands in the source, in UTF-16 units; of <url|text> the text
    int length = 0;

    friend bool operator==(const MarkupSpan &, const MarkupSpan &) = default;
};

// Spans in reading order, none for an empty line between two lists; line breaks within a block are
// "\n" in the text.
struct MarkupBlock
{
    enum class Kind {
        Paragraph,
        BulletItem,
        Quote, // all lines of it
        Code,
    };
    Kind kind = Kind::Paragraph;
    int level = 0; // of bullet items: 0 to maximumListLevel
    QList<MarkupSpan> spans;

    friend bool operator==(const MarkupBlock &, const MarkupBlock &) = default;
};

inline constexpr int maximumListLevel = 7;

// What Message::formattedText says (Chat API, "Format messages"): there are no escapes; a delimiter
// without its partner, or inside a word, is text; code wins over everything; no visible character
// is ever lost. Time and memory are linear; after 20,000 spans the rest of the text is plain.
// Annotations give the names of mentions and custom emoji; their positions refer to plainText.
[[nodiscard]] QList<MarkupBlock> parseMarkup(const QString &source,
                                             const QList<Annotation> &annotations = {},
                                             const QString &plainText = {});

// The formatted text of a message, or where it has none (pending ones) its text.
[[nodiscard]] QList<MarkupBlock> markupOf(const Message &message);

// The text of the spans; each block begins a new line.
[[nodiscard]] QString visibleText(const QList<MarkupBlock> &blocks);

// The annotated part of a text: the range as UTF-16 units, else (where a mention does not begin
// with "@") as code points; empty when neither fits.
[[nodiscard]] QStringView annotatedText(const QString &text, const Annotation &annotation);

} // namespace linnet
