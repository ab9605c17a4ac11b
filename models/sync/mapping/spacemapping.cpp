// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/spacemapping.h"

#include "models/sync/mapping/wiretime.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

SpaceType typeOf(const api::Space &wire)
{
    if (wire.spaceType) {
        switch (wire.spaceType->value) {
        case api::SpaceType::Space:
            return SpaceType::Space;
        case api::SpaceType::GroupChat:
            return SpaceType::GroupChat;
        case api::SpaceType::DirectMessage:
            return SpaceType::DirectMessage;
        case api::SpaceType::Unspecified:
        case api::SpaceType::Unrecognized:
            break;
        }
    }
    if (wire.singleUserBotDm.value_or(false))
        return SpaceType::DirectMessage;
    // A kind that is not known yet: named ones look like spaces, the others like chats.
    return wire.displayName.value_or(QString()).isEmpty() ? SpaceType::GroupChat : SpaceType::Space;
}

ThreadingState threadingOf(const api::Space &wire)
{
    if (wire.spaceThreadingState) {
        switch (wire.spaceThreadingState->value) {
        case api::SpaceThreadingState::UnthreadedMessages:
            return ThreadingState::Unthreaded;
        case api::SpaceThreadingState::ThreadedMessages:
        case api::SpaceThreadingState::GroupedMessages:
            return ThreadingState::Threaded;
        case api::SpaceThreadingState::Unspecified:
        case api::SpaceThreadingState::Unrecognized:
            break;
        }
    }
    return typeOf(wire) == SpaceType::Space ? ThreadingState::Threaded : ThreadingState::Unthreaded;
}

} // namespace

std::optional<Space> toSpace(const api::Space &wire)
{
    const QString name = wire.name.value_or(QString());
    if (!name.startsWith("spaces/"_L1) || name.size() <= 7 || name.count(u'/') != 1
        || wire.importMode.value_or(false))
        return std::nullopt;
    Space space;
    space.id = SpaceId(name);
    space.type = typeOf(wire);
    space.displayName = wire.displayName.value_or(QString()).simplified();
    if (wire.spaceDetails)
        space.description = wire.spaceDetails->description.value_or(QString());
    space.uri = wire.spaceUri.value_or(QString());
    space.createTime = toTimestamp(wire.createTime);
    space.lastActiveTime = toTimestamp(wire.lastActiveTime);
    space.threading = threadingOf(wire);
    if (wire.spaceHistoryState && *wire.spaceHistoryState == api::SpaceHistoryState::HistoryOff)
        space.history = HistoryState::Off;
    space.appDirectMessage = wire.singleUserBotDm.value_or(false);
    space.externalUserAllowed = wire.externalUserAllowed.value_or(false);
    if (wire.membershipCount) {
        space.memberCount
            = qBound(0, wire.membershipCount->joinedDirectHumanUserCount.value_or(0), 1'000'000);
    }
    return space;
}

} // namespace linnet::sync
