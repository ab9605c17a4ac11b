// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/conversation.h"
#include "models/domain/result.h"
#include "models/store/cache.h"
#include "models/store/store.h"

#include <optional>

namespace linnet::store {

class OutboxTable;
class Overlay;
class Reader;

// How much of what was written is not with the service.
struct Unsent
{
    int queued = 0;
    int failed = 0;
};

// The list of conversations, each summed up from the cache and what waits in the outbox. Costs a
// few index look-ups a space, whatever the number of its messages. Reads only.
class Conversations
{
public:
    Conversations(Cache &cache, const OutboxTable &outbox, const Overlay &overlay, Reader &reader)
        : m_cache(cache)
        , m_outbox(outbox)
        , m_overlay(overlay)
        , m_reader(reader)
    {
    }

    // Empty for a space of which nothing but its name is known.
    [[nodiscard]] std::optional<Conversation> of(qint64 space);
    // Newest activity first; without any last.
    [[nodiscard]] QList<Conversation> all();
    [[nodiscard]] QList<SpaceState> states();
    // What is in the outbox of a space, by conversation and threads.
    [[nodiscard]] QHash<TimelineScope, Unsent> unsent(const SpaceId &space);

private:
    struct SpaceRow;

    [[nodiscard]] std::optional<SpaceRow> row(qint64 space);
    [[nodiscard]] QList<SpaceRow> rows();
    [[nodiscard]] Conversation summary(const SpaceRow &row);
    void addPreview(Conversation &conversation, qint64 space);
    void addUnread(Conversation &conversation, const SpaceRow &row, Timestamp newestCached);
    void addOutbox(Conversation &conversation);
    [[nodiscard]] TimelineScope scopeOf(const OutboxItem &write);
    [[nodiscard]] QList<UserId> others(const SpaceRow &row);
    [[nodiscard]] std::optional<MembershipRole> ownRole(qint64 space);
    [[nodiscard]] Timestamp newestCached(qint64 space);
    // Of each reply that mentions me and is not read, the newest first.
    [[nodiscard]] QList<ThreadId> threadsMentioning(const SpaceRow &row);
    [[nodiscard]] int count(std::string_view sql, qint64 space, Timestamp after);

    Cache &m_cache;
    const OutboxTable &m_outbox;
    const Overlay &m_overlay;
    Reader &m_reader;
};

} // namespace linnet::store
