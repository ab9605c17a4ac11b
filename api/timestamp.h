// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <compare>
#include <optional>

namespace linnet::api {

// A moment in UTC with its whole fraction, as the wire has it (RFC 3339, up to nanoseconds).
class Timestamp
{
public:
    constexpr Timestamp() = default; // 1970-01-01T00:00:00Z
    [[nodiscard]] static std::optional<Timestamp> fromString(QStringView text);
    [[nodiscard]] static Timestamp fromMicroseconds(qint64 sinceEpoch);
    [[nodiscard]] static Timestamp fromDateTime(const QDateTime &time);

    [[nodiscard]] qint64 seconds() const { return m_seconds; }
    [[nodiscard]] int nanoseconds() const { return m_nanos; } // 0 … 999,999,999
    [[nodiscard]] qint64 toMicroseconds() const; // since the epoch, rounded down
    [[nodiscard]] QDateTime toDateTime() const; // UTC, milliseconds
    // "2026-04-05T12:00:00.123456Z": no fraction, or three, six or nine digits.
    [[nodiscard]] QString toString() const;

    friend constexpr auto operator<=>(const Timestamp &, const Timestamp &) = default;

private:
    constexpr Timestamp(qint64 seconds, int nanos)
        : m_seconds(seconds)
        , m_nanos(nanos)
    {
    }

    qint64 m_seconds = 0;
    int m_nanos = 0;
};

} // namespace linnet::api
