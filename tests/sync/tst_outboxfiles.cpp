// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/outboxbench.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::errorAnswer;
using linnet::test::FakeChat;
using linnet::test::OutboxBench;

using Phase = FakeChat::Phase;

// Messages with files: copied when they are written, uploaded before the message, gone afterwards.
class TestOutboxFiles : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OutboxBench> m_bench;

    [[nodiscard]] FakeChat &chat() { return m_bench->world.chat; }
    [[nodiscard]] OutgoingMessage withFile(const QString &text, const QByteArray &content)
    {
        return {.text = text, .files = {m_bench->file(u"notes.txt"_s, content)}, .quote = {}};
    }
    void retryFailed()
    {
        for (const Message &message : m_bench->world.page(u"A"_s).messages) {
            if (message.sendState == SendState::Failed)
                m_bench->outbox->retry(message.id);
        }
    }
    void everythingIsDone()
    {
        QVERIFY(m_bench->world.outbox().isEmpty());
        QCOMPARE(m_bench->copies(), QStringList());
        QCOMPARE(m_bench->outbox->queued() + m_bench->outbox->failed(), 0);
        QCOMPARE(chat().identityViolations, 0);
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<OutboxBench>(); }
    void cleanup() { m_bench.reset(); }

    void goesWithItsMessage()
    {
        OutgoingMessage message = withFile(u"see"_s, "one");
        message.files.append(m_bench->file(u"ä b.txt"_s, "two"));
        message.files.last().name = u"other name.txt"_s;
        QVERIFY(m_bench->send(message));
        m_bench->world.advance(10s);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"see"_s});
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList({"one", "two"}));
        const QList<FakeChat::Upload> uploads = chat().uploads.values();
        QCOMPARE(uploads[0].name, u"notes.txt"_s);
        QCOMPARE(uploads[0].contentType, u"text/plain"_s);
        QCOMPARE(uploads[1].name, u"other name.txt"_s);
        everythingIsDone();
    }

    void needsNoText()
    {
        QVERIFY(m_bench->send(withFile({}, "one")));
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"one"});
        everythingIsDone();
    }

    void theOriginalMayChangeOrVanish()
    {
        m_bench->world.setOffline(true);
        QVERIFY(m_bench->send(withFile(u"first"_s, "as it was")));
        QVERIFY(m_bench->send(
            {.text = u"second"_s, .files = {m_bench->file(u"gone"_s, "kept")}, .quote = {}}));
        (void)m_bench->file(u"notes.txt"_s, "something else altogether");
        QVERIFY(QFile::remove(m_bench->pathOf(u"gone"_s)));
        m_bench->restart();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList({"as it was", "kept"}));
        everythingIsDone();
    }

    void aPendingMessageShowsItsFiles()
    {
        m_bench->world.setOffline(true);
        const Result<MessageId> sent = m_bench->send(withFile(u"see"_s, "one"));
        QVERIFY(sent);
        const Message message = m_bench->shown(*sent).value_or(Message());
        QCOMPARE(message.attachments.size(), 1);
        const Attachment &attachment = message.attachments.constFirst();
        QCOMPARE(attachment.contentName, u"notes.txt"_s);
        QCOMPARE(attachment.contentType, u"text/plain"_s);
        QCOMPARE(attachment.bytesTotal, 3);
        QCOMPARE(attachment.bytesSent, 0);
        QFile copy(attachment.localPath);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), "one");
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(attachment.localPath).constData(), &status), 0);
        QCOMPARE(int(status.st_mode & 07777), 0600);
        const QByteArray folder = QFile::encodeName(QFileInfo(attachment.localPath).path());
        QCOMPARE(::stat(folder.constData(), &status), 0);
        QCOMPARE(int(status.st_mode & 07777), 0700);
    }

    void isRefusedBeforeItIsQueued_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("blocked type") << u"setup.EXE"_s << qint64(3) << ErrorKind::FileTypeBlocked;
        QTest::newRow("too large") << u"film"_s << maximumFileBytes + 1 << ErrorKind::FileTooLarge;
        QTest::newRow("not there") << u"nothing"_s << qint64(-1) << ErrorKind::FileUnreadable;
        QTest::newRow("a folder") << u"."_s << qint64(-1) << ErrorKind::FileUnreadable;
        QTest::newRow("a FIFO") << u"fifo"_s << qint64(-1) << ErrorKind::FileUnreadable;
    }

    void isRefusedBeforeItIsQueued()
    {
        QFETCH(QString, name);
        QFETCH(qint64, size);
        QFETCH(ErrorKind, kind);
        const QString path = m_bench->pathOf(name);
        if (size >= 0) {
            QFile file(m_bench->file(name, {}).path);
            QVERIFY(file.resize(size)); // takes no room on the disk
        } else if (name == u"fifo"_s) {
            QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        }
        OutgoingMessage message = withFile(u"see"_s, "good");
        message.files.append({path, {}, {}});
        const Result<MessageId> sent = m_bench->send(message);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, kind);
        QVERIFY(name == u"."_s || sent.error().detail == name);
        QVERIFY(m_bench->world.outbox().isEmpty());
        QCOMPARE(m_bench->copies(), QStringList());
    }

    // Each failure of the upload and of the message, before and after its effect, with and without
    // a restart: one message arrives, whole, and what was written after it comes after it.
    void survivesFailures_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<qint64>("size");
        const QList<test::Failing> failures = test::everyFailure();
        for (int i = 0; i < failures.size(); ++i) {
            const auto row = [&](const char *what, const QString &pattern, qint64 size) {
                QTest::addRow("%s: %s", what, failures[i].name) << i << pattern << size;
            };
            row("upload", u"^POST /upload/"_s, 10);
            row("message", u"^POST /v1/.*/messages$"_s, 10);
            row("large upload begins", u"^POST /resumable/"_s, 5'300'000);
            row("large upload's piece", u"^PUT /resumable/"_s, 5'300'000);
        }
    }

    void survivesFailures()
    {
        QFETCH(int, number);
        QFETCH(QString, pattern);
        QFETCH(qint64, size);
        const test::Failing failing = test::everyFailure()[number];
        const QByteArray content(size, 'x');
        for (const auto phase : {Phase::Before, Phase::After}) {
            for (const bool restarted : {false, true}) {
                cleanup();
                init();
                m_bench->failNext(pattern, phase, failing.answer, 2);
                QVERIFY(m_bench->send(withFile(u"one"_s, content)));
                QVERIFY(m_bench->send(u"two"_s));
                if (restarted)
                    m_bench->restart();
                m_bench->world.advance(20min);
                // A refusal waits for the person, consent too.
                QVERIFY(failing.refused || m_bench->outbox->failed() == 0);
                retryFailed();
                m_bench->outbox->retryNow();
                m_bench->world.advance(20min);
                retryFailed();
                m_bench->world.advance(2min);
                QCOMPARE(chat().texts(u"A"_s), QStringList({u"one"_s, u"two"_s}));
                QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{content});
                everythingIsDone();
            }
        }
    }

    void goesOnWhereTheLineBroke()
    {
        const QByteArray content(8'000'000, 'x');
        chat().cutPieceAt = 3'000'000;
        QVERIFY(m_bench->send(withFile(u"one"_s, content)));
        QVERIFY(!m_bench->world.outbox().constFirst().files.constFirst().session.isEmpty());
        m_bench->restart();
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{content});
        QCOMPARE(chat().count(u"^POST /resumable"_s), 1);
        qint64 sent = 0;
        for (const auto &request : m_bench->world.transport().sent()) {
            if (request.request.verb == "PUT")
                sent += request.body.size();
        }
        QCOMPARE(sent, 8'000'000 + 5'000'000); // what was cut, and the rest
        everythingIsDone();
    }

    // The program ends while bytes are on their way: what is known of the upload is on the disk.
    void anUploadSurvivesTheProgram()
    {
        auto &transport = m_bench->world.transport();
        transport.then([this](const api::HttpRequest &request) { return chat().answer(request); })
            .then([this](const api::HttpRequest &request) { return chat().answer(request); })
            .thenHang();
        OutgoingMessage message = withFile(u"one"_s, "small");
        message.files.append(m_bench->file(u"large"_s, QByteArray(5'300'000, 'x')));
        QVERIFY(m_bench->send(message));
        m_bench->world.advance(3s); // one write a second and space
        QCOMPARE(transport.hanging(), 1);
        m_bench->restart();
        m_bench->world.advance(1min);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList({"small", QByteArray(5'300'000, 'x')}));
        QCOMPARE(chat().count(u"^POST /upload"_s), 1);
        QCOMPARE(chat().count(u"^POST /resumable"_s), 1);
        everythingIsDone();
    }

    void whatIsUploadedIsNotUploadedAgain()
    {
        m_bench->failNext(u"/messages$"_s, Phase::Before, errorAnswer(503, u"UNAVAILABLE"_s), 3);
        QVERIFY(m_bench->send(withFile(u"one"_s, "1")));
        m_bench->world.advance(5s);
        m_bench->restart();
        m_bench->world.advance(5min);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"1"});
        QCOMPARE(chat().count(u"^POST /upload"_s), 1);
        everythingIsDone();
    }

    void whatTheServiceForgotIsUploadedAgain()
    {
        m_bench->failNext(u"/messages$"_s, Phase::Before, errorAnswer(503, u"UNAVAILABLE"_s), 1);
        QVERIFY(m_bench->send(withFile(u"one"_s, "1")));
        m_bench->world.advance(1500ms);
        QCOMPARE(chat().uploads.size(), 1);
        chat().uploads.clear();
        m_bench->restart();
        m_bench->world.advance(5min);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"1"});
        QCOMPARE(chat().count(u"^POST /upload"_s), 2);
        everythingIsDone();
    }

    void butARefusalOfWhatIsFreshIsOne()
    {
        m_bench->failNext(u"/messages$"_s, Phase::Before, errorAnswer(400, u"INVALID_ARGUMENT"_s),
                          5);
        const Result<MessageId> sent = m_bench->send(withFile(u"one"_s, "1"));
        m_bench->world.advance(5min);
        QCOMPARE(m_bench->outbox->failed(), 1);
        QCOMPARE(chat().count(u"^POST /upload"_s), 1);
        QCOMPARE(chat().count(u"/messages$"_s), 1);
        m_bench->outbox->remove(*sent);
        m_bench->world.advance(MessagePort::undoTime);
        everythingIsDone();
    }

    void deletingStopsTheUpload()
    {
        m_bench->world.transport().thenHang();
        const Result<MessageId> sent = m_bench->send(withFile(u"one"_s, "1"));
        QVERIFY(sent);
        m_bench->outbox->remove(*sent);
        m_bench->world.drain();
        QVERIFY(m_bench->world.transport().sent().back().aborted);
        m_bench->world.advance(MessagePort::undoTime - 1s);
        QCOMPARE(chat().count(u"/messages$"_s), 0);
        QCOMPARE(m_bench->copies().size(), 1);
        m_bench->outbox->undoRemove(*sent);
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"1"});
        everythingIsDone();
    }

    void takingBackCancelsTheUpload()
    {
        m_bench->world.transport().thenHang();
        const Result<MessageId> sent = m_bench->send(withFile(u"one"_s, "1"));
        QVERIFY(sent);
        QCOMPARE(m_bench->world.transport().hanging(), 1);
        const Result<OutgoingMessage> back = m_bench->takeBack(*sent);
        QVERIFY(back);
        QVERIFY(m_bench->world.transport().sent().back().aborted);
        QCOMPARE(back->text, u"one"_s);
        QCOMPARE(back->files.size(), 1);
        QCOMPARE(back->files[0].name, u"notes.txt"_s);
        QCOMPARE(back->files[0].contentType, u"text/plain"_s);
        QVERIFY(m_bench->world.outbox().isEmpty());
        // Sent again from the copy, though the original is gone.
        QVERIFY(QFile::remove(m_bench->pathOf(u"notes.txt"_s)));
        QVERIFY(m_bench->send(*back));
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"1"});
        // What was given back lasts until the next start.
        QCOMPARE(m_bench->copies().size(), 1);
        m_bench->restart();
        everythingIsDone();
    }

    void refusedUploadsCanBeTakenBack()
    {
        m_bench->failNext(u"^POST /upload"_s, Phase::Before,
                          errorAnswer(400, u"INVALID_ARGUMENT"_s));
        const Result<MessageId> sent = m_bench->send(withFile(u"one"_s, "1"));
        QCOMPARE(m_bench->outbox->failed(), 1);
        const Result<OutgoingMessage> back = m_bench->takeBack(*sent);
        QVERIFY(back);
        QCOMPARE(back->files.size(), 1);
        QVERIFY(QFile::exists(back->files[0].path));
    }

    void editsKeepTheFiles_data()
    {
        QTest::addColumn<bool>("tried");
        QTest::newRow("never tried") << false;
        QTest::newRow("tried") << true;
    }

    void editsKeepTheFiles()
    {
        QFETCH(bool, tried);
        if (tried) {
            m_bench->failNext(u"/messages$"_s, Phase::Before,
                              errorAnswer(400, u"INVALID_ARGUMENT"_s));
        } else {
            m_bench->world.setOffline(true);
        }
        const Result<MessageId> sent = m_bench->send(withFile(u"secnod"_s, "1"));
        m_bench->world.advance(5s);
        m_bench->outbox->edit(*sent, u"second"_s);
        m_bench->world.drain();
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(1min);
        QCOMPARE(chat().texts(u"A"_s), QStringList{u"second"_s});
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"1"});
        QCOMPARE(chat().count(u"^PATCH"_s), 0);
        everythingIsDone();
    }

    void textDoesNotOvertakeAFile()
    {
        // All three are written before the first file is copied.
        QList<QString> ended;
        const auto note = [&](const QString &name) {
            return [&ended, name](const Result<MessageId> &) { ended.append(name); };
        };
        m_bench->outbox->send(m_bench->room, withFile(u"one"_s, QByteArray(3'000'000, 'x')),
                              &m_bench->context, note(u"one"_s));
        m_bench->outbox->send(m_bench->room, {.text = u"two"_s}, &m_bench->context, note(u"two"_s));
        m_bench->outbox->send(m_bench->room, withFile(u"three"_s, "3"), &m_bench->context,
                              note(u"three"_s));
        m_bench->outbox->send({SpaceId(u"spaces/B"_s), {}}, {.text = u"elsewhere"_s},
                              &m_bench->context, note(u"elsewhere"_s));
        QTRY_COMPARE(ended.size(), 4);
        QCOMPARE(ended.first(), u"elsewhere"_s);
        m_bench->world.advance(1min);
        QCOMPARE(chat().texts(u"A"_s), QStringList({u"one"_s, u"two"_s, u"three"_s}));
        everythingIsDone();
    }

    // After an outage the first that goes may be an upload that takes minutes.
    void textElsewhereDoesNotWaitForAFile()
    {
        m_bench->world.setOffline(true);
        QVERIFY(m_bench->send(withFile(u"one"_s, QByteArray(5'300'000, 'x'))));
        QVERIFY(m_bench->send({.text = u"elsewhere"_s}, {SpaceId(u"spaces/B"_s), {}}));
        m_bench->world.advance(10s);
        QVERIFY(m_bench->outbox->trouble());
        m_bench->world.setOffline(false);
        m_bench->world.transport().thenHang();
        m_bench->outbox->retryNow();
        m_bench->world.advance(5s);
        QCOMPARE(m_bench->world.transport().hanging(), 1);
        QCOMPARE(chat().texts(u"B"_s), QStringList{u"elsewhere"_s});
        QCOMPARE(chat().texts(u"A"_s), QStringList());
    }

    // The service knows the session of another run: the way is clear, long before the last byte.
    void anUploadThatGoesOnEndsTheTrouble()
    {
        auto &transport = m_bench->world.transport();
        chat().cutPieceAt = 1'000'000;
        QVERIFY(m_bench->send(withFile(u"one"_s, QByteArray(5'300'000, 'x'))));
        m_bench->world.setOffline(true);
        m_bench->world.advance(10s);
        QVERIFY(m_bench->outbox->trouble());
        m_bench->world.setOffline(false);
        transport.then([this](const api::HttpRequest &request) { return chat().answer(request); })
            .thenHang();
        m_bench->outbox->retryNow();
        m_bench->world.advance(5s);
        QCOMPARE(transport.hanging(), 1); // the rest of it
        QVERIFY(!m_bench->outbox->trouble());
    }

    void progressShows()
    {
        auto &transport = m_bench->world.transport();
        transport.then([this](const api::HttpRequest &request) { return chat().answer(request); })
            .then([this](const api::HttpRequest &request) { return chat().answer(request); })
            .thenHang();
        const Result<MessageId> sent
            = m_bench->send(withFile(u"one"_s, QByteArray(20'000'000, 'x')));
        m_bench->world.advance(1s);
        QCOMPARE(transport.hanging(), 1);
        const Attachment attachment = m_bench->shown(*sent)->attachments.constFirst();
        QCOMPARE(attachment.bytesTotal, 20'000'000);
        QCOMPARE(attachment.bytesSent, 16LL * 1024 * 1024);
    }

    void leftoversGoAtTheNextStart()
    {
        m_bench->world.setOffline(true);
        const Result<MessageId> sent = m_bench->send(withFile(u"one"_s, "1"));
        const QString path = m_bench->shown(*sent)->attachments.constFirst().localPath;
        QVERIFY(QFile::copy(path, QFileInfo(path).path() + u"/orphan"_s));
        QCOMPARE(m_bench->copies().size(), 2);
        m_bench->restart();
        QCOMPARE(m_bench->copies(), QStringList{QFileInfo(path).fileName()});
    }

    void aDamagedCopyIsNotSent()
    {
        m_bench->world.setOffline(true);
        const Result<MessageId> sent = m_bench->send(withFile(u"one"_s, "1"));
        QVERIFY(QFile::remove(m_bench->shown(*sent)->attachments.constFirst().localPath));
        m_bench->world.setOffline(false);
        m_bench->outbox->retryNow();
        m_bench->world.advance(1min);
        const Message message = m_bench->shown(*sent).value_or(Message());
        QCOMPARE(message.sendState, SendState::Failed);
        QCOMPARE(message.failure->kind, ErrorKind::FileUnreadable);
        QCOMPARE(message.failure->detail, u"notes.txt"_s);
        QCOMPARE(chat().texts(u"A"_s), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestOutboxFiles)
#include "tst_outboxfiles.moc"
