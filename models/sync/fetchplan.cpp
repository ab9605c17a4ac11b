// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/fetchplan.h"

using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

constexpr int firstMessages = 25;
constexpr int missedMessages = 100;
constexpr int gapMessages = 500;
// Somebody may be waiting for an answer; what is muted is read when it is looked at.
constexpr auto personalAhead = 15min;
constexpr auto mutedBehind = 1h;
// Whether a space is muted matters where something happens.
constexpr auto recent = 28 * 24h;

bool isStale(const store::SpaceState &state)
{
    return state.space.lastActiveTime.isKnown() && state.coveredTo < state.space.lastActiveTime;
}

bool isUnread(const store::SpaceState &state)
{
    return state.readStateKnown && (state.unread || !state.mentionedIn.isEmpty());
}

// Takes from the candidates what the limit allows.
template <class T> void take(QList<T> &from, int limit, FetchPlan &plan, QList<T> &into)
{
    plan.more = plan.more || from.size() > limit;
    into = from.mid(0, qMax(0, limit));
}

// The moment from which a space waits for its turn.
std::chrono::milliseconds waitsSince(const FetchSituation &situation,
                                     const store::SpaceState &state)
{
    auto since = situation.fetched.value(state.space.id, -24h);
    if (state.space.type != SpaceType::Space)
        since -= personalAhead;
    return state.muted ? since + mutedBehind : since;
}

class Planner
{
public:
    Planner(const FetchSituation &situation, const FetchLimits &limits)
        : m_situation(situation)
        , m_limits(limits)
    {
        for (const store::SpaceState &state : situation.spaces) {
            if (situation.leaveAlone.contains(state.space.id))
                continue;
            m_recent.append(&state);
            m_newest = qMax(m_newest, state.space.lastActiveTime);
        }
        std::sort(m_recent.begin(), m_recent.end(), [](const auto *a, const auto *b) {
            return a->space.lastActiveTime > b->space.lastActiveTime;
        });
    }

    FetchPlan plan()
    {
        for (const store::SpaceState *state : std::as_const(m_recent))
            look(*state);
        takeMessages();
        // What was read elsewhere clears first; of what is not known at all the rest can wait.
        QList<SpaceId> readStates = m_situation.first ? m_unknownReadStates + m_readStates
                                                      : m_readStates + m_unknownReadStates;
        take(readStates, m_limits.readStates, m_plan, m_plan.readStates);
        for (const store::SpaceState *state : std::as_const(m_recent)) {
            if (!state->mentionedIn.isEmpty() && m_plan.readStates.contains(state->space.id))
                m_plan.threadReads.append(state->mentionedIn.first());
        }
        take(m_members, m_limits.members, m_plan, m_plan.members);
        take(m_notifications, m_limits.notifications, m_plan, m_plan.notifications);
        take(m_gaps, m_limits.gaps, m_plan, m_plan.gaps);
        return m_plan;
    }

private:
    void look(const store::SpaceState &state)
    {
        const SpaceId &id = state.space.id;
        const bool watched = m_situation.watched.contains(id);
        // At the start the spaces at the top of the list matter, and those with something new;
        // what is further down is fetched when it is opened.
        const bool matters
            = m_situation.first && (++m_rank <= m_limits.messages || isUnread(state));
        if (isStale(state) && (m_situation.moved.contains(id) || matters))
            m_stale.append(&state);
        if (!m_situation.readStatesHidden.contains(id))
            lookAtReadState(state);
        m_plan.more = m_plan.more || isUnread(state); // it may be read elsewhere any time
        const bool nameless = state.space.type != SpaceType::Space;
        const bool wanted = state.membersDue || ((nameless || watched) && !state.membersKnown);
        if (wanted && !m_situation.membersHidden.contains(id))
            m_members.append(id);
        const bool asks = watched
            || (!state.notificationKnown && state.space.lastActiveTime + recent >= m_newest);
        if (asks && !m_situation.notificationsFresh.contains(id))
            m_notifications.append(id);
        if (state.gapTo.isKnown())
            m_gaps.append(gapOf(state));
    }

    void lookAtReadState(const store::SpaceState &state)
    {
        const SpaceId &id = state.space.id;
        if (!state.readStateKnown)
            m_unknownReadStates.append(id);
        else if (isUnread(state) && !m_situation.readStatesFresh.contains(id))
            m_readStates.append(id);
    }

    void takeMessages()
    {
        if (!m_situation.first) {
            std::stable_sort(m_stale.begin(), m_stale.end(), [this](const auto *a, const auto *b) {
                return waitsSince(m_situation, *a) < waitsSince(m_situation, *b);
            });
            m_plan.more = m_plan.more || m_stale.size() > m_limits.messages;
        }
        m_stale.resize(qMin<qsizetype>(m_stale.size(), m_limits.messages));
        for (const store::SpaceState *state : std::as_const(m_stale)) {
            if (m_situation.byEvents.contains(state->space.id))
                m_plan.events.append(state->space.id);
            else
                m_plan.messages.append(newMessagesOf(*state));
        }
    }

    const FetchSituation &m_situation;
    const FetchLimits &m_limits;
    FetchPlan m_plan;
    QList<const store::SpaceState *> m_recent;
    QList<const store::SpaceState *> m_stale;
    Timestamp m_newest;
    int m_rank = 0;
    QList<SpaceId> m_readStates;
    QList<SpaceId> m_unknownReadStates;
    QList<SpaceId> m_members;
    QList<SpaceId> m_notifications;
    QList<MessageRange> m_gaps;
};

} // namespace

FetchLimits FetchPlan::used() const
{
    return {.messages = int(events.size() + messages.size()),
            .readStates = int(readStates.size()),
            .members = int(members.size()),
            .notifications = int(notifications.size()),
            .gaps = int(gaps.size())};
}

MessageRange newMessagesOf(const store::SpaceState &state)
{
    const TimelineScope scope{state.space.id, ThreadId()};
    const Timestamp knownTo = state.space.lastActiveTime;
    return state.coveredTo.isKnown()
        ? FetchMessages::since(scope, state.coveredTo, missedMessages, knownTo)
        : FetchMessages::newest(scope, firstMessages, knownTo);
}

MessageRange gapOf(const store::SpaceState &state)
{
    MessageRange range
        = FetchMessages::older({state.space.id, ThreadId()}, state.gapTo, gapMessages);
    range.after = state.gapFrom - 1us;
    return range;
}

FetchPlan planFetches(const FetchSituation &situation, const FetchLimits &limits)
{
    return Planner(situation, limits).plan();
}

} // namespace linnet::sync
