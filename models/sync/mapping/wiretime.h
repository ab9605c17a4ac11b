// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/timestamp.h"
#include "models/domain/timestamp.h"

#include <optional>

namespace linnet::sync {

// Nanoseconds are cut to the microseconds in which the house counts. Absent is unknown.
[[nodiscard]] inline Timestamp toTimestamp(const std::optional<api::Timestamp> &time)
{
    return time ? Timestamp(time->toMicroseconds()) : Timestamp();
}

[[nodiscard]] inline api::Timestamp toWire(Timestamp time)
{
    return api::Timestamp::fromMicroseconds(time.microseconds());
}

} // namespace linnet::sync
