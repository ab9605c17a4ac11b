// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/threadmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace Qt::StringLiterals;

namespace {

class FixedClock : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return Timestamp(1'000'000'000'000'000); }
};

MyThread myThread(int number, int minute, int unread = 0)
{
    MyThread made;
    made.thread = ThreadId(u"spaces/launch/threads/t%1"_s.arg(number));
    made.root.id = MessageId(u"spaces/launch/messages/t%1"_s.arg(number));
    made.root.sender = UserId(u"users/anna"_s);
    made.root.text = u"Which hooks?"_s;
    made.newest = made.root;
    made.newest.id = MessageId(u"spaces/launch/messages/t%1.r"_s.arg(number));
    made.newest.sender = UserId(u"users/me"_s);
    made.newest.text = u"The large ones"_s;
    made.newest.createTime = FixedClock().now() - std::chrono::minutes(1000 - minute);
    made.replies = 3;
    made.unread = unread;
    return made;
}

struct Stage
{
    FixedClock clock;
    UserTable users;
    SpaceListModel spaces{users, clock};
    ThreadModel model{users, spaces, clock, [](Timestamp) { return u"then"_s; }};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Stage()
    {
        User anna;
        anna.id = UserId(u"users/anna"_s);
        anna.displayName = u"Anna Berg"_s;
        users.reset({anna});
        users.setMe(UserId(u"users/me"_s));
        Conversation launch;
        launch.space.id = SpaceId(u"spaces/launch"_s);
        launch.space.type = SpaceType::Space;
        launch.space.displayName = u"Spring launch"_s;
        spaces.reset({launch});
    }
    [[nodiscard]] QString order() const
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names
                << model.index(row).data(ThreadModel::ThreadIdRole).value<ThreadId>().lastSegment();
        return names.join(u' ');
    }
};

} // namespace

class TestThreadModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unreadFirstThenTheLatest()
    {
        Stage stage;
        stage.model.setThreads(
            {myThread(1, 10), myThread(2, 20), myThread(3, 5, 2), myThread(4, 30)});
        QCOMPARE(stage.order(), u"t3 t4 t2 t1"_s);
        QCOMPARE(stage.model.unreadThreads(), 1);
    }

    void rowsSayWhoWhereAndWhat()
    {
        Stage stage;
        MyThread foreign = myThread(2, 20);
        foreign.root = {};
        stage.model.setThreads({myThread(1, 30, 2), foreign});
        const QModelIndex first = stage.model.index(0);
        QCOMPARE(first.data().toString(), u"Anna Berg · Spring launch"_s);
        QCOMPARE(first.data(PersonDetailRole).toString(), u"Which hooks?"_s);
        QVERIFY(first.data(PersonMoreRole).toString().contains(u"You: The large ones"_s));
        QCOMPARE(first.data(PersonCountRole).toInt(), 2);
        QCOMPARE(first.data(PersonTagRole).toString(), u"then"_s);
        const QString sentence = first.data(Qt::AccessibleTextRole).toString();
        for (const QString &part : {u"2"_s, u"Anna Berg"_s, u"Which hooks?"_s, u"large ones"_s})
            QVERIFY2(sentence.contains(part), qPrintable(sentence));
        QVERIFY(!stage.model.index(1).data(PersonDetailRole).toString().isEmpty());
        MyThread single = myThread(1, 30);
        single.replies = 1;
        stage.model.setThreads({single});
        QVERIFY(stage.model.index(0).data(PersonMoreRole).toString().startsWith(u"1 reply ·"_s));
    }

    // The row that somebody stands on goes where it belongs, instead of being another one.
    void whatStaysMoves()
    {
        Stage stage;
        stage.model.setThreads({myThread(1, 10), myThread(2, 20), myThread(3, 30)});
        const QPersistentModelIndex watched(stage.model.index(2)); // t1
        QSignalSpy resets(&stage.model, &QAbstractItemModel::modelReset);
        stage.model.setThreads({myThread(1, 40, 1), myThread(3, 30), myThread(4, 50)});
        QCOMPARE(stage.order(), u"t1 t4 t3"_s);
        QCOMPARE(watched.row(), 0);
        QCOMPARE(resets.size(), 0);
    }

    void anyChangesEndSorted()
    {
        QRandomGenerator random(7);
        Stage stage;
        for (int round = 0; round < 300; ++round) {
            QList<MyThread> threads;
            for (int number = 0; number < 12; ++number) {
                if (random.bounded(3) > 0)
                    threads << myThread(number, random.bounded(900), random.bounded(2));
            }
            stage.model.setThreads(threads);
            Stage fresh;
            fresh.model.setThreads(threads);
            QCOMPARE(stage.order(), fresh.order());
            QCOMPARE(stage.model.unreadThreads(), fresh.model.unreadThreads());
        }
    }
};

QTEST_GUILESS_MAIN(TestThreadModel)
#include "tst_threadmodel.moc"
