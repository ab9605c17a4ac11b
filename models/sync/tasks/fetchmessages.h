// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timeline.h"
#include "models/store/batch.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/tasks/task.h"

namespace linnet::sync {

// What part of a timeline to fetch, and how much of it.
struct MessageRange
{
    TimelineScope scope;
    Timestamp after; // only younger than this; unknown: from the first message on
    Timestamp before; // only older than this; unknown: up to the newest
    bool fromOldest = false; // take the oldest of the range, else the newest
    int limit = 50; // about so many; the range may hold more
    // The space was active at this time before the range was asked for: what the answer ends with
    // is complete at least up to here.
    Timestamp knownTo;
};

// What a full answer covers: the stretch in which nothing can be missing. @p complete: the answer
// held the whole range. @p messages in any order.
[[nodiscard]] store::Coverage coverageOf(const MessageRange &range, const QList<Message> &messages,
                                         bool complete);

// Fetches one stretch of a timeline and stores it with its coverage.
class FetchMessages : public Task
{
    Q_OBJECT

public:
    FetchMessages(const Services &services, MessageRange range, const api::CallOptions &options,
                  QObject *parent);

    // The newest of a space or thread; nothing is assumed of the cache.
    [[nodiscard]] static MessageRange newest(const TimelineScope &scope, int limit,
                                             Timestamp knownTo);
    // What came since the cache was complete, with some overlap, because the service may show a
    // message a little after a younger one. More than @p limit leave a gap, which reading fills.
    [[nodiscard]] static MessageRange since(const TimelineScope &scope, Timestamp coveredTo,
                                            int limit, Timestamp knownTo);
    // The part just before a covered stretch that begins after @p from.
    [[nodiscard]] static MessageRange older(const TimelineScope &scope, Timestamp from, int limit);
    // The part just after a covered stretch that ends with @p to.
    [[nodiscard]] static MessageRange newer(const TimelineScope &scope, Timestamp to, int limit,
                                            Timestamp knownTo);

    void start() override;

    [[nodiscard]] const MessageRange &range() const { return m_range; }
    // After finished() without an error.
    [[nodiscard]] const store::Coverage &coverage() const { return m_coverage; }
    [[nodiscard]] const QHash<UserId, QString> &mentionNames() const { return m_mentionNames; }
    [[nodiscard]] const ChangeSet &changes() const { return m_changes; }
    [[nodiscard]] int count() const { return m_count; } // messages in the answer

private:
    [[nodiscard]] api::ListMessages request() const;
    [[nodiscard]] bool hasProgress() const;
    void store(bool complete);

    MessageRange m_range;
    api::CallOptions m_options;
    MappedMessages m_mapped;
    store::Coverage m_coverage;
    QHash<UserId, QString> m_mentionNames;
    ChangeSet m_changes;
    int m_count = 0;
};

} // namespace linnet::sync
