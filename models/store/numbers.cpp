// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/numbers.h"

#include "models/store/statement.h"

namespace linnet::store {

template <class Tag>
qint64 Numbers::lookUp(Known<Tag> &known, std::string_view select, const Id<Tag> &id)
{
    const qint64 number = known.numbers.value(id);
    if (number != 0 || id.isEmpty())
        return number;
    Statement query(m_database, select, id.name());
    if (!query.next())
        return 0;
    known.numbers.insert(id, query.integer(0));
    known.names.insert(query.integer(0), id);
    return query.integer(0);
}

template <class Tag>
Id<Tag> Numbers::nameOf(Known<Tag> &known, std::string_view select, qint64 number)
{
    const auto it = known.names.constFind(number);
    if (it != known.names.cend() || number == 0)
        return it != known.names.cend() ? it.value() : Id<Tag>();
    Statement query(m_database, select, number);
    if (!query.next())
        return Id<Tag>();
    Id<Tag> id(query.text(0));
    known.numbers.insert(id, number);
    known.names.insert(number, id);
    return id;
}

qint64 Numbers::find(const SpaceId &space)
{
    return lookUp(m_spaces, "SELECT id FROM spaces WHERE name = ?", space);
}

qint64 Numbers::find(const UserId &user)
{
    return lookUp(m_users, "SELECT id FROM users WHERE name = ?", user);
}

qint64 Numbers::find(const ThreadId &thread)
{
    const qint64 space = find(spaceOf(thread));
    if (space == 0)
        return 0;
    Statement query(m_database, "SELECT id FROM threads WHERE space = ? AND name = ?", space,
                    thread.name());
    return query.next() ? query.integer(0) : 0;
}

qint64 Numbers::make(const SpaceId &space)
{
    const qint64 number = find(space);
    if (number != 0 || space.isEmpty())
        return number;
    Statement(m_database, "INSERT INTO spaces(name) VALUES(?)", space.name()).run();
    return find(space);
}

qint64 Numbers::make(const UserId &user)
{
    const qint64 number = find(user);
    if (number != 0 || user.isEmpty())
        return number;
    Statement(m_database, "INSERT INTO users(name) VALUES(?)", user.name()).run();
    return find(user);
}

qint64 Numbers::make(const ThreadId &thread)
{
    const qint64 number = find(thread);
    if (number != 0 || spaceOf(thread).isEmpty())
        return number;
    Statement(m_database, "INSERT INTO threads(space, name) VALUES(?, ?)", make(spaceOf(thread)),
              thread.name())
        .run();
    return find(thread);
}

SpaceId Numbers::space(qint64 number)
{
    return nameOf(m_spaces, "SELECT name FROM spaces WHERE id = ?", number);
}

UserId Numbers::user(qint64 number)
{
    return nameOf(m_users, "SELECT name FROM users WHERE id = ?", number);
}

void Numbers::forget()
{
    m_spaces = {};
    m_users = {};
}

} // namespace linnet::store
