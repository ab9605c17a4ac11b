// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/member.h"
#include "models/sync/tasks/task.h"

namespace linnet::sync {

// The whole member list of a space: people, apps and groups, those who are only invited too. It
// replaces what is stored, so everybody lists alike. Where it is hidden (PERMISSION_DENIED) the
// task ends with that error and nothing is stored.
class FetchMembers : public Task
{
    Q_OBJECT

public:
    FetchMembers(const Services &services, SpaceId space, api::Lane lane, QObject *parent);

    void start() override;

    // What the service listed, also when the cache could not be written then; none: it did not.
    [[nodiscard]] const std::optional<QList<Member>> &members() const { return m_listed; }

private:
    void store();

    SpaceId m_space;
    api::Lane m_lane;
    QList<Member> m_members;
    std::optional<QList<Member>> m_listed;
};

} // namespace linnet::sync
