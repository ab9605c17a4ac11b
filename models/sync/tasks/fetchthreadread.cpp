// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchthreadread.h"

#include "models/sync/mapping/readstatemapping.h"
#include "models/sync/mapping/wiretime.h"

namespace linnet::sync {

FetchThreadRead::FetchThreadRead(const Services &services, ThreadId thread, QObject *parent)
    : Task(services, parent)
    , m_thread(std::move(thread))
{
}

void FetchThreadRead::start()
{
    api::GetThreadReadState request;
    request.name = readStateName(m_thread);
    services().client.send(request, context(),
                           [this](const api::Result<api::ThreadReadState> &answer) {
                               if (!answer)
                                   return fail(answer.error());
                               // The question named the thread, should the answer not.
                               m_time = toTimestamp(answer->lastReadTime);
                               services().store.apply(
                                   store::Batch{.threadReads = {{m_thread, m_time}}}, context(),
                                   [this](const Result<ChangeSet> &changes) {
                                       finish(changes ? std::nullopt
                                                      : std::optional(changes.error()));
                                   });
                           },
                           {.lane = api::Lane::Interactive, .timeout = {}, .attempts = 1});
}

} // namespace linnet::sync
