// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

// --- building and reading maps; defaults are not written

void put(QCborMap &map, qint64 key, const QString &value)
{
    if (!value.isEmpty())
        map.insert(key, value);
}

void put(QCborMap &map, qint64 key, qint64 value)
{
    if (value != 0)
        map.insert(key, value);
}

template <class Tag> void put(QCborMap &map, qint64 key, const Id<Tag> &id)
{
    put(map, key, id.name());
}

void put(QCborMap &map, qint64 key, Timestamp time)
{
    put(map, key, time.microseconds());
}

void put(QCborMap &map, qint64 key, const QCborMap &value)
{
    if (!value.isEmpty())
        map.insert(key, value);
}

void put(QCborMap &map, qint64 key, const QCborArray &value)
{
    if (!value.isEmpty())
        map.insert(key, value);
}

template <class List, class Encode> QCborArray arrayOf(const List &list, Encode encode)
{
    QCborArray array;
    for (const auto &element : list)
        array.append(encode(element));
    return array;
}

// An enumerator from its number; one that a newer program wrote becomes the fallback.
template <class Enum> Enum enumOf(const QCborValue &value, Enum last, Enum fallback)
{
    const qint64 number = value.toInteger(qint64(fallback));
    return number >= 0 && number <= qint64(last) ? Enum(number) : fallback;
}

Timestamp timeOf(const QCborValue &value)
{
    return Timestamp(value.toInteger());
}

int intOf(const QCborValue &value)
{
    return int(std::clamp<qint64>(value.toInteger(), std::numeric_limits<int>::min(),
                                  std::numeric_limits<int>::max()));
}

QCborMap mapOf(QByteArrayView bytes)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes.data(), bytes.size(), &error);
    return error.error == QCborError::NoError ? value.toMap() : QCborMap();
}

// --- parts

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

QCborMap encode(const Annotation &annotation)
{
    QCborMap map;
    put(map, 1, qint64(annotation.type));
    put(map, 2, annotation.start);
    put(map, 3, annotation.length);
    put(map, 4, annotation.user);
    put(map, 5, annotation.uri);
    put(map, 6, annotation.title);
    put(map, 7, encode(annotation.emoji));
    return map;
}

Annotation decodeAnnotation(const QCborMap &map)
{
    Annotation annotation;
    annotation.type = enumOf(map[1], AnnotationType::SlashCommand, AnnotationType::UserMention);
    annotation.start = intOf(map[2]);
    annotation.length = intOf(map[3]);
    annotation.user = UserId(map[4].toString());
    annotation.uri = map[5].toString();
    annotation.title = map[6].toString();
    annotation.emoji = decodeEmoji(map[7]);
    return annotation;
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

QCborMap encode(const ReactionSummary &reaction)
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
    return quote;
}

QCborMap encode(const Error &error)
{
    QCborMap map;
    map.insert(1, qint64(error.kind));
    put(map, 2, error.httpStatus);
    put(map, 3, error.rpcStatus);
    put(map, 4, error.reason);
    put(map, 5, error.detail);
    if (error.retryAfter)
        map.insert(6, qint64(error.retryAfter->count()));
    return map;
}

Error decodeError(const QCborMap &map)
{
    Error error;
    error.kind = enumOf(map[1], ErrorKind::Cancelled, ErrorKind::ServerTrouble);
    error.httpStatus = intOf(map[2]);
    error.rpcStatus = map[3].toString();
    error.reason = map[4].toString();
    error.detail = map[5].toString();
    if (map.contains(6))
        error.retryAfter = std::chrono::milliseconds(map[6].toInteger());
    return error;
}

// What lasts is written in words: the order of the enumerators may change.
constexpr std::pair<OutboxKind, QLatin1StringView> kindNames[] = {
    {OutboxKind::CreateMessage, "create-message"_L1},
    {OutboxKind::UpdateMessage, "update-message"_L1},
    {OutboxKind::DeleteMessage, "delete-message"_L1},
    {OutboxKind::CreateReaction, "create-reaction"_L1},
    {OutboxKind::DeleteReaction, "delete-reaction"_L1},
    {OutboxKind::UpdateSpaceReadState, "update-space-read-state"_L1},
};

constexpr std::pair<OutboxState, QLatin1StringView> stateNames[] = {
    {OutboxState::Queued, "queued"_L1},
    {OutboxState::Sending, "sending"_L1},
    {OutboxState::Sent, "sent"_L1},
    {OutboxState::Failed, "failed"_L1},
};

template <class Names, class Enum> QString nameOf(const Names &names, Enum value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return name;
    }
    return QString();
}

template <class Enum, class Names>
std::optional<Enum> valueOf(const Names &names, const QString &text)
{
    for (const auto &[value, name] : names) {
        if (name == text)
            return value;
    }
    return std::nullopt;
}

} // namespace

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
        message.deletedBy = enumOf(map[10], DeletedBy::Unknown, DeletedBy::Unknown);
}

QByteArray encodeSpace(const Space &space)
{
    QCborMap map;
    put(map, 1, qint64(space.type));
    put(map, 2, space.displayName);
    put(map, 3, space.description);
    put(map, 4, space.uri);
    put(map, 5, space.createTime);
    put(map, 6, space.lastActiveTime);
    put(map, 7, qint64(space.threading));
    put(map, 8, qint64(space.history));
    put(map, 9, qint64(space.appDirectMessage));
    put(map, 10, qint64(space.externalUserAllowed));
    put(map, 11, space.memberCount);
    return map.toCborValue().toCbor();
}

Space decodeSpace(const SpaceId &id, const QByteArray &body)
{
    const QCborMap map = mapOf(body);
    Space space;
    space.id = id;
    space.type = enumOf(map[1], SpaceType::DirectMessage, SpaceType::Space);
    space.displayName = map[2].toString();
    space.description = map[3].toString();
    space.uri = map[4].toString();
    space.createTime = timeOf(map[5]);
    space.lastActiveTime = timeOf(map[6]);
    space.threading = enumOf(map[7], ThreadingState::Unthreaded, ThreadingState::Threaded);
    space.history = enumOf(map[8], HistoryState::Off, HistoryState::On);
    space.appDirectMessage = map[9].toInteger() != 0;
    space.externalUserAllowed = map[10].toInteger() != 0;
    space.memberCount = intOf(map[11]);
    return space;
}

namespace {

// mark, kind, number, length, then the checksum over those and the content, then the content
constexpr qsizetype numberAt = envelopeMark.size() + 1;
constexpr qsizetype lengthAt = numberAt + 8;
constexpr qsizetype checksumAt = lengthAt + 4;
constexpr qsizetype checksumSize = 32;
constexpr qsizetype contentAt = checksumAt + checksumSize;

QByteArray checksum(QByteArrayView head, QByteArrayView content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(head);
    hash.addData(content);
    return hash.result();
}

} // namespace

qsizetype envelopeHeadSize()
{
    return contentAt;
}

qsizetype envelopeSize(QByteArrayView bytes)
{
    return contentAt + qsizetype(qFromLittleEndian<quint32>(bytes.data() + lengthAt));
}

QByteArray seal(RowKind kind, qint64 number, const QByteArray &content)
{
    QByteArray bytes = envelopeMark.toByteArray();
    bytes.reserve(contentAt + content.size());
    bytes.append(char(kind));
    bytes.resize(checksumAt);
    qToLittleEndian<qint64>(number, bytes.data() + numberAt);
    qToLittleEndian<quint32>(quint32(content.size()), bytes.data() + lengthAt);
    const QByteArray sum = checksum(bytes, content);
    bytes.append(sum);
    bytes.append(content);
    return bytes;
}

std::optional<Envelope> unseal(QByteArrayView bytes)
{
    if (bytes.size() < contentAt || !bytes.startsWith(envelopeMark))
        return std::nullopt;
    const auto kind = quint8(bytes[envelopeMark.size()]);
    if (kind < quint8(RowKind::OutboxItem) || kind > quint8(RowKind::Owner))
        return std::nullopt;
    const auto length = qsizetype(qFromLittleEndian<quint32>(bytes.data() + lengthAt));
    if (length > bytes.size() - contentAt)
        return std::nullopt;
    const QByteArrayView content = bytes.sliced(contentAt, length);
    if (checksum(bytes.first(checksumAt), content) != bytes.sliced(checksumAt, checksumSize))
        return std::nullopt;
    return Envelope{RowKind(kind), qFromLittleEndian<qint64>(bytes.data() + numberAt),
                    content.toByteArray()};
}

QByteArray encodeItem(const OutboxItem &item)
{
    QCborMap map;
    map.insert(1, nameOf(kindNames, item.kind));
    map.insert(2, nameOf(stateNames, item.state));
    put(map, 3, item.space);
    put(map, 4, item.thread);
    put(map, 5, item.message);
    put(map, 6, item.requestId);
    put(map, 7, item.text);
    put(map, 8, encode(item.emoji));
    put(map, 9, item.time);
    put(map, 10, item.createTime);
    put(map, 11, item.attempts);
    if (item.failure)
        map.insert(12, encode(*item.failure));
    return map.toCborValue().toCbor();
}

std::optional<OutboxItem> decodeItem(qint64 sequence, const QByteArray &content)
{
    const QCborMap map = mapOf(content);
    const auto kind = valueOf<OutboxKind>(kindNames, map[1].toString());
    const auto state = valueOf<OutboxState>(stateNames, map[2].toString());
    if (!kind || !state)
        return std::nullopt;
    OutboxItem item;
    item.sequence = sequence;
    item.kind = *kind;
    item.state = *state;
    item.space = SpaceId(map[3].toString());
    item.thread = ThreadId(map[4].toString());
    item.message = MessageId(map[5].toString());
    item.requestId = map[6].toString();
    item.text = map[7].toString();
    item.emoji = decodeEmoji(map[8]);
    item.time = timeOf(map[9]);
    item.createTime = timeOf(map[10]);
    item.attempts = intOf(map[11]);
    if (map.contains(12))
        item.failure = decodeError(map[12].toMap());
    return item;
}

QByteArray encodeDraft(const Draft &draft)
{
    QCborMap map;
    put(map, 1, draft.scope.space);
    put(map, 2, draft.scope.thread);
    put(map, 3, draft.text);
    return map.toCborValue().toCbor();
}

std::optional<Draft> decodeDraft(const QByteArray &content)
{
    const QCborMap map = mapOf(content);
    Draft draft{{SpaceId(map[1].toString()), ThreadId(map[2].toString())}, map[3].toString()};
    if (draft.scope.space.isEmpty())
        return std::nullopt;
    return draft;
}

} // namespace linnet::store
