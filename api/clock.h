// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace linnet::api {

// A shot that has not been fired; destroying it calls it off.
class ClockTimer
{
public:
    ClockTimer() = default;
    ClockTimer(const ClockTimer &) = delete;
    ClockTimer &operator=(const ClockTimer &) = delete;
    virtual ~ClockTimer();
};
using Timer = std::unique_ptr<ClockTimer>;

// Time as the API layer sees it, so that tests need not wait. One thread only.
class Clock
{
public:
    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock();

    // Monotonic, from any beginning: what expiry and pauses are counted in.
    [[nodiscard]] virtual std::chrono::milliseconds now() const = 0;
    // What the wall says, possibly days off: only to read dates that a server sent.
    [[nodiscard]] virtual QDateTime wallTime() const = 0;
    // Calls `then` once, from the event loop, never from within after().
    [[nodiscard]] virtual Timer after(std::chrono::milliseconds delay, std::function<void()> then)
        = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const override;
    [[nodiscard]] QDateTime wallTime() const override;
    [[nodiscard]] Timer after(std::chrono::milliseconds delay, std::function<void()> then) override;
};

// Randomness for jitter, boundaries, state and code verifiers.
class Random
{
public:
    Random() = default;
    Random(const Random &) = delete;
    Random &operator=(const Random &) = delete;
    virtual ~Random();
    [[nodiscard]] virtual quint64 next() = 0;

    [[nodiscard]] double unit(); // from 0 up to, not including, 1
    [[nodiscard]] QByteArray urlSafe(int bytes); // base64url of so many random bytes
};

class SystemRandom final : public Random
{
public:
    [[nodiscard]] quint64 next() override; // the operating system's, fit for secrets
};

// What everything here that waits or guesses needs.
struct Environment
{
    Clock &clock;
    Random &random;
};

} // namespace linnet::api
