// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "schema.h"

#include <QHash>

#include <deque>

namespace emulator {

/// Sliding windows: so many calls a minute for the project, so many a second for each space.
class Quota
{
public:
    explicit Quota(const Schema &schema);

    /// Counts a call; false when it is one too many (and not counted).
    bool take(const Method &method, const QString &spaceId, Micros now);

private:
    static bool fits(std::deque<Micros> &window, int limit, Micros length, Micros now);

    const Schema &m_schema;
    QHash<QString, std::deque<Micros>> m_project;
    QHash<QString, std::deque<Micros>> m_spaces;
};

} // namespace emulator
