// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/space.h"
#include "models/domain/user.h"

namespace linnet {

// How a member stands to the organisation that the space belongs to.
enum class Affiliation {
    Unknown,
    Internal,
    External,
    ManagedExternal, // a guest account that the organisation manages
};

// A member as lists of members show one: more than is kept of a Membership.
struct Member
{
    QString name {}; // resource name: spaces/S/members/M
    Membership membership {};
    User user {}; // of groups: empty
    Affiliation affiliation = Affiliation::Unknown;
    Timestamp joined {};
    Timestamp left {};

    [[nodiscard]] bool isGroup() const { return !membership.groupName.isEmpty(); }
    [[nodiscard]] bool isOutside() const
    {
        return affiliation == Affiliation::External || affiliation == Affiliation::ManagedExternal;
    }
    friend bool operator==(const Member &, const Member &) = default;
};

} // namespace linnet
