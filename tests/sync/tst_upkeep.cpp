// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/timelineloader.h"
#include "tests/sync/accountworld.h"

#include <QJsonArray>
#include <QTest>

Q_DECLARE_METATYPE(linnet::api::HttpResponse)

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::AccountWorld;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::spaceName;

// What is fetched unasked: news, the space in view, names, members, gaps.
class TestUpkeep : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AccountWorld> world;

    // In the thread of the first message of the first space.
    QJsonObject &reply(const QString &id, int at)
    {
        const QJsonValue thread
            = world->chat.spaces[u"spaces/S0000"_s].messages.constFirst().value(u"thread"_s);
        QJsonObject &message = world->chat.addMessage(u"S0000"_s, id, u"users/u1"_s, u"@me"_s, at);
        message.insert(u"thread"_s, thread);
        message.insert(u"threadReply"_s, true);
        return message;
    }

private Q_SLOTS:
    void init() { world = std::make_unique<AccountWorld>(); }
    void cleanup() { world.reset(); }

    // The list may know of a message before the messages do; and some activity is never listed.
    void aMessageThatIsShownLateIsFound()
    {
        world->populate(3);
        world->start();
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
        world->advance(1min);
        QCOMPARE(world->chat.count(u"S0002/(messages|spaceEvents)"_s), 2);
        QVERIFY(world->state(u"S0002"_s).coveredTo
                >= world->state(u"S0002"_s).space.lastActiveTime);
    }

    void aReplyLeavesASpaceRead()
    {
        world->populate(1);
        world->start();
        world->advance(1min);
        QVERIFY(!reply(u"r"_s, 100).isEmpty());
        world->advance(1min);
        QCOMPARE(world->state(u"S0000"_s).space.lastActiveTime, world->state(u"S0000"_s).coveredTo);
        world->chat.requests.clear();
        world->advance(10min);
        QCOMPARE(world->chat.count(u"ReadState"_s), 0);
    }

    // Until the thread is read, here or elsewhere, or the person says that everything is.
    void aMentionInAReplyStays_data()
    {
        QTest::addColumn<bool>("said");
        QTest::newRow("read elsewhere") << false;
        QTest::newRow("everything marked as read") << true;
    }

    void aMentionInAReplyStays()
    {
        QFETCH(bool, said);
        world->populate(1);
        world->start();
        world->advance(1min);
        QJsonObject &message = reply(u"r"_s, 100);
        const QJsonObject me{{u"name"_s, world->me.name()}, {u"type"_s, u"HUMAN"_s}};
        message.insert(u"annotations"_s,
                       QJsonArray{QJsonObject{{u"type"_s, u"USER_MENTION"_s},
                                              {u"startIndex"_s, 0},
                                              {u"length"_s, 3},
                                              {u"userMention"_s, QJsonObject{{u"user"_s, me}}}}});
        const QString thread = message.value(u"thread"_s).toObject().value(u"name"_s).toString();
        world->advance(2min);
        QCOMPARE(world->conversation(u"S0000"_s).mentionCount, 1);
        const SpaceId space(u"spaces/S0000"_s);
        sync::TimelineLoader timelines(world->services(), *world->account, *world->outbox);
        timelines.markRead(space);
        world->advance(1min);
        QCOMPARE(world->conversation(u"S0000"_s).mentionCount, 1);
        if (said)
            timelines.markAllRead(space);
        else
            world->chat.spaces[space.name()].threadsRead.insert(thread, FakeChat::time(100));
        world->advance(2min);
        QCOMPARE(world->conversation(u"S0000"_s).mentionCount, 0);
        QVERIFY(!world->conversation(u"S0000"_s).unread);
    }

    void aGapIsKnownAsAGap()
    {
        world->chat.tellsOfMessages = false; // an absence that is too long for events, say
        world->populate(1);
        world->start();
        world->advance(1min);
        for (int i = 0; i < 1500; ++i)
            world->chat.addMessage(u"S0000"_s, u"g%1"_s.arg(i), u"users/u1"_s, u"x"_s, 100 + i);
        world->advance(30s);
        const TimelinePage page = world->page(u"S0000"_s);
        QVERIFY(page.messages.size() >= 100 && page.messages.size() < 1500);
        QVERIFY(!page.reachesStart);
        QVERIFY(world->state(u"S0000"_s).gapTo.isKnown());
        // It is filled from its end, a page a poll, without anybody asking.
        world->chat.requests.clear();
        world->advance(2min);
        QCOMPARE(world->page(u"S0000"_s, 2000).messages.size(), 1501);
        QVERIFY(world->page(u"S0000"_s, 2000).reachesStart);
        QVERIFY(!world->state(u"S0000"_s).gapTo.isKnown());
        const int pages = world->chat.count(u"S0000/messages"_s);
        QVERIFY2(pages <= 5, qPrintable(QString::number(pages)));
    }

    void aGapSurvivesARestartAndIsFilled()
    {
        world->chat.tellsOfMessages = false;
        world->populate(1);
        world->start();
        world->advance(1min);
        for (int i = 0; i < 400; ++i)
            world->chat.addMessage(u"S0000"_s, u"g%1"_s.arg(i), u"users/u1"_s, u"x"_s, 100 + i);
        world->account->setActive(false); // no allowance to fill it at once
        world->advance(90s);
        QVERIFY(world->state(u"S0000"_s).gapTo.isKnown()
                || world->page(u"S0000"_s).messages.size() == 401);
        world->startAgain();
        world->advance(2min);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 401);
        QVERIFY(!world->state(u"S0000"_s).gapTo.isKnown());
    }

    void readElsewhereClearsHere()
    {
        world->populate(4);
        world->chat.addMessage(u"S0001"_s, u"m1"_s, u"users/u1"_s, u"unread"_s, 50);
        world->start();
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
        world->start();
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
        world->populate(2);
        world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"/members"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before,
                                   errorAnswer(403, u"PERMISSION_DENIED"_s)};
        };
        world->start();
        world->advance(30min);
        QCOMPARE(world->chat.count(u"/members"_s), 1);
        QCOMPARE(world->account->status().connection, Connection::Online);
    }

    void watchedSpacesFollowTheirEvents()
    {
        world->populate(3);
        world->start();
        world->advance(16s);
        world->watch(u"S0000"_s);
        world->advance(5s);
        world->edit(u"S0000"_s, u"m0"_s, u"edited"_s, 500);
        world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"new"_s, 501);
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

    // What was asked in the background may stand behind large files for minutes.
    void whoOpensASpaceDoesNotWaitForTheBackground()
    {
        world->populate(3);
        world->start();
        world->advance(1min);
        const auto serve
            = [this](const api::HttpRequest &request) { return world->chat.answer(request); };
        world->chat.addMessage(u"S0001"_s, u"m1"_s, u"users/u1"_s, u"new"_s, 501);
        world->transport().then(serve).thenHang(); // the listing, then the events
        world->advance(15s);
        QCOMPARE(world->transport().hanging(), 1);
        QCOMPARE(world->page(u"S0001"_s).messages.size(), 1);
        world->watch(u"S0001"_s);
        world->advance(5s);
        QCOMPARE(world->page(u"S0001"_s).messages.size(), 2);
        QCOMPARE(world->transport().hanging(), 0);
    }

    void aSpaceMayBeWatchedBeforeItIsListed()
    {
        world->populate(1);
        world->start();
        world->watch(u"New"_s);
        world->advance(16s);
        QCOMPARE(world->chat.count(u"New/spaceEvents"_s), 0);
        world->chat.addSpace(u"New"_s, u"DIRECT_MESSAGE"_s, 50);
        world->advance(20s);
        QVERIFY(world->chat.count(u"spaces/New/spaceEvents"_s) >= 1);
    }

    void reactionsOfWatchedSpacesAreCounted()
    {
        world->populate(1);
        world->start();
        world->advance(16s);
        world->watch(u"S0000"_s);
        world->advance(5s);
        world->react(u"S0000"_s, u"m0"_s, world->me.name(), 600);
        world->react(u"S0000"_s, u"m0"_s, u"users/u9"_s, 600);
        world->chat.requests.clear();
        world->advance(13s);
        const Message message = world->message(u"S0000"_s, u"m0"_s);
        QCOMPARE(message.reactions.size(), 1);
        QCOMPARE(message.reactions[0].count, 2);
        QVERIFY(message.reactions[0].mine);
        // Asked for once, though the overlap tells of the events again and again; and not whose
        // they are: the events have told.
        QCOMPARE(world->chat.count(u"/messages/m0$"_s), 1);
        QCOMPARE(world->chat.count(u"/reactions"_s), 0);
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
        world->populate(2);
        world->chat.fault = [answer](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"spaceEvents"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, answer};
        };
        world->start();
        world->advance(16s);
        world->watch(u"S0000"_s);
        world->advance(5s);
        world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"new"_s, 501);
        world->advance(4s);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 2);
        // A start that is refused may be too old a start: that is tried once more.
        const int most = answer.status == 400 ? 2 : 1;
        QVERIFY(world->chat.count(u"S0000/spaceEvents"_s) <= most);
        QVERIFY(world->chat.count(u"S0001/spaceEvents"_s) <= most);
    }

    void nobodyLooksNothingIsWatched()
    {
        world->populate(2);
        world->start();
        world->watch(u"S0000"_s);
        world->advance(1min);
        world->account->setActive(false);
        world->chat.requests.clear();
        world->advance(10min);
        QCOMPARE(world->chat.count(u"S0000/spaceEvents"_s), 0);
        world->account->setActive(true);
        world->advance(5s);
        QVERIFY(world->chat.count(u"S0000/spaceEvents"_s) >= 1);
        QVERIFY(world->chat.count(u"^GET /v1/spaces$"_s) >= 17);
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
        world->populate(2);
        world->start();
        world->advance(16s);
        world->watch(u"S0000"_s);
        world->advance(5s);
        world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"new"_s, 501);
        world->advance(20s);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 2);
    }

    // What does not move a space in the listing: an edit, a deletion, a reaction.
    void quietChangesArriveInSpacesThatAreNotOpen()
    {
        world->populate(6);
        world->chat.addMessage(u"S0002"_s, u"m1"_s, u"users/u2"_s, u"to be deleted"_s, 40);
        world->chat.spaces[u"spaces/S0002"_s].lastRead = FakeChat::time(40);
        world->start();
        world->advance(3min); // read states and settings are known
        world->edit(u"S0002"_s, u"m0"_s, u"edited"_s, 500);
        world->remove(u"S0002"_s, u"m1"_s, 501);
        world->react(u"S0002"_s, u"m0"_s, u"users/u9"_s, 502);
        world->chat.requests.clear();
        world->advance(6min); // each space's turn comes every five
        const Message message = world->message(u"S0002"_s, u"m0"_s);
        QCOMPARE(message.text, u"edited"_s);
        QVERIFY(world->message(u"S0002"_s, u"m1"_s).isDeleted());
        QCOMPARE(message.reactions.size(), 1);
        QVERIFY(!message.reactions[0].mine);
        // Six turns, and what is beyond the listing is one question about the counts at most.
        QVERIFY(world->requests() <= 24 + 12 + 1);
    }

    void quietChangesArriveInTheBackground()
    {
        world->populate(6);
        world->start();
        world->advance(3min);
        world->account->setActive(false);
        world->edit(u"S0002"_s, u"m0"_s, u"edited"_s, 500);
        world->advance(41min);
        QCOMPARE(world->message(u"S0002"_s, u"m0"_s).text, u"edited"_s);
    }

    void changesWhileAwayArriveWithTheNews()
    {
        world->populate(4);
        world->start();
        world->advance(2min);
        world->account->stop();
        world->edit(u"S0001"_s, u"m0"_s, u"edited"_s, 500);
        world->chat.addMessage(u"S0001"_s, u"m1"_s, u"users/u1"_s, u"new"_s, 501);
        world->startAgain();
        world->advance(5s);
        QCOMPARE(world->page(u"S0001"_s).messages.size(), 2);
        QCOMPARE(world->message(u"S0001"_s, u"m0"_s).text, u"edited"_s);
        QCOMPARE(world->chat.count(u"S0001/(spaceEvents|messages)"_s), 1);
    }

    void batchEventsInAnyOrderAndTwice()
    {
        world->populate(2);
        world->start();
        world->advance(16s);
        world->watch(u"S0000"_s);
        world->advance(5s);
        world->chat.tellsOfMessages = false;
        QJsonArray created;
        for (int i = 1; i < 4; ++i) {
            created.append(QJsonObject{
                {u"message"_s,
                 QJsonValue(world->chat.addMessage(u"S0000"_s, u"b%1"_s.arg(i), u"users/u1"_s,
                                                   u"batch"_s, 500 + i))}});
        }
        world->edit(u"S0000"_s, u"b2"_s, u"later"_s, 520);
        // The younger one is told first, and all of it again.
        for (int twice = 0; twice < 2; ++twice) {
            world->chat.addEvent(
                u"S0000"_s, u"message.v1.batchCreated"_s,
                {{u"messageBatchCreatedEventData"_s, QJsonObject{{u"messages"_s, created}}}}, 519);
        }
        world->advance(9s);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 4);
        QCOMPARE(world->message(u"S0000"_s, u"b2"_s).text, u"later"_s);
    }

    // Over 28 days away events tell nothing any more: what is cached of the newest is listed anew.
    void afterALongAbsenceTheWindowIsListedAnew()
    {
        world->populate(3);
        world->start();
        world->advance(2min);
        world->account->stop();
        // Nothing of it is told by events.
        world->chat.tellsOfMessages = false;
        world->edit(u"S0001"_s, u"m0"_s, u"edited long ago"_s, 500);
        for (FakeChat::Space &space : world->chat.spaces)
            space.events.clear();
        world->clock.setWallOffset(24h * 60);
        world->startAgain();
        world->advance(2min);
        QCOMPARE(world->message(u"S0001"_s, u"m0"_s).text, u"edited long ago"_s);
        const int listed = world->chat.count(u"S0001/messages"_s);
        QCOMPARE(listed, 1);
        // Once: from then on events do.
        world->advance(20min);
        QCOMPARE(world->chat.count(u"S0001/messages"_s), listed);
        QVERIFY(world->chat.count(u"S0001/spaceEvents"_s) >= 1);
    }

    // A page cannot tell whose a reaction is.
    void whetherIReactedIsAsked()
    {
        world->populate(2);
        world->react(u"S0001"_s, u"m0"_s, u"users/u9"_s, 30);
        world->react(u"S0001"_s, u"m0"_s, world->me.name(), 31);
        world->react(u"S0000"_s, u"m0"_s, u"users/u9"_s, 32);
        world->start();
        world->advance(1min);
        QVERIFY(world->message(u"S0001"_s, u"m0"_s).reactions.value(0).mine);
        QVERIFY(!world->message(u"S0000"_s, u"m0"_s).reactions.value(0).mine);
        // Each once, and again where the event of mine was stored while the answer was on its way.
        const int asked = world->chat.count(u"/reactions\\?user.name = \"users/me1\"$"_s);
        QVERIFY2(asked == 2 || asked == 3, qPrintable(QString::number(asked)));
        // Known now, also after a restart.
        world->startAgain();
        world->advance(5min);
        QCOMPARE(world->chat.count(u"/reactions"_s), 0);
        QVERIFY(world->message(u"S0001"_s, u"m0"_s).reactions.value(0).mine);
    }

    void aMutedSpaceIsKnownAsMuted()
    {
        world->populate(3);
        world->chat.spaces[u"spaces/S0001"_s].muted = true;
        world->chat.spaces[u"spaces/S0001"_s].notification = u"FOR_YOU"_s;
        world->start();
        world->advance(1min);
        QVERIFY(world->conversation(u"S0001"_s).muted);
        QCOMPARE(world->conversation(u"S0001"_s).notificationLevel, NotificationLevel::ForYou);
        QVERIFY(!world->conversation(u"S0002"_s).muted);
        QCOMPARE(world->chat.count(u"spaceNotificationSetting"_s), 3);
        // Changed elsewhere: seen when the space is opened.
        world->chat.spaces[u"spaces/S0001"_s].muted = false;
        world->advance(15min);
        world->watch(u"S0001"_s);
        world->advance(1s);
        QVERIFY(!world->conversation(u"S0001"_s).muted);
    }

    void whatIsNotGrantedIsNotAskedForAgain_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("settings") << u"spaceNotificationSetting"_s;
        QTest::newRow("read states") << u"spaceReadState"_s;
        QTest::newRow("members") << u"/members"_s;
        QTest::newRow("whose reactions") << u"/reactions"_s;
    }

    // And holds nothing else back.
    void whatIsNotGrantedIsNotAskedForAgain()
    {
        QFETCH(QString, what);
        world->populate(20);
        for (int i = 0; i < 20; ++i)
            world->react(spaceName(i), u"m0"_s, u"users/u9"_s, 30);
        world->chat.fault = [what](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(what))
                return std::nullopt;
            return FakeChat::Fault{
                FakeChat::Phase::Before,
                errorAnswer(403, u"PERMISSION_DENIED"_s, {}, u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s)};
        };
        world->start();
        world->advance(20s);
        world->watch(u"S0019"_s);
        for (int i = 0; i < 19; ++i)
            world->chat.addMessage(spaceName(i), u"m1"_s, u"users/u1"_s, u"new"_s, 500 + i);
        world->advance(20s);
        for (int i = 0; i < 19; ++i)
            QCOMPARE(world->page(spaceName(i)).messages.size(), 2);
        world->advance(30min);
        QVERIFY(world->chat.count(what) <= 4);
        QCOMPARE(world->account->status().connection, Connection::Online);
        // The person may have granted it.
        world->chat.requests.clear();
        world->account->retryNow();
        world->advance(1min);
        QVERIFY(world->chat.count(what) >= 1);
    }

    void whatFailsBesideMessagesDoesNotHoldThemBack_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("read state") << u"spaceReadState"_s;
        QTest::newRow("members") << u"S0001/members"_s;
    }

    void whatFailsBesideMessagesDoesNotHoldThemBack()
    {
        QFETCH(QString, what);
        world->populate(20);
        world->chat.fault = [what](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(what) || !line.contains(u"S0001"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before,
                                   errorAnswer(400, u"INVALID_ARGUMENT"_s)};
        };
        world->start();
        world->advance(20s);
        world->chat.addMessage(u"S0001"_s, u"m1"_s, u"users/u1"_s, u"new"_s, 500);
        world->advance(20s);
        QCOMPARE(world->page(u"S0001"_s).messages.size(), 2);
        world->advance(11min);
        const int asked
            = world->chat.count(what == u"spaceReadState"_s ? u"S0001/spaceReadState"_s : what);
        QVERIFY(asked >= 2 && asked <= 4); // every five minutes
    }
};

QTEST_GUILESS_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
