// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timelinewindow.h"

#include "models/items/timelinemodel.h"

#include <algorithm>
#include <limits>

namespace linnet::items {

int TimelineWindow::sentCount() const
{
    const auto end = std::partition_point(
        m_rows.begin(), m_rows.end(), [](const TimelineRow &row) { return isSent(row.message); });
    return int(end - m_rows.begin());
}

int TimelineWindow::firstAfter(Timestamp time) const
{
    const auto first
        = std::partition_point(m_rows.begin(), m_rows.end(), [time](const TimelineRow &row) {
              return isSent(row.message) && row.message.createTime <= time;
          });
    return int(first - m_rows.begin());
}

int TimelineWindow::positionOf(const MessageId &message) const
{
    const auto it = m_keys.constFind(message);
    return it == m_keys.constEnd() ? -1 : lowerBound(*it);
}

int TimelineWindow::lowerBound(const MessageKey &key) const
{
    const auto it = std::lower_bound(
        m_rows.begin(), m_rows.end(), key,
        [](const TimelineRow &row, const MessageKey &k) { return keyOf(row.message) < k; });
    return int(it - m_rows.begin());
}

bool TimelineWindow::staysAt(int position, const MessageKey &key) const
{
    const int target = lowerBound(key);
    return target == position || target == position + 1;
}

void TimelineWindow::clear()
{
    m_rows.clear();
    m_keys.clear();
    m_newLine = MessageId();
}

void TimelineWindow::insert(int position, const QList<Message> &messages)
{
    const int count = int(messages.size());
    m_rows.insert(position, count, TimelineRow());
    for (int i = 0; i < count; ++i)
        replace(position + i, messages[i]);
}

void TimelineWindow::replace(int position, const Message &message)
{
    TimelineRow &row = m_rows[position];
    m_keys.remove(row.message.id);
    m_keys.insert(message.id, keyOf(message));
    row.message = message;
    row.date = message.createTime.toLocalTime().date();
    row.revision = nextRevision();
}

void TimelineWindow::move(int from, int to)
{
    m_rows.move(from, to);
}

void TimelineWindow::remove(int position, int count)
{
    for (int i = 0; i < count; ++i)
        m_keys.remove(messageAt(position + i).id);
    m_rows.remove(position, count);
}

void TimelineWindow::setEdges(bool fromStart, bool toEnd)
{
    m_fromStart = fromStart;
    m_toEnd = toEnd;
}

QList<Happening> TimelineWindow::between(Timestamp after, Timestamp until) const
{
    const auto later
        = [](Timestamp time, const Happening &happening) { return time < happening.time; };
    const auto begin = std::upper_bound(m_happenings.begin(), m_happenings.end(), after, later);
    const auto end = std::upper_bound(begin, m_happenings.end(), until, later);
    return QList<Happening>(begin, end);
}

// Pending messages are after everything that happened.
bool TimelineWindow::deriveHappenings(int position)
{
    TimelineRow &row = m_rows[position];
    QList<Happening> before;
    QList<Happening> after;
    if (!m_happenings.isEmpty()) {
        constexpr Timestamp ever(std::numeric_limits<qint64>::max());
        constexpr Timestamp never(std::numeric_limits<qint64>::min());
        const bool sent = isSent(row.message);
        const Message *above = position > 0 ? &messageAt(position - 1) : nullptr;
        if (above ? isSent(*above) : m_fromStart) {
            const Timestamp until = sent ? row.message.createTime : m_toEnd ? ever : never;
            before = between(above ? above->createTime : never, until);
        }
        if (sent && m_toEnd && position == count() - 1)
            after = between(row.message.createTime, ever);
    }
    if (row.before == before && row.after == after)
        return false;
    row.before = before;
    row.after = after;
    return true;
}

QList<int> TimelineWindow::derive(int position)
{
    const TimelineRow *above = position > 0 ? &m_rows.at(position - 1) : nullptr;
    TimelineRow &row = m_rows[position];
    QList<int> roles;
    const bool newLine = !m_newLine.isEmpty() && row.message.id == m_newLine;
    if (std::exchange(row.newLine, newLine) != newLine)
        roles << TimelineModel::NewLineRole;
    const bool dayStart = startsDay(above, row);
    if (std::exchange(row.dayStart, dayStart) != dayStart)
        roles << TimelineModel::DayStartRole;
    const bool groupStart = startsGroup(above, row);
    if (std::exchange(row.groupStart, groupStart) != groupStart)
        roles << TimelineModel::GroupStartRole;
    if (deriveHappenings(position))
        roles << TimelineModel::LinesRole << Qt::AccessibleTextRole;
    if (!roles.isEmpty()) {
        row.revision = nextRevision();
        roles << TimelineModel::RevisionRole;
    }
    return roles;
}

} // namespace linnet::items
