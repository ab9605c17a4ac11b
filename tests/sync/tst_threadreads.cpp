// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/threadreads.h"
#include "tests/sync/syncworld.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::SyncWorld;

namespace {

const SpaceId room(u"spaces/A"_s);
const auto tellings = u"^PATCH .*/threadReadState"_s;

ThreadId threadOf(int number)
{
    return ThreadId(u"spaces/A/threads/t%1"_s.arg(number));
}

Timestamp at(int second)
{
    return Timestamp::fromString(FakeChat::time(second));
}

} // namespace

// Telling the service how far a thread is read, which it may have no method for.
class TestThreadReads : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyncWorld> world;
    std::unique_ptr<sync::ThreadReads> reads;

    void mark(int number)
    {
        reads->mark(threadOf(number));
        world->drain();
    }

    Timestamp ask(int number)
    {
        Timestamp told;
        reads->ask(threadOf(number), this,
                   [&told](const Result<Timestamp> &time) { told = time.value_or(Timestamp(-1)); });
        world->drain();
        return told;
    }

    // As the service has it.
    Timestamp read(int number)
    {
        return Timestamp::fromString(
            world->chat.spaces[room.name()].threadsRead.value(threadOf(number).name()));
    }

private Q_SLOTS:
    // Thread 1 has a message of second 1, and so on.
    void init()
    {
        world = std::make_unique<SyncWorld>();
        world->chat.addSpace(u"A"_s, u"SPACE"_s, 0);
        store::Batch batch;
        batch.spaces = {Space{.id = room}};
        for (int i = 1; i <= 4; ++i) {
            Message message;
            message.id = MessageId(u"spaces/A/messages/m%1"_s.arg(i));
            message.space = room;
            message.thread = threadOf(i);
            message.sender = UserId(u"users/u1"_s);
            message.createTime = at(i);
            message.text = u"hello"_s;
            batch.messages.append(message);
        }
        world->store().apply(batch);
        world->drain();
        reads = std::make_unique<sync::ThreadReads>(world->services(), nullptr);
    }

    void cleanup()
    {
        reads.reset();
        world.reset();
    }

    void theServiceIsTold()
    {
        world->chat.takesThreadReads = true;
        mark(1);
        QCOMPARE(read(1), at(1));
        mark(1); // it knows
        QCOMPARE(world->chat.count(tellings), 1);
        // Unread again, on the phone.
        world->chat.spaces[room.name()].threadsRead.insert(threadOf(1).name(), FakeChat::time(0));
        ask(1);
        mark(1);
        QCOMPARE(read(1), at(1));
        QCOMPARE(world->chat.count(tellings), 2);
    }

    void itsAnswerCounts()
    {
        const QJsonObject later{{u"lastReadTime"_s, FakeChat::time(99)}};
        world->between = [later](const api::HttpRequest &request, const auto &ask) {
            return request.verb == "PATCH"
                ? api::HttpResponse{.status = 200, .body = QJsonDocument(later).toJson()}
                : ask();
        };
        mark(1);
        world->setOffline(true);
        QCOMPARE(ask(1), at(99));
    }

    void withoutTheMethodItIsAskedOnce_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        for (const int status : {400, 404, 405, 501}) {
            QTest::addRow("%d", status) << status << errorAnswer(status, u"X"_s).body;
            // Google's front does not speak JSON of an address that it does not know.
            QTest::addRow("%d, a web page", status)
                << status << QByteArray("<!DOCTYPE html><title>Error</title>");
        }
    }

    void withoutTheMethodItIsAskedOnce()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        world->chat.fault = [&](const QString &request) -> std::optional<FakeChat::Fault> {
            if (!request.startsWith(u"PATCH"_s))
                return std::nullopt;
            return FakeChat::Fault{.answer = api::HttpResponse{.status = status, .body = body}};
        };
        // Of many at once, and later.
        for (const int number : {1, 2, 3})
            reads->mark(threadOf(number));
        world->drain();
        mark(4);
        world->advance(1h);
        QCOMPARE(world->chat.count(tellings), 1);
        world->chat.fault = {};
        for (const int number : {1, 2, 3, 4})
            QCOMPARE(ask(number), at(number)); // here all the same
    }

    void aThreadThatIsGoneStopsNothing()
    {
        world->chat.takesThreadReads = true;
        world->chat.fault = [](const QString &request) -> std::optional<FakeChat::Fault> {
            if (!request.startsWith(u"PATCH"_s))
                return std::nullopt;
            return FakeChat::Fault{.answer = errorAnswer(404, u"NOT_FOUND"_s)};
        };
        mark(1);
        world->chat.fault = {};
        mark(2);
        QCOMPARE(read(2), at(2));
        QVERIFY(!read(1).isKnown());
    }

    void whatDidNotGetThroughIsToldWithTheNext()
    {
        world->chat.takesThreadReads = true;
        world->setOffline(true);
        mark(1);
        world->setOffline(false);
        world->advance(1h);
        QVERIFY(!read(1).isKnown());
        mark(2);
        QCOMPARE(read(1), at(1));
        QCOMPARE(read(2), at(2));
    }
};

QTEST_GUILESS_MAIN(TestThreadReads)
#include "tst_threadreads.moc"
