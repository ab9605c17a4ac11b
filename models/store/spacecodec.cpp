// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/cbor.h"
#include "models/store/codec.h"

namespace linnet::store {

namespace {

QCborArray encode(const SpacePermissions &permissions)
{
    QCborArray levels;
    for (const PermissionLevel level :
         {permissions.manageMembers, permissions.modifyDetails, permissions.toggleHistory,
          permissions.mentionAll, permissions.manageApps, permissions.manageWebhooks,
          permissions.postMessages, permissions.replyMessages, permissions.viewMembers})
        levels.append(qint64(level));
    return levels;
}

SpacePermissions decodePermissions(const QCborArray &levels)
{
    SpacePermissions permissions;
    qsizetype i = 0;
    for (PermissionLevel *level :
         {&permissions.manageMembers, &permissions.modifyDetails, &permissions.toggleHistory,
          &permissions.mentionAll, &permissions.manageApps, &permissions.manageWebhooks,
          &permissions.postMessages, &permissions.replyMessages, &permissions.viewMembers})
        *level = enumOf(levels.at(i++), PermissionLevel::Everyone, PermissionLevel::Unknown);
    return permissions;
}

QCborMap encode(const SpaceAccess &access)
{
    QCborMap map;
    map.insert(1, qint64(access.visibility));
    put(map, 2, access.audience);
    put(map, 3, QCborArray::fromStringList(access.discoverAudiences));
    put(map, 4, QCborArray::fromStringList(access.joinAudiences));
    put(map, 5, QCborArray::fromStringList(access.viewMembersAudiences));
    return map;
}

QStringList stringsOf(const QCborValue &value)
{
    QStringList strings;
    for (const QCborValue string : value.toArray())
        strings.append(string.toString());
    return strings;
}

SpaceAccess decodeAccess(const QCborMap &map)
{
    return {enumOf(map[1], SpaceVisibility::Discoverable, SpaceVisibility::Unknown),
            map[2].toString(), stringsOf(map[3]), stringsOf(map[4]), stringsOf(map[5])};
}

} // namespace

QByteArray encodeSpace(const Space &space)
{
    QCborMap map;
    put(map, 1, qint64(space.type));
    put(map, 2, space.displayName);
    put(map, 3, space.description);
    put(map, 4, space.uri);
    put(map, 5, space.createTime);
    put(map, 6, space.lastActiveTime);
    put(map, 7, qint64(space.threading));
    put(map, 8, qint64(space.history));
    put(map, 9, qint64(space.appDirectMessage));
    put(map, 10, qint64(space.externalUserAllowed));
    put(map, 11, space.memberCount);
    put(map, 12, space.groupCount);
    put(map, 13, space.guidelines);
    if (space.permissions)
        map.insert(14, encode(*space.permissions));
    if (space.access)
        map.insert(15, encode(*space.access));
    put(map, 16, qint64(space.adminInstalled));
    put(map, 17, qint64(space.importing));
    put(map, 18, space.importExpires);
    return map.toCborValue().toCbor();
}

Space decodeSpace(const SpaceId &id, const QByteArray &body)
{
    const QCborMap map = mapOf(body);
    Space space;
    space.id = id;
    space.type = enumOf(map[1], SpaceType::DirectMessage, SpaceType::Space);
    space.displayName = map[2].toString();
    space.description = map[3].toString();
    space.uri = map[4].toString();
    space.createTime = timeOf(map[5]);
    space.lastActiveTime = timeOf(map[6]);
    space.threading = enumOf(map[7], ThreadingState::Unthreaded, ThreadingState::Threaded);
    space.history = enumOf(map[8], HistoryState::Off, HistoryState::On);
    space.appDirectMessage = map[9].toInteger() != 0;
    space.externalUserAllowed = map[10].toInteger() != 0;
    space.memberCount = intOf(map[11]);
    space.groupCount = intOf(map[12]);
    space.guidelines = map[13].toString();
    if (map.contains(14))
        space.permissions = decodePermissions(map[14].toArray());
    if (map.contains(15))
        space.access = decodeAccess(map[15].toMap());
    space.adminInstalled = map[16].toInteger() != 0;
    space.importing = map[17].toInteger() != 0;
    space.importExpires = timeOf(map[18]);
    return space;
}

} // namespace linnet::store
