// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods.h"

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

/// "users/U/spaces/S/…" as "spaces/S".
QString spacePart(const QString &name)
{
    return "spaces/"_L1 + segment(name, 3);
}

QJsonObject readStateJson(const Call &call, const Space &space, Micros lastRead)
{
    QJsonObject json{
        {u"name"_s,
         QString("users/"_L1 + call.user + "/spaces/"_L1 + space.id + "/spaceReadState"_L1)}};
    if (lastRead > 0)
        json.insert("lastReadTime"_L1, toRfc3339(lastRead));
    return json;
}

HttpResponse getReadState(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    call.ownUser(name);
    const Space &space = call.space(spacePart(name));
    return readStateJson(call, space, space.readStates.value(call.user).lastRead);
}

HttpResponse updateReadState(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    call.ownUser(name);
    Space &space = call.space(spacePart(name));
    call.mask({u"last_read_time"_s});
    const auto time = fromRfc3339(call.body.value("lastReadTime"_L1).toString());
    if (!time) {
        throw Refusal::invalidField(u"space_read_state.last_read_time"_s,
                                    u"last_read_time is required."_s);
    }
    return readStateJson(call, space, call.world.setRead(space, call.user, *time));
}

QString threadOf(const Space &space, const QString &name)
{
    QString thread = segment(name, 5);
    if (!space.threadRoots.contains(thread))
        throw Refusal::notFound(u"Thread not found."_s);
    return thread;
}

QJsonObject threadStateJson(const Call &call, const Space &space, const QString &thread)
{
    const ReadState state = space.readStates.value(call.user);
    QJsonObject json{{u"name"_s,
                      QString("users/"_L1 + call.user + "/spaces/"_L1 + space.id + "/threads/"_L1
                              + thread + "/threadReadState"_L1)}};
    const Micros last = state.threads.value(thread);
    if (last > 0)
        json.insert("lastReadTime"_L1, toRfc3339(last));
    return json;
}

HttpResponse getThreadReadState(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    call.ownUser(name);
    const Space &space = call.space(spacePart(name));
    return threadStateJson(call, space, threadOf(space, name));
}

HttpResponse updateThreadReadState(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    call.ownUser(name);
    Space &space = call.space(spacePart(name));
    const QString thread = threadOf(space, name);
    call.mask({u"last_read_time"_s});
    const auto time = fromRfc3339(call.body.value("lastReadTime"_L1).toString());
    if (!time) {
        throw Refusal::invalidField(u"thread_read_state.last_read_time"_s,
                                    u"last_read_time is required."_s);
    }
    call.world.setThreadRead(space, thread, call.user, *time);
    return threadStateJson(call, space, thread);
}

QJsonObject settingJson(const Call &call, const Space &space)
{
    const ReadState state = space.readStates.value(call.user);
    return {{u"name"_s,
             QString("users/"_L1 + call.user + "/spaces/"_L1 + space.id
                     + "/spaceNotificationSetting"_L1)},
            {u"notificationSetting"_s, state.notification},
            {u"muteSetting"_s, state.mute}};
}

HttpResponse getSetting(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    call.ownUser(name);
    return settingJson(call, call.space(spacePart(name)));
}

HttpResponse patchSetting(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    call.ownUser(name);
    Space &space = call.space(spacePart(name));
    const QStringList mask = call.mask({u"notification_setting"_s, u"mute_setting"_s});
    ReadState state = space.readStates.value(call.user);
    const auto take = [&](const char *field, QString &into) {
        const QString value = call.body.value(QLatin1StringView(field)).toString();
        if (value.isEmpty() || value.endsWith("UNSPECIFIED"_L1))
            throw Refusal::invalidField(QString::fromLatin1(field), u"A value is required."_s);
        into = value;
    };
    if (mask.contains(u"notification_setting"_s))
        take("notificationSetting", state.notification);
    if (mask.contains(u"mute_setting"_s))
        take("muteSetting", state.mute);
    if (space.type != "SPACE"_L1 && state.notification != "ALL"_L1
        && state.notification != "OFF"_L1)
        throw Refusal::invalid(u"This conversation knows only ALL and OFF."_s);
    space.readStates.insert(call.user, state);
    call.world.touch();
    return settingJson(call, space);
}

} // namespace

void addReadStateMethods(Handlers &handlers)
{
    handlers.insert(u"users.spaces.getSpaceReadState"_s, getReadState);
    handlers.insert(u"users.spaces.updateSpaceReadState"_s, updateReadState);
    handlers.insert(u"users.spaces.threads.getThreadReadState"_s, getThreadReadState);
    handlers.insert(u"users.spaces.threads.updateThreadReadState"_s, updateThreadReadState);
    handlers.insert(u"users.spaces.spaceNotificationSetting.get"_s, getSetting);
    handlers.insert(u"users.spaces.spaceNotificationSetting.patch"_s, patchSetting);
}

} // namespace emulator
