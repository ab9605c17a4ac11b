// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stallwatch.h"

#include "app/stallprobe.h"

#include <QMetaEnum>
#include <QThread>

#include <ctime>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 stall = 50'000; // microseconds
constexpr qint64 noteworthy = 10'000;

qint64 threadMicroseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1'000;
}

QByteArray milliseconds(qint64 microseconds)
{
    return QByteArray::number(double(microseconds) / 1'000, 'f', 1);
}

QByteArray kindOf(QEvent::Type type)
{
    const char *name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return name != nullptr ? QByteArray(name) : QByteArray::number(int(type));
}

} // namespace

StallWatch::StallWatch(int &argc, char **argv, const QString &file)
    : QApplication(argc, argv)
    , m_file(file)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Text))
        qWarning("LINNET_STALLS: the file cannot be written");
    m_clock.start();
    m_probe = std::make_unique<StallProbe>(m_clock);
    connect(m_probe.get(), &StallProbe::answered, this, &StallWatch::answered);
}

StallWatch::~StallWatch() = default;

std::unique_ptr<QApplication> StallWatch::application(int &argc, char **argv)
{
    const QString file = qEnvironmentVariable("LINNET_STALLS");
    if (file.isEmpty())
        return std::make_unique<QApplication>(argc, argv);
    return std::make_unique<StallWatch>(argc, argv, file);
}

bool StallWatch::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    // Both may be gone afterwards.
    const char *name = receiver->metaObject()->className();
    const QEvent::Type type = event->type();
    const int answers = m_answers;
    const qint64 begin = m_clock.nsecsElapsed() / 1'000;
    const qint64 computed = threadMicroseconds();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    const qint64 took = m_clock.nsecsElapsed() / 1'000 - begin;
    // In an event loop of its own it has let others in.
    if (took >= noteworthy && answers == m_answers)
        m_entries.append({m_depth + 1, took, threadMicroseconds() - computed,
                          QByteArray(name) + ' ' + kindOf(type)});
    return result;
}

void StallWatch::answered()
{
    ++m_answers;
    const StallProbe::Wait wait = m_probe->lastWait();
    if (wait.took >= stall) {
        QByteArray lines = "at " + milliseconds(wait.begin) + " ms: " + milliseconds(wait.took)
            + " ms, computed " + milliseconds(wait.computed) + " ms\n";
        for (const Entry &entry : std::as_const(m_entries)) {
            lines += QByteArray(2 + 2 * qMin(entry.depth, 10), ' ')
                + milliseconds(entry.microseconds) + " (" + milliseconds(entry.computed) + ") "
                + entry.what + '\n';
        }
        m_file.write(lines);
        m_file.flush();
    }
    m_entries.clear();
}

} // namespace linnet::app
