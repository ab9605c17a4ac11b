// SPDX-License-Identifier: GPL-3.0-or-later
#include "control.h"

#include "lookup.h"
#include "pictures.h"
#include "service.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QJsonObject named(const Space &space, const Message &message)
{
    return {{u"name"_s, QString("spaces/"_L1 + space.id + "/messages/"_L1 + message.id)},
            {u"thread"_s, QString("spaces/"_L1 + space.id + "/threads/"_L1 + message.thread)},
            {u"createTime"_s, toRfc3339(message.created)}};
}

QJsonObject spaceState(World &world, const Wire &wire, const Space &space, bool withMessages)
{
    QJsonObject json = wire.space(space);
    QJsonArray members;
    for (const Membership &member : space.members)
        members.append(wire.membership(space, member));
    json.insert("members"_L1, members);
    QJsonObject readStates;
    for (auto at = space.readStates.begin(); at != space.readStates.end(); ++at) {
        QJsonObject threads;
        for (auto t = at->threads.begin(); t != at->threads.end(); ++t)
            threads.insert(t.key(), toRfc3339(*t));
        readStates.insert(at.key(),
                          QJsonObject{{u"lastReadTime"_s, toRfc3339(at->lastRead)},
                                      {u"threads"_s, threads},
                                      {u"muteSetting"_s, at->mute},
                                      {u"notificationSetting"_s, at->notification}});
    }
    json.insert("readStates"_L1, readStates);
    json.insert("eventCount"_L1, qint64(space.events.size()));
    QJsonArray pins;
    for (const Pin &pin : space.pins)
        pins.append(pin.message);
    json.insert("pins"_L1, pins);
    if (!withMessages)
        return json;
    QJsonArray messages;
    for (const Message &message : space.messages) {
        QJsonObject one = wire.message(space, message);
        if (!message.requestId.isEmpty())
            one.insert("requestId"_L1, message.requestId);
        QJsonArray reactions;
        for (const Reaction &reaction : message.reactions)
            reactions.append(wire.reaction(space, message.id, reaction));
        if (!reactions.isEmpty())
            one.insert("reactions"_L1, reactions);
        messages.append(one);
    }
    json.insert("messages"_L1, messages);
    Q_UNUSED(world)
    return json;
}

} // namespace

Control::Control(Service &service)
    : m_service(service)
{
    addPeopleActions();
    addSpaceActions();
    addServiceActions();
}

void Control::handle(const HttpRequest &request, const Answer &answer)
{
    try {
        answer(respond(request), {});
    } catch (const Refusal &refusal) {
        answer(refusal.response(), {});
    }
}

HttpResponse Control::respond(const HttpRequest &request)
{
    const QString path = decodePercent(request.rawPath.mid(qsizetype(sizeof "/emulator")));
    if (path == "state"_L1)
        return state(request);
    if (path == "act"_L1 && request.verb == "POST")
        return actAll(request);
    if (path == "faults"_L1)
        return QJsonObject{{u"faults"_s, m_service.faults.report()}};
    if (path == "log"_L1) {
        if (request.verb == "DELETE")
            m_service.log.clear();
        const QString only = request.queryValue(u"path").value_or(QString());
        if (!QRegularExpression(only).isValid())
            throw Refusal::invalid("Not an expression: "_L1 + only);
        return m_service.log.report(request.queryValue(u"since").value_or(QString()).toLongLong(),
                                    request.queryValue(u"method").value_or(QString()), only);
    }
    return picture(path);
}

HttpResponse Control::picture(const QString &path)
{
    HttpResponse response;
    response.contentType = "image/png";
    const QString id = path.section(u'/', 1).chopped(path.endsWith(".png"_L1) ? 4 : 0);
    if (path.startsWith("avatar/"_L1)) {
        const User *user = m_service.world().user(id);
        if (!user)
            throw Refusal::notFound(u"No such picture."_s);
        response.body = paintAvatar(user->displayName, user->bot);
        return response;
    }
    if (path.startsWith("emoji/"_L1)) {
        for (const CustomEmoji &emoji : m_service.world().customEmojis) {
            if (emoji.id == id) {
                response.body = emoji.image.isEmpty() ? paintEmoji(emoji.name) : emoji.image;
                return response;
            }
        }
    }
    if (path.startsWith("gif/"_L1)) {
        response.contentType = "image/gif";
        response.body = paintGif(path.section(u'/', 1));
        return response;
    }
    if (path.startsWith("picture/"_L1)) {
        response.body = paintPicture(id);
        return response;
    }
    throw Refusal::notFound(u"Nothing here."_s);
}

HttpResponse Control::state(const HttpRequest &request)
{
    World &world = m_service.world();
    const Wire wire(world, world.self, m_service.settings.baseUrl);
    const QString only = request.queryValue(u"space").value_or(QString());
    const bool withMessages = request.queryValue(u"messages").value_or(u"1"_s) != "0"_L1;
    QJsonArray spaces;
    for (const auto &space : world.spaces()) {
        if (!only.isEmpty() && only != "spaces/"_L1 + space->id)
            continue;
        if (withMessages)
            world.space(space->id); // makes what is still to be generated
        spaces.append(spaceState(world, wire, *space, withMessages));
    }
    QJsonArray users;
    for (const auto &[id, user] : world.users)
        users.append(wire.user(id));
    return QJsonObject{{u"now"_s, toRfc3339(world.clock.now())},
                       {u"self"_s, QString("users/"_L1 + world.self)},
                       {u"revision"_s, qint64(world.revision())},
                       {u"violations"_s, QJsonArray::fromStringList(world.violations)},
                       {u"users"_s, users},
                       {u"spaces"_s, spaces}};
}

HttpResponse Control::actAll(const HttpRequest &request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    QJsonArray actions = document.array();
    bool batch = false;
    if (document.isObject()) {
        const QJsonObject object = document.object();
        batch = object.value("batch"_L1).toBool();
        actions = object.contains("actions"_L1) ? object.value("actions"_L1).toArray()
                                                : QJsonArray{object};
    } else if (!document.isArray()) {
        throw Refusal::invalid(u"An action or a list of actions is expected."_s);
    }
    m_service.world().setBatching(batch);
    QJsonArray results;
    try {
        for (const QJsonValue action : std::as_const(actions))
            results.append(act(action.toObject()));
    } catch (const Refusal &) {
        m_service.world().setBatching(false);
        throw;
    }
    m_service.world().setBatching(false);
    return QJsonObject{{u"results"_s, results}};
}

QJsonObject Control::act(const QJsonObject &action)
{
    const QString name = action.value("action"_L1).toString();
    const auto found = m_actions.constFind(name);
    if (found == m_actions.cend())
        throw Refusal::invalid("Unknown action: "_L1 + name);
    return (*found)(action);
}

void Control::addPeopleActions()
{
    World &world = m_service.world();
    m_actions.insert(u"message"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        Draft draft;
        draft.sender = findUser(world, a.value("user"_L1).toString());
        draft.markup = a.value("text"_L1).toString();
        draft.thread = a.value("thread"_L1).toString().section(u'/', -1);
        draft.extras = a.value("extras"_L1).toObject();
        if (a.contains("time"_L1))
            draft.at = timeIn(a, "time");
        return named(space, world.addMessage(space, draft));
    });
    m_actions.insert(u"edit"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        Message &message = findMessage(world, space, a);
        world.editMessage(space, message, a.value("text"_L1).toString());
        return named(space, message);
    });
    m_actions.insert(u"delete"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        Message &message = findMessage(world, space, a);
        world.deleteMessage(space, message, a.value("deletionType"_L1).toString(u"CREATOR"_s));
        return named(space, message);
    });
    m_actions.insert(u"react"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        Message &message = findMessage(world, space, a);
        Reaction reaction;
        reaction.user = findUser(world, a.value("user"_L1).toString());
        reaction.unicode = a.value("emoji"_L1).toString();
        reaction.customEmoji = a.value("customEmoji"_L1).toString();
        const Reaction &added = world.addReaction(space, message, reaction);
        return QJsonObject{{u"name"_s,
                            QString(named(space, message).value("name"_L1).toString()
                                    + "/reactions/"_L1 + added.id)}};
    });
    m_actions.insert(u"unreact"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        Message &message = findMessage(world, space, a);
        const QString user = findUser(world, a.value("user"_L1).toString());
        const QString emoji = a.value("emoji"_L1).toString();
        for (const Reaction &reaction : message.reactions) {
            if (reaction.user == user && reaction.unicode == emoji) {
                world.removeReaction(space, message, QString(reaction.id));
                return named(space, message);
            }
        }
        throw Refusal::notFound(u"No such reaction."_s);
    });
    m_actions.insert(u"read"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        const QString user = findUser(world, a.value("user"_L1).toString(u"me"_s));
        const Micros time = a.contains("time"_L1) ? timeIn(a, "time") : world.clock.now();
        const QString thread = a.value("thread"_L1).toString().section(u'/', -1);
        if (!thread.isEmpty()) {
            space.readStates[user].threads.insert(thread, time);
            world.touch();
            return QJsonObject{{u"lastReadTime"_s, toRfc3339(time)}};
        }
        return QJsonObject{{u"lastReadTime"_s, toRfc3339(world.setRead(space, user, time))}};
    });
}

void Control::addSpaceActions()
{
    World &world = m_service.world();
    m_actions.insert(u"join"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        Membership member;
        member.id = findUser(world, a.value("user"_L1).toString());
        member.role = a.value("role"_L1).toString(u"ROLE_MEMBER"_s);
        member.state = a.value("state"_L1).toString(u"JOINED"_s);
        world.join(space, member);
        return QJsonObject{
            {u"name"_s, QString("spaces/"_L1 + space.id + "/members/"_L1 + member.id)}};
    });
    m_actions.insert(u"leave"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        const QString user = findUser(world, a.value("user"_L1).toString());
        return QJsonObject{{u"left"_s, world.leave(space, user)}};
    });
    m_actions.insert(u"role"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        Membership *member = space.member(findUser(world, a.value("user"_L1).toString()));
        if (!member)
            throw Refusal::notFound(u"No such member."_s);
        world.changeRole(space, *member, a.value("role"_L1).toString());
        return QJsonObject();
    });
    m_actions.insert(u"rename"_s, [&world](const QJsonObject &a) {
        Space &space = findSpace(world, a);
        space.displayName = a.value("name"_L1).toString();
        world.spaceChanged(space);
        return QJsonObject();
    });
    m_actions.insert(u"removeSpace"_s, [&world](const QJsonObject &a) {
        return QJsonObject{{u"removed"_s, world.removeSpace(findSpace(world, a).id)}};
    });
    m_actions.insert(u"space"_s, [&world](const QJsonObject &a) {
        Space made;
        made.type = a.value("type"_L1).toString(u"SPACE"_s);
        made.displayName = a.value("name"_L1).toString();
        made.id = a.value("id"_L1).toString();
        made.announcement = a.value("announcement"_L1).toBool();
        made.hiddenMembers = a.value("hiddenMembers"_L1).toBool();
        made.external = a.value("external"_L1).toBool();
        if (made.type != "SPACE"_L1)
            made.threading = u"UNTHREADED_MESSAGES"_s;
        Space &space = world.addSpace(made);
        for (const QJsonValue member : a.value("members"_L1).toArray(QJsonArray{u"me"_s})) {
            const QString role = a.value("manager"_L1).toString() == member.toString()
                ? u"ROLE_MANAGER"_s
                : u"ROLE_MEMBER"_s;
            world.join(space, {findUser(world, member.toString()), false, role, u"JOINED"_s, 0});
        }
        return QJsonObject{{u"name"_s, QString("spaces/"_L1 + space.id)}};
    });
    m_actions.insert(u"user"_s, [&world](const QJsonObject &a) {
        User user;
        user.id = a.value("id"_L1).toString();
        if (user.id.isEmpty())
            user.id = QString::number(100'000'000'000'000'000
                                      + qint64(world.random()() % 1'000'000'000));
        user.displayName = a.value("displayName"_L1).toString();
        user.email = a.value("email"_L1).toString();
        user.bot = a.value("bot"_L1).toBool();
        user.external = a.value("external"_L1).toBool();
        user.anonymous = a.value("anonymous"_L1).toBool();
        world.addUser(user);
        return QJsonObject{{u"name"_s, QString("users/"_L1 + user.id)}};
    });
}

void Control::addServiceActions()
{
    m_actions.insert(u"approve"_s, [this](const QJsonObject &a) {
        const QString user = a.contains("user"_L1)
            ? findUser(m_service.world(), a.value("user"_L1).toString())
            : QString();
        const QString code = a.value("userCode"_L1).toString(u"*"_s);
        return QJsonObject{{u"found"_s, m_service.oauth().decide(code, true, user)}};
    });
    m_actions.insert(u"deny"_s, [this](const QJsonObject &a) {
        const QString code = a.value("userCode"_L1).toString(u"*"_s);
        return QJsonObject{{u"found"_s, m_service.oauth().decide(code, false, {})}};
    });
    m_actions.insert(u"codes"_s, [this](const QJsonObject &) {
        return QJsonObject{
            {u"userCodes"_s, QJsonArray::fromStringList(m_service.oauth().pendingUserCodes())}};
    });
    m_actions.insert(u"token"_s, [this](const QJsonObject &a) {
        const QString user = findUser(m_service.world(), a.value("user"_L1).toString(u"me"_s));
        QStringList scopes;
        for (const QJsonValue scope : a.value("scopes"_L1).toArray())
            scopes.append(scope.toString());
        return QJsonObject{{u"access_token"_s, m_service.oauth().issueAccessToken(user, scopes)}};
    });
    m_actions.insert(u"revoke"_s, [this](const QJsonObject &) {
        m_service.oauth().revokeAll();
        return QJsonObject();
    });
    m_actions.insert(u"expire"_s, [this](const QJsonObject &) {
        m_service.oauth().expireAccessTokens();
        return QJsonObject();
    });
    m_actions.insert(u"rotate"_s, [this](const QJsonObject &a) {
        m_service.oauth().rotateRefreshTokens(a.value("on"_L1).toBool(true));
        return QJsonObject();
    });
    m_actions.insert(u"advance"_s, [this](const QJsonObject &a) {
        m_service.world().clock.advance(Micros(a.value("seconds"_L1).toDouble() * double(second)));
        return QJsonObject{{u"now"_s, toRfc3339(m_service.world().clock.now())}};
    });
    m_actions.insert(u"faults"_s, [this](const QJsonObject &a) {
        if (const auto wrong = m_service.faults.load(a))
            throw Refusal::invalid(*wrong);
        return QJsonObject();
    });
    m_actions.insert(u"clearLog"_s, [this](const QJsonObject &) {
        m_service.log.clear();
        return QJsonObject();
    });
    m_actions.insert(u"offline"_s, [this](const QJsonObject &a) {
        m_service.settings.offline = a.value("on"_L1).toBool(true);
        return QJsonObject();
    });
    m_actions.insert(u"latency"_s, [this](const QJsonObject &a) {
        m_service.settings.latencyMs = a.value("ms"_L1).toInt();
        m_service.settings.latencyJitterMs = a.value("jitter"_L1).toInt();
        return QJsonObject();
    });
    m_actions.insert(u"live"_s, [this](const QJsonObject &a) {
        Q_EMIT m_service.liveWanted(a.value("on"_L1).toBool(true));
        return QJsonObject();
    });
    m_actions.insert(u"set"_s, [this](const QJsonObject &a) { return set(a); });
}

QJsonObject Control::set(const QJsonObject &values)
{
    Settings &settings = m_service.settings;
    const QHash<QString, bool *> switches{{u"autoApprove"_s, &settings.autoApprove},
                                          {u"googleDeviceRules"_s, &settings.googleDeviceRules},
                                          {u"desktopClient"_s, &settings.desktopClient},
                                          {u"quota"_s, &settings.quota},
                                          {u"chatAppMissing"_s, &settings.chatAppMissing},
                                          {u"apiDisabled"_s, &settings.apiDisabled},
                                          {u"hideNames"_s, &settings.hideNames},
                                          {u"emptyPeople"_s, &settings.emptyPeople},
                                          {u"threadReadUpdate"_s, &settings.threadReadUpdate},
                                          {u"batchEvents"_s, &settings.batchEvents},
                                          {u"emptyPages"_s, &settings.emptyPages},
                                          {u"hideMembers"_s, &settings.hideMembers},
                                          {u"sloppyJson"_s, &settings.sloppyJson},
                                          {u"snakeJson"_s, &settings.snakeJson},
                                          {u"emojiLocked"_s, &settings.emojiLocked},
                                          {u"directoryOff"_s, &settings.directoryOff}};
    for (auto at = values.begin(); at != values.end(); ++at) {
        if (at.key() == "action"_L1)
            continue;
        if (at.key() == "grantOnly"_L1) {
            settings.grantOnly.clear();
            for (const QJsonValue scope : at.value().toArray())
                settings.grantOnly.append(scope.toString());
        } else if (at.key() == "tokenSeconds"_L1) {
            settings.tokenSeconds = at.value().toInt();
        } else if (bool *flag = switches.value(at.key())) {
            *flag = at.value().toBool();
        } else {
            throw Refusal::invalid("Unknown setting: "_L1 + at.key());
        }
    }
    return {};
}

} // namespace emulator
