// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/taskqueue.h"

namespace linnet::sync {

TaskQueue::TaskQueue(int atATime, QObject *parent)
    : QObject(parent)
    , m_atATime(atATime)
{
}

void TaskQueue::add(const QString &key, Make make, bool first)
{
    if (m_running.contains(key))
        return;
    const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(),
                                      [&](const Waiting &other) { return other.key == key; });
    if (waiting != m_waiting.end()) {
        if (!first)
            return;
        m_waiting.erase(waiting);
    }
    if (isIdle())
        m_done = 0;
    if (first)
        m_waiting.prepend({key, std::move(make)});
    else
        m_waiting.append({key, std::move(make)});
    pump();
}

void TaskQueue::restart(const QString &key, Make make)
{
    if (Task *task = m_running.take(key))
        task->abort();
    add(key, std::move(make), true);
}

void TaskQueue::drop(const QString &prefix)
{
    m_waiting.removeIf([&prefix](const Waiting &each) { return each.key.startsWith(prefix); });
}

void TaskQueue::clear()
{
    m_waiting.clear();
    for (Task *task : std::exchange(m_running, {}))
        task->abort();
}

void TaskQueue::pump()
{
    while (m_running.size() < m_atATime && !m_waiting.isEmpty()) {
        const Waiting next = m_waiting.takeFirst();
        Task *task = next.make();
        m_running.insert(next.key, task);
        connect(task, &Task::finished, this,
                [this, key = next.key](const std::optional<Error> &error) {
                    m_running.remove(key);
                    ++m_done;
                    Q_EMIT ended(key, error);
                    pump();
                    if (isIdle())
                        Q_EMIT idle();
                });
        task->start();
    }
}

} // namespace linnet::sync
