// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace linnet::sync {

enum class Activity {
    Active, // somebody uses the window
    Background, // the window is not in front
    Idle, // and nobody has been there for a while
};

// How often and how much is asked for. The figures are accounted for in README.md; the budget in
// the background is 400 requests an hour with 1,000 spaces.
struct Rhythm
{
    std::chrono::milliseconds list; // one spaces.list
    std::chrono::milliseconds watched; // events of the open spaces; 0: not at all
    int messagesPerPoll; // spaces whose new messages are fetched
    int readStatesPerPoll;
    int membersPerPoll;
    std::chrono::milliseconds readStateAge; // an unread space's state is not asked for sooner again
    std::chrono::milliseconds longestBackoff;
};

[[nodiscard]] Rhythm rhythmOf(Activity activity);

// An allowance of so many an hour, of which some may be used at once.
class Budget
{
public:
    Budget(int perHour, int atOnce);
    // Takes up to so many of what is left at this time, and says how many.
    [[nodiscard]] int take(int wanted, std::chrono::milliseconds now);

private:
    double m_perMillisecond;
    double m_most;
    double m_level;
    std::chrono::milliseconds m_since{};
    bool m_started = false;
};

} // namespace linnet::sync
