// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outbox.h"
#include "tests/sync/syncworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::SyncWorld;

namespace {

const TimelineScope room{SpaceId(u"spaces/A"_s), ThreadId()};

struct Scripted
{
    api::Result<api::HttpResponse> result;
};

api::Result<api::HttpResponse> failure(api::Error::Kind kind, bool effectUnknown = false)
{
    return tl::unexpected(api::Error{.kind = kind, .effectUnknown = effectUnknown});
}

api::HttpResponse html()
{
    return {.status = 200,
            .headers = {{"Content-Type", "text/html"}},
            .body = "<html><body>Please sign in to the network</body></html>"};
}

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

Q_DECLARE_METATYPE(Scripted)

class TestOutbox : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyncWorld> world;
    std::unique_ptr<sync::Outbox> outbox;

    void startOutbox()
    {
        outbox = std::make_unique<sync::Outbox>(world->services());
        outbox->start(world->me);
        world->drain();
    }

    void restart()
    {
        outbox.reset();
        world->restart();
        startOutbox();
    }

    // What send() answered.
    Result<MessageId> send(const QString &text, const TimelineScope &target = room)
    {
        std::optional<Result<MessageId>> answer;
        outbox->send(target, {.text = text}, this,
                     [&answer](const Result<MessageId> &result) { answer = result; });
        world->drain();
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }

    Result<QString> takeBack(const MessageId &message)
    {
        std::optional<Result<QString>> answer;
        outbox->takeBack(message, this, [&answer](const Result<OutgoingMessage> &taken) {
            answer = taken.map([](const OutgoingMessage &back) { return back.text; });
        });
        world->drain();
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }

    // The next requests whose line matches fail so.
    void failNext(const QString &pattern, FakeChat::Phase phase,
                  const api::Result<api::HttpResponse> &answer, int times = 1)
    {
        auto left = std::make_shared<int>(times);
        world->chat.fault = [=](const QString &line) -> std::optional<FakeChat::Fault> {
            if (*left == 0 || !line.contains(QRegularExpression(pattern)))
                return std::nullopt;
            --*left;
            return FakeChat::Fault{phase, answer};
        };
    }

private Q_SLOTS:
    void init()
    {
        world = std::make_unique<SyncWorld>();
        world->chat.addSpace(u"A"_s, u"SPACE"_s, 0);
        world->chat.addSpace(u"B"_s, u"SPACE"_s, 0);
        startOutbox();
    }

    void cleanup()
    {
        outbox.reset();
        world.reset();
    }

    void sendsAtOnceAndLeavesNothingBehind()
    {
        QVERIFY(send(u"hello"_s));
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"hello"_s});
        QVERIFY(world->outbox().isEmpty());
        const TimelinePage page = world->page(u"A"_s);
        QCOMPARE(page.messages.size(), 1);
        QVERIFY(!page.messages.constFirst().isPending());
        QCOMPARE(outbox->queued(), 0);
    }

    void repliesNameTheThreadAndTheOption()
    {
        const TimelineScope thread{room.space, ThreadId(u"spaces/A/threads/T"_s)};
        QVERIFY(send(u"reply"_s, thread));
        const QJsonObject message = world->chat.spaces[u"spaces/A"_s].messages.constFirst();
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
        const Result<MessageId> sent = send(text);
        QCOMPARE(sent.has_value(), fits);
        if (!fits)
            QCOMPARE(sent.error().kind, ErrorKind::MessageTooLong);
        QCOMPARE(world->chat.texts(u"A"_s).size(), fits ? 1 : 0);
    }

    void brokenTextIsMended()
    {
        QString text = u"a"_s;
        text.append(QChar(0xd800));
        text.append(QChar(0));
        QVERIFY(send(text));
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"a\ufffd\ufffd"_s});
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
        row("captive portal", html());
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
        QFETCH(Scripted, answer);
        QFETCH(bool, refused);
        for (const auto phase : {FakeChat::Phase::Before, FakeChat::Phase::After}) {
            for (const bool restarted : {false, true}) {
                cleanup();
                init();
                failNext(u"^POST .*/messages$"_s, phase, answer.result, 2);
                const Result<MessageId> first = send(u"one"_s);
                QVERIFY(first);
                QVERIFY(send(u"two"_s));
                if (restarted)
                    restart();
                world->advance(20min);
                if (refused && phase == FakeChat::Phase::Before) {
                    // The lane waits visibly; "again" is the person's word.
                    QCOMPARE(outbox->failed(), 1);
                    QCOMPARE(world->chat.texts(u"A"_s), QStringList());
                    const TimelinePage page = world->page(u"A"_s);
                    QCOMPARE(page.messages.size(), 2);
                    QCOMPARE(page.messages[0].sendState, SendState::Failed);
                    QCOMPARE(page.messages[1].sendState, SendState::WaitingForEarlier);
                    world->chat.fault = {};
                    outbox->retry(*first);
                    world->advance(10s);
                } else if (refused) {
                    world->chat.fault = {};
                    outbox->retry(*first);
                    world->advance(10s);
                } else {
                    outbox->retryNow(); // as after consenting again
                    world->advance(2min);
                }
                QCOMPARE(world->chat.texts(u"A"_s), QStringList({u"one"_s, u"two"_s}));
                QCOMPARE(world->chat.identityViolations, 0);
                QVERIFY(world->outbox().isEmpty());
                QCOMPARE(outbox->queued() + outbox->failed(), 0);
            }
        }
    }

    void waitsWithoutLimitAndDrainsInOrder()
    {
        world->setOffline(true);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(send(u"a%1"_s.arg(i)));
            QVERIFY(send(u"b%1"_s.arg(i), {SpaceId(u"spaces/B"_s), ThreadId()}));
        }
        world->advance(6h);
        outbox->setActive(false);
        world->advance(6h);
        QCOMPARE(outbox->queued(), 10);
        QVERIFY(outbox->trouble());
        QCOMPARE(outbox->trouble()->kind, ErrorKind::Offline);
        restart();
        world->setOffline(false);
        const auto began = world->clock.now();
        outbox->retryNow();
        world->advance(10s);
        QCOMPARE(world->chat.texts(u"A"_s),
                 QStringList({u"a0"_s, u"a1"_s, u"a2"_s, u"a3"_s, u"a4"_s}));
        QCOMPARE(world->chat.texts(u"B"_s).size(), 5);
        QVERIFY(world->clock.now() - began >= 4s); // one write a second and space
        QVERIFY(!outbox->trouble());
    }

    void waitsNeverGrowBeyondTheCap()
    {
        world->setOffline(true);
        QVERIFY(send(u"x"_s));
        world->advance(3h);
        const auto before = world->transport().sent().size();
        world->advance(10min);
        // At most a minute, at least half of that.
        const auto tries = world->transport().sent().size() - before;
        QVERIFY2(tries >= 9 && tries <= 22, qPrintable(QString::number(tries)));
    }

    void honoursRetryAfter()
    {
        api::HttpResponse limited = errorAnswer(429, u"RESOURCE_EXHAUSTED"_s);
        limited.headers.append(qMakePair("Retry-After"_qba, "300"_qba));
        failNext(u"^POST"_s, FakeChat::Phase::Before, limited);
        QVERIFY(send(u"x"_s));
        world->advance(290s);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList());
        world->advance(20s);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"x"_s});
    }

    void doubtIsLookedIntoBeforeSendingAgain()
    {
        failNext(u"^POST"_s, FakeChat::Phase::After,
                 failure(api::Error::Kind::OutcomeUnknown, true));
        QVERIFY(send(u"x"_s));
        world->advance(1min);
        QCOMPARE(world->chat.count(u"^POST"_s), 1);
        QCOMPARE(world->chat.count(u"^GET .*/messages/client-"_s), 1);
        QVERIFY(world->outbox().isEmpty());
    }

    void aTakenIdIsOurs()
    {
        // The service forgot the request id but knows the message id.
        failNext(u"^POST"_s, FakeChat::Phase::After, errorAnswer(409, u"ALREADY_EXISTS"_s));
        QVERIFY(send(u"x"_s));
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"x"_s});
        QVERIFY(world->outbox().isEmpty());
    }

    void takesBackWhatNeverLeft()
    {
        world->setOffline(true);
        const Result<MessageId> sent = send(u"oops"_s);
        const Result<QString> text = takeBack(*sent);
        QVERIFY(text);
        QCOMPARE(*text, u"oops"_s);
        world->setOffline(false);
        outbox->retryNow();
        world->advance(1min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList());
        QCOMPARE(takeBack(*sent).error().kind, ErrorKind::NotFound);
    }

    void takingBackInDoubtLooksFirst()
    {
        failNext(u"^POST"_s, FakeChat::Phase::After, errorAnswer(503, u"UNAVAILABLE"_s));
        const Result<MessageId> sent = send(u"x"_s);
        QCOMPARE(outbox->queued(), 1);
        const Result<QString> text = takeBack(*sent);
        QVERIFY(!text);
        QCOMPARE(text.error().kind, ErrorKind::AlreadyExists);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"x"_s});
        QVERIFY(world->outbox().isEmpty());
    }

    void refusedTextDoesNotHoldUpOthers()
    {
        failNext(u"^POST .*/A/messages$"_s, FakeChat::Phase::Before,
                 errorAnswer(400, u"INVALID_ARGUMENT"_s));
        const Result<MessageId> bad = send(u"bad"_s);
        QVERIFY(send(u"later"_s));
        QVERIFY(send(u"thread"_s, {room.space, ThreadId(u"spaces/A/threads/T"_s)}));
        QVERIFY(send(u"elsewhere"_s, {SpaceId(u"spaces/B"_s), ThreadId()}));
        outbox->setReadState(room.space, Timestamp(1'000'000));
        world->advance(10s);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"thread"_s});
        QCOMPARE(world->chat.texts(u"B"_s), QStringList{u"elsewhere"_s});
        QVERIFY(!world->chat.spaces[u"spaces/A"_s].lastRead.isEmpty());
        outbox->remove(*bad);
        world->advance(10s);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList({u"thread"_s, u"later"_s}));
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
        QFETCH(Scripted, answer);
        QFETCH(ErrorKind, kind);
        failNext(u"^POST .*/messages$"_s, FakeChat::Phase::Before, answer.result, -1);
        const Result<MessageId> text = send(u"text"_s);
        const Result<MessageId> other = send(u"other"_s, {SpaceId(u"spaces/B"_s), ThreadId()});
        outbox->setReadState(room.space, Timestamp(7'000'000));
        world->advance(10min);
        QCOMPARE(world->chat.spaces[u"spaces/A"_s].lastRead, u"1970-01-01T00:00:07Z"_s);
        QVERIFY(outbox->trouble());
        QCOMPARE(outbox->trouble()->kind, kind);
        QVERIFY(takeBack(*other));
        QVERIFY(outbox->trouble()); // the other text still waits
        world->chat.fault = {};
        world->advance(1min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"text"_s});
        QVERIFY(!outbox->trouble());
    }

    void withoutItsTextARefusalIsNoTrouble()
    {
        failNext(u"^POST .*/messages$"_s, FakeChat::Phase::Before,
                 errorAnswer(403, u"PERMISSION_DENIED"_s, {}, u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s),
                 -1);
        const Result<MessageId> text = send(u"text"_s);
        QVERIFY(outbox->trouble());
        QVERIFY(takeBack(*text));
        QVERIFY(!outbox->trouble());
    }

    // Six on the wire when it breaks: they go again in seconds, as after any first failure.
    void oneDropIsOneFailure()
    {
        for (int i = 0; i < 6; ++i) {
            world->chat.addSpace(u"S%1"_s.arg(i), u"SPACE"_s, 0);
            world->transport().thenHang();
        }
        for (int i = 0; i < 6; ++i)
            QVERIFY(send(u"text"_s, {SpaceId(u"spaces/S%1"_s.arg(i)), ThreadId()}));
        QCOMPARE(world->transport().hanging(), 6);
        while (world->transport().resume(failure(api::Error::Kind::Offline))) { }
        world->advance(5s);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(world->chat.texts(u"S%1"_s.arg(i)), QStringList{u"text"_s});
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
        QFETCH(Scripted, answer);
        outbox->setActive(false);
        failNext(u"."_s, FakeChat::Phase::Before, answer.result, -1);
        QVERIFY(send(u"text"_s));
        world->advance(1h);
        const auto tries = world->chat.requests.size();
        while (world->chat.requests.size() == tries) // until it has just failed again
            world->advance(10s);
        world->chat.fault = {};
        world->advance(2min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList());
        outbox->setActive(true);
        world->advance(1min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"text"_s});
    }

    void editsOfWaitingTextChangeIt()
    {
        world->setOffline(true);
        outbox->retryNow();
        // Nothing was tried yet: another lane finds out that we are offline.
        QVERIFY(send(u"first"_s));
        const Result<MessageId> second = send(u"secnod"_s);
        outbox->edit(*second, u"second"_s);
        world->drain();
        world->setOffline(false);
        outbox->retryNow();
        world->advance(10s);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList({u"first"_s, u"second"_s}));
        QCOMPARE(world->chat.count(u"^PATCH"_s), 0);
    }

    void editsInDoubtWaitForTheirMessage()
    {
        failNext(u"^POST"_s, FakeChat::Phase::After, errorAnswer(503, u"UNAVAILABLE"_s));
        const Result<MessageId> sent = send(u"secnod"_s);
        outbox->edit(*sent, u"second"_s);
        world->advance(1min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"second"_s});
        QCOMPARE(world->chat.identityViolations, 0);
        QVERIFY(world->outbox().isEmpty());
    }

    void deletesWhatIsSent()
    {
        const Result<MessageId> sent = send(u"x"_s);
        outbox->remove(*sent); // still by its local name
        world->advance(10s);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList());
        QVERIFY(world->outbox().isEmpty());
    }

    // Writes without a key of their own: repeated, they must not fail.
    void otherWritesSurviveFailures_data()
    {
        using Kind = api::Error::Kind;
        QTest::addColumn<Scripted>("answer");
        QTest::newRow("offline") << Scripted{failure(Kind::Offline)};
        QTest::newRow("timeout") << Scripted{failure(Kind::Timeout, true)};
        QTest::newRow("outcome unknown") << Scripted{failure(Kind::OutcomeUnknown, true)};
        QTest::newRow("portal") << Scripted{html()};
        QTest::newRow("503") << Scripted{errorAnswer(503, u"UNAVAILABLE"_s)};
        QTest::newRow("429") << Scripted{errorAnswer(429, u"RESOURCE_EXHAUSTED"_s)};
    }

    void otherWritesSurviveFailures()
    {
        QFETCH(Scripted, answer);
        const Emoji thumb{.unicode = u"👍"_s};
        for (const auto phase : {FakeChat::Phase::Before, FakeChat::Phase::After}) {
            for (const bool restarted : {false, true}) {
                cleanup();
                init();
                world->chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
                const MessageId message(u"spaces/A/messages/M"_s);
                const auto step = [&](const QString &pattern, const auto &write,
                                      std::chrono::milliseconds held = 0ms) {
                    failNext(pattern, phase, answer.result, 2);
                    write();
                    world->advance(held); // until it was tried once
                    if (restarted)
                        restart();
                    world->advance(5min);
                };
                step(u"^POST .*reactions$"_s, [&] { outbox->setReaction(message, thumb, true); });
                QCOMPARE(world->chat.spaces[u"spaces/A"_s].reactions.size(), 1);
                step(u"^PATCH .*M$"_s, [&] { outbox->edit(message, u"ho"_s); });
                QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"ho"_s});
                step(u"spaceReadState"_s,
                     [&] { outbox->setReadState(room.space, Timestamp(7'000'000)); });
                QCOMPARE(world->chat.spaces[u"spaces/A"_s].lastRead, u"1970-01-01T00:00:07Z"_s);
                step(u"^DELETE .*reactions"_s, [&] { outbox->setReaction(message, thumb, false); });
                QCOMPARE(world->chat.spaces[u"spaces/A"_s].reactions.size(), 0);
                step(
                    u"^DELETE"_s, [&] { outbox->remove(message); }, MessagePort::undoTime);
                QCOMPARE(world->chat.texts(u"A"_s), QStringList());
                QVERIFY(world->outbox().isEmpty());
            }
        }
    }

    void refusedWritesAreUndoneAndTold()
    {
        world->chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        QSignalSpy refused(outbox.get(), &sync::Outbox::writeRefused);
        failNext(u"^PATCH"_s, FakeChat::Phase::Before, errorAnswer(403, u"PERMISSION_DENIED"_s));
        outbox->edit(MessageId(u"spaces/A/messages/M"_s), u"mine now"_s);
        world->advance(5s);
        QCOMPARE(refused.size(), 1);
        const auto write = refused[0][0].value<OutboxItem>();
        QCOMPARE(write.kind, OutboxKind::UpdateMessage);
        QCOMPARE(write.message, MessageId(u"spaces/A/messages/M"_s));
        QCOMPARE(write.text, u"mine now"_s); // nobody else has it
        QCOMPARE(refused[0][1].value<Error>().kind, ErrorKind::PermissionDenied);
        QVERIFY(world->outbox().isEmpty());
    }

    void aReactionAndItsContraryCancelOut()
    {
        world->chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        world->setOffline(true);
        QVERIFY(send(u"find out"_s));
        const MessageId message(u"spaces/A/messages/M"_s);
        outbox->setReaction(message, {.unicode = u"👍"_s}, true);
        world->drain();
        outbox->setReaction(message, {.unicode = u"👍"_s}, false);
        world->drain();
        world->setOffline(false);
        outbox->retryNow();
        world->advance(10s);
        QCOMPARE(world->chat.count(u"reactions"_s), 0);
        QVERIFY(world->outbox().isEmpty());
    }

    void aNewerReadStateReplacesTheWaitingOne()
    {
        world->setOffline(true);
        QVERIFY(send(u"find out"_s));
        for (int i = 1; i <= 5; ++i) {
            outbox->setReadState(room.space, Timestamp(qint64(i) * 1'000'000));
            world->drain();
        }
        world->setOffline(false);
        outbox->retryNow();
        world->advance(10s);
        QCOMPARE(world->chat.count(u"^PATCH .*spaceReadState"_s), 1);
    }

    void aPageMaySettleWhatIsOnItsWay()
    {
        failNext(u"^POST"_s, FakeChat::Phase::After, errorAnswer(503, u"UNAVAILABLE"_s));
        QVERIFY(send(u"x"_s));
        QCOMPARE(world->outbox().size(), 1);
        // An event or page shows the message by its client id.
        store::Batch page;
        Message seen;
        seen.id = MessageId(u"spaces/A/messages/S1"_s);
        seen.clientId = world->outbox().constFirst().message;
        seen.space = room.space;
        seen.sender = world->me;
        seen.createTime = Timestamp::fromString(FakeChat::time(7201));
        seen.text = u"x"_s;
        page.messages.append(seen);
        world->store().apply(page);
        world->advance(5min);
        QVERIFY(world->outbox().isEmpty());
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"x"_s});
        QCOMPARE(outbox->queued(), 0);
        QCOMPARE(world->page(u"A"_s).messages.size(), 1);
    }

    // A row that became ready between two readings of the clock was neither sent nor waited for.
    void timePassesBetweenTwoReadings()
    {
        for (int early = 0; early < 12; ++early) {
            init();
            RestlessClock clock(world->clock, std::chrono::milliseconds(early));
            sync::Services services = world->services();
            sync::Outbox restless(
                {services.client, services.store, {clock, services.environment.random}});
            restless.start(world->me);
            world->drain();
            for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
                restless.send(room, {.text = text}, this, [](const Result<MessageId> &) {});
            world->drain();
            world->advance(10s);
            QCOMPARE(world->chat.texts(u"A"_s), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
        }
    }

    void nothingGoesOutTwiceAtOnceInALane()
    {
        world->transport().thenHang();
        QVERIFY(send(u"one"_s));
        QVERIFY(send(u"two"_s));
        world->advance(5s);
        QCOMPARE(world->transport().count("POST", u"/messages"), 1);
        QCOMPARE(takeBack(world->outbox().constFirst().message).error().kind,
                 ErrorKind::OutcomeUnknown);
        world->transport().resume(errorAnswer(503, u"UNAVAILABLE"_s));
        world->advance(1min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList({u"one"_s, u"two"_s}));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
