// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchreadstate.h"

#include "models/sync/mapping/readstatemapping.h"

namespace linnet::sync {

FetchReadState::FetchReadState(const Services &services, SpaceId space, QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
{
}

void FetchReadState::start()
{
    api::GetSpaceReadState request;
    request.name = readStateName(m_space);
    services().client.send(
        request, context(),
        [this](const api::Result<api::SpaceReadState> &answer) {
            if (!answer)
                return fail(answer.error());
            store::Batch batch{.asked = asked()};
            std::optional<store::ReadState> state = toReadState(*answer);
            // The question named the space, should the answer not.
            if (!state)
                state = {.space = m_space, .lastReadTime = {}};
            batch.readStates.append(*state);
            services().store.apply(
                std::move(batch), context(), [this](const Result<ChangeSet> &changes) {
                    finish(changes ? std::nullopt : std::optional(changes.error()));
                });
        },
        {.lane = api::Lane::Background});
}

} // namespace linnet::sync
