// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsspaces.h"
#include "models/sync/tasks/task.h"

namespace linnet::sync {

// The pins of a space with their messages: from the cache, else from the service, one request each.
class FetchPins : public Task
{
public:
    FetchPins(const Services &services, SpaceId space, QObject *parent);

    void start() override;
    [[nodiscard]] const QList<PinnedMessage> &pins() const { return m_pins; }

private:
    void look(qsizetype index);
    void ask(qsizetype index);
    void oneLess();

    const SpaceId m_space;
    QList<PinnedMessage> m_pins;
    qsizetype m_open = 0; // messages not yet had
};

} // namespace linnet::sync
