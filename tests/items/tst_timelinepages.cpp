// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinestage.h"

#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace linnet::items::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTimelinePages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opens();
    void opensEmpty();
    void lateAnswersAreDropped();
    void firstPageFails();
    void pendingShowsBeforeTheFirstPage();
    void firstPageJoinsNothingFarAbove();
    void olderPages();
    void olderFails();
    void trimsNewestWhenReadingBack();
    void newerPages();
    void jumpsToNewest();
    void jumpsFarBack();
    void jumpsAreReplaced();
    void jumpsToAMoment();
    void jumpsThatFail();
    void trimsWhatIsFarFromTheReader();
    void pageAfterACutIsDropped();
};

void TestTimelinePages::opens()
{
    TimelineStage f;
    QCOMPARE(f.model.rowCount(), 0);
    QSignalSpy opened(&f.model, &TimelineModel::opened);
    f.model.open(topLevel, {});
    QVERIFY(f.model.isOpen());
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.model.index(0).data(TimelineModel::KindRole).value<RowKind>(), RowKind::History);
    QCOMPARE(f.history(), items::HistoryState::Loading);
    QCOMPARE(f.port.requests.constFirst().limit, 100);
    QVERIFY(!f.model.canRequestOlder());
    QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
    f.port.answer(TimelineStage::run(3), false);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(f.rows(), u"m00000 m00001 m00002"_s);
    QCOMPARE(f.history(), items::HistoryState::Idle);
    QVERIFY(f.model.canRequestOlder());
    QVERIFY(f.model.atEnd());
    QCOMPARE(f.model.index(1).data(TimelineModel::KindRole).value<RowKind>(), RowKind::Message);
    QCOMPARE(f.model.indexOf(MessageId(u"spaces/S/messages/m00001"_s)).row(), 2);
    f.model.close();
    QCOMPARE(f.model.rowCount(), 0);
}

void TestTimelinePages::opensEmpty()
{
    TimelineStage f;
    f.open({}, true);
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    QVERIFY(!f.model.newestKey());
    f.model.apply(changeOf(TimelineStage::run(1)));
    QCOMPARE(f.rows(), u"m00000"_s);
}

void TestTimelinePages::lateAnswersAreDropped()
{
    TimelineStage f;
    f.model.open(topLevel, {});
    f.model.open({SpaceId(u"spaces/T"_s), {}}, {});
    f.port.answer(TimelineStage::run(3), true);
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.history(), items::HistoryState::Loading);
    f.model.close();
    f.port.answer(QList<Message>{}, true);
    QCOMPARE(f.model.rowCount(), 0);
    // The same timeline opened again is another one.
    f.open(TimelineStage::run(3), false);
    f.model.requestOlder();
    f.model.open(topLevel, {});
    f.port.fail(ErrorKind::Offline);
    QCOMPARE(f.history(), items::HistoryState::Loading);
}

void TestTimelinePages::firstPageFails()
{
    TimelineStage f;
    QSignalSpy opened(&f.model, &TimelineModel::opened);
    f.model.open(topLevel, {});
    f.port.fail(ErrorKind::Offline);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(f.history(), items::HistoryState::Failed);
    QCOMPARE(f.model.index(0).data(TimelineModel::HistoryErrorRole).value<Error>().kind,
             ErrorKind::Offline);
    QVERIFY(!f.model.canRequestOlder());
    // What is written meanwhile shows; what else comes says that the page can be had now.
    f.model.apply(changeOf({makePending(u"p"_s, 1, noon)}));
    QCOMPARE(f.rows(), u"client-p"_s);
    QVERIFY(f.port.requests.isEmpty());
    f.model.apply(changeOf({makeMessage(u"z"_s, u"anna"_s, noon)}));
    QCOMPARE(f.rows(), u"client-p"_s);
    QCOMPARE(f.port.requests.size(), 1);
    QList<Message> page = TimelineStage::run(2);
    page << makeMessage(u"z"_s, u"anna"_s, noon) << makePending(u"p"_s, 1, noon);
    f.port.answer(page, false);
    QCOMPARE(f.rows(), u"m00000 m00001 z client-p"_s);
    QCOMPARE(f.history(), items::HistoryState::Idle);
    QVERIFY(!f.model.index(0).data(TimelineModel::HistoryErrorRole).isValid());
}

void TestTimelinePages::pendingShowsBeforeTheFirstPage()
{
    TimelineStage f;
    f.model.open(topLevel, {});
    f.model.apply(changeOf({makePending(u"p"_s, 1, noon), makeMessage(u"z"_s, u"anna"_s, noon)}));
    QCOMPARE(f.rows(), u"client-p"_s);
    QCOMPARE(f.port.requests.size(), 1);
    f.port.answer({makeMessage(u"z"_s, u"anna"_s, noon), makePending(u"p"_s, 1, noon)}, true);
    QCOMPARE(f.rows(), u"z client-p"_s);
}

void TestTimelinePages::firstPageJoinsNothingFarAbove()
{
    TimelineStage f;
    f.model.open(topLevel, {});
    f.port.fail(ErrorKind::Offline);
    // Written offline, sent long ago; much has come since that is not here.
    const Message pending = makePending(u"p"_s, 1, noon);
    const Message sent = makeMessage(u"s"_s, u"me"_s, noon - 3h);
    f.model.apply(changeOf({pending, makePending(u"q"_s, 2, noon)}));
    ChangeSet changes = changeOf({sent});
    changes.reconciliations = {{pending.id, sent.id}};
    f.model.apply(changes);
    QCOMPARE(f.rows(), u"s client-q"_s);
    f.model.requestOlder();
    f.port.answer(TimelineStage::run(2) << makePending(u"q"_s, 2, noon), false);
    QCOMPARE(f.rows(), u"m00000 m00001 client-q"_s);
}

void TestTimelinePages::olderPages()
{
    TimelineStage f;
    f.open(TimelineStage::run(3), false);
    f.model.requestOlder();
    f.model.requestOlder();
    QCOMPARE(f.port.requests.size(), 1);
    QCOMPARE(f.port.requests.constFirst().key.id.lastSegment(), u"m00000"_s);
    QCOMPARE(f.history(), items::HistoryState::Loading);
    f.port.answer(TimelineStage::run(2, noon - 1h, u"a"_s), true);
    QCOMPARE(f.rows(), u"a00000 a00001 m00000 m00001 m00002"_s);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    f.model.requestOlder();
    QVERIFY(f.port.requests.isEmpty());
}

void TestTimelinePages::olderFails()
{
    TimelineStage f;
    f.open(TimelineStage::run(1), false);
    f.model.requestOlder();
    f.port.fail(ErrorKind::Timeout);
    QCOMPARE(f.history(), items::HistoryState::Failed);
    QVERIFY(!f.model.canRequestOlder());
    QCOMPARE(f.rows(), u"m00000"_s);
    f.model.requestOlder();
    QCOMPARE(f.history(), items::HistoryState::Loading);
    f.port.answer(QList<Message>{}, true);
    QCOMPARE(f.history(), items::HistoryState::Complete);
}

void TestTimelinePages::trimsNewestWhenReadingBack()
{
    TimelineStage f;
    f.model.setLimits({4, 10});
    QSignalSpy atEnd(&f.model, &TimelineModel::atEndChanged);
    f.open(TimelineStage::run(8), false);
    f.model.requestOlder();
    f.port.answer(TimelineStage::run(4, noon - 1h, u"a"_s), false);
    QCOMPARE(f.model.rowCount(), 11);
    QVERIFY(f.rows().endsWith(u"m00005"_s));
    QVERIFY(!f.model.atEnd());
    QCOMPARE(atEnd.count(), 1);
    // News are below the window now.
    f.model.apply(
        changeOf({makeMessage(u"z"_s, u"anna"_s, noon + 1min), makePending(u"p"_s, 1, noon)}));
    QCOMPARE(f.model.rowCount(), 11);
}

void TestTimelinePages::newerPages()
{
    TimelineStage f;
    f.model.setLimits({4, 10});
    f.open(TimelineStage::run(8), false);
    f.model.requestNewer();
    QVERIFY(f.port.requests.isEmpty());
    f.model.requestOlder();
    f.port.answer(TimelineStage::run(4, noon - 1h, u"a"_s), true);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    QSignalSpy failed(&f.model, &TimelineModel::newerFailed);
    f.model.requestNewer();
    QVERIFY(f.model.isLoadingNewer());
    QCOMPARE(f.port.requests.constFirst().key.id.lastSegment(), u"m00005"_s);
    f.port.fail(ErrorKind::Offline);
    QCOMPARE(failed.count(), 1);
    QVERIFY(!f.model.isLoadingNewer());
    f.model.requestNewer();
    f.port.answer(TimelineStage::run(8).mid(6), false, true);
    QVERIFY(f.model.atEnd());
    QCOMPARE(f.model.rowCount(), 11);
    QVERIFY(f.rows().startsWith(u"a00002"_s));
    QVERIFY(f.rows().endsWith(u"m00007"_s));
    // The first message there is has gone from the window.
    QCOMPARE(f.history(), items::HistoryState::Idle);
}

void TestTimelinePages::jumpsToNewest()
{
    TimelineStage f;
    f.model.setLimits({4, 6});
    f.open(TimelineStage::run(6), false, noon - 1min);
    f.model.jumpToNewest();
    QVERIFY(f.port.requests.isEmpty());
    f.model.requestOlder();
    f.port.answer(TimelineStage::run(4, noon - 1h, u"a"_s), false);
    QVERIFY(!f.model.atEnd());
    f.clock.time = noon + 1h;
    f.model.jumpToNewest();
    QVERIFY(f.model.atEnd());
    f.port.answer(TimelineStage::run(4) << makeMessage(u"z"_s, u"anna"_s, noon + 1min), false);
    QCOMPARE(f.rows(true), u"DG:m00000 m00001 m00002 NG:m00003 z"_s);
}

void TestTimelinePages::jumpsFarBack()
{
    TimelineStage f;
    f.model.setLimits({4, 10});
    f.open(TimelineStage::run(4), false, noon - 90s);
    QSignalSpy reached(&f.model, &TimelineModel::reached);
    QSignalSpy resets(&f.model, &QAbstractItemModel::modelReset);
    const QList<Message> old = TimelineStage::run(5, noon - 24h, u"a"_s);
    f.model.jumpTo({.message = old[2].id});
    QCOMPARE(f.port.requests.constFirst().spot.message, old[2].id);
    QCOMPARE(resets.count(), 0); // what is there stays until something better comes
    f.port.answer(old, false, false);
    QCOMPARE(resets.count(), 1);
    QCOMPARE(f.rows(true), u"DG:a00000 a00001 a00002 a00003 a00004"_s);
    QCOMPARE(reached.count(), 1);
    QCOMPARE(reached[0][1].value<MessageId>(), old[2].id);
    QVERIFY(!f.model.atEnd());
    QCOMPARE(f.history(), items::HistoryState::Idle);
    // News are far below.
    f.model.apply(changeOf({makeMessage(u"z"_s, u"anna"_s, noon + 1min)}));
    QCOMPARE(f.model.rowCount(), 6);
    // Both ways on from here.
    QVERIFY(f.model.canRequestOlder());
    f.model.requestNewer();
    QCOMPARE(f.port.requests.constFirst().key, keyOf(old[4]));
    f.port.answer({makeMessage(u"b"_s, u"anna"_s, noon - 23h)}, false, false);
    QVERIFY(f.rows().endsWith(u"a00004 b"_s));
    // What is at hand is only gone to.
    f.model.jumpTo({.message = old[4].id});
    f.port.answer(old, false, false);
    QCOMPARE(reached.count(), 2);
    QCOMPARE(resets.count(), 1);
    f.model.jumpToNewest();
    f.port.answer(TimelineStage::run(4), false);
    QVERIFY(f.model.atEnd());
    QCOMPARE(f.rows(true), u"DG:m00000 m00001 NG:m00002 m00003"_s);
}

void TestTimelinePages::jumpsAreReplaced()
{
    TimelineStage f;
    f.open(TimelineStage::run(4), false);
    QSignalSpy reached(&f.model, &TimelineModel::reached);
    const QList<Message> old = TimelineStage::run(3, noon - 24h, u"a"_s);
    f.model.jumpTo({.message = old[0].id});
    f.model.jumpTo({.message = old[1].id});
    f.port.answer(old, false, false);
    QCOMPARE(reached.count(), 0);
    f.port.answer(old, false, false);
    QCOMPARE(reached.count(), 1);
    QCOMPARE(reached[0][1].value<MessageId>(), old[1].id);
    f.model.jumpTo({.message = old[0].id});
    f.model.open(topLevel, {});
    f.port.answer(old, false, false);
    QCOMPARE(reached.count(), 1);
}

void TestTimelinePages::jumpsToAMoment()
{
    TimelineStage f;
    f.open(TimelineStage::run(4), false);
    QSignalSpy reached(&f.model, &TimelineModel::reached);
    const QList<Message> old = TimelineStage::run(4, noon - 24h, u"a"_s);
    f.model.jumpTo({.time = old[1].createTime});
    f.port.answer(old, true, false);
    QCOMPARE(reached[0][1].value<MessageId>(), old[2].id);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    // Nothing is after it: what is last.
    f.model.jumpTo({.time = noon});
    f.port.answer(TimelineStage::run(4), false, true);
    QCOMPARE(reached[1][1].value<MessageId>().lastSegment(), u"m00003"_s);
    QVERIFY(f.model.atEnd());
}

void TestTimelinePages::jumpsThatFail()
{
    TimelineStage f;
    f.open(TimelineStage::run(4), false);
    QSignalSpy failed(&f.model, &TimelineModel::notReached);
    const QString before = f.rows();
    const MessageId wanted(u"spaces/S/messages/gone"_s);
    f.model.jumpTo({.message = wanted});
    f.port.fail(ErrorKind::Offline);
    QCOMPARE(failed[0][1].value<Error>().kind, ErrorKind::Offline);
    f.model.jumpTo({.message = wanted});
    f.port.answer(TimelineStage::run(2, noon - 24h, u"a"_s), false, false); // without it
    QCOMPARE(failed[1][1].value<Error>().kind, ErrorKind::NotFound);
    QCOMPARE(f.rows(), before);
    QVERIFY(f.model.atEnd());
}

void TestTimelinePages::trimsWhatIsFarFromTheReader()
{
    TimelineStage f;
    f.model.setLimits({10, 10});
    f.open(TimelineStage::run(10), true);
    f.model.setVisibleRows(8, 10);
    f.model.apply(changeOf({makeMessage(u"x"_s, u"anna"_s, noon + 1min)}));
    QCOMPARE(f.model.rowCount(), 11);
    QVERIFY(f.rows().startsWith(u"m00001"_s));
    QVERIFY(f.model.atEnd());
    QCOMPARE(f.history(), items::HistoryState::Idle);
    // Who reads at the top keeps the top.
    f.model.setVisibleRows(0, 3);
    f.model.apply(changeOf({makeMessage(u"y"_s, u"anna"_s, noon + 2min)}));
    QVERIFY(f.rows().startsWith(u"m00001"_s));
    QVERIFY(f.rows().endsWith(u"x"_s));
    QVERIFY(!f.model.atEnd());
}

void TestTimelinePages::pageAfterACutIsDropped()
{
    TimelineStage f;
    f.model.setLimits({10, 10});
    f.open(TimelineStage::run(10), false);
    f.model.requestOlder();
    f.model.apply(changeOf({makeMessage(u"x"_s, u"anna"_s, noon + 1min)}));
    QVERIFY(f.rows().startsWith(u"m00001"_s));
    // It would join m00000, which is no longer here.
    f.port.answer(TimelineStage::run(3, noon - 1h, u"a"_s), true);
    QVERIFY(f.rows().startsWith(u"m00001"_s));
    QCOMPARE(f.history(), items::HistoryState::Idle);
}

QTEST_GUILESS_MAIN(TestTimelinePages)
#include "tst_timelinepages.moc"
