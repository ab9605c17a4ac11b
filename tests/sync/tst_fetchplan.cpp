// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/backoff.h"
#include "models/sync/fetchplan.h"
#include "models/sync/outboxqueue.h"
#include "models/sync/rhythm.h"

#include <QTest>

Q_DECLARE_METATYPE(linnet::sync::MessageRange)

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using namespace linnet::sync;

namespace {

SpaceId spaceId(const QString &id)
{
    return SpaceId(u"spaces/"_s + id);
}

store::SpaceState state(const QString &id, int activeAt, int coveredTo, int readTo)
{
    store::SpaceState state;
    state.space.id = spaceId(id);
    state.space.lastActiveTime = Timestamp(activeAt * 1'000'000LL);
    state.coveredTo = Timestamp(coveredTo * 1'000'000LL);
    state.lastReadTime = Timestamp(readTo * 1'000'000LL);
    state.readStateKnown = readTo > 0;
    state.unread = activeAt > readTo;
    state.membersKnown = true;
    state.notificationKnown = true;
    return state;
}

OutboxItem item(qint64 sequence, OutboxKind kind, const QString &space, const QString &message,
                const QString &thread = {})
{
    return {.sequence = sequence,
            .kind = kind,
            .space = spaceId(space),
            .thread = ThreadId(thread),
            .message = MessageId(u"spaces/"_s + space + u"/messages/"_s + message)};
}

Message messageAt(int second)
{
    Message message;
    message.createTime = Timestamp(second * 1'000'000LL);
    return message;
}

} // namespace

class TestFetchPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quietSpacesCostNothing()
    {
        FetchSituation situation;
        for (int i = 1; i <= 100; ++i)
            situation.spaces.append(state(QString::number(i), i, i, i));
        const FetchPlan plan = planFetches(situation, {30, 30, 30});
        QVERIFY(plan.messages.isEmpty());
        QVERIFY(plan.readStates.isEmpty());
        QVERIFY(plan.members.isEmpty());
        QVERIFY(!plan.more);
    }

    void movedOnesAreFetchedNewestFirst()
    {
        FetchSituation situation;
        situation.spaces = {state(u"a"_s, 10, 5, 10), state(u"b"_s, 20, 5, 20),
                            state(u"c"_s, 30, 5, 30), state(u"d"_s, 40, 40, 40)};
        situation.moved = {spaceId(u"a"_s), spaceId(u"b"_s), spaceId(u"d"_s)};
        FetchPlan plan = planFetches(situation, {30, 0, 0});
        QCOMPARE(plan.messages.size(), 2); // c did not move, d is covered
        QCOMPARE(plan.messages[0].scope.space, spaceId(u"b"_s));
        plan = planFetches(situation, {1, 0, 0});
        QCOMPARE(plan.messages.size(), 1);
        QVERIFY(plan.more);
        // What waits from the start of a run are the top ones only.
        situation.moved.clear();
        situation.first = true;
        QCOMPARE(planFetches(situation, {2, 0, 0}).messages.size(), 1); // c; d is covered
        situation.first = false;
        situation.moved = {spaceId(u"a"_s), spaceId(u"b"_s), spaceId(u"d"_s)};
        situation.leaveAlone = {spaceId(u"b"_s)};
        plan = planFetches(situation, {30, 0, 0});
        QCOMPARE(plan.messages.size(), 1);
    }

    void readStatesClearTheUnreadFirst()
    {
        FetchSituation situation;
        situation.spaces = {state(u"unknown"_s, 30, 30, 0), state(u"unread"_s, 20, 20, 10),
                            state(u"read"_s, 10, 10, 10)};
        QCOMPARE(planFetches(situation, {0, 9, 0}).readStates,
                 (QList{spaceId(u"unread"_s), spaceId(u"unknown"_s)}));
        situation.readStatesFresh = {spaceId(u"unread"_s)};
        QCOMPARE(planFetches(situation, {0, 9, 0}).readStates, QList{spaceId(u"unknown"_s)});
        situation.first = true;
        QCOMPARE(planFetches(situation, {0, 1, 0}).readStates, QList{spaceId(u"unknown"_s)});
    }

    // What is read of it elsewhere is asked for with its space.
    void aThreadThatMentionsMeIsAsked()
    {
        FetchSituation situation;
        situation.spaces = {state(u"read"_s, 10, 10, 10), state(u"mention"_s, 20, 20, 20)};
        situation.spaces[1].mentionedIn
            = {ThreadId(u"spaces/mention/threads/t"_s), ThreadId(u"spaces/mention/threads/old"_s)};
        const FetchPlan plan = planFetches(situation, {0, 9, 0});
        QCOMPARE(plan.readStates, QList{spaceId(u"mention"_s)});
        QCOMPARE(plan.threadReads, QList{situation.spaces[1].mentionedIn.first()});
        QVERIFY(planFetches(situation, {0, 0, 0}).threadReads.isEmpty());
        situation.readStatesFresh = {spaceId(u"mention"_s)};
        QVERIFY(planFetches(situation, {0, 9, 0}).threadReads.isEmpty());
    }

    void membersNameTheChats()
    {
        FetchSituation situation;
        situation.spaces
            = {state(u"space"_s, 1, 1, 1), state(u"dm"_s, 2, 2, 2), state(u"group"_s, 3, 3, 3)};
        for (store::SpaceState &each : situation.spaces)
            each.membersKnown = false;
        situation.spaces[1].space.type = SpaceType::DirectMessage;
        situation.spaces[2].space.type = SpaceType::GroupChat;
        QCOMPARE(planFetches(situation, {0, 0, 9}).members,
                 (QList{spaceId(u"group"_s), spaceId(u"dm"_s)}));
        situation.membersHidden = {spaceId(u"group"_s)};
        situation.watched = {spaceId(u"space"_s)};
        QCOMPARE(planFetches(situation, {0, 0, 9}).members,
                 (QList{spaceId(u"dm"_s), spaceId(u"space"_s)}));
    }

    void coverage_data()
    {
        QTest::addColumn<MessageRange>("range");
        QTest::addColumn<QList<int>>("seconds");
        QTest::addColumn<bool>("complete");
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        const TimelineScope scope{spaceId(u"a"_s), ThreadId()};
        const auto at = [](int second) { return Timestamp(second * 1'000'000LL); };
        const qint64 s = 1'000'000;
        QTest::newRow("newest, all") << FetchMessages::newest(scope, 50, at(30)) << QList{20, 10}
                                     << true << qint64(0) << 30 * s;
        QTest::newRow("newest, more before") << FetchMessages::newest(scope, 2, at(15))
                                             << QList{20, 10} << false << 10 * s - 1 << 20 * s;
        QTest::newRow("nothing ever") << FetchMessages::newest(scope, 50, Timestamp())
                                      << QList<int>() << true << qint64(0) << qint64(1);
        QTest::newRow("since, all") << FetchMessages::since(scope, at(100), 50, at(130))
                                    << QList{120} << true << 90 * s << 130 * s;
        QTest::newRow("since, a gap stays") << FetchMessages::since(scope, at(100), 2, at(130))
                                            << QList{130, 120} << false << 120 * s - 1 << 130 * s;
        QTest::newRow("since, nothing after all")
            << FetchMessages::since(scope, at(100), 50, at(130)) << QList<int>() << true << 90 * s
            << 130 * s;
        QTest::newRow("older") << FetchMessages::older(scope, at(100), 2) << QList{90, 80} << false
                               << 80 * s - 1 << 100 * s + 1;
        QTest::newRow("older, the start") << FetchMessages::older(scope, at(100), 50)
                                          << QList{90, 80} << true << qint64(0) << 100 * s + 1;
        QTest::newRow("newer") << FetchMessages::newer(scope, at(100), 2, at(200))
                               << QList{110, 120} << false << 100 * s << 120 * s - 1;
        QTest::newRow("newer, the end") << FetchMessages::newer(scope, at(100), 50, at(200))
                                        << QList{110, 120} << true << 100 * s << 200 * s;
    }

    void coverage()
    {
        QFETCH(MessageRange, range);
        QFETCH(QList<int>, seconds);
        QFETCH(bool, complete);
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        QList<Message> messages;
        for (const int second : seconds)
            messages.append(messageAt(second));
        const store::Coverage covered = coverageOf(range, messages, complete);
        QCOMPARE(covered.from.microseconds(), from);
        QCOMPARE(covered.to.microseconds(), to);
    }

    void backoffGrowsToItsCap()
    {
        Backoff backoff(1s, 60s);
        QCOMPARE(backoff.next(0), 500ms);
        QCOMPARE(backoff.next(0.5), 1500ms);
        for (int i = 0; i < 100; ++i) {
            const auto wait = backoff.next(0.999);
            QVERIFY(wait <= 60s);
        }
        QCOMPARE(backoff.next(0), 30s);
        QCOMPARE(backoff.next(0, 300s), 300s); // what the service asks for
        backoff.reset();
        QVERIFY(backoff.next(0.99) < 1s);
    }

    void budgetsRefill()
    {
        Budget budget(60, 10);
        QCOMPARE(budget.take(50, 0ms), 10);
        QCOMPARE(budget.take(50, 30s), 0);
        QCOMPARE(budget.take(50, 61s), 1);
        QCOMPARE(budget.take(50, 10h), 10);
        QCOMPARE(budget.take(-1, 10h), 0);
    }

    void textIsInOrderPerThread()
    {
        OutboxQueue queue;
        const auto create = OutboxKind::CreateMessage;
        queue.put(item(1, create, u"a"_s, u"client-1"_s));
        queue.put(item(2, create, u"a"_s, u"client-2"_s));
        queue.put(item(3, create, u"a"_s, u"client-3"_s, u"T"_s));
        queue.put(item(4, create, u"b"_s, u"client-4"_s));
        QCOMPARE(queue.ready(0s), (QList<qint64>{1, 4})); // 3 is of the same space: a second later
        queue.began(1, 0s);
        queue.began(4, 0s);
        QCOMPARE(queue.ready(500ms), QList<qint64>());
        QCOMPARE(queue.ready(1s), QList<qint64>{3});
        queue.remove(1);
        queue.began(3, 1s);
        QCOMPARE(queue.nextReady(1s), OutboxQueue::Time(2s));
        QCOMPARE(queue.ready(2s), QList<qint64>{2});
    }

    void aRefusedTextBlocksItsLaneOnly()
    {
        OutboxQueue queue;
        OutboxItem refused = item(1, OutboxKind::CreateMessage, u"a"_s, u"client-1"_s);
        refused.state = OutboxState::Failed;
        queue.put(refused);
        queue.put(item(2, OutboxKind::CreateMessage, u"a"_s, u"client-2"_s));
        queue.put(item(3, OutboxKind::UpdateSpaceReadState, u"a"_s, {}));
        queue.put(item(4, OutboxKind::CreateReaction, u"a"_s, u"m"_s));
        queue.put(item(5, OutboxKind::UpdateMessage, u"a"_s, u"client-1"_s)); // waits for it
        QCOMPARE(queue.ready(0s), (QList<qint64>{3, 4}));
        QCOMPARE(queue.queuedCount(), 1);
        QCOMPARE(queue.failedCount(), 1);
    }

    void whatIsAboutAMessageFollowsItsName()
    {
        OutboxQueue queue;
        queue.put(item(1, OutboxKind::CreateMessage, u"a"_s, u"client-1"_s));
        queue.put(item(2, OutboxKind::UpdateMessage, u"a"_s, u"client-1"_s));
        QCOMPARE(queue.ready(0s), QList<qint64>{1});
        QCOMPARE(queue.dependents(item(1, OutboxKind::CreateMessage, u"a"_s, u"client-1"_s).message)
                     .size(),
                 1);
        queue.named(MessageId(u"spaces/a/messages/client-1"_s),
                    MessageId(u"spaces/a/messages/S"_s));
        queue.remove(1);
        // One lane, by whichever name it is written of.
        queue.put(item(3, OutboxKind::DeleteMessage, u"a"_s, u"S"_s));
        QCOMPARE(queue.ready(0s), QList<qint64>{2});
    }

    void heldLanesWait()
    {
        OutboxQueue queue;
        queue.put(item(1, OutboxKind::CreateMessage, u"a"_s, u"client-1"_s));
        queue.hold(1, 10s);
        QCOMPARE(queue.ready(9s), QList<qint64>());
        QCOMPARE(queue.nextReady(0s), OutboxQueue::Time(10s));
        QCOMPARE(queue.ready(10s), QList<qint64>{1});
        queue.hold(1, 20s);
        queue.releaseAll();
        QCOMPARE(queue.ready(0s), QList<qint64>{1});
    }
};

QTEST_GUILESS_MAIN(TestFetchPlan)
#include "tst_fetchplan.moc"
