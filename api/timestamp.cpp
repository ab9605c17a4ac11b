// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/timestamp.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

constexpr qint64 Million = 1'000'000;

// Reads exactly `count` ASCII digits at `at`, or nothing.
std::optional<int> digits(QStringView text, qsizetype at, int count)
{
    if (at + count > text.size())
        return std::nullopt;
    int value = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        const char16_t c = text[i].unicode();
        if (c < u'0' || c > u'9')
            return std::nullopt;
        value = value * 10 + (c - u'0');
    }
    return value;
}

// Days since 1970-01-01 in the proleptic Gregorian calendar; QDate is exact here.
std::optional<qint64> daysSinceEpoch(int year, int month, int day)
{
    const QDate date(year, month, day);
    if (!date.isValid())
        return std::nullopt;
    return date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
}

// "Z", "+02:00", "-0330"; seconds east of Greenwich.
std::optional<int> offsetSeconds(QStringView text)
{
    if (text == u"Z" || text == u"z")
        return 0;
    if (text.isEmpty() || (text[0] != u'+' && text[0] != u'-'))
        return std::nullopt;
    const bool colon = text.size() == 6 && text[3] == u':';
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, colon ? 4 : 3, 2);
    if (!hours || !minutes || text.size() != (colon ? 6 : 5) || *hours > 23 || *minutes > 59)
        return std::nullopt;
    const int total = *hours * 3600 + *minutes * 60;
    return text[0] == u'-' ? -total : total;
}

} // namespace

std::optional<Timestamp> Timestamp::fromString(QStringView text)
{
    text = text.trimmed();
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2),
               second = digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second || text[4] != u'-' || text[7] != u'-'
        || (text[10] != u'T' && text[10] != u't' && text[10] != u' ') || text[13] != u':'
        || text[16] != u':' || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    qsizetype at = 19;
    int nanos = 0;
    if (at < text.size() && (text[at] == u'.' || text[at] == u',')) {
        int scale = 100'000'000;
        for (++at; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at, scale /= 10)
            nanos += (text[at].unicode() - u'0') * scale; // beyond nine digits scale is 0
    }
    const auto days = daysSinceEpoch(*year, *month, *day);
    const auto offset = offsetSeconds(text.mid(at));
    if (!days || !offset)
        return std::nullopt;
    const qint64 seconds = *days * 86'400 + *hour * 3600LL + *minute * 60LL + *second - *offset;
    return Timestamp(seconds, nanos);
}

Timestamp Timestamp::fromMicroseconds(qint64 sinceEpoch)
{
    const qint64 rest = ((sinceEpoch % Million) + Million) % Million;
    return Timestamp((sinceEpoch - rest) / Million, static_cast<int>(rest) * 1000);
}

Timestamp Timestamp::fromDateTime(const QDateTime &time)
{
    return fromMicroseconds(time.toMSecsSinceEpoch() * 1000);
}

qint64 Timestamp::toMicroseconds() const
{
    return m_seconds * Million + m_nanos / 1000;
}

QDateTime Timestamp::toDateTime() const
{
    return QDateTime::fromMSecsSinceEpoch(m_seconds * 1000 + m_nanos / 1'000'000, Qt::UTC);
}

QString Timestamp::toString() const
{
    const QDateTime whole = QDateTime::fromSecsSinceEpoch(m_seconds, Qt::UTC);
    QString text = whole.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
    if (m_nanos != 0) {
        QString fraction = u"%1"_s.arg(m_nanos, 9, 10, QLatin1Char('0'));
        while (fraction.endsWith("000"_L1))
            fraction.chop(3);
        text += u'.' + fraction;
    }
    return text + u'Z';
}

} // namespace linnet::api
