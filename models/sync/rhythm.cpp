// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/rhythm.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

constexpr int largeAccount = 100; // spaces

} // namespace

Rhythm rhythmOf(Activity activity, int spaces)
{
    switch (activity) {
    case Activity::Active:
        return {
            .list = 15s, .watched = 4s, .swept = 5min, .readStateAge = 60s, .longestBackoff = 60s};
    case Activity::Background:
        return {.list = spaces < largeAccount ? 35s : 60s,
                .watched = 0s,
                .swept = 20min,
                .readStateAge = 10min,
                .longestBackoff = 5min};
    case Activity::Idle:
        return {.list = 90s,
                .watched = 0s,
                .swept = 20min,
                .readStateAge = 20min,
                .longestBackoff = 10min};
    }
    return rhythmOf(Activity::Idle, spaces);
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

void Budget::giveBack(int unused)
{
    m_level = std::min(m_most, m_level + std::max(0, unused));
}

} // namespace linnet::sync
