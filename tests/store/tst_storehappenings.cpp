// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/engine.h"
#include "models/store/statement.h"
#include "storetest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace storetest;

using Kind = Happening::Kind;
using Told = HappeningTold::Kind;

// What happened beside messages: told by events, kept, and shown once.
class StoreHappeningsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Directory> directory;
    std::unique_ptr<Engine> engine;

    void reopen()
    {
        engine.reset();
        engine = std::make_unique<Engine>(pathsIn(directory->path()));
        QVERIFY(engine->open());
        QVERIFY(engine->setOwnUser(me));
        static_cast<void>(engine->conversations());
    }
    static Batch told(const QString &event, Told kind, qint64 seconds, const UserId &user = {},
                      const QString &name = {})
    {
        Batch batch;
        batch.happenings = {{spaceId(1), event, kind, at(seconds), user, name}};
        return batch;
    }
    static Batch members(const QList<UserId> &users)
    {
        MemberList list{spaceId(1), {}};
        for (const UserId &user : users)
            list.members.append({spaceId(1), user, {}, {}, {}});
        Batch batch;
        batch.memberLists = {list};
        return batch;
    }
    static Batch called(const QString &name)
    {
        Space one = space(1, 10);
        one.displayName = name;
        return spaces({one});
    }
    [[nodiscard]] QList<Happening> shown() const { return engine->newest(top(1), 10)->happenings; }

private Q_SLOTS:
    void init()
    {
        directory = std::make_unique<Directory>();
        reopen();
        QVERIFY(engine->apply({called(u"First"_s)}));
    }

    void theyAreToldOnceAndKept()
    {
        const Batch joined = told(u"e1#0"_s, Told::Joined, 5, anna);
        const QList<Happening> one{{Kind::Joined, at(5), anna, {}}};
        const Result<ChangeSet> changes = engine->apply({joined});
        QCOMPARE(changes->happenings.size(), 1);
        QCOMPARE(changes->happenings[0], (SpaceHappenings{spaceId(1), one}));
        QVERIFY(engine->apply({joined})->isEmpty());
        // Another event that changes nothing of what shows is no news.
        QVERIFY(engine->apply({told(u"e2#0"_s, Told::Joined, 6, anna)})->happenings.isEmpty());
        reopen();
        QCOMPARE(shown(), one);
        QVERIFY(engine->newest({spaceId(1), threadId(1, 1)}, 10)->happenings.isEmpty());
        QVERIFY(engine->newest(top(2), 10)->happenings.isEmpty());
    }

    // The same fact by two events, as a batch brings it once more.
    void nobodyJoinsTwice()
    {
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Joined, 5, anna)}));
        QVERIFY(engine->apply({told(u"e2#3"_s, Told::Joined, 6, anna)}));
        QCOMPARE(shown().size(), 1);
        QVERIFY(engine->apply({told(u"e3#0"_s, Told::Left, 7, anna)}));
        QVERIFY(engine->apply({told(u"e4#0"_s, Told::Joined, 8, anna)}));
        QCOMPARE(shown(),
                 (QList<Happening>{{Kind::Joined, at(5), anna, {}},
                                   {Kind::Left, at(7), anna, {}},
                                   {Kind::Joined, at(8), anna, {}}}));
    }

    // An update of a member is one who accepts only where there was an invitation.
    void anInvitationIsAccepted()
    {
        QVERIFY(engine->apply(
            {told(u"e2#0"_s, Told::Accepted, 7, anna), told(u"e3#0"_s, Told::Accepted, 8, bert)}));
        QVERIFY(shown().isEmpty());
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Invited, 5, anna)}));
        QCOMPARE(
            shown(),
            (QList<Happening>{{Kind::Invited, at(5), anna, {}}, {Kind::Joined, at(7), anna, {}}}));
    }

    // Whether the list or the event tells of a new name first.
    void aNewNameIsOneLine_data()
    {
        QTest::addColumn<bool>("listFirst");
        QTest::newRow("event first") << false;
        QTest::newRow("list first") << true;
    }
    void aNewNameIsOneLine()
    {
        QFETCH(bool, listFirst);
        QList<Batch> steps{told(u"e1#0"_s, Told::Named, 5, {}, u"Second"_s), called(u"Second"_s)};
        if (listFirst)
            std::reverse(steps.begin(), steps.end());
        for (const Batch &step : std::as_const(steps))
            QVERIFY(engine->apply({step}));
        const QList<Happening> one{{Kind::Renamed, at(5), {}, u"Second"_s}};
        QCOMPARE(shown(), one);
        // Another field of it changed.
        QVERIFY(engine->apply({told(u"e2#0"_s, Told::Named, 9, {}, u"Second"_s)}));
        QCOMPARE(shown(), one);
    }

    // The event says that somebody left; the list, who.
    void whoLeftTheListTells()
    {
        QVERIFY(engine->apply({members({anna, bert, me})}));
        const Result<ChangeSet> left = engine->apply({told(u"e1#0"_s, Told::Left, 5)});
        QVERIFY(left->happenings.value(0).happenings.isEmpty());
        const Result<ChangeSet> listed = engine->apply({members({anna, me})});
        QCOMPARE(listed->happenings.value(0).happenings,
                 (QList<Happening>{{Kind::Left, at(5), bert, {}}}));
        // Told again it names nobody else.
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Left, 5)}));
        QVERIFY(engine->apply({members({me})}));
        QCOMPARE(shown().size(), 1);
    }

    // Unless one is missing and one has left, nobody knows who left when: no line rather than a
    // wrong one.
    void nobodyIsGuessed_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<QList<UserId>>("remaining");
        QTest::newRow("two missing, one left") << 1 << QList<UserId>{anna, me};
        QTest::newRow("one missing, two left") << 2 << QList<UserId>{anna, bert, me};
        QTest::newRow("two missing, two left") << 2 << QList<UserId>{anna, me};
    }
    void nobodyIsGuessed()
    {
        QFETCH(int, left);
        QFETCH(QList<UserId>, remaining);
        QVERIFY(engine->apply({members({anna, bert, carl, me})}));
        QList<Batch> events;
        for (int i = 1; i <= left; ++i)
            events << told(u"e%1#0"_s.arg(i), Told::Left, 5 + i);
        QVERIFY(engine->apply(events));
        QVERIFY(engine->apply({members(remaining)}));
        QVERIFY(shown().isEmpty());
        // And the question is closed, also when it is told again.
        QVERIFY(engine->apply(events));
        remaining.removeOne(anna);
        QVERIFY(engine->apply({members(remaining)}));
        QVERIFY(shown().isEmpty());
        // The next who leaves is named.
        QVERIFY(engine->apply({told(u"e9#0"_s, Told::Left, 20)}));
        QVERIFY(engine->apply({members({anna, bert, carl})}));
        QCOMPARE(shown(), (QList<Happening>{{Kind::Left, at(20), me, {}}}));
    }

    // An invitation that was withdrawn, an app and a group are not who left.
    void onlyPeopleWhoHadJoinedLeave()
    {
        Batch before = members({anna, bert, carl, me});
        QList<Membership> &list = before.memberLists.first().members;
        list[2].state = MembershipState::Invited;
        list.append({spaceId(1), {}, u"groups/g"_s, {}, {}});
        User app;
        app.id = bert;
        app.type = UserType::App;
        before.users = {app};
        QVERIFY(engine->apply({before}));
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Left, 5)}));
        QVERIFY(engine->apply({members({me})}));
        QCOMPARE(shown(), (QList<Happening>{{Kind::Left, at(5), anna, {}}}));
    }

    // It was the group that left: the question is closed.
    void aGroupThatLeavesIsNobody()
    {
        Batch before = members({anna, me});
        before.memberLists.first().members.append({spaceId(1), {}, u"groups/g"_s, {}, {}});
        QVERIFY(engine->apply({before}));
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Left, 5)}));
        QVERIFY(engine->apply({members({anna, me})}));
        QVERIFY(engine->apply({told(u"e2#0"_s, Told::Left, 6)}));
        QVERIFY(engine->apply({members({me})}));
        QCOMPARE(shown(), (QList<Happening>{{Kind::Left, at(6), anna, {}}}));
    }

    void aListOfMembersMayBeOutOfDate()
    {
        Batch due;
        due.membersDue = {spaceId(1)};
        QVERIFY(engine->apply({due}));
        QVERIFY(!engine->spaceStates()->constFirst().membersDue); // it was never listed
        QVERIFY(engine->apply({members({anna, me})}));
        QVERIFY(engine->spaceStates()->constFirst().membersKnown);
        QVERIFY(engine->apply({due}));
        reopen();
        QVERIFY(engine->spaceStates()->constFirst().membersDue);
        QVERIFY(!engine->spaceStates()->constFirst().membersKnown);
        QVERIFY(engine->apply({members({me})}));
        QVERIFY(!engine->spaceStates()->constFirst().membersDue);
        QVERIFY(engine->spaceStates()->constFirst().membersKnown);
    }

    // Removed from here: the answer says who, the event only when.
    void whoWasRemovedHereIsNamed()
    {
        QVERIFY(engine->apply({members({anna, bert, me})}));
        Batch removed;
        removed.memberships = {{spaceId(1), bert, {}, {}, MembershipState::NotAMember}};
        QVERIFY(engine->apply({removed})->happenings.isEmpty());
        QVERIFY(shown().isEmpty());
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Left, 5)}));
        QCOMPARE(shown(), (QList<Happening>{{Kind::Left, at(5), bert, {}}}));
    }

    // Of each space the newest; a name that goes is what the next one is told apart from.
    void notMoreThanSomeHundred()
    {
        QVERIFY(engine->apply({told(u"n1"_s, Told::Named, 1, {}, u"Second"_s)}));
        QList<Batch> many;
        for (int i = 0; i < 600; ++i)
            many << told(u"e%1#0"_s.arg(i), i % 2 ? Told::Left : Told::Joined, 10 + i, anna);
        QVERIFY(engine->apply(many));
        QCOMPARE(shown().size(), 500);
        QCOMPARE(shown().constLast().time, at(609));
        QVERIFY(engine->apply({told(u"n2"_s, Told::Named, 700, {}, u"Second"_s)}));
        QCOMPARE(shown().constLast().kind, Kind::Left);
        QVERIFY(engine->apply({told(u"n3"_s, Told::Named, 701, {}, u"First"_s)}));
        QCOMPARE(shown().constLast(), (Happening{Kind::Renamed, at(701), {}, u"First"_s}));
    }

    void theyGoWithTheirSpace()
    {
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Joined, 5, anna)}));
        Batch gone;
        gone.removedSpaces = {spaceId(1)};
        QVERIFY(engine->apply({gone}));
        QVERIFY(engine->apply({called(u"First"_s)}));
        QVERIFY(shown().isEmpty());
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Joined, 5, anna)}));
        QVERIFY(engine->wipe(false));
        QVERIFY(engine->apply({called(u"First"_s)}));
        QVERIFY(shown().isEmpty());
    }

    void whetherThePastWasAskedForIsKept()
    {
        QVERIFY(!engine->spaceStates()->constFirst().happeningsAsked);
        Batch asked;
        asked.happeningsAsked = {spaceId(1)};
        QVERIFY(engine->apply({asked})->isEmpty());
        reopen();
        QVERIFY(engine->spaceStates()->constFirst().happeningsAsked);
    }

    // A cache of the version before: its present name is the one that a new one is told from.
    void anOlderCacheIsCarriedOver()
    {
        QVERIFY(engine->apply({covered(1, 0, 50, {message(1, 1, 7)})}));
        engine.reset();
        {
            Database database;
            QVERIFY(database.open(pathsIn(directory->path()).cacheDatabase, Durability::Relaxed));
            database.execute("DROP TABLE happenings;"
                             " ALTER TABLE spaces DROP COLUMN first_name;"
                             " ALTER TABLE spaces DROP COLUMN first_name_time;"
                             " ALTER TABLE spaces DROP COLUMN happenings_asked;"
                             " PRAGMA user_version=4");
            QVERIFY(database.takeResult());
        }
        reopen();
        QCOMPARE(engine->newest(top(1), 10)->messages.size(), 1);
        QVERIFY(engine->apply({told(u"e1#0"_s, Told::Named, 5, {}, u"First"_s)}));
        QVERIFY(shown().isEmpty());
        QVERIFY(engine->apply({told(u"e2#0"_s, Told::Named, 6, {}, u"Second"_s)}));
        QCOMPARE(shown().size(), 1);
    }
};

QTEST_GUILESS_MAIN(StoreHappeningsTest)
#include "tst_storehappenings.moc"
