// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/upload.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/virtualclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using namespace linnet::test;
using namespace std::chrono_literals;
using Kind = Error::Kind;

namespace {

const QByteArray tokenAnswer = R"({"attachmentDataRef":{"attachmentUploadToken":"tok"}})";
const QString session
    = u"http://127.0.0.1:8/root/resumable/upload/v1/spaces/A/attachments:upload?upload_id=s1"_s;

HttpResponse sessionAnswer(const QString &address = session)
{
    return {.status = 200, .headers = {{"Location", address.toLatin1()}}, .body = {}};
}

HttpResponse goOn(qint64 received)
{
    HttpResponse more{.status = 308, .headers = {}, .body = {}};
    if (received > 0)
        more.headers.append({"Range", "bytes=0-" + QByteArray::number(received - 1)});
    return more;
}

} // namespace

class TestApiUpload : public QObject
{
    Q_OBJECT

private:
    struct World
    {
        VirtualClock clock;
        FixedRandom random;
        ScriptedTransport transport;
        Endpoints endpoints = Endpoints::underRoot(QUrl(u"http://127.0.0.1:8/root"_s)).value();
        TokenProvider tokens{transport, clock, endpoints, {.id = u"client"_s}};
        Limiter limiter{clock};
        Client client{transport, tokens, limiter, {clock, random}, endpoints};
    };

    QTemporaryDir m_dir;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Upload> m_upload;
    std::optional<Result<QString>> m_done;
    QList<QUrl> m_sessions;
    QList<qint64> m_progress;

    QString file(qint64 bytes)
    {
        QFile file(m_dir.filePath(u"file"_s));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            file.write("begin");
            file.resize(bytes);
        }
        return file.fileName();
    }

    void start(const QString &path, const QUrl &from = {})
    {
        m_upload = std::make_unique<Upload>(
            m_world->client, Upload::File{u"spaces/A"_s, path, u"ä.bin"_s, u"application/x-b"_s},
            nullptr);
        connect(m_upload.get(), &Upload::done, this,
                [this](const Result<QString> &token) { m_done = token; });
        connect(m_upload.get(), &Upload::began, this,
                [this](const QUrl &url) { m_sessions.append(url); });
        connect(m_upload.get(), &Upload::progressed, this,
                [this](qint64 bytes, qint64) { m_progress.append(bytes); });
        m_upload->start(from);
        m_world->clock.advance(1s);
        settle();
    }

    [[nodiscard]] QString ending() const
    {
        return !m_done ? u"none"_s : *m_done ? **m_done : kindName(m_done->error().kind);
    }
    [[nodiscard]] const std::vector<ScriptedTransport::Sent> &sent() const
    {
        return m_world->transport.sent();
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->tokens.setTokens({.accessToken = u"first"_s, .refreshToken = u"1//r"_s});
        m_done.reset();
        m_sessions.clear();
        m_progress.clear();
    }

    void cleanup() { m_upload.reset(); }

    void smallGoesInOneRequest_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("empty") << qint64(0);
        QTest::newRow("few") << qint64(100);
        QTest::newRow("most") << Upload::onePiece;
    }

    void smallGoesInOneRequest()
    {
        QFETCH(qint64, bytes);
        m_world->transport.then(jsonAnswer(tokenAnswer));
        start(file(bytes));
        QCOMPARE(ending(), u"tok"_s);
        QCOMPARE(sent().size(), 1U);
        QVERIFY(sent()[0].request.url.toString().endsWith(u"uploadType=multipart"_s));
        QVERIFY(sent()[0].body.size() > bytes);
    }

    void largeGoesInPieces()
    {
        const qint64 piece = Upload::pieceBytes;
        const qint64 total = 2 * piece + 7;
        m_world->transport.then(sessionAnswer())
            .then(goOn(piece))
            .then(goOn(2 * piece))
            .then(jsonAnswer(tokenAnswer));
        start(file(total));
        QCOMPARE(ending(), u"tok"_s);
        QCOMPARE(sent().size(), 4U);
        QCOMPARE(sent()[0].request.verb, "POST");
        QCOMPARE(sent()[0].request.url.toEncoded(),
                 "http://127.0.0.1:8/root/resumable/upload/v1/spaces/A/attachments:upload"
                 "?uploadType=resumable");
        QCOMPARE(sent()[0].body, R"({"filename":"ä.bin"})");
        QCOMPARE(sent()[0].header("X-Upload-Content-Type"), "application/x-b");
        QCOMPARE(sent()[0].header("X-Upload-Content-Length"), QByteArray::number(total));
        QCOMPARE(m_sessions, QList<QUrl>{QUrl(session)});
        const QByteArrayList ranges{"bytes 0-16777215/33554439", "bytes 16777216-33554431/33554439",
                                    "bytes 33554432-33554438/33554439"};
        for (std::size_t i = 1; i < 4; ++i) {
            QCOMPARE(sent()[i].request.verb, "PUT");
            QCOMPARE(sent()[i].request.url, QUrl(session));
            QCOMPARE(sent()[i].header("Content-Range"), ranges[qsizetype(i) - 1]);
            QCOMPARE(sent()[i].header("Authorization"), "Bearer first");
        }
        QVERIFY(sent()[1].body.startsWith("begin"));
        QCOMPARE(sent()[3].body.size(), 7);
        QCOMPARE(m_progress, QList<qint64>({0, piece, 2 * piece}));
    }

    void goesOnWhereTheServiceStands()
    {
        m_world->transport.then(goOn(1'000'000)).then(jsonAnswer(tokenAnswer));
        start(file(6'000'000), QUrl(session));
        QCOMPARE(ending(), u"tok"_s);
        QCOMPARE(sent()[0].header("Content-Range"), "bytes */6000000");
        QCOMPARE(sent()[0].body, QByteArray());
        QCOMPARE(sent()[1].header("Content-Range"), "bytes 1000000-5999999/6000000");
        QVERIFY(m_sessions.isEmpty());
    }

    void whatWasCompleteIsNotSentAgain()
    {
        m_world->transport.then(jsonAnswer(tokenAnswer));
        start(file(6'000'000), QUrl(session));
        QCOMPARE(ending(), u"tok"_s);
        QCOMPARE(sent().size(), 1U);
    }

    void aSessionThatIsGoneIsReplaced()
    {
        m_world->transport.then(jsonAnswer("{}", 404))
            .then(sessionAnswer())
            .then(jsonAnswer(tokenAnswer));
        start(file(6'000'000), QUrl(session + u"old"_s));
        QCOMPARE(ending(), u"tok"_s);
        QCOMPARE(m_sessions, QList<QUrl>({QUrl(), QUrl(session)}));
    }

    void butOnlyOnce()
    {
        m_world->transport.then(jsonAnswer("{}", 404)).then(sessionAnswer());
        m_world->transport.otherwise([](const HttpRequest &) { return jsonAnswer("{}", 410); });
        start(file(6'000'000), QUrl(session + u"old"_s));
        // Not NotFound, which would refuse the message for good; and nothing to go on with is kept.
        QCOMPARE(ending(), kindName(Kind::Protocol));
        QCOMPARE(sent().size(), 3U);
        QCOMPARE(m_sessions.last(), QUrl());
    }

    void whatTheServiceRefusesTwiceIsRefused()
    {
        m_world->transport.then(jsonAnswer("{}", 400)).then(sessionAnswer());
        m_world->transport.otherwise([](const HttpRequest &) { return jsonAnswer("{}", 400); });
        start(file(6'000'000), QUrl(session + u"old"_s));
        QCOMPARE(ending(), kindName(Kind::InvalidArgument));
        QCOMPARE(sent().size(), 3U);
    }

    void noTokenGoesElsewhere()
    {
        m_world->transport.otherwise([](const HttpRequest &) {
            return sessionAnswer(u"http://127.0.0.2:8/root/resumable/upload?upload_id=x"_s);
        });
        start(file(6'000'000));
        QCOMPARE(ending(), kindName(Kind::InvalidArgument));
        for (const auto &request : sent())
            QCOMPARE(request.request.url.host(), u"127.0.0.1"_s);
    }

    void aServiceThatTakesNothingEnds()
    {
        m_world->transport.then(sessionAnswer());
        m_world->transport.otherwise([](const HttpRequest &) { return goOn(0); });
        start(file(6'000'000));
        QCOMPARE(ending(), kindName(Kind::Protocol));
        QVERIFY(sent().size() < 6);
    }

    void failures_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *name, qint64 bytes, int status, Kind kind) {
            QTest::newRow(name) << QString() << bytes << status << kindName(kind);
        };
        row("503, small", 10, 503, Kind::Unavailable);
        row("503, large", 6'000'000, 503, Kind::Unavailable);
        row("403, large", 6'000'000, 403, Kind::PermissionDenied);
        row("429, large", 6'000'000, 429, Kind::RateLimited);
        row("no token in the answer", 10, 200, Kind::Protocol);
        row("too large", 209'715'201, 200, Kind::TooLarge);
        QTest::newRow("no such file")
            << u"/nonexistent"_s << qint64(0) << 200 << kindName(Kind::LocalIo);
    }

    void failures()
    {
        QFETCH(QString, path);
        QFETCH(qint64, bytes);
        QFETCH(int, status);
        QFETCH(QString, kind);
        m_world->transport.otherwise(
            [status](const HttpRequest &) { return jsonAnswer("{}", status); });
        start(path.isEmpty() ? file(bytes) : path);
        QCOMPARE(ending(), kind);
        QVERIFY(sent().size() <= 1);
    }

    void diesWithItsRequest()
    {
        m_world->transport.then(sessionAnswer()).thenHang();
        start(file(6'000'000));
        QCOMPARE(ending(), u"none"_s);
        m_upload.reset();
        QVERIFY(sent().back().aborted);
        m_world->clock.advance(1min);
        QCOMPARE(ending(), u"none"_s);
    }
};

QTEST_GUILESS_MAIN(TestApiUpload)
#include "tst_api_upload.moc"
