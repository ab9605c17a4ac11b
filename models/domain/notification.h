// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/space.h"

namespace linnet {

// One's own setting for one space, on all devices.
struct SpaceNotification
{
    NotificationLevel level = NotificationLevel::All;
    bool muted = false;

    friend bool operator==(const SpaceNotification &, const SpaceNotification &) = default;
};

} // namespace linnet
