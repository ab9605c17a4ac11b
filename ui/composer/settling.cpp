// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/settling.h"

#include <algorithm>

namespace linnet::ui {

using namespace Qt::StringLiterals;
using Kind = MarkupBlock::Kind;

namespace {

bool isBlank(const ComposedLine &line)
{
    return line.text().trimmed().isEmpty();
}

ComposedLine endMark()
{
    MarkupSpan span;
    span.text = u"x"_s;
    return {Kind::Paragraph, 0, {span}};
}

// Gives the run of blank lines of one kind that has the cursor its kind back.
void keepBegun(ComposedText &will, const ComposedText &now, qsizetype cursorLine)
{
    if (cursorLine < 0 || cursorLine >= now.size() || !isBlank(now[cursorLine]))
        return;
    const Kind kind = now[cursorLine].kind;
    if (kind == Kind::Paragraph || will[cursorLine].kind == kind)
        return;
    qsizetype first = cursorLine;
    qsizetype end = cursorLine + 1;
    // Bullets stand each for itself, lines of quotes and code belong together.
    if (kind != Kind::BulletItem) {
        while (first > 0 && now[first - 1].kind == kind)
            --first;
        while (end < now.size() && now[end].kind == kind)
            ++end;
    }
    if (!std::all_of(now.begin() + first, now.begin() + end, isBlank))
        return;
    for (; first < end; ++first) {
        will[first].kind = kind;
        will[first].level = now[first].level;
    }
}

// A plain line that nothing around it has a part in: neither a list, a quote or code, nor
// something that could become one, nor an empty line, which belongs to what stands beside it.
bool isWall(const ComposedLine &line, const QString &markup)
{
    if (line.kind != Kind::Paragraph)
        return false;
    const QStringView text = QStringView(markup).trimmed();
    if (text.isEmpty() || text.front() == u'>')
        return false;
    const bool mark = text.front() == u'*' || text.front() == u'-';
    return !mark || (text.size() > 1 && !text[1].isSpace());
}

// Between such signs everything is code, over any number of lines; and of a text with more signs
// than the service's markup is read for (markup.h), the rest is plain.
bool isOneWhole(const QStringList &inlines)
{
    constexpr qsizetype mostSigns = 15'000;
    qsizetype signs = inlines.size();
    for (const QString &line : inlines) {
        if (line.contains("```"_L1))
            return true;
        signs += std::count_if(line.begin(), line.end(), [](QChar c) {
            return c == u'*' || c == u'_' || c == u'~' || c == u'`' || c == u'<' || c == u':';
        });
    }
    return signs > mostSigns;
}

} // namespace

LineRange settlingRange(const ComposedText &now, const QStringList &inlines,
                        const LineRange &changed)
{
    if (isOneWhole(inlines))
        return {0, now.size()};
    LineRange range = changed;
    while (range.first > 0) {
        --range.first;
        if (isWall(now[range.first], inlines[range.first]))
            break;
    }
    while (range.end < now.size()) {
        ++range.end;
        if (isWall(now[range.end - 1], inlines[range.end - 1]))
            break;
    }
    return range;
}

ComposedText settled(const ComposedText &now, const QStringList &inlines, int cursorLine,
                     const ComposeNames &names)
{
    // Something after it all: markup has no place for empty lines at its end.
    ComposedText marked = now;
    marked.append(endMark());
    ComposedText will = composedFrom(markupFor(marked, inlines + QStringList{u"x"_s}), names);
    if (!looksSame(will, marked))
        will = asItWillLook(will, names);
    if (will.isEmpty() || !looksSame({will.last()}, {endMark()}))
        return asItWillLook(now, names);
    will.removeLast();
    if (will.size() == now.size())
        keepBegun(will, now, cursorLine);
    return will;
}

int positionIn(QStringView after, QStringView before, int position)
{
    qsizetype place = 0;
    for (qsizetype i = 0; i < position && i < before.size(); ++i) {
        if (place < after.size() && after[place] == before[i])
            ++place;
    }
    return int(place);
}

} // namespace linnet::ui
