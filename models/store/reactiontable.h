// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/batch.h"
#include "models/store/database.h"
#include "models/store/messagetable.h"
#include "models/store/numbers.h"

namespace linnet::store {

// Which reactions are mine, which the service's summaries do not say, and which messages it would
// have to be asked about.
class ReactionTable
{
public:
    ReactionTable(Database &database, Numbers &numbers)
        : m_database(database)
        , m_numbers(numbers)
    {
    }

    // What an event or an answer told of one emoji. Of two events the later one is right, in
    // whatever order they come. False when it was known.
    bool learn(const ReactionKnowledge &told);
    // All of mine on a message, as of now. False when it was known.
    bool learn(const OwnReactions &own);

    void ask(const ReactionQuestion &question);
    void answered(const ReactionQuestion &question);
    void forget(const MessageId &message);

    // The emojis of mine, as in ReactionSummary's names.
    [[nodiscard]] QSet<QString> mine(qint64 space, const MessageId &message);
    // About cached messages that live, in the given spaces first, then the newest.
    [[nodiscard]] QList<ReactionQuestion> questions(const QList<SpaceId> &first, int limit);

private:
    bool set(qint64 space, const QString &message, const QString &emoji, bool mine);

    Database &m_database;
    Numbers &m_numbers;
};

// What stands for an emoji in the table.
[[nodiscard]] QString keyOf(const Emoji &emoji);

} // namespace linnet::store
