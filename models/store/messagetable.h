// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/store/merge.h"
#include "models/store/numbers.h"

#include <optional>

namespace linnet::store {

class Statement;

// A message as a row of the cache: the resource, and what the row knows beside it.
struct MessageRow
{
    qint64 id = 0; // rowid
    qint64 space = 0;
    qint64 thread = 0;
    bool mention = false;
    Message message; // resource fields only
    EarlierText earlier;
};

// Rows of messages, one at a time. The rowid is the time of creation in microseconds, made unique
// by counting up: full-text search orders by it.
class MessageTable
{
public:
    MessageTable(Database &database, Numbers &numbers)
        : m_database(database)
        , m_numbers(numbers)
    {
    }

    // Who "me" is decides which rows count as incoming and as mentions.
    void setOwnUser(const UserId &me) { m_me = me; }

    [[nodiscard]] std::optional<MessageRow> at(qint64 id);
    [[nodiscard]] std::optional<MessageRow> find(const MessageId &message);
    [[nodiscard]] std::optional<MessageRow> findByClientId(const MessageId &message);

    // Id, space and createTime must be known. Gives the rowid.
    qint64 insert(const Message &message);
    // Gives the rowid, which is another one when the createTime is.
    qint64 update(const MessageRow &stored, const Message &message, const EarlierText &earlier);
    void remove(qint64 id);

    // Writes "incoming" and "mention" of all rows anew, for another own user.
    void recount();

    // "SELECT … FROM messages m …" with the columns that read() takes; a WHERE clause follows.
    [[nodiscard]] static std::string select(std::string_view rest);
    [[nodiscard]] MessageRow read(const Statement &row);

    // A name without "spaces/S/messages/", as it is stored; other names stay whole.
    [[nodiscard]] static QString shortName(const MessageId &message);

private:
    [[nodiscard]] bool isIncoming(const Message &message) const;
    [[nodiscard]] bool mentionsMe(const Message &message) const;
    qint64 insert(const Message &message, const EarlierText &earlier);
    void write(qint64 id, const Message &message, const EarlierText &earlier);

    Database &m_database;
    Numbers &m_numbers;
    UserId m_me;
};

} // namespace linnet::store
