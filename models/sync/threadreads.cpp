// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/threadreads.h"

#include "models/sync/mapping/readstatemapping.h"
#include "models/sync/mapping/wiretime.h"
#include "models/sync/tasks/fetchthreadread.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

// Tried once; whoever reads on tries again.
constexpr api::CallOptions quietly{.lane = api::Lane::Background, .timeout = {}, .attempts = 1};

bool isNoSuchMethod(const api::Error &error)
{
    const int status = error.httpStatus;
    if (status == 404 && error.rpcStatus == u"NOT_FOUND"_s)
        return false; // the thread is gone
    return status == 400 || status == 404 || status == 405 || status == 501;
}

} // namespace

ThreadReads::ThreadReads(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

void ThreadReads::ask(const ThreadId &thread, QObject *context, Handler<Timestamp> handler)
{
    auto question = std::make_shared<Question>(Question{context, std::move(handler), {}, {}});
    m_services.store.threadRead(thread, this,
                                [this, thread, question](const Result<Timestamp> &time) {
                                    question->here = time.value_or(Timestamp());
                                    askService(thread, question);
                                });
}

void ThreadReads::askService(const ThreadId &thread, const std::shared_ptr<Question> &question)
{
    question->patience = m_services.environment.clock.after(TimelinePort::threadReadPatience,
                                                            [asked = std::weak_ptr(question)] {
                                                                if (const auto kept = asked.lock())
                                                                    answer(*kept, Timestamp());
                                                            });
    auto *task = new FetchThreadRead(m_services, thread, this);
    connect(task, &Task::finished, this,
            [this, task, thread, question](const std::optional<Error> &error) {
                if (!error)
                    m_atService.insert(thread, task->time());
                answer(*question, task->time());
            });
    task->start();
}

void ThreadReads::answer(Question &question, Timestamp elsewhere)
{
    if (const auto handler = std::exchange(question.handler, nullptr); handler && question.context)
        handler(std::max(question.here, elsewhere));
}

void ThreadReads::mark(const ThreadId &thread)
{
    // Behind all that was sent: what waits or was refused comes later still and has no time.
    const MessageKey end{.createTime = Timestamp(std::numeric_limits<qint64>::max())};
    m_services.store.older({spaceOf(thread), thread}, end, 1, this,
                           [this, thread](const Result<TimelinePage> &page) {
                               if (page && !page->messages.isEmpty())
                                   keep({thread, page->messages.constLast().createTime});
                           });
}

void ThreadReads::keep(const ThreadReadState &state)
{
    m_services.store.apply(store::Batch{.threadReads = {state}});
    if (!m_canBeTold || m_atService.value(state.thread) >= state.lastReadTime)
        return;
    m_untold.insert(state.thread, state.lastReadTime);
    tellNext();
}

// One at a time: of many that are marked at once the first learns whether that is possible.
void ThreadReads::tellNext()
{
    if (m_telling || m_untold.isEmpty())
        return;
    m_telling = true;
    const ThreadReadState state{m_untold.cbegin().key(), m_untold.cbegin().value()};
    api::UpdateThreadReadState request;
    request.name = readStateName(state.thread);
    request.updateMask = {u"lastReadTime"_s};
    request.threadReadState.lastReadTime = toWire(state.lastReadTime);
    m_services.client.send(
        request, this,
        [this, state](const api::Result<api::ThreadReadState> &answer) { told(state, answer); },
        quietly);
}

// What did not get through is told with the next thread that is read.
void ThreadReads::told(const ThreadReadState &state,
                       const api::Result<api::ThreadReadState> &answer)
{
    m_telling = false;
    if (!answer && isNoSuchMethod(answer.error())) {
        m_canBeTold = false;
        m_untold.clear();
        return;
    }
    if (!answer && answer.error().isTransient())
        return;
    if (m_untold.value(state.thread) == state.lastReadTime)
        m_untold.remove(state.thread);
    if (answer) {
        // The question named the thread and the time, should the answer not.
        const Timestamp time
            = answer->lastReadTime ? toTimestamp(answer->lastReadTime) : state.lastReadTime;
        m_atService.insert(state.thread, time);
        m_services.store.apply(store::Batch{.threadReads = {{state.thread, time}}});
    }
    tellNext();
}

} // namespace linnet::sync
