// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/messagemapping.h"

#include "models/sync/mapping/annotationmapping.h"
#include "models/sync/mapping/attachmentmapping.h"
#include "models/sync/mapping/names.h"
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
        return DeletedBy::SpaceMember;
    case api::DeletionType::Unspecified:
    case api::DeletionType::Unrecognized:
        return DeletedBy::Unknown;
    }
    Q_UNREACHABLE();
}

std::optional<Quote> toQuote(const api::QuotedMessageMetadata &wire)
{
    Quote quote;
    const QString name = wire.name.value_or(QString());
    if (hasForm(name, u"spaces/*/messages/*"))
        quote.message = MessageId(name);
    quote.lastUpdateTime = toTimestamp(wire.lastUpdateTime);
    if (wire.quoteType && *wire.quoteType == api::QuoteType::Forward)
        quote.type = QuoteType::Forward;
    if (wire.quotedMessageSnapshot) {
        const api::QuotedMessageSnapshot &snapshot = *wire.quotedMessageSnapshot;
        const QString sender = snapshot.sender.value_or(QString());
        if (sender.startsWith("users/"_L1))
            quote.sender = UserId(sender);
        else
            quote.senderName = sender.simplified();
        quote.text = snapshot.text.value_or(QString());
        quote.formattedText = snapshot.formattedText.value_or(QString());
        quote.annotations = toAnnotations(snapshot.annotations);
        quote.attachments = toAttachments(snapshot.attachments);
    }
    if (wire.forwardedMetadata) {
        const QString space = wire.forwardedMetadata->space.value_or(QString());
        if (hasForm(space, u"spaces/*"))
            quote.forwardedFrom = SpaceId(space);
        quote.forwardedFromName
            = wire.forwardedMetadata->spaceDisplayName.value_or(QString()).simplified();
    }
    if (quote.message.isEmpty() && quote.text.isEmpty() && quote.attachments.isEmpty())
        return std::nullopt;
    return quote;
}

// What an app's answer leans on, each address once.
QList<Citation> citationsOf(const api::Elements &wire)
{
    QList<Citation> citations;
    const auto add = [&citations](const QList<api::CitedSource> &sources) {
        for (const api::CitedSource &source : sources) {
            const Citation citation{source.title.value_or(QString()).simplified(),
                                    source.uri.value_or(QString())};
            if (!(citation == Citation()) && !citations.contains(citation))
                citations.append(citation);
        }
    };
    for (const api::Citation &citation : wire.citations)
        add(citation.citedSources);
    add(wire.citedSources);
    return citations;
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
    message.argumentText = wire.argumentText.value_or(QString());
    message.markdown = wire.markupSyntax && *wire.markupSyntax == api::MarkupSyntax::Markdown;
    message.annotations = toAnnotations(wire.annotations);
    message.attachments = toAttachments(wire.attachment);
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
    if (wire.matchedUrl)
        message.matchedUrl = wire.matchedUrl->url.value_or(QString());
    if (wire.slashCommand)
        message.slashCommand = wire.slashCommand->commandId.value_or(0);
    if (wire.elements)
        message.citations = citationsOf(*wire.elements);
}

} // namespace

std::optional<Message> toMessage(const api::Message &wire)
{
    const QString name = wire.name.value_or(QString());
    if (!hasForm(name, u"spaces/*/messages/*"))
        return std::nullopt;
    Message message;
    message.id = MessageId(name);
    message.space = spaceOf(message.id);
    const QString client
        = message.space.name() + u"/messages/"_s + wire.clientAssignedMessageId.value_or(QString());
    if (hasForm(client, u"spaces/*/messages/*"))
        message.clientId = MessageId(client);
    if (wire.thread && hasForm(wire.thread->name.value_or(QString()), u"spaces/*/threads/*"))
        message.thread = ThreadId(*wire.thread->name);
    message.threadReply = wire.threadReply.value_or(false);
    if (wire.sender)
        message.sender = toUserId(*wire.sender);
    message.createTime = toTimestamp(wire.createTime);
    message.lastUpdateTime = toTimestamp(wire.lastUpdateTime);
    message.deleteTime = toTimestamp(wire.deleteTime);
    if (wire.privateMessageViewer)
        message.privateViewer = toUserId(*wire.privateMessageViewer);
    message.silent = wire.silent.value_or(false);
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
