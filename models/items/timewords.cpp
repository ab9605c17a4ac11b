// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timewords.h"

#include <QLocale>

namespace linnet::items {

QString spokenTime(Timestamp time, const Clock &clock)
{
    if (!time.isKnown())
        return QString();
    const QLocale locale;
    const QDateTime local = time.toLocalTime();
    QString clockTime = locale.toString(local.time(), QLocale::ShortFormat);
    if (local.date() == clock.now().toLocalTime().date())
        return clockTime;
    return locale.toString(local.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clockTime;
}

} // namespace linnet::items
