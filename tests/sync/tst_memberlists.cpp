// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/rooms.h"
#include "models/sync/taskqueue.h"
#include "tests/sync/accountworld.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::AccountWorld;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;

namespace {

// Runs until it is told to end.
class Waiting : public sync::Task
{
public:
    using Task::finish;
    using Task::Task;

    void start() override { }
};

} // namespace

// Who is in a space: listed, followed by events, and listed anew where these cannot tell.
class TestMemberLists : public QObject
{
    Q_OBJECT

private:
    using Answer = test::SyncWorld::Answer;
    std::unique_ptr<AccountWorld> world;

    // A space whose members are known, which nobody looks at any more.
    void beginWithKnownMembers()
    {
        world->populate(4);
        world->start();
        world->advance(20s);
        world->watch(u"S0000"_s);
        world->advance(20s);
        world->watch(QString());
        world->advance(2min);
        QCOMPARE(world->members(u"S0000"_s).size(), 2);
        QVERIFY(world->state(u"S0000"_s).membersKnown);
    }
    void failMembers()
    {
        world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"/members"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before,
                                   errorAnswer(400, u"INVALID_ARGUMENT"_s)};
        };
    }

private Q_SLOTS:
    void init() { world = std::make_unique<AccountWorld>(); }
    void cleanup() { world.reset(); }

    // Whoever lists: the panel, or what is fetched unasked.
    void groupsAndInvitedPeopleStay()
    {
        world->populate(1);
        QList<QJsonObject> &members = world->chat.spaces[u"spaces/S0000"_s].members;
        members.append({{u"name"_s, u"spaces/S0000/members/g"_s},
                        {u"state"_s, u"JOINED"_s},
                        {u"groupMember"_s, QJsonObject{{u"name"_s, u"groups/g"_s}}}});
        world->chat.addMember(u"S0000"_s, u"users/u7"_s, u"Invited"_s);
        members.last().insert(u"state"_s, u"INVITED"_s);
        world->start();
        world->advance(20s);
        sync::Rooms rooms(world->services());
        qsizetype listed = 0;
        rooms.members(SpaceId(u"spaces/S0000"_s), this,
                      [&listed](const Result<QList<Member>> &all) { listed = all->size(); });
        world->advance(1s);
        QCOMPARE(listed, 4);
        QCOMPARE(world->members(u"S0000"_s).size(), 4);
        world->join(u"S0000"_s, u"users/u8"_s, 500);
        world->leave(u"S0000"_s, u"users/u0"_s, 501, false);
        world->chat.requests.clear();
        world->watch(u"S0000"_s);
        world->advance(20s);
        QVERIFY(world->chat.count(u"/members"_s) >= 1);
        QCOMPARE(world->members(u"S0000"_s).size(), 4);
        for (const Membership &member : world->members(u"S0000"_s))
            QVERIFY(member.user.name() != u"users/u0"_s);
    }

    // The list that an event asks for may fail, and the program may end: it is asked for again.
    void whatAnEventAskedForIsNotForgotten_data()
    {
        QTest::addColumn<bool>("restart");
        QTest::newRow("in this run") << false;
        QTest::newRow("in the next") << true;
    }

    void whatAnEventAskedForIsNotForgotten()
    {
        QFETCH(bool, restart);
        beginWithKnownMembers();
        failMembers();
        world->leave(u"S0000"_s, u"users/u0"_s, 500, false);
        world->chat.requests.clear();
        world->advance(6min);
        QVERIFY(world->chat.count(u"S0000/members"_s) >= 1);
        QCOMPARE(world->members(u"S0000"_s).size(), 2);
        world->chat.fault = nullptr;
        if (restart)
            world->startAgain();
        world->advance(6min);
        QCOMPARE(world->members(u"S0000"_s).size(), 1);
        QVERIFY(world->state(u"S0000"_s).membersKnown);
    }

    // Who moves to a page that was read already is missed: the service's count tells. A count that
    // never agrees is not asked about for ever.
    void aListThatIsTooShortIsAskedForOnceMore_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("lists");
        QTest::newRow("agrees") << 2 << 1;
        QTest::newRow("somebody was missed") << 3 << 2;
        QTest::newRow("never agrees") << 9 << 2;
        QTest::newRow("not told") << 0 << 1;
    }

    void aListThatIsTooShortIsAskedForOnceMore()
    {
        QFETCH(int, count);
        QFETCH(int, lists);
        world->populate(1);
        FakeChat::Space &space = world->chat.spaces[u"spaces/S0000"_s];
        if (count > 0)
            space.resource.insert(u"membershipCount"_s,
                                  QJsonObject{{u"joinedDirectHumanUserCount"_s, count}});
        world->start();
        world->advance(20s);
        world->chat.requests.clear();
        world->between
            = [&](const api::HttpRequest &request, const std::function<Answer()> &serve) -> Answer {
            Answer answer = serve();
            if (count == 3 && request.url.path().endsWith(u"/members"_s)
                && space.members.size() < 3)
                world->chat.addMember(u"S0000"_s, u"users/u7"_s, u"Missed"_s);
            return answer;
        };
        world->watch(u"S0000"_s);
        world->advance(30min);
        QCOMPARE(world->chat.count(u"S0000/members"_s), lists);
        QCOMPARE(world->members(u"S0000"_s).size(), count == 3 ? 3 : 2);
        QVERIFY(world->state(u"S0000"_s).membersKnown);
    }

    // A list that is under way may be older than the event that asks for one.
    void whatRunsIsBegunAnew()
    {
        world->start();
        sync::TaskQueue queue(1, nullptr);
        QSignalSpy ended(&queue, &sync::TaskQueue::ended);
        QList<QPointer<Waiting>> made;
        const auto make = [&] {
            made.append(new Waiting(world->services(), &queue));
            return made.last().data();
        };
        queue.add(u"one"_s, make);
        queue.add(u"one"_s, make);
        QCOMPARE(made.size(), 1);
        queue.add(u"two"_s, make);
        queue.restart(u"one"_s, make);
        QCOMPARE(made.size(), 2);
        made[0]->finish();
        QCOMPARE(ended.size(), 0);
        made[1]->finish();
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toString(), u"one"_s);
        QCOMPARE(made.size(), 3); // the other
        queue.clear();
    }

    void whereEventsDoNotTellItIsListedAnew_data()
    {
        QTest::addColumn<QString>("why");
        QTest::newRow("away for long") << u"away"_s;
        QTest::newRow("events refused") << u"refused"_s;
    }

    void whereEventsDoNotTellItIsListedAnew()
    {
        QFETCH(QString, why);
        beginWithKnownMembers();
        world->account->stop();
        world->chat.spaces[u"spaces/S0000"_s].members.removeLast();
        for (FakeChat::Space &space : world->chat.spaces)
            space.events.clear();
        if (why == u"away"_s)
            world->clock.setWallOffset(24h * 60);
        else
            world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
                if (!line.contains(u"spaceEvents"_s))
                    return std::nullopt;
                return FakeChat::Fault{FakeChat::Phase::Before,
                                       errorAnswer(403, u"PERMISSION_DENIED"_s)};
            };
        world->startAgain();
        world->advance(8min);
        QCOMPARE(world->members(u"S0000"_s).size(), 1);
        // Once, for those that were known before.
        const int listed = world->chat.count(u"/members"_s);
        QVERIFY2(listed <= 3, qPrintable(QString::number(listed)));
        world->advance(20min);
        QCOMPARE(world->chat.count(u"/members"_s), listed);
        if (why != u"refused"_s)
            return;
        // And again where the service counts others.
        world->chat.addMember(u"S0000"_s, u"users/u7"_s, u"New"_s);
        world->chat.spaces[u"spaces/S0000"_s].resource.insert(
            u"membershipCount"_s, QJsonObject{{u"joinedDirectHumanUserCount"_s, 2}});
        world->watch(u"S0000"_s);
        world->advance(8min);
        QCOMPARE(world->members(u"S0000"_s).size(), 2);
        QCOMPARE(world->chat.count(u"S0000/members"_s), 2);
    }
};

QTEST_GUILESS_MAIN(TestMemberLists)
#include "tst_memberlists.moc"
