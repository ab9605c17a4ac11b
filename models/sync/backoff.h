// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace linnet::sync {

// How long to wait before the next try: doubled each time up to a cap, the upper half of it by
// chance, so that clients which failed together do not come back together. What the service asked
// for (Retry-After) is never undercut.
class Backoff
{
public:
    explicit Backoff(std::chrono::milliseconds first, std::chrono::milliseconds cap);

    // @p chance is in [0, 1).
    [[nodiscard]] std::chrono::milliseconds next(double chance,
                                                 std::optional<std::chrono::milliseconds> retryAfter
                                                 = std::nullopt);
    void setCap(std::chrono::milliseconds cap) { m_cap = cap; }
    void reset() { m_failures = 0; }
    [[nodiscard]] int failures() const { return m_failures; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_cap;
    int m_failures = 0;
};

} // namespace linnet::sync
