// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mythreads.h"

#include "models/store/store.h"

namespace linnet::sync {

namespace {
constexpr auto listedFor = std::chrono::days(60);
} // namespace

void MyThreads::myThreads(int limit, QObject *context, Handler<QList<MyThread>> handler)
{
    m_services.store.myThreads(m_services.wallTime() - listedFor, limit, context, std::move(handler));
}

} // namespace linnet::sync
