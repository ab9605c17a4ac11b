// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stallwatch.h"

#include <QMetaEnum>
#include <QThread>

#include <ctime>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 stall = 50'000; // microseconds
constexpr qint64 noteworthy = 10'000;
constexpr qint64 pause = 300; // without it, events count as one

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
}

StallWatch::~StallWatch()
{
    report();
}

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
    const int loops = QThread::currentThread()->loopLevel();
    const qint64 begin = m_clock.nsecsElapsed() / 1'000;
    const qint64 computed = threadMicroseconds();
    const bool outermost = m_depth == 0 || loops > m_loops;
    if (outermost && (m_end < 0 || begin - m_end > pause || loops != m_loops)) {
        report();
        m_begin = begin;
        m_loops = loops;
    }
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    const qint64 end = m_clock.nsecsElapsed() / 1'000;
    if (loops < m_loops) { // other events were handled meanwhile, and have been reported
        m_loops = loops;
        m_begin = end;
        m_end = -1;
        m_computed = 0;
        m_entries.clear();
        return result;
    }
    const qint64 spent = threadMicroseconds() - computed;
    if (end - begin >= noteworthy)
        m_entries.append({m_depth, end - begin, spent, QByteArray(name) + ' ' + kindOf(type)});
    if (outermost) {
        m_end = end;
        m_computed += spent;
    }
    return result;
}

void StallWatch::report()
{
    const qint64 took = m_end - m_begin;
    if (m_end >= 0 && took >= stall) {
        QByteArray lines = "at " + milliseconds(m_begin) + " ms: " + milliseconds(took)
            + " ms, computed " + milliseconds(m_computed) + " ms\n";
        for (const Entry &entry : std::as_const(m_entries)) {
            lines += QByteArray(2 + 2 * qMin(entry.depth, 10), ' ')
                + milliseconds(entry.microseconds) + " (" + milliseconds(entry.computed) + ") "
                + entry.what + '\n';
        }
        m_file.write(lines);
        m_file.flush();
    }
    m_entries.clear();
    m_computed = 0;
}

} // namespace linnet::app
