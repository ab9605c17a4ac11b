// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/outgoing.h"

#include <algorithm>

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

// A file of a message on its way out, with how far its upload has come.
struct OutboxFile
{
    QString stored {}; // the copy's name in the outbox's directory of files
    QString name {}; // as the service is told
    QString contentType {};
    qint64 size = 0;
    QString session {}; // the address of an upload that was begun and may be continued
    QString uploadToken {}; // the service has it: what the message names it by

    friend bool operator==(const OutboxFile &, const OutboxFile &) = default;
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
    QList<OutboxFile> files {}; // CreateMessage
    std::optional<Quote> quote {}; // CreateMessage; what is shown of it is filled in by the store
    Emoji emoji {}; // reactions
    bool withReplies = false; // DeleteMessage: its thread's replies too, others' among them
    Timestamp time {}; // UpdateSpaceReadState: lastReadTime
    Timestamp createTime {}; // when it was written
    Timestamp notBefore {}; // held back until then; unknown: not at all
    int attempts = 0; // counted before each attempt
    std::optional<Error> failure {}; // of the last attempt
    // CreateMessage: an attempt may have had its effect though no answer said so, and no look has
    // settled it since.
    bool doubtful = false;

    [[nodiscard]] bool isUploaded() const
    {
        return std::all_of(files.begin(), files.end(),
                           [](const OutboxFile &file) { return !file.uploadToken.isEmpty(); });
    }
    friend bool operator==(const OutboxItem &, const OutboxItem &) = default;
};

} // namespace linnet
