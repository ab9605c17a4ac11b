// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/spacemapping.h"

#include "models/sync/mapping/names.h"
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
    // What was told before there were three kinds, and still is to apps.
    if (wire.type && *wire.type == api::LegacySpaceType::Room)
        return SpaceType::Space;
    if (wire.type && *wire.type == api::LegacySpaceType::Dm)
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

QStringList audiencesOf(const api::Boxed<api::AccessPermissionSetting> &setting)
{
    QStringList names;
    if (!setting)
        return names;
    for (const api::Principal &principal : setting->principals) {
        if (principal.audience && !principal.audience->name.value_or(QString()).isEmpty())
            names.append(*principal.audience->name);
    }
    return names;
}

template <class List> QList<Space> spacesOf(const List &list)
{
    QList<Space> spaces;
    for (const api::Space &one : list) {
        if (const std::optional<Space> space = toSpace(one))
            spaces.append(*space);
    }
    return spaces;
}

constexpr int largestCount = 1'000'000;

} // namespace

PermissionLevel toPermissionLevel(const api::PermissionSetting &wire)
{
    if (wire.membersAllowed.value_or(false))
        return PermissionLevel::Everyone;
    if (wire.assistantManagersAllowed.value_or(false))
        return PermissionLevel::Managers;
    if (wire.managersAllowed.value_or(false))
        return PermissionLevel::Owners;
    return PermissionLevel::Unknown;
}

SpacePermissions toPermissions(const api::PermissionSettings &wire)
{
    const auto level = [](const api::Boxed<api::PermissionSetting> &setting) {
        return setting ? toPermissionLevel(*setting) : PermissionLevel::Unknown;
    };
    return {.manageMembers = level(wire.manageMembersAndGroups),
            .modifyDetails = level(wire.modifySpaceDetails),
            .toggleHistory = level(wire.toggleHistory),
            .mentionAll = level(wire.useAtMentionAll),
            .manageApps = level(wire.manageApps),
            .manageWebhooks = level(wire.manageWebhooks),
            .postMessages = level(wire.postMessages),
            .replyMessages = level(wire.replyMessages),
            .viewMembers = level(wire.viewSpaceMembership)};
}

SpaceAccess toAccess(const api::AccessSettings &wire)
{
    SpaceAccess access;
    if (wire.accessState) {
        switch (wire.accessState->value) {
        case api::AccessState::Private:
            access.visibility = SpaceVisibility::Private;
            break;
        case api::AccessState::Discoverable:
            access.visibility = SpaceVisibility::Discoverable;
            break;
        case api::AccessState::Unspecified:
        case api::AccessState::Unrecognized:
            break;
        }
    }
    access.audience = wire.audience.value_or(QString());
    if (wire.accessPermissionSettings) {
        access.discoverAudiences = audiencesOf(wire.accessPermissionSettings->discoverSpaceSetting);
        access.joinAudiences = audiencesOf(wire.accessPermissionSettings->joinSpaceSetting);
        access.viewMembersAudiences
            = audiencesOf(wire.accessPermissionSettings->viewSpaceMembershipSetting);
    }
    return access;
}

api::Boxed<api::PermissionSetting> toWire(PermissionLevel level)
{
    if (level == PermissionLevel::Unknown)
        return {};
    return api::PermissionSetting{.assistantManagersAllowed = level != PermissionLevel::Owners,
                                  .managersAllowed = true,
                                  .membersAllowed = level == PermissionLevel::Everyone};
}

std::optional<Space> toSpace(const api::Space &wire)
{
    const std::optional<Space> space = toAnySpace(wire);
    return space && !space->importing ? space : std::nullopt;
}

std::optional<Space> toAnySpace(const api::Space &wire)
{
    const QString name = wire.name.value_or(QString());
    if (!hasForm(name, u"spaces/*"))
        return std::nullopt;
    Space space;
    space.id = SpaceId(name);
    space.type = typeOf(wire);
    space.displayName = wire.displayName.value_or(QString()).simplified();
    if (wire.spaceDetails) {
        space.description = wire.spaceDetails->description.value_or(QString());
        space.guidelines = wire.spaceDetails->guidelines.value_or(QString());
    }
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
            = qBound(0, wire.membershipCount->joinedDirectHumanUserCount.value_or(0), largestCount);
        space.groupCount
            = qBound(0, wire.membershipCount->joinedGroupCount.value_or(0), largestCount);
    }
    if (wire.permissionSettings)
        space.permissions = toPermissions(*wire.permissionSettings);
    if (wire.accessSettings)
        space.access = toAccess(*wire.accessSettings);
    space.adminInstalled = wire.adminInstalled.value_or(false);
    space.importing = wire.importMode.value_or(false);
    space.importExpires = toTimestamp(wire.importModeExpireTime);
    return space;
}

QList<Space> toSpaces(const api::SearchSpacesResponse &wire)
{
    if (wire.results.isEmpty())
        return spacesOf(wire.spaces);
    QList<api::Space> spaces;
    for (const api::SearchSpaceResult &result : wire.results) {
        if (result.space)
            spaces.append(*result.space);
    }
    return spacesOf(spaces);
}

QList<Space> toSpaces(const api::FindGroupChatsResponse &wire)
{
    return spacesOf(wire.spaces);
}

} // namespace linnet::sync
