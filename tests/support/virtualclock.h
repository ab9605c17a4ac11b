// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clock.h"

#include <QMultiMap>

namespace linnet::test {

// Lets the event loop run until nothing is posted any more (deferred deletions too). What other
// threads and sockets will bring it does not wait for.
void settle();

// Time that passes only in advance(). It must outlive its timers.
class VirtualClock final : public api::Clock
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const override { return m_now; }
    [[nodiscard]] QDateTime wallTime() const override;
    [[nodiscard]] api::Timer after(std::chrono::milliseconds delay,
                                   std::function<void()> then) override;

    // Fires what falls due until then, in order, settling after each.
    void advance(std::chrono::milliseconds duration);
    // To the next timer, if there is one within `most`; false: there is none.
    bool advanceToNext(std::chrono::milliseconds most = std::chrono::hours(24));
    [[nodiscard]] qsizetype pending() const { return m_timers.size(); }
    // The wall clock may be wrong by days without now() noticing.
    void setWallOffset(std::chrono::milliseconds offset) { m_wallOffset = offset; }

private:
    class Shot;

    std::chrono::milliseconds m_now = std::chrono::hours(1000);
    std::chrono::milliseconds m_wallOffset{};
    QMultiMap<std::pair<qint64, quint64>, Shot *> m_timers; // by due time and order of setting
    quint64 m_count = 0;
};

// The same numbers every time.
class FixedRandom final : public api::Random
{
public:
    explicit FixedRandom(quint64 seed = 1)
        : m_state(seed)
    {
    }
    [[nodiscard]] quint64 next() override;

private:
    quint64 m_state;
};

} // namespace linnet::test
