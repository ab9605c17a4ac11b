// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
class TestEmulator : public QObject
{
    Q_OBJECT
};
QTEST_GUILESS_MAIN(TestEmulator)
#include "tst_emulator.moc"
