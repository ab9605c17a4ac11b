// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"
#include "models/sync/tasks/task.h"

#include <QMap>
#include <QPointer>
#include <QSet>

namespace linnet::sync {

// Keeps the spaces in view up to date, every few seconds: by their events, or, where those are
// refused (a scope is missing, no Chat app is configured, the space does not allow it), by listing
// their newest messages.
class SpaceWatch : public QObject
{
    Q_OBJECT

public:
    SpaceWatch(const Services &services, QObject *parent);

    void setOwnUser(const UserId &me) { m_me = me; }
    void setSpaces(const QList<SpaceId> &spaces);
    // 0: rest.
    void setInterval(std::chrono::milliseconds interval);
    // Events that were refused are tried again: the person may have mended it.
    void tryEventsAgain();
    void stop();

    [[nodiscard]] QSet<SpaceId> spaces() const;

Q_SIGNALS:
    void reached(); // the service has answered
    void failed(const linnet::Error &error); // it could not be reached
    void learned(const QHash<linnet::UserId, QString> &mentionNames);
    void membersChanged(const linnet::SpaceId &space);

private:
    struct Watched
    {
        bool ready = false; // it is known from when on
        Timestamp cursor;
        QSet<QString> known; // events applied of late
        bool refused = false;
        QPointer<Task> task;
    };

    void readCursors();
    void tick();
    void schedule();
    void fetchEvents(const SpaceId &space, Watched &watched);
    void fetchNewest(const SpaceId &space, Watched &watched);
    void eventsFailed(const SpaceId &space, const Error &error);

    Services m_services;
    UserId m_me;
    QMap<SpaceId, Watched> m_spaces;
    std::chrono::milliseconds m_interval{};
    api::Timer m_timer;
    bool m_allRefused = false;
};

} // namespace linnet::sync
