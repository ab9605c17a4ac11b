// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <compare>

namespace linnet {

// A moment in UTC, in whole microseconds since 1970: the resolution in which the service orders
// messages. A default-constructed one means "not known" and sorts before everything.
class Timestamp
{
public:
    constexpr Timestamp() = default;
    constexpr explicit Timestamp(qint64 microseconds)
        : m_microseconds(microseconds)
    {
    }

    // RFC 3339 as the service writes it; more than six digits of fraction are cut. An unreadable
    // text gives an unknown time.
    [[nodiscard]] static Timestamp fromString(QStringView rfc3339);
    // With as many digits (0, 3, 6) as the value needs, always ending in Z.
    [[nodiscard]] QString toString() const;

    [[nodiscard]] static Timestamp fromDateTime(const QDateTime &time);
    // In the local time zone, for display.
    [[nodiscard]] QDateTime toLocalTime() const;

    [[nodiscard]] constexpr qint64 microseconds() const { return m_microseconds; }
    [[nodiscard]] constexpr bool isKnown() const { return m_microseconds != 0; }

    friend constexpr auto operator<=>(const Timestamp &, const Timestamp &) = default;
    friend constexpr Timestamp operator+(Timestamp t, std::chrono::microseconds d)
    {
        return Timestamp(t.m_microseconds + d.count());
    }
    friend constexpr Timestamp operator-(Timestamp t, std::chrono::microseconds d)
    {
        return Timestamp(t.m_microseconds - d.count());
    }
    friend constexpr std::chrono::microseconds operator-(Timestamp a, Timestamp b)
    {
        return std::chrono::microseconds(a.m_microseconds - b.m_microseconds);
    }

private:
    qint64 m_microseconds = 0;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::Timestamp)
