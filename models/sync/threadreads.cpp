// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/threadreads.h"

#include "models/sync/tasks/fetchthreadread.h"

#include <limits>

namespace linnet::sync {

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
    connect(task, &Task::finished, this, [task, question] { answer(*question, task->time()); });
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
    m_services.store.older(
        {spaceOf(thread), thread}, end, 1, this, [this, thread](const Result<TimelinePage> &page) {
            if (page && !page->messages.isEmpty())
                m_services.store.apply(
                    store::Batch{.threadReads = {{thread, page->messages.constLast().createTime}}});
        });
}

} // namespace linnet::sync
