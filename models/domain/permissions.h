// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timestamp.h"

#include <QStringList>

namespace linnet {

enum class MembershipRole {
    Member,
    Manager,
    Owner,
};

// Who in a space may do a thing.
enum class PermissionLevel {
    Unknown, // not told: to be tried, the service decides
    Owners,
    Managers, // and owners
    Everyone,
};

struct SpacePermissions
{
    PermissionLevel manageMembers = PermissionLevel::Unknown;
    PermissionLevel modifyDetails = PermissionLevel::Unknown; // name, description, guidelines
    PermissionLevel toggleHistory = PermissionLevel::Unknown;
    PermissionLevel mentionAll = PermissionLevel::Unknown;
    PermissionLevel manageApps = PermissionLevel::Unknown;
    PermissionLevel manageWebhooks = PermissionLevel::Unknown;
    PermissionLevel postMessages = PermissionLevel::Unknown; // only told, never set
    PermissionLevel replyMessages = PermissionLevel::Unknown;
    PermissionLevel viewMembers = PermissionLevel::Unknown; // only told, never set

    // Announcements: only some may begin a conversation.
    [[nodiscard]] bool isAnnouncement() const
    {
        return postMessages == PermissionLevel::Owners || postMessages == PermissionLevel::Managers;
    }
    friend bool operator==(const SpacePermissions &, const SpacePermissions &) = default;
};

// Whether a member of that role may try. What is not known may be tried.
[[nodiscard]] constexpr bool allows(PermissionLevel level, MembershipRole role)
{
    switch (level) {
    case PermissionLevel::Unknown:
    case PermissionLevel::Everyone:
        return true;
    case PermissionLevel::Managers:
        return role != MembershipRole::Member;
    case PermissionLevel::Owners:
        return role == MembershipRole::Owner;
    }
    return true;
}

enum class SpaceVisibility {
    Unknown,
    Private, // only who is invited
    Discoverable, // the audience finds it and may join
};

// Audiences are resource names ("audiences/default").
struct SpaceAccess
{
    SpaceVisibility visibility = SpaceVisibility::Unknown;
    QString audience {};
    QStringList discoverAudiences {};
    QStringList joinAudiences {};
    QStringList viewMembersAudiences {};

    friend bool operator==(const SpaceAccess &, const SpaceAccess &) = default;
};

} // namespace linnet
