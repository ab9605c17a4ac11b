// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/fetchplan.h"

namespace linnet::sync {

namespace {

constexpr int firstMessages = 25;
constexpr int missedMessages = 100;

bool isStale(const store::SpaceState &state)
{
    return state.space.lastActiveTime.isKnown() && state.coveredTo < state.space.lastActiveTime;
}

bool isUnread(const store::SpaceState &state)
{
    return state.readStateKnown && state.space.lastActiveTime > state.lastReadTime;
}

// Takes from the candidates what the limit allows.
template <class T> void take(QList<T> &from, int limit, FetchPlan &plan, QList<T> &into)
{
    plan.more = plan.more || from.size() > limit;
    into = from.mid(0, qMax(0, limit));
}

} // namespace

MessageRange newMessagesOf(const store::SpaceState &state)
{
    const TimelineScope scope{state.space.id, ThreadId()};
    const Timestamp knownTo = state.space.lastActiveTime;
    return state.coveredTo.isKnown()
        ? FetchMessages::since(scope, state.coveredTo, missedMessages, knownTo)
        : FetchMessages::newest(scope, firstMessages, knownTo);
}

FetchPlan planFetches(const FetchSituation &situation, const FetchLimits &limits)
{
    QList<const store::SpaceState *> recent;
    for (const store::SpaceState &state : situation.spaces) {
        if (!situation.leaveAlone.contains(state.space.id))
            recent.append(&state);
    }
    std::sort(recent.begin(), recent.end(), [](const auto *a, const auto *b) {
        return a->space.lastActiveTime > b->space.lastActiveTime;
    });

    FetchPlan plan;
    int rank = 0;
    QList<MessageRange> messages;
    QList<SpaceId> readStates;
    QList<SpaceId> unknownReadStates;
    QList<SpaceId> members;
    for (const store::SpaceState *state : recent) {
        const SpaceId &id = state->space.id;
        const bool moved = situation.moved.contains(id);
        const bool watched = situation.watched.contains(id);
        // At the start the spaces at the top of the list matter, and those with something new;
        // what is further down is fetched when it is opened.
        const bool matters = situation.first && (++rank <= limits.messages || isUnread(*state));
        if (isStale(*state) && (moved || matters))
            messages.append(newMessagesOf(*state));
        if (!state->readStateKnown)
            unknownReadStates.append(id);
        else if (isUnread(*state) && !situation.readStatesFresh.contains(id))
            readStates.append(id);
        plan.more = plan.more || isUnread(*state); // it may be read elsewhere any time
        const bool nameless = state->space.type != SpaceType::Space;
        if ((nameless || watched) && !state->membersKnown && !situation.membersHidden.contains(id))
            members.append(id);
    }
    // What was read elsewhere clears first; of what is not known at all the rest can wait.
    if (situation.first)
        readStates = unknownReadStates + readStates;
    else
        readStates += unknownReadStates;
    if (situation.first && messages.size() > limits.messages)
        messages.resize(limits.messages);
    take(messages, limits.messages, plan, plan.messages);
    take(readStates, limits.readStates, plan, plan.readStates);
    take(members, limits.members, plan, plan.members);
    return plan;
}

} // namespace linnet::sync
