// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

/// Conversations without a name come up only once somebody has written.
bool listed(const Space &space, const QString &user)
{
    if (!space.joined(user) || space.importMode)
        return false;
    return space.type == "SPACE"_L1 || space.lastActive > 0;
}

QStringList spaceTypes(const QString &filter)
{
    QStringList wanted;
    if (filter.isEmpty())
        return wanted;
    const std::vector<FilterGroup> groups = conjunction(parseFilter(filter));
    if (groups.size() != 1 || groups.front().field != "space_type"_L1)
        throw Refusal::invalid(u"Invalid filter: only space_type, joined by OR, is supported."_s);
    for (const FilterNode &term : groups.front().terms) {
        static const QStringList known{u"SPACE"_s, u"GROUP_CHAT"_s, u"DIRECT_MESSAGE"_s};
        if (term.op != "="_L1 || !known.contains(term.value))
            throw Refusal::invalid("Invalid filter: space_type can't be "_L1 + term.value);
        wanted.append(term.value);
    }
    return wanted;
}

HttpResponse listSpaces(Call &call)
{
    const QStringList types = spaceTypes(call.text("filter"));
    std::vector<const Space *> found;
    for (const auto &space : call.world.spaces()) {
        if (listed(*space, call.user) && (types.isEmpty() || types.contains(space->type)))
            found.push_back(space.get());
    }
    const Wire wire = call.wire();
    return call.page(u"spaces"_s, qsizetype(found.size()),
                     [&](qsizetype i) { return wire.space(*found[size_t(i)]); });
}

HttpResponse getSpace(Call &call)
{
    return call.wire().space(call.space(call.path.value(u"name"_s)));
}

void checkName(const Call &call, const QString &name, const QString &except = {})
{
    if (name.trimmed().isEmpty())
        throw Refusal::invalidField(u"space.display_name"_s, u"A space needs a display name."_s);
    if (name.size() > 128)
        throw Refusal::invalidField(u"space.display_name"_s, u"The display name is too long."_s);
    for (const auto &space : call.world.spaces()) {
        if (space->type == "SPACE"_L1 && space->id != except
            && space->displayName.compare(name, Qt::CaseInsensitive) == 0)
            throw Refusal::exists(u"A space with this display name already exists."_s);
    }
}

/// The space made by an earlier request of the same id, if any.
const Space *madeBefore(const Call &call, const QString &requestId)
{
    const auto first = call.repeated(call.world.spaceRequests, requestId);
    return first ? call.world.space(first->space) : nullptr;
}

Space &makeSpace(Call &call, const QJsonObject &wanted, const QStringList &people,
                 const QString &requestId)
{
    World &world = call.world;
    Space space;
    space.type = wanted.value("spaceType"_L1).toString();
    if (space.type == "SPACE"_L1) {
        checkName(call, wanted.value("displayName"_L1).toString());
        space.displayName = wanted.value("displayName"_L1).toString();
    } else {
        space.threading = u"UNTHREADED_MESSAGES"_s;
    }
    space.external = wanted.value("externalUserAllowed"_L1).toBool();
    space.importMode = wanted.value("importMode"_L1).toBool();
    if (space.importMode)
        throw Refusal::denied(u"Import mode needs domain-wide delegation."_s);
    const QJsonObject details = wanted.value("spaceDetails"_L1).toObject();
    space.description = details.value("description"_L1).toString();
    space.guidelines = details.value("guidelines"_L1).toString();
    space.announcement
        = wanted.value("predefinedPermissionSettings"_L1).toString() == "ANNOUNCEMENT_SPACE"_L1;
    space.audience = wanted.value("accessSettings"_L1).toObject().value("audience"_L1).toString();
    if (wanted.contains("spaceHistoryState"_L1))
        space.history = wanted.value("spaceHistoryState"_L1).toString();
    Space &added = world.addSpace(space);
    const bool named = added.type == "SPACE"_L1;
    world.join(added,
               {call.user, false, named ? u"ROLE_MANAGER"_s : u"ROLE_MEMBER"_s, u"JOINED"_s, 0});
    for (const QString &person : people) {
        const User *user = world.user(person);
        const QString state = named && user->external ? u"INVITED"_s : u"JOINED"_s;
        world.join(added, {person, false, u"ROLE_MEMBER"_s, state, 0});
    }
    added.appDirect = added.type == "DIRECT_MESSAGE"_L1 && people.size() == 1
        && world.user(people.first())->bot;
    if (named)
        added.lastActive = added.created;
    if (!requestId.isEmpty())
        world.spaceRequests.insert(requestId, call.made(added.id));
    return added;
}

HttpResponse createSpace(Call &call)
{
    const QString requestId = call.text("requestId");
    if (const Space *first = madeBefore(call, requestId))
        return call.wire().space(*first);
    if (call.body.value("spaceType"_L1).toString() != "SPACE"_L1) {
        throw Refusal::invalidField(u"space.space_type"_s,
                                    u"Only spaces of type SPACE can be created here."_s);
    }
    return call.wire().space(makeSpace(call, call.body, {}, requestId));
}

QStringList invitedPeople(const Call &call)
{
    QStringList people;
    for (const QJsonValue value : call.body.value("memberships"_L1).toArray()) {
        const QString name
            = value.toObject().value("member"_L1).toObject().value("name"_L1).toString();
        const QString id = call.userId(name);
        if (id.isEmpty())
            throw Refusal::notFound(u"A user to be added was not found."_s);
        if (id == call.user)
            throw Refusal::invalid(u"The calling user is added automatically."_s);
        if (people.contains(id))
            throw Refusal::invalid(u"A user is given twice."_s);
        people.append(id);
    }
    return people;
}

Space *sameGroup(Call &call, const QStringList &people)
{
    for (const auto &space : call.world.spaces()) {
        if (space->type != "GROUP_CHAT"_L1 || !space->joined(call.user))
            continue;
        int humans = 0;
        bool all = true;
        for (const Membership &member : space->members) {
            const User *user = call.world.user(member.id);
            if (user && user->bot)
                continue;
            ++humans;
            all = all && (member.id == call.user || people.contains(member.id));
        }
        if (all && humans == people.size() + 1)
            return space.get();
    }
    return nullptr;
}

HttpResponse setUpSpace(Call &call)
{
    const QString requestId = call.body.value("requestId"_L1).toString();
    if (const Space *first = madeBefore(call, requestId))
        return call.wire().space(*first);
    const QJsonObject wanted = call.body.value("space"_L1).toObject();
    const QString type = wanted.value("spaceType"_L1).toString();
    const QStringList people = invitedPeople(call);
    if (people.size() > 49)
        throw Refusal::invalid(u"At most 49 memberships can be given."_s);
    if (type == "DIRECT_MESSAGE"_L1) {
        const bool withApp = wanted.value("singleUserBotDm"_L1).toBool();
        if (withApp || people.size() != 1)
            throw Refusal::invalid(u"A direct message needs exactly one membership."_s);
        if (Space *existing = call.world.directMessage(call.user, people.first()))
            return call.wire().space(*existing);
    } else if (type == "GROUP_CHAT"_L1) {
        if (people.size() < 2)
            throw Refusal::invalid(u"A group chat needs at least two memberships."_s);
        if (wanted.contains("displayName"_L1))
            throw Refusal::invalid(u"A group chat has no display name."_s);
        if (Space *existing = sameGroup(call, people))
            return call.wire().space(*existing);
    } else if (type != "SPACE"_L1) {
        throw Refusal::invalidField(u"space.space_type"_s, u"A space type is required."_s);
    }
    return call.wire().space(makeSpace(call, wanted, people, requestId));
}

/// The paths of permission settings that an update may name. Who begins conversations is told only,
/// and who sees the members has no documented path.
const QStringList &permissionPaths()
{
    static const QStringList paths{u"manage_members_and_groups"_s,
                                   u"modify_space_details"_s,
                                   u"toggle_history"_s,
                                   u"use_at_mention_all"_s,
                                   u"manage_apps"_s,
                                   u"manage_webhooks"_s,
                                   u"reply_messages"_s};
    return paths;
}

QStringList spaceMask(const Call &call)
{
    QStringList allowed{u"space_details"_s,
                        u"display_name"_s,
                        u"space_type"_s,
                        u"space_history_state"_s,
                        u"access_settings.audience"_s,
                        u"access_settings.access_permission_settings"_s,
                        u"access_settings.access_permission_settings.discover_space_setting"_s,
                        u"access_settings.access_permission_settings.join_space_setting"_s,
                        u"permission_settings"_s};
    for (const QString &path : permissionPaths())
        allowed.append("permission_settings."_L1 + path);
    QStringList mask = call.mask(allowed);
    static const QStringList alone{u"space_history_state"_s, u"access_settings.audience"_s,
                                   u"access_settings.access_permission_settings"_s,
                                   u"permission_settings"_s};
    for (const QString &kind : alone) {
        const auto ofKind = std::count_if(mask.begin(), mask.end(), [&](const QString &path) {
            return path == kind || path.startsWith(kind + u'.');
        });
        if (ofKind > 0 && ofKind < mask.size())
            throw Refusal::invalidField(u"update_mask"_s, kind + " is updated alone."_L1);
    }
    if (mask.contains(u"space_type"_s) && !mask.contains(u"display_name"_s)) {
        throw Refusal::invalidField(u"update_mask"_s,
                                    u"space_type is updated together with display_name."_s);
    }
    return mask;
}

bool isSetting(const QString &path)
{
    return path.startsWith("access_settings"_L1) || path.startsWith("permission_settings"_L1);
}

/// Takes over those fields of the wanted object that a path below `root` names, all for `root`.
void takeNamed(QJsonObject &have, const QJsonObject &wanted, const QString &root,
               const QString &path, const QStringList &known)
{
    for (auto at = wanted.begin(); at != wanted.end(); ++at) {
        const QString field = snakeCase(at.key());
        if (known.contains(field) && (path == root || path == QString(root + u'.' + field)))
            have.insert(at.key(), at.value());
    }
}

void applySetting(const Call &call, Space &space, const QString &path)
{
    const QJsonObject access = call.body.value("accessSettings"_L1).toObject();
    if (space.type != "SPACE"_L1)
        throw Refusal::invalid(u"Only a named space has such settings."_s);
    if (path == "access_settings.audience"_L1) {
        space.audience = access.value("audience"_L1).toString();
        return;
    }
    takeNamed(space.accessPermissions, access.value("accessPermissionSettings"_L1).toObject(),
              u"access_settings.access_permission_settings"_s, path,
              {u"discover_space_setting"_s, u"join_space_setting"_s});
    takeNamed(space.permissionSettings, call.body.value("permissionSettings"_L1).toObject(),
              u"permission_settings"_s, path, permissionPaths());
}

void applyPatch(Call &call, Space &space, const QStringList &mask)
{
    const QJsonObject &body = call.body;
    for (const QString &field : mask) {
        if (field == "display_name"_L1) {
            if (space.type != "SPACE"_L1 && !mask.contains(u"space_type"_s))
                throw Refusal::invalid(u"Only a named space has a display name."_s);
            checkName(call, body.value("displayName"_L1).toString(), space.id);
            space.displayName = body.value("displayName"_L1).toString();
        } else if (field == "space_details"_L1) {
            const QJsonObject details = body.value("spaceDetails"_L1).toObject();
            space.description = details.value("description"_L1).toString();
            space.guidelines = details.value("guidelines"_L1).toString();
        } else if (field == "space_type"_L1) {
            if (space.type == "DIRECT_MESSAGE"_L1
                || body.value("spaceType"_L1).toString() != "SPACE"_L1)
                throw Refusal::invalid(u"Only a group chat can become a space."_s);
            checkName(call, body.value("displayName"_L1).toString(), space.id);
            space.type = u"SPACE"_s;
            space.threading = u"THREADED_MESSAGES"_s;
        } else if (field == "space_history_state"_L1) {
            const QString state = body.value("spaceHistoryState"_L1).toString();
            if (space.type != "SPACE"_L1)
                throw Refusal::invalid(u"Only the history of a named space can be changed."_s);
            if (state.isEmpty() || state == "HISTORY_STATE_UNSPECIFIED"_L1)
                throw Refusal::invalid(u"A history state is required."_s);
            space.history = state;
        } else {
            applySetting(call, space, field);
        }
    }
}

HttpResponse patchSpace(Call &call)
{
    Space &space = call.space(call.path.value(u"name"_s));
    const QStringList mask = spaceMask(call);
    for (const QString &field : mask) {
        const QLatin1StringView permission
            = field == "space_history_state"_L1 ? "toggleHistory"_L1 : "modifySpaceDetails"_L1;
        if (isSetting(field) ? !space.manages(call.user) : !call.may(space, permission))
            throw Refusal::denied(u"The space's settings do not let the caller change this."_s);
    }
    applyPatch(call, space, mask);
    call.world.spaceChanged(space);
    return call.wire().space(space);
}

HttpResponse deleteSpace(Call &call)
{
    const Space &space = call.space(call.path.value(u"name"_s));
    if (space.type != "SPACE"_L1)
        throw Refusal::invalid(u"Only a named space can be deleted."_s);
    if (!space.manages(call.user))
        throw Refusal::denied(u"Only managers may delete the space."_s);
    call.world.removeSpace(space.id);
    return QJsonObject();
}

HttpResponse findDirectMessage(Call &call)
{
    const QString name = call.text("name");
    if (!name.startsWith("users/"_L1))
        throw Refusal::invalidField(u"name"_s, u"A name of the form users/{user} is required."_s);
    const QString other = call.userId(name);
    const Space *found = other.isEmpty() ? nullptr : call.world.directMessage(call.user, other);
    if (!found)
        throw Refusal::notFound(u"Direct message not found."_s);
    return call.wire().space(*found);
}

HttpResponse findGroupChats(Call &call)
{
    QStringList wanted;
    for (const auto &[key, value] : call.request.query) {
        if (key == "users"_L1)
            wanted.append(call.userId(value));
    }
    if (wanted.size() > 49)
        throw Refusal::invalid(u"At most 49 users can be given."_s);
    std::vector<const Space *> found;
    for (const auto &space : call.world.spaces()) {
        if (space->type != "GROUP_CHAT"_L1 || !space->joined(call.user))
            continue;
        QSet<QString> people;
        for (const Membership &member : space->members) {
            const User *user = call.world.user(member.id);
            if (user && !user->bot && member.state == "JOINED"_L1 && member.id != call.user)
                people.insert(member.id);
        }
        if (people == QSet<QString>(wanted.begin(), wanted.end()))
            found.push_back(space.get());
    }
    const bool expanded = call.text("spaceView") == "SPACE_VIEW_EXPANDED"_L1;
    if (expanded && !call.hasScope("chat.spaces"_L1) && !call.hasScope("chat.spaces.readonly"_L1))
        throw Refusal::scopes(call.method.id);
    const Wire wire = call.wire();
    return call.page(u"spaces"_s, qsizetype(found.size()), [&](qsizetype i) {
        const Space &space = *found[size_t(i)];
        return expanded ? wire.space(space)
                        : QJsonObject{{u"name"_s, QString("spaces/"_L1 + space.id)}};
    });
}

HttpResponse completeImport(Call &call)
{
    call.space(call.path.value(u"name"_s));
    throw Refusal::denied(u"Import mode needs domain-wide delegation."_s);
}

} // namespace

void addSpaceMethods(Handlers &handlers)
{
    handlers.insert(u"spaces.list"_s, listSpaces);
    handlers.insert(u"spaces.get"_s, getSpace);
    handlers.insert(u"spaces.create"_s, createSpace);
    handlers.insert(u"spaces.setup"_s, setUpSpace);
    handlers.insert(u"spaces.patch"_s, patchSpace);
    handlers.insert(u"spaces.delete"_s, deleteSpace);
    handlers.insert(u"spaces.findDirectMessage"_s, findDirectMessage);
    handlers.insert(u"spaces.findGroupChats"_s, findGroupChats);
    handlers.insert(u"spaces.completeImport"_s, completeImport);
}

} // namespace emulator
