// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace linnet::bench {

// Milliseconds of several runs of one thing.
class Runs
{
public:
    void add(double milliseconds) { m_runs.append(milliseconds); }
    [[nodiscard]] double median() const;
    // The value that so many per cent of the runs do not exceed.
    [[nodiscard]] double percentile(int percent) const;
    [[nodiscard]] double worst() const { return percentile(100); }
    [[nodiscard]] double last() const { return m_runs.last(); }

private:
    QList<double> m_runs;
};

// How long this thread computes for it, in milliseconds: the same whatever else the machine does.
[[nodiscard]] double timed(const std::function<void()> &what);

// Pages that only this process has, in MiB; from /proc, 0 where there is none.
[[nodiscard]] double privateMemory();

// A line of a table: a name and columns of figures.
void printHead(const QString &title, const QList<QString> &columns);
void printLine(const QString &name, const QList<double> &figures);

} // namespace linnet::bench
