// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/faultyvfs.h"
#include "tests/sync/accountworld.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <sqlite3.h>

Q_DECLARE_METATYPE(linnet::api::HttpResponse)

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::AccountWorld;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;

class TestAccountSync : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AccountWorld> world;

private Q_SLOTS:
    void init() { world = std::make_unique<AccountWorld>(); }

    void cleanup() { world.reset(); }

    void firstSignInOfASmallAccount()
    {
        world->populate(6);
        world->start();
        world->advance(10s);
        const auto states = world->states();
        QCOMPARE(states.size(), 6);
        for (const store::SpaceState &state : states) {
            QVERIFY(state.readStateKnown);
            QVERIFY(state.coveredTo >= state.space.lastActiveTime);
            QCOMPARE(state.membersKnown, state.space.type != SpaceType::Space);
        }
        QCOMPARE(world->account->status().connection, Connection::Online);
        QVERIFY(world->account->status().lastSynced.isKnown());
        QCOMPARE(world->nameOf(u"users/u5"_s), u"Person 5"_s);
        QCOMPARE(world->page(u"S0003"_s).messages.size(), 1);
        QVERIFY(world->page(u"S0003"_s).reachesStart);
        for (const Conversation &conversation : world->conversations())
            QVERIFY(!conversation.unread);
    }

    // A real account had 762 spaces: only what matters is fetched unasked.
    void firstSignInOfALargeAccountIsBounded()
    {
        world->populate(762);
        world->start();
        // Time enough for the first batch, none for a second listing.
        world->advance(14s);
        QCOMPARE(world->states().size(), 762);
        const int requests = int(world->chat.requests.size());
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 1);
        QCOMPARE(world->chat.count(u"/messages"_s), 40);
        QCOMPARE(world->chat.count(u"spaceReadState"_s), 40);
        QCOMPARE(world->chat.count(u"/members"_s), 60);
        QVERIFY2(requests <= 145, qPrintable(QString::number(requests)));
        // The most recent first.
        QVERIFY(world->state(u"S0761"_s).coveredTo.isKnown());
        QVERIFY(!world->state(u"S0001"_s).coveredTo.isKnown());
        QCOMPARE(world->account->status().connection, Connection::Online);
    }

    void theFirstSignInShowsItsProgress()
    {
        world->populate(30);
        QList<AccountStatus> seen;
        world->outbox = std::make_unique<sync::Outbox>(world->services());
        world->account = std::make_unique<sync::AccountSync>(world->services(), *world->outbox);
        connect(world->account.get(), &sync::AccountSync::statusChanged, this,
                [&seen](const AccountStatus &status) { seen.append(status); });
        world->account->start(world->me);
        world->advance(10s);
        const auto syncing = std::count_if(seen.begin(), seen.end(), [](const auto &status) {
            return status.connection == Connection::Syncing && status.progressTotal > 0;
        });
        QVERIFY(syncing > 5);
        QCOMPARE(seen.constLast().connection, Connection::Online);
    }

    void manyPagesOfSpaces()
    {
        world->populate(25);
        world->chat.pageSize = 10;
        world->start();
        world->advance(10s);
        QCOMPARE(world->states().size(), 25);
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 3);
        world->chat.spaces.remove(u"spaces/S0003"_s);
        world->advance(35s);
        QCOMPARE(world->states().size(), 24);
    }

    // A page may come empty, and one space too few while others come and go: with a space its
    // history would go.
    void whatOneListingLacksStays_data()
    {
        QTest::addColumn<bool>("restart");
        QTest::newRow("in a run") << false;
        QTest::newRow("first of a run") << true;
    }

    void whatOneListingLacksStays()
    {
        QFETCH(bool, restart);
        world->populate(25);
        world->chat.pageSize = 10;
        world->start();
        world->advance(20s);
        int left = 1;
        using Answer = test::SyncWorld::Answer;
        world->between = [&left](const api::HttpRequest &request,
                                 const std::function<Answer()> &serve) -> Answer {
            const bool further = request.url.path() == u"/v1/spaces"_s
                && request.url.query().contains(u"pageToken"_s);
            return further && left-- > 0 ? Answer(test::jsonAnswer("{}")) : serve();
        };
        if (restart)
            world->startAgain();
        world->advance(15s);
        QVERIFY(left <= 0);
        QCOMPARE(world->states().size(), 25);
        world->advance(1min);
        QCOMPARE(world->states().size(), 25);
        QCOMPARE(world->page(u"S0020"_s).messages.size(), 1);
        // What two in a row lack is gone.
        world->chat.spaces.remove(u"spaces/S0020"_s);
        if (restart)
            world->startAgain();
        world->advance(35s);
        QCOMPARE(world->states().size(), 24);
    }

    // What a quiet poll costs does not depend on how many spaces there are: the listing, and the
    // events of at most one of them.
    void quietPollsCostTwoRequests_data()
    {
        QTest::addColumn<int>("spaces");
        QTest::newRow("20") << 20;
        QTest::newRow("200") << 200;
        QTest::newRow("1000") << 1000;
    }

    void quietPollsCostTwoRequests()
    {
        QFETCH(int, spaces);
        world->populate(spaces);
        for (FakeChat::Space &space : world->chat.spaces)
            space.resource.insert(u"spaceType"_s, u"SPACE"_s); // no member lists to fetch
        world->start();
        world->advance(14s);
        store::Batch known; // the rest of the read states would trickle in over an hour
        for (const store::SpaceState &state : world->states())
            known.readStates.append({state.space.id, state.space.lastActiveTime});
        for (const store::SpaceState &state : world->states())
            known.notifications.append({state.space.id, false, NotificationLevel::All});
        world->store().apply(known);
        world->advance(2min);
        world->chat.requests.clear();
        world->advance(10min);
        const int events = world->chat.count(u"spaceEvents"_s);
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 40);
        QVERIFY(events >= 38 && events <= 40);
        QCOMPARE(world->requests(), 40 + events);
    }

    void aNewMessageElsewhereIsToldByEvents()
    {
        world->populate(20);
        world->start();
        world->advance(5min);
        world->chat.requests.clear();
        world->chat.addMessage(u"S0002"_s, u"m1"_s, u"users/u2"_s, u"news"_s, 4000);
        world->advance(15s);
        QCOMPARE(world->page(u"S0002"_s).messages.size(), 2);
        QCOMPARE(world->chat.count(u"messages"_s), 0);
        QCOMPARE(world->chat.count(u"S0002/spaceEvents"_s), 1);
        QCOMPARE(world->chat.count(u"spaceReadState"_s), 1);
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 1);
        for (const Conversation &conversation : world->conversations())
            QCOMPARE(conversation.unread, conversation.space.id.name() == u"spaces/S0002"_s);
    }

    void offlineIsSaidAndMendsItself()
    {
        world->populate(6);
        world->start();
        world->advance(20s);
        world->setOffline(true);
        world->advance(1min);
        QCOMPARE(world->account->status().connection, Connection::Impaired);
        QCOMPARE(world->account->status().error->kind, ErrorKind::Offline);
        QVERIFY(world->account->status().nextAttempt.isKnown());
        std::optional<Result<MessageId>> sent;
        world->outbox->send({SpaceId(u"spaces/S0001"_s), ThreadId()}, {.text = u"later"_s}, this,
                            [&sent](const Result<MessageId> &result) { sent = result; });
        world->advance(30min);
        QVERIFY(sent && *sent);
        QCOMPARE(world->account->status().queued, 1);
        world->setOffline(false);
        world->account->retryNow();
        world->advance(5s);
        QCOMPARE(world->account->status().connection, Connection::Online);
        QCOMPARE(world->account->status().queued, 0);
        QVERIFY(world->chat.texts(u"S0001"_s).contains(u"later"_s));
    }

    void offlinePollsBackOff()
    {
        world->populate(6);
        world->start();
        world->advance(20s);
        world->setOffline(true);
        world->advance(10min);
        const auto before = world->transport().sent().size();
        world->advance(10min);
        const auto tries = world->transport().sent().size() - before;
        QVERIFY2(tries >= 9 && tries <= 21, qPrintable(QString::number(tries)));
    }

    void whatThePersonMustMendBlocks_data()
    {
        QTest::addColumn<api::HttpResponse>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("scope") << errorAnswer(403, u"PERMISSION_DENIED"_s, {},
                                              u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s)
                               << ErrorKind::ScopeMissing;
        QTest::newRow("api off") << errorAnswer(403, u"PERMISSION_DENIED"_s, {},
                                                u"SERVICE_DISABLED"_s)
                                 << ErrorKind::ApiDisabled;
    }

    void whatThePersonMustMendBlocks()
    {
        QFETCH(api::HttpResponse, answer);
        QFETCH(ErrorKind, kind);
        world->populate(2);
        world->chat.fault = [answer](const QString &) {
            return FakeChat::Fault{FakeChat::Phase::Before, answer};
        };
        world->start();
        world->advance(10s);
        QCOMPARE(world->account->status().connection, Connection::Blocked);
        QCOMPARE(world->account->status().error->kind, kind);
        world->chat.fault = {};
        world->account->retryNow();
        world->advance(5s);
        QCOMPARE(world->account->status().connection, Connection::Online);
        QCOMPARE(world->states().size(), 2);
    }

    void retryAfterHolds()
    {
        world->populate(2);
        world->start();
        world->advance(20s);
        api::HttpResponse limited = errorAnswer(429, u"RESOURCE_EXHAUSTED"_s);
        limited.headers.append(qMakePair("Retry-After"_qba, "600"_qba));
        world->chat.fault = [limited](const QString &) {
            return FakeChat::Fault{FakeChat::Phase::Before, limited};
        };
        world->advance(15s);
        QCOMPARE(world->account->status().error->kind, ErrorKind::RateLimited);
        world->chat.requests.clear();
        world->advance(9min);
        QCOMPARE(world->chat.requests.size(), 0);
    }

    void aWarmUpThatWasInterruptedGoesOn()
    {
        world->populate(30);
        world->start();
        world->account->stop();
        world->advance(1s);
        world->startAgain();
        world->advance(10s);
        int covered = 0;
        for (const store::SpaceState &state : world->states())
            covered += state.coveredTo.isKnown() ? 1 : 0;
        QCOMPARE(covered, 30);
        // And a third start has nothing left to do.
        world->startAgain();
        world->advance(10s);
        QCOMPARE(world->chat.count(u"messages|members"_s), 0);
    }

    void whatCameWhileAwayIsFetchedOnce()
    {
        world->populate(10);
        world->start();
        world->advance(1min);
        world->account->stop();
        world->chat.addMessage(u"S0004"_s, u"m1"_s, u"users/u2"_s, u"news"_s, 4000);
        world->startAgain();
        world->advance(10s);
        QCOMPARE(world->chat.count(u"/messages|S0004/spaceEvents"_s), 1);
        QCOMPARE(world->page(u"S0004"_s).messages.size(), 2);
    }

    // Nobody has to wait for the next poll to learn that what they look at is not up to date.
    void troubleOfTheOpenSpaceAloneIsSaid_data()
    {
        QTest::addColumn<api::HttpResponse>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("5xx") << errorAnswer(500, u"INTERNAL"_s) << ErrorKind::ServerTrouble;
        QTest::newRow("unreadable")
            << test::jsonAnswer("{\"spaceEvents\":") << ErrorKind::BadAnswer;
    }

    void troubleOfTheOpenSpaceAloneIsSaid()
    {
        QFETCH(api::HttpResponse, answer);
        QFETCH(ErrorKind, kind);
        world->populate(3);
        world->start();
        world->advance(20s);
        world->watch(u"S0001"_s);
        world->advance(5s);
        QCOMPARE(world->account->status().connection, Connection::Online);
        world->chat.fault = [answer](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"S0001/spaceEvents"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, answer};
        };
        world->advance(7s);
        QCOMPARE(world->account->status().connection, Connection::Impaired);
        QCOMPARE(world->account->status().error->kind, kind);
        QVERIFY(world->account->status().nextAttempt.isKnown());
        // The rest goes on, and polls that succeed do not hide it.
        world->chat.addMessage(u"S0002"_s, u"m1"_s, u"users/u2"_s, u"news"_s, 4000);
        world->advance(31s);
        QCOMPARE(world->page(u"S0002"_s).messages.size(), 2);
        QCOMPARE(world->account->status().connection, Connection::Impaired);
        world->chat.fault = {};
        world->advance(40s);
        QCOMPARE(world->account->status().connection, Connection::Online);
    }

    void troubleGoesWithTheSpaceThatIsClosed()
    {
        world->populate(3);
        world->start();
        world->watch(u"S0001"_s);
        world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"S0001/spaceEvents"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, errorAnswer(500, u"INTERNAL"_s)};
        };
        world->advance(10s);
        QCOMPARE(world->account->status().connection, Connection::Impaired);
        world->watch(u"S0002"_s);
        QCOMPARE(world->account->status().connection, Connection::Online);
    }

    // One attempt, said to be under way, and its outcome: no seconds of silence.
    void tryingAgainIsSaidAndQuick()
    {
        world->populate(3);
        world->start();
        world->advance(20s);
        world->chat.fault = [](const QString &) {
            return FakeChat::Fault{FakeChat::Phase::Before, errorAnswer(503, u"UNAVAILABLE"_s)};
        };
        world->advance(1min);
        QCOMPARE(world->account->status().connection, Connection::Impaired);
        QVERIFY(!world->account->status().retrying);
        world->chat.requests.clear();
        QList<bool> seen;
        connect(world->account.get(), &sync::AccountSync::statusChanged, this,
                [&seen](const AccountStatus &status) { seen.append(status.retrying); });
        world->account->retryNow();
        QVERIFY(world->account->status().retrying);
        world->drain(); // no time passes
        QVERIFY(!world->account->status().retrying);
        QCOMPARE(world->account->status().connection, Connection::Impaired);
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 1);
        QVERIFY(seen.contains(true));
        world->chat.fault = {};
        world->account->retryNow();
        world->drain();
        QCOMPARE(world->account->status().connection, Connection::Online);
        QVERIFY(!world->account->status().retrying);
    }

    // Waits grow to ten minutes while nobody looks; who comes back is not kept by them.
    void comingBackAsksAtOnce()
    {
        world->populate(3);
        world->start();
        world->advance(20s);
        world->account->setActive(false);
        world->chat.fault = [](const QString &) {
            return FakeChat::Fault{FakeChat::Phase::Before, errorAnswer(503, u"UNAVAILABLE"_s)};
        };
        world->advance(1h);
        QCOMPARE(world->account->status().connection, Connection::Impaired);
        const Timestamp next = world->account->status().nextAttempt;
        world->advance(1s); // not in the moment of an attempt
        QVERIFY(next > world->services().wallTime());
        world->chat.fault = {};
        world->account->setActive(true);
        world->drain();
        QCOMPARE(world->account->status().connection, Connection::Online);
    }

    // The list that comes cannot be stored: that is no trouble of the way.
    void aFullDiskIsNoTroubleOfTheWay()
    {
        FaultyVfs disk;
        world = std::make_unique<AccountWorld>();
        world->populate(3);
        world->start();
        world->advance(20s);
        world->setOffline(true);
        world->advance(1min);
        QVERIFY(world->account->isHeld());
        disk.failWhile([] { return true; }, SQLITE_FULL);
        world->setOffline(false);
        world->chat.addMessage(u"S0001"_s, u"m1"_s, u"users/u1"_s, u"news"_s, 4000);
        world->account->retryNow();
        world->drain();
        QVERIFY(world->account->status().storageError);
        QVERIFY(!world->account->isHeld());
        QCOMPARE(world->account->status().connection, Connection::Online);
        disk.heal();
        world->advance(1min);
        QCOMPARE(world->page(u"S0001"_s).messages.size(), 2);
        world.reset(); // before its disk
    }

    // Behind a locked screen the window may still be the active one.
    void aLockedScreenCountsAsNobodyThere()
    {
        world->populate(3);
        world->start();
        world->watch(u"S0001"_s);
        world->advance(3min);
        world->account->setUserIdle(true);
        world->chat.requests.clear();
        world->advance(15min);
        QCOMPARE(world->chat.count(u"S0001/spaceEvents"_s), 0);
        QVERIFY(world->chat.count(u"^GET /v1/spaces$"_s) <= 10);
        world->account->setUserIdle(false);
        world->drain();
        world->chat.requests.clear();
        world->advance(1min);
        QVERIFY(world->chat.count(u"S0001/spaceEvents"_s) >= 14);
    }

    void whenItWasUpToDateSurvivesARestart()
    {
        world->populate(2);
        world->start();
        world->advance(7min);
        const Timestamp last = world->account->status().lastSynced;
        QVERIFY(last.isKnown());
        world->setOffline(true);
        world->advance(3min);
        world->startAgain();
        QCOMPARE(world->account->status().lastSynced, last);
    }
};

QTEST_GUILESS_MAIN(TestAccountSync)
#include "tst_accountsync.moc"
