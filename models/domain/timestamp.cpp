// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/timestamp.h"

#include <QTimeZone>

namespace linnet {

namespace {

// Digits after the decimal point as microseconds: "5" is 500,000.
qint64 fractionToMicroseconds(QStringView digits)
{
    qint64 value = 0;
    for (int i = 0; i < 6; ++i) {
        const int digit = i < digits.size() ? digits[i].digitValue() : 0;
        if (digit < 0)
            return 0;
        value = value * 10 + digit;
    }
    return value;
}

} // namespace

Timestamp Timestamp::fromString(QStringView rfc3339)
{
    // QDateTime keeps milliseconds only, so the fraction is read apart.
    const qsizetype point = rfc3339.indexOf(u'.');
    qsizetype end = point + 1;
    while (point >= 0 && end < rfc3339.size() && rfc3339[end].isDigit())
        ++end;
    QString whole = rfc3339.toString();
    qint64 fraction = 0;
    if (point >= 0) {
        fraction = fractionToMicroseconds(rfc3339.mid(point + 1, end - point - 1));
        whole.remove(point, end - point);
    }
    const QDateTime time = QDateTime::fromString(whole, Qt::ISODate);
    if (!time.isValid())
        return Timestamp();
    return Timestamp(time.toSecsSinceEpoch() * 1'000'000 + fraction);
}

QString Timestamp::toString() const
{
    qint64 seconds = m_microseconds / 1'000'000;
    qint64 fraction = m_microseconds % 1'000'000;
    if (fraction < 0) {
        fraction += 1'000'000;
        --seconds;
    }
    QString text = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)
                       .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    if (fraction % 1000 != 0)
        text += QStringLiteral(".%1").arg(fraction, 6, 10, QLatin1Char('0'));
    else if (fraction != 0)
        text += QStringLiteral(".%1").arg(fraction / 1000, 3, 10, QLatin1Char('0'));
    return text + QLatin1Char('Z');
}

Timestamp Timestamp::fromDateTime(const QDateTime &time)
{
    return time.isValid() ? Timestamp(time.toMSecsSinceEpoch() * 1000) : Timestamp();
}

QDateTime Timestamp::toLocalTime() const
{
    return QDateTime::fromMSecsSinceEpoch(m_microseconds / 1000);
}

} // namespace linnet
