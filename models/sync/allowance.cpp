// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/allowance.h"

#include <algorithm>

namespace linnet::sync {

FetchLimits Allowance::take(Activity activity, int moved, std::chrono::milliseconds now)
{
    m_counted = activity != Activity::Active;
    if (!m_counted) {
        return {.messages = 30,
                .readStates = 4,
                .members = 4,
                .notifications = 4,
                .gaps = 1,
                .sweep = 1,
                .reactions = 2};
    }
    FetchLimits limits{.messages = m_messages.take(moved, now),
                       .readStates = m_readStates.take(2, now),
                       .members = m_members.take(1, now),
                       .notifications = m_notifications.take(1, now),
                       .gaps = m_gaps.take(1, now),
                       .sweep = m_sweep.take(1, now),
                       .reactions = m_reactions.take(2, now)};
    m_lent = moved == 0 && limits.sweep == 0 ? m_messages.take(1, now) : 0;
    limits.sweep += m_lent;
    return limits;
}

void Allowance::giveBack(const FetchLimits &unused)
{
    if (!m_counted)
        return;
    const int lentBack = std::min(m_lent, unused.sweep);
    m_messages.giveBack(unused.messages + lentBack);
    m_sweep.giveBack(unused.sweep - lentBack);
    m_readStates.giveBack(unused.readStates);
    m_members.giveBack(unused.members);
    m_notifications.giveBack(unused.notifications);
    m_gaps.giveBack(unused.gaps);
    m_reactions.giveBack(unused.reactions);
}

} // namespace linnet::sync
