// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/quietlines.h"

#include "models/items/timelinemodel.h"

namespace linnet::items {

namespace {

using namespace std::chrono_literals;

constexpr auto closely = 10min;
constexpr qsizetype mostNamed = 3; // of more, two are named and the others counted
constexpr qsizetype longestName = 200;

bool belongsTo(const Happening &first, const Happening &last, const Happening &next)
{
    return next.kind == first.kind && next.kind != Happening::Kind::Renamed
        && next.time - last.time <= closely
        && next.time.toLocalTime().date() == first.time.toLocalTime().date();
}

QString listed(const QStringList &names)
{
    if (names.size() == 1)
        return names[0];
    if (names.size() == 2)
        return TimelineModel::tr("%1 and %2", "two people").arg(names[0], names[1]);
    if (names.size() <= mostNamed)
        return TimelineModel::tr("%1, %2 and %3", "people").arg(names[0], names[1], names[2]);
    return TimelineModel::tr("%1, %2 and %n others", "people", int(names.size() - 2))
        .arg(names[0], names[1]);
}

// me: whoever reads is the first of them.
QString wordsOf(Happening::Kind kind, const QStringList &names, bool me)
{
    const int count = int(names.size());
    switch (kind) {
    case Happening::Kind::Joined:
        return TimelineModel::tr("%1 joined", "one person or several", count).arg(listed(names));
    case Happening::Kind::Left:
        return TimelineModel::tr("%1 left", "one person or several", count).arg(listed(names));
    case Happening::Kind::Invited:
        if (count > 1)
            return TimelineModel::tr("%1 were invited").arg(listed(names));
        return me ? TimelineModel::tr("You were invited")
                  : TimelineModel::tr("%1 was invited").arg(names.value(0));
    case Happening::Kind::Renamed:
        return TimelineModel::tr("The space is now called “%1”").arg(names.value(0));
    }
    return QString();
}

} // namespace

QList<QuietLine> quietLines(const QList<Happening> &happenings, const UserTable &users)
{
    QList<QuietLine> lines;
    for (qsizetype begin = 0; begin < happenings.size();) {
        const Happening &first = happenings[begin];
        QStringList names;
        QSet<UserId> named;
        qsizetype end = begin;
        do {
            const Happening &each = happenings[end];
            if (each.kind == Happening::Kind::Renamed)
                names << each.name.simplified().left(longestName);
            else if (users.isMe(each.user))
                names.prepend(TimelineModel::tr("You"));
            else if (!named.contains(each.user))
                names << users.displayName(each.user);
            named.insert(each.user);
            ++end;
        } while (end < happenings.size() && belongsTo(first, happenings[end - 1], happenings[end]));
        lines.append({wordsOf(first.kind, names, users.isMe(first.user)), first.time});
        begin = end;
    }
    return lines;
}

} // namespace linnet::items
