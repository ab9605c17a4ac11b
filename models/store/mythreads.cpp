// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/mythreads.h"

#include "models/store/statement.h"

namespace linnet::store {

QList<MyThread> MyThreads::since(Timestamp time, int limit)
{
    QList<MyThread> result;
    const qint64 me = m_cache.numbers.find(m_cache.me);
    // Space by space: the index of timelines gives a space's latest replies.
    Statement recent(m_cache.database,
                     "SELECT m.thread, MAX(m.create_time) AS last FROM spaces s"
                     " CROSS JOIN messages m ON m.space = s.id AND m.reply = 1"
                     " AND m.create_time > ?"
                     " WHERE m.thread IS NOT NULL AND m.delete_time = 0"
                     " GROUP BY m.thread ORDER BY last DESC",
                     time);
    while (result.size() < limit && recent.next()) {
        const qint64 thread = recent.integer(0);
        const std::optional<Standing> mine = standing(thread, me);
        if (!mine)
            continue;
        const std::optional<Message> newest = newestReply(thread);
        if (!newest)
            continue;
        MyThread row{.thread = newest->thread,
                     .root = {},
                     .newest = *newest,
                     .replies = mine->replies,
                     .unread = mine->unread};
        if (const QList<MessageRow> roots = m_reader.roots(thread); !roots.isEmpty())
            row.root = m_reader.shown(roots.constFirst());
        result.append(row);
    }
    return result;
}

std::optional<MyThreads::Standing> MyThreads::standing(qint64 thread, qint64 me)
{
    Statement query(m_cache.database,
                    "WITH mine AS (SELECT MAX(create_time) AS time FROM messages"
                    "  WHERE thread = ?1 AND sender = ?2)"
                    " SELECT SUM(m.reply = 1 AND m.delete_time = 0),"
                    "  SUM(m.reply = 1 AND m.delete_time = 0 AND m.sender <> ?2"
                    "   AND m.create_time > MAX(t.last_read, COALESCE(mine.time, 0))),"
                    "  SUM(m.sender = ?2 OR m.mention = 1)"
                    " FROM messages m, mine JOIN threads t ON t.id = m.thread WHERE m.thread = ?1",
                    thread, me);
    if (!query.next() || query.integer(2) == 0)
        return std::nullopt;
    return Standing{.replies = int(query.integer(0)), .unread = int(query.integer(1))};
}

std::optional<Message> MyThreads::newestReply(qint64 thread)
{
    static const std::string sql
        = MessageTable::select("WHERE m.thread = ? AND m.reply = 1 AND m.delete_time = 0"
                               " ORDER BY m.create_time DESC, m.name DESC LIMIT 1");
    Statement query(m_cache.database, sql, thread);
    if (!query.next())
        return std::nullopt;
    return m_reader.shown(m_cache.messages.read(query));
}

} // namespace linnet::store
