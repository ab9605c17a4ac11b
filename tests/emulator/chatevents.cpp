// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr Micros reach = 28 * day;
/// What happens this close together may come as one event.
constexpr Micros batchSpan = minute;
constexpr size_t largestBatch = 50;

struct EventFilter
{
    QStringList types;
    Micros after = 0; ///< exclusive
    Micros until = 0; ///< inclusive
};

const std::vector<EventKind> &allKinds()
{
    static const std::vector<EventKind> kinds{
        EventKind::MessageCreated,    EventKind::MessageUpdated,    EventKind::MessageDeleted,
        EventKind::MembershipCreated, EventKind::MembershipUpdated, EventKind::MembershipDeleted,
        EventKind::ReactionCreated,   EventKind::ReactionDeleted,   EventKind::SpaceUpdated};
    return kinds;
}

bool knownType(const QString &type)
{
    return std::any_of(allKinds().begin(), allKinds().end(),
                       [&](EventKind kind) { return Wire::eventType(kind, false) == type; });
}

EventFilter eventFilter(const QString &text, Micros now)
{
    EventFilter result;
    result.after = now - reach;
    result.until = now;
    if (text.trimmed().isEmpty())
        throw Refusal::invalidField(u"filter"_s, u"A filter with an event type is required."_s);
    QStringList seen;
    for (const FilterGroup &group : conjunction(parseFilter(text))) {
        if (seen.contains(group.field))
            throw Refusal::invalid(u"Invalid filter: a field may be restricted once only."_s);
        seen.append(group.field);
        const bool times = group.field == "start_time"_L1 || group.field == "end_time"_L1;
        for (const FilterNode &term : group.terms) {
            if (times && term.op == "="_L1 && group.terms.size() == 1) {
                const auto time = fromRfc3339(term.value);
                if (!time)
                    throw Refusal::invalid(u"Invalid filter: no RFC 3339 timestamp."_s);
                (group.field == "start_time"_L1 ? result.after : result.until) = *time;
            } else if ((group.field == "event_types"_L1 || group.field == "event_type"_L1)
                       && term.op == ":"_L1 && knownType(term.value)) {
                result.types.append(term.value);
            } else {
                throw Refusal::invalid("Invalid filter: "_L1 + term.field + term.op + term.value);
            }
        }
    }
    if (result.types.isEmpty())
        throw Refusal::invalid(u"Invalid filter: at least one event type is required."_s);
    if (result.after < now - reach)
        throw Refusal::invalid(u"Invalid filter: start_time lies more than 28 days back."_s);
    return result;
}

/// Each type of event asks for the scope that reads its resource.
void checkScopes(const Call &call, const QStringList &types)
{
    for (const QString &type : types) {
        const bool space = type.contains(".space."_L1);
        const bool member = type.contains(".membership."_L1);
        const QString base = space ? u"chat.spaces"_s
            : member               ? u"chat.memberships"_s
                                   : u"chat.messages"_s;
        const QStringList good{base, base % ".readonly"_L1};
        bool fits = std::any_of(good.begin(), good.end(), [&](const QString &scope) {
            return call.scopes.contains("https://www.googleapis.com/auth/"_L1 + scope);
        });
        if (type.contains(".reaction."_L1)) {
            fits = fits || call.hasScope("chat.messages.reactions"_L1)
                || call.hasScope("chat.messages.reactions.readonly"_L1);
        }
        if (!fits)
            throw Refusal::scopes(call.method.id);
    }
}

HttpResponse listEvents(Call &call)
{
    Space &space = call.space(call.path.value(u"parent"_s));
    const EventFilter filter = eventFilter(call.text("filter"), call.world.clock.now());
    checkScopes(call, filter.types);
    const int size = call.pageSize();
    const QString position = call.position();
    if (const auto empty = call.emptyPage())
        return *empty;
    const Micros after = position.isEmpty() ? filter.after : position.toLongLong();
    const Wire wire = call.wire();
    QJsonArray events;
    QJsonObject answer;
    auto at = std::upper_bound(space.events.begin(), space.events.end(), after,
                               [](Micros time, const Event &event) { return time < event.time; });
    Micros last = after;
    for (; at != space.events.end() && at->time <= filter.until; ++at) {
        if (!filter.types.contains(Wire::eventType(at->kind, false)))
            continue;
        if (events.size() == size) {
            answer.insert("nextPageToken"_L1, call.tokenFor(QString::number(last)));
            break;
        }
        Event event = *at;
        if (call.settings.batchEvents) {
            for (auto next = at + 1; next != space.events.end() && next->kind == event.kind
                 && next->time <= filter.until && next->time - at->time <= batchSpan
                 && event.subjects.size() < largestBatch;
                 ++next) {
                event.subjects.insert(event.subjects.end(), next->subjects.begin(),
                                      next->subjects.end());
                event.time = next->time;
                event.id = next->id;
            }
            while (at->time < event.time)
                ++at;
        }
        events.append(wire.event(space, event));
        last = at->time;
    }
    if (!events.isEmpty())
        answer.insert("spaceEvents"_L1, events);
    return answer;
}

HttpResponse getEvent(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Space &space = call.space(name);
    const QString id = segment(name, 3);
    const auto found = std::find_if(space.events.begin(), space.events.end(),
                                    [&](const Event &event) { return event.id == id; });
    if (found == space.events.end() || found->time < call.world.clock.now() - reach)
        throw Refusal::notFound(u"Space event not found."_s);
    checkScopes(call, {Wire::eventType(found->kind, false)});
    return call.wire().event(space, *found);
}

} // namespace

void addEventMethods(Handlers &handlers)
{
    handlers.insert(u"spaces.spaceEvents.list"_s, listEvents);
    handlers.insert(u"spaces.spaceEvents.get"_s, getEvent);
}

} // namespace emulator
