// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <optional>

namespace emulator {

/// Microseconds since the epoch, UTC: the resolution of the service's timestamps.
using Micros = qint64;
constexpr Micros second = 1'000'000;
constexpr Micros minute = 60 * second;
constexpr Micros hour = 60 * minute;
constexpr Micros day = 24 * hour;

/// The emulator's own clock: real time plus what the control endpoint advanced it by.
class Clock
{
public:
    Clock();
    explicit Clock(std::function<Micros()> source);
    [[nodiscard]] Micros now() const { return m_source() + m_offset; }
    void advance(Micros by) { m_offset += by; }

private:
    std::function<Micros()> m_source;
    Micros m_offset = 0;
};

/// RFC 3339 in UTC with six digits of fraction.
QString toRfc3339(Micros time);
/// RFC 3339 with any offset and up to nine digits of fraction (the rest is cut).
std::optional<Micros> fromRfc3339(QStringView text);
/// "12.5s" as the JSON form of google.protobuf.Duration.
std::optional<Micros> fromDuration(QStringView text);

} // namespace emulator
