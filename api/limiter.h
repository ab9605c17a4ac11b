// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clock.h"
#include "api/method.h"

#include <QHash>

#include <deque>

namespace linnet::api {

// Interactive: somebody waits for it. Background: everything else.
enum class Lane {
    Interactive,
    Background
};

// Decides when a call may leave: so many at a time, within the budgets of project and space, not
// while the service has asked for a pause; interactive before background, which also leaves half
// of every budget free. One for each OAuth client (the quotas are the Cloud project's); it must
// outlive the Clients that use it.
class Limiter
{
public:
    struct Waiting;

    // A call's place: waiting, then running. Destroying it gives the place back.
    class Ticket
    {
    public:
        Ticket(Limiter &limiter, std::shared_ptr<Waiting> state);
        Ticket(const Ticket &) = delete;
        Ticket &operator=(const Ticket &) = delete;
        ~Ticket();

    private:
        Limiter &m_limiter;
        std::shared_ptr<Waiting> m_state;
    };

    explicit Limiter(Clock &clock);
    Limiter(const Limiter &) = delete;
    Limiter &operator=(const Limiter &) = delete;
    ~Limiter();

    // `granted` is called once, from the event loop, unless the ticket dies before.
    [[nodiscard]] std::unique_ptr<Ticket> acquire(Lane lane, const Call &call,
                                                  std::function<void()> granted);
    // No call against this budget leaves for so long; a shorter pause never shortens a longer one.
    void pause(QLatin1StringView quota, std::chrono::milliseconds duration);
    // How long this budget stays paused; 0: not at all.
    [[nodiscard]] std::chrono::milliseconds pausedFor(QLatin1StringView quota) const;

    [[nodiscard]] int running() const { return m_running; }
    [[nodiscard]] int waiting() const;

private:
    // Holds up to `capacity` calls and fills by `perSecond`.
    struct Bucket
    {
        double capacity = 0;
        double perSecond = 0;
        double level = 0;
        std::chrono::milliseconds since{};
    };

    [[nodiscard]] std::chrono::milliseconds delayOf(const Waiting &call);
    [[nodiscard]] Bucket *projectBucket(const Waiting &call);
    [[nodiscard]] Bucket *spaceBucket(const Waiting &call);
    void fill(Bucket &bucket) const;
    void take(const Waiting &call);
    void release(const std::shared_ptr<Waiting> &state);
    void schedule(std::chrono::milliseconds delay);
    void pump();
    void forgetFullBuckets();

    Clock &m_clock;
    std::deque<std::shared_ptr<Waiting>> m_queues[2]; // by Lane
    int m_running = 0;
    int m_runningBackground = 0;
    QHash<QString, Bucket> m_project; // by quota
    QHash<QString, Bucket> m_space; // by quota of space and space
    QHash<QString, std::chrono::milliseconds> m_pausedUntil; // by quota
    Timer m_wake;
    std::chrono::milliseconds m_wakeAt{};
};

} // namespace linnet::api
