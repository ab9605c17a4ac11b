// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/markup.h"

#include <functional>
#include <optional>

namespace linnet {

// What stands in a composer: lines, each of one kind, of spans that carry no markup. start and
// length of the spans mean nothing here. Links whose text is their address are plain text.
struct ComposedLine
{
    MarkupBlock::Kind kind = MarkupBlock::Kind::Paragraph;
    int level = 0; // of bullet items
    QList<MarkupSpan> spans{};

    [[nodiscard]] QString text() const;
    friend bool operator==(const ComposedLine &, const ComposedLine &) = default;
};
using ComposedText = QList<ComposedLine>;

// What mentions and custom emoji are called where the markup tells only their ids. Both may be
// empty, and may return an empty text.
struct ComposeNames
{
    std::function<QString(const UserId &)> person{}; // without "@"
    std::function<QString(const QString &)> emoji{}; // ":name:" of customEmojis/E
};

// The lines that a text with Chat's markup shows (markup.h reads it). annotations and plain as of
// Message, for messages that the service has.
[[nodiscard]] ComposedText composedFrom(const QString &markup, const ComposeNames &names = {},
                                        const QList<Annotation> &annotations = {},
                                        const QString &plain = {});

// What of it is words: the lines without styles and marks.
[[nodiscard]] QString plainText(const ComposedText &text);

// The markup that shows these lines, as near as the grammar comes: it has no escapes, and styles
// begin and end at the edges of words. Where it cannot say a style, the style is widened to the
// word or left out; text is never changed, but ">" in the name of a link. Bullets, quotes and code
// without content are empty lines.
[[nodiscard]] QString markupFor(const ComposedText &text);

// The same for a text that is written to often: inlines has lineMarkup() of each line, so that a
// change costs what it changed.
[[nodiscard]] QString markupFor(const ComposedText &text, const QStringList &inlines);
// What a line is written as, without what its kind adds.
[[nodiscard]] QString lineMarkup(const ComposedLine &line);

// The same to a reader: styles of white space do not count, nor the names of mentions.
[[nodiscard]] bool looksSame(const ComposedText &a, const ComposedText &b);

// What the service makes of it: a text that looks the same as composedFrom(markupFor(it)). The text
// itself where it does already.
[[nodiscard]] ComposedText asItWillLook(const ComposedText &text, const ComposeNames &names = {});

// Markdown that people type by habit and that ends where the line ends: **bold**, __bold__,
// ~~strike~~, [name](https://…). The marks before and after the text go, the text gets the rest.
struct MarkdownHabit
{
    int start = 0; // of all of it, in UTF-16 units
    int before = 0; // length of the marks before the text
    int after = 0; // and after it
    TextStyles styles{};
    QString url{};
};
[[nodiscard]] std::optional<MarkdownHabit> markdownHabit(QStringView line);

// What a line becomes whose whole text so far is "* ", "- ", "> " or "```".
[[nodiscard]] std::optional<MarkupBlock::Kind> blockHabit(QStringView line);

// An address that a link may lead to, in the form that the markup can hold; empty: it may not.
// "example.org" becomes "https://example.org".
[[nodiscard]] QString linkAddress(const QString &typed);

} // namespace linnet
