// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backfill.h"
#include "models/domain/conversation.h"
#include "models/domain/happening.h"
#include "models/domain/message.h"
#include "models/domain/space.h"
#include "models/domain/timeline.h"
#include "models/domain/user.h"

namespace linnet {

// A pending message that the service has named: its row keeps its identity under a new id.
struct Reconciliation
{
    MessageId local {};
    MessageId remote {};

    friend bool operator==(const Reconciliation &, const Reconciliation &) = default;
};

// What a batch really changed, by value equality with what was stored: applying the same page
// twice gives an empty one. Crosses from the store's thread to the interface's as a value.
// Reconciliations are applied first, then removals, then the rest.
struct ChangeSet
{
    QList<User> users {}; // new or changed
    QList<Conversation> conversations {}; // new or changed
    QList<SpaceId> removedSpaces {};
    QList<Message> messages {}; // new or changed, pending ones too
    QList<MessageId> removedMessages {}; // gone altogether (a discarded pending one): no tombstone
    QList<Reconciliation> reconciliations {};
    QList<Backfill> backfills {}; // whose state or progress changed
    QList<SpaceHappenings> happenings {}; // of spaces of which something was told

    [[nodiscard]] bool isEmpty() const
    {
        return users.isEmpty() && conversations.isEmpty() && removedSpaces.isEmpty()
            && messages.isEmpty() && removedMessages.isEmpty() && reconciliations.isEmpty()
            && backfills.isEmpty() && happenings.isEmpty();
    }
    friend bool operator==(const ChangeSet &, const ChangeSet &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::ChangeSet)
