// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/permissions.h"
#include "models/domain/timestamp.h"

#include <optional>

namespace linnet {

enum class SpaceType {
    Space, // named
    GroupChat,
    DirectMessage,
};

enum class ThreadingState {
    Threaded,
    Unthreaded,
};

enum class HistoryState {
    On,
    Off,
};

// What the service notifies the person of in a space.
enum class NotificationLevel {
    All, // also what is not said to us
    MainConversations, // new threads, mentions, followed threads
    ForYou, // mentions and followed threads
    Off,
};

struct Space
{
    SpaceId id {};
    SpaceType type = SpaceType::Space;
    QString displayName {}; // empty for direct messages and group chats: made from the members
    QString description {};
    QString uri {}; // the conversation on the web
    Timestamp createTime {};
    Timestamp lastActiveTime {}; // moves with new messages only
    ThreadingState threading = ThreadingState::Threaded;
    HistoryState history = HistoryState::On;
    bool appDirectMessage = false; // singleUserBotDm
    bool externalUserAllowed = false;
    int memberCount = 0; // joined people, as the service counts them; 0: not told
    int groupCount = 0; // joined Google Groups; 0: not told
    QString guidelines {};
    std::optional<SpacePermissions> permissions {}; // absent: not told
    std::optional<SpaceAccess> access {}; // absent: not told
    bool adminInstalled = false; // an app's direct message that an administrator set up
    bool importing = false; // import mode: nobody's conversation yet
    Timestamp importExpires {}; // it is deleted then, unless the import is completed

    friend bool operator==(const Space &, const Space &) = default;
};

enum class MembershipState {
    Joined,
    Invited,
    NotAMember,
};

struct Membership
{
    SpaceId space {};
    UserId user {}; // empty for a Google Group, which then has groupName
    QString groupName {};
    MembershipRole role = MembershipRole::Member;
    MembershipState state = MembershipState::Joined;

    friend bool operator==(const Membership &, const Membership &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::Space)
