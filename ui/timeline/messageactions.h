// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

#include <QKeySequence>
#include <QList>

namespace linnet::ui {

// Everything that can be done with one message: menu, keys and the buttons under the pointer all
// read this, so that none can do what another cannot.
enum class MessageAction {
    React, // asks which
    ReplyInThread,
    OpenThread,
    Quote,
    Forward,
    EditSent,
    CopyText,
    CopyLink,
    Pin,
    Unpin,
    MarkUnread,
    Profile, // of who wrote it
    Retry,
    EditPending,
    DeletePending,
    Delete,
    UndoDelete, // while it is only held back
};

struct ActionCircumstances
{
    bool mine = false;
    bool inThread = false; // the timeline shows a thread: there is no further one
    bool pinned = false;
    // What only some windows can do.
    bool canReact = true;
    bool canQuote = false;
    bool canForward = false;
    bool canEdit = false;
    bool canPin = false;
    bool canShowPeople = false;
};

// Also forwarded: the service has it, and it is not for one person alone.
[[nodiscard]] bool canBeQuoted(const Message &message);

// In the order of a menu; Delete kinds last.
[[nodiscard]] QList<MessageAction> actionsFor(const Message &message,
                                              const ActionCircumstances &circumstances);
[[nodiscard]] QString actionWords(MessageAction action);
[[nodiscard]] QString actionIcon(MessageAction action);
// The key in the list of messages; empty for none.
[[nodiscard]] QKeySequence actionKey(MessageAction action);
// A line above it in menus.
[[nodiscard]] bool beginsGroup(MessageAction action);

// Where the message is to be seen on the web; empty for what the service has not named.
// direct: a direct message's or group chat's address differs from a space's.
[[nodiscard]] QString messageLink(const Message &message, bool direct);

} // namespace linnet::ui
