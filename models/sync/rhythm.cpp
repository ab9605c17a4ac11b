// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/rhythm.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace linnet::sync {

Rhythm rhythmOf(Activity activity)
{
    switch (activity) {
    case Activity::Active:
        return {.list = 15s,
                .watched = 4s,
                .messagesPerPoll = 30,
                .readStatesPerPoll = 4,
                .membersPerPoll = 4,
                .readStateAge = 60s,
                .longestBackoff = 60s};
    case Activity::Background:
        return {.list = 30s,
                .watched = 0s,
                .messagesPerPoll = 10,
                .readStatesPerPoll = 1,
                .membersPerPoll = 1,
                .readStateAge = 10min,
                .longestBackoff = 5min};
    case Activity::Idle:
        return {.list = 2min,
                .watched = 0s,
                .messagesPerPoll = 10,
                .readStatesPerPoll = 2,
                .membersPerPoll = 1,
                .readStateAge = 20min,
                .longestBackoff = 10min};
    }
    return rhythmOf(Activity::Idle);
}

Budget::Budget(int perHour, int atOnce)
    : m_perMillisecond(double(perHour) / double(std::chrono::milliseconds(1h).count()))
    , m_most(atOnce)
    , m_level(atOnce)
{
}

int Budget::take(int wanted, std::chrono::milliseconds now)
{
    if (m_started)
        m_level = std::min(m_most, m_level + double((now - m_since).count()) * m_perMillisecond);
    m_started = true;
    m_since = now;
    const int given = std::clamp(wanted, 0, int(m_level));
    m_level -= given;
    return given;
}

} // namespace linnet::sync
