// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

namespace linnet::sync {

// Who joined a space, and who left where that is told, before its events were followed: one
// request, once in a cache's life. What it tells is too old for anything else: who is a member now
// the list says. The names a space had are nowhere told.
class FetchHappenings : public Task
{
public:
    FetchHappenings(const Services &services, SpaceId space, Timestamp after, QObject *parent);

    void start() override;

private:
    const SpaceId m_space;
    const Timestamp m_after;
};

} // namespace linnet::sync
