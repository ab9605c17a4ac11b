// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/space.h"
#include "models/domain/user.h"

#include <optional>

namespace linnet::sync {

// A membership of a person, an app or a group; nothing for the empty one that stands for a removed
// member (chat-api.md section 4): who that was cannot be told.
[[nodiscard]] std::optional<Membership> toMembership(const api::Membership &wire);

} // namespace linnet::sync
