// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/membershipmapping.h"

#include "models/sync/mapping/names.h"
#include "models/sync/mapping/usermapping.h"
#include "models/sync/mapping/wiretime.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

MembershipRole toRole(const std::optional<api::MembershipRole> &wire)
{
    if (wire) {
        switch (wire->value) {
        case api::MembershipRole::RoleManager:
            return MembershipRole::Owner;
        case api::MembershipRole::RoleAssistantManager:
            return MembershipRole::Manager;
        case api::MembershipRole::RoleMember:
        case api::MembershipRole::Unspecified:
        case api::MembershipRole::Unrecognized:
            break;
        }
    }
    return MembershipRole::Member;
}

MembershipState toState(const std::optional<api::MembershipState> &wire)
{
    if (wire) {
        switch (wire->value) {
        case api::MembershipState::Invited:
            return MembershipState::Invited;
        case api::MembershipState::NotAMember:
            return MembershipState::NotAMember;
        case api::MembershipState::Joined:
        case api::MembershipState::Unspecified:
        case api::MembershipState::Unrecognized:
            break;
        }
    }
    return MembershipState::Joined;
}

Affiliation toAffiliation(const std::optional<api::Affiliation> &wire)
{
    if (wire) {
        switch (wire->value) {
        case api::Affiliation::Internal:
            return Affiliation::Internal;
        case api::Affiliation::External:
            return Affiliation::External;
        case api::Affiliation::ManagedExternal:
            return Affiliation::ManagedExternal;
        case api::Affiliation::Unspecified:
        case api::Affiliation::Unrecognized:
            break;
        }
    }
    return Affiliation::Unknown;
}

} // namespace

std::optional<Membership> toMembership(const api::Membership &wire)
{
    const std::optional<Member> member = toMember(wire);
    return member ? std::optional(member->membership) : std::nullopt;
}

std::optional<Member> toMember(const api::Membership &wire)
{
    Member member;
    member.name = wire.name.value_or(QString());
    if (!hasForm(member.name, u"spaces/*/members/*"))
        return std::nullopt;
    Membership &membership = member.membership;
    membership.space = SpaceId(member.name.section(u'/', 0, 1));
    if (wire.member) {
        const std::optional<User> user = toUser(*wire.member);
        if (!user)
            return std::nullopt;
        member.user = *user;
        membership.user = user->id;
    } else if (wire.groupMember) {
        membership.groupName = wire.groupMember->name.value_or(QString());
        if (membership.groupName.isEmpty())
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    membership.role = toRole(wire.role);
    membership.state = toState(wire.state);
    member.affiliation = toAffiliation(wire.affiliation);
    member.joined = toTimestamp(wire.createTime);
    member.left = toTimestamp(wire.deleteTime);
    return member;
}

api::MembershipRole toWire(MembershipRole role)
{
    switch (role) {
    case MembershipRole::Member:
        return api::MembershipRole::RoleMember;
    case MembershipRole::Manager:
        return api::MembershipRole::RoleAssistantManager;
    case MembershipRole::Owner:
        return api::MembershipRole::RoleManager;
    }
    Q_UNREACHABLE();
}

QString membershipName(const SpaceId &space, const UserId &user)
{
    return space.name() + u"/members/"_s + user.lastSegment();
}

} // namespace linnet::sync
