// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>
#include <limits>

// Building and reading the CBOR maps in which values are stored: numbers as keys, defaults are not
// written, what is not known is skipped.
namespace linnet::store {

inline void put(QCborMap &map, qint64 key, const QString &value)
{
    if (!value.isEmpty())
        map.insert(key, value);
}

inline void put(QCborMap &map, qint64 key, qint64 value)
{
    if (value != 0)
        map.insert(key, value);
}

template <class Tag> void put(QCborMap &map, qint64 key, const Id<Tag> &id)
{
    put(map, key, id.name());
}

inline void put(QCborMap &map, qint64 key, Timestamp time)
{
    put(map, key, time.microseconds());
}

inline void put(QCborMap &map, qint64 key, const QCborMap &value)
{
    if (!value.isEmpty())
        map.insert(key, value);
}

inline void put(QCborMap &map, qint64 key, const QCborArray &value)
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

inline Timestamp timeOf(const QCborValue &value)
{
    return Timestamp(value.toInteger());
}

inline int intOf(const QCborValue &value)
{
    return int(std::clamp<qint64>(value.toInteger(), std::numeric_limits<int>::min(),
                                  std::numeric_limits<int>::max()));
}

inline QCborMap mapOf(QByteArrayView bytes)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes.data(), bytes.size(), &error);
    return error.error == QCborError::NoError ? value.toMap() : QCborMap();
}

[[nodiscard]] QCborMap encode(const Emoji &emoji);
[[nodiscard]] Emoji decodeEmoji(const QCborValue &value);
[[nodiscard]] QCborMap encode(const Attachment &attachment);
[[nodiscard]] Attachment decodeAttachment(const QCborMap &map);
[[nodiscard]] QCborMap encode(const Quote &quote);
[[nodiscard]] Quote decodeQuote(const QCborMap &map);

} // namespace linnet::store
