// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace linnet::app {

// Whether the screen is locked or its saver runs, as the desktop's screen saver tells it over the
// session bus (org.freedesktop.ScreenSaver, org.gnome.ScreenSaver: ActiveChanged). Where nobody
// tells it is never locked. GUI thread.
class ScreenLock : public QObject
{
    Q_OBJECT

public:
    explicit ScreenLock(QObject *parent = nullptr);

    [[nodiscard]] bool isLocked() const { return m_locked; }

Q_SIGNALS:
    void lockedChanged(bool locked);

private Q_SLOTS:
    void setLocked(bool locked);

private:
    bool m_locked = false;
};

} // namespace linnet::app
