// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/faultyvfs.h"
#include "tests/sync/outboxbench.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::OutboxBench;
using linnet::test::SyncWorld;

// Disks that refuse and files that break, while something is on its way out.
class TestOutboxStorage : public QObject
{
    Q_OBJECT

private:
    FaultyVfs m_vfs;
    std::unique_ptr<OutboxBench> m_bench;

    // The disk refuses from the moment at which the service has marked the space as read.
    void refuseTheAnswer(bool forEver)
    {
        m_bench->world.between = [this, forEver, done = false](const api::HttpRequest &request,
                                                               const auto &ask) mutable {
            SyncWorld::Answer answer = ask();
            if (request.url.path().endsWith(u"spaceReadState"_s) && !std::exchange(done, true))
                m_vfs.failAt(1, forEver, SQLITE_FULL);
            return answer;
        };
    }
    void markRead(qint64 seconds)
    {
        m_bench->outbox->setReadState(m_bench->room.space, Timestamp(seconds * 1'000'000));
    }
    [[nodiscard]] Timestamp lastRead()
    {
        for (const Conversation &each : m_bench->world.conversations()) {
            if (each.space.id == m_bench->room.space)
                return each.lastReadTime;
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<OutboxBench>();
        Space space;
        space.id = m_bench->room.space;
        m_bench->world.store().apply(store::Batch{.spaces = {space}});
        m_bench->world.drain();
    }
    void cleanup()
    {
        m_vfs.heal();
        m_bench.reset();
    }

    // Done, but the cache cannot take it in: it does not stay laid over what comes after it.
    void whatTheCacheCouldNotTakeIsToldAgain_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::addColumn<bool>("forEver");
        QTest::newRow("once") << false << false;
        QTest::newRow("for a while") << false << true;
        QTest::newRow("until the next start") << true << false;
        QTest::newRow("until the next start, both files") << true << true;
    }
    void whatTheCacheCouldNotTakeIsToldAgain()
    {
        QFETCH(bool, restarted);
        QFETCH(bool, forEver);
        refuseTheAnswer(forEver);
        markRead(7);
        m_bench->world.advance(forEver ? 20s : 5s);
        QVERIFY(m_vfs.hasFailed());
        QCOMPARE(lastRead(), Timestamp(7'000'000));
        m_vfs.heal();
        if (restarted)
            m_bench->restart();
        m_bench->world.advance(20s);
        QVERIFY(m_bench->world.outbox().isEmpty());
        markRead(9);
        m_bench->world.advance(20s);
        QCOMPARE(lastRead(), Timestamp(9'000'000));
        QVERIFY(m_bench->world.outbox().isEmpty());
        m_bench->restart();
        QCOMPARE(lastRead(), Timestamp(9'000'000));
        QCOMPARE(m_bench->world.chat.spaces[u"spaces/A"_s].lastRead, u"1970-01-01T00:00:09Z"_s);
    }

    // The later one waits for it, whatever the disk does.
    void theLaterReadStateStays()
    {
        refuseTheAnswer(true);
        markRead(7);
        m_bench->world.drain();
        m_vfs.heal();
        markRead(9);
        m_bench->world.advance(1min);
        QCOMPARE(lastRead(), Timestamp(9'000'000));
        QVERIFY(m_bench->world.outbox().isEmpty());
    }

    // What waits for the cache alone does not look as if it were finding out about the network.
    void itDoesNotHoldUpTheRest()
    {
        refuseTheAnswer(false);
        markRead(7);
        m_bench->world.drain();
        QCOMPARE(m_bench->world.outbox().size(), 1);
        m_bench->world.setOffline(true);
        QVERIFY(m_bench->send(u"hello"_s));
        QVERIFY(m_bench->outbox->trouble());
        m_bench->world.setOffline(false);
        m_bench->world.advance(8s);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"hello"_s});
        QCOMPARE(m_bench->world.outbox().size(), 1);
    }

    // The message stays as it was, and what was written of it goes back to who wrote it.
    void anEditThatCannotBeKeptIsTold()
    {
        m_bench->outbox->setSendDelay(10s);
        const Result<MessageId> sent = m_bench->send(u"first"_s);
        QVERIFY(sent);
        QSignalSpy refused(m_bench->outbox.get(), &sync::Outbox::writeRefused);
        m_vfs.failAt(1, true, SQLITE_FULL);
        m_bench->outbox->edit(*sent, u"second"_s);
        m_bench->world.drain();
        QCOMPARE(refused.size(), 1);
        const auto edit = refused[0][0].value<OutboxItem>();
        QCOMPARE(edit.kind, OutboxKind::UpdateMessage);
        QCOMPARE(edit.message, *sent);
        QCOMPARE(edit.text, u"second"_s);
        QCOMPARE(refused[0][1].value<Error>().kind, ErrorKind::StorageFull);
        QCOMPARE(m_bench->shown(*sent)->text, u"first"_s);
        m_vfs.heal();
        m_bench->outbox->edit(*sent, u"third"_s);
        m_bench->world.advance(20s);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"third"_s});
    }

    // A row that comes from the backup may have been sent since: never twice.
    void whatComesFromTheBackupIsLookedFor_data()
    {
        QTest::addColumn<bool>("withFile");
        QTest::newRow("text") << false;
        QTest::newRow("a file that is gone") << true;
    }
    void whatComesFromTheBackupIsLookedFor()
    {
        QFETCH(bool, withFile);
        m_bench->outbox->setSendDelay(10s);
        OutgoingMessage message{.text = u"once"_s};
        if (withFile)
            message.files = {m_bench->file(u"a.txt"_s, "content")};
        const Result<MessageId> sent = m_bench->send(message);
        QVERIFY(sent);
        m_bench->restart(); // makes the backup
        m_bench->world.advance(20s);
        QVERIFY(m_bench->world.outbox().isEmpty());
        m_bench->outbox.reset();
        m_bench->world.restart([](const QString &directory) {
            for (const QString &name : {u"/cache.db"_s, u"/outbox.db"_s}) {
                QFile file(directory + name);
                QVERIFY(file.open(QIODevice::ReadWrite));
                file.write(QByteArray(100, '\0'));
            }
        });
        m_bench->start();
        QCOMPARE(m_bench->outbox->failed(), 1);
        if (withFile) { // which cannot be uploaded: that is no answer to whether it was sent
            m_bench->outbox->retry(*sent);
            m_bench->world.advance(10s);
            QCOMPARE(m_bench->outbox->failed(), 1);
        }
        const Result<OutgoingMessage> back = m_bench->takeBack(*sent);
        QVERIFY(!back);
        QCOMPARE(back.error().kind, ErrorKind::AlreadyExists);
        QVERIFY(m_bench->world.outbox().isEmpty());
        QCOMPARE(m_bench->world.chat.texts(u"A"_s), QStringList{u"once"_s});
    }
};

QTEST_GUILESS_MAIN(TestOutboxStorage)
#include "tst_outboxstorage.moc"
