// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/mythread.h"
#include "models/items/personroles.h"
#include "models/items/spacelistmodel.h"
#include "models/items/usertable.h"

#include <QAbstractListModel>

#include <functional>

namespace linnet::items {

// The person's threads across all conversations: unread ones first, then the latest. Rows read like
// those of people (PersonRole): who began it and where, what it is about, what was said last. Asks
// for nothing. GUI thread.
class ThreadModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        ThreadIdRole = PersonFirstOwnRole, // ThreadId
    };

    // How a time is said in the corner of a row.
    using TimeWords = std::function<QString(Timestamp)>;

    ThreadModel(const UserTable &users, const SpaceListModel &spaces, const Clock &clock,
                TimeWords tag, QObject *parent = nullptr);

    // What is the same stays where it is or moves, so that nobody loses their place.
    void setThreads(QList<MyThread> threads);
    [[nodiscard]] int unreadThreads() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void removeOthers(const QList<MyThread> &wanted);
    [[nodiscard]] QString title(const MyThread &thread) const;
    [[nodiscard]] QString newest(const MyThread &thread) const;
    [[nodiscard]] QString sentence(const MyThread &thread) const;
    void allChanged();

    const UserTable &m_users;
    const SpaceListModel &m_spaces;
    const Clock &m_clock;
    const TimeWords m_tag;
    QList<MyThread> m_threads;
};

} // namespace linnet::items
