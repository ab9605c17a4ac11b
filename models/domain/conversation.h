// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/space.h"

namespace linnet {

// A space as the list of conversations shows it. Made by the store from what is cached; a change
// of any part arrives as a whole new value.
struct Conversation
{
    Space space {};
    QList<UserId> others {}; // of direct messages and group chats: members but me, at most eight
    Timestamp lastReadTime {};
    int unreadCount = 0; // cached top-level messages by others after lastReadTime
    int mentionCount = 0; // of the unread ones, replies too, those that mention me or all
    bool unread = false; // also true when the service has newer messages that are not cached
    bool muted = false; // nothing is notified of, whatever the level
    NotificationLevel notificationLevel = NotificationLevel::All;
    Timestamp lastMessageTime {}; // newest known activity: what the list sorts by
    UserId lastSender {};
    QString preview {}; // one line of plain text; empty when nothing is cached
    int queuedCount = 0; // in the outbox
    int failedCount = 0; // in the outbox, refused
    QString draft {}; // of the top level, shortened
    std::optional<MembershipRole> ownRole {}; // absent: not known

    friend bool operator==(const Conversation &, const Conversation &) = default;
};

// One line for the list: the text without markup, line breaks as spaces, or what stands in for it
// (the names of attachments). At most 200 characters. Words for "deleted" and the like are the
// interface's: an empty text is returned for them.
[[nodiscard]] QString previewOf(const Message &message);

} // namespace linnet

Q_DECLARE_METATYPE(linnet::Conversation)
