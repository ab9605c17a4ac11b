// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakes.h"
#include "mirror.h"

#include "models/items/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimelineScope topLevel{SpaceId(u"spaces/S"_s), {}};

ChangeSet changeOf(const QList<Message> &messages)
{
    ChangeSet changes;
    changes.messages = messages;
    return changes;
}

struct Fixture
{
    Fixture()
    {
        users.reset({makeUser(u"me"_s, u"Ida Falk"_s, u"home"_s),
                     makeUser(u"anna"_s, u"Anna Berg"_s, u"home"_s),
                     makeUser(u"far"_s, u"Far Away"_s, u"x"_s)});
        users.setMe(userId(u"me"_s));
    }
    // Opens with a first page.
    void open(const QList<Message> &messages, bool reachesStart, Timestamp lastRead = {})
    {
        model.open(topLevel, lastRead);
        port.answer(messages, reachesStart);
    }
    // n messages a minute apart, the last one at noon.
    static QList<Message> run(int n, Timestamp end = noon, const QString &prefix = u"m"_s)
    {
        QList<Message> messages;
        for (int i = 0; i < n; ++i) {
            messages << makeMessage(prefix + QString::number(i).rightJustified(5, u'0'), u"anna"_s,
                                    end - (n - 1 - i) * 1min);
        }
        return messages;
    }
    // The last segments of the ids; "G", "D", "N" before those that start a group, a day, or have
    // the "New" line.
    [[nodiscard]] QString rows(bool marks = false) const
    {
        QStringList rows;
        for (int row = 1; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            QString text;
            if (marks && index.data(TimelineModel::DayStartRole).toBool())
                text += u'D';
            if (marks && index.data(TimelineModel::NewLineRole).toBool())
                text += u'N';
            if (marks && index.data(TimelineModel::GroupStartRole).toBool())
                text += u'G';
            if (!text.isEmpty())
                text += u':';
            rows << text
                    + index.data(TimelineModel::MessageIdRole).value<MessageId>().lastSegment();
        }
        return rows.join(u' ');
    }
    [[nodiscard]] items::HistoryState history() const
    {
        return model.index(0).data(TimelineModel::HistoryStateRole).value<items::HistoryState>();
    }

    FakeTimelinePort port;
    UserTable users;
    FixedClock clock;
    TimelineModel model{port, users, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

class TestTimelineModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
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
    void ignoresWhatIsOutside();
    void marks_data();
    void marks();
    void marksFollowChanges();
    void newLine_data();
    void newLine();
    void newLineIsFrozen();
    void newLineAboveTheWindow();
    void reconciles();
    void reconciledMoves();
    void reconciledTwice();
    void removesRuns();
    void exactRoles();
    void namesArriveLater();
    void threads();
    void arrivals();
    void sentences_data();
    void sentences();
    void historySentences();
};

void TestTimelineModel::opens()
{
    Fixture f;
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
    f.port.answer(Fixture::run(3), false);
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

void TestTimelineModel::opensEmpty()
{
    Fixture f;
    f.open({}, true);
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    QVERIFY(!f.model.newestKey());
    f.model.apply(changeOf(Fixture::run(1)));
    QCOMPARE(f.rows(), u"m00000"_s);
}

void TestTimelineModel::lateAnswersAreDropped()
{
    Fixture f;
    f.model.open(topLevel, {});
    f.model.open({SpaceId(u"spaces/T"_s), {}}, {});
    f.port.answer(Fixture::run(3), true);
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.history(), items::HistoryState::Loading);
    f.model.close();
    f.port.answer(QList<Message>{}, true);
    QCOMPARE(f.model.rowCount(), 0);
    // The same timeline opened again is another one.
    f.open(Fixture::run(3), false);
    f.model.requestOlder();
    f.model.open(topLevel, {});
    f.port.fail(ErrorKind::Offline);
    QCOMPARE(f.history(), items::HistoryState::Loading);
}

void TestTimelineModel::firstPageFails()
{
    Fixture f;
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
    QList<Message> page = Fixture::run(2);
    page << makeMessage(u"z"_s, u"anna"_s, noon) << makePending(u"p"_s, 1, noon);
    f.port.answer(page, false);
    QCOMPARE(f.rows(), u"m00000 m00001 z client-p"_s);
    QCOMPARE(f.history(), items::HistoryState::Idle);
    QVERIFY(!f.model.index(0).data(TimelineModel::HistoryErrorRole).isValid());
}

void TestTimelineModel::pendingShowsBeforeTheFirstPage()
{
    Fixture f;
    f.model.open(topLevel, {});
    f.model.apply(changeOf({makePending(u"p"_s, 1, noon), makeMessage(u"z"_s, u"anna"_s, noon)}));
    QCOMPARE(f.rows(), u"client-p"_s);
    QCOMPARE(f.port.requests.size(), 1);
    f.port.answer({makeMessage(u"z"_s, u"anna"_s, noon), makePending(u"p"_s, 1, noon)}, true);
    QCOMPARE(f.rows(), u"z client-p"_s);
}

void TestTimelineModel::firstPageJoinsNothingFarAbove()
{
    Fixture f;
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
    f.port.answer(Fixture::run(2) << makePending(u"q"_s, 2, noon), false);
    QCOMPARE(f.rows(), u"m00000 m00001 client-q"_s);
}

void TestTimelineModel::olderPages()
{
    Fixture f;
    f.open(Fixture::run(3), false);
    f.model.requestOlder();
    f.model.requestOlder();
    QCOMPARE(f.port.requests.size(), 1);
    QCOMPARE(f.port.requests.constFirst().key.id.lastSegment(), u"m00000"_s);
    QCOMPARE(f.history(), items::HistoryState::Loading);
    f.port.answer(Fixture::run(2, noon - 1h, u"a"_s), true);
    QCOMPARE(f.rows(), u"a00000 a00001 m00000 m00001 m00002"_s);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    f.model.requestOlder();
    QVERIFY(f.port.requests.isEmpty());
}

void TestTimelineModel::olderFails()
{
    Fixture f;
    f.open(Fixture::run(1), false);
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

void TestTimelineModel::trimsNewestWhenReadingBack()
{
    Fixture f;
    f.model.setLimits({4, 10});
    QSignalSpy atEnd(&f.model, &TimelineModel::atEndChanged);
    f.open(Fixture::run(8), false);
    f.model.requestOlder();
    f.port.answer(Fixture::run(4, noon - 1h, u"a"_s), false);
    QCOMPARE(f.model.rowCount(), 11);
    QVERIFY(f.rows().endsWith(u"m00005"_s));
    QVERIFY(!f.model.atEnd());
    QCOMPARE(atEnd.count(), 1);
    // News are below the window now.
    f.model.apply(
        changeOf({makeMessage(u"z"_s, u"anna"_s, noon + 1min), makePending(u"p"_s, 1, noon)}));
    QCOMPARE(f.model.rowCount(), 11);
}

void TestTimelineModel::newerPages()
{
    Fixture f;
    f.model.setLimits({4, 10});
    f.open(Fixture::run(8), false);
    f.model.requestNewer();
    QVERIFY(f.port.requests.isEmpty());
    f.model.requestOlder();
    f.port.answer(Fixture::run(4, noon - 1h, u"a"_s), true);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    QSignalSpy failed(&f.model, &TimelineModel::newerFailed);
    f.model.requestNewer();
    QVERIFY(f.model.isLoadingNewer());
    QCOMPARE(f.port.requests.constFirst().key.id.lastSegment(), u"m00005"_s);
    f.port.fail(ErrorKind::Offline);
    QCOMPARE(failed.count(), 1);
    QVERIFY(!f.model.isLoadingNewer());
    f.model.requestNewer();
    f.port.answer(Fixture::run(8).mid(6), false, true);
    QVERIFY(f.model.atEnd());
    QCOMPARE(f.model.rowCount(), 11);
    QVERIFY(f.rows().startsWith(u"a00002"_s));
    QVERIFY(f.rows().endsWith(u"m00007"_s));
    // The first message there is has gone from the window.
    QCOMPARE(f.history(), items::HistoryState::Idle);
}

void TestTimelineModel::jumpsToNewest()
{
    Fixture f;
    f.model.setLimits({4, 6});
    f.open(Fixture::run(6), false, noon - 1min);
    f.model.jumpToNewest();
    QVERIFY(f.port.requests.isEmpty());
    f.model.requestOlder();
    f.port.answer(Fixture::run(4, noon - 1h, u"a"_s), false);
    QVERIFY(!f.model.atEnd());
    f.clock.time = noon + 1h;
    f.model.jumpToNewest();
    QVERIFY(f.model.atEnd());
    f.port.answer(Fixture::run(4) << makeMessage(u"z"_s, u"anna"_s, noon + 1min), false);
    QCOMPARE(f.rows(true), u"DG:m00000 m00001 m00002 NG:m00003 z"_s);
}

void TestTimelineModel::jumpsFarBack()
{
    Fixture f;
    f.model.setLimits({4, 10});
    f.open(Fixture::run(4), false, noon - 90s);
    QSignalSpy reached(&f.model, &TimelineModel::reached);
    QSignalSpy resets(&f.model, &QAbstractItemModel::modelReset);
    const QList<Message> old = Fixture::run(5, noon - 24h, u"a"_s);
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
    f.port.answer(Fixture::run(4), false);
    QVERIFY(f.model.atEnd());
    QCOMPARE(f.rows(true), u"DG:m00000 m00001 NG:m00002 m00003"_s);
}

void TestTimelineModel::jumpsAreReplaced()
{
    Fixture f;
    f.open(Fixture::run(4), false);
    QSignalSpy reached(&f.model, &TimelineModel::reached);
    const QList<Message> old = Fixture::run(3, noon - 24h, u"a"_s);
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

void TestTimelineModel::jumpsToAMoment()
{
    Fixture f;
    f.open(Fixture::run(4), false);
    QSignalSpy reached(&f.model, &TimelineModel::reached);
    const QList<Message> old = Fixture::run(4, noon - 24h, u"a"_s);
    f.model.jumpTo({.time = old[1].createTime});
    f.port.answer(old, true, false);
    QCOMPARE(reached[0][1].value<MessageId>(), old[2].id);
    QCOMPARE(f.history(), items::HistoryState::Complete);
    // Nothing is after it: what is last.
    f.model.jumpTo({.time = noon});
    f.port.answer(Fixture::run(4), false, true);
    QCOMPARE(reached[1][1].value<MessageId>().lastSegment(), u"m00003"_s);
    QVERIFY(f.model.atEnd());
}

void TestTimelineModel::jumpsThatFail()
{
    Fixture f;
    f.open(Fixture::run(4), false);
    QSignalSpy failed(&f.model, &TimelineModel::notReached);
    const QString before = f.rows();
    const MessageId wanted(u"spaces/S/messages/gone"_s);
    f.model.jumpTo({.message = wanted});
    f.port.fail(ErrorKind::Offline);
    QCOMPARE(failed[0][1].value<Error>().kind, ErrorKind::Offline);
    f.model.jumpTo({.message = wanted});
    f.port.answer(Fixture::run(2, noon - 24h, u"a"_s), false, false); // without it
    QCOMPARE(failed[1][1].value<Error>().kind, ErrorKind::NotFound);
    QCOMPARE(f.rows(), before);
    QVERIFY(f.model.atEnd());
}

void TestTimelineModel::trimsWhatIsFarFromTheReader()
{
    Fixture f;
    f.model.setLimits({10, 10});
    f.open(Fixture::run(10), true);
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

void TestTimelineModel::pageAfterACutIsDropped()
{
    Fixture f;
    f.model.setLimits({10, 10});
    f.open(Fixture::run(10), false);
    f.model.requestOlder();
    f.model.apply(changeOf({makeMessage(u"x"_s, u"anna"_s, noon + 1min)}));
    QVERIFY(f.rows().startsWith(u"m00001"_s));
    // It would join m00000, which is no longer here.
    f.port.answer(Fixture::run(3, noon - 1h, u"a"_s), true);
    QVERIFY(f.rows().startsWith(u"m00001"_s));
    QCOMPARE(f.history(), items::HistoryState::Idle);
}

void TestTimelineModel::ignoresWhatIsOutside()
{
    Fixture f;
    f.open(Fixture::run(3), false);
    Message elsewhere = makeMessage(u"e"_s, u"anna"_s, noon);
    elsewhere.space = SpaceId(u"spaces/T"_s);
    Message reply = makeMessage(u"r"_s, u"anna"_s, noon);
    reply.threadReply = true;
    f.model.apply(changeOf({elsewhere, reply, makeMessage(u"old"_s, u"anna"_s, noon - 1h)}));
    QCOMPARE(f.rows(), u"m00000 m00001 m00002"_s);
    // What fills a gap is inside.
    f.model.apply(changeOf({makeMessage(u"gap"_s, u"anna"_s, noon - 30s)}));
    QCOMPARE(f.rows(), u"m00000 m00001 gap m00002"_s);
}

void TestTimelineModel::marks_data()
{
    QTest::addColumn<QStringList>("messages"); // "sender minutes after noon"
    QTest::addColumn<QString>("expected"); // by number
    const auto row = [](const char *name, const QStringList &messages, const QString &expected) {
        QTest::newRow(name) << messages << expected;
    };
    row("one", {u"a 0"_s}, u"DG:0"_s);
    row("same sender", {u"a 0"_s, u"a 5"_s, u"a 10"_s}, u"DG:0 1 2"_s);
    row("over five minutes", {u"a 0"_s, u"a 6"_s, u"a 7"_s}, u"DG:0 G:1 2"_s);
    row("other sender", {u"a 0"_s, u"b 1"_s, u"a 2"_s}, u"DG:0 G:1 G:2"_s);
    // 13:00 local; midnight is eleven hours on, in UTC at 23:00.
    row("local midnight", {u"a 658"_s, u"a 659"_s, u"a 660"_s, u"a 661"_s}, u"DG:0 1 DG:2 3"_s);
    row("not UTC midnight", {u"a 719"_s, u"a 720"_s}, u"DG:0 1"_s);
    // 31 March 2024, 01:00 UTC: the clock goes from 02:00 to 03:00; the day is 23 hours.
    const int spring = 30 * 24 * 60 - 12 * 60;
    row("summer time",
        {u"a %1"_s.arg(spring - 61), u"a %1"_s.arg(spring - 59),
         u"a %1"_s.arg(spring + 22 * 60 - 1), u"a %1"_s.arg(spring + 22 * 60)},
        u"DG:0 DG:1 G:2 DG:3"_s);
}

void TestTimelineModel::marks()
{
    QFETCH(QStringList, messages);
    Fixture f;
    QList<Message> list;
    for (int i = 0; i < messages.size(); ++i) {
        const QStringList parts = messages[i].split(u' ');
        list << makeMessage(QString::number(i), parts[0], noon + parts[1].toInt() * 1min);
    }
    f.open(list, true);
    QTEST(f.rows(true), "expected");
    // The same one by one, in the opposite order.
    f.open({}, true);
    for (auto message = list.crbegin(); message != list.crend(); ++message)
        f.model.apply(changeOf({*message}));
    QTEST(f.rows(true), "expected");
}

void TestTimelineModel::marksFollowChanges()
{
    Fixture f;
    QList<Message> list{makeMessage(u"1"_s, u"a"_s, noon), makeMessage(u"2"_s, u"a"_s, noon + 1min),
                        makeMessage(u"3"_s, u"a"_s, noon + 2min)};
    f.open({list[0], list[2]}, true);
    QCOMPARE(f.rows(true), u"DG:1 3"_s);
    const auto revision = [&f](int row) {
        return f.model.index(row).data(TimelineModel::RevisionRole).toULongLong();
    };
    const quint64 before = revision(2);
    QSignalSpy spy(&f.model, &QAbstractItemModel::dataChanged);
    list[1].sender = userId(u"b"_s);
    f.model.apply(changeOf({list[1]}));
    QCOMPARE(f.rows(true), u"DG:1 G:2 G:3"_s);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toModelIndex().row(), 3);
    QCOMPARE(spy[0][2].value<QList<int>>(),
             (QList<int>{TimelineModel::GroupStartRole, TimelineModel::RevisionRole}));
    QVERIFY(revision(3) != before);
    ChangeSet gone;
    gone.removedMessages = {list[0].id, list[1].id};
    f.model.apply(gone);
    QCOMPARE(f.rows(true), u"DG:3"_s);
}

void TestTimelineModel::newLine_data()
{
    QTest::addColumn<QString>("senders"); // one a minute up to noon; M: me
    QTest::addColumn<int>("read"); // the last one read; -1: none of these, -2: not known
    QTest::addColumn<bool>("reachesStart");
    QTest::addColumn<int>("expected"); // -1: no line
    QTest::newRow("in the middle") << u"aaaa"_s << 1 << false << 2;
    QTest::newRow("all read") << u"aaaa"_s << 3 << false << -1;
    QTest::newRow("none read, begins here") << u"aaaa"_s << -1 << true << 0;
    QTest::newRow("none read, more above") << u"aaaa"_s << -1 << false << -1;
    QTest::newRow("not known") << u"aaaa"_s << -2 << true << -1;
    QTest::newRow("mine first") << u"aaMMaa"_s << 1 << false << 4;
    QTest::newRow("only mine") << u"aaMM"_s << 1 << false << -1;
}

void TestTimelineModel::newLine()
{
    QFETCH(QString, senders);
    QFETCH(int, read);
    QFETCH(bool, reachesStart);
    Fixture f;
    QList<Message> list = Fixture::run(int(senders.size()));
    for (int i = 0; i < list.size(); ++i) {
        if (senders[i] == u'M')
            list[i].sender = userId(u"me"_s);
    }
    const Timestamp time = read == -2 ? Timestamp()
        : read == -1                  ? noon - 24h
                                      : list[read].createTime;
    f.open(list, reachesStart, time);
    QTEST(f.model.newLineIndex().row() - (f.model.newLineIndex().isValid() ? 1 : 0), "expected");
    int lines = 0;
    for (int row = 1; row < f.model.rowCount(); ++row)
        lines += f.model.index(row).data(TimelineModel::NewLineRole).toBool() ? 1 : 0;
    QCOMPARE(lines, f.model.newLineIndex().isValid() ? 1 : 0);
}

void TestTimelineModel::newLineIsFrozen()
{
    Fixture f;
    f.open(Fixture::run(2), true, noon);
    // What arrives while one looks is not new in that sense.
    f.model.apply(changeOf({makeMessage(u"x"_s, u"anna"_s, noon + 1s)}));
    QVERIFY(!f.model.newLineIndex().isValid());
    // Unless one says so.
    f.model.setNewLine(noon);
    QCOMPARE(f.rows(true), u"DG:m00000 m00001 NG:x"_s);
    f.model.apply(changeOf({makeMessage(u"y"_s, u"anna"_s, noon + 2s)}));
    QCOMPARE(f.rows(true), u"DG:m00000 m00001 NG:x y"_s);
    f.model.setNewLine(Timestamp());
    QVERIFY(!f.model.newLineIndex().isValid());
    // A clock that is slow does not hide what the first page has.
    f.clock.time = noon - 1h;
    f.open(Fixture::run(2), true, noon - 1min);
    QCOMPARE(f.model.newLineIndex().row(), 2);
}

void TestTimelineModel::newLineAboveTheWindow()
{
    Fixture f;
    f.open(Fixture::run(2), false, noon - 62min);
    QVERIFY(f.model.newLineIsAbove());
    f.model.requestOlder();
    f.port.answer(Fixture::run(4, noon - 1h, u"a"_s), false);
    QVERIFY(!f.model.newLineIsAbove());
    QCOMPARE(f.rows(true), u"DG:a00000 a00001 NG:a00002 a00003 G:m00000 m00001"_s);
}

void TestTimelineModel::reconciles()
{
    Fixture f;
    const Message pending = makePending(u"p"_s, 1, noon + 1min);
    f.open(Fixture::run(2) << pending, true);
    f.model.setVisibleRows(1, 3);
    QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&f.model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&f.model, &QAbstractItemModel::rowsMoved);
    const QPersistentModelIndex row = f.model.index(3);
    Message sent = makeMessage(u"s"_s, u"me"_s, noon + 2min, pending.text);
    sent.clientId = pending.id;
    ChangeSet changes = changeOf({sent});
    changes.reconciliations = {{pending.id, sent.id}};
    f.model.apply(changes);
    QCOMPARE(f.rows(), u"m00000 m00001 s"_s);
    QCOMPARE(row.data(TimelineModel::MessageRole).value<Message>(), sent);
    QCOMPARE(inserted.count() + removed.count() + moved.count(), 0);
    QCOMPARE(f.model.newestVisibleKey(), keyOf(sent));
    QVERIFY(!f.model.indexOf(pending.id).isValid());
    // Without the value only the name is new.
    const Message other = makePending(u"q"_s, 2, noon);
    f.model.apply(changeOf({other}));
    changes.reconciliations = {{other.id, MessageId(u"spaces/S/messages/t"_s)}};
    changes.messages.clear();
    f.model.apply(changes);
    QCOMPARE(f.rows(), u"m00000 m00001 s t"_s);
}

void TestTimelineModel::reconciledMoves()
{
    Fixture f;
    const Message pending = makePending(u"p"_s, 1, noon - 1h);
    const Message second = makePending(u"q"_s, 2, noon);
    f.open(Fixture::run(3) << pending << second, true);
    QSignalSpy moved(&f.model, &QAbstractItemModel::rowsMoved);
    const QPersistentModelIndex row = f.model.index(4);
    Message sent = makeMessage(u"s"_s, u"me"_s, noon - 90s);
    ChangeSet changes = changeOf({sent});
    changes.reconciliations = {{pending.id, sent.id}};
    f.model.apply(changes);
    QCOMPARE(f.rows(true), u"DG:m00000 G:s G:m00001 m00002 G:client-q"_s);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(row.row(), 2);
}

void TestTimelineModel::reconciledTwice()
{
    Fixture f;
    const Message pending = makePending(u"p"_s, 1, noon);
    Message sent = makeMessage(u"s"_s, u"me"_s, noon);
    f.open({sent, pending}, true);
    ChangeSet changes = changeOf({sent});
    changes.reconciliations = {{pending.id, sent.id}};
    f.model.apply(changes);
    QCOMPARE(f.rows(), u"s"_s);
    f.model.apply(changes);
    QCOMPARE(f.rows(), u"s"_s);
}

void TestTimelineModel::removesRuns()
{
    Fixture f;
    const QList<Message> list = Fixture::run(6);
    f.open(list, true);
    QSignalSpy removed(&f.model, &QAbstractItemModel::rowsRemoved);
    ChangeSet changes;
    changes.removedMessages
        = {list[4].id, list[1].id, list[2].id, list[1].id, MessageId(u"spaces/S/messages/none"_s)};
    f.model.apply(changes);
    QCOMPARE(f.rows(), u"m00000 m00003 m00005"_s);
    QCOMPARE(removed.count(), 2);
}

void TestTimelineModel::exactRoles()
{
    Fixture f;
    QList<Message> list = Fixture::run(2);
    f.open(list, true);
    QSignalSpy spy(&f.model, &QAbstractItemModel::dataChanged);
    f.model.apply(changeOf(list));
    QCOMPARE(spy.count(), 0);
    list[0].reactions = {{{u"\U0001F44D"_s, {}, {}}, 1, false}};
    f.model.apply(changeOf(list));
    QCOMPARE(spy.count(), 1);
    QList<int> roles = spy.takeFirst()[2].value<QList<int>>();
    std::sort(roles.begin(), roles.end());
    QCOMPARE(roles,
             (QList<int>{Qt::AccessibleTextRole, TimelineModel::MessageRole,
                         TimelineModel::RevisionRole}));
}

void TestTimelineModel::namesArriveLater()
{
    Fixture f;
    QList<Message> list = Fixture::run(4);
    list[1].sender = userId(u"new"_s);
    list[2].replySenders = {userId(u"new"_s)};
    f.open(list, true);
    QCOMPARE(f.model.index(2).data(TimelineModel::SenderNameRole).toString(), u"Unknown person"_s);
    QSignalSpy spy(&f.model, &QAbstractItemModel::dataChanged);
    ChangeSet changes;
    changes.users = {makeUser(u"new"_s, u"Nia Holm"_s, u"x"_s)};
    f.users.apply(changes);
    f.model.apply(changes);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(spy[0][0].toModelIndex().row(), 2);
    QVERIFY(spy[0][2].value<QList<int>>().contains(TimelineModel::SenderNameRole));
    QCOMPARE(spy[1][0].toModelIndex().row(), 3);
    QCOMPARE(spy[1][2].value<QList<int>>(), QList<int>{TimelineModel::RevisionRole});
    QCOMPARE(f.model.index(2).data(TimelineModel::SenderNameRole).toString(), u"Nia Holm"_s);
    QCOMPARE(f.model.index(2).data(TimelineModel::SenderExternalRole).toBool(), true);
    QCOMPARE(f.model.index(2).data(TimelineModel::SenderRole).value<User>(), changes.users[0]);
}

void TestTimelineModel::threads()
{
    Fixture f;
    const TimelineScope scope{topLevel.space, ThreadId(u"spaces/S/threads/T"_s)};
    Message root = makeMessage(u"root"_s, u"anna"_s, noon);
    root.thread = scope.thread;
    Message reply = makeMessage(u"reply"_s, u"me"_s, noon + 1min);
    reply.thread = scope.thread;
    reply.threadReply = true;
    f.model.open(scope, {});
    f.port.answer({root}, true);
    f.model.apply(changeOf({reply, makeMessage(u"x"_s, u"anna"_s, noon + 2min)}));
    QCOMPARE(f.rows(), u"root reply"_s);
    QCOMPARE(f.model.index(2).data(TimelineModel::MineRole).toBool(), true);
}

void TestTimelineModel::arrivals()
{
    Fixture f;
    f.open(Fixture::run(3), true);
    QSignalSpy spy(&f.model, &TimelineModel::newestInserted);
    f.model.setVisibleRows(1, 3);
    QCOMPARE(f.model.newestVisibleKey()->id.lastSegment(), u"m00002"_s);
    QCOMPARE(f.model.unseenBelow(), 0);
    Message edited = Fixture::run(3)[1];
    edited.text = u"edited"_s;
    f.model.apply(changeOf({edited, makeMessage(u"gap"_s, u"anna"_s, noon - 1s)}));
    QCOMPARE(spy.count(), 0);
    f.model.apply(
        changeOf({makeMessage(u"x"_s, u"anna"_s, noon + 1s),
                  makeMessage(u"y"_s, u"anna"_s, noon + 2s), makePending(u"p"_s, 1, noon)}));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0], (QList<QVariant>{2, true}));
    QCOMPARE(f.model.unseenBelow(), 2);
    f.model.setVisibleRows(5, 7);
    QCOMPARE(f.model.unseenBelow(), 0);
    QCOMPARE(f.model.newestKey(), keyOf(makePending(u"p"_s, 1, noon)));
}

void TestTimelineModel::sentences_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<QString>("sentence");
    const Message plain = makeMessage(u"1"_s, u"anna"_s, noon, u"Hello\nthere"_s);
    QTest::newRow("plain") << plain << u"Anna Berg, 13:00: Hello there"_s;
    Message full = plain;
    full.threadReply = true;
    full.quote = Quote();
    full.mentionsMe = true;
    full.replyCount = 1;
    full.reactions = {{{u"a"_s, {}, {}}, 1, false}, {{u"b"_s, {}, {}}, 1, true}};
    full.attachments = {Attachment()};
    full.lastUpdateTime = noon + 1s;
    QTest::newRow("full") << full
                          << u"Anna Berg, 13:00, reply in thread, quotes a message, mentions you, "
                             "one reply, 2 reactions, one attachment, edited: Hello there"_s;
    Message old = makeMessage(u"1"_s, u"far"_s, noon - 24h, u"Hi"_s);
    QTest::newRow("yesterday, outside") << old << u"Far Away, from outside, 29/02/2024 13:00: Hi"_s;
    Message mine = makePending(u"p"_s, 1, noon);
    QTest::newRow("waiting") << mine << u"You, 13:00, waiting to be sent: p"_s;
    mine.sendState = SendState::Failed;
    QTest::newRow("failed") << mine << u"You, 13:00, not sent: p"_s;
    Message deleted = plain;
    deleted.deleteTime = noon;
    QTest::newRow("deleted") << deleted << u"Anna Berg, 13:00, deleted message"_s;
    deleted.deletedBy = DeletedBy::Admin;
    QTest::newRow("deleted by another")
        << deleted << u"Anna Berg, 13:00, message deleted by an administrator"_s;
    Message card = plain;
    card.cards = R"({"cardsV2":[{"card":{"header":{"title":"Build 7","subtitle":"failed"}}}]})";
    QTest::newRow("card below a text")
        << card << u"Anna Berg, 13:00: Hello there, card: Build 7, failed"_s;
    card.text.clear();
    card.fallbackText = u"Build 7 failed"_s;
    QTest::newRow("card") << card << u"Anna Berg, 13:00: card: Build 7, failed"_s;
    card.cards = "[";
    QTest::newRow("unreadable card") << card << u"Anna Berg, 13:00: Build 7 failed"_s;
    Message file = makeMessage(u"1"_s, u"17"_s, noon);
    file.text.clear();
    file.attachments = {Attachment(), Attachment()};
    file.attachments[0].contentName = u"a.pdf"_s;
    file.attachments[1].contentName = u"b.pdf"_s;
    QTest::newRow("files") << file << u"Unknown person, 13:00, 2 files: a.pdf, b.pdf"_s;
    file.attachments.removeLast();
    QTest::newRow("file") << file << u"Unknown person, 13:00, file a.pdf"_s;
    file.text = u"Have a look"_s;
    QTest::newRow("file and text") << file << u"Unknown person, 13:00, file a.pdf: Have a look"_s;
    file.attachments = QList<Attachment>(5, file.attachments[0]);
    QTest::newRow("many files")
        << file
        << u"Unknown person, 13:00, 5 files, among them a.pdf, a.pdf, a.pdf: Have a look"_s;
    Message endless = plain;
    endless.text = u"x"_s.repeated(100'000);
    QTest::newRow("endless") << endless
                             << QString(u"Anna Berg, 13:00: "_s + u"x"_s.repeated(1000) + u'…');
}

void TestTimelineModel::sentences()
{
    QFETCH(Message, message);
    Fixture f;
    // The messages of the table are alone: replies are shown in their thread.
    message.thread = ThreadId(u"spaces/S/threads/T"_s);
    f.model.open({topLevel.space, message.thread}, {});
    f.port.answer({message}, true);
    QTEST(f.model.index(1).data(Qt::AccessibleTextRole).toString(), "sentence");
}

void TestTimelineModel::historySentences()
{
    Fixture f;
    QStringList sentences;
    const auto note = [&] {
        sentences << f.model.index(0).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(f.model.index(0).data().toString(), sentences.constLast());
    };
    f.model.open(topLevel, {});
    note();
    f.port.fail(ErrorKind::Offline);
    note();
    f.model.requestOlder();
    f.port.answer(Fixture::run(1), false);
    note();
    f.model.requestOlder();
    f.port.answer(QList<Message>{}, true);
    note();
    QCOMPARE(sentences.removeDuplicates(), 0);
    QVERIFY(!sentences.contains(QString()));
}

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
