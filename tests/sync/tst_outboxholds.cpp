// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/outboxbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::OutboxBench;

using Phase = FakeChat::Phase;

// What is held back on purpose (the send delay, a deletion that may be undone), and quotes.
class TestOutboxHolds : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OutboxBench> m_bench;
    const MessageId m_theirs{u"spaces/A/messages/M"_s};

    [[nodiscard]] FakeChat &chat() { return m_bench->world.chat; }
    // A message of somebody else's, which the cache knows as the service does.
    void cacheTheirs(Timestamp lastUpdate = {}, const QString &text = u"hi"_s)
    {
        Message message;
        message.id = m_theirs;
        message.space = m_bench->room.space;
        message.sender = UserId(u"users/x"_s);
        message.createTime = Timestamp::fromString(FakeChat::time(10, 123'456));
        message.lastUpdateTime = lastUpdate;
        message.text = text;
        message.formattedText = text;
        store::Batch batch;
        batch.messages.append(message);
        m_bench->world.store().apply(batch);
        m_bench->world.drain();
    }
    [[nodiscard]] QuoteReference quote(QuoteType type = QuoteType::Reply)
    {
        const std::optional<Message> message = m_bench->shown(m_theirs);
        return {m_theirs, message ? quotedTime(*message) : Timestamp(), type};
    }
    // Waits untried, or was refused; with all that a message can have.
    [[nodiscard]] MessageId unsent(bool refused, const TimelineScope &target)
    {
        if (refused)
            m_bench->failNext(u"/messages$"_s, Phase::Before,
                              errorAnswer(403, u"PERMISSION_DENIED"_s));
        else
            m_bench->outbox->setSendDelay(10s);
        const OutgoingMessage message{
            .text = u"precious"_s, .files = {m_bench->file(u"notes.txt"_s, "1")}, .quote = quote()};
        const Result<MessageId> sent = m_bench->send(message, target);
        m_bench->world.advance(2s);
        m_bench->outbox->setSendDelay(0s);
        return sent.value_or(MessageId());
    }
    // The last one of a timeline, while it is on its way.
    [[nodiscard]] std::optional<Message> pending(const TimelineScope &scope)
    {
        QList<Message> messages;
        m_bench->world.store().newest(scope, 10, &m_bench->context,
                                      [&messages](const Result<TimelinePage> &page) {
                                          messages = page.value_or(TimelinePage()).messages;
                                      });
        m_bench->world.drain();
        return messages.isEmpty() || !messages.last().isPending() ? std::nullopt
                                                                  : std::optional(messages.last());
    }
    [[nodiscard]] QJsonObject sentQuote()
    {
        return chat()
            .spaces[u"spaces/A"_s]
            .messages.constLast()
            .value(u"quotedMessageMetadata"_s)
            .toObject();
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<OutboxBench>();
        chat()
            .addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10)
            .insert(u"createTime"_s, FakeChat::time(10, 123'456));
        cacheTheirs();
    }
    void cleanup() { m_bench.reset(); }

    // --- the send delay

    void waitsBeforeItLeaves()
    {
        m_bench->outbox->setSendDelay(10s);
        const Result<MessageId> sent = m_bench->send(u"one"_s);
        const Message message = *m_bench->shown(*sent);
        QCOMPARE(message.heldUntil, message.createTime + 10s);
        m_bench->outbox->setSendDelay(0s);
        QVERIFY(m_bench->send(u"two"_s)); // does not overtake
        m_bench->world.advance(9s);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
        m_bench->outbox->retryNow(); // the network is back: no reason to hurry this
        m_bench->world.advance(500ms);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
        m_bench->world.advance(2s);
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"one"_s, u"two"_s}));
    }

    void canBeTakenBackWhileItWaits()
    {
        m_bench->outbox->setSendDelay(10s);
        const Result<MessageId> sent = m_bench->send(u"one"_s);
        m_bench->world.advance(9s);
        const Result<OutgoingMessage> back = m_bench->takeBack(*sent);
        QVERIFY(back);
        QCOMPARE(back->text, u"one"_s);
        m_bench->world.advance(1min);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
    }

    void retrySendsItNow()
    {
        m_bench->outbox->setSendDelay(10s);
        const Result<MessageId> sent = m_bench->send(u"one"_s);
        m_bench->outbox->retry(*sent);
        m_bench->world.drain();
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"one"_s}));
    }

    void survivesARestart_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("clockChange");
        QTest::addColumn<std::chrono::milliseconds>("held");
        const auto row
            = [](const char *name, std::chrono::milliseconds change,
                 std::chrono::milliseconds held) { QTest::newRow(name) << change << held; };
        row("true clock", 0s, 15s);
        row("clock set back by days", -48h, 20s);
        row("clock set forward", 48h, 0s);
    }

    void survivesARestart()
    {
        QFETCH(std::chrono::milliseconds, clockChange);
        QFETCH(std::chrono::milliseconds, held);
        m_bench->outbox->setSendDelay(20s);
        QVERIFY(m_bench->send(u"one"_s));
        m_bench->world.advance(5s);
        m_bench->world.clock.setWallOffset(clockChange);
        m_bench->restart();
        if (held > 0s) {
            m_bench->world.advance(held - 1s);
            QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
            m_bench->world.advance(2s);
        }
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"one"_s}));
    }

    void isNeverLongerThanTwentySeconds()
    {
        m_bench->outbox->setSendDelay(1h);
        QVERIFY(m_bench->send(u"one"_s));
        m_bench->world.advance(21s);
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"one"_s}));
    }

    // --- deletions

    void deletionsWaitAndShow_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::newRow("same run") << false;
        QTest::newRow("restarted") << true;
    }

    void deletionsWaitAndShow()
    {
        QFETCH(bool, restarted);
        m_bench->outbox->remove(m_theirs);
        m_bench->world.drain();
        m_bench->outbox->remove(m_theirs); // twice is once
        m_bench->world.drain();
        QVERIFY(m_bench->shown(m_theirs)->isDeleted());
        QVERIFY(m_bench->shown(m_theirs)->heldUntil.isKnown());
        m_bench->world.advance(MessagePort::undoTime - 1s);
        if (restarted)
            m_bench->restart();
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
        m_bench->world.advance(2s);
        QCOMPARE(chat().texts(u"A"_s), QStringList());
        QCOMPARE(chat().count(u"^DELETE"_s), 1);
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void deletionsCanBeUndone_data() { deletionsWaitAndShow_data(); }

    void deletionsCanBeUndone()
    {
        QFETCH(bool, restarted);
        m_bench->outbox->remove(m_theirs);
        m_bench->world.advance(3s);
        if (restarted)
            m_bench->restart();
        m_bench->outbox->undoRemove(m_theirs);
        m_bench->world.drain();
        QVERIFY(!m_bench->shown(m_theirs)->isDeleted());
        QCOMPARE(m_bench->shown(m_theirs)->text, u"hi"_s);
        QVERIFY(!m_bench->shown(m_theirs)->heldUntil.isKnown());
        m_bench->world.advance(1min);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void afterwardsItIsTooLate()
    {
        m_bench->outbox->remove(m_theirs);
        m_bench->world.advance(10s);
        m_bench->outbox->undoRemove(m_theirs);
        m_bench->world.advance(1min);
        QCOMPARE(chat().texts(u"A"_s), QStringList());
    }

    void heldDeletionsHoldUpNothing()
    {
        m_bench->outbox->remove(m_theirs);
        QVERIFY(m_bench->send(u"one"_s));
        m_bench->world.advance(2s);
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"one"_s}));
    }

    // --- deletions of what was not sent: the only copy there is

    void unsentDeletionsCanBeUndone_data()
    {
        QTest::addColumn<bool>("refused");
        QTest::addColumn<bool>("restarted");
        QTest::newRow("waiting") << false << false;
        QTest::newRow("waiting, restarted") << false << true;
        QTest::newRow("refused") << true << false;
        QTest::newRow("refused, restarted") << true << true;
    }

    void unsentDeletionsCanBeUndone()
    {
        QFETCH(bool, refused);
        QFETCH(bool, restarted);
        const TimelineScope thread{m_bench->room.space, ThreadId(u"spaces/A/threads/T"_s)};
        const MessageId sent = unsent(refused, thread);
        const Message before = *pending(thread);
        m_bench->outbox->remove(sent);
        m_bench->world.drain();
        const std::optional<Message> held = pending(thread);
        QVERIFY(held && held->isDeletionUndoable());
        QCOMPARE(held->text, QString());
        QCOMPARE(m_bench->outbox->queued() + m_bench->outbox->failed(), 0);
        if (restarted)
            m_bench->restart();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(MessagePort::undoTime - 1s);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
        m_bench->outbox->undoRemove(sent);
        m_bench->world.drain();
        if (refused) // nothing is sent that one did not want to send
            QVERIFY(pending(thread) == before);
        m_bench->outbox->retry(sent);
        m_bench->world.advance(1min);
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"precious"_s}));
        QCOMPARE(sentQuote().value(u"name"_s).toString(), m_theirs.name());
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"1"});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void unsentDeletionsAreCarriedOut_data() { unsentDeletionsCanBeUndone_data(); }

    void unsentDeletionsAreCarriedOut()
    {
        QFETCH(bool, refused);
        QFETCH(bool, restarted);
        const TimelineScope thread{m_bench->room.space, ThreadId(u"spaces/A/threads/T"_s)};
        const MessageId sent = unsent(refused, thread);
        m_bench->outbox->remove(sent);
        m_bench->world.drain();
        m_bench->outbox->remove(sent); // twice is once
        m_bench->world.drain();
        if (restarted)
            m_bench->restart();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(MessagePort::undoTime);
        QVERIFY(!pending(thread));
        QVERIFY(m_bench->world.outbox().isEmpty());
        QCOMPARE(m_bench->copies(), QStringList());
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
        QCOMPARE(chat().count(u"^DELETE"_s), 0); // it was never there
    }

    // An edit of what may be there waits until that is known: the removal does not wait for it.
    void deletionsOvertakeEdits()
    {
        const api::Error timeout{.kind = api::Error::Kind::Timeout, .effectUnknown = true};
        m_bench->failNext(u"messages"_s, Phase::Before, tl::unexpected(timeout), 1000);
        const Result<MessageId> sent = m_bench->send(u"helo"_s);
        m_bench->world.advance(1min);
        m_bench->outbox->edit(*sent, u"hello"_s);
        m_bench->world.drain();
        m_bench->outbox->remove(*sent);
        m_bench->world.advance(MessagePort::undoTime);
        chat().fault = {};
        m_bench->outbox->retryNow();
        m_bench->world.advance(2min);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"hi"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // --- quotes

    void quotesNameTheExactTime_data()
    {
        QTest::addColumn<bool>("edited");
        QTest::addColumn<QuoteType>("type");
        QTest::newRow("never edited") << false << QuoteType::Reply;
        QTest::newRow("edited") << true << QuoteType::Reply;
        QTest::newRow("forwarded") << true << QuoteType::Forward;
    }

    void quotesNameTheExactTime()
    {
        QFETCH(bool, edited);
        QFETCH(QuoteType, type);
        if (edited) {
            chat().spaces[u"spaces/A"_s].messages.first().insert(u"lastUpdateTime"_s,
                                                                 FakeChat::time(20, 654'321));
            cacheTheirs(Timestamp::fromString(FakeChat::time(20, 654'321)));
        }
        m_bench->world.setOffline(true);
        const bool forward = type == QuoteType::Forward;
        const Result<MessageId> sent = m_bench->send(
            {.text = forward ? QString() : u"so"_s, .files = {}, .quote = quote(type)});
        QVERIFY(sent);
        const Message pending = *m_bench->shown(*sent);
        QVERIFY(pending.quote);
        QCOMPARE(pending.quote->text, u"hi"_s);
        QCOMPARE(pending.quote->sender, UserId(u"users/x"_s));
        m_bench->restart();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(1min);
        QCOMPARE(sentQuote().value(u"name"_s).toString(), m_theirs.name());
        QCOMPARE(sentQuote().value(u"quoteType"_s).toString(), forward ? u"FORWARD"_s : u"REPLY"_s);
        QCOMPARE(Timestamp::fromString(sentQuote().value(u"lastUpdateTime"_s).toString()),
                 Timestamp::fromString(edited ? FakeChat::time(20, 654'321)
                                              : FakeChat::time(10, 123'456)));
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void aQuoteNeedsWords()
    {
        const Result<MessageId> sent
            = m_bench->send({.text = u" "_s, .files = {}, .quote = quote()});
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::InvalidArgument);
    }

    // Refused, because the quoted message changed meanwhile; once that is known, retrying helps.
    void tryingAgainQuotesWhatIsThereNow()
    {
        chat().spaces[u"spaces/A"_s].messages.first().insert(u"lastUpdateTime"_s,
                                                             FakeChat::time(20, 654'321));
        const Result<MessageId> sent
            = m_bench->send({.text = u"so"_s, .files = {}, .quote = quote()});
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->outbox->failed(), 1);
        m_bench->outbox->retry(*sent);
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->outbox->failed(), 1);
        cacheTheirs(Timestamp::fromString(FakeChat::time(20, 654'321)), u"hi there"_s);
        m_bench->outbox->retry(*sent);
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->outbox->failed(), 0);
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"so"_s}));
    }

    void takingBackGivesTheQuoteToo()
    {
        m_bench->world.setOffline(true);
        const OutgoingMessage message{.text = u"so"_s, .files = {}, .quote = quote()};
        const Result<MessageId> sent = m_bench->send(message);
        const Result<OutgoingMessage> back = m_bench->takeBack(*sent);
        QVERIFY(back);
        QCOMPARE(*back, message);
    }

    void quotesSurviveFailures_data()
    {
        QTest::addColumn<int>("number");
        const QList<test::Failing> failures = test::everyFailure();
        for (int i = 0; i < failures.size(); ++i)
            QTest::newRow(failures[i].name) << i;
    }

    void quotesSurviveFailures()
    {
        QFETCH(int, number);
        const test::Failing failing = test::everyFailure()[number];
        for (const auto phase : {Phase::Before, Phase::After}) {
            for (const bool restarted : {false, true}) {
                cleanup();
                init();
                m_bench->failNext(u"^POST .*/messages$"_s, phase, failing.answer, 2);
                const Result<MessageId> sent
                    = m_bench->send({.text = u"so"_s, .files = {}, .quote = quote()});
                QVERIFY(m_bench->send(u"next"_s));
                if (restarted)
                    m_bench->restart();
                m_bench->world.advance(20min);
                QCOMPARE(m_bench->outbox->failed() > 0, failing.refused);
                chat().fault = {};
                m_bench->outbox->retry(*sent);
                m_bench->outbox->retryNow();
                m_bench->world.advance(2min);
                QCOMPARE(chat().texts(u"A"_s), QStringList({u"hi"_s, u"so"_s, u"next"_s}));
                QCOMPARE(chat().identityViolations, 0);
                QVERIFY(m_bench->world.outbox().isEmpty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestOutboxHolds)
#include "tst_outboxholds.moc"
