// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsthreads.h"
#include "models/sync/services.h"

namespace linnet::sync {

// The person's threads, as the store has them. GUI thread.
class MyThreads : public ThreadsPort
{
public:
    explicit MyThreads(const Services &services)
        : m_services(services)
    {
    }

    void myThreads(int limit, QObject *context, Handler<QList<MyThread>> handler) override;

private:
    Services m_services;
};

} // namespace linnet::sync
