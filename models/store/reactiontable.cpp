// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reactiontable.h"

#include "models/store/statement.h"

using namespace Qt::StringLiterals;

namespace linnet::store {

QString keyOf(const Emoji &emoji)
{
    return emoji.isCustom() ? emoji.customName : emoji.unicode;
}

bool ReactionTable::set(qint64 space, const QString &message, const QString &emoji, bool mine)
{
    Statement(m_database,
              "INSERT INTO my_reactions(space, message, emoji, mine) VALUES(?, ?, ?, ?)"
              " ON CONFLICT DO UPDATE SET mine = excluded.mine WHERE mine <> excluded.mine",
              space, message, emoji, mine)
        .run();
    return m_database.changedRows() > 0;
}

bool ReactionTable::learn(const ReactionKnowledge &told)
{
    const qint64 space = m_numbers.make(spaceOf(told.message));
    if (space == 0)
        return false;
    const QString message = MessageTable::shortName(told.message);
    const QString emoji = keyOf(told.emoji);
    if (!told.when.isKnown())
        return set(space, message, emoji, told.mine);
    bool before = false;
    {
        Statement query(m_database,
                        "SELECT mine, told FROM my_reactions"
                        " WHERE space = ? AND message = ? AND emoji = ?",
                        space, message, emoji);
        if (query.next()) {
            before = query.boolean(0);
            // Taken away and put back within the same microsecond: it has to be one of the two.
            if (query.time(1) > told.when || (query.time(1) == told.when && told.mine))
                return false;
        }
    }
    Statement(m_database,
              "INSERT OR REPLACE INTO my_reactions(space, message, emoji, mine, told)"
              " VALUES(?, ?, ?, ?, ?)",
              space, message, emoji, told.mine, told.when)
        .run();
    return before != told.mine;
}

bool ReactionTable::learn(const OwnReactions &own)
{
    const qint64 space = m_numbers.make(spaceOf(own.message));
    if (space == 0)
        return false;
    QSet<QString> gone = mine(space, own.message);
    bool changed = false;
    for (const Emoji &emoji : own.emojis) {
        gone.remove(keyOf(emoji));
        changed = set(space, MessageTable::shortName(own.message), keyOf(emoji), true) || changed;
    }
    for (const QString &emoji : std::as_const(gone))
        changed = set(space, MessageTable::shortName(own.message), emoji, false) || changed;
    answered({own.message, ReactionQuestion::About::Own});
    return changed;
}

void ReactionTable::ask(const ReactionQuestion &question)
{
    Statement(m_database,
              "INSERT OR IGNORE INTO reaction_questions(space, message, about) VALUES(?, ?, ?)",
              m_numbers.make(spaceOf(question.message)), MessageTable::shortName(question.message),
              int(question.about))
        .run();
}

void ReactionTable::answered(const ReactionQuestion &question)
{
    Statement(m_database,
              "DELETE FROM reaction_questions WHERE space = ? AND message = ? AND about = ?",
              m_numbers.find(spaceOf(question.message)), MessageTable::shortName(question.message),
              int(question.about))
        .run();
}

void ReactionTable::forget(const MessageId &message)
{
    const qint64 space = m_numbers.find(spaceOf(message));
    const QString name = MessageTable::shortName(message);
    for (const char *sql : {"DELETE FROM reaction_questions WHERE space = ? AND message = ?",
                            "DELETE FROM my_reactions WHERE space = ? AND message = ?"})
        Statement(m_database, sql, space, name).run();
}

QSet<QString> ReactionTable::mine(qint64 space, const MessageId &message)
{
    QSet<QString> result;
    Statement query(m_database,
                    "SELECT emoji FROM my_reactions"
                    " WHERE space = ? AND message = ? AND mine = 1",
                    space, MessageTable::shortName(message));
    while (query.next())
        result.insert(query.text(0));
    return result;
}

QList<ReactionQuestion> ReactionTable::questions(const QList<SpaceId> &first, int limit)
{
    QList<ReactionQuestion> result;
    const auto take = [&](Statement &query) {
        while (result.size() < limit && query.next()) {
            const SpaceId space = m_numbers.space(query.integer(0));
            const QString name = query.text(1);
            const ReactionQuestion question{
                MessageId(name.contains(u'/') ? name
                                              : QString(space.name() + "/messages/"_L1 + name)),
                query.integer(2) == 0 ? ReactionQuestion::About::Own
                                      : ReactionQuestion::About::Counts};
            if (!result.contains(question))
                result.append(question);
        }
    };
    // CROSS JOIN keeps SQLite from walking the messages instead of the few questions.
    for (const SpaceId &space : first) {
        Statement query(m_database,
                        "SELECT q.space, q.message, q.about FROM reaction_questions q"
                        " CROSS JOIN messages m ON m.space = q.space AND m.name = q.message"
                        " WHERE q.space = ? ORDER BY m.create_time DESC, q.about LIMIT ?",
                        m_numbers.find(space), limit);
        take(query);
    }
    Statement query(m_database,
                    "SELECT q.space, q.message, q.about FROM reaction_questions q"
                    " CROSS JOIN messages m ON m.space = q.space AND m.name = q.message"
                    " ORDER BY m.create_time DESC, q.about LIMIT ?",
                    limit + int(result.size()));
    take(query);
    return result;
}

} // namespace linnet::store
