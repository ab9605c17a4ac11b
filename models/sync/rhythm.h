// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace linnet::sync {

enum class Activity {
    Active, // somebody uses the window
    Background, // the window is not in front
    Idle, // and nobody has been there for a while
};

// How often the service is asked. What that costs an hour is accounted for in README.md; the budget
// in the background is 400 requests an hour with 1,000 spaces, the goal 200.
struct Rhythm
{
    std::chrono::milliseconds list; // one spaces.list
    std::chrono::milliseconds watched; // events of the open spaces; 0: not at all
    std::chrono::milliseconds swept; // no other space's events are asked for sooner again
    std::chrono::milliseconds readStateAge; // nor an unread space's read state
    std::chrono::milliseconds longestBackoff;
};

// A large account's other requests leave less for listing, when nobody looks.
[[nodiscard]] Rhythm rhythmOf(Activity activity, int spaces);

// An allowance of so many an hour, of which some may be used at once.
class Budget
{
public:
    Budget(int perHour, int atOnce);
    // Takes up to so many of what is left at this time, and says how many.
    [[nodiscard]] int take(int wanted, std::chrono::milliseconds now);
    // What was taken and turned out not to be needed.
    void giveBack(int unused);

private:
    double m_perMillisecond;
    double m_most;
    double m_level;
    std::chrono::milliseconds m_since{};
    bool m_started = false;
};

} // namespace linnet::sync
