// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/merge.h"

#include <algorithm>

namespace linnet::store {
namespace {

bool isOlder(const Message &incoming, const Message &stored)
{
    if (incoming.isDeleted() != stored.isDeleted())
        return stored.isDeleted();
    if (incoming.isDeleted())
        return incoming.deleteTime < stored.deleteTime;
    return incoming.lastUpdateTime < stored.lastUpdateTime;
}

template <class T> void fill(T &value, const T &other)
{
    if (value.isEmpty())
        value = other;
}

void fill(Timestamp &value, Timestamp other)
{
    if (!value.isKnown())
        value = other;
}

QString beginningOf(const QString &text)
{
    qsizetype length = qMin(text.size(), longestEarlierText);
    if (length < text.size() && text[length - 1].isHighSurrogate())
        --length;
    return text.left(length);
}

// Where a message belongs never changes, whatever its version.
void fillPlace(Message &message, const Message &other)
{
    if (message.thread.isEmpty()) {
        message.thread = other.thread;
        message.threadReply = other.threadReply;
    }
    fill(message.clientId, other.clientId);
    fill(message.space, other.space);
    fill(message.sender, other.sender);
    fill(message.createTime, other.createTime);
    fill(message.privateViewer, other.privateViewer);
}

} // namespace

Message resourceOf(Message message)
{
    message.replyCount = 0;
    message.failedReplies = 0;
    message.lastReplyTime = Timestamp();
    message.replySenders.clear();
    message.mentionsMe = false;
    message.earlierText.clear();
    message.sendState = SendState::Sent;
    message.outboxSequence = 0;
    message.failure.reset();
    for (ReactionSummary &reaction : message.reactions) {
        if (reaction.mine)
            reaction.mine = false;
    }
    return message;
}

Message merged(const Message &stored, Message incoming)
{
    incoming = resourceOf(std::move(incoming));
    if (isOlder(incoming, stored)) {
        Message result = stored;
        fillPlace(result, incoming);
        return result;
    }
    fillPlace(incoming, stored);
    return incoming;
}

EarlierText earlierVersion(const Message &message)
{
    return {beginningOf(message.text), message.lastUpdateTime};
}

EarlierText earlierOf(const EarlierText &known, const Message &stored, const Message &incoming,
                      const Message &result)
{
    if (result.isDeleted())
        return {};
    EarlierText earlier = known;
    for (const Message *version : {&stored, &incoming}) {
        const bool lost = version->lastUpdateTime < result.lastUpdateTime;
        const bool later = earlier.text.isEmpty() || version->lastUpdateTime > earlier.time;
        if (lost && later && !version->isDeleted() && !version->text.isEmpty()
            && version->text != result.text)
            earlier = earlierVersion(*version);
    }
    // An edit of one's own that the service did not make after all.
    if (earlier.text == beginningOf(result.text))
        return {};
    return earlier;
}

User merged(const User &stored, const User &incoming)
{
    User result = stored;
    result.id = incoming.id;
    if (incoming.type == UserType::App)
        result.type = UserType::App;
    if (!incoming.displayName.isEmpty())
        result.displayName = incoming.displayName;
    if (!incoming.email.isEmpty())
        result.email = incoming.email;
    if (!incoming.avatarUrl.isEmpty())
        result.avatarUrl = incoming.avatarUrl;
    if (!incoming.domainId.isEmpty())
        result.domainId = incoming.domainId;
    if (incoming.anonymous)
        result.anonymous = true;
    else if (!incoming.displayName.isEmpty())
        result.anonymous = false;
    return result;
}

Space merged(const Space &stored, Space incoming)
{
    fill(incoming.displayName, stored.displayName);
    fill(incoming.uri, stored.uri);
    fill(incoming.createTime, stored.createTime);
    incoming.lastActiveTime = std::max(incoming.lastActiveTime, stored.lastActiveTime);
    if (incoming.memberCount == 0)
        incoming.memberCount = stored.memberCount;
    if (incoming.groupCount == 0)
        incoming.groupCount = stored.groupCount;
    if (!incoming.permissions)
        incoming.permissions = stored.permissions;
    if (!incoming.access)
        incoming.access = stored.access;
    return incoming;
}

void setReaction(QList<ReactionSummary> &reactions, const Emoji &emoji, bool mine)
{
    const auto it = std::find_if(reactions.begin(), reactions.end(), [&](const auto &reaction) {
        return emoji.isCustom() ? reaction.emoji.customName == emoji.customName
                                : reaction.emoji.unicode == emoji.unicode;
    });
    if (it == reactions.end()) {
        if (mine)
            reactions.append({emoji, 1, true});
        return;
    }
    if (it->mine == mine)
        return;
    it->mine = mine;
    it->count += mine ? 1 : -1;
    if (it->count <= 0)
        reactions.erase(it);
}

} // namespace linnet::store
