// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textpieces.h"

#include <QTextBoundaryFinder>

namespace linnet::ui {

namespace {

constexpr int mostMarks = 4; // cantillated Hebrew and Vietnamese need no more
constexpr int emojiAtOnce = 100; // as long as the longest piece of letters

// Emoji lie behind these three surrogates, and hardly anything else does.
bool isEmojiUnit(QChar c)
{
    return c.unicode() >= 0xd83c && c.unicode() <= 0xd83e;
}

} // namespace

qsizetype lengthWithin(const QString &source, qsizetype characters, int mostEmoji)
{
    qsizetype length = qMin(source.size(), characters);
    int emoji = 0;
    for (qsizetype i = 0; i < length; ++i) {
        if (isEmojiUnit(source[i]) && ++emoji > mostEmoji)
            length = i;
    }
    if (length > 0 && length < source.size() && source[length - 1].isHighSurrogate())
        --length;
    return length;
}

qsizetype cutWithin(const QString &text, qsizetype room)
{
    constexpr qsizetype near = 120;
    for (qsizetype i = room; i > qMax<qsizetype>(0, room - near); --i) {
        if (text[i - 1].isSpace())
            return i;
    }
    const qsizetype from = qMax<qsizetype>(0, room - near);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme,
                               QStringView(text).mid(from, near + 1));
    finder.setPosition(room - from);
    const qsizetype at = finder.isAtBoundary() ? room - from : finder.toPreviousBoundary();
    const qsizetype cut = at > 0 ? from + at : room;
    return text[cut - 1].isHighSurrogate() && cut < text.size() ? cut + 1 : cut;
}

int weightOf(QChar c)
{
    return isEmojiUnit(c) ? longestPiece / emojiAtOnce - 1 : 1;
}

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

} // namespace linnet::ui
