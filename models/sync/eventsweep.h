// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/store.h"

#include <QHash>
#include <QSet>

#include <chrono>

namespace linnet::sync {

// Whose turn it is: edits, deletions and reactions do not move a space in the listing, so the
// events of quiet spaces are asked for in turn. Two of three turns go round the twenty spaces used
// last, the third round all others, so that each has its turn whatever the others do. A plain
// value: asks nobody.
class EventSweep
{
public:
    static constexpr int favoured = 20;

    // Takes part: what has something cached that can be out of date.
    void setSpaces(const QList<store::SpaceState> &states);
    // Its events were asked for, whatever for.
    void asked(const SpaceId &space, std::chrono::milliseconds now);

    // At most so many whose turn it is, none that was asked within @p notSooner.
    [[nodiscard]] QList<SpaceId> next(int limit, const QSet<SpaceId> &except,
                                      std::chrono::milliseconds now,
                                      std::chrono::milliseconds notSooner);

private:
    struct Entry
    {
        SpaceId space;
        Timestamp used; // read or active
        Timestamp cursor;
    };

    [[nodiscard]] qsizetype oldest(qsizetype from, qsizetype to, const QSet<SpaceId> &except,
                                   std::chrono::milliseconds before) const;

    QList<Entry> m_entries; // most recently used first
    QHash<SpaceId, std::chrono::milliseconds> m_asked;
    int m_turn = 0;
};

} // namespace linnet::sync
