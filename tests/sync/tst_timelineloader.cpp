// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/timelineloader.h"
#include "tests/sync/syncworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::SyncWorld;

namespace {

const TimelineScope room{SpaceId(u"spaces/A"_s), ThreadId()};

QStringList textsOf(const TimelinePage &page)
{
    QStringList texts;
    for (const Message &message : page.messages)
        texts.append(message.text);
    return texts;
}

} // namespace

class TestTimelineLoader : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyncWorld> world;
    std::unique_ptr<sync::Outbox> outbox;
    std::unique_ptr<sync::AccountSync> account;
    std::unique_ptr<sync::TimelineLoader> loader;
    using Answer = std::optional<Result<TimelinePage>>;

    void start()
    {
        outbox = std::make_unique<sync::Outbox>(world->services());
        account = std::make_unique<sync::AccountSync>(world->services(), *outbox);
        loader = std::make_unique<sync::TimelineLoader>(world->services(), *account, *outbox);
        outbox->start(world->me);
    }

    Handler<TimelinePage> into(Answer &answer)
    {
        return [&answer](const Result<TimelinePage> &page) {
            QVERIFY(!answer);
            answer = page;
        };
    }

    Result<TimelinePage> newest(const TimelineScope &scope, int limit)
    {
        Answer answer;
        loader->newest(scope, limit, this, into(answer));
        world->drain();
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }

    Result<TimelinePage> older(const TimelineScope &scope, const TimelinePage &page, int limit)
    {
        Answer answer;
        loader->older(scope, keyOf(page.messages.constFirst()), limit, this, into(answer));
        world->advance(1s); // there are so many reads a second
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }

    Result<TimelinePage> around(const QString &message, int limit)
    {
        Answer answer;
        const MessageId id(QString(u"spaces/A/messages/"_s + message));
        loader->around(room, {.message = id}, limit, this, into(answer));
        world->advance(1s);
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }

    std::optional<Timestamp> threadRead(const ThreadId &thread)
    {
        std::optional<Timestamp> told;
        loader->threadRead(thread, this, [&told](const Result<Timestamp> &time) {
            QVERIFY(!told);
            told = time.value_or(Timestamp(-1));
        });
        world->drain();
        return told;
    }

    void reopen()
    {
        loader.reset();
        account.reset();
        outbox.reset();
        world->restart();
        start();
    }

    // Messages 0 … count-1, a second apart; every third one a reply to message 0.
    void fill(int count)
    {
        for (int i = 0; i < count; ++i) {
            QJsonObject &message = world->chat.addMessage(u"A"_s, u"m%1"_s.arg(i), u"users/u1"_s,
                                                          QString::number(i), i);
            if (i % 3 == 2) {
                message.insert(u"threadReply"_s, true);
                message.insert(u"thread"_s, QJsonObject{{u"name"_s, u"spaces/A/threads/m0"_s}});
            }
        }
    }

private Q_SLOTS:
    void init()
    {
        world = std::make_unique<SyncWorld>();
        world->chat.addSpace(u"A"_s, u"SPACE"_s, 0);
        start();
    }

    void cleanup()
    {
        loader.reset();
        account.reset();
        outbox.reset();
        world.reset();
    }

    void theFirstOpeningAsksTheService()
    {
        fill(30);
        const Result<TimelinePage> page = newest(room, 10);
        QVERIFY(page);
        QCOMPARE(textsOf(*page).constLast(), u"28"_s); // 29 is a reply
        QCOMPARE(page->messages.size(), 10);
        QVERIFY(page->reachesEnd);
        QCOMPARE(world->chat.count(u"/messages"_s), 1);
    }

    void anEmptySpaceIsComplete()
    {
        const Result<TimelinePage> page = newest(room, 10);
        QVERIFY(page);
        QVERIFY(page->messages.isEmpty());
        QVERIFY(page->reachesStart);
        QVERIFY(newest(room, 10));
        QCOMPARE(world->chat.count(u"/messages"_s), 1);
    }

    void offlineAndNothingCachedIsAnError()
    {
        fill(3);
        world->setOffline(true);
        const Result<TimelinePage> page = newest(room, 10);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Offline);
    }

    void offlineTheCacheAnswers()
    {
        fill(30);
        QVERIFY(newest(room, 10));
        world->setOffline(true);
        const Result<TimelinePage> page = newest(room, 10);
        QVERIFY(page);
        QCOMPARE(page->messages.size(), 10);
        const Result<TimelinePage> before = older(room, *page, 10);
        QVERIFY(before); // the rest of what was fetched
        QVERIFY(!before->messages.isEmpty());
        const Result<TimelinePage> beyond = older(room, *before, 10);
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().kind, ErrorKind::Offline);
    }

    void goesBackToTheVeryStart_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("limit");
        QTest::newRow("few") << 5 << 50;
        QTest::newRow("exactly a fetch") << 25 << 10;
        QTest::newRow("many") << 400 << 20;
        QTest::newRow("large pages") << 400 << 150;
        QTest::newRow("tiny pages") << 60 << 1;
    }

    void goesBackToTheVeryStart()
    {
        QFETCH(int, count);
        QFETCH(int, limit);
        fill(count);
        Result<TimelinePage> page = newest(room, limit);
        QVERIFY(page);
        QStringList all = textsOf(*page);
        int pages = 0;
        while (!page->reachesStart && ++pages < 500) {
            page = older(room, *page, limit);
            QVERIFY(page);
            QVERIFY(!page->messages.isEmpty() || page->reachesStart);
            all = textsOf(*page) + all;
            if (page->messages.isEmpty())
                break;
        }
        QStringList expected;
        for (int i = 0; i < count; ++i) {
            if (i % 3 != 2)
                expected.append(QString::number(i));
        }
        QCOMPARE(all, expected);
    }

    // Messages of one moment must not fall between two pages.
    void sameMomentsStayTogether()
    {
        for (int i = 0; i < 80; ++i)
            world->chat.addMessage(u"A"_s, u"m%1"_s.arg(i, 3, 10, QLatin1Char('0')), u"users/u1"_s,
                                   QString::number(i), i / 20);
        Result<TimelinePage> page = newest(room, 10);
        QStringList all = textsOf(*page);
        for (int i = 0; i < 30 && !page->reachesStart; ++i) {
            page = older(room, *page, 10);
            QVERIFY(page);
            all = textsOf(*page) + all;
        }
        QCOMPARE(all.size(), 80);
        all.removeDuplicates();
        QCOMPARE(all.size(), 80);
    }

    void aThreadIsFetchedByItself()
    {
        fill(300);
        const TimelineScope thread{room.space, ThreadId(u"spaces/A/threads/m0"_s)};
        Result<TimelinePage> page = newest(thread, 30);
        QVERIFY(page);
        QCOMPARE(page->messages.size(), 30);
        QCOMPARE(world->chat.count(u"thread.name = spaces/A/threads/m0"_s), 1);
        QStringList all = textsOf(*page);
        while (!page->reachesStart) {
            page = older(thread, *page, 30);
            QVERIFY(page && !page->messages.isEmpty());
            all = textsOf(*page) + all;
        }
        QCOMPARE(all.size(), 101);
        QCOMPARE(all.constFirst(), u"0"_s);
    }

    void sameRequestsAreMadeOnce()
    {
        fill(30);
        Answer first;
        Answer second;
        loader->newest(room, 10, this, into(first));
        loader->newest(room, 10, this, into(second));
        QVERIFY(!first); // never from within
        world->drain();
        QVERIFY(first && *first && second && *second);
        QCOMPARE(**first, **second);
        QCOMPARE(world->chat.count(u"/messages"_s), 1);
    }

    void theGoneGetNoAnswer()
    {
        fill(30);
        Answer gone;
        Answer stays;
        auto *window = new QObject;
        loader->newest(room, 10, window, into(gone));
        loader->newest(room, 10, this, into(stays));
        delete window;
        world->drain();
        QVERIFY(!gone);
        QVERIFY(stays);
    }

    void whatCameMeanwhileArrivesAsChanges()
    {
        fill(10);
        QVERIFY(newest(room, 50));
        account->start(world->me);
        world->drain();
        world->chat.addMessage(u"A"_s, u"late"_s, u"users/u1"_s, u"late"_s, 100);
        account->stop();
        // The list said so, the messages were not fetched.
        store::Batch batch;
        batch.spaces.append(world->state(u"A"_s).space);
        batch.spaces.first().lastActiveTime = Timestamp::fromString(FakeChat::time(100));
        world->store().apply(batch);
        world->drain();
        const Result<TimelinePage> page = newest(room, 50);
        QCOMPARE(textsOf(*page).constLast(), u"9"_s);
        QCOMPARE(textsOf(world->page(u"A"_s)).constLast(), u"late"_s);
    }

    void aGapIsFilledByReading()
    {
        fill(10);
        QVERIFY(newest(room, 50));
        // Far away in time, a stretch of its own.
        for (int i = 0; i < 200; ++i)
            world->chat.addMessage(u"A"_s, u"n%1"_s.arg(i), u"users/u1"_s, u"n%1"_s.arg(i),
                                   1000 + i);
        account->start(world->me);
        world->advance(10s);
        Result<TimelinePage> page = newest(room, 60);
        QStringList all = textsOf(*page);
        for (int i = 0; i < 20 && !page->reachesStart; ++i) {
            page = older(room, *page, 60);
            QVERIFY(page);
            all = textsOf(*page) + all;
        }
        QCOMPARE(all.size(), 207);
    }

    void readingForwardFillsGapsToo()
    {
        fill(10);
        QVERIFY(newest(room, 50));
        const TimelinePage old = world->page(u"A"_s);
        for (int i = 0; i < 200; ++i)
            world->chat.addMessage(u"A"_s, u"n%1"_s.arg(i), u"users/u1"_s, u"n%1"_s.arg(i),
                                   1000 + i);
        account->start(world->me);
        world->advance(10s);
        account->stop();
        QStringList all = textsOf(old);
        MessageKey edge = keyOf(old.messages.constLast());
        for (int i = 0; i < 20; ++i) {
            Answer page;
            loader->newer(room, edge, 60, this, into(page));
            world->advance(1s);
            QVERIFY(page && *page);
            all += textsOf(**page);
            if ((*page)->reachesEnd)
                break;
            edge = keyOf((*page)->messages.constLast());
        }
        QCOMPARE(all.size(), 207);
        QCOMPARE(all.constLast(), u"n199"_s);
    }

    // However far back a message is, three requests bring it; what lies between stays a gap.
    void aFarMessageCostsThreeRequests()
    {
        for (int i = 0; i < 5000; ++i)
            world->chat.addMessage(u"A"_s, u"m%1"_s.arg(i), u"users/u1"_s, QString::number(i), i);
        QVERIFY(newest(room, 50));
        const int before = int(world->chat.requests.size());
        Result<TimelinePage> page = around(u"m700"_s, 60);
        QVERIFY(page);
        QCOMPARE(world->chat.requests.size() - before, 3);
        QCOMPARE(page->messages.size(), 61);
        QCOMPARE(page->messages.constFirst().text, u"670"_s);
        QCOMPARE(page->messages[30].text, u"700"_s);
        QCOMPARE(page->messages.constLast().text, u"730"_s);
        QVERIFY(!page->reachesStart && !page->reachesEnd);
        // A stretch of its own: the newest page knows nothing of it.
        const Result<TimelinePage> end = newest(room, 50);
        QCOMPARE(end->messages.constLast().text, u"4999"_s);
        QCOMPARE(end->messages.constFirst().text, u"4950"_s);
        QCOMPARE(world->page(u"A"_s).messages.size(), 50);
        // Again, and without a network: from the cache.
        world->setOffline(true);
        QCOMPARE(around(u"m700"_s, 60).value(), *page);
        QCOMPARE(world->chat.requests.size() - before, 3);
    }

    // Reading on from there goes back to the start and forward to the newest, without a hole.
    void readingOnFromAFarMessage()
    {
        for (int i = 0; i < 900; ++i)
            world->chat.addMessage(u"A"_s, u"m%1"_s.arg(i), u"users/u1"_s, QString::number(i), i);
        QVERIFY(newest(room, 50));
        Result<TimelinePage> page = around(u"m300"_s, 40);
        QVERIFY(page);
        QStringList all = textsOf(*page);
        Result<TimelinePage> back = page;
        for (int i = 0; i < 30 && !back->reachesStart; ++i) {
            back = older(room, *back, 100);
            QVERIFY(back && !back->messages.isEmpty());
            all = textsOf(*back) + all;
        }
        MessageKey edge = keyOf(page->messages.constLast());
        for (int i = 0; i < 30; ++i) {
            Answer next;
            loader->newer(room, edge, 100, this, into(next));
            world->advance(1s);
            QVERIFY(next && *next && !(*next)->messages.isEmpty());
            all += textsOf(**next);
            edge = keyOf((*next)->messages.constLast());
            if ((*next)->reachesEnd)
                break;
        }
        QStringList expected;
        for (int i = 0; i < 900; ++i)
            expected.append(QString::number(i));
        QCOMPARE(all, expected);
        QCOMPARE(world->page(u"A"_s).messages.size(), 900);
    }

    void aMomentIsGoneToAsWell()
    {
        for (int i = 0; i < 900; ++i)
            world->chat.addMessage(u"A"_s, u"m%1"_s.arg(i), u"users/u1"_s, QString::number(i), i);
        QVERIFY(newest(room, 50));
        Answer page;
        const Timestamp moment = Timestamp::fromString(FakeChat::time(300));
        const int before = int(world->chat.requests.size());
        loader->around(room, {.time = moment}, 40, this, into(page));
        world->advance(1s);
        QVERIFY(page && *page);
        QCOMPARE(world->chat.requests.size() - before, 2);
        QCOMPARE((*page)->messages.size(), 40);
        QCOMPARE((*page)->messages[19].text, u"300"_s); // the last that is not after it
    }

    void aFarReplyIsReachedInItsThread()
    {
        fill(3000);
        const TimelineScope thread{room.space, ThreadId(u"spaces/A/threads/m0"_s)};
        QVERIFY(newest(thread, 30));
        Answer page;
        loader->around(thread, {.message = MessageId(u"spaces/A/messages/m902"_s)}, 20, this,
                       into(page));
        world->advance(1s);
        QVERIFY(page && *page);
        QCOMPARE((*page)->messages.size(), 21);
        QCOMPARE((*page)->messages[10].text, u"902"_s);
        QCOMPARE((*page)->messages[11].text, u"905"_s);
        // It does not stand in the main timeline.
        const Result<TimelinePage> top = around(u"m902"_s, 20);
        QVERIFY(!top);
        QCOMPARE(top.error().kind, ErrorKind::NotFound);
    }

    void aFarMessageThatCannotBeHad()
    {
        fill(300);
        QVERIFY(newest(room, 50));
        Result<TimelinePage> page = around(u"never"_s, 20);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::NotFound);
        world->setOffline(true);
        page = around(u"m1"_s, 20);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Offline);
    }

    void marksReadUpToTheNewest()
    {
        fill(5);
        account->start(world->me);
        world->advance(10s);
        loader->markRead(room.space);
        world->drain();
        QCOMPARE(world->chat.spaces[u"spaces/A"_s].lastRead.left(19), FakeChat::time(4).left(19));
        loader->markRead(room.space); // nothing new to say
        world->drain();
        QCOMPARE(world->chat.count(u"^PATCH"_s), 1);
        QVERIFY(!world->conversations().constFirst().unread);
    }

    void whatWasRefusedCanBeMarkedAgain()
    {
        fill(5);
        account->start(world->me);
        world->advance(10s);
        world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"PATCH"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before,
                                   errorAnswer(403, u"PERMISSION_DENIED"_s)};
        };
        loader->markRead(room.space);
        world->drain();
        QVERIFY(world->conversations().constFirst().unread);
        world->chat.fault = {};
        loader->markRead(room.space);
        world->drain();
        QCOMPARE(world->chat.count(u"^PATCH"_s), 2);
        QVERIFY(!world->conversations().constFirst().unread);
    }

    // Marked as unread on the phone: opening it here shows it, and reading it tells the service.
    void unreadElsewhereIsSeenWhenItIsOpened()
    {
        fill(5);
        account->start(world->me);
        world->advance(10s);
        loader->markRead(room.space);
        world->advance(2min);
        world->chat.spaces[room.space.name()].lastRead = FakeChat::time(2);
        world->chat.requests.clear();
        loader->setWatched({room});
        world->advance(1s);
        QVERIFY(world->conversations().constFirst().unread);
        loader->markRead(room.space);
        world->drain();
        QVERIFY(!world->conversations().constFirst().unread);
        QCOMPARE(world->chat.spaces[room.space.name()].lastRead.left(19),
                 FakeChat::time(4).left(19));
        // Back and forth in the same minute costs nothing.
        loader->setWatched({});
        loader->setWatched({room});
        world->advance(1s);
        QCOMPARE(world->chat.count(u"^GET .*/spaceReadState"_s), 1);
    }

    void marksUnreadFromAMessage()
    {
        fill(5);
        account->start(world->me);
        world->advance(10s);
        loader->markRead(room.space);
        world->drain();
        loader->markUnreadFrom(MessageId(u"spaces/A/messages/m3"_s));
        world->drain();
        QCOMPARE(world->chat.spaces[u"spaces/A"_s].lastRead, u"2026-04-05T10:00:02.999999Z"_s);
        const Conversation conversation = world->conversations().constFirst();
        QVERIFY(conversation.unread);
        QCOMPARE(conversation.unreadCount, 2);
        loader->markRead(room.space);
        world->drain();
        QVERIFY(!world->conversations().constFirst().unread);
    }

    void readStatesSurviveARestart()
    {
        fill(5);
        account->start(world->me);
        world->advance(10s);
        world->setOffline(true);
        loader->markRead(room.space);
        world->drain();
        QVERIFY(!world->conversations().constFirst().unread); // at once
        loader.reset();
        account.reset();
        outbox.reset();
        world->restart();
        world->setOffline(false);
        start();
        world->advance(5s);
        QCOMPARE(world->chat.count(u"^PATCH"_s), 1);
    }

    void aThreadIsReadAsFarAsSomebodyHasReadIt()
    {
        fill(30);
        newest(room, 100);
        const ThreadId thread(u"spaces/A/threads/m0"_s);
        const auto at = [](int seconds) { return Timestamp::fromString(FakeChat::time(seconds)); };
        QCOMPARE(threadRead(thread), Timestamp()); // never opened
        world->chat.spaces[room.space.name()].threadsRead.insert(thread.name(), FakeChat::time(5));
        QCOMPARE(threadRead(thread), at(5)); // on the phone
        loader->markThreadRead(thread);
        world->drain();
        QCOMPARE(threadRead(thread), at(29)); // here, and the service does not know
        QCOMPARE(world->chat.spaces[room.space.name()].threadsRead.value(thread.name()),
                 FakeChat::time(5));
        reopen();
        QCOMPARE(threadRead(thread), at(29));
        world->chat.spaces[room.space.name()].threadsRead.insert(thread.name(), FakeChat::time(99));
        QCOMPARE(threadRead(thread), at(99)); // on the phone, since
        world->setOffline(true);
        QCOMPARE(threadRead(thread), at(99));
    }

    void aReplyThatWaitsKeepsNoThreadUnread()
    {
        fill(30);
        newest(room, 100);
        const ThreadId thread(u"spaces/A/threads/m0"_s);
        world->setOffline(true);
        outbox->send({room.space, thread}, {.text = u"later"_s}, this,
                     [](const Result<MessageId> &sent) { QVERIFY(sent); });
        world->drain();
        QCOMPARE(world->outbox().size(), 1);
        loader->markThreadRead(thread);
        world->drain();
        QCOMPARE(threadRead(thread), Timestamp::fromString(FakeChat::time(29)));
    }

    // What is marked right after the question is not in its answer.
    void aThreadIsAskedForBeforeItIsMarked()
    {
        fill(30);
        newest(room, 100);
        const ThreadId thread(u"spaces/A/threads/m0"_s);
        std::optional<Timestamp> told;
        loader->threadRead(thread, this, [&told](const Result<Timestamp> &time) { told = *time; });
        loader->markThreadRead(thread);
        world->drain();
        QCOMPARE(told, Timestamp());
    }

    void aSilentServiceKeepsNoThreadWaiting()
    {
        const ThreadId thread(u"spaces/A/threads/m0"_s);
        world->transport().thenHang();
        int answers = 0;
        loader->threadRead(thread, this, [&answers](const Result<Timestamp> &) { ++answers; });
        world->drain();
        QCOMPARE(answers, 0);
        world->advance(TimelinePort::threadReadPatience);
        QCOMPARE(answers, 1);
        world->advance(2min); // the call itself has ended meanwhile
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(TestTimelineLoader)
#include "tst_timelineloader.moc"
