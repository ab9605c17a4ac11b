// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textblocks.h"

#include "ui/text/plainlabel.h"
#include "ui/timeline/textpieces.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostLargeEmoji = 6;
constexpr qreal listIndent = 20;
constexpr qreal quoteIndent = 12;
constexpr qreal quoteBar = 3;
constexpr qreal codePadding = 8;
constexpr qreal scrollBarRoom = 8;

// The message's markup as far as it may be laid out.
QList<MarkupBlock> limitedBlocks(const Message &message, const TextLimit &limit, bool &cut)
{
    const QString &source = message.formattedText.isEmpty() ? message.text : message.formattedText;
    const qsizetype length = lengthWithin(source, limit.characters, limit.emoji);
    if (length == source.size())
        return markupOf(message);
    cut = true;
    return parseMarkup(source.left(length), message.annotations, message.text);
}

// What there is to read, the organisation's own emoji as any other.
QString textWithEmoji(const MarkupBlock &block)
{
    QString text;
    for (const MarkupSpan &span : block.spans)
        text += span.kind == MarkupSpan::Kind::CustomEmoji ? u"🙂"_s : span.text;
    return text;
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
    struct Mention
    {
        int start;
        int length;
        UserId user;
    };
    QList<Mention> mentions;
    bool stacked = false; // somebody tried to draw over the lines above
    int weight = 0; // how much is in it, see weightOf()
    bool continues = false; // goes on where the one before was cut
    int own = -1; // where words of ours begin
    QString copyPrefix;
    QList<TextItem::Swap> swaps; // the air around chips, names for pictures
    struct Picture
    {
        int at;
        Emoji emoji;
    };
    QList<Picture> pictures; // the organisation's own emoji, each in the place of one character
};

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
        && emojiOnlyCount(textWithEmoji(blocks.first()), mostLargeEmoji) > 0;
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
        m_row.addArea({Part::Time, rect, 1, m_trailingToolTip, {}});
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
            appendPieces(lines, span, text.mid(from, to < 0 ? -1 : to - from));
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
        if (line.continues)
            line.copyPrefix.clear();
        else if (bullet)
            line.copyPrefix = QString(qsizetype(block.level) * 2, u' ') + u"\u2022 "_s;
        else if (block.kind == MarkupBlock::Kind::Quote)
            line.copyPrefix = u"> "_s;
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

// Cuts before the line has become too long.
void TextBlocks::appendPieces(QList<Line> &lines, const MarkupSpan &span, QString text)
{
    while (true) {
        Line &line = lines.last();
        qsizetype fits = 0;
        int weight = qMax(line.weight, int(line.paragraph.text.size()));
        while (fits < text.size() && weight + weightOf(text[fits]) <= longestPiece)
            weight += weightOf(text[fits++]);
        if (fits == text.size()) {
            line.weight = weight;
            appendSpan(line, span, text);
            return;
        }
        const qsizetype cut = fits > 0 ? cutWithin(text, fits) : 0;
        appendSpan(line, span, text.left(cut));
        text = text.mid(cut);
        lines.emplaceBack();
        lines.last().continues = true;
    }
}

// A blank as wide as the picture, so that nothing moves when it comes.
void TextBlocks::appendPicture(Line &line, const MarkupSpan &span, const QString &name)
{
    const RowFonts::Face &face = m_large ? m_row.fonts().large : m_row.fonts().body;
    constexpr QChar blank(0x00a0);
    QFont font = face.font;
    font.setLetterSpacing(QFont::AbsoluteSpacing,
                          emojiSide(face) + 2 - face.metrics.horizontalAdvance(blank));
    QTextCharFormat format;
    format.setFont(font);
    const int at = int(line.paragraph.text.size());
    line.paragraph.text += blank;
    line.paragraph.formats.append({at, 1, format});
    line.swaps.append({at, 1, name});
    line.pictures.append({at, span.emoji});
}

void TextBlocks::appendSpan(Line &line, const MarkupSpan &span, const QString &spanText)
{
    if (span.kind == MarkupSpan::Kind::CustomEmoji && !span.emoji.customName.isEmpty()
        && !spanText.isEmpty()) {
        appendPicture(line, span, spanText);
        return;
    }
    QString text = withoutStackedMarks(spanText);
    line.stacked = line.stacked || text.size() != spanText.size();
    // As drawableEmoji(), but what is copied is what was written.
    QList<int> keycaps;
    const QString selected = u"\ufe0f\u20e3"_s;
    for (qsizetype at = text.indexOf(selected); at >= 0; at = text.indexOf(selected, at)) {
        text.remove(at, 1);
        if (at > 0)
            keycaps.append(int(at) - 1);
    }
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
    if (chip != Chip::None) {
        line.swaps.append({chipStart, 1, {}});
        whole += chipAir;
    }
    const int start = int(whole.size());
    const int length = int(text.size());
    for (const int at : std::as_const(keycaps))
        line.swaps.append({start + at, 2, QString(text[at] + selected)});
    whole += text;
    if (chip != Chip::None) {
        line.swaps.append({int(whole.size()), 1, {}});
        whole += chipAir;
        line.backdrops.append({chipStart, int(whole.size()) - chipStart, chip});
    }
    if (span.kind == MarkupSpan::Kind::Link)
        line.links.append({start, length, span.url});
    if (span.kind == MarkupSpan::Kind::UserMention && !span.user.isEmpty())
        line.mentions.append({start, length, span.user});
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
    line.own = int(line.paragraph.text.size());
    line.paragraph.formats.append({line.own, int(words.size()), format});
    line.paragraph.text += words;
    m_trailing.clear();
}

void TextBlocks::addLine(Line line, const RowFonts::Face &face, qreal x, qreal width)
{
    line.paragraph.face = &face;
    line.paragraph.maximumLines = m_linesLeft;
    LaidParagraph laid = m_row.layAgain(line.paragraph, width);
    const QPointF origin(x, m_row.y());
    m_linesLeft -= qMax(1, laid.lines);
    m_cut = m_cut || laid.cut;

    TextItem item;
    item.chips = laid.former ? laid.former->chips : chipsIn(line, *laid.layout);
    addBackdrops(line, item.chips, origin);
    addPictures(line, *laid.layout, origin);
    for (const Line::Link &link : std::as_const(line.links)) {
        const QString shown = line.paragraph.text.mid(link.start, link.length);
        const QList<QRectF> rects = rectsOf(*laid.layout, link.start, link.length);
        for (const QRectF &rect : rects)
            m_row.addArea({Part::Link, rect.translated(origin), m_links, shown, link.address});
        item.links.append({link.start, link.length, m_links++});
    }
    for (const Line::Mention &mention : std::as_const(line.mentions)) {
        const QString shown = line.paragraph.text.mid(mention.start, mention.length);
        const QList<QRectF> rects = rectsOf(*laid.layout, mention.start, mention.length);
        for (const QRectF &rect : rects)
            m_row.addArea(
                {Part::Mention, rect.translated(origin), m_mentions, shown, {}, mention.user});
        ++m_mentions;
    }
    if (line.own >= 0) {
        const int length = int(line.paragraph.text.size()) - line.own;
        const QList<QRectF> rects = rectsOf(*laid.layout, line.own, length);
        for (const QRectF &rect : rects)
            m_row.addArea({Part::Time, rect.translated(origin), 1, m_trailingToolTip, {}});
    }
    item.origin = origin;
    item.rect = QRectF(origin, QSizeF(width, laid.size.height()));
    item.clip = line.stacked;
    item.continues = line.continues;
    item.selectable = true;
    item.selectableLength = line.own;
    item.copyPrefix = line.copyPrefix;
    item.swaps = line.swaps;
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

void TextBlocks::addPictures(const Line &line, const QTextLayout &layout, const QPointF &origin)
{
    const RowFonts::Face &face = m_large ? m_row.fonts().large : m_row.fonts().body;
    for (const Line::Picture &picture : line.pictures) {
        const QList<QRectF> rects = rectsOf(layout, picture.at, 1);
        if (rects.isEmpty())
            continue; // in a line that is not shown
        QRectF box(0, 0, emojiSide(face), emojiSide(face));
        box.moveCenter(rects.first().translated(origin).center());
        box.moveTopLeft(QPointF(std::round(box.left()), std::round(box.top())));
        m_row.addEmojiPicture(picture.emoji, box);
    }
}

// Measuring them takes as long as laying out, where there are thousands.
QList<TextItem::Chip> TextBlocks::chipsIn(const Line &line, const QTextLayout &layout)
{
    QList<TextItem::Chip> chips;
    for (int i = 0; i < int(line.backdrops.size()); ++i) {
        const Line::Backdrop &back = line.backdrops[i];
        const QList<QRectF> rects = rectsOf(layout, back.start, back.length);
        for (const QRectF &rect : rects)
            chips.append({i, rect});
    }
    return chips;
}

void TextBlocks::addBackdrops(const Line &line, const QList<TextItem::Chip> &chips,
                              const QPointF &origin)
{
    for (const TextItem::Chip &chip : chips) {
        BoxItem box{chip.rect.translated(origin).adjusted(-0.5, 0, 0.5, 0), 4, &Tokens::raised};
        switch (line.backdrops.value(chip.number).chip) {
        case Chip::Code:
            box.fill = &Tokens::codeBackground;
            break;
        case Chip::Mention:
            box.fill = &Tokens::infoBackground;
            break;
        case Chip::OwnMention:
            box.fill = &Tokens::mention;
            break;
        case Chip::None:
        case Chip::Emoji:
            break;
        }
        m_row.addBox(box);
    }
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

    const qreal inset = codePadding + metrics::unit;
    const qreal top = m_row.y();
    const size_t first = m_row.row().items.size();
    m_row.addBox({});
    const qreal widest = addCodeText(code, {m_row.left() + inset, top + codePadding},
                                     qMax<qreal>(1, width - inset - codePadding));
    const bool wide = inset + widest + codePadding > width;
    const QRectF frame(m_row.left(), top, width,
                       m_row.y() - top + codePadding + (wide ? scrollBarRoom : 0));
    m_row.row().items[first]
        = BoxItem{frame, metrics::smallRadius, &Tokens::codeBackground, &Tokens::border};
    m_row.addArea({Part::Code, frame, m_codes, code, {}});
    const int scroller = wide ? m_row.addScroller({frame, inset + widest + codePadding}) : -1;
    for (size_t i = first + 1; i < m_row.row().items.size(); ++i) {
        auto &item = std::get<TextItem>(m_row.row().items[i]);
        item.rect = QRectF(frame.left() + 1, item.rect.top(), width - 2, item.rect.height());
        item.scroller = scroller;
    }
    addCopyButton(frame, code);
    m_row.moveTo(frame.bottom());
    m_end = QPointF(frame.right(), frame.bottom() - face.pitch / 2);
}

// From here down; returns the width of the widest line.
qreal TextBlocks::addCodeText(const QString &code, const QPointF &topLeft, qreal width)
{
    qreal widest = 0;
    m_row.moveTo(topLeft.y());
    bool continues = false;
    for (qsizetype from = 0; from <= code.size() && m_linesLeft > 0;) {
        // As many whole lines as make a piece; of a longer line as much.
        qsizetype to = code.size();
        if (to - from > longestPiece) {
            const qsizetype end = code.lastIndexOf(u'\n', from + longestPiece);
            to = end > from ? end
                            : from + cutWithin(code.mid(from, longestPiece + 1), longestPiece);
        }
        const bool whole = to == code.size() || code[to] == u'\n';
        Paragraph paragraph;
        paragraph.text = code.mid(from, to - from).replace(u'\n', QChar(QChar::LineSeparator));
        paragraph.face = &m_row.fonts().mono;
        paragraph.maximumLines = m_linesLeft;
        paragraph.wrap = false; // a wrapped line of code is another line of code
        LaidParagraph laid = m_row.layAgain(paragraph, width);
        m_linesLeft -= qMax(1, laid.lines);
        m_cut = m_cut || laid.cut;
        widest = qMax(widest, laid.size.width());
        TextItem item;
        item.origin = QPointF(topLeft.x(), m_row.y());
        item.rect = QRectF(item.origin, QSizeF(width, laid.size.height()));
        item.clip = true;
        item.selectable = true;
        item.continues = std::exchange(continues, !whole);
        item.colour = m_muted ? &Tokens::muted : &Tokens::text;
        item.layout = std::move(laid.layout);
        m_row.addText(std::move(item));
        m_row.skip(laid.size.height());
        from = whole ? to + 1 : to;
        if (m_linesLeft <= 0 && from < code.size())
            m_cut = true;
    }
    return widest;
}

void TextBlocks::addCopyButton(const QRectF &frame, const QString &code)
{
    constexpr qreal side = 24;
    constexpr qreal iconSide = 16;
    if (frame.width() < 3 * side || m_row.fonts().mono.pitch + 2 * codePadding < side)
        return;
    const QRectF button(frame.right() - side - 4, frame.top() + 4, side, side);
    const int area = m_row.addArea({Part::CopyCode, button, m_codes++, code, {}});
    QRectF mark(0, 0, iconSide, iconSide);
    mark.moveCenter(button.center());
    m_row.addIcon(u"copy"_s, mark, &Tokens::muted);
    std::get<IconItem>(m_row.row().items.back()).button = area;
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
