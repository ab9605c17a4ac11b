// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textblocks.h"

#include "ui/text/plainlabel.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostMarks = 4; // cantillated Hebrew and Vietnamese need no more
constexpr int mostLargeEmoji = 6;
constexpr qreal listIndent = 20;
constexpr qreal quoteIndent = 12;
constexpr qreal quoteBar = 3;
constexpr qreal codePadding = 8;

// How much of the source may be laid out.
qsizetype lengthWithin(const QString &source, const TextLimit &limit)
{
    qsizetype length = qMin<qsizetype>(source.size(), limit.characters);
    int emoji = 0;
    for (qsizetype i = 0; i < length; ++i) {
        // Emoji lie behind these three surrogates, and hardly anything else does.
        const char16_t unit = source[i].unicode();
        if (unit >= 0xd83c && unit <= 0xd83e && ++emoji > limit.emoji)
            length = i;
    }
    if (length > 0 && length < source.size() && source[length - 1].isHighSurrogate())
        --length;
    return length;
}

// The message's markup as far as it may be laid out.
QList<MarkupBlock> limitedBlocks(const Message &message, const TextLimit &limit, bool &cut)
{
    const QString &source = message.formattedText.isEmpty() ? message.text : message.formattedText;
    const qsizetype length = lengthWithin(source, limit);
    if (length == source.size())
        return markupOf(message);
    cut = true;
    return parseMarkup(source.left(length), message.annotations, message.text);
}

constexpr QChar chipAir(0x202f); // narrow no-break space

enum class Chip {
    None,
    Code,
    Mention,
    OwnMention,
    Emoji,
};

} // namespace

struct TextBlocks::Line
{
    Paragraph paragraph;
    struct Backdrop
    {
        int start;
        int length;
        Chip chip;
    };
    QList<Backdrop> backdrops;
    struct Link
    {
        int start;
        int length;
        QString address;
    };
    QList<Link> links;
    bool stacked = false; // somebody tried to draw over the lines above
};

QString withoutStackedMarks(const QString &text)
{
    int marks = 0;
    QString kept;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto category = text[i].category();
        const bool mark = category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
        marks = mark ? marks + 1 : 0;
        if (marks > mostMarks) {
            kept += QStringView(text).mid(from, i - from);
            from = i + 1;
        }
    }
    return from == 0 ? text : QString(kept + QStringView(text).mid(from));
}

TextBlocks::TextBlocks(RowBuilder &row, const items::UserTable &users)
    : m_row(row)
    , m_users(users)
{
}

bool TextBlocks::add(const Message &message, const TextLimit &limit)
{
    m_linesLeft = limit.lines;
    m_cut = false;
    const QList<MarkupBlock> blocks = limitedBlocks(message, limit, m_cut);
    m_large = blocks.size() == 1 && blocks.first().kind == MarkupBlock::Kind::Paragraph
        && emojiOnlyCount(visibleText(blocks), mostLargeEmoji) > 0;
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        if (i > 0) {
            const bool sameList = blocks[i].kind == MarkupBlock::Kind::BulletItem
                && blocks[i - 1].kind == MarkupBlock::Kind::BulletItem;
            m_row.skip(sameList ? 2 : metrics::unit);
        }
        if (!addBlock(blocks[i], i + 1 == blocks.size())) {
            m_cut = true;
            break;
        }
    }
    m_endsFramed = !blocks.isEmpty() && blocks.last().kind == MarkupBlock::Kind::Code
        && m_trailing.isEmpty();
    if (!m_trailing.isEmpty()) {
        // No line of text to stand behind.
        const QRectF rect
            = m_row.addLine(m_trailing, m_row.fonts().meta, QPointF(m_row.left(), m_row.y()),
                            m_row.width(), &Tokens::muted);
        m_row.moveTo(rect.bottom());
    }
    return m_cut;
}

bool TextBlocks::addBlock(const MarkupBlock &block, bool last)
{
    if (m_linesLeft <= 0)
        return false;
    if (block.kind == MarkupBlock::Kind::Code) {
        addCode(block);
        return m_linesLeft >= 0;
    }
    const RowFonts::Face &face = m_large ? m_row.fonts().large : m_row.fonts().body;
    const qreal measure = qMin(m_row.width(), m_row.fonts().measure);
    qreal x = m_row.left();
    if (block.kind == MarkupBlock::Kind::Quote)
        x += quoteIndent;
    else if (block.kind == MarkupBlock::Kind::BulletItem)
        x += qMin(listIndent * (block.level + 1), measure / 2);
    const qreal width = qMax<qreal>(1, measure - (x - m_row.left()));
    const qreal top = m_row.y();

    QList<Line> lines(1);
    for (const MarkupSpan &span : block.spans) {
        const QString text = shownText(span);
        qsizetype from = 0;
        for (;;) {
            const qsizetype to = text.indexOf(u'\n', from);
            appendSpan(lines.last(), span, text.mid(from, to < 0 ? -1 : to - from));
            if (to < 0)
                break;
            lines.emplaceBack();
            from = to + 1;
        }
    }
    if (last)
        appendTrailing(lines.last());

    bool complete = true;
    for (Line &line : lines) {
        if (m_linesLeft <= 0) {
            complete = false;
            break;
        }
        const bool bullet = block.kind == MarkupBlock::Kind::BulletItem && &line == &lines.first();
        const bool rightToLeft = line.paragraph.text.isRightToLeft();
        const qreal lineTop = m_row.y();
        addLine(std::move(line), face, rightToLeft ? m_row.left() : x, width);
        if (bullet) {
            const qreal dotX = rightToLeft ? m_row.left() + measure - listIndent / 2 - 2
                                           : x - listIndent / 2 - 2;
            const qreal dotY = std::round(lineTop + face.ascent - face.metrics.xHeight() / 2 - 2);
            m_row.addBox({QRectF(std::round(dotX), dotY, 5, 5), 2.5,
                          m_muted ? &Tokens::muted : &Tokens::text});
        }
    }
    if (block.kind == MarkupBlock::Kind::Quote)
        m_row.addBox({QRectF(m_row.left(), top, quoteBar, m_row.y() - top), quoteBar / 2,
                      &Tokens::fieldBorder});
    return complete;
}

void TextBlocks::appendSpan(Line &line, const MarkupSpan &span, const QString &spanText)
{
    const QString text = withoutStackedMarks(spanText);
    line.stacked = line.stacked || text.size() != spanText.size();
    if (text.isEmpty())
        return;
    Chip chip = span.styles.testFlag(TextStyle::Code) ? Chip::Code : Chip::None;
    QTextCharFormat format;
    if (chip == Chip::Code)
        format.setFont(m_row.fonts().mono.font);
    if (span.styles.testFlag(TextStyle::Bold))
        format.setFontWeight(QFont::Bold);
    if (span.styles.testFlag(TextStyle::Italic))
        format.setFontItalic(true);
    if (span.styles.testFlag(TextStyle::Strike))
        format.setFontStrikeOut(true);
    switch (span.kind) {
    case MarkupSpan::Kind::Text:
        break;
    case MarkupSpan::Kind::Link:
        format.setForeground(m_row.tokens().link);
        break;
    case MarkupSpan::Kind::UserMention:
        chip = m_users.isMe(span.user) ? Chip::OwnMention : Chip::Mention;
        format.setForeground(chip == Chip::Mention ? m_row.tokens().link : m_row.tokens().text);
        format.setFontWeight(QFont::Medium);
        break;
    case MarkupSpan::Kind::AllMention:
        chip = Chip::OwnMention;
        format.setForeground(m_row.tokens().text);
        format.setFontWeight(QFont::Medium);
        break;
    case MarkupSpan::Kind::CustomEmoji:
        chip = Chip::Emoji;
        format.setForeground(m_row.tokens().muted);
        break;
    }

    // A chip brings its own air, so that it covers no neighbour.
    QString &whole = line.paragraph.text;
    const int chipStart = int(whole.size());
    if (chip != Chip::None)
        whole += chipAir;
    const int start = int(whole.size());
    const int length = int(text.size());
    whole += text;
    if (chip != Chip::None) {
        whole += chipAir;
        line.backdrops.append({chipStart, int(whole.size()) - chipStart, chip});
    }
    if (span.kind == MarkupSpan::Kind::Link)
        line.links.append({start, length, span.url});
    if (!format.isEmpty() && !m_large)
        line.paragraph.formats.append({start, length, format});
}

void TextBlocks::appendTrailing(Line &line)
{
    if (m_trailing.isEmpty() || line.paragraph.text.isEmpty() || m_large)
        return;
    const QString words = u"\u2002"_s + m_trailing;
    QTextCharFormat format;
    format.setFont(m_row.fonts().meta.font);
    format.setForeground(m_row.tokens().muted);
    line.paragraph.formats.append({int(line.paragraph.text.size()), int(words.size()), format});
    line.paragraph.text += words;
    m_trailing.clear();
}

void TextBlocks::addLine(Line line, const RowFonts::Face &face, qreal x, qreal width)
{
    line.paragraph.face = &face;
    line.paragraph.maximumLines = m_linesLeft;
    LaidParagraph laid = lay(line.paragraph, width);
    const QPointF origin(x, m_row.y());
    m_linesLeft -= qMax(1, laid.lines);
    m_cut = m_cut || laid.cut;

    for (const Line::Backdrop &back : std::as_const(line.backdrops)) {
        const QList<QRectF> rects = rectsOf(*laid.layout, back.start, back.length);
        for (const QRectF &rect : rects) {
            BoxItem box{rect.translated(origin).adjusted(-0.5, 0, 0.5, 0), 4, &Tokens::raised};
            if (back.chip == Chip::Code)
                box.fill = &Tokens::codeBackground;
            else if (back.chip == Chip::Mention)
                box.fill = &Tokens::infoBackground;
            else if (back.chip == Chip::OwnMention)
                box.fill = &Tokens::mention;
            m_row.addBox(box);
        }
    }
    TextItem item;
    for (const Line::Link &link : std::as_const(line.links)) {
        const QString shown = line.paragraph.text.mid(link.start, link.length);
        const QList<QRectF> rects = rectsOf(*laid.layout, link.start, link.length);
        for (const QRectF &rect : rects)
            m_row.addArea({Part::Link, rect.translated(origin), m_links, shown, link.address});
        item.links.append({link.start, link.length, m_links++});
    }
    item.origin = origin;
    item.rect = QRectF(origin, QSizeF(width, laid.size.height()));
    item.clip = line.stacked;
    item.colour = m_muted ? &Tokens::muted : &Tokens::text;
    if (const QTextLine lastLine = laid.layout->lineAt(laid.layout->lineCount() - 1);
        lastLine.isValid()) {
        const QRectF natural = lastLine.naturalTextRect().translated(origin);
        m_end = QPointF(natural.right(), m_row.y() + laid.size.height() - face.pitch / 2);
    }
    item.layout = std::move(laid.layout);
    m_row.addText(std::move(item));
    m_row.skip(laid.size.height());
}

void TextBlocks::addCode(const MarkupBlock &block)
{
    const RowFonts::Face &face = m_row.fonts().mono;
    const qreal width = qMin(m_row.width(), m_row.fonts().measure);
    QString code;
    for (const MarkupSpan &span : block.spans)
        code += withoutStackedMarks(shownText(span));
    while (code.endsWith(u'\n'))
        code.chop(1);

    Paragraph paragraph;
    paragraph.text = code.replace(u'\n', QChar(QChar::LineSeparator));
    paragraph.face = &face;
    paragraph.maximumLines = m_linesLeft;
    LaidParagraph laid = lay(paragraph, qMax<qreal>(1, width - 2 * codePadding - metrics::unit));
    m_linesLeft -= qMax(1, laid.lines);
    m_cut = m_cut || laid.cut;

    const QRectF frame(m_row.left(), m_row.y(), width, laid.size.height() + 2 * codePadding);
    m_row.addBox({frame, metrics::smallRadius, &Tokens::codeBackground, &Tokens::border});
    TextItem item;
    item.origin = frame.topLeft() + QPointF(codePadding + metrics::unit, codePadding);
    item.rect = frame.adjusted(codePadding, codePadding, -codePadding, -codePadding);
    item.clip = true;
    item.colour = m_muted ? &Tokens::muted : &Tokens::text;
    item.layout = std::move(laid.layout);
    m_row.addText(std::move(item));
    m_row.moveTo(frame.bottom());
    m_end = QPointF(frame.right(), frame.bottom() - face.pitch / 2);
}

QString TextBlocks::shownText(const MarkupSpan &span) const
{
    QString text = span.text;
    if (text.isEmpty() && span.kind == MarkupSpan::Kind::UserMention)
        text = u'@' + m_users.displayName(span.user);
    else if (text.isEmpty() && span.kind == MarkupSpan::Kind::AllMention)
        text = u"@all"_s;
    else if (text.isEmpty() && span.kind == MarkupSpan::Kind::CustomEmoji)
        text = span.emoji.customShortName.isEmpty() ? u":emoji:"_s : span.emoji.customShortName;
    return sanitised(text, text.size());
}

} // namespace linnet::ui
