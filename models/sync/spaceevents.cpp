// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/spaceevents.h"

#include "models/sync/tasks/fetchevents.h"
#include "models/sync/tasks/fetchhappenings.h"
#include "models/sync/tasks/fetchmessages.h"

#include <QLoggingCategory>

using namespace std::chrono_literals;

namespace linnet::sync {

Q_LOGGING_CATEGORY(logEvents, "linnet.events")

namespace {

// The service keeps events for 28 days; a margin for clocks.
constexpr auto oldestEvents = 27 * 24h;
// After a longer absence its newest messages are what a person wants first; events tell the oldest
// first, and follow later.
constexpr auto closelyFollowed = 3 * 24h;
// The cursor of a quiet space is worth a write only now and then.
constexpr auto worthStoring = 1h;
constexpr int newestListed = 25;
constexpr int windowListed = 100;
// A Chat app may be configured any time, and nothing tells so.
constexpr auto appMissingFor = 10min;
// One more attempt within the call, then it is told: it is repeated in seconds anyway.
constexpr int watchedAttempts = 2;

enum class Refusal {
    None, // trouble on the way
    Space, // this space has no events for us
    All, // no space has
};

Refusal refusalOf(ErrorKind kind)
{
    if (kind == ErrorKind::ScopeMissing || kind == ErrorKind::AppNotConfigured
        || kind == ErrorKind::ApiDisabled)
        return Refusal::All;
    if (kind == ErrorKind::PermissionDenied || kind == ErrorKind::NotFound
        || kind == ErrorKind::InvalidArgument || kind == ErrorKind::FailedPrecondition)
        return Refusal::Space;
    return Refusal::None;
}

api::CallOptions optionsFor(SpaceEvents::Asking asking)
{
    switch (asking) {
    case SpaceEvents::Asking::Watched:
        return {.lane = api::Lane::Interactive, .attempts = watchedAttempts};
    case SpaceEvents::Asking::Unasked:
        return {.lane = api::Lane::Background};
    }
    Q_UNREACHABLE();
}

} // namespace

SpaceEvents::SpaceEvents(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

SpaceEvents::~SpaceEvents() = default;

void SpaceEvents::follow(const store::SpaceState &state)
{
    m_serviceTime = qMax(m_serviceTime, state.space.lastActiveTime);
    const auto known = m_spaces.find(state.space.id);
    Followed &followed = known == m_spaces.end() ? m_spaces[state.space.id] : *known;
    followed.active = state.space.lastActiveTime;
    followed.memberCount = state.space.memberCount;
    followed.stored = state.eventCursor;
    // Nobody joins a direct message.
    followed.pastAsked = followed.pastAsked || state.happeningsAsked
        || state.space.type == SpaceType::DirectMessage;
    // Of a space of which nothing is cached nothing can be out of date.
    const Timestamp from = state.eventCursor.isKnown()
        ? state.eventCursor
        : qMax(state.coveredTo, state.space.lastActiveTime);
    if (!followed.cursor.isKnown() || state.eventCursor.isKnown())
        followed.cursor = qMax(followed.cursor, from);
}

void SpaceEvents::keepOnly(const QSet<SpaceId> &spaces)
{
    for (auto it = m_spaces.begin(); it != m_spaces.end();) {
        if (spaces.contains(it.key())) {
            ++it;
            continue;
        }
        for (const QPointer<Task> &task : {it->task, it->past}) {
            if (task)
                task->abort();
        }
        it = m_spaces.erase(it);
    }
}

bool SpaceEvents::isRefused(const Followed &followed) const
{
    return followed.refused || (m_refusal && m_services.environment.clock.now() < m_refusedUntil);
}

// The age is measured with our clock, which may be wrong: then once too often is listed, and
// nothing is lost.
bool SpaceEvents::isTooOld(const Followed &followed) const
{
    return !followed.listedAnew && followed.cursor < m_services.wallTime() - oldestEvents;
}

bool SpaceEvents::canTell(const SpaceId &space) const
{
    const auto followed = m_spaces.constFind(space);
    return followed != m_spaces.cend() && !isRefused(*followed) && followed->cursor.isKnown()
        && !isTooOld(*followed) && followed->active < followed->cursor + closelyFollowed;
}

void SpaceEvents::ask(const SpaceId &space, Asking asking)
{
    const auto followed = m_spaces.find(space);
    if (followed == m_spaces.end())
        return;
    if (followed->task) {
        if (followed->taskAsking == asking || asking == Asking::Unasked)
            return;
        abort(space);
    }
    followed->taskAsking = asking;
    if (isRefused(*followed) || isTooOld(*followed))
        listNewest(space, *followed, asking);
    else
        askEvents(space, *followed, asking);
}

void SpaceEvents::abort(const SpaceId &space)
{
    const auto followed = m_spaces.find(space);
    if (followed == m_spaces.end() || !followed->task)
        return;
    followed->task->abort();
    followed->task.clear();
}

void SpaceEvents::tryAgain()
{
    m_refusedUntil = m_services.environment.clock.now();
    for (Followed &followed : m_spaces)
        followed.refused = false;
}

void SpaceEvents::stop()
{
    for (Followed &followed : m_spaces) {
        for (QPointer<Task> *task : {&followed.task, &followed.past}) {
            if (*task)
                (*task)->abort();
            task->clear();
        }
    }
}

// Nothing happened up to here, as far as it was known when it was asked: of the messages that is
// certain a little less far.
void SpaceEvents::advance(const SpaceId &space, Timestamp cursor)
{
    Followed &followed = m_spaces[space];
    if (cursor <= followed.cursor)
        return;
    followed.cursor = cursor;
    if (!followed.stored.isKnown() || cursor < followed.stored + worthStoring)
        return;
    store::Batch batch;
    batch.coverage.append(
        {{space, ThreadId()}, followed.stored - eventOverlap, cursor - eventOverlap});
    batch.eventCursors.append({space, cursor});
    followed.stored = cursor;
    m_services.store.apply(std::move(batch));
}

void SpaceEvents::askEvents(const SpaceId &space, Followed &followed, Asking asking)
{
    auto *task = new FetchEvents(
        m_services,
        {.space = space,
         .after = followed.cursor - eventOverlap,
         .coveredFrom
         = (followed.stored.isKnown() ? followed.stored : followed.cursor) - eventOverlap,
         .known = followed.known,
         .me = m_me,
         .options = optionsFor(asking)},
        this);
    followed.task = task;
    const Timestamp asked = m_serviceTime;
    connect(task, &Task::finished, this,
            [this, task, space, asked, asking](const std::optional<Error> &error) {
                const auto entry = m_spaces.find(space);
                if (entry == m_spaces.end())
                    return;
                entry->task.clear();
                if (error)
                    return refused(space, *error, asking);
                if (std::exchange(m_refusal, std::nullopt))
                    Q_EMIT refusalChanged();
                entry->known = task->names();
                entry->cursor = qMax(entry->cursor, task->newest());
                entry->stored = qMax(entry->stored, task->newest());
                if (task->isComplete())
                    advance(space, asked);
                Q_EMIT learned(task->mentionNames());
                if (task->membersChanged())
                    Q_EMIT membersChanged(space);
                if (asking == Asking::Watched && !std::exchange(entry->pastAsked, true))
                    askPast(space, *entry);
                Q_EMIT answered(space, task->newest().isKnown());
            });
    task->start();
}

// Failed, it is asked for in the next run.
void SpaceEvents::askPast(const SpaceId &space, Followed &followed)
{
    const Timestamp now = qMax(m_serviceTime, m_services.wallTime());
    auto *task = new FetchHappenings(m_services, space, now - oldestEvents, this);
    followed.past = task;
    task->start();
}

void SpaceEvents::listNewest(const SpaceId &space, Followed &followed, Asking asking)
{
    const bool refused = isRefused(followed);
    const int limit = refused ? newestListed : windowListed;
    const Timestamp knownTo = qMax(followed.active, m_serviceTime - eventOverlap);
    auto *task
        = new FetchMessages(m_services, FetchMessages::newest({space, ThreadId()}, limit, knownTo),
                            optionsFor(asking), this);
    followed.task = task;
    connect(task, &Task::finished, this,
            [this, task, space, refused](const std::optional<Error> &error) {
                const auto entry = m_spaces.find(space);
                if (entry == m_spaces.end())
                    return;
                entry->task.clear();
                if (error)
                    Q_EMIT failed(space, *error);
                else
                    listed(space, *task, refused);
            });
    task->start();
}

void SpaceEvents::listed(const SpaceId &space, const FetchMessages &task, bool insteadOfEvents)
{
    Followed &followed = m_spaces[space];
    // While events are refused the cursor waits: should they be allowed again, they tell the rest.
    if (!insteadOfEvents) {
        followed.listedAnew = true;
        followed.cursor = qMax(followed.cursor, task.coverage().to);
        followed.stored = followed.cursor;
        store::Batch batch;
        batch.eventCursors.append({space, followed.cursor});
        m_services.store.apply(std::move(batch));
    }
    Q_EMIT learned(task.mentionNames());
    if (std::exchange(followed.membersDueAt, followed.memberCount) != followed.memberCount)
        markMembersDue(space);
    Q_EMIT answered(space, true);
}

// Who came and went meanwhile no event tells. Afterwards another number of members, which the
// listing of spaces has, does.
void SpaceEvents::markMembersDue(const SpaceId &space)
{
    store::Batch batch;
    batch.membersDue.append(space);
    m_services.store.apply(std::move(batch));
    Q_EMIT listedAnew(space);
}

void SpaceEvents::refused(const SpaceId &space, const Error &error, Asking asking)
{
    Followed &followed = m_spaces[space];
    switch (refusalOf(error.kind)) {
    case Refusal::None:
        Q_EMIT failed(space, error);
        return;
    case Refusal::Space:
        // The service may find the start too old where our clock does not.
        if (error.kind == ErrorKind::InvalidArgument && !followed.listedAnew)
            followed.cursor = Timestamp(1);
        else
            followed.refused = true;
        break;
    case Refusal::All:
        refusedEverywhere(error);
        break;
    }
    qCInfo(logEvents) << "no events for us, listing instead; kind" << int(error.kind);
    if (!followed.task)
        listNewest(space, followed, asking);
}

void SpaceEvents::refusedEverywhere(const Error &error)
{
    m_refusedUntil = std::chrono::milliseconds::max();
    if (error.kind == ErrorKind::AppNotConfigured)
        m_refusedUntil = m_services.environment.clock.now() + appMissingFor;
    if (std::exchange(m_refusal, error) != error)
        Q_EMIT refusalChanged();
}

} // namespace linnet::sync
