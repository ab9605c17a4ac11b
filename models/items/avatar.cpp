// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/avatar.h"

#include <QStringList>
#include <QTextBoundaryFinder>

namespace linnet::items {

namespace {

// The first character as a reader sees it, at most four code points: a letter with its marks, an
// emoji with its modifiers. Brackets, quotes, dots and signs before it do not count.
QString firstCharacter(const QString &word)
{
    qsizetype begin = 0;
    while (begin < word.size() && (word[begin].isPunct() || word[begin].isSpace()))
        ++begin;
    // A name that is nothing but signs keeps its first.
    const QString rest = begin < word.size() ? word.mid(begin, 64) : word.left(64);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, rest);
    const qsizetype end = finder.toNextBoundary();
    constexpr qsizetype longest = 8;
    return rest.left(end > 0 ? qMin(end, longest) : 1).toUpper();
}

} // namespace

QString initialsOf(const QString &name, AvatarKind kind)
{
    const QStringList words = name.left(200).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return QString();
    QString initials = firstCharacter(words.constFirst());
    if (kind == AvatarKind::Person && words.size() > 1 && words.constLast()[0].isLetter())
        initials += firstCharacter(words.constLast());
    return initials;
}

uint colourSeedOf(const QString &resourceName)
{
    // FNV-1a: qHash differs between runs.
    uint hash = 2166136261u;
    for (const QChar c : resourceName)
        hash = (hash ^ c.unicode()) * 16777619u;
    return hash;
}

} // namespace linnet::items
