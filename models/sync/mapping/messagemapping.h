// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/message.h"
#include "models/store/batch.h"

#include <QHash>

#include <optional>

namespace linnet::sync {

// A message as the service tells of it; nothing without a name of the form spaces/S/messages/M.
// Annotations are taken over with their positions as they came: they are checked where they are
// drawn. A tombstone has no content, whatever else came with it.
[[nodiscard]] std::optional<Message> toMessage(const api::Message &wire);

// What pages and events tell of people beside the messages themselves.
struct MappedMessages
{
    QList<Message> messages; // in the order of the answer
    QList<User> users; // senders and the mentioned, each once
    // By the text of an @mention: the last resort for people without a name.
    QHash<UserId, QString> mentionNames;

    void add(const api::Message &wire);
    // Moves messages and users into the batch.
    void moveInto(store::Batch &batch);
};

[[nodiscard]] MappedMessages toMessages(const QList<api::Message> &wire);

} // namespace linnet::sync
