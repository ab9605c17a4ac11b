// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/member.h"

#include <optional>

namespace linnet::sync {

// A membership of a person, an app or a group; nothing for the empty one that stands for a removed
// member: who that was cannot be told.
[[nodiscard]] std::optional<Membership> toMembership(const api::Membership &wire);

// The same with everything a list of members shows. Roles that are not known are Member, states
// that are not known Joined.
[[nodiscard]] std::optional<Member> toMember(const api::Membership &wire);

[[nodiscard]] api::MembershipRole toWire(MembershipRole role);

// The membership of a person in a space, who is named there by the same number.
[[nodiscard]] QString membershipName(const SpaceId &space, const UserId &user);

} // namespace linnet::sync
