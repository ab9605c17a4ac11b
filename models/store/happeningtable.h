// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/happening.h"
#include "models/store/batch.h"
#include "models/store/database.h"
#include "models/store/numbers.h"

namespace linnet::store {

// What happened in spaces beside their messages, as events told it: of each space the newest few
// hundred. Events come in any order and more than once, and carry the latest state of what they are
// about: what is stored is what they told, and what is shown is made of all of it.
class HappeningTable
{
public:
    HappeningTable(Database &database, Numbers &numbers)
        : m_database(database)
        , m_numbers(numbers)
    {
    }

    // False when it was told before.
    bool tell(const HappeningTold &told);
    // Somebody or something is missing from a list of members, these people among it: who left,
    // where events did not say.
    void nameGone(qint64 space, const QList<qint64> &users);
    // Somebody was removed from here; the event that tells when will not say whom.
    void expectGone(qint64 space, qint64 user);
    // The name of a space before the first that an event told; a second call changes nothing.
    void setFirstName(qint64 space, const QString &name);

    // In order. Somebody joins once until they leave, and a name that was the name is no news.
    [[nodiscard]] QList<Happening> of(qint64 space);

private:
    qint64 takeExpected(qint64 space, qint64 user);
    void keepNewest(qint64 space);

    Database &m_database;
    Numbers &m_numbers;
};

} // namespace linnet::store
