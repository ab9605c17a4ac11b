// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backfill.h"
#include "models/domain/message.h"
#include "models/domain/readstate.h"
#include "models/domain/space.h"
#include "models/domain/timeline.h"
#include "models/domain/user.h"

#include <QSet>

#include <optional>

namespace linnet::store {

// A stretch of time in which every message of a scope is in the cache: (from, to]. Stretches that
// touch are joined. from is unknown (zero) when the stretch reaches the first message.
struct Coverage
{
    TimelineScope scope{};
    Timestamp from{};
    Timestamp to{};

    friend bool operator==(const Coverage &, const Coverage &) = default;
};

// The members of a space as a whole, replacing what is stored.
struct MemberList
{
    SpaceId space{};
    QList<Membership> members{};
};

struct ReadState
{
    SpaceId space{};
    Timestamp lastReadTime{};
};

struct ReactionKnowledge
{
    MessageId message{};
    Emoji emoji{};
    bool mine = false;
    // Of the event that told it: an older one never undoes a younger one. Unknown: told just now.
    Timestamp when{};
};

// What an event tells to have happened. Applying it again changes nothing.
struct HappeningTold
{
    enum class Kind {
        Joined,
        Invited,
        Accepted, // somebody is a member who may have been only invited before
        Left,
        Named, // the space is called so; whether it was called so before, the store knows
    };
    SpaceId space{};
    QString event{}; // its name, and which of its parts
    Kind kind = Kind::Joined;
    Timestamp time{};
    UserId user{}; // empty, of Left: the event does not say who, the next list of members does
    QString name{};
};

// All reactions of mine on one message.
struct OwnReactions
{
    MessageId message{};
    QList<Emoji> emojis{};
};

// What is not known about a message's reactions until the service is asked.
struct ReactionQuestion
{
    enum class About {
        Own, // which of them are mine
        Counts, // how many there are: events do not tell
    };
    MessageId message{};
    About about = About::Own;

    friend bool operator==(const ReactionQuestion &, const ReactionQuestion &) = default;
};

struct NotificationSetting
{
    SpaceId space{};
    bool muted = false;
    NotificationLevel level = NotificationLevel::All;
};

// A place in the order in which questions leave and the store is told (Store::moment); no time.
using Moment = qint64;

// What one answer of the service told. Applied in one transaction; applying it again changes
// nothing. Fields the answer did not carry are left alone.
struct Batch
{
    QList<User> users{}; // empty fields do not overwrite known ones
    QList<Space> spaces{}; // resource fields only
    std::optional<QList<SpaceId>> allSpaces{}; // all there are: others are removed
    QList<SpaceId> removedSpaces{};
    QList<MemberList> memberLists{};
    QList<Membership> memberships{}; // single ones, by (space, user)
    QList<SpaceId> membersDue{}; // what was listed of their members is out of date
    QList<Message> messages{}; // derived fields are ignored; a tombstone replaces; older ones
                               // (by lastUpdateTime, deleteTime) never replace newer ones
    QList<MessageId> removedMessages{};
    QList<ReactionKnowledge> reactions{};
    QList<OwnReactions> ownReactions{};
    // Reactions of a stored message that change here are told by `reactions`; otherwise it becomes
    // a question which of them are mine.
    bool reactionsFollowed = false;
    QSet<MessageId> reactionsTold{}; // of these every reaction there ever was
    QList<MessageId> reactionsToCount{}; // of these the counts have changed and are not told
    QList<ReactionQuestion> reactionsAnswered{};
    QList<ReadState> readStates{}; // as the service has them
    // Of the service or of here: only later ones count. Without a time: never read.
    QList<ThreadReadState> threadReads{};
    QList<NotificationSetting> notifications{};
    QList<Coverage> coverage{};
    QList<QPair<SpaceId, Timestamp>> eventCursors{}; // newest space event applied
    QList<Backfill> backfills{};
    QList<HappeningTold> happenings{};
    QList<SpaceId> happeningsAsked{}; // what happened there before it was followed was asked for
    Timestamp syncedAt{}; // a listing of all spaces was complete at this time of our clock
    // When the question left that this answers: of what has no time of its own (counts of
    // reactions, which are mine, read states, settings, members) it undoes nothing that was told
    // since. None: an event or the answer to a write, which stand against every question that left
    // before.
    Moment asked = 0;
    Moment told = 0; // given by the store
};

} // namespace linnet::store
