// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakes.h"

#include "models/items/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = Happening::Kind;

namespace {

const SpaceId spaceS(u"spaces/S"_s);
const TimelineScope topLevel{spaceS, {}};

Happening happening(Kind kind, Timestamp time, const QString &user, const QString &name = {})
{
    return {kind, time, user.isEmpty() ? UserId() : userId(user), name};
}

} // namespace

// What happened between messages, as lines that go with their rows.
class TestQuietLines : public QObject
{
    Q_OBJECT

private:
    FixedClock m_clock;
    FakeTimelinePort m_port;
    UserTable m_users;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    // At noon, five minutes later, and the next day; nothing older or newer.
    void open(const QList<Happening> &happenings, bool reachesStart = true, bool reachesEnd = true)
    {
        m_port.happenings = happenings;
        m_model->open(topLevel, {});
        m_port.answer(TimelinePage{topLevel,
                                   {makeMessage(u"m1"_s, u"anna"_s, noon),
                                    makeMessage(u"m2"_s, u"anna"_s, noon + 2min),
                                    makeMessage(u"m3"_s, u"bo"_s, noon + 24h)},
                                   reachesStart,
                                   reachesEnd,
                                   happenings});
    }
    [[nodiscard]] QuietLines lines(int row) const
    {
        return m_model->index(row).data(TimelineModel::LinesRole).value<QuietLines>();
    }
    static QStringList words(const QList<QuietLine> &lines)
    {
        QStringList words;
        for (const QuietLine &line : lines)
            words << line.words;
        return words;
    }
    void tell(const QList<Happening> &happenings, const SpaceId &space = spaceS)
    {
        ChangeSet changes;
        changes.happenings = {{space, happenings}};
        m_model->apply(changes);
    }

private Q_SLOTS:
    void init()
    {
        m_port.requests.clear();
        m_port.happenings.clear();
        m_users.reset({makeUser(u"me"_s, u"Me"_s), makeUser(u"anna"_s, u"Anna Berg"_s),
                       makeUser(u"bo"_s, u"Bo Dahl"_s), makeUser(u"mia"_s, u"Mia Chen"_s),
                       makeUser(u"ben"_s, u"Ben Ortiz"_s)});
        m_users.setMe(userId(u"me"_s));
        m_tester.reset();
        m_model = std::make_unique<TimelineModel>(m_port, m_users, m_clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }

    void theyStandAtTheirTime()
    {
        open({happening(Kind::Joined, noon - 1h, u"me"_s),
              happening(Kind::Joined, noon + 1min, u"mia"_s),
              happening(Kind::Left, noon + 1h, u"ben"_s),
              happening(Kind::Renamed, noon + 23h, {}, u"Launch 2026"_s),
              happening(Kind::Invited, noon + 25h, u"ben"_s)});
        QCOMPARE(words(lines(1).above), QStringList{u"You joined"_s});
        QCOMPARE(words(lines(2).above), QStringList{u"Mia Chen joined"_s});
        QVERIFY(lines(2).below.isEmpty());
        // Of the day before: above the day line.
        QCOMPARE(words(lines(3).aboveDay), QStringList{u"Ben Ortiz left"_s});
        QCOMPARE(words(lines(3).above), QStringList{u"The space is now called “Launch 2026”"_s});
        QCOMPARE(words(lines(3).below), QStringList{u"Ben Ortiz was invited"_s});
        QCOMPARE(lines(3).below[0].time, noon + 25h);
        // Neither groups nor days know of them.
        QVERIFY(!m_model->index(2).data(TimelineModel::GroupStartRole).toBool());
        QVERIFY(!m_model->index(2).data(TimelineModel::DayStartRole).toBool());
        const QString spoken = m_model->index(3).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.startsWith(u"Ben Ortiz left. The space is now called"_s)
                     && spoken.endsWith(u"m3. Ben Ortiz was invited"_s),
                 qPrintable(spoken));
    }

    void theReaderIsYou()
    {
        open({happening(Kind::Invited, noon + 1min, u"me"_s),
              happening(Kind::Invited, noon + 25h, u"me"_s),
              happening(Kind::Invited, noon + 25h + 1min, u"mia"_s)});
        QCOMPARE(words(lines(2).above), QStringList{u"You were invited"_s});
        QCOMPARE(words(lines(3).below), QStringList{u"You and Mia Chen were invited"_s});
    }

    // Beyond the window's edges more messages may stand between.
    void nothingBeyondTheEdges()
    {
        open({happening(Kind::Joined, noon - 1h, u"mia"_s),
              happening(Kind::Joined, noon + 30h, u"ben"_s)},
             false);
        QVERIFY(lines(1).isEmpty());
        m_model->requestOlder();
        m_port.answer({makeMessage(u"m0"_s, u"bo"_s, noon - 2h)}, true);
        QVERIFY(lines(1).above.isEmpty());
        QCOMPARE(words(lines(2).above), QStringList{u"Mia Chen joined"_s});
    }

    void theyArriveWhileOneLooks()
    {
        open({});
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy arrived(m_model.get(), &TimelineModel::newestInserted);
        const quint64 before = m_model->index(3).data(TimelineModel::RevisionRole).toULongLong();
        const QList<Happening> told{happening(Kind::Joined, noon + 25h, u"mia"_s)};
        tell(told);
        QCOMPARE(words(lines(3).below), QStringList{u"Mia Chen joined"_s});
        QCOMPARE(changed.size(), 1);
        const auto roles = changed[0][2].value<QList<int>>();
        QVERIFY(roles.contains(TimelineModel::LinesRole));
        QVERIFY(roles.contains(Qt::AccessibleTextRole));
        QVERIFY(m_model->index(3).data(TimelineModel::RevisionRole).toULongLong() != before);
        // They are no messages: nothing is new, nothing unseen.
        QVERIFY(arrived.isEmpty());
        QCOMPARE(m_model->rowCount(), 4);
        tell(told);
        tell({happening(Kind::Left, noon, u"bo"_s)}, SpaceId(u"spaces/T"_s));
        QCOMPARE(changed.size(), 1);
        // The next message goes below it.
        ChangeSet message;
        message.messages = {makeMessage(u"m4"_s, u"bo"_s, noon + 26h)};
        m_model->apply(message);
        QVERIFY(lines(3).below.isEmpty());
        QCOMPARE(words(lines(4).above), QStringList{u"Mia Chen joined"_s});
        // And what a page says is no newer than that.
        m_model->requestNewer();
        QCOMPARE(words(lines(4).above), QStringList{u"Mia Chen joined"_s});
    }

    void pendingMessagesAreAfterThem()
    {
        open({happening(Kind::Joined, noon + 25h, u"mia"_s)});
        ChangeSet change;
        change.messages = {makePending(u"p1"_s, 1, noon + 24h)};
        m_model->apply(change);
        QVERIFY(lines(3).below.isEmpty());
        QCOMPARE(words(lines(4).above), QStringList{u"Mia Chen joined"_s});
        change = {};
        change.removedMessages = {makePending(u"p1"_s, 1, noon).id};
        m_model->apply(change);
        QCOMPARE(words(lines(3).below), QStringList{u"Mia Chen joined"_s});
    }

    void people_data()
    {
        QTest::addColumn<QStringList>("users");
        QTest::addColumn<QString>("words");
        QTest::newRow("one") << QStringList{u"mia"_s} << u"Mia Chen joined"_s;
        QTest::newRow("two") << QStringList{u"mia"_s, u"me"_s} << u"You and Mia Chen joined"_s;
        QTest::newRow("three") << QStringList{u"mia"_s, u"ben"_s, u"bo"_s}
                               << u"Mia Chen, Ben Ortiz and Bo Dahl joined"_s;
        QTest::newRow("many") << QStringList{u"mia"_s, u"ben"_s, u"bo"_s, u"anna"_s, u"nobody"_s}
                              << u"Mia Chen, Ben Ortiz and 3 others joined"_s;
        QTest::newRow("unknown") << QStringList{u"nobody"_s} << u"Unknown person joined"_s;
    }
    void people()
    {
        QFETCH(QStringList, users);
        QFETCH(QString, words);
        QList<Happening> joined;
        for (const QString &user : std::as_const(users))
            joined << happening(Kind::Joined, noon + joined.size() * 9min, user);
        const QList<QuietLine> lines = quietLines(joined, m_users);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0].words, words);
        QCOMPARE(lines[0].time, noon);
    }

    void notAllIsOneLine()
    {
        const QList<QuietLine> lines
            = quietLines({happening(Kind::Joined, noon, u"mia"_s),
                          happening(Kind::Joined, noon + 11min, u"ben"_s),
                          happening(Kind::Left, noon + 12min, u"bo"_s),
                          happening(Kind::Renamed, noon + 13min, {}, u"A\nB"_s),
                          happening(Kind::Renamed, noon + 14min, {}, u"<b>C</b>"_s)},
                         m_users);
        QCOMPARE(words(lines),
                 (QStringList{u"Mia Chen joined"_s, u"Ben Ortiz joined"_s, u"Bo Dahl left"_s,
                              u"The space is now called “A B”"_s,
                              u"The space is now called “<b>C</b>”"_s}));
    }

    void aNameBecomesKnown()
    {
        open({happening(Kind::Joined, noon + 1min, u"new"_s)});
        QCOMPARE(words(lines(2).above), QStringList{u"Unknown person joined"_s});
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        ChangeSet change;
        change.users = {makeUser(u"new"_s, u"Newcomer"_s)};
        m_users.apply(change);
        QCOMPARE(words(lines(2).above), QStringList{u"Newcomer joined"_s});
        QCOMPARE(changed.size(), 1);
        QVERIFY(changed[0][2].value<QList<int>>().contains(TimelineModel::LinesRole));
    }

    // A thread is about what is said in it.
    void threadsHaveNone()
    {
        m_model->open({spaceS, ThreadId(u"spaces/S/threads/T"_s)}, {});
        Message root = makeMessage(u"m1"_s, u"anna"_s, noon);
        root.thread = ThreadId(u"spaces/S/threads/T"_s);
        m_port.answer(TimelinePage{m_model->scope(), {root}, true, true, {}});
        tell({happening(Kind::Joined, noon + 1min, u"mia"_s)});
        QVERIFY(lines(1).isEmpty());
    }

    void anotherSpaceBeginsAnew()
    {
        open({happening(Kind::Joined, noon + 25h, u"mia"_s)});
        tell({happening(Kind::Joined, noon + 25h, u"ben"_s)});
        m_model->open({SpaceId(u"spaces/T"_s), {}}, {});
        Message other = makeMessage(u"m1"_s, u"anna"_s, noon);
        other.id = MessageId(u"spaces/T/messages/m1"_s);
        other.space = SpaceId(u"spaces/T"_s);
        m_port.answer(TimelinePage{
            m_model->scope(), {other}, true, true, {happening(Kind::Left, noon + 1h, u"bo"_s)}});
        QCOMPARE(words(lines(1).below), QStringList{u"Bo Dahl left"_s});
    }
};

QTEST_GUILESS_MAIN(TestQuietLines)
#include "tst_quietlines.moc"
