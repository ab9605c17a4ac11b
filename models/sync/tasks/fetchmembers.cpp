// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchmembers.h"

#include "api/pager.h"
#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/usermapping.h"

namespace linnet::sync {

FetchMembers::FetchMembers(const Services &services, SpaceId space, api::Lane lane, QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
    , m_lane(lane)
{
    m_batch.memberLists.append({.space = m_space, .members = {}});
}

void FetchMembers::start()
{
    api::ListMemberships request;
    request.parent = m_space.name();
    request.pageSize = 1000;
    api::Pager<api::ListMemberships>::start(
        services().client, request, context(),
        [this](const api::ListMembershipsResponse &page) {
            for (const api::Membership &wire : page.memberships) {
                const std::optional<Membership> membership = toMembership(wire);
                if (!membership)
                    continue;
                m_batch.memberLists.first().members.append(*membership);
                if (const auto user = wire.member ? toUser(*wire.member) : std::nullopt)
                    m_batch.users.append(*user);
            }
            return api::PageFlow::More;
        },
        [this](const api::Result<api::PagesEnd> &end) {
            if (!end)
                return fail(end.error());
            services().store.apply(
                std::move(m_batch), context(), [this](const Result<ChangeSet> &changes) {
                    finish(changes ? std::nullopt : std::optional(changes.error()));
                });
        },
        {.lane = m_lane});
}

} // namespace linnet::sync
