// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/outboxbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::failure;
using linnet::test::FakeChat;
using linnet::test::htmlAnswer;
using linnet::test::OutboxBench;
using linnet::test::Scripted;

// Edits, deletions, reactions and read states, and what pages say of them.
class TestOutboxWrites : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OutboxBench> m_bench;

private Q_SLOTS:
    void init() { m_bench = std::make_unique<OutboxBench>(); }
    void cleanup() { m_bench.reset(); }

    void editsOfWaitingTextChangeIt()
    {
        m_bench->world.setOffline(true);
        m_bench->outbox->retryNow();
        // Nothing was tried yet: another lane finds out that we are offline.
        QVERIFY(m_bench->send(u"first"_s));
        const Result<MessageId> second = m_bench->send(u"secnod"_s);
        m_bench->outbox->edit(*second, u"second"_s);
        m_bench->world.drain();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList({u"first"_s, u"second"_s}));
        QCOMPARE(m_bench->world.chat.count(u"^PATCH"_s), 0);
    }

    void editsInDoubtWaitForTheirMessage()
    {
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After, errorAnswer(503, u"UNAVAILABLE"_s));
        const Result<MessageId> sent = m_bench->send(u"secnod"_s);
        m_bench->outbox->edit(*sent, u"second"_s);
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"second"_s});
        QCOMPARE(m_bench->world.chat.identityViolations, 0);
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void deletesWhatIsSent()
    {
        const Result<MessageId> sent = m_bench->send(u"x"_s);
        m_bench->outbox->remove(*sent); // still by its local name
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList());
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // Others' replies go with it only when that was asked for, in this run or the one before.
    void whatHasRepliesGoesOnlyWithThem_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::newRow("same run") << false;
        QTest::newRow("restarted") << true;
    }

    void whatHasRepliesGoesOnlyWithThem()
    {
        QFETCH(const bool, restarted);
        FakeChat &chat = m_bench->world.chat;
        const QJsonObject thread{{u"name"_s, u"spaces/A/threads/T"_s}};
        chat.addMessage(u"A"_s, u"M"_s, chat.me, u"mine"_s, 10).insert(u"thread"_s, thread);
        QJsonObject &reply = chat.addMessage(u"A"_s, u"R"_s, u"users/x"_s, u"theirs"_s, 20);
        reply.insert(u"thread"_s, thread);
        reply.insert(u"threadReply"_s, true);
        const MessageId message(u"spaces/A/messages/M"_s);
        QSignalSpy refused(m_bench->outbox.get(), &sync::Outbox::writeRefused);
        m_bench->outbox->remove(message);
        m_bench->world.advance(20s);
        QCOMPARE(chat.texts(u"A"_s), QStringList({u"mine"_s, u"theirs"_s}));
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused[0][1].value<Error>().kind, ErrorKind::FailedPrecondition);
        QVERIFY(m_bench->world.outbox().isEmpty());
        m_bench->outbox->removeWithReplies(message);
        m_bench->world.drain();
        if (restarted)
            m_bench->restart();
        m_bench->world.advance(20s);
        QCOMPARE(chat.texts(u"A"_s), QStringList());
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // Writes without a key of their own: repeated, they must not fail.
    void otherWritesSurviveFailures_data()
    {
        using Kind = api::Error::Kind;
        QTest::addColumn<Scripted>("answer");
        QTest::newRow("offline") << Scripted{failure(Kind::Offline)};
        QTest::newRow("timeout") << Scripted{failure(Kind::Timeout, true)};
        QTest::newRow("outcome unknown") << Scripted{failure(Kind::OutcomeUnknown, true)};
        QTest::newRow("portal") << Scripted{htmlAnswer()};
        QTest::newRow("503") << Scripted{errorAnswer(503, u"UNAVAILABLE"_s)};
        QTest::newRow("429") << Scripted{errorAnswer(429, u"RESOURCE_EXHAUSTED"_s)};
    }

    void otherWritesSurviveFailures()
    {
        QFETCH(const Scripted, answer);
        const Emoji thumb{.unicode = u"👍"_s};
        for (const auto phase : {FakeChat::Phase::Before, FakeChat::Phase::After}) {
            for (const bool restarted : {false, true}) {
                cleanup();
                init();
                m_bench->world.chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
                const MessageId message(u"spaces/A/messages/M"_s);
                const auto step = [&](const QString &pattern, const auto &write,
                                      std::chrono::milliseconds held = 0ms) {
                    m_bench->failNext(pattern, phase, answer.answer, 2);
                    write();
                    m_bench->world.advance(held); // until it was tried once
                    if (restarted)
                        m_bench->restart();
                    m_bench->world.advance(5min);
                };
                step(u"^POST .*reactions$"_s,
                     [&] { m_bench->outbox->setReaction(message, thumb, true); });
                QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].reactions.size(), 1);
                step(u"^PATCH .*M$"_s, [&] { m_bench->outbox->edit(message, u"ho"_s); });
                QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"ho"_s});
                step(u"spaceReadState"_s, [&] {
                    m_bench->outbox->setReadState(m_bench->room.space, Timestamp(7'000'000));
                });
                QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].lastRead,
                         u"1970-01-01T00:00:07Z"_s);
                step(u"^DELETE .*reactions"_s,
                     [&] { m_bench->outbox->setReaction(message, thumb, false); });
                QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].reactions.size(), 0);
                step(
                    u"^DELETE"_s, [&] { m_bench->outbox->remove(message); }, MessagePort::undoTime);
                QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList());
                QVERIFY(m_bench->world.outbox().isEmpty());
            }
        }
    }

    void refusedWritesAreUndoneAndTold()
    {
        m_bench->world.chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        QSignalSpy refused(m_bench->outbox.get(), &sync::Outbox::writeRefused);
        m_bench->failNext(u"^PATCH"_s, FakeChat::Phase::Before,
                          errorAnswer(403, u"PERMISSION_DENIED"_s));
        m_bench->outbox->edit(MessageId(u"spaces/A/messages/M"_s), u"mine now"_s);
        m_bench->world.advance(5s);
        QCOMPARE(refused.size(), 1);
        const auto write = refused[0][0].value<OutboxItem>();
        QCOMPARE(write.kind, OutboxKind::UpdateMessage);
        QCOMPARE(write.message, MessageId(u"spaces/A/messages/M"_s));
        QCOMPARE(write.text, u"mine now"_s); // nobody else has it
        QCOMPARE(refused[0][1].value<Error>().kind, ErrorKind::PermissionDenied);
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // Its key is not the last part of its name, so it cannot be asked for by that.
    void aCustomReactionIsFoundByItsName()
    {
        m_bench->world.chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        QList<QJsonObject> &reactions = m_bench->world.chat.spaces[u"spaces/A"_s].reactions;
        for (const QString &id : {u"cow"_s, u"crew"_s}) {
            const QJsonObject emoji{{u"name"_s, QString(u"customEmojis/"_s + id)},
                                    {u"uid"_s, QString(u"uid-"_s + id)}};
            reactions.append({{u"name"_s, QString(u"spaces/A/messages/M/reactions/"_s + id)},
                              {u"user"_s, QJsonObject{{u"name"_s, m_bench->world.chat.me}}},
                              {u"emoji"_s, QJsonObject{{u"customEmoji"_s, emoji}}}});
        }
        m_bench->outbox->setReaction(MessageId(u"spaces/A/messages/M"_s),
                                     {.customName = u"customEmojis/crew"_s}, false);
        m_bench->world.advance(10s);
        QCOMPARE(reactions.size(), 1);
        QCOMPARE(reactions[0].value(u"name"_s).toString(), u"spaces/A/messages/M/reactions/cow"_s);
    }

    void aReactionAndItsContraryCancelOut()
    {
        m_bench->world.chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        m_bench->world.setOffline(true);
        QVERIFY(m_bench->send(u"find out"_s));
        const MessageId message(u"spaces/A/messages/M"_s);
        m_bench->outbox->setReaction(message, {.unicode = u"👍"_s}, true);
        m_bench->world.drain();
        m_bench->outbox->setReaction(message, {.unicode = u"👍"_s}, false);
        m_bench->world.drain();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.count(u"reactions"_s), 0);
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void aNewerReadStateReplacesTheWaitingOne()
    {
        m_bench->world.setOffline(true);
        QVERIFY(m_bench->send(u"find out"_s));
        for (int i = 1; i <= 5; ++i) {
            m_bench->outbox->setReadState(m_bench->room.space, Timestamp(qint64(i) * 1'000'000));
            m_bench->world.drain();
        }
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.count(u"^PATCH .*spaceReadState"_s), 1);
    }

    void aPageMaySettleWhatIsOnItsWay()
    {
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After, errorAnswer(503, u"UNAVAILABLE"_s));
        QVERIFY(m_bench->send(u"x"_s));
        QCOMPARE(m_bench->world.outbox().size(), 1);
        // An event or page shows the message by its client id.
        store::Batch page;
        Message seen;
        seen.id = MessageId(u"spaces/A/messages/S1"_s);
        seen.clientId = m_bench->world.outbox().constFirst().message;
        seen.space = m_bench->room.space;
        seen.sender = m_bench->world.me;
        seen.createTime = Timestamp::fromString(FakeChat::time(7201));
        seen.text = u"x"_s;
        page.messages.append(seen);
        m_bench->world.store().apply(page);
        m_bench->world.advance(5min);
        QVERIFY(m_bench->world.outbox().isEmpty());
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"x"_s});
        QCOMPARE(m_bench->outbox->queued(), 0);
        QCOMPARE(m_bench->world.page(u"A"_s).messages.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOutboxWrites)
#include "tst_outboxwrites.moc"
