// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/cbor.h"
#include "models/store/codec.h"

namespace linnet::store {

QCborMap encode(const Emoji &emoji)
{
    QCborMap map;
    put(map, 1, emoji.unicode);
    put(map, 2, emoji.customName);
    put(map, 3, emoji.customShortName);
    return map;
}

Emoji decodeEmoji(const QCborValue &value)
{
    const QCborMap map = value.toMap();
    return {map[1].toString(), map[2].toString(), map[3].toString()};
}

QCborMap encode(const Attachment &attachment)
{
    QCborMap map;
    put(map, 1, attachment.name);
    put(map, 2, attachment.contentName);
    put(map, 3, attachment.contentType);
    put(map, 4, attachment.mediaName);
    put(map, 5, attachment.driveFileId);
    put(map, 6, qint64(attachment.source));
    return map;
}

Attachment decodeAttachment(const QCborMap &map)
{
    return {map[1].toString(), map[2].toString(),
            map[3].toString(), map[4].toString(),
            map[5].toString(), enumOf(map[6], AttachmentSource::Drive, AttachmentSource::Uploaded)};
}

static QCborMap encode(const RichLink &link)
{
    QCborMap map;
    map.insert(1, qint64(link.kind)); // always, or there would be no map
    put(map, 2, link.driveFileId);
    put(map, 3, link.mimeType);
    put(map, 4, link.space);
    put(map, 5, link.thread);
    put(map, 6, link.message);
    put(map, 7, link.meetingCode);
    put(map, 8, qint64(link.huddle));
    put(map, 9, qint64(link.huddleState));
    put(map, 10, link.calendarId);
    put(map, 11, link.eventId);
    return map;
}

static RichLink decodeRichLink(const QCborMap &map)
{
    RichLink link;
    link.kind = enumOf(map[1], LinkKind::CalendarEvent, LinkKind::Other);
    link.driveFileId = map[2].toString();
    link.mimeType = map[3].toString();
    link.space = SpaceId(map[4].toString());
    link.thread = ThreadId(map[5].toString());
    link.message = MessageId(map[6].toString());
    link.meetingCode = map[7].toString();
    link.huddle = map[8].toInteger() != 0;
    link.huddleState = enumOf(map[9], HuddleState::Missed, HuddleState::Unknown);
    link.calendarId = map[10].toString();
    link.eventId = map[11].toString();
    return link;
}

static QCborMap encode(const SlashCommand &command)
{
    QCborMap map;
    map.insert(1, command.id);
    put(map, 2, command.name);
    put(map, 3, command.app);
    put(map, 4, qint64(command.triggersDialog));
    return map;
}

static SlashCommand decodeSlashCommand(const QCborMap &map)
{
    return {map[1].toInteger(), map[2].toString(), UserId(map[3].toString()),
            map[4].toInteger() != 0};
}

static QCborMap encode(const Annotation &annotation)
{
    QCborMap map;
    put(map, 1, qint64(annotation.type));
    put(map, 2, annotation.start);
    put(map, 3, annotation.length);
    put(map, 4, annotation.user);
    put(map, 5, annotation.uri);
    put(map, 6, annotation.title);
    put(map, 7, encode(annotation.emoji));
    if (annotation.link)
        map.insert(8, encode(*annotation.link));
    if (annotation.command)
        map.insert(9, encode(*annotation.command));
    put(map, 10, qint64(annotation.joins));
    return map;
}

static Annotation decodeAnnotation(const QCborMap &map)
{
    Annotation annotation;
    annotation.type = enumOf(map[1], AnnotationType::SlashCommand, AnnotationType::UserMention);
    annotation.start = intOf(map[2]);
    annotation.length = intOf(map[3]);
    annotation.user = UserId(map[4].toString());
    annotation.uri = map[5].toString();
    annotation.title = map[6].toString();
    annotation.emoji = decodeEmoji(map[7]);
    if (map.contains(8))
        annotation.link = decodeRichLink(map[8].toMap());
    if (map.contains(9))
        annotation.command = decodeSlashCommand(map[9].toMap());
    annotation.joins = map[10].toInteger() != 0;
    return annotation;
}

static QCborMap encode(const ReactionSummary &reaction)
{
    QCborMap map;
    put(map, 1, encode(reaction.emoji));
    put(map, 2, reaction.count);
    return map;
}

QCborMap encode(const Quote &quote)
{
    QCborMap map;
    put(map, 1, quote.message);
    put(map, 2, quote.lastUpdateTime);
    put(map, 3, qint64(quote.type));
    put(map, 4, quote.sender);
    put(map, 5, quote.senderName);
    put(map, 6, quote.text);
    put(map, 7, quote.formattedText);
    put(map, 8, arrayOf(quote.annotations, [](const auto &value) { return encode(value); }));
    put(map, 9, arrayOf(quote.attachments, [](const auto &value) { return encode(value); }));
    put(map, 10, quote.forwardedFrom);
    put(map, 11, quote.forwardedFromName);
    return map;
}

Quote decodeQuote(const QCborMap &map)
{
    Quote quote;
    quote.message = MessageId(map[1].toString());
    quote.lastUpdateTime = timeOf(map[2]);
    quote.type = enumOf(map[3], QuoteType::Forward, QuoteType::Reply);
    quote.sender = UserId(map[4].toString());
    quote.senderName = map[5].toString();
    quote.text = map[6].toString();
    quote.formattedText = map[7].toString();
    for (const QCborValue value : map[8].toArray())
        quote.annotations.append(decodeAnnotation(value.toMap()));
    for (const QCborValue value : map[9].toArray())
        quote.attachments.append(decodeAttachment(value.toMap()));
    quote.forwardedFrom = SpaceId(map[10].toString());
    quote.forwardedFromName = map[11].toString();
    return quote;
}

QByteArray encodeRest(const Message &message)
{
    QCborMap map;
    // Mostly the two are the same.
    if (message.formattedText != message.text)
        map.insert(1, message.formattedText);
    put(map, 2, message.fallbackText);
    put(map, 3, arrayOf(message.annotations, [](const auto &value) { return encode(value); }));
    put(map, 4, arrayOf(message.attachments, [](const auto &value) { return encode(value); }));
    put(map, 5, QCborArray::fromStringList(QStringList(message.gifUris)));
    put(map, 6, arrayOf(message.reactions, [](const auto &value) { return encode(value); }));
    if (message.quote)
        map.insert(7, encode(*message.quote));
    if (!message.cards.isEmpty())
        map.insert(8, message.cards);
    put(map, 9, message.privateViewer);
    put(map, 10, qint64(message.deletedBy));
    put(map, 11, qint64(message.silent));
    put(map, 12, qint64(message.markdown));
    put(map, 13, message.argumentText);
    put(map, 14, message.matchedUrl);
    put(map, 15, message.slashCommand);
    put(map, 16, arrayOf(message.citations, [](const Citation &citation) {
            return QCborArray{citation.title, citation.uri};
        }));
    return map.isEmpty() ? QByteArray() : map.toCborValue().toCbor();
}

void decodeRest(const QByteArray &body, Message &message)
{
    if (body.isEmpty()) {
        message.formattedText = message.text;
        return;
    }
    const QCborMap map = mapOf(body);
    message.formattedText = map.contains(1) ? map[1].toString() : message.text;
    message.fallbackText = map[2].toString();
    for (const QCborValue value : map[3].toArray())
        message.annotations.append(decodeAnnotation(value.toMap()));
    for (const QCborValue value : map[4].toArray())
        message.attachments.append(decodeAttachment(value.toMap()));
    for (const QCborValue value : map[5].toArray())
        message.gifUris.append(value.toString());
    for (const QCborValue value : map[6].toArray()) {
        const QCborMap reaction = value.toMap();
        message.reactions.append({decodeEmoji(reaction[1]), intOf(reaction[2]), false});
    }
    if (map.contains(7))
        message.quote = decodeQuote(map[7].toMap());
    message.cards = map[8].toByteArray();
    message.privateViewer = UserId(map[9].toString());
    if (map.contains(10))
        message.deletedBy = enumOf(map[10], DeletedBy::SpaceMember, DeletedBy::Unknown);
    message.silent = map[11].toInteger() != 0;
    message.markdown = map[12].toInteger() != 0;
    message.argumentText = map[13].toString();
    message.matchedUrl = map[14].toString();
    message.slashCommand = map[15].toInteger();
    for (const QCborValue value : map[16].toArray()) {
        const QCborArray citation = value.toArray();
        message.citations.append({citation[0].toString(), citation[1].toString()});
    }
}

} // namespace linnet::store
