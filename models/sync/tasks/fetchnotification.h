// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

namespace linnet::sync {

// What the person wants to be notified of in a space, and whether it is muted.
class FetchNotification : public Task
{
    Q_OBJECT

public:
    FetchNotification(const Services &services, SpaceId space, QObject *parent);

    void start() override;

private:
    SpaceId m_space;
};

} // namespace linnet::sync
