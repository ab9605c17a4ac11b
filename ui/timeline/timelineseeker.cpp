// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineseeker.h"

#include "models/items/timelinemodel.h"

namespace linnet::ui {

using items::HistoryState;
using items::TimelineModel;

namespace {
constexpr int mostPages = 50; // the window keeps ten of them
} // namespace

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
    // Queued: after the view has the rows.
    connect(model, &TimelineModel::historyStateChanged, this, &TimelineSeeker::goOn,
            Qt::QueuedConnection);
    connect(model, &QAbstractItemModel::modelReset, this, &TimelineSeeker::cancel);
}

void TimelineSeeker::seekDay(QDate day)
{
    m_day = day;
    begin(What::Day);
}

void TimelineSeeker::seekUnread()
{
    begin(What::Unread);
}

void TimelineSeeker::begin(What what)
{
    m_what = what;
    m_pages = mostPages;
    goOn();
}

// The first message on or after the day, if nothing on it can be missing.
QModelIndex TimelineSeeker::findDay() const
{
    const int rows = m_model->rowCount();
    for (int row = 1; row < rows; ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.data(TimelineModel::DateRole).toDate() < m_day)
            continue;
        const bool complete = row > 1 || m_model->historyState() == HistoryState::Complete;
        return complete ? index : QModelIndex();
    }
    // All that is at hand is before it: the newest.
    return rows > 1 ? m_model->index(rows - 1, 0) : QModelIndex();
}

void TimelineSeeker::goOn()
{
    if (!isSeeking() || !m_model || m_model->rowCount() < 2
        || m_model->historyState() == HistoryState::Loading)
        return;
    const QModelIndex index = m_what == What::Day ? findDay() : m_model->newLineIndex();
    if (index.isValid()) {
        cancel();
        Q_EMIT found(index);
        return;
    }
    if (m_pages-- > 0 && m_model->canRequestOlder()) {
        m_model->requestOlder();
        return;
    }
    cancel();
    Q_EMIT gaveUp(m_model->index(1, 0));
}

} // namespace linnet::ui
