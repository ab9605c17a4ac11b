// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/accountsync.h"
#include "models/sync/timelineloader.h"
#include "tests/sync/syncworld.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::SyncWorld;

class TestAccountSync : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyncWorld> world;
    std::unique_ptr<sync::Outbox> outbox;
    std::unique_ptr<sync::AccountSync> account;

    void startSync()
    {
        outbox = std::make_unique<sync::Outbox>(world->services());
        account = std::make_unique<sync::AccountSync>(world->services(), *outbox);
        outbox->start(world->me);
        account->start(world->me);
        world->drain();
    }

    void restart()
    {
        account.reset();
        outbox.reset();
        world->restart();
        world->chat.requests.clear();
        startSync();
    }

    // So many spaces, the last the most recently active; one message each, read by me.
    void populate(int spaces)
    {
        for (int i = 0; i < spaces; ++i) {
            const QString id = u"S%1"_s.arg(i, 4, 10, QLatin1Char('0'));
            world->chat.addSpace(id, i % 2 ? u"DIRECT_MESSAGE"_s : u"SPACE"_s, i);
            world->chat.addMessage(id, u"m0"_s, u"users/u%1"_s.arg(i), u"hello %1"_s.arg(i), i);
            world->chat.spaces[u"spaces/"_s + id].lastRead = FakeChat::time(i);
            world->chat.addMember(id, world->me.name(), u"Me"_s);
            world->chat.addMember(id, u"users/u%1"_s.arg(i), u"Person %1"_s.arg(i));
        }
    }

    void watch(const QString &space)
    {
        account->setWatched({{SpaceId(u"spaces/"_s + space), ThreadId()}});
        world->drain();
    }

private Q_SLOTS:
    void init() { world = std::make_unique<SyncWorld>(); }

    void cleanup()
    {
        account.reset();
        outbox.reset();
        world.reset();
    }

    void firstSignInOfASmallAccount()
    {
        populate(6);
        startSync();
        world->advance(10s);
        const auto states = world->states();
        QCOMPARE(states.size(), 6);
        for (const store::SpaceState &state : states) {
            QVERIFY(state.readStateKnown);
            QVERIFY(state.coveredTo >= state.space.lastActiveTime);
            QCOMPARE(state.membersKnown, state.space.type != SpaceType::Space);
        }
        QCOMPARE(account->status().connection, Connection::Online);
        QVERIFY(account->status().lastSynced.isKnown());
        QCOMPARE(world->nameOf(u"users/u5"_s), u"Person 5"_s);
        QCOMPARE(world->page(u"S0003"_s).messages.size(), 1);
        QVERIFY(world->page(u"S0003"_s).reachesStart);
        for (const Conversation &conversation : world->conversations())
            QVERIFY(!conversation.unread);
    }

    // A real account had 762 spaces: only what matters is fetched unasked.
    void firstSignInOfALargeAccountIsBounded()
    {
        populate(762);
        startSync();
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
        QCOMPARE(account->status().connection, Connection::Online);
    }

    void theFirstSignInShowsItsProgress()
    {
        populate(30);
        QList<AccountStatus> seen;
        outbox = std::make_unique<sync::Outbox>(world->services());
        account = std::make_unique<sync::AccountSync>(world->services(), *outbox);
        connect(account.get(), &sync::AccountSync::statusChanged, this,
                [&seen](const AccountStatus &status) { seen.append(status); });
        account->start(world->me);
        world->advance(10s);
        const auto syncing = std::count_if(seen.begin(), seen.end(), [](const auto &status) {
            return status.connection == Connection::Syncing && status.progressTotal > 0;
        });
        QVERIFY(syncing > 5);
        QCOMPARE(seen.constLast().connection, Connection::Online);
    }

    void manyPagesOfSpaces()
    {
        populate(25);
        world->chat.pageSize = 10;
        startSync();
        world->advance(10s);
        QCOMPARE(world->states().size(), 25);
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 3);
        world->chat.spaces.remove(u"spaces/S0003"_s);
        world->advance(20s);
        QCOMPARE(world->states().size(), 24);
    }

    // What a quiet poll costs does not depend on how many spaces there are.
    void quietPollsCostOneRequest_data()
    {
        QTest::addColumn<int>("spaces");
        QTest::newRow("20") << 20;
        QTest::newRow("200") << 200;
        QTest::newRow("1000") << 1000;
    }

    void quietPollsCostOneRequest()
    {
        QFETCH(int, spaces);
        populate(spaces);
        for (FakeChat::Space &space : world->chat.spaces)
            space.resource.insert(u"spaceType"_s, u"SPACE"_s); // no member lists to fetch
        startSync();
        world->advance(14s);
        store::Batch known; // the rest of the read states would trickle in over an hour
        for (const store::SpaceState &state : world->states())
            known.readStates.append({state.space.id, state.space.lastActiveTime});
        world->store().apply(known);
        world->advance(2min);
        world->chat.requests.clear();
        world->advance(10min);
        QCOMPARE(world->chat.requests.size(), 40);
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 40);
    }

    void aNewMessageElsewhereCostsTwoRequests()
    {
        populate(20);
        startSync();
        world->advance(5min);
        world->chat.requests.clear();
        world->chat.addMessage(u"S0002"_s, u"m1"_s, u"users/u2"_s, u"news"_s, 4000);
        world->advance(15s);
        QCOMPARE(world->page(u"S0002"_s).messages.size(), 2);
        QCOMPARE(world->chat.count(u"messages"_s), 1);
        QCOMPARE(world->chat.count(u"spaceReadState"_s), 1);
        QCOMPARE(world->chat.count(u"^GET /v1/spaces$"_s), 1);
        for (const Conversation &conversation : world->conversations())
            QCOMPARE(conversation.unread, conversation.space.id.name() == u"spaces/S0002"_s);
    }

    // The budget of the house: 400 requests an hour in the background.
    void theBackgroundKeepsToItsBudget_data()
    {
        QTest::addColumn<int>("spaces");
        QTest::addColumn<bool>("idle");
        QTest::addColumn<int>("most");
        QTest::newRow("20") << 20 << false << 400;
        QTest::newRow("200") << 200 << false << 400;
        QTest::newRow("1000") << 1000 << false << 400;
        QTest::newRow("1000, nobody there") << 1000 << true << 275;
    }

    void theBackgroundKeepsToItsBudget()
    {
        QFETCH(int, spaces);
        QFETCH(bool, idle);
        QFETCH(int, most);
        populate(spaces);
        startSync();
        world->advance(1min);
        account->setActive(false);
        account->setUserIdle(idle);
        world->advance(1min);
        world->chat.requests.clear();
        // 5 % of the spaces are active, each with a message every few minutes.
        for (int minute = 0; minute < 60; ++minute) {
            for (int i = minute % 3; i < spaces / 20; i += 3) {
                const QString id = u"S%1"_s.arg(i * 20, 4, 10, QLatin1Char('0'));
                world->chat.addMessage(id, u"n%1"_s.arg(minute), u"users/u1"_s, u"more"_s,
                                       10'000 + minute * 60);
            }
            world->advance(1min);
        }
        const int requests = int(world->chat.requests.size());
        qInfo("%d spaces%s: %d requests an hour", spaces, idle ? ", idle" : "", requests);
        QVERIFY(requests <= most);
    }

    void offlineIsSaidAndMendsItself()
    {
        populate(6);
        startSync();
        world->advance(20s);
        world->setOffline(true);
        world->advance(1min);
        QCOMPARE(account->status().connection, Connection::Impaired);
        QCOMPARE(account->status().error->kind, ErrorKind::Offline);
        QVERIFY(account->status().nextAttempt.isKnown());
        std::optional<Result<MessageId>> sent;
        outbox->send({SpaceId(u"spaces/S0001"_s), ThreadId()}, {.text = u"later"_s}, this,
                     [&sent](const Result<MessageId> &result) { sent = result; });
        world->advance(30min);
        QVERIFY(sent && *sent);
        QCOMPARE(account->status().queued, 1);
        world->setOffline(false);
        account->retryNow();
        world->advance(5s);
        QCOMPARE(account->status().connection, Connection::Online);
        QCOMPARE(account->status().queued, 0);
        QVERIFY(world->chat.texts(u"S0001"_s).contains(u"later"_s));
    }

    void offlinePollsBackOff()
    {
        populate(6);
        startSync();
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
        populate(2);
        world->chat.fault = [answer](const QString &) {
            return FakeChat::Fault{FakeChat::Phase::Before, answer};
        };
        startSync();
        world->advance(10s);
        QCOMPARE(account->status().connection, Connection::Blocked);
        QCOMPARE(account->status().error->kind, kind);
        world->chat.fault = {};
        account->retryNow();
        world->advance(5s);
        QCOMPARE(account->status().connection, Connection::Online);
        QCOMPARE(world->states().size(), 2);
    }

    void retryAfterHolds()
    {
        populate(2);
        startSync();
        world->advance(20s);
        api::HttpResponse limited = errorAnswer(429, u"RESOURCE_EXHAUSTED"_s);
        limited.headers.append(qMakePair("Retry-After"_qba, "600"_qba));
        world->chat.fault = [limited](const QString &) {
            return FakeChat::Fault{FakeChat::Phase::Before, limited};
        };
        world->advance(15s);
        QCOMPARE(account->status().error->kind, ErrorKind::RateLimited);
        world->chat.requests.clear();
        world->advance(9min);
        QCOMPARE(world->chat.requests.size(), 0);
    }

    void aWarmUpThatWasInterruptedGoesOn()
    {
        populate(30);
        startSync();
        account->stop();
        world->advance(1s);
        restart();
        world->advance(10s);
        int covered = 0;
        for (const store::SpaceState &state : world->states())
            covered += state.coveredTo.isKnown() ? 1 : 0;
        QCOMPARE(covered, 30);
        // And a third start has nothing left to do.
        restart();
        world->advance(10s);
        QCOMPARE(world->chat.count(u"messages|members"_s), 0);
    }

    void whatCameWhileAwayIsFetchedOnce()
    {
        populate(10);
        startSync();
        world->advance(1min);
        account->stop();
        world->chat.addMessage(u"S0004"_s, u"m1"_s, u"users/u2"_s, u"news"_s, 4000);
        restart();
        world->advance(10s);
        QCOMPARE(world->chat.count(u"/messages"_s), 1);
        QCOMPARE(world->page(u"S0004"_s).messages.size(), 2);
    }

    // The list may know of a message before the messages do; and some activity is never listed.
    void aMessageThatIsShownLateIsFound()
    {
        populate(3);
        startSync();
        world->advance(1min);
        QJsonObject &space = world->chat.spaces[u"spaces/S0001"_s].resource;
        space.insert(u"lastActiveTime"_s, FakeChat::time(4000));
        world->advance(15s);
        QCOMPARE(world->page(u"S0001"_s).messages.size(), 1);
        world->chat.addMessage(u"S0001"_s, u"late"_s, u"users/u1"_s, u"late"_s, 4000);
        world->advance(15s);
        QCOMPARE(world->page(u"S0001"_s).messages.size(), 2);
        world->chat.spaces[u"spaces/S0002"_s].resource.insert(u"lastActiveTime"_s,
                                                              FakeChat::time(5000));
        world->chat.requests.clear();
        world->advance(5min);
        QCOMPARE(world->chat.count(u"S0002/messages"_s), 2);
        QVERIFY(world->state(u"S0002"_s).coveredTo
                >= world->state(u"S0002"_s).space.lastActiveTime);
    }

    void aGapIsKnownAsAGap()
    {
        populate(1);
        startSync();
        world->advance(1min);
        for (int i = 0; i < 150; ++i)
            world->chat.addMessage(u"S0000"_s, u"g%1"_s.arg(i), u"users/u1"_s, u"x"_s, 100 + i);
        world->advance(15s);
        const TimelinePage page = world->page(u"S0000"_s);
        QCOMPARE(page.messages.size(), 100);
        QVERIFY(!page.reachesStart);
    }

    void readElsewhereClearsHere()
    {
        populate(4);
        world->chat.addMessage(u"S0001"_s, u"m1"_s, u"users/u1"_s, u"unread"_s, 50);
        startSync();
        world->advance(10s);
        const auto unread = [this] {
            for (const Conversation &conversation : world->conversations()) {
                if (conversation.unread)
                    return true;
            }
            return false;
        };
        QVERIFY(unread());
        world->chat.spaces[u"spaces/S0001"_s].lastRead = FakeChat::time(50);
        world->advance(2min);
        QVERIFY(!unread());
    }

    void namesComeFromTheDirectoryAndFromMentions()
    {
        world->chat.addSpace(u"A"_s, u"SPACE"_s, 0);
        world->chat.addMessage(u"A"_s, u"m1"_s, u"users/10"_s, u"hello"_s, 10);
        world->chat.addMessage(u"A"_s, u"m2"_s, u"users/11"_s, u"hello"_s, 11);
        QJsonObject &message
            = world->chat.addMessage(u"A"_s, u"m3"_s, u"users/12"_s, u"hi @Eve Nobody!"_s, 12);
        message.insert(u"annotations"_s,
                       QJsonArray{QJsonObject{
                           {u"type"_s, u"USER_MENTION"_s},
                           {u"startIndex"_s, 3},
                           {u"length"_s, 11},
                           {u"userMention"_s,
                            QJsonObject{{u"user"_s, QJsonObject{{u"name"_s, u"users/11"_s}}}}}}});
        world->chat.people.insert(
            u"people/10"_s,
            {{u"names"_s, QJsonArray{QJsonObject{{u"displayName"_s, u"Ada Directory"_s}}}}});
        startSync();
        world->advance(1min);
        QCOMPARE(world->nameOf(u"users/10"_s), u"Ada Directory"_s);
        QCOMPARE(world->nameOf(u"users/11"_s), u"Eve Nobody"_s);
        QCOMPARE(world->nameOf(u"users/12"_s), QString());
        // The nameless are not asked for over and over.
        world->advance(1h);
        QCOMPARE(world->chat.count(u"batchGet"_s), 1);
    }

    void aHiddenMemberListIsLeftAlone()
    {
        populate(2);
        world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"/members"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before,
                                   errorAnswer(403, u"PERMISSION_DENIED"_s)};
        };
        startSync();
        world->advance(30min);
        QCOMPARE(world->chat.count(u"/members"_s), 1);
        QCOMPARE(account->status().connection, Connection::Online);
    }

    void watchedSpacesFollowTheirEvents()
    {
        populate(3);
        startSync();
        world->advance(16s);
        watch(u"S0000"_s);
        world->advance(5s);
        QJsonObject edited = world->chat.spaces[u"spaces/S0000"_s].messages[0];
        edited.insert(u"text"_s, u"edited"_s);
        edited.insert(u"lastUpdateTime"_s, FakeChat::time(500));
        world->chat.addEvent(u"S0000"_s, u"message.v1.updated"_s,
                             {{u"messageUpdatedEventData"_s, QJsonObject{{u"message"_s, edited}}}},
                             500);
        QJsonObject added
            = world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"new"_s, 501);
        world->chat.addEvent(u"S0000"_s, u"message.v1.created"_s,
                             {{u"messageCreatedEventData"_s, QJsonObject{{u"message"_s, added}}}},
                             501);
        world->chat.requests.clear();
        world->advance(4s);
        const TimelinePage page = world->page(u"S0000"_s);
        QCOMPARE(page.messages.size(), 2);
        QCOMPARE(page.messages[0].text, u"edited"_s);
        QCOMPARE(page.messages[1].text, u"new"_s);
        QVERIFY(page.reachesStart);
        // The list's next poll finds the space moved, but covered.
        world->advance(30s);
        QCOMPARE(world->chat.count(u"/messages$"_s), 0);
    }

    void aSpaceMayBeWatchedBeforeItIsListed()
    {
        populate(1);
        startSync();
        watch(u"New"_s);
        world->advance(16s);
        QCOMPARE(world->chat.count(u"spaceEvents"_s), 0);
        world->chat.addSpace(u"New"_s, u"DIRECT_MESSAGE"_s, 50);
        world->advance(20s);
        QVERIFY(world->chat.count(u"spaces/New/spaceEvents"_s) >= 1);
    }

    void reactionsOfWatchedSpacesAreCounted()
    {
        populate(1);
        startSync();
        world->advance(16s);
        watch(u"S0000"_s);
        world->advance(5s);
        QJsonObject &message = world->chat.spaces[u"spaces/S0000"_s].messages[0];
        message.insert(u"emojiReactionSummaries"_s,
                       QJsonArray{QJsonObject{{u"emoji"_s, QJsonObject{{u"unicode"_s, u"🎉"_s}}},
                                              {u"reactionCount"_s, 2}}});
        for (const QString &user : {world->me.name(), u"users/u9"_s}) {
            world->chat.addEvent(
                u"S0000"_s, u"reaction.v1.created"_s,
                {{u"reactionCreatedEventData"_s,
                  QJsonObject{{u"reaction"_s,
                               QJsonObject{{u"name"_s,
                                            QString(u"spaces/S0000/messages/m0/reactions/"_s
                                                    + user.section(u'/', 1))},
                                           {u"emoji"_s, QJsonObject{{u"unicode"_s, u"🎉"_s}}},
                                           {u"user"_s, QJsonObject{{u"name"_s, user}}}}}}}},
                600);
        }
        world->chat.requests.clear();
        world->advance(13s);
        const TimelinePage page = world->page(u"S0000"_s);
        QCOMPARE(page.messages[0].reactions.size(), 1);
        QCOMPARE(page.messages[0].reactions[0].count, 2);
        QVERIFY(page.messages[0].reactions[0].mine);
        // Asked for once, though the overlap tells of the events again and again.
        QCOMPARE(world->chat.count(u"/messages/m0$"_s), 1);
    }

    void withoutEventsTheNewestAreListed_data()
    {
        QTest::addColumn<api::HttpResponse>("answer");
        QTest::newRow("no app") << errorAnswer(
            404, u"NOT_FOUND"_s,
            u"Google Chat app not found. To create a Chat app, you must turn on the Chat API and "
            u"configure the app in the Google Cloud console."_s);
        QTest::newRow("scope") << errorAnswer(403, u"PERMISSION_DENIED"_s, {},
                                              u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s);
        QTest::newRow("not here") << errorAnswer(403, u"PERMISSION_DENIED"_s);
        QTest::newRow("bad filter") << errorAnswer(400, u"INVALID_ARGUMENT"_s);
    }

    void withoutEventsTheNewestAreListed()
    {
        QFETCH(api::HttpResponse, answer);
        populate(2);
        world->chat.fault = [answer](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"spaceEvents"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, answer};
        };
        startSync();
        world->advance(16s);
        watch(u"S0000"_s);
        world->advance(5s);
        world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"new"_s, 501);
        world->advance(4s);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 2);
        QCOMPARE(world->chat.count(u"spaceEvents"_s), 1);
        QCOMPARE(account->status().connection, Connection::Online);
    }

    void nobodyLooksNothingIsWatched()
    {
        populate(2);
        startSync();
        watch(u"S0000"_s);
        world->advance(1min);
        account->setActive(false);
        world->chat.requests.clear();
        world->advance(10min);
        QCOMPARE(world->chat.count(u"spaceEvents"_s), 0);
        account->setActive(true);
        world->advance(5s);
        QVERIFY(world->chat.count(u"spaceEvents"_s) >= 1);
        QVERIFY(world->chat.count(u"^GET /v1/spaces$"_s) >= 20);
    }

    void aWrongClockLosesNothing_data()
    {
        QTest::addColumn<int>("days");
        QTest::newRow("ahead") << 40;
        QTest::newRow("behind") << -400;
    }

    void aWrongClockLosesNothing()
    {
        QFETCH(int, days);
        world->clock.setWallOffset(std::chrono::hours(24) * days);
        populate(2);
        startSync();
        world->advance(16s);
        watch(u"S0000"_s);
        world->advance(5s);
        world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"new"_s, 501);
        world->advance(20s);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 2);
    }
};

Q_DECLARE_METATYPE(api::HttpResponse)

QTEST_GUILESS_MAIN(TestAccountSync)
#include "tst_accountsync.moc"
