// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/task.h"

namespace linnet::sync {

Task::Task(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_context(std::make_unique<QObject>())
    , m_asked(services.store.moment())
{
}

Task::~Task() = default;

void Task::abort()
{
    if (m_over)
        return;
    m_over = true;
    m_context.reset();
    deleteLater();
}

void Task::finish(const std::optional<Error> &error)
{
    if (m_over)
        return;
    m_over = true;
    deleteLater();
    Q_EMIT finished(error);
}

} // namespace linnet::sync
