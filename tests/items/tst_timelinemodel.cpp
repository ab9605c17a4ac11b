// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinestage.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace linnet::items::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTimelineModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
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

void TestTimelineModel::ignoresWhatIsOutside()
{
    TimelineStage f;
    f.open(TimelineStage::run(3), false);
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
    TimelineStage f;
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
    TimelineStage f;
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
    TimelineStage f;
    QList<Message> list = TimelineStage::run(int(senders.size()));
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
    TimelineStage f;
    f.open(TimelineStage::run(2), true, noon);
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
    f.open(TimelineStage::run(2), true, noon - 1min);
    QCOMPARE(f.model.newLineIndex().row(), 2);
}

void TestTimelineModel::newLineAboveTheWindow()
{
    TimelineStage f;
    f.open(TimelineStage::run(2), false, noon - 62min);
    QVERIFY(f.model.newLineIsAbove());
    f.model.requestOlder();
    f.port.answer(TimelineStage::run(4, noon - 1h, u"a"_s), false);
    QVERIFY(!f.model.newLineIsAbove());
    QCOMPARE(f.rows(true), u"DG:a00000 a00001 NG:a00002 a00003 G:m00000 m00001"_s);
}

void TestTimelineModel::reconciles()
{
    TimelineStage f;
    const Message pending = makePending(u"p"_s, 1, noon + 1min);
    f.open(TimelineStage::run(2) << pending, true);
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
    TimelineStage f;
    const Message pending = makePending(u"p"_s, 1, noon - 1h);
    const Message second = makePending(u"q"_s, 2, noon);
    f.open(TimelineStage::run(3) << pending << second, true);
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
    TimelineStage f;
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
    TimelineStage f;
    const QList<Message> list = TimelineStage::run(6);
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
    TimelineStage f;
    QList<Message> list = TimelineStage::run(2);
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
    TimelineStage f;
    QList<Message> list = TimelineStage::run(4);
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
    TimelineStage f;
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
    TimelineStage f;
    f.open(TimelineStage::run(3), true);
    QSignalSpy spy(&f.model, &TimelineModel::newestInserted);
    f.model.setVisibleRows(1, 3);
    QCOMPARE(f.model.newestVisibleKey()->id.lastSegment(), u"m00002"_s);
    QCOMPARE(f.model.unseenBelow(), 0);
    Message edited = TimelineStage::run(3)[1];
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
    // What was seen is not new again to who reads further up, nor what was read elsewhere.
    f.model.setVisibleRows(1, 2);
    QCOMPARE(f.model.unseenBelow(), 0);
    Message elsewhere = makeMessage(u"mine"_s, u"me"_s, noon + 3s);
    f.model.apply(changeOf({makeMessage(u"z"_s, u"anna"_s, noon + 4s), elsewhere}));
    QCOMPARE(f.model.unseenBelow(), 1);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(spy[1], (QList<QVariant>{1, false}));
    f.model.setNewLine(noon + 1min);
    QCOMPARE(f.model.unseenBelow(), 0);
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
        << file << u"Unknown person, 13:00, 5 files, among them a.pdf, a.pdf, a.pdf: Have a look"_s;
    Message endless = plain;
    endless.text = u"x"_s.repeated(100'000);
    QTest::newRow("endless") << endless
                             << QString(u"Anna Berg, 13:00: "_s + u"x"_s.repeated(1000) + u'…');
}

void TestTimelineModel::sentences()
{
    QFETCH(Message, message);
    TimelineStage f;
    // The messages of the table are alone: replies are shown in their thread.
    message.thread = ThreadId(u"spaces/S/threads/T"_s);
    f.model.open({topLevel.space, message.thread}, {});
    f.port.answer({message}, true);
    QTEST(f.model.index(1).data(Qt::AccessibleTextRole).toString(), "sentence");
}

void TestTimelineModel::historySentences()
{
    TimelineStage f;
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
    f.port.answer(TimelineStage::run(1), false);
    note();
    f.model.requestOlder();
    f.port.answer(QList<Message>{}, true);
    note();
    QCOMPARE(sentences.removeDuplicates(), 0);
    QVERIFY(!sentences.contains(QString()));
}

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
