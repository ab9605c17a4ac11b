// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/messagemapping.h"

#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/usermapping.h"
#include "models/sync/mapping/wiretime.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

constexpr int largestCount = 9'999;

std::optional<Annotation> toAnnotation(const api::Annotation &wire)
{
    if (!wire.type)
        return std::nullopt;
    Annotation annotation;
    annotation.start = wire.startIndex.value_or(0);
    annotation.length = wire.length.value_or(0);
    switch (wire.type->value) {
    case api::AnnotationType::UserMention: {
        const QString name = wire.userMention && wire.userMention->user
            ? wire.userMention->user->name.value_or(QString())
            : QString();
        if (name == "users/all"_L1) {
            annotation.type = AnnotationType::AllMention;
        } else {
            annotation.type = AnnotationType::UserMention;
            annotation.user = UserId(name);
        }
        return annotation;
    }
    case api::AnnotationType::SlashCommand:
        annotation.type = AnnotationType::SlashCommand;
        return annotation;
    case api::AnnotationType::RichLink:
        annotation.type = AnnotationType::RichLink;
        if (wire.richLinkMetadata)
            annotation.uri = wire.richLinkMetadata->uri.value_or(QString());
        return annotation;
    case api::AnnotationType::CustomEmoji: {
        annotation.type = AnnotationType::CustomEmoji;
        if (!wire.customEmojiMetadata || !wire.customEmojiMetadata->customEmoji)
            return std::nullopt;
        api::Emoji emoji;
        emoji.customEmoji = *wire.customEmojiMetadata->customEmoji;
        annotation.emoji = toEmoji(emoji).value_or(Emoji());
        return annotation;
    }
    case api::AnnotationType::Unspecified:
    case api::AnnotationType::Unrecognized:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

Attachment toAttachment(const api::Attachment &wire)
{
    Attachment attachment;
    attachment.name = wire.name.value_or(QString());
    attachment.contentName = wire.contentName.value_or(QString());
    attachment.contentType = wire.contentType.value_or(QString());
    if (wire.attachmentDataRef)
        attachment.mediaName = wire.attachmentDataRef->resourceName.value_or(QString());
    if (wire.driveDataRef)
        attachment.driveFileId = wire.driveDataRef->driveFileId.value_or(QString());
    const bool drive = wire.source ? *wire.source == api::AttachmentSource::DriveFile
                                   : !attachment.driveFileId.isEmpty();
    if (drive) {
        attachment.source = AttachmentSource::Drive;
        attachment.mediaName.clear();
    }
    return attachment;
}

DeletedBy deletedBy(const api::Message &wire)
{
    if (!wire.deletionMetadata || !wire.deletionMetadata->deletionType)
        return DeletedBy::Unknown;
    switch (wire.deletionMetadata->deletionType->value) {
    case api::DeletionType::Creator:
    case api::DeletionType::CreatorViaApp:
        return DeletedBy::Creator;
    case api::DeletionType::SpaceOwner:
    case api::DeletionType::SpaceOwnerViaApp:
        return DeletedBy::SpaceOwner;
    case api::DeletionType::Admin:
        return DeletedBy::Admin;
    case api::DeletionType::AppMessageExpiry:
        return DeletedBy::AppExpiry;
    case api::DeletionType::SpaceMember:
    case api::DeletionType::Unspecified:
    case api::DeletionType::Unrecognized:
        return DeletedBy::Unknown;
    }
    Q_UNREACHABLE();
}

std::optional<Quote> toQuote(const api::QuotedMessageMetadata &wire)
{
    Quote quote;
    quote.message = MessageId(wire.name.value_or(QString()));
    quote.lastUpdateTime = toTimestamp(wire.lastUpdateTime);
    if (wire.quoteType && *wire.quoteType == api::QuoteType::Forward)
        quote.type = QuoteType::Forward;
    if (wire.quotedMessageSnapshot) {
        const QString sender = wire.quotedMessageSnapshot->sender.value_or(QString());
        if (sender.startsWith("users/"_L1))
            quote.sender = UserId(sender);
        else
            quote.senderName = sender.simplified();
        quote.text = wire.quotedMessageSnapshot->text.value_or(QString());
    }
    if (quote.message.isEmpty() && quote.text.isEmpty())
        return std::nullopt;
    return quote;
}

// Cards stay what they are until they are drawn.
QByteArray cardsOf(const api::Message &wire)
{
    QJsonObject cards;
    if (!wire.cardsV2.isEmpty())
        cards.insert("cardsV2"_L1, wire.cardsV2);
    else if (!wire.cards.isEmpty())
        cards.insert("cards"_L1, wire.cards);
    if (!wire.accessoryWidgets.isEmpty())
        cards.insert("accessoryWidgets"_L1, wire.accessoryWidgets);
    return cards.isEmpty() ? QByteArray() : QJsonDocument(cards).toJson(QJsonDocument::Compact);
}

void addContent(const api::Message &wire, Message &message)
{
    message.text = wire.text.value_or(QString());
    message.formattedText = wire.formattedText.value_or(QString());
    message.fallbackText = wire.fallbackText.value_or(QString());
    for (const api::Annotation &annotation : wire.annotations) {
        if (const std::optional<Annotation> mapped = toAnnotation(annotation))
            message.annotations.append(*mapped);
    }
    for (const api::Attachment &attachment : wire.attachment)
        message.attachments.append(toAttachment(attachment));
    for (const api::AttachedGif &gif : wire.attachedGifs) {
        if (gif.uri && !gif.uri->isEmpty())
            message.gifUris.append(*gif.uri);
    }
    for (const api::EmojiReactionSummary &summary : wire.emojiReactionSummaries) {
        const std::optional<Emoji> emoji = summary.emoji ? toEmoji(*summary.emoji) : std::nullopt;
        const int count = qMin(summary.reactionCount.value_or(0), largestCount);
        if (emoji && count > 0)
            message.reactions.append({.emoji = *emoji, .count = count});
    }
    if (wire.quotedMessageMetadata)
        message.quote = toQuote(*wire.quotedMessageMetadata);
    message.cards = cardsOf(wire);
}

} // namespace

std::optional<Message> toMessage(const api::Message &wire)
{
    const QString name = wire.name.value_or(QString());
    const QStringList parts = name.split(u'/');
    if (parts.size() != 4 || parts[0] != "spaces"_L1 || parts[2] != "messages"_L1
        || parts[1].isEmpty() || parts[3].isEmpty())
        return std::nullopt;
    Message message;
    message.id = MessageId(name);
    message.space = spaceOf(message.id);
    if (wire.clientAssignedMessageId && !wire.clientAssignedMessageId->isEmpty()) {
        message.clientId
            = MessageId(message.space.name() + u"/messages/"_s + *wire.clientAssignedMessageId);
    }
    if (wire.thread)
        message.thread = ThreadId(wire.thread->name.value_or(QString()));
    message.threadReply = wire.threadReply.value_or(false);
    if (wire.sender)
        message.sender = UserId(wire.sender->name.value_or(QString()));
    message.createTime = toTimestamp(wire.createTime);
    message.lastUpdateTime = toTimestamp(wire.lastUpdateTime);
    message.deleteTime = toTimestamp(wire.deleteTime);
    if (wire.privateMessageViewer)
        message.privateViewer = UserId(wire.privateMessageViewer->name.value_or(QString()));
    if (message.isDeleted() || wire.deletionMetadata) {
        message.deletedBy = deletedBy(wire);
        if (!message.isDeleted())
            message.deleteTime = qMax(message.lastUpdateTime, message.createTime);
    } else {
        addContent(wire, message);
    }
    return message;
}

void MappedMessages::add(const api::Message &wire)
{
    const std::optional<Message> message = toMessage(wire);
    if (!message)
        return;
    messages.append(*message);
    const auto meet = [this](const api::User &user) {
        const std::optional<User> mapped = toUser(user);
        if (!mapped)
            return;
        const auto known = std::find_if(users.begin(), users.end(),
                                        [&](const User &other) { return other.id == mapped->id; });
        if (known == users.end())
            users.append(*mapped);
        else if (known->displayName.isEmpty())
            *known = *mapped;
    };
    if (wire.sender)
        meet(*wire.sender);
    for (const api::Annotation &annotation : wire.annotations) {
        if (annotation.userMention && annotation.userMention->user)
            meet(*annotation.userMention->user);
    }
    for (const Annotation &annotation : message->annotations) {
        if (annotation.type != AnnotationType::UserMention || annotation.user.isEmpty())
            continue;
        if (annotation.start < 0 || annotation.length < 2
            || annotation.start > message->text.size() - annotation.length)
            continue;
        const QString text = message->text.mid(annotation.start, annotation.length);
        if (text.startsWith(u'@') && text.size() <= 200)
            mentionNames.insert(annotation.user, text.mid(1).simplified());
    }
}

void MappedMessages::moveInto(store::Batch &batch)
{
    batch.messages.append(std::exchange(messages, {}));
    batch.users.append(std::exchange(users, {}));
}

MappedMessages toMessages(const QList<api::Message> &wire)
{
    MappedMessages mapped;
    for (const api::Message &message : wire)
        mapped.add(message);
    return mapped;
}

} // namespace linnet::sync
