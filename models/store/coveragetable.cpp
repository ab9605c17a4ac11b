// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/coveragetable.h"

#include "models/store/statement.h"

#include <algorithm>

namespace linnet::store {

QList<Stretch> joined(QList<Stretch> stretches)
{
    std::sort(stretches.begin(), stretches.end(), [](const Stretch &a, const Stretch &b) {
        return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    });
    QList<Stretch> result;
    for (const Stretch &stretch : std::as_const(stretches)) {
        if (stretch.to <= stretch.from)
            continue;
        if (!result.isEmpty() && stretch.from <= result.constLast().to)
            result.last().to = std::max(result.constLast().to, stretch.to);
        else
            result.append(stretch);
    }
    return result;
}

QList<Stretch> CoverageTable::stored(qint64 space, qint64 thread)
{
    QList<Stretch> result;
    Statement query(m_database,
                    "SELECT from_time, to_time FROM coverage WHERE space = ? AND thread = ?"
                    " ORDER BY from_time",
                    space, thread);
    while (query.next())
        result.append({query.time(0), query.time(1)});
    return result;
}

bool CoverageTable::add(qint64 space, qint64 thread, const Stretch &stretch)
{
    const QList<Stretch> before = stored(space, thread);
    const QList<Stretch> after = joined(before + QList<Stretch>{stretch});
    if (after == before)
        return false;
    Statement(m_database, "DELETE FROM coverage WHERE space = ? AND thread = ?", space, thread)
        .run();
    for (const Stretch &part : after) {
        Statement(m_database,
                  "INSERT INTO coverage(space, thread, from_time, to_time) VALUES(?, ?, ?, ?)",
                  space, thread, part.from, part.to)
            .run();
    }
    return true;
}

QList<Stretch> CoverageTable::stretches(qint64 space, qint64 thread)
{
    if (thread == 0)
        return stored(space, 0);
    return joined(stored(space, 0) + stored(space, thread));
}

std::optional<Stretch> CoverageTable::newestGap(qint64 space)
{
    Statement query(m_database,
                    "SELECT from_time, to_time FROM coverage WHERE space = ? AND thread = 0"
                    " ORDER BY from_time DESC LIMIT 2",
                    space);
    if (!query.next())
        return std::nullopt;
    const Timestamp end = query.time(0);
    if (!query.next())
        return std::nullopt;
    return Stretch{query.time(1), end};
}

Timestamp CoverageTable::newestEnd(qint64 space)
{
    Statement query(m_database, "SELECT MAX(to_time) FROM coverage WHERE space = ? AND thread = 0",
                    space);
    return query.next() ? query.time(0) : Timestamp();
}

} // namespace linnet::store
