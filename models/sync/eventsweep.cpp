// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/eventsweep.h"

#include <algorithm>

namespace linnet::sync {

void EventSweep::setSpaces(const QList<store::SpaceState> &states)
{
    m_entries.clear();
    QHash<SpaceId, std::chrono::milliseconds> asked;
    for (const store::SpaceState &state : states) {
        if (!state.coveredTo.isKnown())
            continue;
        const SpaceId &space = state.space.id;
        m_entries.append(
            {space, std::max(state.space.lastActiveTime, state.lastReadTime), state.eventCursor});
        if (const auto it = m_asked.constFind(space); it != m_asked.cend())
            asked.insert(space, it.value());
    }
    m_asked = std::move(asked);
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) {
        return a.used != b.used ? a.used > b.used : a.space < b.space;
    });
}

void EventSweep::asked(const SpaceId &space, std::chrono::milliseconds now)
{
    m_asked.insert(space, now);
}

// The one that was asked longest ago. Of those that were not asked in this run the one that stands
// longest where it is, so that short runs come round as well; -1: none is due.
qsizetype EventSweep::oldest(qsizetype from, qsizetype to, const QSet<SpaceId> &except,
                             std::chrono::milliseconds before) const
{
    qsizetype best = -1;
    std::chrono::milliseconds bestAsked{};
    for (qsizetype i = from; i < to; ++i) {
        const Entry &entry = m_entries[i];
        const auto it = m_asked.constFind(entry.space);
        const auto asked = it == m_asked.cend() ? std::chrono::milliseconds::min() : it.value();
        if (except.contains(entry.space) || (it != m_asked.cend() && asked > before))
            continue;
        const bool better = best < 0 || asked < bestAsked
            || (asked == bestAsked && from > 0 && entry.cursor < m_entries[best].cursor);
        if (better) {
            best = i;
            bestAsked = asked;
        }
    }
    return best;
}

QList<SpaceId> EventSweep::next(int limit, const QSet<SpaceId> &except,
                                std::chrono::milliseconds now, std::chrono::milliseconds notSooner)
{
    QList<SpaceId> result;
    const qsizetype split = std::min<qsizetype>(favoured, m_entries.size());
    while (result.size() < limit) {
        const bool others = m_turn % 3 == 2;
        const auto pick = [&](bool rest) {
            return rest ? oldest(split, m_entries.size(), except, now - notSooner)
                        : oldest(0, split, except, now - notSooner);
        };
        qsizetype chosen = pick(others);
        if (chosen < 0)
            chosen = pick(!others);
        if (chosen < 0)
            break;
        ++m_turn;
        result.append(m_entries[chosen].space);
        asked(m_entries[chosen].space, now);
    }
    return result;
}

} // namespace linnet::sync
