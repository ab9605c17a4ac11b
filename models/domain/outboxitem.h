// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/message.h"

namespace linnet {

enum class OutboxKind {
    CreateMessage,
    UpdateMessage,
    DeleteMessage,
    CreateReaction,
    DeleteReaction,
    UpdateSpaceReadState,
};

enum class OutboxState {
    Queued,
    Sending, // an attempt began: its body may have reached the service
    Sent, // the service answered; waits until the message is seen in a page or event
    Failed, // refused
};

// One write on its way out, as committed to the durable database. The body is frozen with the
// keys: what is sent again is what was sent first.
struct OutboxItem
{
    qint64 sequence = 0; // given by the store; order of writing
    OutboxKind kind = OutboxKind::CreateMessage;
    OutboxState state = OutboxState::Queued;
    SpaceId space {};
    ThreadId thread {}; // CreateMessage: the thread replied to, or empty
    MessageId message {}; // CreateMessage: the local id; else what the write is about
    QString requestId {}; // CreateMessage
    QString text {}; // CreateMessage, UpdateMessage: with Chat's markup
    Emoji emoji {}; // reactions
    Timestamp time {}; // UpdateSpaceReadState: lastReadTime
    Timestamp createTime {}; // when it was written
    int attempts = 0; // counted before each attempt
    std::optional<Error> failure {}; // of the last attempt

    friend bool operator==(const OutboxItem &, const OutboxItem &) = default;
};

} // namespace linnet
