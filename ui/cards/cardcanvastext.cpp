// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardcanvas.h"

#include <cmath>

namespace linnet::ui::cards {

namespace {

constexpr qreal indent = 20; // of a list's items, for each level
constexpr qreal quoteIndent = 12;
constexpr qreal codePadding = 8;
constexpr qreal blockGap = 4;

// The part of a block that starts there.
Block partOf(const Block &block, qsizetype from, qsizetype length)
{
    Block part;
    part.text = block.text.mid(from, length);
    for (const Run &run : block.runs) {
        const qsizetype start = qMax<qsizetype>(run.start, from);
        const qsizetype end = qMin<qsizetype>(run.start + run.length, from + part.text.size());
        if (end <= start)
            continue;
        Run kept = run;
        kept.start = int(start - from);
        kept.length = int(end - start);
        part.runs.append(kept);
    }
    return part;
}

// Lines laid to the left edge stand in the middle or at the right one.
void alignLines(QTextLayout &layout, qreal width, Alignment alignment)
{
    if (alignment == Alignment::Start || layout.text().isRightToLeft())
        return;
    for (int i = 0; i < layout.lineCount(); ++i) {
        QTextLine line = layout.lineAt(i);
        const qreal spare = qMax<qreal>(0, width - line.naturalTextWidth());
        line.setPosition(QPointF(std::floor(alignment == Alignment::Center ? spare / 2 : spare),
                                 line.position().y()));
    }
}

} // namespace

struct CardCanvas::Source
{
    Block block;
    QList<QTextLayout::FormatRange> formats = {};
    QString whole = {}; // where the block is only a part of it
    const RowFonts::Face *face = nullptr;
};

QTextCharFormat CardCanvas::formatOf(const Run &run) const
{
    QTextCharFormat format;
    if (run.styles.testFlag(Style::Code))
        format.setFont(fonts().mono.font);
    if (run.styles.testFlag(Style::Bold))
        format.setFontWeight(QFont::Bold);
    if (run.styles.testFlag(Style::Italic))
        format.setFontItalic(true);
    if (run.styles.testFlag(Style::Underline))
        format.setFontUnderline(true);
    if (run.styles.testFlag(Style::Strike))
        format.setFontStrikeOut(true);
    if (!run.address.isEmpty())
        format.setForeground(tokens().link);
    else if (run.colour.isValid())
        format.setForeground(readable(run.colour, tokens().raised));
    return format;
}

CardCanvas::Extent CardCanvas::addText(const Text &text, const QPointF &topLeft, qreal width,
                                       const TextLook &look)
{
    Extent all;
    TextLook rest = look;
    int lines = look.maximumLines;
    qsizetype characters = look.maximumCharacters;
    for (const Block &block : text.blocks) {
        if ((look.maximumLines > 0 && lines <= 0)
            || (look.maximumCharacters > 0 && characters <= 0)) {
            all.cut = true;
            break;
        }
        if (all.height > 0)
            all.height += blockGap;
        rest.maximumLines = lines;
        rest.maximumCharacters = characters;
        const Extent extent = addBlock(block, topLeft + QPointF(0, all.height), width, rest);
        all.height += extent.height;
        all.width = qMax(all.width, extent.width);
        all.cut = all.cut || extent.cut;
        lines -= qMax(1, qRound(extent.height / look.face->pitch));
        characters -= block.text.size();
    }
    return all;
}

CardCanvas::Extent CardCanvas::addBlock(const Block &block, const QPointF &topLeft, qreal width,
                                        const TextLook &look)
{
    Source source;
    source.face = look.face;
    source.block = block;
    bool cut = false;
    if (look.maximumCharacters > 0 && block.text.size() > look.maximumCharacters) {
        qsizetype length = look.maximumCharacters;
        if (block.text[length - 1].isHighSurrogate())
            --length;
        source.block = partOf(block, 0, length);
        source.whole = block.text;
        cut = true;
    }
    QPointF at = topLeft;
    qreal room = width;
    switch (block.kind) {
    case Block::Kind::Paragraph:
    case Block::Kind::Heading:
        break;
    case Block::Kind::Item: {
        const qreal left = qMin(indent * (block.level + 1), width / 2);
        addLine(block.marker, *look.face, topLeft + QPointF(left - indent + 4, 0), indent - 4,
                look.colour);
        at.rx() += left;
        room -= left;
        break;
    }
    case Block::Kind::Quote:
        at.rx() += quoteIndent;
        room -= quoteIndent;
        break;
    case Block::Kind::Code: {
        source.face = &fonts().mono;
        const size_t box = addBox({});
        Extent extent = addParagraph(source, at + QPointF(codePadding, codePadding),
                                     qMax<qreal>(1, room - 2 * codePadding), look);
        extent.height += 2 * codePadding;
        extent.width = width;
        extent.cut = extent.cut || cut;
        setBox(box,
               {QRectF(at, QSizeF(room, extent.height)),
                metrics::smallRadius,
                {&Tokens::codeBackground},
                {&Tokens::border}});
        return extent;
    }
    }
    Extent extent = addParagraph(source, at, qMax<qreal>(1, room), look);
    if (block.kind == Block::Kind::Quote)
        addBox({QRectF(topLeft, QSizeF(3, extent.height)), 1.5, {&Tokens::fieldBorder}});
    extent.width += width - room;
    extent.cut = extent.cut || cut;
    return extent;
}

// Each line on its own, as much of it as there is room for.
CardCanvas::Extent CardCanvas::addElided(const Source &given, const QPointF &topLeft, qreal width,
                                         const TextLook &look)
{
    constexpr qsizetype longest = 512; // eliding a million characters takes 142 ms
    Extent all;
    TextLook single = look;
    single.wrap = true;
    single.maximumLines = 1;
    const QString &text = given.block.text;
    for (qsizetype from = 0; from <= text.size();) {
        qsizetype to = text.indexOf(QChar(QChar::LineSeparator), from);
        if (to < 0)
            to = text.size();
        Source line = given;
        line.block = partOf(given.block, from, qMin(to - from, longest));
        const QString shown = line.block.text;
        QString elided = shown;
        // Bold letters are wider than what is measured here.
        if (given.face->metrics.horizontalAdvance(shown) > width * 0.96 - 2)
            elided = given.face->metrics.elidedText(shown, Qt::ElideRight, width * 0.92 - 2);
        if (elided != shown || to - from > longest) {
            line.whole = text.mid(from, to - from);
            line.block = partOf(line.block, 0, qMax<qsizetype>(0, elided.size() - 1));
            line.block.text += u'…';
        }
        const Extent extent = addParagraph(line, topLeft + QPointF(0, all.height), width, single);
        all.width = qMax(all.width, extent.width);
        all.height += extent.height;
        from = to + 1;
    }
    return all;
}

CardCanvas::Extent CardCanvas::addParagraph(const Source &source, const QPointF &topLeft,
                                            qreal width, const TextLook &look)
{
    if (!look.wrap)
        return addElided(source, topLeft, width, look);
    Extent extent;
    Paragraph paragraph;
    paragraph.text = afforded(source.block.text);
    if (paragraph.text.isEmpty())
        return {0, source.block.text.isEmpty() ? source.face->pitch : 0, false};
    paragraph.face = source.face;
    paragraph.maximumLines = look.maximumLines;
    for (const Run &run : source.block.runs) {
        const int length = qMin(run.length, int(paragraph.text.size()) - run.start);
        const QTextCharFormat format = formatOf(run);
        if (length > 0 && !format.isEmpty())
            paragraph.formats.append({run.start, length, format});
    }
    LaidParagraph laid = lay(paragraph, width);
    alignLines(*laid.layout, width, look.alignment);
    for (const Run &run : source.block.runs) {
        if (!run.styles.testFlag(Style::Code) || source.block.kind == Block::Kind::Code)
            continue;
        const QList<QRectF> rects = rectsOf(*laid.layout, run.start, run.length);
        for (const QRectF &rect : rects)
            addBox({rect.translated(topLeft), 4, {&Tokens::codeBackground}});
    }
    CardLine line;
    line.origin = topLeft;
    const bool placed = look.alignment != Alignment::Start || paragraph.text.isRightToLeft();
    extent.width = placed ? width : std::ceil(laid.size.width());
    extent.height = laid.size.height();
    extent.cut = laid.cut;
    line.rect = QRectF(topLeft, QSizeF(qMin(width, extent.width), extent.height));
    line.colour = look.colour;
    line.whole = laid.cut && source.whole.isEmpty() ? source.block.text : source.whole;
    addLinks(source, *laid.layout, line);
    line.layout = std::move(laid.layout);
    line.reading = true;
    const QRectF rect = line.rect;
    m_layout.pieces.emplace_back(std::move(line));
    if (!source.whole.isEmpty() && look.maximumCharacters == 0)
        addWords(source.whole, rect);
    return extent;
}

void CardCanvas::addLinks(const Source &source, const QTextLayout &layout, CardLine &line)
{
    const Run *before = nullptr;
    for (const Run &run : source.block.runs) {
        if (run.address.isEmpty())
            continue;
        // One link may be written in several styles.
        const bool same = before && before->address == run.address
            && before->start + before->length == run.start && !line.links.isEmpty();
        before = &run;
        const QString words = source.block.text.mid(run.start, run.length);
        if (same) {
            line.links.last().length += run.length;
            m_layout.controls[size_t(line.links.last().control)].name += words;
        } else {
            CardControl control;
            control.kind = CardControl::Kind::Link;
            control.name = words;
            control.address = run.address;
            line.links.append({run.start, run.length, addControl(control)});
        }
        const QList<QRectF> rects = rectsOf(layout, run.start, run.length);
        for (const QRectF &rect : rects)
            addArea(line.links.last().control, rect.translated(line.origin));
    }
}

} // namespace linnet::ui::cards
