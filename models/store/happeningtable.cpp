// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/happeningtable.h"

#include "models/store/statement.h"

#include <QHash>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

constexpr int mostKept = 500; // of a space
constexpr qsizetype longestName = 256; // UTF-16 units; the service allows 128 characters

constexpr qint64 nobody = -1; // who left will not be known any more

constexpr qint64 kindLeft = qint64(HappeningTold::Kind::Left);
constexpr qint64 kindNamed = qint64(HappeningTold::Kind::Named);

// How it stands with one person as events are gone through in order.
enum class Standing {
    Unknown,
    Invited,
    Member,
    Gone,
};

std::optional<Happening::Kind> step(Standing &standing, HappeningTold::Kind kind)
{
    const Standing before = standing;
    switch (kind) {
    case HappeningTold::Kind::Invited:
        if (before == Standing::Invited || before == Standing::Member)
            return std::nullopt;
        standing = Standing::Invited;
        return Happening::Kind::Invited;
    case HappeningTold::Kind::Joined:
        standing = Standing::Member;
        return before == Standing::Member ? std::nullopt : std::optional(Happening::Kind::Joined);
    case HappeningTold::Kind::Accepted:
        standing = Standing::Member;
        return before == Standing::Invited ? std::optional(Happening::Kind::Joined) : std::nullopt;
    case HappeningTold::Kind::Left:
        standing = Standing::Gone;
        return before == Standing::Gone ? std::nullopt : std::optional(Happening::Kind::Left);
    case HappeningTold::Kind::Named:
        break;
    }
    return std::nullopt;
}

} // namespace

bool HappeningTable::tell(const HappeningTold &told)
{
    const qint64 space = m_numbers.make(told.space);
    if (space == 0 || told.event.isEmpty() || !told.time.isKnown())
        return false;
    qint64 user = m_numbers.make(told.user);
    if (told.kind == HappeningTold::Kind::Left && user != 0)
        takeExpected(space, user);
    {
        Statement query(m_database, "SELECT 1 FROM happenings WHERE space = ? AND event = ?", space,
                        told.event);
        if (query.next())
            return false;
    }
    if (told.kind == HappeningTold::Kind::Left && user == 0)
        user = takeExpected(space, 0);
    Statement(m_database,
              "INSERT INTO happenings(space, event, kind, time, user, name)"
              " VALUES(?, ?, ?, ?, ?, ?)",
              space, told.event, qint64(told.kind), told.time, user, told.name.left(longestName))
        .run();
    keepNewest(space);
    return true;
}

// An expectation is a row without a time. Whom an event names is expected no more; where it names
// nobody, it is the one expected.
qint64 HappeningTable::takeExpected(qint64 space, qint64 user)
{
    QString event;
    qint64 expected = 0;
    {
        Statement query(m_database,
                        "SELECT event, user FROM happenings WHERE space = ? AND kind = ?"
                        " AND time = 0 AND (?3 = 0 OR user = ?3) ORDER BY event LIMIT 1",
                        space, kindLeft, user);
        if (!query.next())
            return 0;
        event = query.text(0);
        expected = query.integer(1);
    }
    Statement(m_database, "DELETE FROM happenings WHERE space = ? AND event = ?", space, event)
        .run();
    return expected;
}

void HappeningTable::expectGone(qint64 space, qint64 user)
{
    if (space == 0 || user == 0)
        return;
    Statement(m_database,
              "INSERT OR IGNORE INTO happenings(space, event, kind, time, user, name)"
              " VALUES(?, ?, ?, 0, ?, '')",
              space, QString("gone/"_L1 + QString::number(user)), kindLeft, user)
        .run();
}

// Only where one event is open and one person is missing: of several nobody knows who left when.
// What then stays without a name is closed, even when it is told again.
void HappeningTable::nameGone(qint64 space, const QList<qint64> &users)
{
    qint64 open = 0;
    {
        Statement query(m_database,
                        "SELECT COUNT(*) FROM happenings WHERE space = ? AND kind = ? AND user = 0",
                        space, kindLeft);
        if (query.next())
            open = query.integer(0);
    }
    const bool known = open == 1 && users.size() == 1;
    Statement(m_database,
              "UPDATE happenings SET user = ? WHERE space = ? AND kind = ? AND user = 0",
              known ? users.constFirst() : nobody, space, kindLeft)
        .run();
}

void HappeningTable::setFirstName(qint64 space, const QString &name)
{
    if (name.isEmpty())
        return;
    Statement(m_database, "UPDATE spaces SET first_name = ? WHERE id = ? AND first_name IS NULL",
              name.left(longestName), space)
        .run();
}

// What goes may be the name that the next one is told apart from.
void HappeningTable::keepNewest(qint64 space)
{
    struct Old
    {
        QString event;
        qint64 kind = 0;
        Timestamp time;
        QString name;
    };
    QList<Old> old;
    {
        Statement query(m_database,
                        "SELECT event, kind, time, name FROM happenings WHERE space = ?"
                        " ORDER BY time DESC, event DESC LIMIT -1 OFFSET ?",
                        space, mostKept);
        while (query.next())
            old.append({query.text(0), query.integer(1), query.time(2), query.text(3)});
    }
    for (const Old &each : std::as_const(old)) {
        if (each.kind == kindNamed) {
            Statement(m_database,
                      "UPDATE spaces SET first_name = ?, first_name_time = ?"
                      " WHERE id = ? AND first_name_time < ?",
                      each.name, each.time, space, each.time)
                .run();
        }
        Statement(m_database, "DELETE FROM happenings WHERE space = ? AND event = ?", space,
                  each.event)
            .run();
    }
}

QList<Happening> HappeningTable::of(qint64 space)
{
    QString name;
    {
        Statement query(m_database, "SELECT first_name FROM spaces WHERE id = ?", space);
        if (query.next())
            name = query.text(0);
    }
    QList<Happening> result;
    QHash<qint64, Standing> people;
    Statement query(m_database,
                    "SELECT kind, time, user, name FROM happenings WHERE space = ? AND time > 0"
                    " ORDER BY time, event",
                    space);
    while (query.next()) {
        const auto kind = HappeningTold::Kind(
            std::clamp<qint64>(query.integer(0), 0, qint64(HappeningTold::Kind::Named)));
        if (kind == HappeningTold::Kind::Named) {
            const QString told = query.text(3);
            if (told.isEmpty() || std::exchange(name, told) == told)
                continue;
            result.append({Happening::Kind::Renamed, query.time(1), UserId(), told});
        } else if (const qint64 user = query.integer(2); user > 0) {
            if (const auto shown = step(people[user], kind))
                result.append({*shown, query.time(1), m_numbers.user(user), QString()});
        }
    }
    return result;
}

} // namespace linnet::store
