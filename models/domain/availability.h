// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

namespace linnet {

enum class AvailabilityState {
    Unknown,
    Active,
    Idle,
    Away,
    DoNotDisturb,
};

struct CustomStatus
{
    Emoji emoji {};
    QString text {};
    Timestamp expires {}; // unknown: lasts

    friend bool operator==(const CustomStatus &, const CustomStatus &) = default;
};

// One's own, as others see it. The service tells nobody else's.
struct Availability
{
    AvailabilityState state = AvailabilityState::Unknown;
    std::optional<CustomStatus> status {};
    Timestamp doNotDisturbUntil {};

    friend bool operator==(const Availability &, const Availability &) = default;
};

} // namespace linnet
