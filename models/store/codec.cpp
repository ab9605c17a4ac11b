// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec.h"

#include "models/store/cbor.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <utility>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

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
    error.kind = enumOf(map[1], ErrorKind::FileTypeBlocked, ErrorKind::ServerTrouble);
    error.httpStatus = intOf(map[2]);
    error.rpcStatus = map[3].toString();
    error.reason = map[4].toString();
    error.detail = map[5].toString();
    if (map.contains(6))
        error.retryAfter = std::chrono::milliseconds(map[6].toInteger());
    return error;
}

QCborMap encode(const OutboxFile &file)
{
    QCborMap map;
    put(map, 1, file.stored);
    put(map, 2, file.name);
    put(map, 3, file.contentType);
    put(map, 4, file.size);
    put(map, 5, file.session);
    put(map, 6, file.uploadToken);
    return map;
}

OutboxFile decodeFile(const QCborMap &map)
{
    OutboxFile file;
    file.stored = map[1].toString();
    file.name = map[2].toString();
    file.contentType = map[3].toString();
    file.size = map[4].toInteger();
    file.session = map[5].toString();
    file.uploadToken = map[6].toString();
    return file;
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
    put(map, 13, arrayOf(item.files, [](const auto &file) { return encode(file); }));
    if (item.quote)
        map.insert(14, encode(*item.quote));
    put(map, 15, item.notBefore);
    put(map, 16, qint64(item.doubtful));
    put(map, 17, qint64(item.withReplies));
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
    for (const QCborValue value : map[13].toArray())
        item.files.append(decodeFile(value.toMap()));
    if (map.contains(14))
        item.quote = decodeQuote(map[14].toMap());
    item.notBefore = timeOf(map[15]);
    item.doubtful = intOf(map[16]) != 0;
    item.withReplies = intOf(map[17]) != 0;
    return item;
}

namespace {

QCborMap encode(const OutgoingFile &file)
{
    QCborMap map;
    put(map, 1, file.path);
    put(map, 2, file.name);
    put(map, 3, file.contentType);
    return map;
}

void encodeBeside(const DraftBeside &beside, QCborMap &map)
{
    if (!beside.files.isEmpty())
        put(map, 4, arrayOf(beside.files, [](const auto &file) { return encode(file); }));
    if (beside.quote) {
        put(map, 5, beside.quote->message);
        put(map, 6, beside.quote->lastUpdateTime);
        put(map, 7, int(beside.quote->type));
        put(map, 8, beside.quotedSender);
        put(map, 9, beside.quotedText);
    }
    if (!beside.editing.isEmpty()) {
        put(map, 10, beside.editing);
        put(map, 11, beside.original);
        put(map, 12, beside.edited);
    }
}

DraftBeside decodeBeside(const QCborMap &map)
{
    DraftBeside beside;
    for (const QCborValue value : map[4].toArray()) {
        const QCborMap file = value.toMap();
        beside.files.append({file[1].toString(), file[2].toString(), file[3].toString()});
    }
    if (map.contains(5)) {
        beside.quote = QuoteReference{MessageId(map[5].toString()), timeOf(map[6]),
                                      enumOf(map[7], QuoteType::Forward, QuoteType::Reply)};
        beside.quotedSender = map[8].toString();
        beside.quotedText = map[9].toString();
    }
    beside.editing = MessageId(map[10].toString());
    beside.original = map[11].toString();
    beside.edited = map[12].toString();
    return beside;
}

} // namespace

// Versions before there was more than text find what they know.
QByteArray encodeDraft(const Draft &draft)
{
    QCborMap map;
    put(map, 1, draft.scope.space);
    put(map, 2, draft.scope.thread);
    put(map, 3, draft.text);
    encodeBeside(draft.beside, map);
    return map.toCborValue().toCbor();
}

std::optional<Draft> decodeDraft(const QByteArray &content)
{
    const QCborMap map = mapOf(content);
    Draft draft{{SpaceId(map[1].toString()), ThreadId(map[2].toString())},
                map[3].toString(),
                decodeBeside(map)};
    if (draft.scope.space.isEmpty())
        return std::nullopt;
    return draft;
}

} // namespace linnet::store
