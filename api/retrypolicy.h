// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clock.h"
#include "api/error.h"

namespace linnet::api {

// Truncated exponential back-off with jitter, as the Chat API's usage limits ask for.
struct RetryPolicy
{
    int attempts = 4; // in all
    std::chrono::milliseconds base = std::chrono::seconds(1);
    std::chrono::milliseconds cap = std::chrono::seconds(64);
    // A call that would have to wait longer than this ends instead, with the error's retryAfter.
    std::chrono::milliseconds patience = std::chrono::seconds(40);

    // min(2^n · base + up to one base, cap), after the n-th failure (from 0).
    [[nodiscard]] std::chrono::milliseconds delay(int failures, Random &random) const;
    // Trying again within the call may help. Without a network it does not: the callers wait for
    // the network, not for a second. Nor where nobody answered: the person has waited long enough
    // to be told, and the callers try again anyway.
    [[nodiscard]] static bool worthRepeating(const Error &error, bool repeatable);
};

} // namespace linnet::api
