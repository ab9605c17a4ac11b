// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/backoff.h"

#include <algorithm>

namespace linnet::sync {

Backoff::Backoff(std::chrono::milliseconds first, std::chrono::milliseconds cap)
    : m_first(first)
    , m_cap(cap)
{
}

std::chrono::milliseconds Backoff::next(double chance,
                                        std::optional<std::chrono::milliseconds> retryAfter)
{
    // Twenty doublings of the shortest wait are beyond every cap.
    const auto grown = m_first * (1L << std::min(m_failures, 20));
    ++m_failures;
    const auto whole = std::min(grown, m_cap);
    const auto spread = std::chrono::milliseconds(
        static_cast<long long>(static_cast<double>(whole.count()) / 2 * chance));
    return std::max(whole - whole / 2 + spread, retryAfter.value_or(std::chrono::milliseconds(0)));
}

} // namespace linnet::sync
