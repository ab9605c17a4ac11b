// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/spacewatch.h"

#include "models/sync/tasks/fetchevents.h"
#include "models/sync/tasks/fetchmessages.h"

#include <QLoggingCategory>

using namespace std::chrono_literals;

namespace linnet::sync {

Q_LOGGING_CATEGORY(logWatch, "linnet.watch")

namespace {

// An event may show up a little after a younger one.
constexpr auto overlap = 10s;
// The service keeps events for 28 days; a margin for clocks.
constexpr auto oldestEvents = 27 * 24h;
constexpr int newestListed = 25;

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

} // namespace

SpaceWatch::SpaceWatch(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

QSet<SpaceId> SpaceWatch::spaces() const
{
    return {m_spaces.keyBegin(), m_spaces.keyEnd()};
}

void SpaceWatch::setSpaces(const QList<SpaceId> &spaces)
{
    QMap<SpaceId, Watched> next;
    bool added = false;
    for (const SpaceId &space : spaces) {
        const auto known = m_spaces.find(space);
        added = added || known == m_spaces.end();
        next.insert(space, known == m_spaces.end() ? Watched() : *known);
    }
    for (auto it = m_spaces.begin(); it != m_spaces.end(); ++it) {
        if (!next.contains(it.key()) && it->task)
            it->task->abort();
    }
    m_spaces = std::move(next);
    if (added)
        readCursors();
}

void SpaceWatch::readCursors()
{
    m_services.store.spaceStates(this, [this](const Result<QList<store::SpaceState>> &states) {
        if (!states)
            return;
        // The times are the service's own: a wrong clock here loses nothing.
        const Timestamp oldest = m_services.wallTime() - oldestEvents;
        bool any = false;
        for (const store::SpaceState &state : *states) {
            const auto watched = m_spaces.find(state.space.id);
            if (watched == m_spaces.end() || watched->ready)
                continue;
            watched->ready = true;
            any = true;
            watched->cursor = state.eventCursor.isKnown()
                ? state.eventCursor
                : qMax(state.coveredTo, state.space.lastActiveTime);
            watched->cursor = qMax(watched->cursor, oldest);
        }
        if (any)
            tick();
        else if (!m_timer)
            schedule();
    });
}

void SpaceWatch::setInterval(std::chrono::milliseconds interval)
{
    if (m_interval == interval)
        return;
    m_interval = interval;
    tick();
}

void SpaceWatch::tryEventsAgain()
{
    m_allRefused = false;
    for (Watched &watched : m_spaces)
        watched.refused = false;
}

void SpaceWatch::stop()
{
    m_interval = 0ms;
    m_timer.reset();
    for (Watched &watched : m_spaces) {
        if (watched.task)
            watched.task->abort();
        watched.task.clear();
    }
}

void SpaceWatch::schedule()
{
    m_timer.reset();
    if (m_interval > 0ms && !m_spaces.isEmpty())
        m_timer = m_services.environment.clock.after(m_interval, [this] { tick(); });
}

void SpaceWatch::tick()
{
    schedule();
    if (m_interval == 0ms)
        return;
    bool unknown = false; // opened before the list has told of it
    for (auto it = m_spaces.begin(); it != m_spaces.end(); ++it) {
        unknown = unknown || !it->ready;
        if (!it->ready || it->task)
            continue;
        if (m_allRefused || it->refused)
            fetchNewest(it.key(), it.value());
        else
            fetchEvents(it.key(), it.value());
    }
    if (unknown)
        readCursors();
}

void SpaceWatch::fetchEvents(const SpaceId &space, Watched &watched)
{
    auto *task = new FetchEvents(m_services, space, watched.cursor - overlap, watched.known, this);
    task->setOwnUser(m_me);
    watched.task = task;
    connect(task, &Task::finished, this, [this, task, space](const std::optional<Error> &error) {
        const auto entry = m_spaces.find(space);
        if (entry == m_spaces.end())
            return;
        entry->task.clear();
        if (error)
            return eventsFailed(space, *error);
        entry->known = task->names();
        entry->cursor = qMax(entry->cursor, task->newest());
        Q_EMIT learned(task->mentionNames());
        if (task->membersChanged())
            Q_EMIT membersChanged(space);
        Q_EMIT reached();
    });
    task->start();
}

void SpaceWatch::fetchNewest(const SpaceId &space, Watched &watched)
{
    auto *task = new FetchMessages(
        m_services, FetchMessages::newest({space, ThreadId()}, newestListed, Timestamp()),
        api::Lane::Interactive, this);
    watched.task = task;
    connect(task, &Task::finished, this, [this, task, space](const std::optional<Error> &error) {
        const auto entry = m_spaces.find(space);
        if (entry == m_spaces.end())
            return;
        entry->task.clear();
        if (error && refusalOf(error->kind) == Refusal::None) {
            Q_EMIT failed(*error);
            return;
        }
        Q_EMIT learned(task->mentionNames());
        Q_EMIT reached();
    });
    task->start();
}

void SpaceWatch::eventsFailed(const SpaceId &space, const Error &error)
{
    switch (refusalOf(error.kind)) {
    case Refusal::None:
        Q_EMIT failed(error);
        return;
    case Refusal::Space:
        m_spaces[space].refused = true;
        break;
    case Refusal::All:
        m_allRefused = true;
        break;
    }
    qCInfo(logWatch) << "no events for us, listing instead; kind" << int(error.kind);
    if (m_interval > 0ms && !m_spaces[space].task)
        fetchNewest(space, m_spaces[space]);
}

} // namespace linnet::sync
