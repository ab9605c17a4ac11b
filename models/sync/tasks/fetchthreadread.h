// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

namespace linnet::sync {

// How far the person has read a thread, on whatever device.
class FetchThreadRead : public Task
{
    Q_OBJECT

public:
    FetchThreadRead(const Services &services, ThreadId thread, QObject *parent);

    void start() override;
    // Once finished; unknown: never opened.
    [[nodiscard]] Timestamp time() const { return m_time; }

private:
    ThreadId m_thread;
    Timestamp m_time;
};

} // namespace linnet::sync
