// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/mythread.h"
#include "models/domain/ports.h"

namespace linnet {

// The person's threads across all conversations.
class ThreadsPort
{
public:
    virtual ~ThreadsPort() = default;

    // Those with a reply in the last sixty days, the newest first, at most limit. From the cache
    // alone: no request.
    virtual void myThreads(int limit, QObject *context, Handler<QList<MyThread>> handler) = 0;
};

} // namespace linnet
