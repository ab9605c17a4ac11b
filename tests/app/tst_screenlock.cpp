// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenlock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using linnet::app::ScreenLock;

// On a session bus of its own; skipped where there is none.
class TestScreenLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QDBusConnection::sessionBus().isConnected())
            QSKIP("no session bus");
    }

    void whatTheSaverTells_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("saver");
        QTest::newRow("freedesktop")
            << u"/org/freedesktop/ScreenSaver"_s << u"org.freedesktop.ScreenSaver"_s;
        QTest::newRow("KDE") << u"/ScreenSaver"_s << u"org.freedesktop.ScreenSaver"_s;
        QTest::newRow("GNOME") << u"/org/gnome/ScreenSaver"_s << u"org.gnome.ScreenSaver"_s;
    }

    void whatTheSaverTells()
    {
        QFETCH(QString, path);
        QFETCH(QString, saver);
        ScreenLock lock;
        QSignalSpy changed(&lock, &ScreenLock::lockedChanged);
        const auto tell = [&](bool locked) {
            QDBusMessage signal = QDBusMessage::createSignal(path, saver, u"ActiveChanged"_s);
            signal.setArguments({locked});
            QVERIFY(QDBusConnection::sessionBus().send(signal));
        };
        tell(true);
        QTRY_VERIFY(lock.isLocked());
        tell(true);
        tell(false);
        QTRY_VERIFY(!lock.isLocked());
        QCOMPARE(changed.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestScreenLock)
#include "tst_screenlock.moc"
