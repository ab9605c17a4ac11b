// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/limiter.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

// Qt opens six connections to a host; two of them stay free for the person at the keyboard.
constexpr int MostRunning = 6;
constexpr int MostBackground = 4;
// A project's minute may be spent in bursts of ten seconds' worth.
constexpr double BurstsPerMinute = 6;
constexpr qsizetype MostBuckets = 500;

struct SpaceLimit
{
    QLatin1StringView name;
    double perSecond;
};

SpaceLimit limitOf(SpaceQuota quota)
{
    switch (quota) {
    case SpaceQuota::Read:
        return {"read"_L1, 15};
    case SpaceQuota::Write:
        return {"write"_L1, 1};
    case SpaceQuota::Reaction:
        return {"reaction"_L1, 5};
    case SpaceQuota::None:
        break;
    }
    return {{}, 0};
}

} // namespace

struct Limiter::Waiting
{
    Lane lane;
    const MethodInfo *method;
    QString space;
    std::function<void()> granted;
    enum class State {
        Queued,
        Running,
        Gone
    } state = State::Queued;
};

Limiter::Ticket::Ticket(Limiter &limiter, std::shared_ptr<Waiting> state)
    : m_limiter(limiter)
    , m_state(std::move(state))
{
}

Limiter::Ticket::~Ticket()
{
    m_limiter.release(m_state);
}

Limiter::Limiter(Clock &clock)
    : m_clock(clock)
{
}

Limiter::~Limiter() = default;

std::unique_ptr<Limiter::Ticket> Limiter::acquire(Lane lane, const Call &call,
                                                  std::function<void()> granted)
{
    auto state
        = std::make_shared<Waiting>(Waiting{lane, call.method, call.space, std::move(granted)});
    m_queues[static_cast<int>(lane)].push_back(state);
    schedule(std::chrono::milliseconds(0));
    return std::make_unique<Ticket>(*this, std::move(state));
}

void Limiter::release(const std::shared_ptr<Waiting> &state)
{
    if (state->state == Waiting::State::Running) {
        --m_running;
        m_runningBackground -= state->lane == Lane::Background ? 1 : 0;
        schedule(std::chrono::milliseconds(0));
    } else if (state->state == Waiting::State::Queued) {
        std::erase(m_queues[static_cast<int>(state->lane)], state);
    }
    state->state = Waiting::State::Gone;
}

void Limiter::pause(QLatin1StringView quota, std::chrono::milliseconds duration)
{
    auto &until = m_pausedUntil[quota];
    until = std::max(until, m_clock.now() + duration);
}

std::chrono::milliseconds Limiter::pausedFor(QLatin1StringView quota) const
{
    const auto found = m_pausedUntil.find(quota);
    if (found == m_pausedUntil.end())
        return {};
    return std::max(std::chrono::milliseconds(0), *found - m_clock.now());
}

int Limiter::waiting() const
{
    return static_cast<int>(m_queues[0].size() + m_queues[1].size());
}

Limiter::Bucket *Limiter::projectBucket(const Waiting &call)
{
    const double perMinute = call.method->quotaPerMinute;
    if (perMinute <= 0)
        return nullptr;
    Bucket &bucket = m_project[call.method->quota];
    if (bucket.capacity == 0) {
        const double capacity = std::max(1.0, perMinute / BurstsPerMinute);
        bucket = {capacity, perMinute / 60, capacity, m_clock.now()};
    }
    return &bucket;
}

Limiter::Bucket *Limiter::spaceBucket(const Waiting &call)
{
    const SpaceLimit limit = limitOf(call.method->spaceQuota);
    if (call.space.isEmpty() || limit.perSecond <= 0)
        return nullptr;
    Bucket &bucket = m_space[limit.name + u' ' + call.space];
    if (bucket.capacity == 0)
        bucket = {limit.perSecond, limit.perSecond, limit.perSecond, m_clock.now()};
    return &bucket;
}

void Limiter::fill(Bucket &bucket) const
{
    const auto now = m_clock.now();
    const double seconds = static_cast<double>((now - bucket.since).count()) / 1000;
    bucket.level = std::min(bucket.capacity, bucket.level + seconds * bucket.perSecond);
    bucket.since = now;
}

// 0: may leave now.
std::chrono::milliseconds Limiter::delayOf(const Waiting &call)
{
    std::chrono::milliseconds delay = pausedFor(call.method->quota);
    const auto wants = [this, &delay](Bucket *bucket, double level) {
        if (!bucket)
            return;
        fill(*bucket);
        if (const double lacking = level - bucket->level; lacking > 1e-9)
            delay = std::max(delay,
                             std::chrono::milliseconds(static_cast<qint64>(
                                 std::ceil(lacking / bucket->perSecond * 1000))));
    };
    Bucket *project = projectBucket(call);
    const bool background = call.lane == Lane::Background;
    wants(project, background && project ? std::max(1.0, project->capacity / 2) : 1.0);
    wants(spaceBucket(call), 1.0);
    return delay;
}

void Limiter::take(const Waiting &call)
{
    if (Bucket *bucket = projectBucket(call))
        bucket->level -= 1;
    if (Bucket *bucket = spaceBucket(call))
        bucket->level -= 1;
}

void Limiter::schedule(std::chrono::milliseconds delay)
{
    const auto at = m_clock.now() + delay;
    if (m_wake && m_wakeAt <= at)
        return;
    m_wakeAt = at;
    m_wake = m_clock.after(delay, [this] { pump(); });
}

void Limiter::pump()
{
    m_wake.reset();
    std::vector<std::shared_ptr<Waiting>> leaving;
    auto soonest = std::chrono::milliseconds::max();
    for (auto &queue : m_queues) {
        std::erase_if(queue, [&](const std::shared_ptr<Waiting> &call) {
            const bool background = call->lane == Lane::Background;
            if (m_running >= MostRunning || (background && m_runningBackground >= MostBackground))
                return false; // release() wakes us
            const auto delay = delayOf(*call);
            if (delay.count() > 0) {
                soonest = std::min(soonest, delay);
                return false;
            }
            take(*call);
            ++m_running;
            m_runningBackground += background ? 1 : 0;
            call->state = Waiting::State::Running;
            leaving.push_back(call);
            return true;
        });
    }
    forgetFullBuckets();
    if (soonest != std::chrono::milliseconds::max())
        schedule(soonest);
    for (const auto &call : leaving) {
        if (call->state == Waiting::State::Running) // not withdrawn by one before it
            call->granted();
    }
}

// Spaces come and go; what is full again need not be remembered.
void Limiter::forgetFullBuckets()
{
    if (m_space.size() <= MostBuckets)
        return;
    m_space.removeIf([this](auto it) {
        fill(*it);
        return it->level >= it->capacity;
    });
}

} // namespace linnet::api
