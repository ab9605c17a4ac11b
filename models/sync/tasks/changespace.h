// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsspaces.h"
#include "models/sync/tasks/task.h"

namespace linnet::sync {

// Changes of a space in as many requests as the service wants: history, permissions and the rest
// exclude each other in one update, and description and guidelines are replaced together.
class ChangeSpace : public Task
{
public:
    ChangeSpace(const Services &services, SpaceId space, SpaceChange change, QObject *parent);

    void start() override;
    // As the service has it after the last request that succeeded.
    [[nodiscard]] const Space &space() const { return m_result; }

private:
    void read();
    void plan(const std::optional<api::SpaceDetails> &present);
    void next();
    void stored(const api::Space &wire);

    const SpaceId m_space;
    const SpaceChange m_change;
    QList<api::PatchSpace> m_steps;
    bool m_planned = false;
    Space m_result;
};

} // namespace linnet::sync
