// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outboxitem.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <chrono>
#include <optional>
#include <set>

namespace linnet::sync {

// The order in which writes go out, as plain data: which of the outbox's rows may be sent next.
// Text goes in one lane a space and thread, first in, first out, one in flight; a refused one
// blocks its lane. Edits, deletions and reactions go in a lane of their message, the read state in
// one of its space: they never hold up text nor each other. What is about a message that the
// service has not named yet waits for it, but its removal: for that the message waits, at its place
// in its lane. A row may be held back on purpose. Knows no network, no store and no clock: times
// are handed in, from any fixed beginning.
class OutboxQueue
{
public:
    using Time = std::chrono::milliseconds;

    void put(const OutboxItem &item); // new or changed, by its sequence
    void remove(qint64 sequence);
    [[nodiscard]] const OutboxItem *find(qint64 sequence) const;
    // The creation of a message that is still pending, by its local id.
    [[nodiscard]] const OutboxItem *creation(const MessageId &local) const;
    // What waits for this local message, in order.
    [[nodiscard]] QList<OutboxItem> dependents(const MessageId &local) const;
    // It is to be deleted, and does not leave until that is undone.
    [[nodiscard]] bool isRemovalWaiting(const MessageId &local) const;
    // A row of this kind about this message that was never tried.
    [[nodiscard]] const OutboxItem *untried(OutboxKind kind, const MessageId &message,
                                            const Emoji &emoji) const;
    // The last word on whether I react so.
    [[nodiscard]] const OutboxItem *lastReaction(const MessageId &message,
                                                 const Emoji &emoji) const;
    [[nodiscard]] const QMap<qint64, OutboxItem> &items() const { return m_items; }
    [[nodiscard]] bool has(OutboxKind kind) const;

    // The service named it: what is about the local id is about this one from now on.
    void named(const MessageId &local, const MessageId &remote);
    [[nodiscard]] MessageId resolve(const MessageId &id) const;

    // Heads of lanes that may go now, in order of writing.
    [[nodiscard]] QList<qint64> ready(Time now) const;
    // The earliest moment after @p now at which one that only waits for time may go.
    [[nodiscard]] std::optional<Time> nextReady(Time now) const;

    void began(qint64 sequence, Time now);
    void ended(qint64 sequence);
    [[nodiscard]] bool inFlight(qint64 sequence) const { return m_inFlight.contains(sequence); }
    [[nodiscard]] int inFlightCount() const { return int(m_inFlight.size()); }

    // This row waits until then, and with it what is behind it in its lane; no release() helps.
    void holdBack(qint64 sequence, Time until);
    void letGo(qint64 sequence);

    // The lane of this row waits until then.
    void hold(qint64 sequence, Time until);
    void release(qint64 sequence); // the lane may go at once
    void releaseAll();
    void holdAtMost(Time until); // no lane waits longer

    // Messages that are not to be deleted: waiting or on the wire, and refused.
    [[nodiscard]] int queuedCount() const;
    [[nodiscard]] int failedCount() const;

private:
    struct Lane
    {
        SpaceId space;
        QString key;

        friend bool operator==(const Lane &, const Lane &) = default;
        friend size_t qHash(const Lane &lane, size_t seed = 0)
        {
            return qHashMulti(seed, lane.space, lane.key);
        }
    };
    [[nodiscard]] Lane laneOf(const OutboxItem &item) const;
    [[nodiscard]] QList<const OutboxItem *> heads() const;
    [[nodiscard]] const OutboxItem *removalIn(const std::set<qint64> &lane) const;
    [[nodiscard]] const OutboxItem *headOf(const std::set<qint64> &lane) const;
    void leaveLane(const OutboxItem &item);
    [[nodiscard]] Time earliest(const OutboxItem &item) const;
    [[nodiscard]] int messagesIn(const QList<OutboxState> &states) const;

    QMap<qint64, OutboxItem> m_items;
    // The rows of each lane: thousands may wait while a hundred lanes are looked at many times.
    QHash<Lane, std::set<qint64>> m_lanes;
    QHash<MessageId, qint64> m_creations; // by their local ids
    QSet<qint64> m_inFlight;
    QHash<Lane, Time> m_holds;
    QHash<qint64, Time> m_heldBack;
    QHash<SpaceId, Time> m_nextWrite; // one write a second and space
    QHash<SpaceId, Time> m_nextReaction; // five reactions a second and space
    QHash<MessageId, MessageId> m_names; // local to remote, of this run
};

} // namespace linnet::sync
