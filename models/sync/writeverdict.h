// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outboxitem.h"

namespace linnet::sync {

// What a failed attempt at a write means for the write.
enum class WriteVerdict {
    Done, // somebody did it before: nothing is left to do
    LookFirst, // the service may have it under our id: ask before anything else
    WaitHere, // its lane waits and tries again
    WaitAll, // the way to the service or the account is the trouble: everything waits
    Refused, // trying again as it is cannot help
};

[[nodiscard]] WriteVerdict verdictOn(OutboxKind kind, const Error &error);

// After this failure the service may nevertheless have done it.
[[nodiscard]] bool leavesDoubt(const Error &error);

} // namespace linnet::sync
