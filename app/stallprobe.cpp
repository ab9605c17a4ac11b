// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stallprobe.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace linnet::app {

namespace {

constexpr unsigned long between = 2'000; // microseconds; a stall may have been so much longer

} // namespace

StallProbe::StallProbe(const QElapsedTimer &clock)
    : m_clock(clock)
    , m_door(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_notifier(m_door, QSocketNotifier::Read)
{
    ::pthread_getcpuclockid(::pthread_self(), &m_watched);
    connect(&m_notifier, &QSocketNotifier::activated, this, &StallProbe::answer);
    start();
}

StallProbe::~StallProbe()
{
    requestInterruption();
    m_answers.release();
    wait();
    m_notifier.setEnabled(false);
    ::close(m_door);
}

void StallProbe::run()
{
    while (!isInterruptionRequested()) {
        m_begin = m_clock.nsecsElapsed() / 1'000;
        m_computed = computed();
        ::eventfd_write(m_door, 1);
        m_answers.acquire();
        // arrows: allow sleep: this thread measures time, and has nothing else to wait for
        QThread::usleep(between);
    }
}

void StallProbe::answer()
{
    eventfd_t knocks = 0;
    if (::eventfd_read(m_door, &knocks) != 0)
        return;
    m_wait = {.begin = m_begin,
              .took = m_clock.nsecsElapsed() / 1'000 - m_begin,
              .computed = computed() - m_computed};
    Q_EMIT answered();
    m_answers.release();
}

// Of the watched thread, from whichever thread; microseconds.
qint64 StallProbe::computed() const
{
    timespec now{};
    ::clock_gettime(m_watched, &now);
    return qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1'000;
}

} // namespace linnet::app
