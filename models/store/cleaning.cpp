// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/cleaning.h"

#include <algorithm>

namespace linnet::store {
namespace {

// The first unit that must not stay, or the length.
qsizetype firstBad(QStringView text, qsizetype from)
{
    for (qsizetype i = from; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.isNull())
            return i;
        if (!unit.isSurrogate())
            continue;
        const bool pair
            = unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (!pair)
            return i;
        ++i;
    }
    return text.size();
}

void clean(QString &text)
{
    for (qsizetype i = firstBad(text, 0); i < text.size(); i = firstBad(text, i + 1))
        text[i] = QChar::ReplacementCharacter;
    if (text.startsWith(QChar::ByteOrderMark))
        text[0] = QChar(0x2060);
}

void clean(QStringList &texts)
{
    for (QString &text : texts)
        clean(text);
}

template <class Tag> void clean(Id<Tag> &id)
{
    QString name = id.name();
    clean(name);
    if (name != id.name())
        id = Id<Tag>(name);
}

void clean(Emoji &emoji)
{
    clean(emoji.unicode);
    clean(emoji.customName);
    clean(emoji.customShortName);
}

void clean(User &user)
{
    clean(user.id);
    clean(user.displayName);
    clean(user.email);
    clean(user.avatarUrl);
    clean(user.domainId);
}

void clean(Space &space)
{
    clean(space.id);
    clean(space.displayName);
    clean(space.description);
    clean(space.uri);
    clean(space.guidelines);
    if (space.access) {
        clean(space.access->audience);
        clean(space.access->discoverAudiences);
        clean(space.access->joinAudiences);
        clean(space.access->viewMembersAudiences);
    }
}

void clean(Membership &membership)
{
    clean(membership.space);
    clean(membership.user);
    clean(membership.groupName);
}

void clean(Annotation &annotation)
{
    clean(annotation.user);
    clean(annotation.uri);
    clean(annotation.title);
    clean(annotation.emoji);
    if (annotation.link) {
        clean(annotation.link->driveFileId);
        clean(annotation.link->mimeType);
        clean(annotation.link->space);
        clean(annotation.link->thread);
        clean(annotation.link->message);
        clean(annotation.link->meetingCode);
        clean(annotation.link->calendarId);
        clean(annotation.link->eventId);
    }
    if (annotation.command) {
        clean(annotation.command->name);
        clean(annotation.command->app);
    }
}

void clean(Attachment &attachment)
{
    clean(attachment.name);
    clean(attachment.contentName);
    clean(attachment.contentType);
    clean(attachment.mediaName);
    clean(attachment.driveFileId);
}

void clean(Message &message)
{
    clean(message.id);
    clean(message.clientId);
    clean(message.space);
    clean(message.thread);
    clean(message.sender);
    clean(message.text);
    clean(message.formattedText);
    clean(message.fallbackText);
    clean(message.privateViewer);
    clean(message.argumentText);
    clean(message.matchedUrl);
    for (Annotation &annotation : message.annotations)
        clean(annotation);
    for (Attachment &attachment : message.attachments)
        clean(attachment);
    for (Citation &citation : message.citations) {
        clean(citation.title);
        clean(citation.uri);
    }
    for (QString &uri : message.gifUris)
        clean(uri);
    for (ReactionSummary &reaction : message.reactions)
        clean(reaction.emoji);
    if (message.quote) {
        clean(message.quote->message);
        clean(message.quote->sender);
        clean(message.quote->senderName);
        clean(message.quote->text);
        clean(message.quote->formattedText);
        for (Annotation &annotation : message.quote->annotations)
            clean(annotation);
        for (Attachment &attachment : message.quote->attachments)
            clean(attachment);
        clean(message.quote->forwardedFrom);
        clean(message.quote->forwardedFromName);
    }
}

} // namespace

QString cleaned(const QString &text)
{
    QString result = text;
    clean(result);
    return result;
}

void clean(Batch &batch)
{
    for (User &user : batch.users)
        clean(user);
    for (Space &space : batch.spaces)
        clean(space);
    if (batch.allSpaces) {
        for (SpaceId &space : *batch.allSpaces)
            clean(space);
    }
    for (SpaceId &space : batch.removedSpaces)
        clean(space);
    for (MemberList &list : batch.memberLists) {
        clean(list.space);
        for (Membership &membership : list.members)
            clean(membership);
    }
    for (Membership &membership : batch.memberships)
        clean(membership);
    for (SpaceId &space : batch.membersDue)
        clean(space);
    for (Message &message : batch.messages)
        clean(message);
    for (MessageId &message : batch.removedMessages)
        clean(message);
    for (ReactionKnowledge &reaction : batch.reactions) {
        clean(reaction.message);
        clean(reaction.emoji);
    }
    for (OwnReactions &own : batch.ownReactions) {
        clean(own.message);
        for (Emoji &emoji : own.emojis)
            clean(emoji);
    }
    for (MessageId &message : batch.reactionsToCount)
        clean(message);
    for (ReadState &state : batch.readStates)
        clean(state.space);
    for (ThreadReadState &state : batch.threadReads)
        clean(state.thread);
    for (NotificationSetting &setting : batch.notifications)
        clean(setting.space);
    for (Coverage &coverage : batch.coverage) {
        clean(coverage.scope.space);
        clean(coverage.scope.thread);
    }
    for (auto &[space, cursor] : batch.eventCursors)
        clean(space);
    for (HappeningTold &told : batch.happenings) {
        clean(told.space);
        clean(told.event);
        clean(told.user);
        clean(told.name);
    }
}

void clean(OutboxItem &item)
{
    clean(item.space);
    clean(item.thread);
    clean(item.message);
    clean(item.requestId);
    clean(item.text);
    clean(item.emoji);
    if (item.failure) {
        clean(item.failure->rpcStatus);
        clean(item.failure->reason);
        clean(item.failure->detail);
    }
}

} // namespace linnet::store
