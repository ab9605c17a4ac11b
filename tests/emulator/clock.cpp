// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"

#include <QDateTime>
#include <QRegularExpression>

#include <chrono>

using namespace Qt::StringLiterals;

namespace emulator {

Clock::Clock()
    : Clock([] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return Micros(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
    })
{
}

Clock::Clock(std::function<Micros()> source)
    : m_source(std::move(source))
{
}

QString toRfc3339(Micros time)
{
    Micros seconds = time / second;
    Micros fraction = time % second;
    if (fraction < 0) {
        fraction += second;
        --seconds;
    }
    const QDateTime whole = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    return whole.toString(u"yyyy-MM-ddTHH:mm:ss"_s) % u'.'
        % QString::number(fraction).rightJustified(6, u'0') % u'Z';
}

std::optional<Micros> fromRfc3339(QStringView text)
{
    static const QRegularExpression form(
        u"^(\\d{4}-\\d\\d-\\d\\d)[Tt](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?([Zz]|[+-]\\d\\d:\\d\\d)$"_s);
    const QRegularExpressionMatch match = form.match(text.toString());
    if (!match.hasMatch())
        return std::nullopt;
    QDateTime whole = QDateTime::fromString(match.captured(1) % u'T' % match.captured(2),
                                            u"yyyy-MM-ddTHH:mm:ss"_s);
    whole.setTimeSpec(Qt::UTC);
    if (!whole.isValid())
        return std::nullopt;
    Micros result = whole.toSecsSinceEpoch() * second;
    result += match.captured(3).leftJustified(6, u'0').left(6).toLongLong();
    const QString zone = match.captured(4);
    if (zone.size() == 6) {
        const Micros offset = zone.mid(1, 2).toInt() * hour + zone.mid(4, 2).toInt() * minute;
        result += zone.front() == u'+' ? -offset : offset;
    }
    return result;
}

std::optional<Micros> fromDuration(QStringView text)
{
    if (!text.endsWith(u's'))
        return std::nullopt;
    bool ok = false;
    const double seconds = text.chopped(1).toDouble(&ok);
    if (!ok)
        return std::nullopt;
    return Micros(seconds * double(second));
}

} // namespace emulator
