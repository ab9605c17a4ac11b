// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/cacheschema.h"
#include "models/store/engine.h"
#include "models/store/migration.h"
#include "models/store/statement.h"

#include <QFile>
#include <QTest>

using namespace storetest;
using namespace Qt::StringLiterals;

namespace {

const Emoji heart{u"❤"_s, {}, {}};
const Emoji party{u"🎉"_s, {}, {}};

Message reacted(int number, int count)
{
    Message result = message(1, number, number);
    result.reactions = {{heart, count, false}};
    return result;
}

Batch reaction(bool mine, qint64 when)
{
    Batch batch;
    batch.reactions = {{messageId(1, 1), heart, mine, when == 0 ? Timestamp() : at(when)}};
    return batch;
}

} // namespace

// What following the spaces by their events keeps: whose reactions, what to ask, how far.
class StoreFollowTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Directory> directory;
    std::unique_ptr<Engine> engine;

    void reopen()
    {
        engine = std::make_unique<Engine>(pathsIn(directory->path()));
        QVERIFY(engine->open());
        QVERIFY(engine->setOwnUser(me));
    }

    bool isMine() { return engine->message(messageId(1, 1))->reactions.value(0).mine; }
    QList<ReactionQuestion> questions() { return engine->reactionQuestions({}, 10).value(); }

private Q_SLOTS:
    void init()
    {
        directory = std::make_unique<Directory>();
        reopen();
    }

    void theYoungerEventIsRight_data()
    {
        QTest::addColumn<QList<int>>("order"); // 1: added at 10, 2: taken away at 20, 3: at 30
        QTest::addColumn<bool>("mine");
        for (const QList<int> &order : QList<QList<int>>{
                 {1}, {1, 2}, {2, 1}, {1, 2, 3}, {3, 2, 1}, {2, 3, 1}, {3, 1, 2, 1, 2}}) {
            QStringList name;
            for (const int step : order)
                name.append(QString::number(step));
            QTest::newRow(qPrintable(name.join(u' ')))
                << order << (order.contains(3) || !order.contains(2));
        }
    }

    void theYoungerEventIsRight()
    {
        QFETCH(QList<int>, order);
        QFETCH(bool, mine);
        QVERIFY(engine->apply({messages({reacted(1, 2)})}));
        for (const int step : order)
            QVERIFY(engine->apply({reaction(step != 2, qint64(step) * 10)}));
        QCOMPARE(isMine(), mine);
        reopen();
        QCOMPARE(isMine(), mine);
    }

    // What is told without a time is told now; only what happens later changes it.
    void anAnswerIsNotUndoneByOlderEvents()
    {
        QVERIFY(engine->apply({messages({reacted(1, 2)})}));
        QVERIFY(engine->apply({reaction(true, 10)}));
        QVERIFY(engine->apply({reaction(false, 0)}));
        QVERIFY(!isMine());
        QVERIFY(engine->apply({reaction(true, 5)}));
        QVERIFY(!isMine());
        QVERIFY(engine->apply({reaction(true, 30)}));
        QVERIFY(isMine());
    }

    void aListedSummaryIsAQuestion()
    {
        QVERIFY(engine->apply({messages({message(1, 1, 1), reacted(2, 1), reacted(3, 4)})}));
        // The newest first, and only where there is something to know.
        QCOMPARE(questions(),
                 (QList<ReactionQuestion>{{messageId(1, 3), ReactionQuestion::About::Own},
                                          {messageId(1, 2), ReactionQuestion::About::Own}}));
        // The same again is none; another count is one again.
        Batch answer;
        answer.ownReactions = {{messageId(1, 3), {heart}}, {messageId(1, 2), {}}};
        QVERIFY(engine->apply({answer}));
        QCOMPARE(questions(), QList<ReactionQuestion>());
        QVERIFY(engine->message(messageId(1, 3))->reactions[0].mine);
        QVERIFY(!engine->message(messageId(1, 2))->reactions[0].mine);
        QVERIFY(engine->apply({messages({reacted(2, 1)})}));
        QCOMPARE(questions(), QList<ReactionQuestion>());
        QVERIFY(engine->apply({messages({reacted(2, 2)})}));
        QCOMPARE(questions().size(), 1);
        reopen();
        QCOMPARE(questions().size(), 1);
    }

    void whatEventsTellIsNoQuestion()
    {
        Batch created = messages({reacted(1, 1)});
        created.reactionsFollowed = true;
        created.reactionsTold = {messageId(1, 1)};
        QVERIFY(engine->apply({created}));
        QCOMPARE(questions(), QList<ReactionQuestion>());
        Batch updated = messages({reacted(1, 2)});
        updated.reactionsFollowed = true;
        QVERIFY(engine->apply({updated}));
        QCOMPARE(questions(), QList<ReactionQuestion>());
        // Events of a message that was not known tell only what happens from then on.
        Batch unknown = messages({reacted(2, 2)});
        unknown.reactionsFollowed = true;
        QVERIFY(engine->apply({unknown}));
        QCOMPARE(questions().size(), 1);
    }

    void countsAreAQuestionOfTheirOwn()
    {
        QVERIFY(engine->apply({messages({message(1, 1, 1)})}));
        Batch events;
        events.reactionsToCount = {messageId(1, 1), messageId(1, 7)}; // 7 is not cached
        QVERIFY(engine->apply({events}));
        const ReactionQuestion question{messageId(1, 1), ReactionQuestion::About::Counts};
        QCOMPARE(questions(), QList<ReactionQuestion>{question});
        Batch answer = messages({reacted(1, 1)});
        answer.reactionsFollowed = true;
        answer.reactionsAnswered = {question};
        QVERIFY(engine->apply({answer}));
        QCOMPARE(questions(), QList<ReactionQuestion>());
    }

    void openSpacesAreAskedAboutFirst()
    {
        Message other = message(2, 1, 500);
        other.reactions = {{party, 1, false}};
        QVERIFY(engine->apply({messages({reacted(1, 1), other})}));
        QCOMPARE(questions()[0].message, other.id);
        const auto first = engine->reactionQuestions({spaceId(1)}, 10).value();
        QCOMPARE(first.size(), 2);
        QCOMPARE(first[0].message, messageId(1, 1));
        QCOMPARE(engine->reactionQuestions({spaceId(1)}, 1)->size(), 1);
    }

    void aRemovedMessageAsksNothing()
    {
        QVERIFY(engine->apply({messages({reacted(1, 1)})}));
        Batch gone;
        gone.removedMessages = {messageId(1, 1)};
        QVERIFY(engine->apply({gone}));
        QCOMPARE(questions(), QList<ReactionQuestion>());
    }

    // Events are followed from where the cache begins to know a space, and never from earlier.
    void theCursorBeginsWithWhatIsCovered()
    {
        QVERIFY(engine->apply({spaces({space(1, 50)})}));
        QVERIFY(!engine->spaceStates()->constFirst().eventCursor.isKnown());
        QVERIFY(engine->apply({covered(1, 10, 50)}));
        QCOMPARE(engine->spaceStates()->constFirst().eventCursor, at(50));
        QVERIFY(engine->apply({covered(1, 60, 70)}));
        QCOMPARE(engine->spaceStates()->constFirst().eventCursor, at(50));
        Batch cursor;
        cursor.eventCursors = {{spaceId(1), at(65)}};
        QVERIFY(engine->apply({cursor}));
        cursor.eventCursors = {{spaceId(1), at(20)}};
        QVERIFY(engine->apply({cursor}));
        QCOMPARE(engine->spaceStates()->constFirst().eventCursor, at(65));
    }

    void theNewestGapIsKnown()
    {
        QVERIFY(engine->apply({spaces({space(1, 50)})}));
        QVERIFY(engine->apply({covered(1, 10, 20), covered(1, 30, 40), covered(1, 60, 70)}));
        SpaceState state = engine->spaceStates()->constFirst();
        QCOMPARE(state.gapFrom, at(40));
        QCOMPARE(state.gapTo, at(60));
        QVERIFY(engine->apply({covered(1, 40, 60)}));
        state = engine->spaceStates()->constFirst();
        QCOMPARE(state.gapFrom, at(20));
        QVERIFY(engine->apply({covered(1, 20, 30)}));
        QVERIFY(!engine->spaceStates()->constFirst().gapTo.isKnown());
    }

    void backfillsAreKeptAndTold()
    {
        Backfill backfill{spaceId(1), BackfillState::Running, 1000, at(5), {}};
        Batch batch;
        batch.backfills = {backfill};
        QCOMPARE(engine->apply({batch})->backfills, QList<Backfill>{backfill});
        QVERIFY(engine->apply({batch})->backfills.isEmpty());
        backfill.state = BackfillState::Failed;
        backfill.error.emplace();
        backfill.error->kind = ErrorKind::PermissionDenied;
        batch.backfills = {backfill};
        QVERIFY(engine->apply({batch}));
        reopen();
        QCOMPARE(engine->backfills().value(), QList<Backfill>{backfill});
        batch.backfills[0].state = BackfillState::None;
        QCOMPARE(engine->apply({batch})->backfills.size(), 1);
        QVERIFY(engine->backfills()->isEmpty());
        // They go with their space.
        batch.backfills = {backfill};
        batch.spaces = {space(1, 5)};
        QVERIFY(engine->apply({batch}));
        Batch gone;
        gone.removedSpaces = {spaceId(1)};
        QVERIFY(engine->apply({gone}));
        QVERIFY(engine->backfills()->isEmpty());
    }

    void theTimeOfTheLastListingIsKept()
    {
        QVERIFY(!engine->syncedAt()->isKnown());
        Batch batch;
        batch.syncedAt = at(77);
        QVERIFY(engine->apply({batch})->isEmpty());
        reopen();
        QCOMPARE(engine->syncedAt().value(), at(77));
    }

    // A cache of the version before keeps its history, and is followed from where it ends.
    void anOlderCacheIsCarriedOver()
    {
        QVERIFY(engine->apply({spaces({space(1, 50)}), covered(1, 0, 50, {reacted(1, 2)})}));
        QVERIFY(engine->apply({reaction(true, 0)}));
        engine.reset();
        {
            Database database;
            QVERIFY(database.open(pathsIn(directory->path()).cacheDatabase, Durability::Relaxed));
            database.execute("CREATE TABLE old AS SELECT space, message, emoji FROM my_reactions"
                             " WHERE mine = 1");
            database.execute("DROP TABLE my_reactions");
            database.execute("CREATE TABLE my_reactions(space INTEGER NOT NULL, message TEXT NOT"
                             " NULL, emoji TEXT NOT NULL, PRIMARY KEY(space, message, emoji))"
                             " WITHOUT ROWID");
            database.execute("INSERT INTO my_reactions SELECT * FROM old");
            database.execute("DROP TABLE old; DROP TABLE reaction_questions; DROP TABLE backfills;"
                             " DROP TABLE happenings;"
                             " ALTER TABLE spaces DROP COLUMN first_name;"
                             " ALTER TABLE spaces DROP COLUMN first_name_time;"
                             " ALTER TABLE spaces DROP COLUMN happenings_asked;"
                             " ALTER TABLE spaces DROP COLUMN notification;"
                             " ALTER TABLE threads DROP COLUMN last_read;"
                             " ALTER TABLE messages DROP COLUMN earlier_text;"
                             " ALTER TABLE messages DROP COLUMN earlier_time;"
                             " UPDATE spaces SET event_cursor = 0; PRAGMA user_version=1");
            QVERIFY(database.takeResult());
        }
        reopen();
        QCOMPARE(engine->newest(top(1), 10)->messages.size(), 1);
        QVERIFY(isMine());
        const SpaceState state = engine->spaceStates()->constFirst();
        QCOMPARE(state.eventCursor, at(50));
        QVERIFY(!state.notificationKnown);
        Batch cursor;
        cursor.notifications = {{spaceId(1), true, NotificationLevel::Off}};
        QVERIFY(engine->apply({cursor}));
        QVERIFY(engine->conversations()->constFirst().muted);
    }
};

QTEST_GUILESS_MAIN(StoreFollowTest)
#include "tst_storefollow.moc"
