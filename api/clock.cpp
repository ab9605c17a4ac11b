// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clock.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>

namespace linnet::api {

ClockTimer::~ClockTimer() = default;
Clock::~Clock() = default;
Random::~Random() = default;

namespace {

class SystemTimer final : public ClockTimer
{
public:
    SystemTimer(std::chrono::milliseconds delay, std::function<void()> then)
        : m_timer(new QTimer)
    {
        m_timer->setSingleShot(true);
        // The function lives in the timer, which outlives its own shot: the shot may destroy us.
        QObject::connect(m_timer, &QTimer::timeout, m_timer, std::move(then));
        m_timer->start(std::max(delay, std::chrono::milliseconds(0)));
    }
    ~SystemTimer() override
    {
        m_timer->stop();
        m_timer->deleteLater();
    }

private:
    QTimer *m_timer;
};

} // namespace

std::chrono::milliseconds SystemClock::now() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

QDateTime SystemClock::wallTime() const
{
    return QDateTime::currentDateTimeUtc();
}

Timer SystemClock::after(std::chrono::milliseconds delay, std::function<void()> then)
{
    return std::make_unique<SystemTimer>(delay, std::move(then));
}

double Random::unit()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

QByteArray Random::urlSafe(int bytes)
{
    QByteArray raw;
    while (raw.size() < bytes) {
        const quint64 word = next();
        raw.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    raw.truncate(bytes);
    return raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

quint64 SystemRandom::next()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace linnet::api
