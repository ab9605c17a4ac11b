// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookup.h"

#include "refusal.h"

using namespace Qt::StringLiterals;

namespace emulator {

QString findUser(const World &world, const QString &name)
{
    QString id = name.startsWith("users/"_L1) ? name.mid(6) : name;
    if (id == "me"_L1)
        return world.self;
    if (world.user(id))
        return id;
    for (const auto &[userId, user] : world.users) {
        if (user.email == id || user.displayName == id
            || user.displayName.section(u' ', 0, 0).compare(id, Qt::CaseInsensitive) == 0)
            return userId;
    }
    throw Refusal::notFound("No such user: "_L1 + name);
}

Space &findSpace(World &world, const QJsonObject &action)
{
    QString name = action.value("space"_L1).toString();
    if (name.isEmpty())
        name = action.value("message"_L1).toString();
    if (name.isEmpty())
        name = action.value("thread"_L1).toString();
    const QString id = name.startsWith("spaces/"_L1) ? name.section(u'/', 1, 1) : name;
    if (Space *space = world.space(id))
        return *space;
    for (const auto &space : world.spaces()) {
        if (!space->displayName.isEmpty() && space->displayName == name)
            return *world.space(space->id);
    }
    throw Refusal::notFound("No such space: "_L1 + name);
}

Message &findMessage(World &world, Space &space, const QJsonObject &action)
{
    const QString name = action.value("message"_L1).toString(u"newest"_s);
    if (name == "newest"_L1) {
        for (auto at = space.messages.rbegin(); at != space.messages.rend(); ++at) {
            if (at->deleted == 0)
                return *at;
        }
    }
    Message *message = world.message(space, name.section(u'/', -1));
    if (!message)
        throw Refusal::notFound("No such message: "_L1 + name);
    return *message;
}

Micros timeIn(const QJsonObject &action, const char *field)
{
    const QString text = action.value(QLatin1StringView(field)).toString();
    const auto time = fromRfc3339(text);
    if (!time)
        throw Refusal::invalid("Not a time: "_L1 + text);
    return *time;
}

} // namespace emulator
