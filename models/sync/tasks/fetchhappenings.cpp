// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchhappenings.h"

#include "models/sync/mapping/eventmapping.h"
#include "models/sync/tasks/fetchevents.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

constexpr int mostAsked = 1000; // the oldest come first

} // namespace

FetchHappenings::FetchHappenings(const Services &services, SpaceId space, Timestamp after,
                                 QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
    , m_after(after)
{
}

void FetchHappenings::start()
{
    api::ListSpaceEvents request;
    request.parent = m_space.name();
    request.filter = spaceEventFilter(
        m_after,
        {u"membership.v1.created"_s, u"membership.v1.updated"_s, u"membership.v1.deleted"_s});
    request.pageSize = mostAsked;
    services().client.send(
        request, context(),
        [this](const api::Result<api::ListSpaceEventsResponse> &answer) {
            if (!answer)
                return fail(answer.error());
            MappedEvents mapped = toEvents(answer->spaceEvents, UserId());
            store::Batch batch;
            batch.users = std::move(mapped.batch.users);
            batch.happeningsAsked.append(m_space);
            // Who is gone so long is in no list of members to be missed from.
            for (const store::HappeningTold &told : std::as_const(mapped.batch.happenings)) {
                if (!told.user.isEmpty())
                    batch.happenings.append(told);
            }
            services().store.apply(
                std::move(batch), context(), [this](const Result<ChangeSet> &changes) {
                    finish(changes ? std::nullopt : std::optional(changes.error()));
                });
        },
        {.lane = api::Lane::Background, .attempts = 1});
}

} // namespace linnet::sync
