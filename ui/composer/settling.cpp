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

} // namespace

ComposedText settled(const ComposedText &now, int cursorLine, const ComposeNames &names)
{
    // Something after it all: markup has no place for empty lines at its end.
    ComposedText marked = now;
    marked.append(endMark());
    ComposedText will = asItWillLook(marked, names);
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
