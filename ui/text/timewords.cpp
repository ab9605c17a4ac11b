// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/timewords.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::TimeWords)
};

// A locale has no pattern for day and month alone: its long or short one without the year.
QString withoutYear(QString pattern)
{
    pattern.remove(QRegularExpression(u"[\\s,./-]*\\b(?:'[^']*')?y+(?:\\s*'[^']*')?\\.?"_s));
    return pattern.trimmed();
}

// Some locales have seconds in their short format too, the C locale among them.
QString withoutSeconds(const QLocale &locale)
{
    QString pattern = locale.timeFormat(QLocale::ShortFormat);
    pattern.remove(QRegularExpression(u"[:.]s+"_s));
    return pattern;
}

} // namespace

QString clockTime(Timestamp time, const QLocale &locale)
{
    return time.isKnown() ? locale.toString(time.toLocalTime().time(), withoutSeconds(locale))
                          : QString();
}

QString shortTime(Timestamp time, Timestamp now, const QLocale &locale)
{
    if (!time.isKnown())
        return {};
    const QDate day = time.toLocalTime().date();
    const QDate today = now.toLocalTime().date();
    const qint64 days = day.daysTo(today);
    if (days <= 0)
        return clockTime(time, locale);
    if (days == 1)
        return Words::tr("Yesterday");
    if (days < 7)
        return locale.toString(day, u"ddd"_s);
    if (day.year() == today.year())
        return locale.toString(day, u"d MMM"_s);
    return locale.toString(day, QLocale::ShortFormat);
}

QString fullTime(Timestamp time, const QLocale &locale)
{
    if (!time.isKnown())
        return {};
    const QDateTime local = time.toLocalTime();
    return Words::tr("%1, %2", "date, time")
        .arg(locale.toString(local.date(), QLocale::LongFormat),
             locale.toString(local.time(), withoutSeconds(locale)));
}

QString dayWords(QDate day, QDate today, const QLocale &locale)
{
    const qint64 days = day.daysTo(today);
    if (days == 0)
        return Words::tr("Today");
    if (days == 1)
        return Words::tr("Yesterday");
    QString pattern = locale.dateFormat(QLocale::LongFormat);
    return locale.toString(day, day.year() == today.year() ? withoutYear(pattern) : pattern);
}

QString remaining(std::chrono::seconds left)
{
    const qint64 total = qMax<qint64>(0, left.count());
    if (total < 60)
        return Words::tr("%1\u00a0s", "seconds").arg(total);
    if (total < 3600)
        return Words::tr("%1\u00a0min\u00a0%2\u00a0s")
            .arg(total / 60)
            .arg(total % 60, 2, 10, QLatin1Char('0'));
    return Words::tr("%1\u00a0h\u00a0%2\u00a0min").arg(total / 3600).arg(total / 60 % 60);
}

} // namespace linnet::ui
