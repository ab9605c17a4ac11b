// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchmembers.h"

#include "api/pager.h"
#include "models/sync/mapping/membershipmapping.h"

namespace linnet::sync {

FetchMembers::FetchMembers(const Services &services, SpaceId space, api::Lane lane, QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
    , m_lane(lane)
{
}

void FetchMembers::start()
{
    api::Pager<api::ListMemberships>::start(
        services().client,
        {.parent = m_space.name(), .pageSize = 1000, .showGroups = true, .showInvited = true},
        context(),
        [this](const api::ListMembershipsResponse &page) {
            for (const api::Membership &wire : page.memberships) {
                if (const std::optional<Member> member = toMember(wire))
                    m_members.append(*member);
            }
            return api::PageFlow::More;
        },
        [this](const api::Result<api::PagesEnd> &end) {
            if (!end)
                return fail(end.error());
            m_listed = std::move(m_members);
            store();
        },
        {.lane = m_lane});
}

void FetchMembers::store()
{
    store::Batch batch;
    batch.asked = asked();
    batch.memberLists.append({.space = m_space, .members = {}});
    for (const Member &member : *m_listed) {
        batch.memberLists.first().members.append(member.membership);
        if (!member.isGroup())
            batch.users.append(member.user);
    }
    services().store.apply(std::move(batch), context(), [this](const Result<ChangeSet> &changes) {
        finish(changes ? std::nullopt : std::optional(changes.error()));
    });
}

} // namespace linnet::sync
