// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

namespace linnet::sync {

// How far the person has read a space, on whatever device.
class FetchReadState : public Task
{
    Q_OBJECT

public:
    FetchReadState(const Services &services, SpaceId space, QObject *parent);

    void start() override;

private:
    SpaceId m_space;
};

} // namespace linnet::sync
