// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outboxqueue.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

bool isReaction(OutboxKind kind)
{
    return kind == OutboxKind::CreateReaction || kind == OutboxKind::DeleteReaction;
}

} // namespace

void OutboxQueue::put(const OutboxItem &item)
{
    const Lane lane = laneOf(item);
    // A newer read state stands for the one that was waiting: the store replaced it too.
    if (item.kind == OutboxKind::UpdateSpaceReadState) {
        for (const qint64 other : std::set(m_lanes.value(lane))) {
            if (other < item.sequence && !m_inFlight.contains(other))
                remove(other);
        }
    }
    m_items.insert(item.sequence, item);
    m_lanes[lane].insert(item.sequence);
    if (item.kind == OutboxKind::CreateMessage)
        m_creations.insert(item.message, item.sequence);
}

void OutboxQueue::remove(qint64 sequence)
{
    if (const OutboxItem *item = find(sequence))
        leaveLane(*item);
    m_items.remove(sequence);
    m_inFlight.remove(sequence);
    m_heldBack.remove(sequence);
}

void OutboxQueue::leaveLane(const OutboxItem &item)
{
    if (item.kind == OutboxKind::CreateMessage)
        m_creations.remove(item.message);
    const auto lane = m_lanes.find(laneOf(item));
    if (lane == m_lanes.end())
        return;
    lane->erase(item.sequence);
    if (lane->empty())
        m_lanes.erase(lane);
}

const OutboxItem *OutboxQueue::find(qint64 sequence) const
{
    const auto found = m_items.constFind(sequence);
    return found == m_items.constEnd() ? nullptr : &found.value();
}

bool OutboxQueue::has(OutboxKind kind) const
{
    return std::any_of(m_items.begin(), m_items.end(),
                       [kind](const OutboxItem &item) { return item.kind == kind; });
}

const OutboxItem *OutboxQueue::creation(const MessageId &local) const
{
    const auto found = m_creations.constFind(local);
    return found == m_creations.constEnd() ? nullptr : find(*found);
}

QList<OutboxItem> OutboxQueue::dependents(const MessageId &local) const
{
    QList<OutboxItem> waiting;
    for (const OutboxItem &item : m_items) {
        if (item.kind != OutboxKind::CreateMessage && item.message == local)
            waiting.append(item);
    }
    return waiting;
}

bool OutboxQueue::isRemovalWaiting(const MessageId &local) const
{
    OutboxItem about;
    about.kind = OutboxKind::DeleteMessage;
    about.space = spaceOf(local);
    about.message = local;
    return removalIn(m_lanes.value(laneOf(about))) != nullptr;
}

const OutboxItem *OutboxQueue::untried(OutboxKind kind, const MessageId &message,
                                       const Emoji &emoji) const
{
    for (const OutboxItem &item : m_items) {
        if (item.kind == kind && item.attempts == 0 && item.state == OutboxState::Queued
            && resolve(item.message) == resolve(message) && item.emoji == emoji
            && !m_inFlight.contains(item.sequence))
            return &item;
    }
    return nullptr;
}

const OutboxItem *OutboxQueue::lastReaction(const MessageId &message, const Emoji &emoji) const
{
    OutboxItem about;
    about.kind = OutboxKind::CreateReaction;
    about.space = spaceOf(message);
    about.message = message;
    const OutboxItem *last = nullptr;
    for (const qint64 sequence : m_lanes.value(laneOf(about))) {
        const OutboxItem *item = find(sequence);
        if (isReaction(item->kind) && item->emoji == emoji)
            last = item;
    }
    return last;
}

// What was written about it by its local id goes in the lane of its name from now on.
void OutboxQueue::named(const MessageId &local, const MessageId &remote)
{
    if (local == remote)
        return;
    std::set<qint64> moved;
    for (const OutboxItem &item : dependents(local)) {
        leaveLane(item);
        moved.insert(item.sequence);
    }
    m_names.insert(local, remote);
    for (const qint64 sequence : moved)
        m_lanes[laneOf(m_items[sequence])].insert(sequence);
}

MessageId OutboxQueue::resolve(const MessageId &id) const
{
    return m_names.value(id, id);
}

OutboxQueue::Lane OutboxQueue::laneOf(const OutboxItem &item) const
{
    switch (item.kind) {
    case OutboxKind::CreateMessage:
        return {item.space, u"text "_s + item.thread.name()};
    case OutboxKind::UpdateMessage:
    case OutboxKind::DeleteMessage:
    case OutboxKind::CreateReaction:
    case OutboxKind::DeleteReaction:
        return {item.space, u"about "_s + resolve(item.message).name()};
    case OutboxKind::UpdateSpaceReadState:
        return {item.space, u"read"_s};
    }
    Q_UNREACHABLE();
}

// The first row of each lane, where it may be sent as far as other rows are concerned.
QList<const OutboxItem *> OutboxQueue::heads() const
{
    QMap<qint64, const OutboxItem *> heads;
    for (const std::set<qint64> &lane : m_lanes) {
        const OutboxItem *item = headOf(lane);
        if (!item || item->state == OutboxState::Failed || m_inFlight.contains(item->sequence))
            continue;
        if (item->kind == OutboxKind::CreateMessage && isRemovalWaiting(item->message))
            continue;
        const OutboxItem *pending
            = item->kind != OutboxKind::CreateMessage ? creation(item->message) : nullptr;
        if (pending && pending->state != OutboxState::Sent) {
            // Its removal waits neither for it nor for what was written about it in between.
            item = removalIn(lane);
            if (!item || m_inFlight.contains(pending->sequence))
                continue;
        }
        heads.insert(item->sequence, item);
    }
    return heads.values();
}

const OutboxItem *OutboxQueue::removalIn(const std::set<qint64> &lane) const
{
    for (const qint64 sequence : lane) {
        const OutboxItem *item = find(sequence);
        if (item->kind == OutboxKind::DeleteMessage)
            return item;
    }
    return nullptr;
}

const OutboxItem *OutboxQueue::headOf(const std::set<qint64> &lane) const
{
    for (const qint64 sequence : lane) {
        const OutboxItem *item = find(sequence);
        if (item->state != OutboxState::Sent)
            return item;
    }
    return nullptr;
}

OutboxQueue::Time OutboxQueue::earliest(const OutboxItem &item) const
{
    const Time held = std::max(m_holds.value(laneOf(item), Time::min()),
                               m_heldBack.value(item.sequence, Time::min()));
    if (item.kind == OutboxKind::UpdateSpaceReadState)
        return held;
    const auto &quota = isReaction(item.kind) ? m_nextReaction : m_nextWrite;
    return qMax(held, quota.value(item.space, Time::min()));
}

QList<qint64> OutboxQueue::ready(Time now) const
{
    QList<qint64> ready;
    QSet<SpaceId> writing; // two lanes of one space must not start in the same moment
    for (const OutboxItem *item : heads()) {
        if (earliest(*item) > now)
            continue;
        if (item->kind != OutboxKind::UpdateSpaceReadState && !isReaction(item->kind)) {
            if (writing.contains(item->space))
                continue;
            writing.insert(item->space);
        }
        ready.append(item->sequence);
    }
    return ready;
}

std::optional<OutboxQueue::Time> OutboxQueue::nextReady(Time now) const
{
    std::optional<Time> next;
    for (const OutboxItem *item : heads()) {
        const Time time = earliest(*item);
        if (time > now && (!next || time < *next))
            next = time;
    }
    return next;
}

void OutboxQueue::began(qint64 sequence, Time now)
{
    m_inFlight.insert(sequence);
    const OutboxItem *item = find(sequence);
    if (!item || item->kind == OutboxKind::UpdateSpaceReadState)
        return;
    if (isReaction(item->kind))
        m_nextReaction.insert(item->space, now + 200ms);
    else
        m_nextWrite.insert(item->space, now + 1s);
}

void OutboxQueue::ended(qint64 sequence)
{
    m_inFlight.remove(sequence);
}

void OutboxQueue::holdBack(qint64 sequence, Time until)
{
    m_heldBack.insert(sequence, until);
}

void OutboxQueue::letGo(qint64 sequence)
{
    m_heldBack.remove(sequence);
}

void OutboxQueue::hold(qint64 sequence, Time until)
{
    if (const OutboxItem *item = find(sequence))
        m_holds.insert(laneOf(*item), until);
}

void OutboxQueue::release(qint64 sequence)
{
    if (const OutboxItem *item = find(sequence))
        m_holds.remove(laneOf(*item));
}

void OutboxQueue::releaseAll()
{
    m_holds.clear();
}

void OutboxQueue::holdAtMost(Time until)
{
    for (Time &held : m_holds)
        held = std::min(held, until);
}

int OutboxQueue::messagesIn(const QList<OutboxState> &states) const
{
    QSet<MessageId> removed;
    for (const OutboxItem &item : m_items) {
        if (item.kind == OutboxKind::DeleteMessage)
            removed.insert(item.message);
    }
    return int(std::count_if(m_items.begin(), m_items.end(), [&](const OutboxItem &item) {
        return item.kind == OutboxKind::CreateMessage && states.contains(item.state)
            && !removed.contains(item.message);
    }));
}

int OutboxQueue::queuedCount() const
{
    return messagesIn({OutboxState::Queued, OutboxState::Sending});
}

int OutboxQueue::failedCount() const
{
    return messagesIn({OutboxState::Failed});
}

} // namespace linnet::sync
