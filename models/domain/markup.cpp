// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/markup.h"

#include "models/domain/markupinline.h"

namespace linnet {

namespace {

constexpr int spanBudget = 20'000;
constexpr auto fence = QLatin1StringView("```");

// Cuts a text into blocks, line by line.
class BlockParser
{
public:
    BlockParser(const QString &source, const QList<Annotation> &annotations,
                const QString &plainText)
        : m_source(source)
        , m_inline(source, annotations, plainText)
    {
    }

    QList<MarkupBlock> parse()
    {
        const int size = int(m_source.size());
        int done = 0;
        for (int searched = 0; m_budget > 0;) {
            const qsizetype open = m_source.indexOf(fence, searched);
            const qsizetype close = open < 0 ? -1 : m_source.indexOf(fence, open + fence.size());
            if (close < 0)
                break;
            const int begin = int(open + fence.size());
            if (view(begin, int(close)).trimmed().isEmpty()) {
                searched = begin; // nothing in it: text
                continue;
            }
            const int stop = withoutBreak(done, int(open));
            parseLines(done, stop);
            if (stop < open && m_done == stop)
                m_blocks.append(MarkupBlock()); // the empty line that the block stands after
            if (m_budget <= 0) {
                done = qMin(m_done, int(open));
                break;
            }
            addCode(begin, int(close));
            done = searched = int(close + fence.size());
            if (done < size && m_source[done] == u'\n')
                ++done;
        }
        parseLines(done, size);
        if (m_done < size && m_budget <= 0)
            addPlain(m_done, size);
        return std::move(m_blocks);
    }

private:
    enum class LineKind {
        Plain,
        Bullet,
        Quote,
    };
    struct Line
    {
        LineKind kind = LineKind::Plain;
        int begin = 0;
        int end = 0; // without the line break
        int indent = 0; // of bullets
        int content = 0; // where what the mark stands before begins
    };

    [[nodiscard]] QStringView view(int begin, int end) const
    {
        return QStringView(m_source).sliced(begin, end - begin);
    }

    // The line break that a code block brings with it is not part of what stands before.
    [[nodiscard]] int withoutBreak(int begin, int end) const
    {
        return end > begin && m_source[end - 1] == u'\n' ? end - 1 : end;
    }

    [[nodiscard]] Line lineAt(int begin, int limit) const
    {
        Line line;
        line.begin = line.content = begin;
        const qsizetype length = view(begin, limit).indexOf(u'\n');
        line.end = length < 0 ? limit : begin + int(length);
        int i = begin;
        while (i < line.end && (m_source[i] == u' ' || m_source[i] == u'\t'))
            ++i;
        if (i == line.end)
            return line;
        if (i == begin && m_source[i] == u'>') {
            line.kind = LineKind::Quote;
            line.content = i + 1 < line.end && m_source[i + 1] == u' ' ? i + 2 : i + 1;
            return line;
        }
        const bool mark = m_source[i] == u'*' || m_source[i] == u'-';
        if (mark && i + 1 < line.end && m_source[i + 1] == u' '
            && !view(i + 2, line.end).trimmed().isEmpty()) {
            line.kind = LineKind::Bullet;
            line.indent = i - begin;
            line.content = i + 2;
        }
        return line;
    }

    void parseLines(int begin, int end)
    {
        m_done = begin;
        while (m_done < end && m_budget > 0) {
            const Line line = lineAt(m_done, end);
            switch (line.kind) {
            case LineKind::Bullet:
                addBullet(line);
                m_done = line.end + 1;
                break;
            case LineKind::Quote:
                m_done = addRun(line, end, MarkupBlock::Kind::Quote);
                break;
            case LineKind::Plain:
                m_done = addRun(line, end, MarkupBlock::Kind::Paragraph);
                break;
            }
            if (line.kind != LineKind::Bullet)
                m_indents.clear();
        }
        m_indents.clear();
    }

    // Quote lines with nothing in them at all are text: they would show as nothing.
    [[nodiscard]] bool isBlankQuote(Line line, int limit) const
    {
        while (line.kind == LineKind::Quote) {
            if (!view(line.content, line.end).trimmed().isEmpty())
                return false;
            if (line.end >= limit)
                break;
            line = lineAt(line.end + 1, limit);
        }
        return true;
    }

    // All lines of one kind from here on; returns where the next one begins.
    int addRun(Line line, int limit, MarkupBlock::Kind kind)
    {
        const LineKind lines = line.kind;
        const bool literal = kind == MarkupBlock::Kind::Quote && isBlankQuote(line, limit);
        MarkupBlock block;
        block.kind = literal ? MarkupBlock::Kind::Paragraph : kind;
        --m_budget;
        while (true) {
            m_inline.parse(literal ? line.begin : line.content, line.end, block.spans, m_budget);
            if (line.end >= limit || m_budget <= 0)
                break;
            const Line next = lineAt(line.end + 1, limit);
            if (next.kind != lines)
                break;
            m_inline.appendPlain(line.end, line.end + 1, {}, block.spans);
            line = next;
        }
        m_blocks.append(std::move(block));
        return line.end + 1;
    }

    void addBullet(const Line &line)
    {
        while (!m_indents.isEmpty() && line.indent < m_indents.constLast())
            m_indents.removeLast();
        if (m_indents.isEmpty() || line.indent > m_indents.constLast())
            m_indents.append(line.indent);
        MarkupBlock block;
        block.kind = MarkupBlock::Kind::BulletItem;
        block.level = qMin(int(m_indents.size()) - 1, maximumListLevel);
        --m_budget;
        m_inline.parse(line.content, line.end, block.spans, m_budget);
        m_blocks.append(std::move(block));
    }

    void addCode(int begin, int end)
    {
        if (m_source[begin] == u'\n')
            ++begin;
        if (m_source[end - 1] == u'\n')
            --end;
        MarkupBlock block;
        block.kind = MarkupBlock::Kind::Code;
        --m_budget;
        m_inline.appendPlain(begin, end, {}, block.spans);
        m_blocks.append(std::move(block));
    }

    void addPlain(int begin, int end)
    {
        MarkupBlock block;
        m_inline.appendPlain(begin, end, {}, block.spans);
        m_blocks.append(std::move(block));
    }

    const QString &m_source;
    MarkupInline m_inline;
    QList<MarkupBlock> m_blocks;
    QList<int> m_indents; // of the list at hand, outermost first
    int m_done = 0;
    int m_budget = spanBudget;
};

QStringView rangeOf(const QString &text, qsizetype start, qsizetype length)
{
    if (start < 0 || length <= 0 || start >= text.size())
        return {};
    return QStringView(text).sliced(start, qMin(length, text.size() - start));
}

// The UTF-16 position of a code point, from a position where both are known.
qsizetype advance(const QString &text, qsizetype position, int codePoints)
{
    for (; codePoints > 0 && position < text.size(); --codePoints) {
        const bool pair = text[position].isHighSurrogate() && position + 1 < text.size()
            && text[position + 1].isLowSurrogate();
        position += pair ? 2 : 1;
    }
    return position;
}

bool fits(QStringView text, AnnotationType type)
{
    switch (type) {
    case AnnotationType::UserMention:
    case AnnotationType::AllMention:
        return text.startsWith(u'@');
    case AnnotationType::CustomEmoji:
        return text.startsWith(u':') && text.endsWith(u':');
    case AnnotationType::RichLink:
    case AnnotationType::SlashCommand:
        return !text.isEmpty();
    }
    return false;
}

} // namespace

QList<MarkupBlock> parseMarkup(const QString &source, const QList<Annotation> &annotations,
                               const QString &plainText)
{
    return BlockParser(source, annotations, plainText).parse();
}

QList<MarkupBlock> markupOf(const Message &message)
{
    return parseMarkup(message.formattedText.isEmpty() ? message.text : message.formattedText,
                       message.annotations, message.text);
}

QString visibleText(const QList<MarkupBlock> &blocks)
{
    QString text;
    bool first = true;
    for (const MarkupBlock &block : blocks) {
        if (!std::exchange(first, false))
            text += u'\n';
        for (const MarkupSpan &span : block.spans)
            text += span.text;
    }
    return text;
}

QStringView annotatedText(const QString &text, const Annotation &annotation)
{
    const QStringView units = rangeOf(text, annotation.start, annotation.length);
    if (fits(units, annotation.type))
        return units;
    if (annotation.start < 0 || annotation.length <= 0)
        return {};
    const qsizetype start = advance(text, 0, annotation.start);
    const qsizetype end = advance(text, start, annotation.length);
    const QStringView points = rangeOf(text, start, end - start);
    return fits(points, annotation.type) ? points : QStringView();
}

} // namespace linnet
