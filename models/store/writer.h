// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/store/batch.h"
#include "models/store/cache.h"

#include <QHash>
#include <QSet>

namespace linnet::store {

// What a transaction wrote, by number: from it the ChangeSet is read.
struct Touched
{
    QSet<qint64> spaces; // whose summary may have changed
    QSet<qint64> users;
    QSet<qint64> messages; // rowids
    QSet<qint64> threads; // whose replies changed
    QList<SpaceId> removedSpaces;
    QList<MessageId> removedMessages;
    QSet<SpaceId> backfills;
    QHash<qint64, QList<Happening>> happenings; // of spaces, as they were before
    // Client id and name of every message in the batches that has both, changed or not.
    QList<Reconciliation> echoes;
};

// Applies what the service told to the cache, inside a transaction of the caller. Touches only
// what differs from what is stored.
class Writer
{
public:
    Writer(Cache &cache, Touched &touched)
        : m_cache(cache)
        , m_touched(touched)
    {
    }

    // The batch must be clean (cleaning.h).
    void apply(const Batch &batch);

    // Puts a row's new content, which must be newer or equal.
    void rewrite(const MessageRow &row, const Message &message, const EarlierText &earlier);

private:
    void applyUser(const User &user);
    [[nodiscard]] std::optional<Space> storedSpace(qint64 number);
    void applySpace(const Space &space);
    void applyHappening(const HappeningTold &told);
    void touchHappenings(qint64 space);
    void keepOnly(const QList<SpaceId> &spaces);
    void removeSpace(qint64 number);
    void applyMembers(const MemberList &list);
    void insertMember(qint64 space, const Membership &membership);
    [[nodiscard]] bool lacksMembers(qint64 space);
    void removeMissing(const SpaceId &space, const QSet<std::pair<qint64, QString>> &kept);
    // Something was told of this member after the question of what is being applied left.
    [[nodiscard]] bool isKnownLater(const SpaceId &space, const UserId &user,
                                    const QString &group) const;
    void applyMembership(const Membership &membership);
    void markMembersDue(qint64 space);
    void applyMessage(Message message, const Batch &batch);
    void keepLaterReactions(const std::optional<MessageRow> &stored, Message &message);
    void askAboutReactions(const std::optional<MessageRow> &stored, const Message &message,
                           const Batch &batch);
    void removeMessage(const MessageId &message);
    void applyReactions(const Batch &batch);
    void ask(const ReactionQuestion &question);
    void answered(const ReactionQuestion &question);
    void applyReadState(const ReadState &state);
    void applyThreadRead(const ThreadReadState &state);
    void applyNotification(const NotificationSetting &setting);
    void applyCoverage(const Coverage &coverage);
    void applyEventCursor(const SpaceId &space, Timestamp cursor);
    void applySyncedAt(Timestamp at);
    void touch(qint64 row);
    void meet(const UserId &user, Timestamp when);

    Cache &m_cache;
    Touched &m_touched;
    Moment m_asOf = 0; // of what the batch in hand tells
    Moment m_told = 0;
};

} // namespace linnet::store
