// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/backfilltable.h"

#include "models/store/statement.h"

#include <algorithm>

namespace linnet::store {
namespace {

BackfillState stateOf(qint64 stored)
{
    return BackfillState(std::clamp<qint64>(stored, 0, qint64(BackfillState::Failed)));
}

ErrorKind kindOf(qint64 stored)
{
    return ErrorKind(std::clamp<qint64>(stored, 0, qint64(ErrorKind::Cancelled)));
}

} // namespace

// Of the error only its kind is kept: the rest is for the moment it happens.
bool BackfillTable::write(const Backfill &backfill)
{
    const qint64 space = m_numbers.make(backfill.space);
    if (space == 0 || of(backfill.space) == backfill)
        return false;
    if (backfill.state == BackfillState::None) {
        Statement(m_database, "DELETE FROM backfills WHERE space = ?", space).run();
        return true;
    }
    const std::optional<qint64> error
        = backfill.error ? std::optional(qint64(backfill.error->kind)) : std::nullopt;
    Statement(m_database,
              "INSERT OR REPLACE INTO backfills(space, state, messages, reached, error)"
              " VALUES(?, ?, ?, ?, ?)",
              space, int(backfill.state), backfill.messages, backfill.reached, error)
        .run();
    return true;
}

QList<Backfill> BackfillTable::all()
{
    QList<Backfill> result;
    Statement query(m_database,
                    "SELECT space, state, messages, reached, error FROM backfills ORDER BY space");
    while (query.next()) {
        Backfill backfill{m_numbers.space(query.integer(0)),
                          stateOf(query.integer(1)),
                          int(query.integer(2)),
                          query.time(3),
                          {}};
        if (!query.isNull(4)) {
            backfill.error.emplace();
            backfill.error->kind = kindOf(query.integer(4));
        }
        result.append(backfill);
    }
    return result;
}

Backfill BackfillTable::of(const SpaceId &space)
{
    const QList<Backfill> stored = all(); // a handful
    const auto it = std::find_if(stored.begin(), stored.end(),
                                 [&](const Backfill &other) { return other.space == space; });
    Backfill none;
    none.space = space;
    return it == stored.end() ? none : *it;
}

} // namespace linnet::store
