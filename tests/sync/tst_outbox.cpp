// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/outboxbench.h"

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

namespace {

// A clock as real ones are: time passes between two readings, and timers fire a little early.
class RestlessClock final : public api::Clock
{
public:
    RestlessClock(api::Clock &clock, std::chrono::milliseconds early)
        : m_clock(clock)
        , m_early(early)
    {
    }

    [[nodiscard]] std::chrono::milliseconds now() const override
    {
        return m_clock.now() + std::chrono::milliseconds(++m_readings);
    }
    [[nodiscard]] QDateTime wallTime() const override { return m_clock.wallTime(); }
    [[nodiscard]] api::Timer after(std::chrono::milliseconds delay,
                                   std::function<void()> then) override
    {
        return m_clock.after(std::max(delay - m_early, 0ms), std::move(then));
    }

private:
    api::Clock &m_clock;
    std::chrono::milliseconds m_early;
    mutable int m_readings = 0;
};

} // namespace

// What is written goes out once, in order, whatever happens on the way.
class TestOutbox : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OutboxBench> m_bench;

private Q_SLOTS:
    void init() { m_bench = std::make_unique<OutboxBench>(); }
    void cleanup() { m_bench.reset(); }

    void sendsAtOnceAndLeavesNothingBehind()
    {
        QVERIFY(m_bench->send(u"hello"_s));
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"hello"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
        const TimelinePage page = m_bench->world.page(u"A"_s);
        QCOMPARE(page.messages.size(), 1);
        QVERIFY(!page.messages.constFirst().isPending());
        QCOMPARE(m_bench->outbox->queued(), 0);
    }

    void repliesNameTheThreadAndTheOption()
    {
        const TimelineScope thread{m_bench->room.space, ThreadId(u"spaces/A/threads/T"_s)};
        QVERIFY(m_bench->send(u"reply"_s, thread));
        const QJsonObject message = m_bench->world.chat.spaces[u"spaces/A"_s].messages.constFirst();
        QCOMPARE(message.value(u"thread"_s).toObject().value(u"name"_s).toString(),
                 u"spaces/A/threads/T"_s);
        QVERIFY(message.value(u"threadReply"_s).toBool());
    }

    void tooLongIsRefusedBeforeItIsQueued_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        QTest::newRow("32,000 bytes") << QString(32'000, u'a') << true;
        QTest::newRow("32,001 bytes") << QString(32'001, u'a') << false;
        QTest::newRow("two bytes each") << QString(16'000, u'\u00e4') << true;
        QTest::newRow("two bytes each and one")
            << QString(QString(16'000, u'\u00e4') + u'a') << false;
    }

    void tooLongIsRefusedBeforeItIsQueued()
    {
        QFETCH(QString, text);
        QFETCH(bool, fits);
        const Result<MessageId> sent = m_bench->send(text);
        QCOMPARE(sent.has_value(), fits);
        if (!fits)
            QCOMPARE(sent.error().kind, ErrorKind::MessageTooLong);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s).size(), fits ? 1 : 0);
    }

    void brokenTextIsMended()
    {
        QString text = u"a"_s;
        text.append(QChar(0xd800));
        text.append(QChar(0));
        QVERIFY(m_bench->send(text));
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"a\ufffd\ufffd"_s});
    }

    // Each kind of failure, before and after the effect: nothing is lost, nothing is doubled, and
    // the order holds.
    void survivesFailures_data()
    {
        using Kind = api::Error::Kind;
        QTest::addColumn<Scripted>("answer");
        QTest::addColumn<bool>("refused");
        const auto row
            = [](const char *name, const api::Result<api::HttpResponse> &answer,
                 bool refused = false) { QTest::newRow(name) << Scripted{answer} << refused; };
        row("offline", failure(Kind::Offline));
        row("connection lost", failure(Kind::ConnectionLost, true));
        row("timeout", failure(Kind::Timeout, true));
        row("tls", failure(Kind::Tls));
        row("captive portal", htmlAnswer());
        row("truncated", failure(Kind::Truncated, true));
        row("not json", api::HttpResponse{.status = 200, .headers = {}, .body = "ok"});
        row("cut json", test::jsonAnswer("{\"name\": \"spa"));
        row("outcome unknown", failure(Kind::OutcomeUnknown, true));
        row("401", errorAnswer(401, u"UNAUTHENTICATED"_s));
        row("429", errorAnswer(429, u"RESOURCE_EXHAUSTED"_s));
        row("500", errorAnswer(500, u"INTERNAL"_s));
        row("503", errorAnswer(503, u"UNAVAILABLE"_s));
        row("520 with a page", api::HttpResponse{.status = 520, .headers = {}, .body = "<html>"});
        row("app not configured",
            errorAnswer(404, u"NOT_FOUND"_s,
                        u"Google Chat app not found. To create a Chat app, you must turn on the "
                        u"Chat API and configure the app in the Google Cloud console."_s));
        row("api disabled", errorAnswer(403, u"PERMISSION_DENIED"_s, {}, u"SERVICE_DISABLED"_s));
        row("scope",
            errorAnswer(403, u"PERMISSION_DENIED"_s, {}, u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s));
        row("400", errorAnswer(400, u"INVALID_ARGUMENT"_s), true);
        row("403", errorAnswer(403, u"PERMISSION_DENIED"_s), true);
        row("404", errorAnswer(404, u"NOT_FOUND"_s), true);
    }

    void survivesFailures()
    {
        QFETCH(const Scripted, answer);
        QFETCH(bool, refused);
        for (const auto phase : {FakeChat::Phase::Before, FakeChat::Phase::After}) {
            for (const bool restarted : {false, true}) {
                cleanup();
                init();
                m_bench->failNext(u"^POST .*/messages$"_s, phase, answer.answer, 2);
                const Result<MessageId> first = m_bench->send(u"one"_s);
                QVERIFY(first);
                QVERIFY(m_bench->send(u"two"_s));
                if (restarted)
                    m_bench->restart();
                m_bench->world.advance(20min);
                if (refused && phase == FakeChat::Phase::Before) {
                    // The lane waits visibly; "again" is the person's word.
                    QCOMPARE(m_bench->outbox->failed(), 1);
                    QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList());
                    const TimelinePage page = m_bench->world.page(u"A"_s);
                    QCOMPARE(page.messages.size(), 2);
                    QCOMPARE(page.messages[0].sendState, SendState::Failed);
                    QCOMPARE(page.messages[1].sendState, SendState::WaitingForEarlier);
                    m_bench->world.chat.fault = {};
                    m_bench->outbox->retry(*first);
                    m_bench->world.advance(10s);
                } else if (refused) {
                    m_bench->world.chat.fault = {};
                    m_bench->outbox->retry(*first);
                    m_bench->world.advance(10s);
                } else {
                    m_bench->outbox->retryNow(); // as after consenting again
                    m_bench->world.advance(2min);
                }
                QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList({u"one"_s, u"two"_s}));
                QCOMPARE(m_bench->world.chat.identityViolations, 0);
                QVERIFY(m_bench->world.outbox().isEmpty());
                QCOMPARE(m_bench->outbox->queued() + m_bench->outbox->failed(), 0);
            }
        }
    }

    void waitsWithoutLimitAndDrainsInOrder()
    {
        m_bench->world.setOffline(true);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(m_bench->send(u"a%1"_s.arg(i)));
            QVERIFY(m_bench->send(u"b%1"_s.arg(i), {SpaceId(u"spaces/B"_s), ThreadId()}));
        }
        m_bench->world.advance(6h);
        m_bench->outbox->setActive(false);
        m_bench->world.advance(6h);
        QCOMPARE(m_bench->outbox->queued(), 10);
        QVERIFY(m_bench->outbox->trouble());
        QCOMPARE(m_bench->outbox->trouble()->kind, ErrorKind::Offline);
        m_bench->restart();
        m_bench->world.setOffline(false);
        const auto began = m_bench->world.clock.now();
        m_bench->outbox->retryNow();
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s),
                 QStringList({u"a0"_s, u"a1"_s, u"a2"_s, u"a3"_s, u"a4"_s}));
        QCOMPARE(m_bench->world.chat.texts(u"B"_s).size(), 5);
        QVERIFY(m_bench->world.clock.now() - began >= 4s); // one write a second and space
        QVERIFY(!m_bench->outbox->trouble());
    }

    void waitsNeverGrowBeyondTheCap()
    {
        m_bench->world.setOffline(true);
        QVERIFY(m_bench->send(u"x"_s));
        m_bench->world.advance(3h);
        const auto before = m_bench->world.transport().sent().size();
        m_bench->world.advance(10min);
        // At most a minute, at least half of that.
        const auto tries = m_bench->world.transport().sent().size() - before;
        QVERIFY2(tries >= 9 && tries <= 22, qPrintable(QString::number(tries)));
    }

    void honoursRetryAfter()
    {
        api::HttpResponse limited = errorAnswer(429, u"RESOURCE_EXHAUSTED"_s);
        limited.headers.append(qMakePair("Retry-After"_qba, "300"_qba));
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::Before, limited);
        QVERIFY(m_bench->send(u"x"_s));
        m_bench->world.advance(290s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList());
        m_bench->world.advance(20s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"x"_s});
    }

    void doubtIsLookedIntoBeforeSendingAgain()
    {
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After,
                          failure(api::Error::Kind::OutcomeUnknown, true));
        QVERIFY(m_bench->send(u"x"_s));
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.count(u"^POST"_s), 1);
        QCOMPARE(m_bench->world.chat.count(u"^GET .*/messages/client-"_s), 1);
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void aTakenIdIsOurs()
    {
        // The service forgot the request id but knows the message id.
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After,
                          errorAnswer(409, u"ALREADY_EXISTS"_s));
        QVERIFY(m_bench->send(u"x"_s));
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"x"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void takesBackWhatNeverLeft()
    {
        m_bench->world.setOffline(true);
        const Result<MessageId> sent = m_bench->send(u"oops"_s);
        const Result<OutgoingMessage> taken = m_bench->takeBack(*sent);
        QVERIFY(taken);
        QCOMPARE(taken->text, u"oops"_s);
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList());
        QCOMPARE(m_bench->takeBack(*sent).error().kind, ErrorKind::NotFound);
    }

    void takingBackInDoubtLooksFirst()
    {
        m_bench->failNext(u"^POST"_s, FakeChat::Phase::After, errorAnswer(503, u"UNAVAILABLE"_s));
        const Result<MessageId> sent = m_bench->send(u"x"_s);
        QCOMPARE(m_bench->outbox->queued(), 1);
        const Result<OutgoingMessage> taken = m_bench->takeBack(*sent);
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::AlreadyExists);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"x"_s});
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    void refusedTextDoesNotHoldUpOthers()
    {
        m_bench->failNext(u"^POST .*/A/messages$"_s, FakeChat::Phase::Before,
                          errorAnswer(400, u"INVALID_ARGUMENT"_s));
        const Result<MessageId> bad = m_bench->send(u"bad"_s);
        QVERIFY(m_bench->send(u"later"_s));
        QVERIFY(
            m_bench->send(u"thread"_s, {m_bench->room.space, ThreadId(u"spaces/A/threads/T"_s)}));
        QVERIFY(m_bench->send(u"elsewhere"_s, {SpaceId(u"spaces/B"_s), ThreadId()}));
        m_bench->outbox->setReadState(m_bench->room.space, Timestamp(1'000'000));
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"thread"_s});
        QCOMPARE(m_bench->world.chat.texts(u"B"_s), QStringList{u"elsewhere"_s});
        QVERIFY(!m_bench->world.chat.spaces[u"spaces/A"_s].lastRead.isEmpty());
        m_bench->outbox->remove(*bad);
        m_bench->world.advance(MessagePort::undoTime - 1s); // may come back to its place
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"thread"_s});
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList({u"thread"_s, u"later"_s}));
    }

    // What keeps text away need not keep away how far a space is read, and is told all the time.
    void aRefusedKindDoesNotHoldUpOthers_data()
    {
        QTest::addColumn<Scripted>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("no app") << Scripted{errorAnswer(404, u"NOT_FOUND"_s,
                                                        u"Google Chat app not found. To create a "
                                                        u"Chat app, you must turn on the Chat API "
                                                        u"and configure the app in the Google "
                                                        u"Cloud console."_s)}
                                << ErrorKind::AppNotConfigured;
        QTest::newRow("scope") << Scripted{errorAnswer(403, u"PERMISSION_DENIED"_s, {},
                                                       u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s)}
                               << ErrorKind::ScopeMissing;
    }

    void aRefusedKindDoesNotHoldUpOthers()
    {
        QFETCH(const Scripted, answer);
        QFETCH(ErrorKind, kind);
        m_bench->failNext(u"^POST .*/messages$"_s, FakeChat::Phase::Before, answer.answer, -1);
        const Result<MessageId> text = m_bench->send(u"text"_s);
        const Result<MessageId> other
            = m_bench->send(u"other"_s, {SpaceId(u"spaces/B"_s), ThreadId()});
        m_bench->outbox->setReadState(m_bench->room.space, Timestamp(7'000'000));
        m_bench->world.advance(10min);
        QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].lastRead, u"1970-01-01T00:00:07Z"_s);
        QVERIFY(m_bench->outbox->trouble());
        QCOMPARE(m_bench->outbox->trouble()->kind, kind);
        QVERIFY(m_bench->takeBack(*other));
        QVERIFY(m_bench->outbox->trouble()); // the other text still waits
        m_bench->world.chat.fault = {};
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"text"_s});
        QVERIFY(!m_bench->outbox->trouble());
    }

    void withoutItsTextARefusalIsNoTrouble()
    {
        m_bench->failNext(
            u"^POST .*/messages$"_s, FakeChat::Phase::Before,
            errorAnswer(403, u"PERMISSION_DENIED"_s, {}, u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s), -1);
        const Result<MessageId> text = m_bench->send(u"text"_s);
        QVERIFY(m_bench->outbox->trouble());
        QVERIFY(m_bench->takeBack(*text));
        QVERIFY(!m_bench->outbox->trouble());
    }

    // Six on the wire when it breaks: they go again in seconds, as after any first failure.
    void oneDropIsOneFailure()
    {
        for (int i = 0; i < 6; ++i) {
            m_bench->world.chat.addSpace(u"S%1"_s.arg(i), u"SPACE"_s, 0);
            m_bench->world.transport().thenHang();
        }
        for (int i = 0; i < 6; ++i)
            QVERIFY(m_bench->send(u"text"_s, {SpaceId(u"spaces/S%1"_s.arg(i)), ThreadId()}));
        QCOMPARE(m_bench->world.transport().hanging(), 6);
        while (m_bench->world.transport().resume(failure(api::Error::Kind::Offline))) { }
        m_bench->world.advance(5s);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(m_bench->world.chat.texts(u"S%1"_s.arg(i)), QStringList{u"text"_s});
    }

    // The waits of an idle window are up to ten minutes.
    void whoComesBackWaitsAMinuteAtMost_data()
    {
        QTest::addColumn<Scripted>("answer");
        QTest::newRow("offline") << Scripted{failure(api::Error::Kind::Offline)};
        QTest::newRow("503") << Scripted{errorAnswer(503, u"UNAVAILABLE"_s)};
    }

    void whoComesBackWaitsAMinuteAtMost()
    {
        QFETCH(const Scripted, answer);
        m_bench->outbox->setActive(false);
        m_bench->failNext(u"."_s, FakeChat::Phase::Before, answer.answer, -1);
        QVERIFY(m_bench->send(u"text"_s));
        m_bench->world.advance(1h);
        const auto tries = m_bench->world.chat.requests.size();
        while (m_bench->world.chat.requests.size() == tries) // until it has just failed again
            m_bench->world.advance(10s);
        m_bench->world.chat.fault = {};
        m_bench->world.advance(2min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList());
        m_bench->outbox->setActive(true);
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"text"_s});
    }

    // A row that became ready between two readings of the clock was neither sent nor waited for.
    void timePassesBetweenTwoReadings()
    {
        for (int early = 0; early < 12; ++early) {
            init();
            RestlessClock clock(m_bench->world.clock, std::chrono::milliseconds(early));
            sync::Services services = m_bench->world.services();
            sync::Outbox restless(
                {services.client, services.store, {clock, services.environment.random}});
            restless.start(m_bench->world.me);
            m_bench->world.drain();
            for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
                restless.send(m_bench->room, {.text = text}, this,
                              [](const Result<MessageId> &) {});
            m_bench->world.drain();
            m_bench->world.advance(10s);
            QCOMPARE(m_bench->world.chat.texts(u"A"_s),
                     (QStringList{u"one"_s, u"two"_s, u"three"_s}));
        }
    }

    void nothingGoesOutTwiceAtOnceInALane()
    {
        m_bench->world.transport().thenHang();
        QVERIFY(m_bench->send(u"one"_s));
        QVERIFY(m_bench->send(u"two"_s));
        m_bench->world.advance(5s);
        QCOMPARE(m_bench->world.transport().count("POST", u"/messages"), 1);
        QCOMPARE(m_bench->takeBack(m_bench->world.outbox().constFirst().message).error().kind,
                 ErrorKind::OutcomeUnknown);
        m_bench->world.transport().resume(errorAnswer(503, u"UNAVAILABLE"_s));
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList({u"one"_s, u"two"_s}));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
