// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/threadmodel.h"

#include "models/items/timewords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::items {

namespace {

QString textOf(const Message &message)
{
    if (message.id.isEmpty())
        return ThreadModel::tr("Its beginning is not on this computer");
    if (message.isDeleted())
        return ThreadModel::tr("Message deleted");
    const QString text = previewOf(message);
    return text.isEmpty() ? ThreadModel::tr("A message without words") : text;
}

} // namespace

ThreadModel::ThreadModel(const UserTable &users, const SpaceListModel &spaces, const Clock &clock,
                         TimeWords tag, QObject *parent)
    : QAbstractListModel(parent)
    , m_users(users)
    , m_spaces(spaces)
    , m_clock(clock)
    , m_tag(std::move(tag))
{
    connect(&users, &UserTable::changed, this, &ThreadModel::allChanged);
}

void ThreadModel::setThreads(QList<MyThread> threads)
{
    std::stable_sort(threads.begin(), threads.end(), [](const MyThread &a, const MyThread &b) {
        if ((a.unread > 0) != (b.unread > 0))
            return a.unread > 0;
        return a.newest.createTime > b.newest.createTime;
    });
    removeOthers(threads);
    for (int row = 0; row < threads.size(); ++row) {
        const MyThread &wanted = threads[row];
        const auto same
            = [&wanted](const MyThread &thread) { return thread.thread == wanted.thread; };
        const int from
            = int(std::find_if(m_threads.begin() + row, m_threads.end(), same) - m_threads.begin());
        if (from == m_threads.size()) {
            beginInsertRows({}, row, row);
            m_threads.insert(row, wanted);
            endInsertRows();
            continue;
        }
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            m_threads.move(from, row);
            endMoveRows();
        }
        if (m_threads[row] != wanted) {
            m_threads[row] = wanted;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void ThreadModel::removeOthers(const QList<MyThread> &wanted)
{
    QSet<ThreadId> kept;
    for (const MyThread &thread : wanted)
        kept.insert(thread.thread);
    for (int row = int(m_threads.size()) - 1; row >= 0; --row) {
        if (kept.contains(m_threads[row].thread))
            continue;
        beginRemoveRows({}, row, row);
        m_threads.removeAt(row);
        endRemoveRows();
    }
}

int ThreadModel::unreadThreads() const
{
    return int(std::count_if(m_threads.begin(), m_threads.end(),
                             [](const MyThread &thread) { return thread.unread > 0; }));
}

void ThreadModel::allChanged()
{
    if (!m_threads.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_threads.size()) - 1));
}

int ThreadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_threads.size());
}

QVariant ThreadModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MyThread &thread = m_threads[index.row()];
    const UserId author = thread.root.id.isEmpty() ? thread.newest.sender : thread.root.sender;
    switch (role) {
    case Qt::DisplayRole:
        return title(thread);
    case Qt::AccessibleTextRole:
        return sentence(thread);
    case PersonUserRole:
        return QVariant::fromValue(m_users.user(author));
    case PersonDetailRole:
        return textOf(thread.root);
    case PersonMoreRole:
        return newest(thread);
    case PersonTagRole:
        return m_tag(thread.newest.createTime);
    case PersonOutsideRole:
        return m_users.isExternal(author);
    case PersonCountRole:
        return thread.unread;
    case ThreadIdRole:
        return QVariant::fromValue(thread.thread);
    default:
        return {};
    }
}

QString ThreadModel::title(const MyThread &thread) const
{
    const Conversation *conversation = m_spaces.find(spaceOf(thread.thread));
    QString where = conversation ? m_spaces.titleOf(*conversation) : tr("A conversation");
    if (thread.root.id.isEmpty())
        return where;
    return tr("%1 · %2", "sender, space").arg(m_users.displayName(thread.root.sender), where);
}

QString ThreadModel::newest(const MyThread &thread) const
{
    const QString last = m_users.isMe(thread.newest.sender)
        ? tr("You: %1").arg(textOf(thread.newest))
        : tr("%1: %2", "sender, text")
              .arg(m_users.displayName(thread.newest.sender), textOf(thread.newest));
    return thread.replies == 1 ? tr("1 reply · %1").arg(last)
                               : tr("%n replies · %1", "", thread.replies).arg(last);
}

QString ThreadModel::sentence(const MyThread &thread) const
{
    const QString time = spokenTime(thread.newest.createTime, m_clock);
    const QString all = tr("Thread of %1: %2 – %3 – %4")
                            .arg(title(thread), textOf(thread.root), newest(thread), time);
    return thread.unread > 0 ? tr("%n unread. %1", "", thread.unread).arg(all) : all;
}

} // namespace linnet::items
