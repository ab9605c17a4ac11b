// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/spaceevents.h"

namespace linnet::sync {

// Keeps the spaces in view up to date, every few seconds. Says so when one of them cannot be
// reached, though the rest of the account may be.
class SpaceWatch : public QObject
{
    Q_OBJECT

public:
    SpaceWatch(const Services &services, SpaceEvents &events, QObject *parent);

    void setSpaces(const QList<SpaceId> &spaces);
    // 0: rest.
    void setInterval(std::chrono::milliseconds interval);
    // Asks now, whatever failed before.
    void tryAgain();
    void stop();

    [[nodiscard]] QSet<SpaceId> spaces() const { return {m_spaces.begin(), m_spaces.end()}; }
    [[nodiscard]] const QList<SpaceId> &inOrder() const { return m_spaces; }
    // Of a space in view, while it lasts.
    [[nodiscard]] std::optional<Error> trouble() const;
    [[nodiscard]] Timestamp nextAttempt() const { return m_nextAttempt; }

Q_SIGNALS:
    void troubleChanged();

private:
    void readStates();
    void tick();
    void schedule();
    void answered(const SpaceId &space);
    void failed(const SpaceId &space, const Error &error);

    Services m_services;
    SpaceEvents &m_events;
    QList<SpaceId> m_spaces;
    QMap<SpaceId, Error> m_failing;
    int m_failures = 0; // in a row
    std::chrono::milliseconds m_interval{};
    Timestamp m_nextAttempt;
    api::Timer m_timer;
};

} // namespace linnet::sync
