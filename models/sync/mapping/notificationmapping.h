// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/notification.h"

#include <optional>

namespace linnet::sync {

// What is not told or not known: everything, not muted.
[[nodiscard]] SpaceNotification toNotification(const api::SpaceNotificationSetting &wire);
[[nodiscard]] api::NotificationSetting toWire(NotificationLevel level);

// users/me/spaces/S/spaceNotificationSetting
[[nodiscard]] QString notificationName(const SpaceId &space);

} // namespace linnet::sync
