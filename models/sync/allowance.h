// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/rhythm.h"

namespace linnet::sync {

// How much of each kind may be fetched after one poll.
struct FetchLimits
{
    int messages = 0; // spaces with something new
    int readStates = 0;
    int members = 0;
    int notifications = 0;
    int gaps = 0;
    int sweep = 0; // quiet spaces whose events are asked for
    int reactions = 0; // questions about them
};

// Hands out requests: while somebody is there so many a poll, else so many an hour, however often
// is polled. What is taken and not used is given back.
class Allowance
{
public:
    // @p moved: spaces that wait for their messages. While there are none the quiet ones may have
    // their share.
    [[nodiscard]] FetchLimits take(Activity activity, int moved, std::chrono::milliseconds now);
    void giveBack(const FetchLimits &unused);

private:
    bool m_counted = false; // the last take() was from the budgets
    int m_lent = 0; // of the messages' share, to the sweep
    Budget m_messages{36, 8};
    Budget m_readStates{20, 4};
    Budget m_members{6, 2};
    Budget m_notifications{5, 2};
    Budget m_gaps{4, 2};
    Budget m_sweep{18, 4};
    Budget m_reactions{6, 2};
};

} // namespace linnet::sync
