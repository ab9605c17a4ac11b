// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/overlay.h"

#include "models/store/merge.h"
#include "models/store/outboxtable.h"

#include <QSet>

#include <algorithm>

namespace linnet::store {
namespace {

SendState sendStateOf(OutboxState state, bool earlierFailed)
{
    switch (state) {
    case OutboxState::Queued:
        return earlierFailed ? SendState::WaitingForEarlier : SendState::Queued;
    case OutboxState::Sending:
    case OutboxState::Sent: // until it is seen in a page or event
        return SendState::Sending;
    case OutboxState::Failed:
        return SendState::Failed;
    }
    return SendState::Queued;
}

Attachment pendingAttachment(const OutboxTable &outbox, const OutboxItem &item, qsizetype index)
{
    const OutboxFile &file = item.files[index];
    Attachment attachment;
    attachment.contentName = file.name;
    attachment.contentType = file.contentType;
    attachment.localPath = outbox.filesDirectory() + u'/' + file.stored;
    attachment.bytesTotal = file.size;
    attachment.bytesSent
        = file.uploadToken.isEmpty() ? outbox.progress(item.sequence, index) : file.size;
    return attachment;
}

// A write that nobody tried yet may be held back on purpose.
Timestamp heldUntil(const OutboxItem &item)
{
    return item.attempts == 0 && item.state == OutboxState::Queued ? item.notBefore : Timestamp();
}

Message pendingMessage(const OutboxTable &outbox, const OutboxItem &item, bool earlierFailed,
                       const UserId &me)
{
    Message message;
    message.id = item.message;
    message.clientId = item.message;
    message.space = item.space;
    message.thread = item.thread;
    message.threadReply = !item.thread.isEmpty();
    message.sender = me;
    message.createTime = item.createTime;
    message.text = item.text;
    message.formattedText = item.text;
    message.sendState = sendStateOf(item.state, earlierFailed);
    message.outboxSequence = item.sequence;
    message.failure = item.failure;
    message.quote = item.quote;
    for (qsizetype i = 0; i < item.files.size(); ++i)
        message.attachments.append(pendingAttachment(outbox, item, i));
    message.heldUntil = heldUntil(item);
    return message;
}

void edit(Message &message, const OutboxItem &item)
{
    if (message.text != item.text)
        message.earlierText = message.text.left(longestEarlierText);
    message.text = item.text;
    message.formattedText = item.text;
    message.annotations.clear(); // their positions belong to the former text
    message.lastUpdateTime = std::max(message.lastUpdateTime, item.createTime);
}

void remove(Message &message, const OutboxItem &item, const UserId &me)
{
    Message tombstone;
    tombstone.id = message.id;
    tombstone.clientId = message.clientId;
    tombstone.space = message.space;
    tombstone.thread = message.thread;
    tombstone.threadReply = message.threadReply;
    tombstone.sender = message.sender;
    tombstone.createTime = message.createTime;
    tombstone.deleteTime = item.createTime;
    tombstone.deletedBy = message.sender == me ? DeletedBy::Creator : DeletedBy::SpaceOwner;
    tombstone.replyCount = message.replyCount;
    tombstone.lastReplyTime = message.lastReplyTime;
    tombstone.replySenders = message.replySenders;
    tombstone.failedReplies = message.failedReplies;
    tombstone.sendState = message.sendState; // of a pending one: its place
    tombstone.outboxSequence = message.outboxSequence;
    tombstone.heldUntil = heldUntil(item);
    message = tombstone;
}

} // namespace

QList<Message> Overlay::pending(const SpaceId &space) const
{
    QList<Message> result;
    QSet<ThreadId> failedLanes;
    const QList<OutboxItem> items = m_outbox.items(space);
    for (const OutboxItem &item : items) {
        if (item.kind != OutboxKind::CreateMessage)
            continue;
        result.append(pendingMessage(m_outbox, item, failedLanes.contains(item.thread), m_me));
        if (const std::optional<OutboxItem> removal = removalOf(item))
            remove(result.last(), *removal, m_me);
        if (item.state == OutboxState::Failed)
            failedLanes.insert(item.thread);
    }
    return result;
}

QList<Message> Overlay::pending(const TimelineScope &scope) const
{
    QList<Message> result = pending(scope.space);
    result.removeIf([&scope](const Message &message) { return !scope.contains(message); });
    return result;
}

std::optional<Message> Overlay::pending(const MessageId &local) const
{
    const OutboxItem *item = m_outbox.findCreate(local);
    if (!item)
        return std::nullopt;
    const QList<Message> messages = pending(item->space);
    for (const Message &message : messages) {
        if (message.outboxSequence == item->sequence)
            return message;
    }
    return std::nullopt;
}

std::optional<OutboxItem> Overlay::removalOf(const OutboxItem &creation) const
{
    const QList<OutboxItem> changes = m_outbox.changesOf(creation.message);
    for (const OutboxItem &change : changes) {
        if (change.kind == OutboxKind::DeleteMessage && change.state != OutboxState::Failed)
            return change;
    }
    return std::nullopt;
}

int Overlay::failedReplies(const ThreadId &thread) const
{
    int count = 0;
    const QList<OutboxItem> refused = m_outbox.refused(thread);
    for (const OutboxItem &item : refused)
        count += removalOf(item) ? 0 : 1;
    return count;
}

void Overlay::layOver(Message &message) const
{
    QList<OutboxItem> items = m_outbox.changesOf(message.id);
    if (message.clientId != message.id) {
        items += m_outbox.changesOf(message.clientId);
        std::sort(items.begin(), items.end(),
                  [](const OutboxItem &a, const OutboxItem &b) { return a.sequence < b.sequence; });
    }
    for (const OutboxItem &item : std::as_const(items)) {
        // What is refused did not happen; why is told beside what is there.
        if (item.state == OutboxState::Failed) {
            message.failure = item.failure;
            continue;
        }
        switch (item.kind) {
        case OutboxKind::UpdateMessage:
            edit(message, item);
            break;
        case OutboxKind::DeleteMessage:
            remove(message, item, m_me);
            break;
        case OutboxKind::CreateReaction:
            setReaction(message.reactions, item.emoji, true);
            break;
        case OutboxKind::DeleteReaction:
            setReaction(message.reactions, item.emoji, false);
            break;
        case OutboxKind::CreateMessage:
        case OutboxKind::UpdateSpaceReadState:
            break;
        }
    }
}

std::optional<Timestamp> Overlay::lastReadTime(const SpaceId &space) const
{
    std::optional<Timestamp> result;
    const QList<OutboxItem> items = m_outbox.items(space);
    for (const OutboxItem &item : items) {
        if (item.kind == OutboxKind::UpdateSpaceReadState && item.state != OutboxState::Failed)
            result = item.time;
    }
    return result;
}

} // namespace linnet::store
