// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/messagetable.h"

#include "models/store/codec.h"
#include "models/store/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

QString prefixOf(const SpaceId &space)
{
    return space.name() + "/messages/"_L1;
}

MessageId fullName(const SpaceId &space, const QString &shortName)
{
    if (shortName.isEmpty() || shortName.contains(u'/'))
        return MessageId(shortName);
    return MessageId(prefixOf(space) + shortName);
}

} // namespace

QString MessageTable::shortName(const MessageId &message)
{
    const QString prefix = prefixOf(spaceOf(message));
    QString rest = message.name().mid(prefix.size());
    if (!message.name().startsWith(prefix) || rest.isEmpty() || rest.contains(u'/'))
        return message.name();
    return rest;
}

std::string MessageTable::select(std::string_view rest)
{
    return std::string("SELECT m.id, m.space, m.thread, m.mention, m.name, m.client, m.reply,"
                       " m.sender, m.create_time, m.update_time, m.delete_time, m.text, m.body,"
                       " t.name, m.earlier_text, m.earlier_time FROM messages m LEFT JOIN threads "
                       "t ON t.id = m.thread ")
        .append(rest);
}

MessageRow MessageTable::read(const Statement &row)
{
    MessageRow result;
    result.id = row.integer(0);
    result.space = row.integer(1);
    result.thread = row.integer(2);
    result.mention = row.boolean(3);
    Message &message = result.message;
    message.space = m_numbers.space(result.space);
    message.id = fullName(message.space, row.text(4));
    message.clientId = fullName(message.space, row.text(5));
    message.threadReply = row.boolean(6);
    message.sender = m_numbers.user(row.integer(7));
    message.createTime = row.time(8);
    message.lastUpdateTime = row.time(9);
    message.deleteTime = row.time(10);
    message.text = row.text(11);
    decodeRest(row.blob(12), message);
    message.thread = ThreadId(row.text(13));
    result.earlier = {row.text(14), row.time(15)};
    return result;
}

std::optional<MessageRow> MessageTable::at(qint64 id)
{
    static const std::string sql = select("WHERE m.id = ?");
    Statement query(m_database, sql, id);
    return query.next() ? std::optional(read(query)) : std::nullopt;
}

std::optional<MessageRow> MessageTable::find(const MessageId &message)
{
    const qint64 space = m_numbers.find(spaceOf(message));
    if (space == 0)
        return std::nullopt;
    static const std::string sql = select("WHERE m.space = ? AND m.name = ?");
    Statement query(m_database, sql, space, shortName(message));
    return query.next() ? std::optional(read(query)) : std::nullopt;
}

std::optional<MessageRow> MessageTable::findByClientId(const MessageId &message)
{
    const qint64 space = m_numbers.find(spaceOf(message));
    if (space == 0)
        return std::nullopt;
    static const std::string sql = select("WHERE m.space = ? AND m.client = ?");
    Statement query(m_database, sql, space, shortName(message));
    return query.next() ? std::optional(read(query)) : std::nullopt;
}

qint64 MessageTable::insert(const Message &message)
{
    return insert(message, {});
}

qint64 MessageTable::insert(const Message &message, const EarlierText &earlier)
{
    qint64 id = message.createTime.microseconds();
    while (Statement(m_database, "SELECT 1 FROM messages WHERE id = ?", id).next())
        ++id;
    write(id, message, earlier);
    return id;
}

qint64 MessageTable::update(const MessageRow &stored, const Message &message,
                            const EarlierText &earlier)
{
    if (stored.message.createTime != message.createTime) {
        remove(stored.id);
        return insert(message, earlier);
    }
    write(stored.id, message, earlier);
    return stored.id;
}

void MessageTable::remove(qint64 id)
{
    Statement(m_database, "DELETE FROM messages WHERE id = ?", id).run();
}

bool MessageTable::isIncoming(const Message &message) const
{
    return !message.isDeleted() && (m_me.isEmpty() || message.sender != m_me);
}

bool MessageTable::mentionsMe(const Message &message) const
{
    return isIncoming(message)
        && std::any_of(message.annotations.cbegin(), message.annotations.cend(),
                       [this](const Annotation &annotation) {
                           return annotation.type == AnnotationType::AllMention
                               || (annotation.type == AnnotationType::UserMention && !m_me.isEmpty()
                                   && annotation.user == m_me);
                       });
}

void MessageTable::write(qint64 id, const Message &message, const EarlierText &earlier)
{
    std::optional<QString> client;
    if (!message.clientId.isEmpty())
        client = shortName(message.clientId);
    std::optional<qint64> thread;
    if (const qint64 number = m_numbers.make(message.thread); number != 0)
        thread = number;
    std::optional<QString> earlierText;
    if (!earlier.text.isEmpty())
        earlierText = earlier.text;
    Statement(m_database,
              "INSERT OR REPLACE INTO messages(id, space, name, client, thread, reply, sender,"
              " create_time, update_time, delete_time, incoming, mention, text, body,"
              " earlier_text, earlier_time)"
              " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id, m_numbers.make(message.space), shortName(message.id), client, thread,
              message.threadReply, m_numbers.make(message.sender), message.createTime,
              message.lastUpdateTime, message.deleteTime, isIncoming(message), mentionsMe(message),
              message.text, encodeRest(message), earlierText, earlier.time)
        .run();
}

void MessageTable::recount()
{
    static const std::string sql = select("WHERE m.id > ? ORDER BY m.id LIMIT 500");
    qint64 last = std::numeric_limits<qint64>::min();
    QList<MessageRow> rows;
    do {
        rows.clear();
        {
            Statement query(m_database, sql, last);
            while (query.next())
                rows.append(read(query));
        }
        for (const MessageRow &row : std::as_const(rows)) {
            Statement(m_database, "UPDATE messages SET incoming = ?, mention = ? WHERE id = ?",
                      isIncoming(row.message), mentionsMe(row.message), row.id)
                .run();
            last = row.id;
        }
    } while (!rows.isEmpty());
}

} // namespace linnet::store
