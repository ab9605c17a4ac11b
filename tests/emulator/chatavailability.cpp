// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods.h"

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

Availability &own(Call &call)
{
    const QString user = call.ownUser(call.path.value(u"name"_s));
    Availability &availability = call.world.availability[user];
    const Micros now = call.world.clock.now();
    if (availability.state == "DO_NOT_DISTURB"_L1 && availability.doNotDisturbUntil <= now)
        availability.state = u"ACTIVE"_s;
    if (availability.customStatusUntil && availability.customStatusUntil <= now)
        availability.customStatus = {};
    return availability;
}

HttpResponse answer(Call &call, const Availability &availability)
{
    QJsonObject json{{u"name"_s, QString("users/"_L1 + call.user + "/availability"_L1)},
                     {u"state"_s, availability.state}};
    if (!availability.customStatus.isEmpty())
        json.insert("customStatus"_L1, availability.customStatus);
    if (availability.state == "DO_NOT_DISTURB"_L1) {
        json.insert("doNotDisturbMetadata"_L1,
                    QJsonObject{{u"expirationTime"_s, toRfc3339(availability.doNotDisturbUntil)}});
    }
    return json;
}

/// expireTime or ttl of a body as a moment; 0 when neither is given.
Micros expiry(const Call &call, const QJsonObject &body)
{
    const Micros now = call.world.clock.now();
    Micros until = 0;
    if (body.contains("expireTime"_L1) && body.contains("ttl"_L1))
        throw Refusal::invalid(u"expire_time and ttl exclude each other."_s);
    if (body.contains("expireTime"_L1))
        until = fromRfc3339(body.value("expireTime"_L1).toString()).value_or(0);
    if (body.contains("ttl"_L1))
        until = now + fromDuration(body.value("ttl"_L1).toString()).value_or(0);
    if (until && until <= now)
        throw Refusal::invalid(u"The expiration lies in the past."_s);
    return until;
}

HttpResponse get(Call &call)
{
    return answer(call, own(call));
}

HttpResponse setState(Call &call, const QString &state, Micros until)
{
    Availability &availability = own(call);
    availability.state = state;
    availability.doNotDisturbUntil = until;
    call.world.touch();
    return answer(call, availability);
}

HttpResponse markActive(Call &call)
{
    expiry(call, call.body);
    return setState(call, u"ACTIVE"_s, 0);
}

HttpResponse markAway(Call &call)
{
    return setState(call, u"AWAY"_s, 0);
}

HttpResponse markDoNotDisturb(Call &call)
{
    const Micros until = expiry(call, call.body);
    if (until == 0)
        throw Refusal::invalid(u"expire_time or ttl is required."_s);
    if (until > call.world.clock.now() + 366 * day)
        throw Refusal::invalid(u"The expiration lies more than a year ahead."_s);
    return setState(call, u"DO_NOT_DISTURB"_s, until);
}

HttpResponse patch(Call &call)
{
    Availability &availability = own(call);
    call.mask({u"custom_status"_s});
    QJsonObject status = call.body.value("customStatus"_L1).toObject();
    if (status.isEmpty()) {
        availability.customStatus = {};
        availability.customStatusUntil = 0;
        call.world.touch();
        return answer(call, availability);
    }
    const QString text = status.value("text"_L1).toString();
    const QString emoji = status.value("emoji"_L1).toObject().value("unicode"_L1).toString();
    if (text.isEmpty() || text.size() > 64)
        throw Refusal::invalidField(u"custom_status.text"_s, u"Between 1 and 64 characters."_s);
    if (emoji.isEmpty())
        throw Refusal::invalidField(u"custom_status.emoji"_s, u"A Unicode emoji is required."_s);
    const Micros until = expiry(call, status);
    status.remove("ttl"_L1);
    if (until)
        status.insert("expireTime"_L1, toRfc3339(until));
    availability.customStatus = status;
    availability.customStatusUntil = until;
    call.world.touch();
    return answer(call, availability);
}

} // namespace

void addAvailabilityMethods(Handlers &handlers)
{
    handlers.insert(u"users.availability.get"_s, get);
    handlers.insert(u"users.availability.markAsActive"_s, markActive);
    handlers.insert(u"users.availability.markAsAway"_s, markAway);
    handlers.insert(u"users.availability.markAsDoNotDisturb"_s, markDoNotDisturb);
    handlers.insert(u"users.availability.patch"_s, patch);
}

} // namespace emulator
