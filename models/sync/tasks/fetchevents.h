// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/pager.h"
#include "models/sync/mapping/eventmapping.h"
#include "models/sync/tasks/task.h"

namespace linnet::sync {

// The filter of spaceEvents.list for everything this client understands, from a moment on.
[[nodiscard]] QString spaceEventFilter(Timestamp after);
// For some kinds ("message.v1.created" …).
[[nodiscard]] QString spaceEventFilter(Timestamp after, const QStringList &kinds);

// An event may become known late, after a younger one or after an answer without any: so far back
// is asked again.
inline constexpr auto eventOverlap = std::chrono::minutes(2);

// What to ask about a space's events.
struct EventsRequest
{
    SpaceId space;
    Timestamp after;
    // Everything since then was told, by earlier answers and this one; not after `after`.
    Timestamp coveredFrom;
    // Names of events that were applied before: with the overlap they come again.
    QSet<QString> known{};
    UserId me{};
    api::CallOptions options{};
    int pages = 3; // with news, at most; what is beyond is for the next time
};

// What happened in a space since a moment, applied in one step; afterwards the space's cursor
// stands at the newest event told, and up to there the cache is complete. The counts of reactions,
// which events do not tell, become questions in the store.
class FetchEvents : public Task
{
    Q_OBJECT

public:
    FetchEvents(const Services &services, EventsRequest request, QObject *parent);

    void start() override;

    // After finished() without an error.
    [[nodiscard]] const QSet<QString> &names() const { return m_names; } // within the overlap
    [[nodiscard]] const QHash<UserId, QString> &mentionNames() const { return m_mentionNames; }
    [[nodiscard]] bool membersChanged() const { return m_membersChanged; }
    [[nodiscard]] bool reactionsChanged() const { return m_reactionsChanged; }
    [[nodiscard]] bool isComplete() const { return m_complete; } // up to the moment it was asked
    [[nodiscard]] Timestamp newest() const { return m_newest; } // unknown: nothing new came

private:
    api::PageFlow take(const api::ListSpaceEventsResponse &page);
    void store();
    void addCoverage(store::Batch &batch) const;
    void addReactions(const MappedEvents &mapped, store::Batch &batch);

    EventsRequest m_request;
    QList<api::SpaceEvent> m_events; // not known before
    QList<QPair<QString, Timestamp>> m_told; // all of them
    QSet<QString> m_names;
    Timestamp m_newest;
    QHash<UserId, QString> m_mentionNames;
    bool m_membersChanged = false;
    bool m_reactionsChanged = false;
    bool m_begun = false; // a page has come
    bool m_complete = true;
};

} // namespace linnet::sync
