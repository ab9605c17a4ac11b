// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/engine.h"

#include <QTest>

using namespace storetest;
using namespace Qt::StringLiterals;

// Which threads are one's own, how many of their replies are unread, in which order.
class MyThreadsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Directory> directory;
    std::unique_ptr<Engine> engine;

    QList<MyThread> threads(qint64 since = 0, int limit = 100)
    {
        return engine->myThreads(at(since), limit).value();
    }

    void apply(const QList<Message> &what) { QVERIFY(engine->apply({messages(what)})); }

private Q_SLOTS:
    void init()
    {
        directory = std::make_unique<Directory>();
        engine = std::make_unique<Engine>(pathsIn(directory->path()));
        QVERIFY(engine->open());
        QVERIFY(engine->setOwnUser(me));
        QVERIFY(engine->apply({spaces({space(1), space(2)})}));
    }

    void onlyWhereOneTookPart()
    {
        Message mention = reply(1, 32, 320, 30, bert);
        mention.text = u"@me look"_s;
        Annotation annotation;
        annotation.user = me;
        annotation.length = 3;
        mention.annotations = {annotation};
        apply({message(1, 10, 100), reply(1, 11, 110, 10, bert), // of others
               message(1, 20, 200, me), reply(1, 21, 210, 20, bert), // begun by me
               message(1, 30, 300), mention, // mentions me
               message(2, 40, 400), reply(2, 41, 410, 40, me), // I replied
               message(2, 50, 500, me)}); // nobody replied
        const QList<MyThread> mine = threads();
        QStringList roots;
        for (const MyThread &thread : mine)
            roots.append(thread.root.id.lastSegment());
        QCOMPARE(roots,
                 QStringList({messageId(2, 40).lastSegment(), messageId(1, 30).lastSegment(),
                              messageId(1, 20).lastSegment()}));
        QCOMPARE(mine.at(2).thread, threadId(1, 20));
        QCOMPARE(mine.at(2).newest.id, messageId(1, 21));
    }

    void unreadAreRepliesOfOthersAfterMine()
    {
        apply({message(1, 10, 100, me), reply(1, 11, 110, 10, bert), reply(1, 12, 120, 10, me),
               reply(1, 13, 130, 10, bert), reply(1, 14, 140, 10, carl)});
        QCOMPARE(threads().at(0).replies, 4);
        QCOMPARE(threads().at(0).unread, 2);
        Batch read;
        read.threadReads = {{threadId(1, 10), at(130)}};
        QVERIFY(engine->apply({read}));
        QCOMPARE(threads().at(0).unread, 1);
        read.threadReads = {{threadId(1, 10), at(140)}};
        QVERIFY(engine->apply({read}));
        QCOMPARE(threads().at(0).unread, 0);
    }

    void deletedRepliesDoNotCount()
    {
        Message gone = reply(1, 12, 120, 10, bert);
        gone.deleteTime = at(125);
        gone.text.clear();
        apply({message(1, 10, 100, me), reply(1, 11, 110, 10, bert), gone});
        QCOMPARE(threads().at(0).replies, 1);
        QCOMPARE(threads().at(0).unread, 1);
        QCOMPARE(threads().at(0).newest.id, messageId(1, 11));
    }

    void anUncachedBeginningIsNoObstacle()
    {
        apply({reply(1, 11, 110, 10, me), reply(1, 12, 120, 10, bert)});
        QCOMPARE(threads().size(), 1);
        QVERIFY(threads().at(0).root.id.isEmpty());
        QCOMPARE(threads().at(0).unread, 1);
    }

    void oldOnesAndTooManyAreLeftOut()
    {
        QList<Message> all;
        for (qint64 i = 1; i <= 30; ++i)
            all << message(1, i * 10, i * 100, me) << reply(1, i * 10 + 1, i * 100 + 10, i * 10);
        apply(all);
        QCOMPARE(threads().size(), 30);
        QCOMPARE(threads(2010).size(), 10); // those after
        QCOMPARE(threads(0, 7).size(), 7);
        QCOMPARE(threads(0, 7).at(0).root.id, messageId(1, 300)); // the latest of them
    }

    // Not with its space: what is read there is the top level.
    void aMentionInAReplyIsReadWithItsThread()
    {
        const auto mentions = [this] {
            const SpaceState state = engine->spaceStates().value().constFirst();
            const Conversation first = engine->conversations().value().constFirst();
            [&] { QCOMPARE(!state.mentionedIn.isEmpty(), first.mentionCount > 0); }();
            return first.mentionCount;
        };
        const auto readThread = [this](Timestamp time) {
            QVERIFY(engine->apply({Batch{.threadReads = {{threadId(1, 10), time}}}}));
        };
        Message mention = reply(1, 11, 110, 10, bert);
        mention.annotations = {{AnnotationType::UserMention, 0, 3, me, {}, {}, {}}};
        QVERIFY(engine->apply({Batch{.removedSpaces = {spaceId(2)}}}));
        apply({message(1, 10, 100), mention});
        QCOMPARE(mentions(), 0); // nothing is known of what is read
        QVERIFY(engine->apply({readState(1, 105)}));
        QCOMPARE(mentions(), 1);
        QVERIFY(engine->apply({readState(1, 200)}));
        QCOMPARE(mentions(), 0);
        readThread({}); // asked: never
        QCOMPARE(mentions(), 1);
        QVERIFY(!engine->threadRead(threadId(1, 10))->isKnown());
        readThread(at(110));
        readThread({});
        QCOMPARE(mentions(), 0);
        mention.id = messageId(1, 12);
        mention.createTime = mention.lastUpdateTime = at(120);
        apply({mention});
        QCOMPARE(mentions(), 1); // though the space is read up to here
        apply({reply(1, 13, 130, 10, me)});
        QCOMPARE(mentions(), 0); // I have answered
        mention.id = messageId(1, 14);
        mention.createTime = mention.lastUpdateTime = at(140);
        apply({mention});
        QCOMPARE(engine->takeNotices().changes.conversations.last().mentionCount, 1);
        readThread(at(140));
        QCOMPARE(engine->takeNotices().changes.conversations.value(0).mentionCount, 0);
        QCOMPARE(mentions(), 0);
    }

    // A reply moves the space's activity, and its read state cannot follow.
    void aReplyLeavesASpaceRead()
    {
        Batch batch = covered(1, 0, 110, {message(1, 10, 100), reply(1, 11, 110, 10, bert)});
        batch.spaces = {space(1, 110)};
        batch.readStates = {{spaceId(1), at(100)}};
        batch.removedSpaces = {spaceId(2)};
        QVERIFY(engine->apply({batch}));
        QVERIFY(!engine->spaceStates()->constFirst().unread);
        batch = covered(1, 110, 120, {message(1, 12, 120, bert)});
        batch.spaces = {space(1, 120)};
        QVERIFY(engine->apply({batch}));
        QVERIFY(engine->spaceStates()->constFirst().unread);
    }
};

QTEST_GUILESS_MAIN(MyThreadsTest)
#include "tst_mythreads.moc"
