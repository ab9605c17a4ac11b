// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/outboxbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::OutboxBench;
using linnet::test::Scripted;
using linnet::test::SyncWorld;

// What the kill loop and the fault matrix have found, each by itself.
class TestKillFinds : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OutboxBench> m_bench;

private Q_SLOTS:
    void init() { m_bench = std::make_unique<OutboxBench>(); }
    void cleanup() { m_bench.reset(); }

    // The row's turn came while its new text was being stored: the old text was sent, and stored
    // over the new one.
    void anEditHoldsWhenItsTurnComesAtOnce()
    {
        m_bench->world.setOffline(true);
        m_bench->send(u"first"_s);
        const MessageId second = m_bench->send(u"secnod"_s).value();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        while (m_bench->world.chat.texts(u"A"_s).isEmpty()
               && m_bench->world.clock.advanceToNext(10s))
            m_bench->world.drain();
        m_bench->world.advance(999ms); // the second waits for the quota of its space
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"first"_s});
        m_bench->outbox->edit(second, u"second"_s);
        QVERIFY(m_bench->world.clock.advanceToNext(1ms)); // its turn, before the store has answered
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), (QStringList{u"first"_s, u"second"_s}));
    }

    // A read state that was on the wire when a later one was written stayed behind in the file,
    // and was told after the later one, at the start after the next.
    void anOlderReadStateIsNotToldAfterANewerOne()
    {
        m_bench->world.transport().thenHang();
        m_bench->outbox->setReadState(m_bench->room.space, Timestamp(5'000'000));
        m_bench->world.drain();
        m_bench->outbox->setReadState(m_bench->room.space, Timestamp(9'000'000));
        m_bench->world.drain();
        m_bench->restart();
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].lastRead, u"1970-01-01T00:00:09Z"_s);
        QVERIFY(m_bench->world.outbox().isEmpty());
        m_bench->restart();
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].lastRead, u"1970-01-01T00:00:09Z"_s);
    }

    // Two edits of one message, before and after it had a name, went in two lanes after a restart:
    // the later could overtake the earlier.
    void editsByBothNamesKeepTheirOrder()
    {
        const MessageId local = m_bench->send(u"one"_s).value();
        const MessageId remote = m_bench->world.page(u"A"_s).messages.constLast().id;
        QVERIFY(isLocal(local) && !isLocal(remote));
        m_bench->world.setOffline(true);
        m_bench->outbox->edit(local, u"two"_s);
        m_bench->world.advance(1s);
        m_bench->outbox->edit(remote, u"three"_s);
        m_bench->world.advance(1s);
        QCOMPARE(m_bench->world.outbox().size(), 2);
        m_bench->restart();
        // The first fails once more, the way itself is well.
        auto failing = std::make_shared<int>(1);
        m_bench->world.chat.fault
            = [failing](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"PATCH"_s) || (*failing)-- <= 0)
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, errorAnswer(503, u"UNAVAILABLE"_s)};
        };
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(2min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"three"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // On, off, on, faster than the store: the last "on" found the first one waiting and did
    // nothing, the "off" behind it was sent.
    void theLastClickCounts()
    {
        m_bench->world.chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        const MessageId message(u"spaces/A/messages/M"_s);
        const Emoji thumb{.unicode = u"👍"_s};
        m_bench->world.setOffline(true);
        m_bench->send(u"finds out"_s);
        for (int i = 0; i < 8; ++i) { // the store answers in between, or does not
            for (int click = 0; click <= i; ++click) {
                m_bench->outbox->setReaction(message, thumb, click % 2 == 0);
                if (i % 3 == 0)
                    QTest::qWait(0);
            }
            m_bench->world.drain();
            m_bench->outbox->setReaction(message, thumb, false);
            m_bench->outbox->setReaction(message, thumb, true);
            QTest::qWait(0);
            m_bench->outbox->setReaction(message, thumb, false);
            m_bench->outbox->setReaction(message, thumb, true);
        }
        m_bench->world.drain();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(2min);
        QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].reactions.size(), 1);
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // Put on twice, from a page that did not know of the first time, then taken off: what took it
    // off cancelled out the second time only.
    void whatIsPutOnTwiceIsTakenOff_data()
    {
        QTest::addColumn<bool>("tried");
        QTest::newRow("tried once") << true;
        QTest::newRow("faster than the store") << false;
    }

    void whatIsPutOnTwiceIsTakenOff()
    {
        QFETCH(const bool, tried);
        m_bench->world.chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        const MessageId message(u"spaces/A/messages/M"_s);
        const Emoji party{.unicode = u"🎉"_s};
        m_bench->world.setOffline(true);
        m_bench->outbox->setReaction(message, party, true);
        if (tried)
            m_bench->world.advance(2min);
        m_bench->outbox->setReaction(message, party, true);
        m_bench->world.drain();
        m_bench->restart();
        m_bench->outbox->setReaction(message, party, false);
        m_bench->world.drain();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(5min);
        QVERIFY(m_bench->world.chat.spaces[u"spaces/A"_s].reactions.isEmpty());
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // Refused, and yet it has its effect: once a page shows it, it must not block its lane unseen.
    void whatAPageShowsBlocksNothing()
    {
        m_bench->world.chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"POST"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::After,
                                   errorAnswer(403, u"PERMISSION_DENIED"_s)};
        };
        const MessageId first = m_bench->send(u"one"_s).value();
        m_bench->send(u"two"_s);
        m_bench->world.advance(5s);
        QCOMPARE(m_bench->outbox->failed(), 1);
        m_bench->world.chat.fault = {};
        store::Batch page;
        Message seen;
        seen.id = MessageId(u"spaces/A/messages/S1"_s);
        seen.clientId = first;
        seen.space = m_bench->room.space;
        seen.sender = m_bench->world.me;
        seen.createTime = Timestamp::fromString(FakeChat::time(7201));
        seen.text = u"one"_s;
        page.messages.append(seen);
        m_bench->world.store().apply(page);
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->outbox->failed(), 0);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), (QStringList{u"one"_s, u"two"_s}));
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // What a later attempt said of itself was taken for an answer about an earlier one: a look that
    // was refused for its number, a sign-in that had expired. The removal then dropped the row
    // without a word to the service, which had the message.
    void aRemovalReachesWhatMayBeThere_data()
    {
        using Answer = SyncWorld::Answer;
        QTest::addColumn<Scripted>("attempt");
        QTest::addColumn<Scripted>("look");
        QTest::addColumn<bool>("restarted");
        const Answer lost = tl::unexpected(
            api::Error{.kind = api::Error::Kind::OutcomeUnknown, .effectUnknown = true});
        const Answer offline = tl::unexpected(api::Error{.kind = api::Error::Kind::Offline});
        const Answer tooMany = errorAnswer(429, u"RESOURCE_EXHAUSTED"_s);
        const Answer unknown = errorAnswer(401, u"UNAUTHENTICATED"_s);
        for (const bool restarted : {false, true}) {
            const auto row
                = [restarted](const char *name, const Answer &attempt, const Answer &look) {
                      QTest::addRow("%s%s", name, restarted ? ", restarted" : "")
                          << Scripted{attempt} << Scripted{look} << restarted;
                  };
            row("lost, then too many looks", lost, tooMany);
            row("lost, then offline", lost, offline);
            row("too many, with its effect", tooMany, offline);
            row("not signed in, with its effect", unknown, offline);
        }
    }

    void aRemovalReachesWhatMayBeThere()
    {
        QFETCH(const Scripted, attempt);
        QFETCH(const Scripted, look);
        QFETCH(const bool, restarted);
        m_bench->failNext(u"^GET /v1/spaces/A/messages/client"_s, FakeChat::Phase::Before,
                          look.answer, 1000);
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After, attempt.answer, 2);
        const MessageId message = m_bench->send(u"gone"_s).value();
        m_bench->world.advance(20s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"gone"_s});
        QCOMPARE(m_bench->world.outbox().size(), 1);
        if (restarted)
            m_bench->restart();
        m_bench->outbox->remove(message);
        m_bench->world.drain();
        QVERIFY(m_bench->world.page(u"A"_s).messages.constFirst().isDeleted());
        m_bench->world.chat.fault = {};
        m_bench->outbox->retryNow();
        m_bench->world.advance(2min);
        QVERIFY(m_bench->world.chat.texts(u"A"_s).isEmpty());
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // The same doubt, and another text: an edit of the one, not a second one.
    void anEditReachesWhatMayBeThere_data() { aRemovalReachesWhatMayBeThere_data(); }
    void anEditReachesWhatMayBeThere()
    {
        QFETCH(const Scripted, attempt);
        QFETCH(const Scripted, look);
        QFETCH(const bool, restarted);
        m_bench->failNext(u"^GET /v1/spaces/A/messages/client"_s, FakeChat::Phase::Before,
                          look.answer, 1000);
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After, attempt.answer, 2);
        const MessageId message = m_bench->send(u"helo"_s).value();
        m_bench->world.advance(20s);
        if (restarted)
            m_bench->restart();
        m_bench->outbox->edit(message, u"hello"_s);
        m_bench->world.drain();
        m_bench->world.chat.fault = {};
        m_bench->outbox->retryNow();
        m_bench->world.advance(2min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"hello"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // Removed while it was on the wire, edited in the next run before it was settled: the edit took
    // the message's place, and the removal went with the old one.
    void anEditDoesNotUndoARemoval()
    {
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::Before,
                          tl::unexpected(api::Error{.kind = api::Error::Kind::Offline}), 1000);
        const MessageId message = m_bench->send(u"gone"_s).value();
        m_bench->world.advance(1min);
        m_bench->world.transport().thenHang();
        m_bench->outbox->retryNow();
        m_bench->world.drain();
        m_bench->outbox->remove(message); // it is on the wire
        m_bench->world.drain();
        m_bench->restart();
        m_bench->world.advance(1min);
        m_bench->outbox->edit(message, u"still here"_s);
        m_bench->world.drain();
        m_bench->world.chat.fault = {};
        m_bench->outbox->retryNow();
        m_bench->world.advance(2min);
        QVERIFY(m_bench->world.chat.texts(u"A"_s).isEmpty());
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // Removed while it was on the wire, which led nowhere: it must not go out once more, for all to
    // see, only to be deleted then.
    void whatIsRemovedIsNotTriedAgain_data()
    {
        QTest::addColumn<bool>("there");
        QTest::addColumn<bool>("refused");
        QTest::newRow("not there") << false << false;
        QTest::newRow("there") << true << false;
        QTest::newRow("refused") << false << true;
    }

    void whatIsRemovedIsNotTriedAgain()
    {
        QFETCH(const bool, there);
        QFETCH(const bool, refused);
        const auto phase = there ? FakeChat::Phase::After : FakeChat::Phase::Before;
        MessageId message;
        m_bench->world.chat.fault = [&](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"POST"_s))
                return std::nullopt;
            m_bench->outbox->remove(message); // at the moment when it is on the wire
            if (refused)
                return FakeChat::Fault{phase, errorAnswer(403, u"PERMISSION_DENIED"_s)};
            return FakeChat::Fault{phase,
                                   tl::unexpected(api::Error{.kind = api::Error::Kind::Timeout,
                                                             .effectUnknown = true})};
        };
        m_bench->world.setOffline(true);
        message = m_bench->send(u"gone"_s).value();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(1s);
        QCOMPARE(m_bench->world.chat.count(u"^POST"_s), 1);
        m_bench->world.setOffline(true); // no second attempt until the removal is due
        m_bench->world.advance(MessagePort::undoTime);
        m_bench->world.setOffline(false);
        m_bench->world.advance(5min);
        QCOMPARE(m_bench->world.chat.count(u"^POST"_s), 1);
        QVERIFY(m_bench->world.chat.texts(u"A"_s).isEmpty());
        QVERIFY(m_bench->world.outbox().isEmpty());
        QVERIFY(m_bench->world.page(u"A"_s).messages.isEmpty());
        QCOMPARE(m_bench->outbox->failed(), 0);
    }

    // A page shows the message while its text is being exchanged: the one that is there is edited.
    void anEditOfWhatAPageShowsMeanwhile()
    {
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After,
                          errorAnswer(403, u"PERMISSION_DENIED"_s));
        const MessageId message = m_bench->send(u"helo"_s).value();
        m_bench->world.advance(5s);
        QCOMPARE(m_bench->outbox->failed(), 1);
        Message seen;
        seen.id = MessageId(m_bench->world.chat.spaces[u"spaces/A"_s]
                                .messages.constFirst()
                                .value(u"name"_s)
                                .toString());
        seen.clientId = message;
        seen.space = m_bench->room.space;
        seen.sender = m_bench->world.me;
        seen.createTime = Timestamp::fromString(FakeChat::time(7201));
        seen.text = u"helo"_s;
        m_bench->world.store().apply(store::Batch{.messages = {seen}});
        m_bench->outbox->edit(message, u"hello"_s); // nobody has heard of the page yet
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"hello"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // A success that names no message is none: it stood as sent for ever.
    void anEmptySuccessIsNone()
    {
        auto left = std::make_shared<int>(1);
        m_bench->world.chat.fault = [left](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"POST"_s) || (*left)-- <= 0)
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, linnet::test::jsonAnswer("{}")};
        };
        m_bench->send(u"one"_s);
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"one"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestKillFinds)
#include "tst_killfinds.moc"
