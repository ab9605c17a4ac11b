// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

namespace linnet::sync {

// The whole member list of a space, people and apps. Where it is hidden (PERMISSION_DENIED) the
// task ends with that error and nothing is stored.
class FetchMembers : public Task
{
    Q_OBJECT

public:
    FetchMembers(const Services &services, SpaceId space, api::Lane lane, QObject *parent);

    void start() override;

private:
    SpaceId m_space;
    api::Lane m_lane;
    store::Batch m_batch;
};

} // namespace linnet::sync
