// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/membershipmapping.h"

#include "models/sync/mapping/usermapping.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

std::optional<Membership> toMembership(const api::Membership &wire)
{
    Membership membership;
    const QString name = wire.name.value_or(QString());
    if (!name.startsWith("spaces/"_L1))
        return std::nullopt;
    membership.space = SpaceId(name.section(u'/', 0, 1));
    if (wire.member) {
        const std::optional<User> user = toUser(*wire.member);
        if (!user)
            return std::nullopt;
        membership.user = user->id;
    } else if (wire.groupMember) {
        membership.groupName = wire.groupMember->name.value_or(QString());
        if (membership.groupName.isEmpty())
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    if (wire.role) {
        switch (wire.role->value) {
        case api::MembershipRole::RoleManager:
            membership.role = MembershipRole::Owner;
            break;
        case api::MembershipRole::RoleAssistantManager:
            membership.role = MembershipRole::Manager;
            break;
        case api::MembershipRole::RoleMember:
        case api::MembershipRole::Unspecified:
        case api::MembershipRole::Unrecognized:
            break;
        }
    }
    if (wire.state) {
        switch (wire.state->value) {
        case api::MembershipState::Invited:
            membership.state = MembershipState::Invited;
            break;
        case api::MembershipState::NotAMember:
            membership.state = MembershipState::NotAMember;
            break;
        case api::MembershipState::Joined:
        case api::MembershipState::Unspecified:
        case api::MembershipState::Unrecognized:
            break;
        }
    }
    return membership;
}

} // namespace linnet::sync
