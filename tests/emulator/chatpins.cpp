// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr size_t maximumPins = 100;

QJsonObject pinJson(const Space &space, const Pin &pin)
{
    return {{u"name"_s, QString("spaces/"_L1 + space.id + "/messagePins/"_L1 + pin.message)},
            {u"message"_s, QString("spaces/"_L1 + space.id + "/messages/"_L1 + pin.message)}};
}

HttpResponse listPins(Call &call)
{
    Space &space = call.space(call.path.value(u"parent"_s));
    return call.page(u"messagePins"_s, qsizetype(space.pins.size()),
                     [&](qsizetype i) { return pinJson(space, space.pins[size_t(i)]); });
}

HttpResponse createPin(Call &call)
{
    Space &space = call.space(call.path.value(u"parent"_s));
    const QString name = call.body.value("message"_L1).toString();
    if (name.isEmpty())
        throw Refusal::invalidField(u"message_pin.message"_s, u"A message is required."_s);
    if (segment(name, 1) != space.id)
        throw Refusal::invalidField(u"message_pin.message"_s,
                                    u"The message is not of this space."_s);
    const Message &message = call.livingMessage(space, name);
    const bool known = std::any_of(space.pins.begin(), space.pins.end(),
                                   [&](const Pin &pin) { return pin.message == message.id; });
    if (known)
        throw Refusal::exists(u"The message is pinned already."_s);
    if (space.pins.size() >= maximumPins)
        throw Refusal::precondition(u"The space has too many pins."_s);
    space.pins.insert(space.pins.begin(), {message.id, call.world.clock.now()});
    call.world.touch();
    return pinJson(space, space.pins.front());
}

HttpResponse deletePin(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Space &space = call.space(name);
    const QString id = segment(name, 3);
    if (std::erase_if(space.pins, [&](const Pin &pin) { return pin.message == id; }) == 0)
        throw Refusal::notFound(u"Message pin not found."_s);
    call.world.touch();
    return QJsonObject();
}

} // namespace

void addPinMethods(Handlers &handlers)
{
    handlers.insert(u"spaces.messagePins.list"_s, listPins);
    handlers.insert(u"spaces.messagePins.create"_s, createPin);
    handlers.insert(u"spaces.messagePins.delete"_s, deletePin);
}

} // namespace emulator
