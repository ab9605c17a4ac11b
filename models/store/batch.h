// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/space.h"
#include "models/domain/timeline.h"
#include "models/domain/user.h"

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
};

// What one answer of the service told. Applied in one transaction; applying it again changes
// nothing. Fields the answer did not carry are left alone.
struct Batch
{
    QList<User> users{}; // empty fields do not overwrite known ones
    QList<Space> spaces{}; // resource fields only
    bool spacesComplete = false; // spaces lists all there are: others are removed
    QList<SpaceId> removedSpaces{};
    QList<MemberList> memberLists{};
    QList<Membership> memberships{}; // single ones, by (space, user)
    QList<Message> messages{}; // derived fields are ignored; a tombstone replaces; older ones
                               // (by lastUpdateTime, deleteTime) never replace newer ones
    QList<MessageId> removedMessages{};
    QList<ReactionKnowledge> reactions{};
    QList<ReadState> readStates{}; // as the service has them
    QList<QPair<SpaceId, bool>> muted{};
    QList<Coverage> coverage{};
    QList<QPair<SpaceId, Timestamp>> eventCursors{}; // newest space event applied
};

} // namespace linnet::store
