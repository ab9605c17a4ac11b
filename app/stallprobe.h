// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSocketNotifier>
#include <QThread>

#include <atomic>
#include <ctime>

namespace linnet::app {

// Knocks at the event loop of the thread it was made in, from a thread of its own and again and
// again, and says when it is answered. Costs some hundred wake-ups a second: for measuring only.
class StallProbe : public QThread
{
    Q_OBJECT

public:
    struct Wait
    {
        qint64 begin = 0; // microseconds of the clock given
        qint64 took = 0; // microseconds
        qint64 computed = 0; // by the watched thread meanwhile, microseconds
    };

    // The clock outlives the probe.
    explicit StallProbe(const QElapsedTimer &clock);
    ~StallProbe() override;

    // Of the knock that answered() is about.
    [[nodiscard]] Wait lastWait() const { return m_wait; }

Q_SIGNALS:
    void answered();

protected:
    void run() override;

private:
    void answer();
    [[nodiscard]] qint64 computed() const;

    const QElapsedTimer &m_clock;
    clockid_t m_watched{}; // processor time of the thread that is watched
    int m_door; // an eventfd
    QSocketNotifier m_notifier;
    QSemaphore m_answers;
    std::atomic<qint64> m_begin{0};
    std::atomic<qint64> m_computed{0};
    Wait m_wait;
};

} // namespace linnet::app
