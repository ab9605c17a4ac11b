// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timestamp.h"
#include "models/domain/user.h"
#include "models/store/database.h"

#include <QList>

#include <optional>

namespace linnet::store {

// Rows of people and apps, by number. A row without more than a name is somebody who was met, of
// whom nothing was told.
class UserTable
{
public:
    explicit UserTable(Database &database)
        : m_database(database)
    {
    }

    // Nothing when nothing was told.
    [[nodiscard]] std::optional<User> at(qint64 number);
    [[nodiscard]] QList<User> all();
    void write(qint64 number, const User &user);

    // Somebody whose name may have to be asked for was active.
    void meet(qint64 number, Timestamp when);
    // People without a name, the last active first. Whom the service calls anonymous is not asked
    // for again.
    [[nodiscard]] QList<UserId> nameless(int limit);

private:
    Database &m_database;
};

} // namespace linnet::store
