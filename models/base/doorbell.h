// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>

namespace linnet {

// Rung from any thread, answers on its own: once for each ring, in a turn of the event loop of its
// own, so that keys and paints come between two answers. (Qt hands over all posted events in one
// go, those included that are posted meanwhile: a chain of them would hold up the thread.)
class Doorbell : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // From any thread, while the bell is there.
    void ring();

Q_SIGNALS:
    // Whoever answers may run an event loop, in which the next one comes in its turn, or delete
    // the bell.
    void answered();

protected:
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    QBasicTimer m_nextTurn;
    int m_rings = 0;
};

} // namespace linnet
