// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/domain/timeline.h"
#include "models/store/cache.h"

namespace linnet::store {

class Overlay;

// Pages of timelines and single messages, as they show: what is cached, what is derived from it,
// and what waits in the outbox laid over it. Reads only.
class Reader
{
public:
    Reader(Cache &cache, const Overlay &overlay)
        : m_cache(cache)
        , m_overlay(overlay)
    {
    }

    [[nodiscard]] Result<TimelinePage> newest(const TimelineScope &scope, int limit);
    [[nodiscard]] Result<TimelinePage> older(const TimelineScope &scope, const MessageKey &before,
                                             int limit);
    [[nodiscard]] Result<TimelinePage> newer(const TimelineScope &scope, const MessageKey &after,
                                             int limit);
    [[nodiscard]] Result<Message> message(const MessageId &id);

    // A cached row as it shows.
    [[nodiscard]] Message shown(const MessageRow &row);
    // A row's reactions with what is known of mine, without what waits in the outbox.
    [[nodiscard]] QList<ReactionSummary> knownReactions(const MessageRow &row);
    // The rows that show how many replies a thread has.
    [[nodiscard]] QList<MessageRow> roots(qint64 thread);

    // The newest top-level message that is not deleted, as it shows; the sent ones only.
    [[nodiscard]] std::optional<Message> newestShown(qint64 space);

private:
    struct Window; // numbers of a scope and its covered stretches

    [[nodiscard]] Window windowOf(const TimelineScope &scope);
    [[nodiscard]] QList<Message> rowsBefore(const Window &window, Timestamp from,
                                            const MessageKey &before, int limit);
    [[nodiscard]] QList<Message> rowsAfter(const Window &window, const MessageKey &after,
                                           Timestamp to, int limit);
    void addReplies(Message &message, qint64 thread);
    void addMyReactions(Message &message, qint64 space);
    void addHappenings(TimelinePage &page, const Window &window);
    [[nodiscard]] Result<TimelinePage> finished(TimelinePage page);

    Cache &m_cache;
    const Overlay &m_overlay;
};

} // namespace linnet::store
