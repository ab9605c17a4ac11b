// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/historyrow.h"

#include "models/items/timelinemodel.h"

namespace linnet::items {

QVariant valueOf(const HistoryRow &row, int role)
{
    switch (role) {
    case TimelineModel::KindRole:
        return QVariant::fromValue(RowKind::History);
    case TimelineModel::HistoryStateRole:
        return QVariant::fromValue(row.state);
    case TimelineModel::HistoryErrorRole:
        return row.error ? QVariant::fromValue(*row.error) : QVariant();
    case TimelineModel::RevisionRole:
        return row.revision;
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (row.state) {
        case HistoryState::Idle:
            return TimelineModel::tr("There are earlier messages");
        case HistoryState::Loading:
            return TimelineModel::tr("Loading messages…");
        case HistoryState::Complete:
            return TimelineModel::tr("The beginning of the conversation");
        case HistoryState::Failed:
            return TimelineModel::tr("Earlier messages could not be loaded");
        }
        return QVariant();
    default:
        return QVariant();
    }
}

} // namespace linnet::items
