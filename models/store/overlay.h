// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/outboxitem.h"
#include "models/domain/timeline.h"

#include <QList>

#include <optional>

namespace linnet::store {

class OutboxTable;

// What the person did and the service does not know yet, laid over what is cached. The cache
// itself never holds it: taking a row out of the outbox takes its effect away, and a page that
// still carries the former state cannot hide it.
class Overlay
{
public:
    explicit Overlay(const OutboxTable &outbox)
        : m_outbox(outbox)
    {
    }

    void setOwnUser(const UserId &me) { m_me = me; }

    // Messages not yet sent, as they show, in the order they were written.
    [[nodiscard]] QList<Message> pending(const TimelineScope &scope) const;
    // All lanes of a space.
    [[nodiscard]] QList<Message> pending(const SpaceId &space) const;
    [[nodiscard]] std::optional<Message> pending(const MessageId &local) const;

    // Replies of this thread that were refused and are not to be deleted.
    [[nodiscard]] int failedReplies(const ThreadId &thread) const;

    // Of a message that is pending: it shows as deleted and does not leave.
    [[nodiscard]] std::optional<OutboxItem> removalOf(const OutboxItem &creation) const;
    // Edits, deletions and reactions that wait.
    void layOver(Message &message) const;

    // The read state that waits to be told to the service.
    [[nodiscard]] std::optional<Timestamp> lastReadTime(const SpaceId &space) const;

private:
    const OutboxTable &m_outbox;
    UserId m_me;
};

} // namespace linnet::store
