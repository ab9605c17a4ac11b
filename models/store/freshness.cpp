// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/freshness.h"

namespace linnet::store {

bool Freshness::isLate(const Fact &fact, Moment asked) const
{
    const auto recent = m_recent.constFind(fact);
    return asked > 0 && asked < (recent == m_recent.cend() ? m_before.value(fact) : *recent);
}

void Freshness::note(const Fact &fact, Moment moment)
{
    if (moment == 0)
        return;
    if (m_recent.size() >= mostRecent)
        m_before = std::exchange(m_recent, {});
    m_recent.insert(fact, moment);
}

bool Freshness::learn(const Fact &fact, Moment moment)
{
    if (isLate(fact, moment))
        return false;
    note(fact, moment);
    return true;
}

void Freshness::forget()
{
    m_recent.clear();
    m_before.clear();
}

} // namespace linnet::store
