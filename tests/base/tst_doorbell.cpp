// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/doorbell.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QTest>
#include <QThread>

#include <memory>

using linnet::Doorbell;
using namespace Qt::StringLiterals;

class DoorbellTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsOthersInBetweenTwoAnswers()
    {
        Doorbell bell;
        QStringList order;
        connect(&bell, &Doorbell::answered, this, [&] {
            order.append(u"answer"_s);
            // As a key press would come, or a paint.
            QMetaObject::invokeMethod(
                this, [&] { order.append(u"other"_s); }, Qt::QueuedConnection);
        });
        for (int i = 0; i < 3; ++i)
            bell.ring();
        QTRY_COMPARE(order.size(), 6);
        QCOMPARE(order,
                 QStringList(
                     {u"answer"_s, u"other"_s, u"answer"_s, u"other"_s, u"answer"_s, u"other"_s}));
    }

    void answersHereWhateverThreadRings()
    {
        Doorbell bell;
        int answers = 0;
        connect(&bell, &Doorbell::answered, this, [&] {
            QCOMPARE(QThread::currentThread(), thread());
            ++answers;
        });
        const std::unique_ptr<QThread> other(QThread::create([&bell] {
            for (int i = 0; i < 100; ++i)
                bell.ring();
        }));
        other->start();
        QTRY_COMPARE(answers, 100);
        QVERIFY(other->wait());
        QCoreApplication::processEvents();
        QCOMPARE(answers, 100);
    }

    void theNextComesInAnInnerLoop()
    {
        Doorbell bell;
        int answers = 0;
        QEventLoop inner;
        connect(&bell, &Doorbell::answered, this, [&] {
            if (++answers == 1)
                inner.exec();
            else
                inner.quit();
        });
        bell.ring();
        bell.ring();
        QTRY_COMPARE(answers, 2);
    }

    void whoAnswersMayTakeItDown()
    {
        auto bell = std::make_unique<Doorbell>();
        int answers = 0;
        connect(bell.get(), &Doorbell::answered, this, [&] {
            ++answers;
            bell.reset();
        });
        bell->ring();
        bell->ring();
        QTRY_VERIFY(!bell);
        QCoreApplication::processEvents();
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(DoorbellTest)
#include "tst_doorbell.moc"
