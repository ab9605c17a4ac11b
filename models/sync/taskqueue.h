// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

#include <QHash>
#include <QList>

#include <functional>

namespace linnet::sync {

// Work that nobody waits for, a few pieces at a time, each once: a key that is waiting or running
// is not taken again.
class TaskQueue : public QObject
{
    Q_OBJECT

public:
    using Make = std::function<Task *()>; // the task's parent is the queue

    explicit TaskQueue(int atATime, QObject *parent);

    void add(const QString &key, Make make, bool first = false);
    // What a running one has seen may be out of date: it is ended and made anew, before all others.
    void restart(const QString &key, Make make);
    // Forgets what is waiting under keys that begin so.
    void drop(const QString &prefix);
    // Ends everything without a word.
    void clear();

    [[nodiscard]] bool isRunning(const QString &key) const { return m_running.contains(key); }
    [[nodiscard]] bool isIdle() const { return m_waiting.isEmpty() && m_running.isEmpty(); }
    [[nodiscard]] int done() const { return m_done; } // since it was last idle
    [[nodiscard]] int total() const { return m_done + int(m_waiting.size() + m_running.size()); }

Q_SIGNALS:
    void ended(const QString &key, const std::optional<linnet::Error> &error);
    void idle();

private:
    void pump();

    struct Waiting
    {
        QString key;
        Make make;
    };
    const int m_atATime;
    QList<Waiting> m_waiting;
    QHash<QString, Task *> m_running;
    int m_done = 0;
};

} // namespace linnet::sync
