// SPDX-License-Identifier: GPL-3.0-or-later
#include "quota.h"

namespace emulator {

Quota::Quota(const Schema &schema)
    : m_schema(schema)
{
}

bool Quota::fits(std::deque<Micros> &window, int limit, Micros length, Micros now)
{
    while (!window.empty() && window.front() <= now - length)
        window.pop_front();
    return limit <= 0 || int(window.size()) < limit;
}

bool Quota::take(const Method &method, const QString &spaceId, Micros now)
{
    std::deque<Micros> &project = m_project[method.quota];
    const bool perSpace = !method.perSpace.isEmpty() && !spaceId.isEmpty();
    std::deque<Micros> *space = perSpace ? &m_spaces[spaceId % u'/' % method.perSpace] : nullptr;
    if (!fits(project, m_schema.projectLimit(method.quota), minute, now))
        return false;
    if (space && !fits(*space, m_schema.spaceLimit(method.perSpace), second, now))
        return false;
    project.push_back(now);
    if (space)
        space->push_back(now);
    return true;
}

} // namespace emulator
