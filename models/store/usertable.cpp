// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/usertable.h"

#include "models/store/statement.h"

namespace linnet::store {
namespace {

constexpr std::string_view allColumns
    = "SELECT name, type, anonymous, display_name, email, avatar_url, domain_id FROM users"
      " WHERE known = 1";

User userOf(const Statement &row)
{
    User user;
    user.id = UserId(row.text(0));
    user.type = row.integer(1) == qint64(UserType::App) ? UserType::App : UserType::Human;
    user.anonymous = row.boolean(2);
    user.displayName = row.text(3);
    user.email = row.text(4);
    user.avatarUrl = row.text(5);
    user.domainId = row.text(6);
    return user;
}

} // namespace

std::optional<User> UserTable::at(qint64 number)
{
    static const std::string sql = std::string(allColumns) + " AND id = ?";
    Statement query(m_database, sql, number);
    return query.next() ? std::optional(userOf(query)) : std::nullopt;
}

QList<User> UserTable::all()
{
    QList<User> result;
    Statement query(m_database, allColumns);
    while (query.next())
        result.append(userOf(query));
    return result;
}

void UserTable::write(qint64 number, const User &user)
{
    Statement(m_database,
              "UPDATE users SET known = 1, type = ?, anonymous = ?, display_name = ?, email = ?,"
              " avatar_url = ?, domain_id = ? WHERE id = ?",
              qint64(user.type), user.anonymous, user.displayName, user.email, user.avatarUrl,
              user.domainId, number)
        .run();
}

void UserTable::meet(qint64 number, Timestamp when)
{
    Statement(m_database,
              "UPDATE users SET last_seen = ? WHERE id = ? AND last_seen < ?"
              " AND display_name = ''",
              when, number, when)
        .run();
}

QList<UserId> UserTable::nameless(int limit)
{
    QList<UserId> result;
    Statement query(m_database,
                    "SELECT name FROM users WHERE display_name = '' AND type = 0"
                    " AND anonymous = 0 ORDER BY last_seen DESC, name LIMIT ?",
                    limit);
    while (query.next())
        result.append(UserId(query.text(0)));
    return result;
}

} // namespace linnet::store
