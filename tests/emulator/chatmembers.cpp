// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QString typeOf(const World &world, const Membership &member)
{
    if (member.group)
        return u"GROUP"_s;
    const User *user = world.user(member.id);
    return user && user->bot ? u"BOT"_s : u"HUMAN"_s;
}

void checkTerm(const FilterNode &term)
{
    static const QStringList roles{u"ROLE_MEMBER"_s, u"ROLE_MANAGER"_s}; // no others in filters
    static const QStringList types{u"HUMAN"_s, u"BOT"_s};
    const bool role = term.field == "role"_L1 && term.op == "="_L1 && roles.contains(term.value);
    const bool type = term.field == "member.type"_L1 && (term.op == "="_L1 || term.op == "!="_L1)
        && types.contains(term.value);
    if (!role && !type)
        throw Refusal::invalid(u"Invalid filter: only role and member.type are supported."_s);
}

bool matches(const World &world, const Membership &member, const FilterNode &term)
{
    const QString have = term.field == "role"_L1 ? member.role : typeOf(world, member);
    return (have == term.value) == (term.op == "="_L1);
}

std::vector<FilterGroup> memberFilter(const QString &text)
{
    std::vector<FilterGroup> groups;
    if (text.isEmpty())
        return groups;
    groups = conjunction(parseFilter(text));
    QStringList fields;
    for (const FilterGroup &group : groups) {
        for (const FilterNode &term : group.terms)
            checkTerm(term);
        if (group.field != "*"_L1 && fields.contains(group.field))
            throw Refusal::invalid(u"Invalid filter: one field can't have two values."_s);
        fields.append(group.field);
    }
    return groups;
}

/// Whether the caller may not see who else is here.
bool hidden(const Call &call, const Space &space)
{
    return call.settings.hideMembers || (space.hiddenMembers && !space.manages(call.user));
}

HttpResponse listMembers(Call &call)
{
    Space &space = call.space(call.path.value(u"parent"_s));
    if (hidden(call, space))
        throw Refusal::denied(u"The member list of this space is hidden."_s);
    const std::vector<FilterGroup> groups = memberFilter(call.text("filter"));
    std::vector<const Membership *> found;
    for (const Membership &member : space.members) {
        if ((member.group && !call.flag("showGroups"))
            || (member.state == "INVITED"_L1 && !call.flag("showInvited")))
            continue;
        const bool fits = std::all_of(groups.begin(), groups.end(), [&](const FilterGroup &group) {
            return std::any_of(group.terms.begin(), group.terms.end(), [&](const FilterNode &term) {
                return matches(call.world, member, term);
            });
        });
        if (fits)
            found.push_back(&member);
    }
    const Wire wire = call.wire();
    return call.page(u"memberships"_s, qsizetype(found.size()),
                     [&](qsizetype i) { return wire.membership(space, *found[size_t(i)]); });
}

Membership &find(Call &call, Space &space)
{
    QString id = segment(call.path.value(u"name"_s), 3);
    if (id.contains(u'@')) {
        const User *user = call.world.userByEmail(id);
        id = user ? user->id : QString();
    }
    Membership *member = space.member(id);
    if (!member)
        throw Refusal::notFound(u"Membership not found."_s);
    return *member;
}

HttpResponse getMember(Call &call)
{
    Space &space = call.space(call.path.value(u"name"_s));
    const Membership &member = find(call, space);
    if (hidden(call, space) && member.id != call.user)
        throw Refusal::denied(u"The member list of this space is hidden."_s);
    return call.wire().membership(space, member);
}

HttpResponse createMember(Call &call)
{
    Space &space = call.space(call.path.value(u"parent"_s));
    if (space.type == "DIRECT_MESSAGE"_L1)
        throw Refusal::invalid(u"Members can't be added to a direct message."_s);
    if (!call.may(space, "manageMembersAndGroups"_L1))
        throw Refusal::denied(u"Only managers of the space may add members."_s);
    const QString group = call.body.value("groupMember"_L1).toObject().value("name"_L1).toString();
    const QString name = call.body.value("member"_L1).toObject().value("name"_L1).toString();
    if (group.isEmpty() == name.isEmpty())
        throw Refusal::invalidField(u"membership.member"_s, u"Exactly one member is required."_s);
    if (!group.isEmpty()) {
        const QString id = segment(group, 1);
        if (!call.world.groups.contains(id))
            throw Refusal::notFound(u"Group not found."_s);
        return call.wire().membership(space,
                                      call.world.join(space, {id, true, {}, u"JOINED"_s, 0}));
    }
    if (name == "users/app"_L1)
        throw Refusal::denied(u"The calling Chat app can't be added here."_s);
    const QString id = call.userId(name);
    if (id.isEmpty())
        throw Refusal::notFound(u"User not found."_s);
    if (const Membership *known = space.member(id); known && known->state == "JOINED"_L1)
        throw Refusal::exists(u"The user is a member already."_s);
    if (call.world.user(id)->external && !space.external)
        throw Refusal::precondition(u"The space does not allow people from outside."_s);
    const QString state = call.world.user(id)->external ? u"INVITED"_s : u"JOINED"_s;
    return call.wire().membership(space,
                                  call.world.join(space, {id, false, u"ROLE_MEMBER"_s, state, 0}));
}

HttpResponse patchMember(Call &call)
{
    Space &space = call.space(call.path.value(u"name"_s));
    Membership &member = find(call, space);
    call.mask({u"role"_s, u"*"_s});
    if (space.type != "SPACE"_L1)
        throw Refusal::invalid(u"Roles exist in named spaces only."_s);
    if (!space.manages(call.user))
        throw Refusal::denied(u"Only managers may change roles."_s);
    const QString role = call.body.value("role"_L1).toString();
    if (role.isEmpty() || role == "MEMBERSHIP_ROLE_UNSPECIFIED"_L1 || member.group)
        throw Refusal::invalidField(u"membership.role"_s, u"A role is required."_s);
    call.world.changeRole(space, member, role);
    return call.wire().membership(space, member);
}

HttpResponse deleteMember(Call &call)
{
    Space &space = call.space(call.path.value(u"name"_s));
    const Membership member = find(call, space);
    if (space.type == "DIRECT_MESSAGE"_L1)
        throw Refusal::invalid(u"A direct message can't be left."_s);
    if (member.id != call.user && !call.may(space, "manageMembersAndGroups"_L1))
        throw Refusal::denied(u"Only managers of the space may remove others."_s);
    QJsonObject gone = call.wire().membership(space, member);
    gone.insert("state"_L1, u"NOT_A_MEMBER"_s);
    call.world.leave(space, member.id);
    return gone;
}

} // namespace

void addMemberMethods(Handlers &handlers)
{
    handlers.insert(u"spaces.members.list"_s, listMembers);
    handlers.insert(u"spaces.members.get"_s, getMember);
    handlers.insert(u"spaces.members.create"_s, createMember);
    handlers.insert(u"spaces.members.patch"_s, patchMember);
    handlers.insert(u"spaces.members.delete"_s, deleteMember);
}

} // namespace emulator
