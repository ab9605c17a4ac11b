// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/messagelayout.h"

#include <QFontMetricsF>
#include <QMultiHash>

namespace linnet::ui {

// The fonts of the timeline with their measures, made anew when theme or font change.
struct RowFonts
{
    explicit RowFonts(const Theme &theme);

    struct Face
    {
        explicit Face(const QFont &font);
        QFont font;
        QFontMetricsF metrics;
        qreal pitch = 0; // from line to line, whole pixels
        qreal ascent = 0; // of the first line's baseline below its top
    };
    Face body;
    Face bold;
    Face mono;
    Face meta;
    Face metaBold;
    Face large; // messages of nothing but emoji
    qreal measure = 0; // width of 72 characters
};

struct Paragraph;
struct LaidParagraph;

// Builds one row from top to bottom: places texts, boxes and icons at a moving y within a column,
// and the areas that can be pointed at. Knows nothing of messages.
class RowBuilder
{
public:
    // former: the row as it was laid out before, if it was; what is the same in it is not laid out
    // again. Lives as long as this.
    RowBuilder(const RowFonts &fonts, const Tokens &tokens, int width,
               const MessageLayout *former = nullptr);

    [[nodiscard]] const RowFonts &fonts() const { return m_fonts; }
    // For the colours of character formats, which are fixed with the layout.
    [[nodiscard]] const Tokens &tokens() const { return m_tokens; }
    [[nodiscard]] qreal left() const { return m_left; }
    [[nodiscard]] qreal right() const { return m_left + m_width; } // of the column
    [[nodiscard]] qreal width() const { return m_width; }
    [[nodiscard]] qreal y() const { return m_y; }
    [[nodiscard]] int rowWidth() const { return m_row.width; }
    [[nodiscard]] MessageLayout &row() { return m_row; }
    void setColumn(qreal left, qreal width);
    void moveTo(qreal y) { m_y = y; }
    void skip(qreal distance) { m_y += distance; }

    int addArea(const Area &area);
    int addScroller(const Scroller &scroller);
    void addBox(const BoxItem &box) { m_row.items.emplace_back(box); }
    void addIcon(const QString &name, const QRectF &rect, Colour colour = &Tokens::muted);

    // One of the organisation's own, with its name to be told.
    void addEmojiPicture(const Emoji &emoji, const QRectF &box);

    // One line of remote or own text, elided to fit; returns what it covers. Moves nothing.
    QRectF addLine(const QString &text, const RowFonts::Face &face, const QPointF &topLeft,
                   qreal maximum, Colour colour, Qt::TextElideMode elide = Qt::ElideRight);
    // As lay(), or what was laid of the same paragraph before.
    [[nodiscard]] LaidParagraph layAgain(const Paragraph &paragraph, qreal width);
    // Adds a finished text and returns its index among the items.
    int addText(TextItem text);

    // Ends with what is below.
    [[nodiscard]] MessageLayout finish(qreal paddingBelow);

private:
    const RowFonts &m_fonts;
    const Tokens &m_tokens;
    MessageLayout m_row;
    QMultiHash<QString, const TextItem *> m_former; // by their texts
    qreal m_left = 0;
    qreal m_width = 0;
    qreal m_y = 0;
};

// A paragraph laid out to a width: lines at the pitch of its face, at most so many of them.
struct Paragraph
{
    QString text;
    QList<QTextLayout::FormatRange> formats;
    const RowFonts::Face *face = nullptr;
    int maximumLines = 0; // 0: all
    bool wrap = true; // else long lines are cut by the box
};
struct LaidParagraph
{
    std::shared_ptr<QTextLayout> layout;
    QSizeF size; // natural width, height
    int lines = 0;
    bool cut = false; // lines are missing
    const TextItem *former = nullptr; // it was taken from this one, of the row as it was before
};
[[nodiscard]] LaidParagraph lay(const Paragraph &paragraph, qreal width);
// Whole pixels that a line takes as lay() lays it, emoji included; of oneLine() text.
[[nodiscard]] qreal widthOf(const QString &line, const RowFonts::Face &face);
// Where a part of a laid text stands, one rectangle a line, relative to the layout.
[[nodiscard]] QList<QRectF> rectsOf(const QTextLayout &layout, int start, int length);

// The side of a picture that stands among the letters of a face.
[[nodiscard]] qreal emojiSide(const RowFonts::Face &face);

// Remote text for one line: sanitised, without line breaks, at most 512 characters.
[[nodiscard]] QString oneLine(const QString &text);

} // namespace linnet::ui
