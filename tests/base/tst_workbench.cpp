// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/workbench.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

using linnet::Workbench;

class WorkbenchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksElsewhereAndTellsHereInOrder()
    {
        Workbench bench;
        QList<int> told;
        for (int i = 0; i < 100; ++i) {
            bench.start<std::pair<int, QThread *>>(
                [i] { return std::pair(i, QThread::currentThread()); },
                [&told](std::pair<int, QThread *> result) {
                    QVERIFY(result.second != QThread::currentThread());
                    told.append(result.first);
                });
        }
        QVERIFY(told.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 100, 60'000);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
    }

    // The piece under way is waited for, and nobody is told.
    void nothingComesAfterItsEnd()
    {
        auto bench = std::make_unique<Workbench>();
        QSemaphore begun;
        QSemaphore mayEnd;
        std::atomic_int worked = 0;
        int told = 0;
        for (int i = 0; i < 3; ++i) {
            bench->start<int>(
                [&] {
                    begun.release();
                    mayEnd.acquire();
                    return ++worked;
                },
                [&told](int) { ++told; });
        }
        begun.acquire();
        mayEnd.release(3);
        bench.reset();
        const int before = worked;
        QVERIFY(before >= 1);
        QTest::qWait(0);
        QCOMPARE(worked.load(), before);
        QCOMPARE(told, 0);
    }

    void whoIsToldMayEndIt()
    {
        auto bench = std::make_unique<Workbench>();
        int told = 0;
        for (int i = 0; i < 3; ++i) {
            bench->start<int>([i] { return i; },
                              [&](int) {
                                  ++told;
                                  bench.reset();
                              });
        }
        QTRY_VERIFY_WITH_TIMEOUT(!bench, 60'000);
        QCOMPARE(told, 1);
    }
};

QTEST_GUILESS_MAIN(WorkbenchTest)
#include "tst_workbench.moc"
