// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/rowbuilder.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/emojifont.h"
#include "ui/timeline/emojiruns.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qsizetype longestLine = 512; // eliding a million characters takes 142 ms
constexpr int charactersPerLine = 72;
constexpr int worthKeeping = 200; // characters; what is shorter is laid out at once
// What people write is narrower than a font's own "average" character.
const QString sample = u"In the morning we looked at it again, and so did 14 others: no news."_s;

// The paragraph's formats, and for emoji the font that has them in colour.
QList<QTextLayout::FormatRange> formatsWithEmoji(const Paragraph &paragraph)
{
    QList<QTextLayout::FormatRange> formats = paragraph.formats;
    const QString family = emojiFamily();
    if (family.isEmpty())
        return formats;
    for (const EmojiRun &run : emojiRuns(paragraph.text)) {
        QTextCharFormat format;
        QStringList families = paragraph.face->font.families();
        families.prepend(family);
        format.setFontFamilies(families);
        formats.append({run.start, run.length, format});
    }
    return formats;
}

QFont scaled(QFont font, qreal factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

} // namespace

RowFonts::Face::Face(const QFont &f)
    : font(f)
    , metrics(f)
{
    // Fonts differ in how much air they bring along: at least 1.3 times the letters' height.
    const qreal letters = metrics.ascent() + metrics.descent();
    pitch = std::ceil(qMax(metrics.lineSpacing(), letters * 1.15));
    ascent = std::round((pitch - letters) / 2 + metrics.ascent());
}

RowFonts::RowFonts(const Theme &theme)
    : body(theme.font(TextSize::Body))
    , bold(theme.font(TextSize::Body, QFont::DemiBold))
    , mono(theme.monospace(TextSize::Body))
    , meta(theme.font(TextSize::Meta))
    , metaBold(theme.font(TextSize::Meta, QFont::DemiBold))
    , large(scaled(theme.font(TextSize::Body), 2.2))
    , measure(std::ceil(body.metrics.horizontalAdvance(sample) / sample.size() * charactersPerLine))
{
}

RowBuilder::RowBuilder(const RowFonts &fonts, const Tokens &tokens, int width,
                       const MessageLayout *former)
    : m_fonts(fonts)
    , m_tokens(tokens)
    , m_width(width)
{
    m_row.width = width;
    if (!former || former->width != width)
        return;
    for (const Item &item : former->items) {
        const auto *text = std::get_if<TextItem>(&item);
        if (text && text->selectable && text->painted
            && text->layout->text().size() >= worthKeeping)
            m_former.insert(text->layout->text(), text);
    }
}

LaidParagraph RowBuilder::layAgain(const Paragraph &paragraph, qreal width)
{
    for (auto it = m_former.constFind(paragraph.text);
         it != m_former.constEnd() && it.key() == paragraph.text; ++it) {
        const TextItem &item = **it;
        const QTextLayout &layout = *item.layout;
        const int lines = layout.lineCount();
        const auto wrap
            = paragraph.wrap ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap;
        if (lines == 0 || !qFuzzyCompare(layout.lineAt(0).width(), width)
            || layout.font() != paragraph.face->font || layout.textOption().wrapMode() != wrap
            || layout.formats() != formatsWithEmoji(paragraph)
            || (paragraph.maximumLines > 0 && lines > paragraph.maximumLines)
            || layout.lineAt(lines - 1).textStart() + layout.lineAt(lines - 1).textLength()
                < paragraph.text.size())
            continue;
        LaidParagraph laid;
        laid.layout = item.layout;
        laid.former = &item;
        laid.lines = lines;
        for (int i = 0; i < lines; ++i)
            laid.size.setWidth(qMax(laid.size.width(), layout.lineAt(i).naturalTextWidth()));
        laid.size.setHeight(item.rect.height());
        return laid;
    }
    return lay(paragraph, width);
}

void RowBuilder::setColumn(qreal left, qreal width)
{
    m_left = left;
    m_width = qMax<qreal>(1, width);
}

int RowBuilder::addArea(const Area &area)
{
    m_row.areas.push_back(area);
    return int(m_row.areas.size()) - 1;
}

int RowBuilder::addScroller(const Scroller &scroller)
{
    m_row.scrollers.push_back(scroller);
    return int(m_row.scrollers.size()) - 1;
}

void RowBuilder::addIcon(const QString &name, const QRectF &rect, Colour colour)
{
    m_row.items.emplace_back(IconItem{rect, name, colour});
}

void RowBuilder::addEmojiPicture(const Emoji &emoji, const QRectF &box)
{
    PictureItem picture;
    picture.rect = box;
    picture.media = {MediaRef::Kind::CustomEmoji, emoji.customName};
    picture.bare = true;
    m_row.items.emplace_back(picture);
    addArea({Part::Emoji, box, 0, oneLine(emoji.customShortName), {}});
}

int RowBuilder::addText(TextItem text)
{
    m_row.items.emplace_back(std::move(text));
    return int(m_row.items.size()) - 1;
}

QRectF RowBuilder::addLine(const QString &text, const RowFonts::Face &face, const QPointF &topLeft,
                           qreal maximum, Colour colour, Qt::TextElideMode elide)
{
    const QString line = oneLine(text);
    if (line.isEmpty() || maximum < 1)
        return QRectF(topLeft, QSizeF(0, face.pitch));
    Paragraph paragraph;
    paragraph.text = line;
    paragraph.face = &face;
    paragraph.wrap = false;
    LaidParagraph laid = lay(paragraph, maximum);
    if (laid.size.width() > maximum) {
        paragraph.text = face.metrics.elidedText(line, elide, maximum);
        laid = lay(paragraph, maximum);
    }
    // Right-to-left lines are placed by what they cover, so that neighbours can follow.
    const qreal shift = laid.layout->lineAt(0).naturalTextRect().left();
    TextItem item;
    item.origin = topLeft - QPointF(shift, 0);
    item.rect = QRectF(topLeft, QSizeF(qMin(std::ceil(laid.size.width()), maximum), face.pitch));
    item.colour = colour;
    item.layout = std::move(laid.layout);
    const QRectF covered = item.rect;
    addText(std::move(item));
    return covered;
}

MessageLayout RowBuilder::finish(qreal paddingBelow)
{
    m_row.height = int(std::ceil(m_y + paddingBelow));
    return std::move(m_row);
}

LaidParagraph lay(const Paragraph &paragraph, qreal width)
{
    LaidParagraph laid;
    laid.layout = std::make_shared<QTextLayout>(paragraph.text, paragraph.face->font);
    QTextLayout &layout = *laid.layout;
    layout.setCacheEnabled(true);
    QTextOption option;
    const bool rightToLeft = paragraph.text.isRightToLeft();
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setWrapMode(paragraph.wrap ? QTextOption::WrapAtWordBoundaryOrAnywhere
                                      : QTextOption::NoWrap);
    option.setTabStopDistance(paragraph.face->metrics.horizontalAdvance(u' ') * 4);
    layout.setTextOption(option);
    layout.setFormats(formatsWithEmoji(paragraph));

    qreal y = 0;
    layout.beginLayout();
    while (true) {
        if (paragraph.maximumLines > 0 && laid.lines == paragraph.maximumLines) {
            laid.cut = layout.lineAt(laid.lines - 1).textStart()
                    + layout.lineAt(laid.lines - 1).textLength()
                < paragraph.text.size();
            break;
        }
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        // Baselines at an even pitch: an emoji or a foreign letter from another font must not push
        // lines apart. Scripts that are really taller get the room they need.
        const qreal pitch
            = qMax(paragraph.face->pitch, line.height() - paragraph.face->pitch * 0.3);
        line.setPosition(QPointF(0,
                                 std::round(y + paragraph.face->ascent - line.ascent()
                                            + (pitch - paragraph.face->pitch) / 2)));
        y += std::ceil(pitch);
        laid.size.setWidth(qMax(laid.size.width(), line.naturalTextWidth()));
        ++laid.lines;
    }
    layout.endLayout();
    laid.size.setHeight(y);
    return laid;
}

qreal widthOf(const QString &line, const RowFonts::Face &face)
{
    Paragraph paragraph;
    paragraph.text = line;
    paragraph.face = &face;
    paragraph.wrap = false;
    return std::ceil(lay(paragraph, 1).size.width());
}

QList<QRectF> rectsOf(const QTextLayout &layout, int start, int length)
{
    QList<QRectF> rects;
    const QFontMetricsF metrics(layout.font());
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        const int from = qMax(start, line.textStart());
        int to = qMin(start + length, line.textStart() + line.textLength());
        // White space at a line's end hangs out of it.
        while (to > from && layout.text().at(to - 1) == u' ')
            --to;
        if (to <= from)
            continue;
        const qreal a = line.cursorToX(from);
        const qreal b = line.cursorToX(to);
        const qreal top = std::round(line.y() + line.ascent() - metrics.ascent());
        rects.append(QRectF(qMin(a, b), top, std::abs(b - a),
                            std::round(metrics.ascent() + metrics.descent())));
    }
    return rects;
}

qreal emojiSide(const RowFonts::Face &face)
{
    return std::round(face.metrics.ascent() + face.metrics.descent());
}

QString oneLine(const QString &text)
{
    return sanitised(text, longestLine).simplified();
}

} // namespace linnet::ui
