// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backfill.h"
#include "models/store/database.h"
#include "models/store/numbers.h"

#include <QList>

namespace linnet::store {

// How far the fetching of whole histories has come, space by space.
class BackfillTable
{
public:
    BackfillTable(Database &database, Numbers &numbers)
        : m_database(database)
        , m_numbers(numbers)
    {
    }

    // State None removes the row. False when it was so before.
    bool write(const Backfill &backfill);
    [[nodiscard]] QList<Backfill> all();
    [[nodiscard]] Backfill of(const SpaceId &space);

private:
    Database &m_database;
    Numbers &m_numbers;
};

} // namespace linnet::store
