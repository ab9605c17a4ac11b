// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/clientworld.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using namespace linnet::test;
using namespace std::chrono_literals;
using Kind = Error::Kind;
using World = ClientWorld;

namespace {

CreateMessage message(bool ids)
{
    CreateMessage create{.parent = u"spaces/A"_s, .message = {.text = u"hi"_s}};
    if (ids) {
        create.requestId = u"request-1"_s;
        create.messageId = u"client-1"_s;
    }
    return create;
}

Result<HttpResponse> network(Kind kind, bool effectUnknown = false)
{
    return tl::unexpected(Error{.kind = kind, .effectUnknown = effectUnknown});
}

} // namespace

class TestApiClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsOnceAndLater();
    void sendsTokenBodyAndAddress();
    void diesWithItsContext();
    void diesWithTheClient();
    void abortSaysCancelled();
    void badNameNeverLeaves();
    void repeats_data();
    void repeats();
    void retryAfterIsHonoured();
    void longRetryAfterEndsTheCall();
    void deleteAgainIsDone();
    void oneRefreshForFifty();
    void secondRefusalIsUnauthenticated();
    void signedOutEndsAtOnce();
    void refreshTroubleIsRepeated();
    void unreadable_data();
    void unreadable();
    void orderIsKept();
    void downloads();
    void downloadFrom();
    void uploads();
    void uploadAfterRefreshStartsAnew();
    void peopleAndUserInfo();
    void disabledApiIsNamed();
};

void TestApiClient::endsOnceAndLater()
{
    World world;
    Ending<Space> ending;
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, ending.handler());
    QCOMPARE(ending.count, 0);
    world.clock.advance(1ms);
    QCOMPARE(ending.count, 1);
    QCOMPARE(ending.kind(), u"ok"_s);
    world.clock.advance(1h);
    QCOMPARE(ending.count, 1);
}

void TestApiClient::sendsTokenBodyAndAddress()
{
    World world;
    world.client.send(message(true), &world.context, [](const Result<Message> &) {});
    world.clock.advance(1ms);
    const auto &sent = world.transport.sent().front();
    QCOMPARE(sent.request.verb, "POST");
    QCOMPARE(
        sent.request.url.toString(),
        u"http://127.0.0.1:8/root/v1/spaces/A/messages?messageId=client-1&requestId=request-1"_s);
    QCOMPARE(sent.header("Authorization"), "Bearer first");
    QCOMPARE(sent.body, "{\"text\":\"hi\"}");
}

void TestApiClient::diesWithItsContext()
{
    World world;
    auto context = std::make_unique<QObject>();
    int count = 0;
    world.transport.thenHang();
    world.client.send(GetSpace{.name = u"spaces/A"_s}, context.get(),
                      [&](const Result<Space> &) { ++count; });
    world.clock.advance(1ms);
    QCOMPARE(world.transport.hanging(), 1);
    context.reset();
    settle();
    QVERIFY(world.transport.sent().front().aborted);
    QCOMPARE(world.limiter.running(), 0);
    QCOMPARE(count, 0);

    // Also when the answer is on its way to the handler.
    context = std::make_unique<QObject>();
    world.client.send(GetSpace{.name = u"bad"_s}, context.get(),
                      [&](const Result<Space> &) { ++count; });
    context.reset();
    world.clock.advance(1h);
    QCOMPARE(count, 0);
}

void TestApiClient::diesWithTheClient()
{
    World world;
    QObject context;
    int count = 0;
    {
        Client client(world.transport, world.tokens, world.limiter, {world.clock, world.random},
                      world.endpoints);
        world.transport.thenHang();
        client.send(GetSpace{.name = u"spaces/A"_s}, &context,
                    [&](const Result<Space> &) { ++count; });
        world.clock.advance(1ms);
    }
    QVERIFY(world.transport.sent().front().aborted);
    world.clock.advance(1h);
    QCOMPARE(count, 0);
    QCOMPARE(world.limiter.running(), 0);
}

void TestApiClient::abortSaysCancelled()
{
    World world;
    Ending<Space> ending;
    world.transport.thenHang();
    CallHandle call
        = world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, ending.handler());
    world.clock.advance(1ms);
    QVERIFY(call.isActive());
    call.abort();
    QCOMPARE(ending.count, 0); // later
    settle();
    QCOMPARE(ending.kind(), u"Cancelled"_s);
    QVERIFY(!call.isActive());
    call.abort();
    settle();
    QCOMPARE(ending.count, 1);
    QVERIFY(world.transport.sent().front().aborted);
}

void TestApiClient::badNameNeverLeaves()
{
    World world;
    for (const QString &name :
         {u""_s, u"spaces/"_s, u"spaces/.."_s, u"spaces/A/members/B"_s, u"users/me"_s}) {
        Ending<Space> ending;
        world.client.send(GetSpace{.name = name}, &world.context, ending.handler());
        QCOMPARE(ending.count, 0);
        world.clock.advance(1ms);
        QCOMPARE(ending.kind(), u"InvalidArgument"_s);
    }
    QVERIFY(world.transport.sent().empty());
}

void TestApiClient::repeats_data()
{
    QTest::addColumn<bool>("ids"); // of the message: repeatable
    QTest::addColumn<int>("attempts"); // allowed by the caller; 0: the policy's four
    QTest::addColumn<int>("status"); // 0: the network error
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("onTheWire");
    QTest::newRow("503 with ids") << true << 0 << 503 << Kind::Unavailable << 4;
    QTest::newRow("500 with ids") << true << 0 << 500 << Kind::Server << 4;
    QTest::newRow("503 without ids") << false << 0 << 503 << Kind::Unavailable << 1;
    QTest::newRow("503, caller repeats") << true << 1 << 503 << Kind::Unavailable << 1;
    QTest::newRow("429 without ids") << false << 0 << 429 << Kind::RateLimited << 4;
    QTest::newRow("400") << true << 0 << 400 << Kind::InvalidArgument << 1;
    QTest::newRow("403") << true << 0 << 403 << Kind::PermissionDenied << 1;
    QTest::newRow("404") << true << 0 << 404 << Kind::NotFound << 1;
    QTest::newRow("409") << true << 0 << 409 << Kind::AlreadyExists << 1;
    QTest::newRow("520") << true << 0 << 520 << Kind::Unavailable << 4;
    QTest::newRow("302") << true << 0 << 302 << Kind::CaptivePortal << 1;
    QTest::newRow("unknown outcome with ids") << true << 0 << 0 << Kind::OutcomeUnknown << 4;
    QTest::newRow("unknown outcome without ids") << false << 0 << 0 << Kind::OutcomeUnknown << 1;
    QTest::newRow("timeout with ids") << true << 0 << 0 << Kind::Timeout << 1;
    QTest::newRow("timeout without ids") << false << 0 << 0 << Kind::Timeout << 1;
    QTest::newRow("offline") << true << 0 << 0 << Kind::Offline << 1;
    QTest::newRow("tls") << true << 0 << 0 << Kind::Tls << 1;
    QTest::newRow("too large") << true << 0 << 0 << Kind::TooLarge << 1;
}

void TestApiClient::repeats()
{
    QFETCH(bool, ids);
    QFETCH(int, attempts);
    QFETCH(int, status);
    QFETCH(Kind, kind);
    QFETCH(int, onTheWire);
    World world;
    world.answer = [&](const HttpRequest &) -> Result<HttpResponse> {
        return status == 0 ? network(kind) : Result<HttpResponse>(jsonAnswer("{}", status));
    };
    Ending<Message> ending;
    world.client.send(message(ids), &world.context, ending.handler(), {.attempts = attempts});
    world.clock.advance(10min);
    QCOMPARE(ending.count, 1);
    QCOMPARE(ending.kind(), kindName(kind));
    QCOMPARE(world.transport.count("POST", u"/messages"), onTheWire);
    for (const auto &sent : world.transport.sent())
        QCOMPARE(sent.body, world.transport.sent().front().body);
}

void TestApiClient::retryAfterIsHonoured()
{
    World world;
    HttpResponse busy = jsonAnswer("{}", 429);
    busy.headers.emplaceBack("Retry-After", "17");
    world.transport.then(busy);
    Ending<Space> first, other;
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, first.handler());
    world.clock.advance(1ms);
    QVERIFY(world.limiter.pausedFor("spaces.read"_L1) > 16s);
    // The pause holds for others against the same budget as well.
    world.client.send(GetSpace{.name = u"spaces/B"_s}, &world.context, other.handler());
    world.clock.advance(16900ms);
    QCOMPARE(world.transport.sent().size(), 1u);
    world.clock.advance(5s);
    QCOMPARE(first.kind(), u"ok"_s);
    QCOMPARE(other.kind(), u"ok"_s);
}

void TestApiClient::longRetryAfterEndsTheCall()
{
    World world;
    HttpResponse busy = jsonAnswer("{}", 503);
    busy.headers.emplaceBack("Retry-After", "600");
    world.transport.then(busy);
    Ending<Space> ending;
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, ending.handler());
    world.clock.advance(1s);
    QCOMPARE(ending.kind(), u"Unavailable"_s);
    QCOMPARE(ending.result->error().retryAfter, std::optional<std::chrono::milliseconds>(600s));
    // And so do those that come after it, without leaving.
    Ending<Space> next;
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, next.handler());
    QCOMPARE(next.count, 0);
    world.clock.advance(1ms);
    QCOMPARE(next.kind(), u"RateLimited"_s);
    QVERIFY(next.result->error().retryAfter > 500s);
    QCOMPARE(world.transport.sent().size(), 1u);
    world.clock.advance(600s);
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, next.handler());
    world.clock.advance(1ms);
    QCOMPARE(next.kind(), u"ok"_s);
}

void TestApiClient::deleteAgainIsDone()
{
    World world;
    world.transport.then(network(Kind::OutcomeUnknown, true));
    world.transport.then(jsonAnswer("{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}", 404));
    Ending<Empty> ending;
    world.client.send(DeleteMessage{.name = u"spaces/A/messages/M"_s}, &world.context,
                      ending.handler());
    world.clock.advance(1min);
    QCOMPARE(ending.kind(), u"ok"_s);

    // Without such a doubt it was not there.
    world.transport.then(jsonAnswer("{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}", 404));
    world.client.send(DeleteMessage{.name = u"spaces/A/messages/M"_s}, &world.context,
                      ending.handler());
    world.clock.advance(1min);
    QCOMPARE(ending.kind(), u"NotFound"_s);
}

void TestApiClient::oneRefreshForFifty()
{
    World world;
    world.answer = [](const HttpRequest &request) -> Result<HttpResponse> {
        const QByteArray token = HttpResponse{.headers = request.headers}.header("Authorization");
        return token == "Bearer first" ? jsonAnswer("{}", 401) : jsonAnswer("{}");
    };
    std::vector<Ending<Space>> endings(50);
    for (std::size_t i = 0; i < endings.size(); ++i)
        world.client.send(GetSpace{.name = u"spaces/S%1"_s.arg(i)}, &world.context,
                          endings[i].handler());
    world.clock.advance(1min);
    for (const auto &ending : endings)
        QCOMPARE(ending.kind(), u"ok"_s);
    QCOMPARE(world.refreshes, 1);
}

void TestApiClient::secondRefusalIsUnauthenticated()
{
    World world;
    world.answer
        = [](const HttpRequest &) -> Result<HttpResponse> { return jsonAnswer("{}", 401); };
    Ending<Space> ending;
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, ending.handler());
    world.clock.advance(10min);
    QCOMPARE(ending.kind(), u"Unauthenticated"_s);
    QCOMPARE(world.refreshes, 1);
    QCOMPARE(world.transport.count("GET", u"/spaces/A"), 2);
}

void TestApiClient::signedOutEndsAtOnce()
{
    World world;
    world.tokens.setTokens({.refreshToken = u"1//dead"_s});
    world.transport.then(jsonAnswer("{\"error\":\"invalid_grant\"}", 400));
    Ending<Space> ending;
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, ending.handler());
    world.clock.advance(1ms);
    QCOMPARE(ending.kind(), u"SignedOut"_s);
    QCOMPARE(world.tokens.state(), TokenProvider::State::SignedOut);
    QCOMPARE(world.limiter.running(), 0);
}

void TestApiClient::refreshTroubleIsRepeated()
{
    World world;
    world.tokens.setTokens({.refreshToken = u"1//r"_s});
    world.transport.then(jsonAnswer("", 500)).then(network(Kind::ConnectionLost));
    Ending<Message> ending;
    world.client.send(message(false), &world.context, ending.handler());
    world.clock.advance(1min);
    QCOMPARE(ending.kind(), u"ok"_s);
    QCOMPARE(world.transport.count("POST", u"/messages"), 1);
}

void TestApiClient::unreadable_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("kind");
    const QByteArray json = "application/json";
    QTest::newRow("html") << QByteArray("<!DOCTYPE html><p>Sign in") << QByteArray("text/html")
                          << u"CaptivePortal"_s;
    QTest::newRow("html called json") << QByteArray("\n <html>") << json << u"CaptivePortal"_s;
    QTest::newRow("json called html")
        << QByteArray("{}") << QByteArray("text/html") << u"CaptivePortal"_s;
    QTest::newRow("nothing") << QByteArray("") << json << u"Truncated"_s;
    QTest::newRow("cut object") << QByteArray("{\"name\":\"spaces/A\"") << json << u"Truncated"_s;
    QTest::newRow("cut text") << QByteArray("{\"name\":\"spa") << json << u"Truncated"_s;
    QTest::newRow("cut word") << QByteArray("{\"a\":tru") << json << u"Truncated"_s;
    QTest::newRow("cut key") << QByteArray("{\"a\":1,\"b") << json << u"Truncated"_s;
    QTest::newRow("plain text") << QByteArray("OK") << QByteArray("text/plain") << u"NotJson"_s;
    QTest::newRow("a list") << QByteArray("[{}]") << json << u"NotJson"_s;
    QTest::newRow("too deep") << QByteArray("[").repeated(1100) + QByteArray("]").repeated(1100)
                              << json << u"NotJson"_s;
    QTest::newRow("broken in the middle")
        << QByteArray("{\"a\" 1, \"b\": \"long enough to be the middle\"}") << json << u"NotJson"_s;
    QTest::newRow("broken UTF-8") << QByteArray("{\"displayName\":\"a\xff\xfe\"}") << json
                                  << u"ok"_s;
    QTest::newRow("with a BOM") << QByteArray("\xef\xbb\xbf{}") << json << u"ok"_s;
}

void TestApiClient::unreadable()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QString, kind);
    World world;
    world.answer = [&](const HttpRequest &) -> Result<HttpResponse> {
        return HttpResponse{.status = 200, .headers = {{"Content-Type", type}}, .body = body};
    };
    Ending<Space> ending;
    world.client.send(GetSpace{.name = u"spaces/A"_s}, &world.context, ending.handler());
    world.clock.advance(10min);
    QCOMPARE(ending.kind(), kind);
}

// A large answer is parsed on another thread; the small one behind it waits.
void TestApiClient::orderIsKept()
{
    World world;
    const QByteArray text(200'000, 'x');
    world.transport.then(jsonAnswer("{\"messages\":[{\"text\":\"" + text + "\"}]}"));
    world.transport.then(jsonAnswer("{\"name\":\"spaces/B\"}"));
    QStringList order;
    qsizetype length = 0;
    world.client.send(ListMessages{.parent = u"spaces/A"_s}, &world.context,
                      [&](const Result<ListMessagesResponse> &page) {
                          order.append(u"large"_s);
                          length = page ? page->messages.first().text->size() : -1;
                      });
    world.client.send(GetSpace{.name = u"spaces/B"_s}, &world.context,
                      [&](const Result<Space> &) { order.append(u"small"_s); });
    world.clock.advance(1ms);
    QTRY_COMPARE(order, QStringList({u"large"_s, u"small"_s}));
    QCOMPARE(length, text.size());
}

void TestApiClient::downloads()
{
    World world;
    HttpResponse png = {.status = 200,
                        .headers = {{"Content-Type", "image/png"}, {"Content-Length", "9"}},
                        .body = "some data"};
    world.transport.then(png);
    QBuffer sink;
    QVERIFY(sink.open(QIODevice::WriteOnly));
    Ending<DownloadResult> ending;
    world.client.download({.resourceName = u"ClxzcGFj/a=="_s}, {.device = &sink}, &world.context,
                          ending.handler());
    world.clock.advance(1ms);
    QVERIFY(ending.result->has_value());
    QCOMPARE(sink.data(), "some data");
    QCOMPARE(ending.result->value().contentType, u"image/png"_s);
    QCOMPARE(ending.result->value().total, 9);
    const auto &sent = world.transport.sent().front();
    QCOMPARE(sent.request.url.toEncoded(),
             "http://127.0.0.1:8/root/v1/media/ClxzcGFj/a%3D%3D?alt=media");
    QCOMPARE(sent.header("Range"), "");
}

void TestApiClient::downloadFrom()
{
    World world;
    world.transport.then(HttpResponse{
        .status = 206, .headers = {{"Content-Range", "bytes 100-199/200"}}, .body = "x"});
    QBuffer sink;
    QVERIFY(sink.open(QIODevice::WriteOnly));
    Ending<DownloadResult> ending;
    world.client.download({.resourceName = u"a"_s}, {.device = &sink, .from = 100}, &world.context,
                          ending.handler());
    world.clock.advance(1ms);
    QCOMPARE(world.transport.sent().front().header("Range"), "bytes=100-");
    QCOMPARE(ending.result->value().from, 100);
    QCOMPARE(ending.result->value().total, 200);
}

void TestApiClient::uploads()
{
    World world;
    world.transport.then(jsonAnswer("{\"attachmentDataRef\":{\"attachmentUploadToken\":\"tok\"}}"));
    QBuffer file;
    file.setData("PNG\r\n\0data"_ba);
    QVERIFY(file.open(QIODevice::ReadOnly));
    Ending<UploadAttachmentResponse> ending;
    world.client.upload({.parent = u"spaces/A"_s, .filename = u"ä \"b\".png"_s},
                        {.device = &file, .contentType = u"image/png"_s}, &world.context,
                        ending.handler());
    world.clock.advance(1ms);
    QVERIFY(ending.result->has_value());
    QCOMPARE(ending.result->value().attachmentDataRef->attachmentUploadToken, u"tok"_s);
    const auto &sent = world.transport.sent().front();
    QCOMPARE(sent.request.url.toEncoded(),
             "http://127.0.0.1:8/root/upload/v1/spaces/A/attachments:upload?uploadType=multipart");
    const QByteArray type = sent.request.body->contentType;
    QVERIFY(type.startsWith("multipart/related; boundary="));
    const QByteArray boundary = type.mid(type.indexOf('=') + 1);
    const QByteArray expected = "--" + boundary
        + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
        + "{\"filename\":\"ä \\\"b\\\".png\"}" + "\r\n--" + boundary
        + "\r\nContent-Type: image/png\r\n\r\n" + file.data() + "\r\n--" + boundary + "--\r\n";
    QCOMPARE(sent.body, expected);
    QCOMPARE(sent.request.body->size(), expected.size());
}

void TestApiClient::uploadAfterRefreshStartsAnew()
{
    World world;
    world.transport.then(jsonAnswer("{}", 401));
    QBuffer file;
    file.setData("before|bytes");
    QVERIFY(file.open(QIODevice::ReadOnly));
    file.seek(7);
    Ending<UploadAttachmentResponse> ending;
    world.client.upload({.parent = u"spaces/A"_s, .filename = u"a"_s}, {.device = &file},
                        &world.context, ending.handler());
    world.clock.advance(1min);
    QCOMPARE(ending.kind(), u"ok"_s);
    QCOMPARE(world.transport.count("POST", u"attachments"), 2);
    for (const auto &sent : world.transport.sent()) {
        if (sent.request.url.path().contains(u"attachments"))
            QVERIFY(sent.body.contains("\r\n\r\nbytes\r\n--"));
    }
}

void TestApiClient::peopleAndUserInfo()
{
    World world;
    world.transport.then(
        jsonAnswer("{\"responses\":[{\"person\":{\"names\":[{\"displayName\":\"Ada\",\"metadata\":{"
                   "\"primary\":true}}],"
                   "\"photos\":[{\"url\":\"https://x/"
                   "p\",\"default\":true}]},\"requestedResourceName\":\"people/1\"}]}"));
    world.transport.then(jsonAnswer(
        "{\"sub\":\"1\",\"name\":\"Ada\",\"email_verified\":\"true\",\"hd\":\"example.com\"}"));
    Ending<GetPeopleResponse> people;
    Ending<UserInfo> me;
    world.client.send(BatchGetPeople{.personFields = {u"names"_s, u"photos"_s},
                                     .resourceNames = {u"people/1"_s, u"people/2"_s}},
                      &world.context, people.handler());
    world.client.send(GetUserInfo{}, &world.context, me.handler());
    world.clock.advance(1ms);
    QCOMPARE(world.transport.sent()[0].request.url.toEncoded(),
             "http://127.0.0.1:8/root/v1/"
             "people:batchGet?personFields=names%2Cphotos&resourceNames=people%2F1&resourceNames="
             "people%2F2");
    const Person &ada = *people.result->value().responses.first().person;
    QCOMPARE(ada.names.first().displayName, u"Ada"_s);
    QCOMPARE(ada.names.first().metadata->primary, true);
    QCOMPARE(ada.photos.first().default_, true);
    QCOMPARE(world.transport.sent()[1].request.url.path(), u"/root/v1/userinfo"_s);
    QCOMPARE(me.result->value().emailVerified, true);
}

void TestApiClient::disabledApiIsNamed()
{
    World world;
    world.answer = [](const HttpRequest &request) {
        const bool people = request.url.path().contains("people:"_L1);
        const QByteArray service = people ? "people.googleapis.com" : "chat.googleapis.com";
        return jsonAnswer("{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"details\":[{"
                          "\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                          "\"reason\":\"SERVICE_DISABLED\",\"metadata\":{\"service\":\""
                              + service + "\"}}]}}",
                          403);
    };
    Ending<SearchDirectoryPeopleResponse> people;
    Ending<Message> chat;
    world.client.send(SearchDirectoryPeople{.query = u"a"_s,
                                            .readMask = {u"names"_s},
                                            .sources = {DirectorySourceType::DomainProfile}},
                      &world.context, people.handler());
    world.client.send(message(true), &world.context, chat.handler());
    world.clock.advance(1ms);
    QCOMPARE(people.kind(), u"ApiDisabled"_s);
    QCOMPARE(people.result->error().reason, u"PEOPLE_API"_s);
    QCOMPARE(chat.kind(), u"ApiDisabled"_s);
    QCOMPARE(chat.result->error().reason, u"SERVICE_DISABLED"_s);
}

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_api_client.moc"
