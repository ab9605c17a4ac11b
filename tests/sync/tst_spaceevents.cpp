// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/accountworld.h"

#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::AccountWorld;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;

// Events that come late, in pages that end early, or not at all.
class TestSpaceEvents : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AccountWorld> world;
    using Answer = test::SyncWorld::Answer;

    void beginWatching()
    {
        world->populate(2);
        world->start();
        world->advance(16s);
        world->watch(u"S0000"_s);
        world->advance(5s);
    }
    void withoutChatApp()
    {
        world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.contains(u"spaceEvents"_s))
                return std::nullopt;
            return FakeChat::Fault{
                FakeChat::Phase::Before,
                errorAnswer(404, u"NOT_FOUND"_s,
                            u"Google Chat app not found. To create a Chat app, you must turn on "
                            u"the Chat API and configure the app in the Google Cloud console."_s)};
        };
    }

private Q_SLOTS:
    void init() { world = std::make_unique<AccountWorld>(); }
    void cleanup() { world.reset(); }

    // A younger one was told before.
    void anEventThatComesLateIsTold_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("a little") << 5;
        QTest::newRow("a minute") << 60;
        QTest::newRow("nearly two") << 115;
    }

    void anEventThatComesLateIsTold()
    {
        QFETCH(int, seconds);
        beginWatching();
        world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"young"_s, 800);
        world->advance(30s);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 2);
        world->edit(u"S0000"_s, u"m0"_s, u"edited"_s, 800 - seconds);
        world->advance(5s);
        QCOMPARE(world->message(u"S0000"_s, u"m0"_s).text, u"edited"_s);
    }

    // That a page's token has expired says nothing of the space: what changed long before the
    // newest messages is still told.
    void anExpiredPageTokenLosesNothing()
    {
        beginWatching();
        world->chat.pageSize = 20;
        int left = 4;
        world->between = [&left](const api::HttpRequest &request,
                                 const std::function<Answer()> &serve) -> Answer {
            const bool further = request.url.path().endsWith(u"/spaceEvents"_s)
                && QUrlQuery(request.url).hasQueryItem(u"pageToken"_s);
            return further && left-- > 0 ? Answer(errorAnswer(400, u"INVALID_ARGUMENT"_s))
                                         : serve();
        };
        for (int i = 0; i < 120; ++i) {
            world->chat.addMessage(u"S0000"_s, u"n%1"_s.arg(i), u"users/u0"_s, u"new"_s, 500 + i);
        }
        world->edit(u"S0000"_s, u"m0"_s, u"edited"_s, 700);
        world->advance(2min);
        QVERIFY(left <= 0);
        QCOMPARE(world->message(u"S0000"_s, u"m0"_s).text, u"edited"_s);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 121);
        QCOMPARE(world->chat.count(u"S0000/messages$"_s), 1); // at the beginning
    }

    // It is said before somebody writes in vain, and goes when it is mended.
    void aMissingChatAppIsSaid_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("Try again") << true;
        QTest::newRow("by itself") << false;
    }

    void aMissingChatAppIsSaid()
    {
        QFETCH(bool, asked);
        withoutChatApp();
        beginWatching();
        world->chat.addMessage(u"S0000"_s, u"m1"_s, u"users/u0"_s, u"new"_s, 501);
        world->advance(20s);
        QCOMPARE(world->account->status().connection, Connection::Blocked);
        QCOMPARE(world->account->status().error->kind, ErrorKind::AppNotConfigured);
        QCOMPARE(world->page(u"S0000"_s).messages.size(), 2); // listed instead
        QVERIFY(!world->account->isHeld());
        world->account->retryNow();
        world->advance(20s);
        QCOMPARE(world->account->status().connection, Connection::Blocked);
        world->chat.fault = nullptr;
        if (asked) {
            world->account->retryNow();
            world->advance(5s);
        } else {
            world->advance(11min);
        }
        QCOMPARE(world->account->status().connection, Connection::Online);
        world->edit(u"S0000"_s, u"m0"_s, u"edited"_s, 600);
        world->advance(5s);
        QCOMPARE(world->message(u"S0000"_s, u"m0"_s).text, u"edited"_s);
    }
};

QTEST_GUILESS_MAIN(TestSpaceEvents)
#include "tst_spaceevents.moc"
