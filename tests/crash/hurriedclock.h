// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clock.h"

namespace linnet::test {

// The machine's clock, some times faster: what waits a second for the service's quota or a minute
// for a better day waits a part of it. Only waits hurry; the wall shows the time of day.
class HurriedClock final : public api::Clock
{
public:
    explicit HurriedClock(int factor)
        : m_factor(factor)
    {
    }

    [[nodiscard]] std::chrono::milliseconds now() const override
    {
        return m_clock.now() * m_factor;
    }
    [[nodiscard]] QDateTime wallTime() const override { return m_clock.wallTime(); }
    [[nodiscard]] api::Timer after(std::chrono::milliseconds delay,
                                   std::function<void()> then) override
    {
        // Rounded up: a timer that fires early finds that it is not time yet.
        return m_clock.after((delay + std::chrono::milliseconds(m_factor - 1)) / m_factor,
                             std::move(then));
    }

private:
    api::SystemClock m_clock;
    const int m_factor;
};

} // namespace linnet::test
