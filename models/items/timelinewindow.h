// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/timelinerow.h"

#include <optional>

namespace linnet::items {

// The rows that a TimelineModel has at hand, in order, found by id and by key. Keeps order and what
// rows derive from their neighbours right; tells nobody: that is the model's part.
class TimelineWindow
{
public:
    [[nodiscard]] int count() const { return int(m_rows.size()); }
    [[nodiscard]] bool isEmpty() const { return m_rows.isEmpty(); }
    [[nodiscard]] bool contains(const MessageId &message) const { return m_keys.contains(message); }
    [[nodiscard]] const TimelineRow &at(int position) const { return m_rows.at(position); }
    [[nodiscard]] const Message &messageAt(int position) const { return at(position).message; }
    [[nodiscard]] MessageKey keyAt(int position) const { return keyOf(messageAt(position)); }
    // The number of rows that the service has; pending ones are after them.
    [[nodiscard]] int sentCount() const;
    // The first position whose message is after a moment; pending ones are after any.
    [[nodiscard]] int firstAfter(Timestamp time) const;

    [[nodiscard]] int positionOf(const MessageId &message) const; // -1: not here
    // Where a key is or would be put.
    [[nodiscard]] int lowerBound(const MessageKey &key) const;
    // Whether a row keeps its place under another key.
    [[nodiscard]] bool staysAt(int position, const MessageKey &key) const;

    void clear();
    // In order, all between the same two neighbours. Flags are not derived yet.
    void insert(int position, const QList<Message> &messages);
    // Where the key changes, move() must follow with the position that lowerBound() told before.
    void replace(int position, const Message &message);
    void move(int from, int to);
    void remove(int position, int count);

    // The message under the "New" line; flags are derived anew where they are asked for.
    void setNewLine(const MessageId &message) { m_newLine = message; }
    [[nodiscard]] const MessageId &newLine() const { return m_newLine; }
    // What happened beside messages, in order, and whether the window reaches the first and the
    // newest message of all: what happened beyond its edges is told there or not at all.
    void setHappenings(const QList<Happening> &happenings) { m_happenings = happenings; }
    [[nodiscard]] const QList<Happening> &happenings() const { return m_happenings; }
    void setEdges(bool fromStart, bool toEnd);
    // Derives the flags of a row anew; returns the roles that changed.
    QList<int> derive(int position);
    // Gives the row another revision.
    void touch(int position) { m_rows[position].revision = nextRevision(); }
    // Never twice the same in the life of this object.
    [[nodiscard]] quint64 nextRevision() { return ++m_revision; }

private:
    bool deriveHappenings(int position);
    [[nodiscard]] QList<Happening> between(Timestamp after, Timestamp until) const;

    QList<TimelineRow> m_rows; // by key
    QList<Happening> m_happenings;
    bool m_fromStart = false;
    bool m_toEnd = false;
    QHash<MessageId, MessageKey> m_keys;
    MessageId m_newLine;
    quint64 m_revision = 0;
};

} // namespace linnet::items
