// SPDX-License-Identifier: GPL-3.0-or-later
#include "stopwatch.h"

#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;

namespace linnet::bench {

double Runs::median() const
{
    return percentile(50);
}

double Runs::percentile(int percent) const
{
    if (m_runs.isEmpty())
        return 0;
    QList<double> sorted = m_runs;
    std::sort(sorted.begin(), sorted.end());
    return sorted.at((sorted.size() - 1) * percent / 100);
}

double timed(const std::function<void()> &what)
{
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    };
    const double begin = now();
    what();
    return now() - begin;
}

double privateMemory()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    double kibibytes = 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("Private_"))
            kibibytes += line.simplified().split(' ').value(1).toDouble();
    }
    return kibibytes / 1024;
}

void printHead(const QString &title, const QList<QString> &columns)
{
    std::printf("\n%-34s", qUtf8Printable(title));
    for (const QString &column : columns)
        std::printf("%12s", qUtf8Printable(column));
    std::printf("\n");
}

void printLine(const QString &name, const QList<double> &figures)
{
    std::printf("%-34s", qUtf8Printable(name));
    for (const double figure : figures)
        std::printf("%12.2f", figure);
    std::printf("\n");
    std::fflush(stdout);
}

} // namespace linnet::bench
