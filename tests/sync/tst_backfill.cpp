// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/accountworld.h"

#include <QSignalSpy>
#include <QTest>

Q_DECLARE_METATYPE(linnet::api::HttpResponse)

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::AccountWorld;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;

// A space's whole history at the person's wish.
class TestBackfill : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AccountWorld> world;

    // Old messages of which only the newest are cached.
    void populate(const QString &space, int messages)
    {
        world->chat.tellsOfMessages = false;
        world->chat.pageSize = 100; // of the thousand asked for: a history of a tenth will do
        world->chat.addSpace(space, u"SPACE"_s, 0);
        for (int i = 0; i < messages; ++i)
            world->chat.addMessage(space, u"m%1"_s.arg(i), u"users/u1"_s, u"x"_s, i);
    }

    Backfill backfill(const QString &space)
    {
        Backfill found;
        world->history->backfills(this, [&](const Result<QList<Backfill>> &all) {
            for (const Backfill &one : all.value()) {
                if (one.space.name() == u"spaces/"_s + space)
                    found = one;
            }
        });
        world->drain();
        return found;
    }

    int cached(const QString &space) { return int(world->page(space, 5'000).messages.size()); }

private Q_SLOTS:
    void init() { world = std::make_unique<AccountWorld>(); }
    void cleanup() { world.reset(); }

    void everythingIsFetchedWithProgress()
    {
        populate(u"A"_s, 450);
        world->start();
        world->advance(1min);
        QVERIFY(cached(u"A"_s) <= 25);
        QList<Backfill> seen;
        connect(&world->store(), &store::Store::changed, this,
                [&seen](const ChangeSet &changes) { seen += changes.backfills; });
        world->chat.requests.clear();
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(30s);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Complete);
        QCOMPARE(cached(u"A"_s), 450);
        QVERIFY(world->page(u"A"_s, 1000).reachesStart);
        QVERIFY(backfill(u"A"_s).messages >= 425);
        // Page by page, and what happens is told as it happens.
        QCOMPARE(world->chat.count(u"A/messages"_s), 5);
        QVERIFY(seen.size() >= 6);
        QCOMPARE(seen.constFirst().state, BackfillState::Running);
        for (qsizetype i = 2; i + 1 < seen.size(); ++i)
            QVERIFY(seen[i].reached < seen[i - 1].reached);
        QCOMPARE(seen.constLast().state, BackfillState::Complete);
        // Nothing more is asked for.
        world->chat.requests.clear();
        world->advance(1min);
        QCOMPARE(world->chat.count(u"A/messages"_s), 0);
    }

    void aPauseHoldsAndARestartKeepsIt()
    {
        populate(u"A"_s, 900);
        world->start();
        world->advance(1min);
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(5s);
        world->history->pauseBackfill(SpaceId(u"spaces/A"_s));
        world->advance(1s);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Paused);
        const int before = backfill(u"A"_s).messages;
        QVERIFY(before > 0);
        world->startAgain();
        world->advance(1min);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Paused);
        QCOMPARE(world->chat.count(u"A/messages"_s), 0);
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(30s);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Complete);
        QVERIFY(backfill(u"A"_s).messages > before);
    }

    void aRestartGoesOnByItself()
    {
        populate(u"A"_s, 900);
        world->start();
        world->advance(1min);
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(5s);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Running);
        const Timestamp reached = backfill(u"A"_s).reached;
        world->startAgain();
        world->advance(30s);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Complete);
        // What was there was not fetched again.
        QVERIFY(reached.isKnown());
        QVERIFY(world->chat.count(u"A/messages"_s) <= 7);
    }

    void aCancelledOneIsForgotten()
    {
        populate(u"A"_s, 500);
        world->start();
        world->advance(1min);
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(3s);
        world->history->cancelBackfill(SpaceId(u"spaces/A"_s));
        QCOMPARE(backfill(u"A"_s).state, BackfillState::None);
        world->chat.requests.clear();
        world->advance(1min);
        QCOMPARE(world->chat.count(u"A/messages"_s), 0);
    }

    void severalTakeTurns()
    {
        populate(u"A"_s, 500);
        populate(u"B"_s, 500);
        world->start();
        world->advance(1min);
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->history->startBackfill(SpaceId(u"spaces/B"_s));
        world->advance(9s);
        QVERIFY(backfill(u"A"_s).messages > 0);
        QVERIFY(backfill(u"B"_s).messages > 0);
        QCOMPARE(backfill(u"B"_s).state, BackfillState::Running);
    }

    // In seven days' history of a busy space: nobody who waits is held up.
    void itKeepsItsPace()
    {
        populate(u"A"_s, 4'000);
        world->chat.addSpace(u"B"_s, u"SPACE"_s, 0);
        world->start();
        world->advance(1min);
        world->chat.requests.clear();
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(1min);
        const int pages = world->chat.count(u"A/messages"_s);
        QVERIFY2(pages >= 25 && pages <= 31, qPrintable(QString::number(pages)));
        // A call that somebody waits for leaves at once and is answered without time passing.
        bool answered = false;
        api::ListMessages request;
        request.parent = u"spaces/A"_s;
        request.pageSize = 25;
        world->services().client.send(
            request, this,
            [&answered](const api::Result<api::ListMessagesResponse> &page) {
                answered = page.has_value();
            },
            {.lane = api::Lane::Interactive});
        world->drain();
        QVERIFY(answered);
    }

    void itWaitsForTheService()
    {
        populate(u"A"_s, 500);
        world->start();
        world->advance(1min);
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(3s);
        world->setOffline(true);
        world->advance(2min);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Running);
        world->setOffline(false);
        world->account->retryNow();
        world->advance(30s);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Complete);
    }

    void trouble_data()
    {
        QTest::addColumn<api::HttpResponse>("answer");
        QTest::addColumn<BackfillState>("state");
        QTest::newRow("refused") << errorAnswer(403, u"PERMISSION_DENIED"_s)
                                 << BackfillState::Failed;
        QTest::newRow("5xx") << errorAnswer(500, u"INTERNAL"_s) << BackfillState::Running;
        QTest::newRow("unreadable") << test::jsonAnswer("{") << BackfillState::Running;
    }

    void trouble()
    {
        QFETCH(api::HttpResponse, answer);
        QFETCH(BackfillState, state);
        populate(u"A"_s, 300);
        world->start();
        world->advance(1min);
        world->chat.fault = [answer](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.endsWith(u"A/messages"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, answer};
        };
        world->chat.requests.clear();
        world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(10min);
        QCOMPARE(backfill(u"A"_s).state, state);
        QCOMPARE(backfill(u"A"_s).error.has_value(), state == BackfillState::Failed);
        QVERIFY(world->chat.count(u"A/messages"_s) <= 40);
        // Started again, or by itself.
        world->chat.fault = {};
        if (state == BackfillState::Failed)
            world->history->startBackfill(SpaceId(u"spaces/A"_s));
        world->advance(11min);
        QCOMPARE(backfill(u"A"_s).state, BackfillState::Complete);
    }
};

QTEST_GUILESS_MAIN(TestBackfill)
#include "tst_backfill.moc"
