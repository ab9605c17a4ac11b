// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineseeker.h"

#include "models/items/timelinemodel.h"

using namespace std::chrono_literals;

namespace linnet::ui {

using items::HistoryState;
using items::TimelineModel;

TimelineSeeker::TimelineSeeker(QObject *parent)
    : QObject(parent)
{
}

void TimelineSeeker::setModel(TimelineModel *model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    cancel();
    m_model = model;
    if (!model)
        return;
    connect(model, &TimelineModel::reached, this, &TimelineSeeker::reached);
    connect(model, &TimelineModel::notReached, this, &TimelineSeeker::notReached);
}

void TimelineSeeker::seekDay(QDate day)
{
    cancel();
    if (!m_model || m_model->rowCount() < 2)
        return;
    if (const QModelIndex index = findDay(day); index.isValid())
        Q_EMIT found(index);
    else
        jumpAfter(Timestamp::fromDateTime(day.startOfDay()) - 1us);
}

void TimelineSeeker::seekUnread()
{
    cancel();
    if (!m_model || m_model->rowCount() < 2)
        return;
    if (const QModelIndex index = m_model->newLineIndex(); index.isValid())
        Q_EMIT found(index);
    else if (m_model->newLineIsAbove())
        jumpAfter(m_model->lastReadTime());
    else
        Q_EMIT gaveUp(m_model->index(1, 0));
}

void TimelineSeeker::jumpAfter(Timestamp time)
{
    m_spot = {{}, time};
    m_model->jumpTo(m_spot);
}

void TimelineSeeker::reached(const TimelineSpot &spot, const MessageId &message)
{
    if (!isSeeking() || spot != m_spot)
        return;
    cancel();
    // The first unread may be one's own: the line stands above the first of somebody else.
    const QModelIndex line = m_model->newLineIndex();
    const bool unread = spot.time == m_model->lastReadTime() && line.isValid();
    Q_EMIT found(unread ? line : m_model->indexOf(message));
}

void TimelineSeeker::notReached(const TimelineSpot &spot, const Error &error)
{
    if (!isSeeking() || spot != m_spot)
        return;
    cancel();
    Q_EMIT missed(error);
}

// The first message on or after the day, if nothing on it can be missing.
QModelIndex TimelineSeeker::findDay(QDate day) const
{
    const int rows = m_model->rowCount();
    for (int row = 1; row < rows; ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.data(TimelineModel::DateRole).toDate() < day)
            continue;
        const bool complete = row > 1 || m_model->historyState() == HistoryState::Complete;
        return complete ? index : QModelIndex();
    }
    // All that is at hand is before it: the newest, if that is at hand.
    return rows > 1 && m_model->atEnd() ? m_model->index(rows - 1, 0) : QModelIndex();
}

} // namespace linnet::ui
