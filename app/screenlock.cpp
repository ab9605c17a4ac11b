// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenlock.h"

#include <QDBusConnection>

using namespace Qt::StringLiterals;

namespace linnet::app {

// From whatever path: KDE tells it under two.
ScreenLock::ScreenLock(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    for (const QString &saver : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s})
        bus.connect(QString(), QString(), saver, u"ActiveChanged"_s, this, SLOT(setLocked(bool)));
}

void ScreenLock::setLocked(bool locked)
{
    if (m_locked == locked)
        return;
    m_locked = locked;
    Q_EMIT lockedChanged(locked);
}

} // namespace linnet::app
