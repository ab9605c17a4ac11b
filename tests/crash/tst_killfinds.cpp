// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outbox.h"
#include "tests/sync/syncworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::FakeChat;
using linnet::test::SyncWorld;

namespace {

const TimelineScope room{SpaceId(u"spaces/A"_s), ThreadId()};

struct Scripted
{
    api::Result<api::HttpResponse> answer;
};

} // namespace

Q_DECLARE_METATYPE(Scripted)

// What the kill loop and the fault matrix have found, each by itself.
class TestKillFinds : public QObject
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

    MessageId send(const QString &text)
    {
        MessageId id;
        outbox->send(room, {.text = text}, this,
                     [&id](const Result<MessageId> &stored) { id = stored.value_or(MessageId()); });
        world->drain();
        return id;
    }

    // The next requests whose line begins so fail so; the others as before.
    void failNext(const QString &begin, FakeChat::Phase phase,
                  const api::Result<api::HttpResponse> &answer, int times = 1)
    {
        auto left = std::make_shared<int>(times);
        world->chat.fault =
            [=, before = world->chat.fault](const QString &line) -> std::optional<FakeChat::Fault> {
            if (line.startsWith(begin) && (*left)-- > 0)
                return FakeChat::Fault{phase, answer};
            return before ? before(line) : std::nullopt;
        };
    }

    [[nodiscard]] QString lastRead() const { return world->chat.spaces[u"spaces/A"_s].lastRead; }

private Q_SLOTS:
    void init()
    {
        world = std::make_unique<SyncWorld>();
        world->chat.addSpace(u"A"_s, u"SPACE"_s, 0);
        startOutbox();
    }

    void cleanup()
    {
        outbox.reset();
        world.reset();
    }

    // The row's turn came while its new text was being stored: the old text was sent, and stored
    // over the new one.
    void anEditHoldsWhenItsTurnComesAtOnce()
    {
        world->setOffline(true);
        send(u"first"_s);
        const MessageId second = send(u"secnod"_s);
        world->setOffline(false);
        outbox->retryNow();
        while (world->chat.texts(u"A"_s).isEmpty() && world->clock.advanceToNext(10s))
            world->drain();
        world->advance(999ms); // the second waits for the quota of its space
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"first"_s});
        outbox->edit(second, u"second"_s);
        QVERIFY(world->clock.advanceToNext(1ms)); // its turn, before the store has answered
        world->advance(10s);
        QCOMPARE(world->chat.texts(u"A"_s), (QStringList{u"first"_s, u"second"_s}));
    }

    // A read state that was on the wire when a later one was written stayed behind in the file,
    // and was told after the later one, at the start after the next.
    void anOlderReadStateIsNotToldAfterANewerOne()
    {
        world->transport().thenHang();
        outbox->setReadState(room.space, Timestamp(5'000'000));
        world->drain();
        outbox->setReadState(room.space, Timestamp(9'000'000));
        world->drain();
        restart();
        world->advance(1min);
        QCOMPARE(lastRead(), u"1970-01-01T00:00:09Z"_s);
        QVERIFY(world->outbox().isEmpty());
        restart();
        world->advance(1min);
        QCOMPARE(lastRead(), u"1970-01-01T00:00:09Z"_s);
    }

    // Two edits of one message, before and after it had a name, went in two lanes after a restart:
    // the later could overtake the earlier.
    void editsByBothNamesKeepTheirOrder()
    {
        const MessageId local = send(u"one"_s);
        const MessageId remote = world->page(u"A"_s).messages.constLast().id;
        QVERIFY(isLocal(local) && !isLocal(remote));
        world->setOffline(true);
        outbox->edit(local, u"two"_s);
        world->advance(1s);
        outbox->edit(remote, u"three"_s);
        world->advance(1s);
        QCOMPARE(world->outbox().size(), 2);
        restart();
        // The first fails once more, the way itself is well.
        auto failing = std::make_shared<int>(1);
        world->chat.fault = [failing](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"PATCH"_s) || (*failing)-- <= 0)
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before,
                                   linnet::test::errorAnswer(503, u"UNAVAILABLE"_s)};
        };
        world->setOffline(false);
        outbox->retryNow();
        world->advance(2min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"three"_s});
        QVERIFY(world->outbox().isEmpty());
    }

    // On, off, on, faster than the store: the last "on" found the first one waiting and did
    // nothing, the "off" behind it was sent.
    void theLastClickCounts()
    {
        world->chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        const MessageId message(u"spaces/A/messages/M"_s);
        const Emoji thumb{.unicode = u"👍"_s};
        world->setOffline(true);
        send(u"finds out"_s);
        for (int i = 0; i < 8; ++i) { // the store answers in between, or does not
            for (int click = 0; click <= i; ++click) {
                outbox->setReaction(message, thumb, click % 2 == 0);
                if (i % 3 == 0)
                    QTest::qWait(0);
            }
            world->drain();
            outbox->setReaction(message, thumb, false);
            outbox->setReaction(message, thumb, true);
            QTest::qWait(0);
            outbox->setReaction(message, thumb, false);
            outbox->setReaction(message, thumb, true);
        }
        world->drain();
        world->setOffline(false);
        outbox->retryNow();
        world->advance(2min);
        QCOMPARE(world->chat.spaces[u"spaces/A"_s].reactions.size(), 1);
        QVERIFY(world->outbox().isEmpty());
    }

    // Refused, and yet it has its effect: once a page shows it, it must not block its lane unseen.
    void whatAPageShowsBlocksNothing()
    {
        world->chat.fault = [](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"POST"_s))
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::After,
                                   linnet::test::errorAnswer(403, u"PERMISSION_DENIED"_s)};
        };
        const MessageId first = send(u"one"_s);
        send(u"two"_s);
        world->advance(5s);
        QCOMPARE(outbox->failed(), 1);
        world->chat.fault = {};
        store::Batch page;
        Message seen;
        seen.id = MessageId(u"spaces/A/messages/S1"_s);
        seen.clientId = first;
        seen.space = room.space;
        seen.sender = world->me;
        seen.createTime = Timestamp::fromString(FakeChat::time(7201));
        seen.text = u"one"_s;
        page.messages.append(seen);
        world->store().apply(page);
        world->advance(10s);
        QCOMPARE(outbox->failed(), 0);
        QCOMPARE(world->chat.texts(u"A"_s), (QStringList{u"one"_s, u"two"_s}));
        QVERIFY(world->outbox().isEmpty());
    }

    // What a later attempt said of itself was taken for an answer about an earlier one: a look that
    // was refused for its number, a sign-in that had expired. The removal then dropped the row
    // without a word to the service, which had the message.
    void aRemovalReachesWhatMayBeThere_data()
    {
        using Answer = api::Result<api::HttpResponse>;
        QTest::addColumn<Scripted>("attempt");
        QTest::addColumn<Scripted>("look");
        QTest::addColumn<bool>("restarted");
        const Answer lost = tl::unexpected(
            api::Error{.kind = api::Error::Kind::OutcomeUnknown, .effectUnknown = true});
        const Answer offline = tl::unexpected(api::Error{.kind = api::Error::Kind::Offline});
        const Answer tooMany = linnet::test::errorAnswer(429, u"RESOURCE_EXHAUSTED"_s);
        const Answer unknown = linnet::test::errorAnswer(401, u"UNAUTHENTICATED"_s);
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
        failNext(u"GET /v1/spaces/A/messages/client"_s, FakeChat::Phase::Before, look.answer, 1000);
        failNext(u"POST"_s, FakeChat::Phase::After, attempt.answer, 2);
        const MessageId message = send(u"gone"_s);
        world->advance(20s);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"gone"_s});
        QCOMPARE(world->outbox().size(), 1);
        if (restarted)
            restart();
        outbox->remove(message);
        world->drain();
        QVERIFY(world->page(u"A"_s).messages.isEmpty());
        world->chat.fault = {};
        outbox->retryNow();
        world->advance(2min);
        QVERIFY(world->chat.texts(u"A"_s).isEmpty());
        QVERIFY(world->outbox().isEmpty());
    }

    // The same doubt, and another text: an edit of the one, not a second one.
    void anEditReachesWhatMayBeThere_data() { aRemovalReachesWhatMayBeThere_data(); }
    void anEditReachesWhatMayBeThere()
    {
        QFETCH(const Scripted, attempt);
        QFETCH(const Scripted, look);
        QFETCH(const bool, restarted);
        failNext(u"GET /v1/spaces/A/messages/client"_s, FakeChat::Phase::Before, look.answer, 1000);
        failNext(u"POST"_s, FakeChat::Phase::After, attempt.answer, 2);
        const MessageId message = send(u"helo"_s);
        world->advance(20s);
        if (restarted)
            restart();
        outbox->edit(message, u"hello"_s);
        world->drain();
        world->chat.fault = {};
        outbox->retryNow();
        world->advance(2min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"hello"_s});
        QVERIFY(world->outbox().isEmpty());
    }

    // Removed while it was on the wire, edited in the next run before it was settled: the edit took
    // the message's place, and the removal went with the old one.
    void anEditDoesNotUndoARemoval()
    {
        failNext(u"POST"_s, FakeChat::Phase::Before,
                 tl::unexpected(api::Error{.kind = api::Error::Kind::Offline}), 1000);
        const MessageId message = send(u"gone"_s);
        world->advance(1min);
        world->transport().thenHang();
        outbox->retryNow();
        world->drain();
        outbox->remove(message); // it is on the wire
        world->drain();
        restart();
        world->advance(1min);
        outbox->edit(message, u"still here"_s);
        world->drain();
        world->chat.fault = {};
        outbox->retryNow();
        world->advance(2min);
        QVERIFY(world->chat.texts(u"A"_s).isEmpty());
        QVERIFY(world->outbox().isEmpty());
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
        world->chat.fault = [&](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"POST"_s))
                return std::nullopt;
            outbox->remove(message); // at the moment when it is on the wire
            if (refused)
                return FakeChat::Fault{phase,
                                       linnet::test::errorAnswer(403, u"PERMISSION_DENIED"_s)};
            return FakeChat::Fault{phase,
                                   tl::unexpected(api::Error{.kind = api::Error::Kind::Timeout,
                                                             .effectUnknown = true})};
        };
        world->setOffline(true);
        message = send(u"gone"_s);
        world->setOffline(false);
        outbox->retryNow();
        world->advance(1s);
        QCOMPARE(world->chat.count(u"^POST"_s), 1);
        world->setOffline(true); // no second attempt until the removal is due
        world->advance(MessagePort::undoTime);
        world->setOffline(false);
        world->advance(5min);
        QCOMPARE(world->chat.count(u"^POST"_s), 1);
        QVERIFY(world->chat.texts(u"A"_s).isEmpty());
        QVERIFY(world->outbox().isEmpty());
        QVERIFY(world->page(u"A"_s).messages.isEmpty());
        QCOMPARE(outbox->failed(), 0);
    }

    // A page shows the message while its text is being exchanged: the one that is there is edited.
    void anEditOfWhatAPageShowsMeanwhile()
    {
        failNext(u"POST"_s, FakeChat::Phase::After,
                 linnet::test::errorAnswer(403, u"PERMISSION_DENIED"_s));
        const MessageId message = send(u"helo"_s);
        world->advance(5s);
        QCOMPARE(outbox->failed(), 1);
        Message seen;
        seen.id = MessageId(
            world->chat.spaces[u"spaces/A"_s].messages.constFirst().value(u"name"_s).toString());
        seen.clientId = message;
        seen.space = room.space;
        seen.sender = world->me;
        seen.createTime = Timestamp::fromString(FakeChat::time(7201));
        seen.text = u"helo"_s;
        world->store().apply(store::Batch{.messages = {seen}});
        outbox->edit(message, u"hello"_s); // nobody has heard of the page yet
        world->advance(1min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"hello"_s});
        QVERIFY(world->outbox().isEmpty());
    }

    // A success that names no message is none: it stood as sent for ever.
    void anEmptySuccessIsNone()
    {
        auto left = std::make_shared<int>(1);
        world->chat.fault = [left](const QString &line) -> std::optional<FakeChat::Fault> {
            if (!line.startsWith(u"POST"_s) || (*left)-- <= 0)
                return std::nullopt;
            return FakeChat::Fault{FakeChat::Phase::Before, linnet::test::jsonAnswer("{}")};
        };
        send(u"one"_s);
        world->advance(1min);
        QCOMPARE(world->chat.texts(u"A"_s), QStringList{u"one"_s});
        QVERIFY(world->outbox().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestKillFinds)
#include "tst_killfinds.moc"
