// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timeline.h"

#include <QDate>
#include <QModelIndex>
#include <QObject>

namespace linnet::items {
class TimelineModel;
}

namespace linnet::ui {

// Looks for a place further up: the first message of a day, or the first unread one. What is not at
// hand the model jumps to. GUI thread; knows no view.
class TimelineSeeker : public QObject
{
    Q_OBJECT
public:
    explicit TimelineSeeker(QObject *parent = nullptr);

    // Null: nothing is looked for any more.
    void setModel(items::TimelineModel *model);
    // The day, or the first after it that has messages.
    void seekDay(QDate day);
    void seekUnread();
    void cancel() { m_spot = {}; }
    [[nodiscard]] bool isSeeking() const { return m_spot.time.isKnown(); }

Q_SIGNALS:
    void found(const QModelIndex &index);
    // Nothing is unread; the earliest that is at hand.
    void gaveUp(const QModelIndex &earliest);
    // It could not be had.
    void missed(const linnet::Error &error);

private:
    void jumpAfter(Timestamp time);
    void reached(const TimelineSpot &spot, const MessageId &message);
    void notReached(const TimelineSpot &spot, const Error &error);
    [[nodiscard]] QModelIndex findDay(QDate day) const;

    items::TimelineModel *m_model = nullptr;
    TimelineSpot m_spot; // that the model is asked to jump to
};

} // namespace linnet::ui
