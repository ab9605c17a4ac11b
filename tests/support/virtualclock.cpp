// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/virtualclock.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>

namespace linnet::test {

void settle()
{
    // A round may post the next one; a hundred rounds without rest would be a bug of the tested.
    for (int round = 0; round < 100; ++round) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (!QCoreApplication::eventDispatcher()->processEvents(QEventLoop::AllEvents) && round > 1)
            return;
    }
}

class VirtualClock::Shot final : public api::ClockTimer
{
public:
    Shot(VirtualClock &clock, std::pair<qint64, quint64> key, std::function<void()> then)
        : then(std::move(then))
        , m_clock(clock)
        , m_key(key)
    {
    }
    ~Shot() override { m_clock.m_timers.remove(m_key); }

    std::function<void()> then;

private:
    VirtualClock &m_clock;
    std::pair<qint64, quint64> m_key;
};

QDateTime VirtualClock::wallTime() const
{
    static const QDateTime begin(QDate(2026, 4, 5), QTime(12, 0), Qt::UTC);
    return begin.addMSecs((m_now + m_wallOffset - std::chrono::hours(1000)).count());
}

api::Timer VirtualClock::after(std::chrono::milliseconds delay, std::function<void()> then)
{
    const std::pair key((m_now + std::max(delay, std::chrono::milliseconds(0))).count(), m_count++);
    auto shot = std::make_unique<Shot>(*this, key, std::move(then));
    m_timers.insert(key, shot.get());
    return shot;
}

void VirtualClock::advance(std::chrono::milliseconds duration)
{
    const auto until = m_now + duration;
    settle();
    while (advanceToNext(until - m_now)) { }
    m_now = until;
}

bool VirtualClock::advanceToNext(std::chrono::milliseconds most)
{
    if (m_timers.isEmpty() || m_timers.firstKey().first > (m_now + most).count())
        return false;
    m_now = std::max(m_now, std::chrono::milliseconds(m_timers.firstKey().first));
    Shot *shot = m_timers.take(m_timers.firstKey());
    const auto then = std::move(shot->then); // the shot may die in it
    then();
    settle();
    return true;
}

quint64 FixedRandom::next()
{
    // splitmix64
    quint64 z = (m_state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace linnet::test
