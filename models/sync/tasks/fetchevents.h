// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/mapping/eventmapping.h"
#include "models/sync/tasks/task.h"

namespace linnet::sync {

// The filter of spaceEvents.list for everything this client understands, from a moment on.
[[nodiscard]] QString spaceEventFilter(Timestamp after);

// What happened in a space since a moment, applied in one step; afterwards the space's cursor
// stands at the newest event, and up to there the cache is complete. The counts of reactions, which
// events do not tell, are asked for message by message.
class FetchEvents : public Task
{
    Q_OBJECT

public:
    // Events whose names are in @p known were applied before: with the overlap they come again.
    FetchEvents(const Services &services, SpaceId space, Timestamp after, QSet<QString> known,
                QObject *parent);

    void setOwnUser(const UserId &me) { m_me = me; }
    void start() override;

    // After finished() without an error.
    [[nodiscard]] const QSet<QString> &names() const { return m_names; }
    [[nodiscard]] const QHash<UserId, QString> &mentionNames() const { return m_mentionNames; }
    [[nodiscard]] bool membersChanged() const { return m_membersChanged; }
    [[nodiscard]] bool wasBusy() const { return m_busy; } // something new came
    [[nodiscard]] Timestamp newest() const { return m_newest; } // unknown: nothing came
    [[nodiscard]] const SpaceId &space() const { return m_space; }

private:
    void store();
    void askNextMessage();

    SpaceId m_space;
    Timestamp m_after;
    QSet<QString> m_known;
    UserId m_me;
    QList<api::SpaceEvent> m_events;
    QSet<QString> m_names;
    Timestamp m_newest;
    QHash<UserId, QString> m_mentionNames;
    QList<MessageId> m_toAsk;
    bool m_membersChanged = false;
    bool m_busy = false;
};

} // namespace linnet::sync
