// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetcharound.h"

using namespace std::chrono_literals;

namespace linnet::sync {

FetchAround::FetchAround(const Services &services, Wanted wanted, const api::CallOptions &options,
                         QObject *parent)
    : Task(services, parent)
    , m_wanted(std::move(wanted))
    , m_options(options)
    , m_time(m_wanted.spot.time)
{
}

void FetchAround::start()
{
    if (m_wanted.spot.message.isEmpty()) {
        look();
        return;
    }
    services().store.message(m_wanted.spot.message, context(),
                             [this](const Result<Message> &message) {
                                 if (message)
                                     place(*message);
                                 else
                                     ask();
                             });
}

// The time of a message that is not cached.
void FetchAround::ask()
{
    services().client.send(
        api::GetMessage{.name = m_wanted.spot.message.name()}, context(),
        [this](const api::Result<api::Message> &answer) {
            if (!answer)
                return fail(answer.error());
            MappedMessages mapped;
            mapped.add(*answer);
            m_mentionNames = mapped.mentionNames;
            place(mapped.messages.value(0));
        },
        m_options);
}

void FetchAround::place(const Message &message)
{
    if (message.isPending() || !message.createTime.isKnown() || !m_wanted.scope.contains(message)) {
        finish(Error{.kind = ErrorKind::NotFound});
        return;
    }
    m_time = message.createTime;
    look();
}

void FetchAround::look()
{
    services().store.coverage(
        m_wanted.scope, m_time, context(), [this](const Result<store::Coverage> &covered) {
            if (!covered)
                return finish(covered.error());
            if (covered->from < m_time && m_time <= covered->to)
                return finish();
            m_open = 2;
            // The first reaches a microsecond beyond the spot, the second goes on from there.
            fetch(FetchMessages::older(m_wanted.scope, m_time, m_wanted.each));
            fetch(FetchMessages::newer(m_wanted.scope, m_time + 1us, m_wanted.each,
                                       m_wanted.knownTo));
        });
}

void FetchAround::fetch(const MessageRange &range)
{
    auto *task = new FetchMessages(services(), range, m_options, context());
    connect(task, &Task::finished, this, [this, task](const std::optional<Error> &error) {
        m_mentionNames.insert(task->mentionNames());
        if (error)
            finish(*error);
        else if (--m_open == 0)
            finish();
    });
    task->start();
}

} // namespace linnet::sync
