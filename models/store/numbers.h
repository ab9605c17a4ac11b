// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/store/database.h"

#include <QHash>

namespace linnet::store {

// The numbers that stand for names in the cache. Those of spaces and users are remembered; after
// a rollback forget() must be called. Number 0 means none.
class Numbers
{
public:
    explicit Numbers(Database &database)
        : m_database(database)
    {
    }

    [[nodiscard]] qint64 find(const SpaceId &space);
    [[nodiscard]] qint64 find(const UserId &user);
    [[nodiscard]] qint64 find(const ThreadId &thread);

    // Makes a row without anything else in it when there is none. Of an empty id: 0.
    qint64 make(const SpaceId &space);
    qint64 make(const UserId &user);
    qint64 make(const ThreadId &thread);

    [[nodiscard]] SpaceId space(qint64 number);
    [[nodiscard]] UserId user(qint64 number);

    void forget();

private:
    template <class Tag> struct Known
    {
        QHash<Id<Tag>, qint64> numbers;
        QHash<qint64, Id<Tag>> names;
    };
    template <class Tag>
    qint64 lookUp(Known<Tag> &known, std::string_view select, const Id<Tag> &id);
    template <class Tag> Id<Tag> nameOf(Known<Tag> &known, std::string_view select, qint64 number);

    Database &m_database;
    Known<SpaceTag> m_spaces;
    Known<UserTag> m_users;
};

} // namespace linnet::store
