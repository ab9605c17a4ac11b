// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/doorbell.h"

#include <QCoreApplication>
#include <QEvent>

namespace linnet {

void Doorbell::ring()
{
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool Doorbell::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    ++m_rings;
    if (!m_nextTurn.isActive())
        m_nextTurn.start(0, this);
    return true;
}

void Doorbell::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_nextTurn.timerId())
        return;
    // Anew each time: Qt keeps a timer that is being answered out of inner event loops.
    m_nextTurn.stop();
    if (--m_rings > 0)
        m_nextTurn.start(0, this);
    Q_EMIT answered();
}

} // namespace linnet
