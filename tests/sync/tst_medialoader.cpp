// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/medialoader.h"
#include "tests/sync/syncworld.h"

#include <QDir>
#include <QTest>

Q_DECLARE_METATYPE(linnet::api::HttpResponse)
Q_DECLARE_METATYPE(linnet::MediaRef)

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::SyncWorld;

namespace {

const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(1000, 'x');

MediaRef avatar(const QString &url)
{
    return {MediaRef::Kind::Avatar, url};
}

api::HttpResponse response(int status, const QByteArray &body)
{
    return {.status = status, .headers = {{"Content-Type", "image/png"}}, .body = body};
}

} // namespace

class TestMediaLoader : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyncWorld> world;
    std::unique_ptr<QTemporaryDir> dir;
    std::unique_ptr<sync::MediaLoader> media;
    using Answer = std::optional<Result<QString>>;

    void start(const QUrl &root = {})
    {
        media = std::make_unique<sync::MediaLoader>(world->services(), world->transport(),
                                                    dir->filePath(u"media"_s), root);
    }

    Result<QString> fetch(const MediaRef &ref)
    {
        Answer answer;
        media->fetch(ref, this, [&answer](const Result<QString> &path) { answer = path; });
        world->drain();
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }

    Result<UnaskedMedia> fetchUnasked(const MediaRef &ref)
    {
        std::optional<Result<UnaskedMedia>> answer;
        media->fetchUnasked(ref, this,
                            [&answer](const Result<UnaskedMedia> &got) { answer = got; });
        world->drain();
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }

    // As the network does it: a file of so many bytes, as far as they may be read.
    static test::ScriptedTransport::Answer file(qint64 bytes, bool announced)
    {
        return
            [bytes, announced](const api::HttpRequest &request) -> api::Result<api::HttpResponse> {
                if (bytes > request.maxBytes) {
                    if (announced)
                        request.progress(0, bytes);
                    return tl::unexpected(api::Error{.kind = api::Error::Kind::TooLarge});
                }
                return response(200, png + QByteArray(bytes - png.size(), 'x'));
            };
    }

    // Some of it has come.
    static test::ScriptedTransport::Answer brokenOff()
    {
        return [](const api::HttpRequest &request) -> api::Result<api::HttpResponse> {
            request.progress(5, 100);
            return tl::unexpected(api::Error{.kind = api::Error::Kind::Truncated});
        };
    }

    void put(sync::MediaFiles &files, int number, int bytes)
    {
        const MediaRef ref = avatar(QString::number(number));
        QFile part(files.partPathOf(ref));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(QByteArray(bytes, 'x'));
        part.close();
        QVERIFY(files.keep(ref));
        QFile file(files.pathOf(ref));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.setFileTime(QDateTime(QDate(2026, 1, 1 + number), QTime(0, 0)),
                         QFileDevice::FileModificationTime);
    }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        world = std::make_unique<SyncWorld>();
        dir = std::make_unique<QTemporaryDir>();
        start();
    }

    void cleanup()
    {
        media.reset();
        world.reset();
        dir.reset();
    }

    void wherePicturesMayComeFrom_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("root");
        QTest::addColumn<bool>("allowed");
        const QString none;
        const QString emulator = u"http://127.0.0.1:8080"_s;
        QTest::newRow("https") << u"https://lh3.pictures.example/a"_s << none << true;
        QTest::newRow("http") << u"http://lh3.pictures.example/a"_s << none << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << none << false;
        QTest::newRow("data") << u"data:image/png;base64,AA"_s << none << false;
        QTest::newRow("no host") << u"https:evil"_s << none << false;
        QTest::newRow("loopback") << u"https://127.0.0.1/a"_s << none << false;
        QTest::newRow("loopback v6") << u"https://[::1]/a"_s << none << false;
        QTest::newRow("router") << u"https://192.168.1.1/a"_s << none << false;
        QTest::newRow("localhost") << u"https://localhost/a"_s << none << false;
        QTest::newRow("printer") << u"https://printer.local/a"_s << none << false;
        QTest::newRow("password") << u"https://a:b@pictures.example/a"_s << none << false;
        QTest::newRow("emulator") << u"http://127.0.0.1:8080/avatar/1"_s << emulator << true;
        QTest::newRow("its neighbour") << u"http://127.0.0.1:9090/"_s << emulator << false;
        QTest::newRow("http beside the emulator") << u"http://a.example/"_s << emulator << false;
    }

    void wherePicturesMayComeFrom()
    {
        QFETCH(QString, url);
        QFETCH(QString, root);
        QFETCH(bool, allowed);
        QCOMPARE(sync::mayFetchPicture(QUrl(url, QUrl::StrictMode), QUrl(root)), allowed);
    }

    void avatarsCarryNoToken()
    {
        world->transport().then(response(200, png));
        const Result<QString> path = fetch(avatar(u"https://p.example/1"_s));
        QVERIFY(path);
        QCOMPARE(contentOf(*path), png);
        QVERIFY(world->transport().sent().front().header("Authorization").isEmpty());
        const auto rights = QFile::permissions(*path);
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOwner)));
        QVERIFY(!(QFile::permissions(dir->filePath(u"media"_s)) & QFile::ReadOther));
        // From now on it is on the disk, for the next run too.
        start();
        QCOMPARE(fetch(avatar(u"https://p.example/1"_s)), path);
        QCOMPARE(world->transport().sent().size(), 1u);
    }

    // An app chose the address: it learns that somebody reads, and nothing else.
    void picturesOfCardsCarryNothing()
    {
        const MediaRef card{MediaRef::Kind::CardPicture, u"https://app.example/chart.png"_s};
        world->transport().then(response(200, png));
        const Result<QString> path = fetch(card);
        QVERIFY(path);
        QCOMPARE(contentOf(*path), png);
        const auto &request = world->transport().sent().front();
        QVERIFY(request.header("Authorization").isEmpty());
        QVERIFY(request.header("Cookie").isEmpty());
        // The same address as somebody's face is another file.
        world->transport().then(response(404, {}));
        QVERIFY(!fetch(avatar(card.source)));
        QVERIFY(!fetch({MediaRef::Kind::CardPicture, u"file:///etc/passwd"_s}));
        QVERIFY(!fetch({MediaRef::Kind::CardPicture, u"http://app.example/chart.png"_s}));
        QVERIFY(!fetch({MediaRef::Kind::CardPicture, u"https://192.168.1.1/chart.png"_s}));
        QCOMPARE(world->transport().sent().size(), 2u);
    }

    void whatIsNoPictureIsNotKept_data()
    {
        QTest::addColumn<api::HttpResponse>("answer");
        QTest::newRow("html") << response(200, "<html>");
        QTest::newRow("svg") << response(200, "<svg xmlns='http://www.w3.org/2000/svg'/>");
        QTest::newRow("empty") << response(200, {});
        QTest::newRow("not found") << response(404, png);
        QTest::newRow("redirect") << api::HttpResponse{
            .status = 302, .headers = {{"Location", "https://192.168.1.1/"}}, .body = png};
    }

    void whatIsNoPictureIsNotKept()
    {
        QFETCH(api::HttpResponse, answer);
        world->transport().then(answer);
        QVERIFY(!fetch(avatar(u"https://p.example/1"_s)));
        QVERIFY(QDir(dir->filePath(u"media"_s)).isEmpty());
        // Remembered: not asked for again at once.
        QVERIFY(!fetch(avatar(u"https://p.example/1"_s)));
        QCOMPARE(world->transport().sent().size(), 1u);
    }

    void troubleOnTheWayIsForgottenSoon()
    {
        world->setOffline(true);
        QVERIFY(!fetch(avatar(u"https://p.example/1"_s)));
        QVERIFY(!fetch(avatar(u"https://p.example/1"_s)));
        QCOMPARE(world->transport().sent().size(), 1u);
        world->setOffline(false);
        world->advance(1min);
        world->transport().then(response(200, png));
        QVERIFY(fetch(avatar(u"https://p.example/1"_s)));
    }

    // "Save", the line breaks, "Save" again.
    void whoAsksAgainIsNotRefusedFromMemory()
    {
        const MediaRef ref{MediaRef::Kind::Attachment, u"A"_s};
        world->transport().then(brokenOff());
        QVERIFY(!fetch(ref));
        QVERIFY(!fetchUnasked(ref)); // nobody did
        QCOMPARE(world->transport().sent().size(), 1u);
        world->transport().then(response(200, "content"));
        const Result<QString> path = fetch(ref);
        QVERIFY(path);
        QCOMPARE(contentOf(*path), "content"_qba);
    }

    void whatBrokeOffComesByItselfSoon()
    {
        const MediaRef ref{MediaRef::Kind::Attachment, u"A"_s};
        world->transport().then(brokenOff());
        QVERIFY(!fetchUnasked(ref));
        world->advance(1min);
        world->transport().then(response(200, "content"));
        QVERIFY(fetchUnasked(ref));
    }

    // Files that last leave places for everything else; what a person waits for goes first.
    void filesComeTwoAtATime()
    {
        world->transport().thenHang().thenHang();
        for (int i = 0; i < 4; ++i)
            media->fetchUnasked({MediaRef::Kind::Attachment, u"A%1"_s.arg(i)}, this,
                                [](const Result<UnaskedMedia> &) {});
        world->drain();
        QCOMPARE(world->transport().hanging(), 2);
        QCOMPARE(world->transport().sent().size(), 2u);
        world->transport().then(response(200, png));
        QVERIFY(fetch(avatar(u"https://p.example/1"_s)));
        Answer asked;
        media->fetch({MediaRef::Kind::Attachment, u"asked"_s}, this,
                     [&asked](const Result<QString> &path) { asked = path; });
        world->drain();
        QVERIFY(!asked);
        world->transport().otherwise(
            [](const api::HttpRequest &) { return response(200, "content"); });
        QVERIFY(world->transport().resume(response(404, {})));
        world->drain();
        QVERIFY(asked && *asked);
        QVERIFY(world->transport().sent()[3].request.url.path().endsWith(u"/asked"_s));
        QCOMPARE(world->transport().sent().size(), 6u);
    }

    void forbiddenAddressesAreNeverAsked()
    {
        QVERIFY(!fetch(avatar(u"http://169.254.169.254/latest"_s)));
        QVERIFY(!fetch(avatar(u"not an address"_s)));
        QCOMPARE(world->transport().sent().size(), 0u);
    }

    void attachmentsComeWithTheToken()
    {
        world->transport().then(response(200, "content"));
        const Result<QString> path = fetch({MediaRef::Kind::Attachment, u"AbC/d=e"_s});
        QVERIFY(path);
        QCOMPARE(contentOf(*path), "content"_qba);
        const auto &sent = world->transport().sent().front();
        QVERIFY(!sent.header("Authorization").isEmpty());
        QVERIFY(sent.request.deadlineBytes > 0); // a large one may last
        QVERIFY(sent.request.url.path().startsWith(u"/v1/media/AbC/"_s));
        QCOMPARE(sent.request.url.query(), u"alt=media"_s);
    }

    // The address of the picture is asked for with the token, the picture without; the file is
    // kept under the emoji's name, because the address is another one each time.
    void customEmojiAreFoundByTheirName()
    {
        const MediaRef ref{MediaRef::Kind::CustomEmoji, u"customEmojis/E"_s};
        world->transport().then(response(
            200,
            R"({"name":"customEmojis/E","temporaryImageUri":"https:\/\/pictures.example\/1"})"));
        world->transport().then(response(200, png));
        const Result<QString> path = fetch(ref);
        QVERIFY(path);
        QCOMPARE(contentOf(*path), png);
        const auto &sent = world->transport().sent();
        QCOMPARE(sent.size(), 2u);
        QCOMPARE(sent[0].request.url.path(), u"/v1/customEmojis/E"_s);
        QVERIFY(!sent[0].header("Authorization").isEmpty());
        QCOMPARE(sent[1].request.url.host(), u"pictures.example"_s);
        QVERIFY(sent[1].header("Authorization").isEmpty());
        start();
        QCOMPARE(fetch(ref), path);
        QCOMPARE(world->transport().sent().size(), 2u);
        // One that has no picture, or one in a place that is not to be asked.
        world->transport().then(response(200, "{}"));
        QVERIFY(!fetch({MediaRef::Kind::CustomEmoji, u"customEmojis/F"_s}));
        world->transport().then(
            response(200, R"({"temporaryImageUri":"http:\/\/169.254.169.254\/latest"})"));
        QVERIFY(!fetch({MediaRef::Kind::CustomEmoji, u"customEmojis/G"_s}));
        QCOMPARE(world->transport().sent().size(), 4u);
    }

    void sameRequestsAreMadeOnce()
    {
        world->transport().then(response(200, png));
        Answer first;
        Answer second;
        media->fetch(avatar(u"https://p.example/1"_s), this,
                     [&first](const Result<QString> &path) { first = path; });
        media->fetch(avatar(u"https://p.example/1"_s), this,
                     [&second](const Result<QString> &path) { second = path; });
        QVERIFY(!first);
        world->drain();
        QVERIFY(first && *first && second && *second);
        QCOMPARE(world->transport().sent().size(), 1u);
    }

    void theLeastRecentlyUsedGo()
    {
        sync::MediaFiles files(dir->filePath(u"media"_s), 10'000);
        QVERIFY(files.prepare());
        for (int i = 0; i < 5; ++i)
            put(files, i, 2'000);
        QVERIFY(!files.find(avatar(u"0"_s)).isEmpty()); // used just now
        put(files, 5, 2'000);
        QVERIFY(!files.find(avatar(u"0"_s)).isEmpty());
        QVERIFY(files.find(avatar(u"1"_s)).isEmpty());
        QVERIFY(!files.find(avatar(u"5"_s)).isEmpty());
    }

    void aSmallerLimitCountsAtOnce()
    {
        sync::MediaFiles files(dir->filePath(u"media"_s), 1'000'000);
        QVERIFY(files.prepare());
        for (int i = 0; i < 5; ++i)
            put(files, i, 2'000);
        QCOMPARE(files.bytes(), 10'000);
        files.setMostBytes(20'000);
        QCOMPARE(files.bytes(), 10'000);
        files.setMostBytes(6'000);
        QVERIFY2(files.bytes() <= 6'000, qPrintable(QString::number(files.bytes())));
        QVERIFY(files.find(avatar(u"0"_s)).isEmpty()); // the oldest first
        QVERIFY(files.find(avatar(u"1"_s)).isEmpty());
        QVERIFY(!files.find(avatar(u"4"_s)).isEmpty());
        // At the next start as well, where another run left more.
        sync::MediaFiles next(dir->filePath(u"media"_s), 2'500);
        QVERIFY(next.prepare());
        QCOMPARE(next.bytes(), 2'000);
        QVERIFY(!next.find(avatar(u"4"_s)).isEmpty());
    }

    void clearingLeavesNothingButWhatIsOnItsWay()
    {
        sync::MediaFiles files(dir->filePath(u"media"_s), 1'000'000);
        QVERIFY(files.prepare());
        for (int i = 0; i < 5; ++i)
            put(files, i, 2'000);
        const MediaRef coming = avatar(u"coming"_s);
        QFile part(files.partPathOf(coming));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write("first");
        QVERIFY(files.clear());
        QCOMPARE(files.bytes(), 0);
        QVERIFY(files.find(avatar(u"0"_s)).isEmpty());
        part.write(" second");
        part.close();
        QVERIFY(files.keep(coming));
        QCOMPARE(contentOf(files.find(coming)), "first second"_qba);
        QCOMPARE(files.bytes(), 12);
        QTRY_COMPARE(QDir(dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                     QStringList{u"media"_s});
        QVERIFY(files.clear());
        QVERIFY(files.clear());
        QCOMPARE(files.bytes(), 0);
        QVERIFY(!(QFile::permissions(dir->filePath(u"media"_s)) & QFile::ReadOther));
    }

    void whatComesUnasked_data()
    {
        QTest::addColumn<MediaRef>("ref");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<qint64>("bytes"); // of the file
        QTest::addColumn<bool>("announced");
        QTest::addColumn<bool>("comes");
        QTest::addColumn<qint64>("told");
        QTest::addColumn<int>("requests");
        const MediaRef attachment{MediaRef::Kind::Attachment, u"A"_s};
        const MediaRef card{MediaRef::Kind::CardPicture, u"https://app.example/a.png"_s};
        const qint64 any = sync::MediaLoader::anySize;
        QTest::newRow("any size") << attachment << any << 90'000LL << true << true << -1LL << 1;
        QTest::newRow("small enough")
            << attachment << 50'000LL << 50'000LL << true << true << -1LL << 1;
        QTest::newRow("too large")
            << attachment << 50'000LL << 50'001LL << true << false << 50'001LL << 1;
        QTest::newRow("too large, and not said before")
            << attachment << 50'000LL << 60'000LL << false << false << -1LL << 1;
        QTest::newRow("never") << attachment << 0LL << 2'000LL << true << false << -1LL << 0;
        QTest::newRow("of a card, small enough")
            << card << 50'000LL << 50'000LL << true << true << -1LL << 1;
        QTest::newRow("of a card, too large")
            << card << 50'000LL << 60'000LL << true << false << 60'000LL << 1;
        QTest::newRow("of a card, never") << card << 0LL << 2'000LL << true << false << -1LL << 0;
        QTest::newRow("a face always comes")
            << avatar(u"https://p.example/1"_s) << 0LL << 2'000LL << true << true << -1LL << 1;
    }

    void whatComesUnasked()
    {
        QFETCH(MediaRef, ref);
        QFETCH(qint64, limit);
        QFETCH(qint64, bytes);
        QFETCH(bool, announced);
        QFETCH(bool, comes);
        QFETCH(qint64, told);
        QFETCH(int, requests);
        world->transport().otherwise(file(bytes, announced));
        media->setUnaskedBytes(limit);
        for (int time = 0; time < 2; ++time) { // the second asks nobody
            const Result<UnaskedMedia> got = fetchUnasked(ref);
            QVERIFY(got);
            QCOMPARE(!got->path.isEmpty(), comes);
            QCOMPARE(got->bytes, told);
            QCOMPARE(int(world->transport().sent().size()), requests);
        }
        if (comes)
            return;
        // Whoever asks gets it, and then it is there for everybody.
        QVERIFY(QDir(dir->filePath(u"media"_s)).isEmpty());
        const Result<QString> asked = fetch(ref);
        QVERIFY(asked);
        QCOMPARE(QFileInfo(*asked).size(), bytes);
        const Result<UnaskedMedia> got = fetchUnasked(ref);
        QVERIFY(got);
        QCOMPARE(got->path, *asked);
    }

    void aLargerLimitAsksAgain()
    {
        const MediaRef ref{MediaRef::Kind::Attachment, u"A"_s};
        world->transport().otherwise(file(60'000, true));
        media->setUnaskedBytes(50'000);
        QVERIFY(fetchUnasked(ref)->path.isEmpty());
        media->setUnaskedBytes(55'000);
        QVERIFY(fetchUnasked(ref)->path.isEmpty());
        QCOMPARE(world->transport().sent().size(), 1u); // known to be larger
        media->setUnaskedBytes(70'000);
        QVERIFY(!fetchUnasked(ref)->path.isEmpty());
        QCOMPARE(world->transport().sent().size(), 2u);
    }

    // One shows it by itself, and before it turns out too large another asks for it.
    void whoAsksMeanwhileGetsIt()
    {
        const MediaRef ref{MediaRef::Kind::Attachment, u"A"_s};
        media->setUnaskedBytes(50'000);
        std::optional<Result<UnaskedMedia>> unasked;
        Answer asked;
        world->transport().thenHang();
        media->fetchUnasked(ref, this,
                            [&unasked](const Result<UnaskedMedia> &got) { unasked = got; });
        world->drain();
        QCOMPARE(world->transport().hanging(), 1);
        media->fetch(ref, this, [&asked](const Result<QString> &path) { asked = path; });
        world->transport().otherwise(file(60'000, true));
        QVERIFY(world->transport().resume(
            tl::unexpected(api::Error{.kind = api::Error::Kind::TooLarge})));
        world->drain();
        QVERIFY(unasked && *unasked && (*unasked)->path.isEmpty());
        QVERIFY(asked && *asked);
        QCOMPARE(QFileInfo(**asked).size(), 60'000);
    }

    void whoWaitsIsToldHowFarItIs()
    {
        QList<std::pair<qint64, qint64>> told;
        Answer answer;
        world->transport().then([](const api::HttpRequest &request) {
            request.progress(400, 1000);
            request.progress(1000, 1000);
            return response(200, QByteArray(1000, 'x'));
        });
        media->fetchWatched(
            {MediaRef::Kind::Attachment, u"A"_s}, this,
            [&told](qint64 received, qint64 total) {
                told.append({received, total});
            },
            [&answer](const Result<QString> &path) { answer = path; });
        world->drain();
        QCOMPARE(told, (QList<std::pair<qint64, qint64>>{{400, 1000}, {1000, 1000}}));
        QVERIFY(answer && *answer);
    }

    // Nothing more is read of what nobody waits for.
    void whatIsGivenUpIsFetchedNoFurther()
    {
        const MediaRef ref{MediaRef::Kind::Attachment, u"A"_s};
        const auto watch = [this, &ref](QObject *context, Answer &answer) {
            media->fetchWatched(ref, context, {},
                                [&answer](const Result<QString> &path) { answer = path; });
        };
        Answer first;
        Answer second;
        auto one = std::make_unique<QObject>();
        auto two = std::make_unique<QObject>();
        world->transport().thenHang();
        watch(one.get(), first);
        watch(two.get(), second);
        world->drain();
        QCOMPARE(world->transport().hanging(), 1);
        one.reset();
        world->drain();
        QCOMPARE(world->transport().hanging(), 1); // the other one waits
        two.reset();
        world->drain();
        QCOMPARE(world->transport().hanging(), 0);
        QCOMPARE(QDir(dir->filePath(u"media"_s)).entryList(QDir::Files), QStringList());
        QVERIFY(!first && !second);
        // Given up and asked for again before anything began: once.
        two = std::make_unique<QObject>();
        watch(two.get(), second);
        two.reset();
        world->transport().then(response(200, "content"));
        QVERIFY(fetch(ref));
        QCOMPARE(world->transport().sent().size(), 2u);
    }

    void halfFilesOfABrokenRunGo()
    {
        const QString path = dir->filePath(u"media"_s);
        QVERIFY(QDir().mkpath(path));
        QFile part(path + u"/abc.part"_s);
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.close();
        QVERIFY(QDir().mkpath(path + u"/drag-abc"_s));
        QFile dragged(path + u"/drag-abc/plan.pdf"_s);
        QVERIFY(dragged.open(QIODevice::WriteOnly));
        dragged.close();
        sync::MediaFiles files(path, 10'000);
        QVERIFY(files.prepare());
        QVERIFY(QDir(path).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMediaLoader)
#include "tst_medialoader.moc"
