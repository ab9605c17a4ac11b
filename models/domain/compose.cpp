// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/compose.h"

#include "models/domain/composeinline.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using Kind = MarkupBlock::Kind;

constexpr int mostRounds = 6;

// A span as it stands in a composer.
MarkupSpan composedSpan(MarkupSpan span, const ComposeNames &names)
{
    span.start = 0;
    span.length = 0;
    switch (span.kind) {
    case MarkupSpan::Kind::UserMention:
        if (span.text.isEmpty()) {
            const QString name = names.person ? names.person(span.user) : QString();
            span.text = name.isEmpty() ? u"@\u2026"_s : QString(u'@' + name);
        }
        break;
    case MarkupSpan::Kind::AllMention:
        if (span.text.isEmpty())
            span.text = u"@all"_s;
        break;
    case MarkupSpan::Kind::CustomEmoji:
        if (span.text.isEmpty() && names.emoji)
            span.text = names.emoji(span.emoji.customName);
        if (span.text.isEmpty())
            span.text = u":\u2026:"_s;
        break;
    case MarkupSpan::Kind::Link:
    case MarkupSpan::Kind::Text:
        break;
    }
    return span;
}

// The lines of one block.
void addBlock(const MarkupBlock &block, const ComposeNames &names, ComposedText &lines)
{
    ComposedLine line;
    line.kind = block.kind;
    line.level = block.level;
    for (const MarkupSpan &each : block.spans) {
        const QStringList parts = each.text.split(u'\n');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (i > 0) {
                line.spans = tidied(line.spans);
                lines.append(std::exchange(line, {block.kind, block.level, {}}));
            }
            MarkupSpan span = each;
            span.text = parts[i];
            if (span.text.isEmpty() && parts.size() > 1)
                continue;
            line.spans.append(composedSpan(span, names));
        }
    }
    line.spans = tidied(line.spans);
    lines.append(line);
}

bool isBlank(const ComposedLine &line)
{
    return std::all_of(line.spans.begin(), line.spans.end(), [](const MarkupSpan &span) {
        return QStringView(span.text).trimmed().isEmpty();
    });
}

// The end of the run of lines of one kind that begins at first.
qsizetype runEnd(const ComposedText &text, qsizetype first)
{
    qsizetype end = first;
    while (end < text.size() && text[end].kind == text[first].kind)
        ++end;
    return end;
}

bool isBlankRun(const ComposedText &text, qsizetype first, qsizetype end)
{
    return std::all_of(text.begin() + first, text.begin() + end, isBlank);
}

QString codeMarkup(const QStringList &inlines, qsizetype first, qsizetype end)
{
    QString markup = u"```\n"_s;
    for (qsizetype i = first; i < end; ++i)
        markup += QString(inlines[i] + u'\n');
    return markup + u"```"_s;
}

// Levels as far as the grammar can tell them: an item is at most one deeper than the one before.
class Levels
{
public:
    int next(int level)
    {
        m_last = qBound(0, level, qMin(m_last + 1, maximumListLevel));
        return m_last;
    }
    void end() { m_last = -1; }

private:
    int m_last = -1;
};

} // namespace

QString ComposedLine::text() const
{
    QString whole;
    for (const MarkupSpan &span : spans)
        whole += span.text;
    return whole;
}

QString plainText(const ComposedText &text)
{
    QStringList lines;
    for (const ComposedLine &line : text)
        lines.append(line.text());
    return lines.join(u'\n');
}

ComposedText composedFrom(const QString &markup, const ComposeNames &names,
                          const QList<Annotation> &annotations, const QString &plain)
{
    ComposedText lines;
    for (const MarkupBlock &block : parseMarkup(markup, annotations, plain))
        addBlock(block, names, lines);
    return lines;
}

QString lineMarkup(const ComposedLine &line)
{
    return line.kind == Kind::Code ? line.text() : inlineMarkup(line.spans);
}

QString markupFor(const ComposedText &text)
{
    QStringList inlines;
    inlines.reserve(text.size());
    for (const ComposedLine &line : text)
        inlines.append(lineMarkup(line));
    return markupFor(text, inlines);
}

QString markupFor(const ComposedText &text, const QStringList &inlines)
{
    QStringList parts;
    Levels levels;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype end = runEnd(text, i);
        const bool blank = isBlankRun(text, i, end);
        if (text[i].kind != Kind::BulletItem)
            levels.end();
        if (text[i].kind == Kind::Code && !blank) {
            parts.append(codeMarkup(inlines, i, end));
            i = end;
            continue;
        }
        for (; i < end; ++i) {
            const ComposedLine &line = text[i];
            const QString &inside = inlines[i];
            if (line.kind == Kind::BulletItem && !isBlank(line)) {
                const QString indent(qsizetype{2} * levels.next(line.level), u' ');
                parts.append(QString(indent + u"* "_s + inside));
            } else if (line.kind == Kind::Quote && !blank) {
                parts.append(QString(u"> "_s + inside));
            } else {
                levels.end();
                parts.append(inside);
            }
        }
    }
    return parts.join(u'\n');
}

bool looksSame(const ComposedText &a, const ComposedText &b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(),
                      [](const ComposedLine &one, const ComposedLine &other) {
                          return one.kind == other.kind && one.level == other.level
                              && lookSame(one.spans, other.spans);
                      });
}

ComposedText asItWillLook(const ComposedText &text, const ComposeNames &names)
{
    ComposedText shown = text;
    for (int round = 0; round < mostRounds; ++round) {
        const ComposedText next = composedFrom(markupFor(shown), names);
        if (looksSame(next, shown))
            return shown;
        shown = next;
    }
    // What goes on changing (nobody has met one yet) is said without any styles.
    for (ComposedLine &line : shown) {
        MarkupSpan bare;
        bare.text = line.text();
        line.spans = {bare};
    }
    return composedFrom(markupFor(shown), names);
}

std::optional<MarkdownHabit> markdownHabit(QStringView line)
{
    if (line.endsWith(u')')) {
        const qsizetype middle = line.lastIndexOf("]("_L1);
        const qsizetype open = middle < 0 ? -1 : line.left(middle).lastIndexOf(u'[');
        if (open < 0 || line.sliced(open + 1, middle - open - 1).trimmed().isEmpty())
            return std::nullopt;
        const QStringView address = line.sliced(middle + 2).chopped(1);
        if (!address.contains(u':') && !address.contains(u'.'))
            return std::nullopt;
        const QString url = linkAddress(address.toString());
        if (url.isEmpty())
            return std::nullopt;
        return MarkdownHabit{int(open), 1, int(line.size() - middle), {}, url};
    }
    for (const auto &[mark, style] :
         {std::pair{"**"_L1, TextStyle::Bold}, std::pair{"__"_L1, TextStyle::Bold},
          std::pair{"~~"_L1, TextStyle::Strike}}) {
        if (!line.endsWith(mark))
            continue;
        const QStringView rest = line.chopped(2);
        const qsizetype open = rest.lastIndexOf(mark);
        if (open < 0)
            continue;
        const QStringView inside = rest.sliced(open + 2);
        const QChar sign = mark.front();
        const bool clean = !inside.isEmpty() && !inside.front().isSpace()
            && !inside.back().isSpace() && !inside.contains(sign)
            && (open == 0 || (!rest[open - 1].isLetterOrNumber() && rest[open - 1] != sign));
        if (clean)
            return MarkdownHabit{int(open), 2, 2, style, {}};
    }
    return std::nullopt;
}

std::optional<MarkupBlock::Kind> blockHabit(QStringView line)
{
    if (line == "* "_L1 || line == "- "_L1)
        return Kind::BulletItem;
    if (line == "> "_L1)
        return Kind::Quote;
    if (line == "```"_L1)
        return Kind::Code;
    return std::nullopt;
}

QString linkAddress(const QString &typed)
{
    QString address = typed.trimmed();
    const qsizetype colon = address.indexOf(u':');
    const bool schemed
        = colon > 0 && !address.left(colon).contains(u'.') && !address.left(colon).contains(u'/');
    if (!schemed && address.contains(u'@') && !address.contains(u'/'))
        address.prepend("mailto:"_L1);
    else if (!schemed && address.contains(u'.'))
        address.prepend("https://"_L1);
    return cleanAddress(address);
}

} // namespace linnet
