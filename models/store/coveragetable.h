// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timestamp.h"
#include "models/store/database.h"

#include <QList>

#include <optional>

namespace linnet::store {

// (from, to]; from is zero when it reaches the first message.
struct Stretch
{
    Timestamp from;
    Timestamp to;

    [[nodiscard]] bool contains(Timestamp time) const { return from < time && time <= to; }
    friend bool operator==(const Stretch &, const Stretch &) = default;
};

// Sorted, with those that touch joined and empty ones left out.
[[nodiscard]] QList<Stretch> joined(QList<Stretch> stretches);

// Which stretches of time of a space, and of its threads, are wholly in the cache.
class CoverageTable
{
public:
    explicit CoverageTable(Database &database)
        : m_database(database)
    {
    }

    // Thread 0: the space with all its replies. False when it was covered already.
    bool add(qint64 space, qint64 thread, const Stretch &stretch);

    // Oldest first. A thread is covered by what the space is covered by, too.
    [[nodiscard]] QList<Stretch> stretches(qint64 space, qint64 thread);
    // The newest hole between two stretches of a space.
    [[nodiscard]] std::optional<Stretch> newestGap(qint64 space);
    // The newest end; unknown when nothing is covered.
    [[nodiscard]] Timestamp newestEnd(qint64 space);

private:
    [[nodiscard]] QList<Stretch> stored(qint64 space, qint64 thread);

    Database &m_database;
};

} // namespace linnet::store
