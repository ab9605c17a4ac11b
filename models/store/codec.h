// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outboxitem.h"
#include "models/domain/portsdrafts.h"
#include "models/domain/space.h"
#include "models/domain/timeline.h"

#include <optional>

namespace linnet::store {

// Values as CBOR maps with small numbers as keys: what is absent has its default, keys that are
// not known are skipped, so that fields may be added without a migration.

// What of a message has no column of its own.
[[nodiscard]] QByteArray encodeRest(const Message &message);
void decodeRest(const QByteArray &body, Message &message);

[[nodiscard]] QByteArray encodeSpace(const Space &space); // all but its id
[[nodiscard]] Space decodeSpace(const SpaceId &id, const QByteArray &body);

// --- rows of outbox.db
// A row's content in an envelope: a mark, the table, the row's number, the length and a SHA-256
// over all that. It can be found and trusted in a file whose tables are gone (salvage.h).
enum class RowKind : quint8 {
    OutboxItem = 1,
    Draft = 2,
    Owner = 3, // the user the file belongs to
};

using Draft = WrittenDraft;

struct Envelope
{
    RowKind kind = RowKind::OutboxItem;
    qint64 number = 0;
    QByteArray content;
};

inline constexpr QByteArrayView envelopeMark("LnRow1", 6);

// How many bytes tell the length, and the length they tell, whether it is right or not.
[[nodiscard]] qsizetype envelopeHeadSize();
[[nodiscard]] qsizetype envelopeSize(QByteArrayView bytes);

[[nodiscard]] QByteArray seal(RowKind kind, qint64 number, const QByteArray &content);
// The envelope at the beginning of the bytes when it is whole and its checksum is right; what
// follows it is ignored.
[[nodiscard]] std::optional<Envelope> unseal(QByteArrayView bytes);

[[nodiscard]] QByteArray encodeItem(const OutboxItem &item); // all but its sequence
[[nodiscard]] std::optional<OutboxItem> decodeItem(qint64 sequence, const QByteArray &content);
[[nodiscard]] QByteArray encodeDraft(const Draft &draft);
[[nodiscard]] std::optional<Draft> decodeDraft(const QByteArray &content);

} // namespace linnet::store
