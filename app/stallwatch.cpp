// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stallwatch.h"

#include <QAbstractEventDispatcher>
#include <QMetaEnum>
#include <QThread>

#include <algorithm>

#include <ctime>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 stall = 50'000; // microseconds
constexpr qint64 noteworthy = 10'000;

qint64 threadMicroseconds()
{
    timespec now {};
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
    m_sinceStart.start();
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &StallWatch::begin);
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &StallWatch::end);
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
    if (!m_running || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    // Both may be gone afterwards.
    const char *name = receiver->metaObject()->className();
    const QEvent::Type type = event->type();
    const qint64 wall = m_turn.nsecsElapsed() / 1'000;
    const qint64 computed = threadMicroseconds();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    const qint64 took = m_turn.nsecsElapsed() / 1'000 - wall;
    if (took >= noteworthy && m_running)
        m_entries.append({m_depth, took, threadMicroseconds() - computed,
                          QByteArray(name) + ' ' + kindOf(type)});
    return result;
}

void StallWatch::begin()
{
    m_running = true;
    m_entries.clear();
    m_turn.start();
    m_turnComputed = threadMicroseconds();
}

void StallWatch::end()
{
    if (!std::exchange(m_running, false))
        return;
    const qint64 took = m_turn.nsecsElapsed() / 1'000;
    if (took < stall)
        return;
    QByteArray lines = "at " + milliseconds(m_sinceStart.nsecsElapsed() / 1'000) + " ms: "
        + milliseconds(took) + " ms, computed " + milliseconds(threadMicroseconds() - m_turnComputed)
        + " ms\n";
    for (const Entry &entry : std::as_const(m_entries)) {
        lines += QByteArray(2 + 2 * qMin(entry.depth, 10), ' ') + milliseconds(entry.microseconds)
            + " (" + milliseconds(entry.computed) + ") " + entry.what + '\n';
    }
    m_file.write(lines);
    m_file.flush();
}

} // namespace linnet::app
