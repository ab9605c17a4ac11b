// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QModelIndex>
#include <QObject>

namespace linnet::items {
class TimelineModel;
}

namespace linnet::ui {

// Looks for a place further up, page by page: the first message of a day, or the first unread one.
// Gives up after so many pages, at a failure, and at the beginning. GUI thread; knows no view.
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
    void cancel() { m_what = What::Nothing; }
    [[nodiscard]] bool isSeeking() const { return m_what != What::Nothing; }

Q_SIGNALS:
    void found(const QModelIndex &index);
    // What there is goes no further; the earliest that is at hand.
    void gaveUp(const QModelIndex &earliest);

private:
    enum class What {
        Nothing,
        Day,
        Unread,
    };
    void begin(What what);
    void goOn();
    [[nodiscard]] QModelIndex findDay() const;

    items::TimelineModel *m_model = nullptr;
    What m_what = What::Nothing;
    QDate m_day;
    int m_pages = 0; // that may still be asked for
};

} // namespace linnet::ui
