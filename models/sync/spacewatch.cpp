// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/spacewatch.h"

using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

constexpr int mostDoublings = 3;

// What the person has to know of, because what they look at is not up to date. A refusal is no
// such thing: it does not pass.
bool isTrouble(ErrorKind kind)
{
    return kind == ErrorKind::ServerTrouble || kind == ErrorKind::BadAnswer
        || kind == ErrorKind::OutcomeUnknown || kind == ErrorKind::Offline
        || kind == ErrorKind::Timeout || kind == ErrorKind::CaptivePortal
        || kind == ErrorKind::TlsFailed || kind == ErrorKind::RateLimited;
}

} // namespace

SpaceWatch::SpaceWatch(const Services &services, SpaceEvents &events, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_events(events)
{
    connect(&m_events, &SpaceEvents::answered, this, &SpaceWatch::answered);
    connect(&m_events, &SpaceEvents::failed, this, &SpaceWatch::failed);
}

void SpaceWatch::setSpaces(const QList<SpaceId> &spaces)
{
    const QList<SpaceId> before = std::exchange(m_spaces, spaces);
    for (const SpaceId &space : before) {
        if (!spaces.contains(space)) {
            m_events.abort(space);
            answered(space);
        }
    }
    const bool added = std::any_of(spaces.begin(), spaces.end(), [&before](const SpaceId &space) {
        return !before.contains(space);
    });
    if (added)
        readStates();
}

void SpaceWatch::readStates()
{
    m_services.store.spaceStates(this, [this](const Result<QList<store::SpaceState>> &states) {
        if (!states)
            return;
        bool any = false;
        for (const store::SpaceState &state : *states) {
            if (!m_spaces.contains(state.space.id))
                continue;
            m_events.follow(state);
            any = true;
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

void SpaceWatch::tryAgain()
{
    m_failures = 0;
    tick();
}

void SpaceWatch::stop()
{
    m_interval = 0ms;
    m_timer.reset();
}

void SpaceWatch::schedule()
{
    m_timer.reset();
    if (m_interval == 0ms || m_spaces.isEmpty())
        return;
    const auto wait = m_interval * (1 << std::min(m_failures, mostDoublings));
    m_nextAttempt = m_services.wallTime() + wait;
    m_timer = m_services.environment.clock.after(wait, [this] { tick(); });
}

void SpaceWatch::tick()
{
    schedule();
    if (m_interval == 0ms)
        return;
    bool unknown = false; // opened before the list has told of it
    for (const SpaceId &space : std::as_const(m_spaces)) {
        if (m_events.isFollowed(space))
            m_events.ask(space, SpaceEvents::Asking::Watched);
        else
            unknown = true;
    }
    // Its turn comes with the next tick, once it is listed.
    if (unknown) {
        m_services.store.spaceStates(this, [this](const Result<QList<store::SpaceState>> &states) {
            if (!states)
                return;
            for (const store::SpaceState &state : *states) {
                if (m_spaces.contains(state.space.id))
                    m_events.follow(state);
            }
        });
    }
}

std::optional<Error> SpaceWatch::trouble() const
{
    return m_failing.isEmpty() ? std::nullopt : std::optional(m_failing.first());
}

void SpaceWatch::answered(const SpaceId &space)
{
    if (m_spaces.contains(space) && std::exchange(m_failures, 0) > 0)
        schedule();
    if (m_failing.remove(space) > 0)
        Q_EMIT troubleChanged();
}

void SpaceWatch::failed(const SpaceId &space, const Error &error)
{
    if (!m_spaces.contains(space) || !isTrouble(error.kind))
        return;
    ++m_failures;
    m_failing.insert(space, error);
    schedule();
    Q_EMIT troubleChanged();
}

} // namespace linnet::sync
