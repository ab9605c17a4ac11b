// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timelinemodel.h"

#include <algorithm>

namespace linnet::items {

TimelineModel::TimelineModel(TimelinePort &port, const UserTable &users, const Clock &clock,
                             QObject *parent)
    : QAbstractListModel(parent)
    , m_port(port)
    , m_users(users)
    , m_clock(clock)
{
    connect(&users, &UserTable::changed, this, &TimelineModel::usersChanged);
}

// --- how it stands

void TimelineModel::setHistory(HistoryState state, std::optional<Error> error)
{
    if (m_history.state == state && m_history.error == error)
        return;
    m_history = {state, std::move(error), m_window.nextRevision()};
    const QModelIndex row = index(0);
    Q_EMIT dataChanged(row, row,
                       {HistoryStateRole, HistoryErrorRole, RevisionRole, Qt::DisplayRole,
                        Qt::AccessibleTextRole});
    // Whether the line is known depends on whether the window begins at the beginning.
    refreshNewLine();
    edgesMoved();
    Q_EMIT historyStateChanged(state);
}

void TimelineModel::setAtEnd(bool atEnd)
{
    if (std::exchange(m_atEnd, atEnd) == atEnd)
        return;
    edgesMoved();
    Q_EMIT atEndChanged(atEnd);
}

void TimelineModel::setJumping(bool jumping)
{
    if (std::exchange(m_jumping, jumping) != jumping)
        Q_EMIT jumpingChanged(jumping);
}

// --- changes

void TimelineModel::apply(const ChangeSet &changes)
{
    if (!isOpen())
        return;
    const int sentBefore = m_window.sentCount();
    const std::optional<MessageKey> newestBefore
        = sentBefore > 0 ? std::optional(m_window.keyAt(sentBefore - 1)) : std::nullopt;
    for (const SpaceHappenings &told : changes.happenings) {
        if (told.space != m_scope.space || m_scope.isThread())
            continue;
        m_happeningsTold = true;
        setHappenings(told.happenings);
    }
    reconcile(changes);
    removeMessages(changes.removedMessages);

    QList<Message> accepted;
    QList<Message> arrived; // at the end
    bool somethingElse = false;
    for (const Message &message : changes.messages) {
        if (m_window.contains(message.id)) {
            accepted.append(message);
        } else if (belongsHere(message)) {
            accepted.append(message);
            if (!newestBefore || *newestBefore < keyOf(message))
                arrived.append(message);
        } else {
            somethingElse = somethingElse || m_scope.contains(message);
        }
    }
    put(accepted);
    trim(Trim::FarFromReader);

    // After a first page that failed, news of this timeline say that the port can answer now.
    if (somethingElse && !m_loaded && !m_loadingNewest)
        requestNewest();
    announceArrivals(arrived);
}

void TimelineModel::announceArrivals(const QList<Message> &messages)
{
    int others = 0;
    bool mine = false;
    for (const Message &message : messages) {
        if (!m_window.contains(message.id))
            continue;
        // What this person sends elsewhere does not move who reads here.
        mine = mine || message.isPending();
        if (!isMine(message))
            ++others;
    }
    if (others > 0 || mine)
        Q_EMIT newestInserted(others, mine);
}

void TimelineModel::reconcile(const ChangeSet &changes)
{
    if (changes.reconciliations.isEmpty())
        return;
    QHash<MessageId, const Message *> values;
    for (const Message &message : changes.messages)
        values.insert(message.id, &message);
    for (const Reconciliation &reconciliation : changes.reconciliations) {
        const int position = m_window.positionOf(reconciliation.local);
        if (position < 0 || reconciliation.local == reconciliation.remote)
            continue;
        if (m_window.contains(reconciliation.remote)) {
            removeRange(position, 1);
            continue;
        }
        Message message = m_window.messageAt(position);
        message.id = reconciliation.remote;
        const Message *value = values.value(reconciliation.remote);
        update(position, value ? *value : message);
    }
}

void TimelineModel::removeMessages(const QList<MessageId> &messages)
{
    QList<int> positions;
    for (const MessageId &message : messages) {
        const int position = m_window.positionOf(message);
        if (position >= 0)
            positions.append(position);
    }
    std::sort(positions.begin(), positions.end(), std::greater<>());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    for (qsizetype i = 0; i < positions.size();) {
        qsizetype end = i + 1;
        while (end < positions.size() && positions[end] == positions[end - 1] - 1)
            ++end;
        removeRange(positions[end - 1], int(end - i));
        i = end;
    }
}

bool TimelineModel::belongsHere(const Message &message) const
{
    if (!m_scope.contains(message))
        return false;
    const MessageKey key = keyOf(message);
    if (key.outboxSequence != 0)
        return m_atEnd;
    if (!m_loaded)
        return false;
    if (m_window.isEmpty() || m_window.messageAt(0).isPending())
        return m_atEnd;
    if (!m_atEnd && m_window.keyAt(m_window.count() - 1) < key)
        return false;
    return m_history.state == HistoryState::Complete || m_window.keyAt(0) < key;
}

void TimelineModel::put(const QList<Message> &messages)
{
    QHash<MessageId, qsizetype> places; // in fresh: of two values of one message the last counts
    QList<Message> fresh;
    for (const Message &message : messages) {
        const int position = m_window.positionOf(message.id);
        if (position >= 0) {
            if (m_scope.contains(message))
                update(position, message);
            else
                removeRange(position, 1);
            continue;
        }
        if (!m_scope.contains(message))
            continue;
        const auto place = places.constFind(message.id);
        if (place != places.constEnd()) {
            fresh[*place] = message;
            continue;
        }
        places.insert(message.id, fresh.size());
        fresh.append(message);
    }
    std::sort(fresh.begin(), fresh.end(),
              [](const Message &a, const Message &b) { return keyOf(a) < keyOf(b); });
    // Contiguous runs, from the end, so that the places found stay right.
    for (qsizetype end = fresh.size(); end > 0;) {
        const int position = m_window.lowerBound(keyOf(fresh[end - 1]));
        qsizetype begin = end - 1;
        while (begin > 0
               && (position == 0 || m_window.keyAt(position - 1) < keyOf(fresh[begin - 1]))) {
            --begin;
        }
        insertRun(position, fresh.mid(begin, end - begin));
        end = begin;
    }
}

void TimelineModel::insertRun(int position, const QList<Message> &messages)
{
    const int count = int(messages.size());
    beginInsertRows({}, position + 1, position + count);
    m_window.insert(position, messages);
    const MessageId formerLine = m_window.newLine();
    m_window.setNewLine(locateNewLine());
    for (int i = 0; i < count; ++i)
        m_window.derive(position + i);
    endInsertRows();
    announceFlags(position - 1);
    announceFlags(position + count);
    if (formerLine != m_window.newLine())
        announceLine(formerLine);
}

void TimelineModel::update(int position, const Message &message)
{
    const Message before = m_window.messageAt(position);
    if (before == message)
        return;
    const MessageKey keyBefore = keyOf(before);
    const MessageKey key = keyOf(message);
    QList<int> roles = changedRoles(before, message);
    const QDate dateBefore = m_window.at(position).date;
    int place = position;
    if (keyBefore == key || m_window.staysAt(position, key)) {
        m_window.replace(position, message);
    } else {
        const int target = m_window.lowerBound(key);
        place = target > position ? target - 1 : target;
        beginMoveRows({}, position + 1, position + 1, {}, target + 1);
        m_window.replace(position, message);
        m_window.move(position, place);
        endMoveRows();
    }
    for (std::optional<MessageKey> *visible : {&m_visibleFirst, &m_visibleLast}) {
        if (*visible == keyBefore)
            *visible = key;
    }
    if (m_window.at(place).date != dateBefore)
        roles << DateRole;
    announce(place, roles);
    announceFlags(place);
    announceFlags(place + 1);
    if (place != position) // what stood below it
        announceFlags(place < position ? position + 1 : position);
    announceFlags(place - 1);
    announceFlags(m_window.count() - 1);
    refreshNewLine();
}

void TimelineModel::removeRange(int position, int count)
{
    beginRemoveRows({}, position + 1, position + count);
    m_window.remove(position, count);
    endRemoveRows();
    announceFlags(position - 1);
    announceFlags(position);
    refreshNewLine();
}

void TimelineModel::trim(Trim which)
{
    const int excess = m_window.count() - m_limits.window;
    if (excess <= 0)
        return;
    if (which == Trim::FarFromReader) {
        // The row at the top of the view and what is just above it must not vanish.
        const int margin = m_limits.window / 20;
        const bool cutsReader
            = m_visibleFirst && m_window.lowerBound(*m_visibleFirst) < excess + margin;
        which = cutsReader ? Trim::Newest : Trim::Oldest;
    }
    if (which == Trim::Newest) {
        removeRange(m_limits.window, excess);
        setAtEnd(false);
        return;
    }
    if (m_history.state == HistoryState::Complete)
        setHistory(HistoryState::Idle);
    removeRange(0, excess);
}

void TimelineModel::usersChanged(const QList<UserId> &users)
{
    const QSet<UserId> changed(users.begin(), users.end());
    for (int position = 0; position < m_window.count(); ++position) {
        const Message &message = m_window.messageAt(position);
        const bool sender = changed.contains(message.sender);
        const bool around = tellsOfAnyOf(m_window.at(position), changed);
        if (!sender && !around && !mentionsAnyOf(message, changed))
            continue;
        m_window.touch(position);
        QList<int> roles{RevisionRole};
        if (sender) {
            roles << SenderRole << SenderNameRole << SenderAvatarRole << SenderExternalRole
                  << MineRole << Qt::AccessibleTextRole;
        }
        if (around)
            roles << LinesRole << Qt::AccessibleTextRole;
        announce(position, roles);
    }
    refreshNewLine();
}

// --- what rows derive from their neighbours

void TimelineModel::takeHappenings(const TimelinePage &page)
{
    if (!m_happeningsTold && !m_scope.isThread())
        setHappenings(page.happenings);
}

void TimelineModel::setHappenings(const QList<Happening> &happenings)
{
    if (m_window.happenings() == happenings)
        return;
    m_window.setHappenings(happenings);
    for (int position = 0; position < m_window.count(); ++position)
        announceFlags(position);
}

void TimelineModel::edgesMoved()
{
    m_window.setEdges(m_history.state == HistoryState::Complete, m_atEnd);
    announceFlags(0);
    announceFlags(m_window.sentCount()); // the first pending one
    announceFlags(m_window.count() - 1);
}

void TimelineModel::announce(int position, const QList<int> &roles)
{
    const QModelIndex row = index(position + 1);
    Q_EMIT dataChanged(row, row, roles);
}

void TimelineModel::announceFlags(int position)
{
    if (position < 0 || position >= m_window.count())
        return;
    const QList<int> roles = m_window.derive(position);
    if (!roles.isEmpty())
        announce(position, roles);
}

MessageId TimelineModel::locateNewLine() const
{
    if (!m_lastReadTime.isKnown())
        return MessageId();
    const int first = m_window.firstAfter(m_lastReadTime);
    // While the window begins with unread ones, the first of all may be above it.
    if (first == 0 && m_history.state != HistoryState::Complete)
        return MessageId();
    for (int position = first; position < m_window.count(); ++position) {
        const Message &message = m_window.messageAt(position);
        if (!isSent(message) || message.createTime > m_newUntil)
            break;
        if (!isMine(message))
            return message.id;
    }
    return MessageId();
}

void TimelineModel::refreshNewLine()
{
    const MessageId former = m_window.newLine();
    m_window.setNewLine(locateNewLine());
    if (former != m_window.newLine())
        announceLine(former);
}

void TimelineModel::announceLine(const MessageId &former)
{
    announceFlags(m_window.positionOf(former));
    announceFlags(m_window.positionOf(m_window.newLine()));
}

void TimelineModel::setNewLine(Timestamp lastReadTime)
{
    m_lastReadTime = lastReadTime;
    m_newUntil = Timestamp(std::numeric_limits<qint64>::max());
    refreshNewLine();
}

// --- reading

bool TimelineModel::isMine(const Message &message) const
{
    return message.isPending() || m_users.isMe(message.sender);
}

void TimelineModel::setVisibleRows(int first, int last)
{
    const int end = qMin(last - 1, m_window.count() - 1);
    if (end < 0) {
        m_visibleFirst.reset();
        m_visibleLast.reset();
        return;
    }
    m_visibleFirst = m_window.keyAt(qBound(0, first - 1, end));
    m_visibleLast = m_window.keyAt(end);
    // Not of pending ones: whatever arrives stands above them.
    const int sent = qMin(end, m_window.sentCount() - 1);
    if (sent >= 0 && (!m_seenUpTo || *m_seenUpTo < m_window.keyAt(sent)))
        m_seenUpTo = m_window.keyAt(sent);
}

std::optional<MessageKey> TimelineModel::newestKey() const
{
    return m_window.isEmpty() ? std::nullopt : std::optional(m_window.keyAt(m_window.count() - 1));
}

int TimelineModel::unseenBelow() const
{
    int count = 0;
    if (!m_seenUpTo)
        return count;
    for (int position = m_window.sentCount() - 1;
         position >= 0 && *m_seenUpTo < m_window.keyAt(position); --position) {
        const Message &message = m_window.messageAt(position);
        if (!isMine(message) && message.createTime > m_lastReadTime)
            ++count;
    }
    return count;
}

QModelIndex TimelineModel::indexOf(const MessageId &message) const
{
    const int position = m_window.positionOf(message);
    return position < 0 ? QModelIndex() : index(position + 1);
}

QModelIndex TimelineModel::newLineIndex() const
{
    return indexOf(m_window.newLine());
}

bool TimelineModel::newLineIsAbove() const
{
    return m_lastReadTime.isKnown() && m_loaded && m_history.state != HistoryState::Complete
        && !m_window.isEmpty() && !m_window.messageAt(0).isPending()
        && m_window.messageAt(0).createTime > m_lastReadTime
        && m_window.messageAt(0).createTime <= m_newUntil;
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !isOpen() ? 0 : m_window.count() + 1;
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return QVariant();
    if (role == InThreadRole)
        return m_scope.isThread();
    if (index.row() == 0 && m_scope.isThread() && m_history.state == HistoryState::Complete
        && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole))
        return tr("The beginning of the thread");
    return index.row() == 0 ? valueOf(m_history, role)
                            : valueOf(m_window.at(index.row() - 1), role, m_users, m_clock);
}

} // namespace linnet::items
