// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFlags>
#include <QList>
#include <QString>

// What is written on cards: a small subset of HTML, or Markdown, as spans. No rich text engine sees
// it: an unknown tag is text, an attribute other than href and color is nothing.
namespace linnet::ui::cards {

enum class Style {
    Bold = 1,
    Italic = 2,
    Underline = 4,
    Strike = 8,
    Code = 16,
};
Q_DECLARE_FLAGS(Styles, Style)
Q_DECLARE_OPERATORS_FOR_FLAGS(Styles)

struct Run
{
    int start = 0; // in the block's text
    int length = 0;
    Styles styles{};
    QColor colour{}; // invalid: the text's
    QString address{}; // of a link, unchecked; empty: none

    friend bool operator==(const Run &, const Run &) = default;
};

struct Block
{
    enum class Kind {
        Paragraph,
        Item, // of a list
        Quote,
        Code,
        Heading,
    };
    Kind kind = Kind::Paragraph;
    int level = 0; // of items: 0 to 3
    QString marker{}; // of items: "•", "3."
    QString text{}; // lines end with QChar::LineSeparator
    QList<Run> runs{}; // in order, apart

    friend bool operator==(const Block &, const Block &) = default;
};

struct Text
{
    QList<Block> blocks{};

    [[nodiscard]] bool isEmpty() const { return blocks.isEmpty(); }
    // Without markup; blocks and lines end with "\n".
    [[nodiscard]] QString plain() const;

    friend bool operator==(const Text &, const Text &) = default;
};

// b, strong, i, em, u, ins, s, strike, del, font color, a href, br, time, code, pre, ul, ol, li,
// and the usual entities; line feeds are breaks. Linear in time; at most 8,000 characters are read.
[[nodiscard]] Text textOfHtml(const QString &source);
// Paragraphs, headings, lists, quotes, fences; strong, emphasis, strike, code, links. Linear too.
[[nodiscard]] Text textOfMarkdown(const QString &source);
// As it is.
[[nodiscard]] Text textOfPlain(const QString &source);

inline constexpr qsizetype longestText = 8'000;
inline constexpr qsizetype longestLabel = 1'000;

// Remote text fit for showing: sanitised, without stacks of marks, at most so long: "…" says that
// there was more.
[[nodiscard]] QString shownText(const QString &text, qsizetype maximum = longestLabel);
// The same on one line.
[[nodiscard]] QString shownLabel(const QString &text);

// Puts blocks together: text with a style, breaks, ends of blocks.
class TextMaker
{
public:
    void begin(Block::Kind kind, int level = 0, const QString &marker = {});
    // Ends the block, without the white space around it; an empty one is none.
    void end();
    void add(QStringView text, const Run &style);
    void addBreak() { add(u"\u2028", {}); }
    [[nodiscard]] const Block &block() const { return m_block; }
    [[nodiscard]] Text take();

private:
    Block m_block;
    Text m_text;
};

} // namespace linnet::ui::cards
