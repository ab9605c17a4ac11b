// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/deviceflow.h"
#include "api/oauth/loopbackflow.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/virtualclock.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using namespace linnet::test;
using namespace std::chrono_literals;
using Kind = Error::Kind;

namespace {

const QByteArray GoogleCode = R"({"device_code":"4/dev","user_code":"GQVQ-JKEC",
    "verification_url":"https://www.google.com/device","expires_in":1800,"interval":5})";
const QByteArray Tokens = R"({"access_token":"ya29.CANARY","expires_in":3599,"token_type":"Bearer",
    "refresh_token":"1//CANARY","scope":"openid https://www.googleapis.com/auth/userinfo.email"})";

struct World
{
    VirtualClock clock;
    FixedRandom random;
    ScriptedTransport transport;
    Endpoints endpoints = Endpoints::underRoot(QUrl(u"https://auth.example/"_s)).value();

    [[nodiscard]] SignInContext context()
    {
        return {transport, {clock, random}, endpoints, {.id = u"id.apps"_s, .secret = u"shh"_s}};
    }
};

QString kindOf(const QList<QList<QVariant>> &spy)
{
    if (spy.size() != 1)
        return u"ended %1 times"_s.arg(spy.size());
    const auto result = spy[0][0].value<Result<TokenSet>>();
    return result ? u"ok"_s : kindName(result.error().kind);
}

QHash<QString, QString> form(const QByteArray &body)
{
    QHash<QString, QString> fields;
    const QUrlQuery query(QString::fromLatin1(body));
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        fields.insert(name, value);
    return fields;
}

// What a browser would send to the waiting port; the answer, whole.
QByteArray visit(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(request); });
    (void)QTest::qWaitFor(
        [&] {
            answer += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        },
        3000);
    return answer + socket.readAll();
}

QByteArray get(const QByteArray &target, quint16 port)
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\n\r\n";
}

} // namespace

class TestApiOAuth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deviceOffers_data();
    void deviceOffers();
    void deviceSucceeds();
    void deviceSlowsDown();
    void deviceEnds_data();
    void deviceEnds();
    void deviceExpires();
    void deviceSurvivesTheNetwork();
    void deviceAborts();
    void loopbackSucceeds();
    void loopbackRefusesStrangers_data();
    void loopbackRefusesStrangers();
    void loopbackDenied_data();
    void loopbackDenied();
    void loopbackExpires();
    void loopbackReplyEscapes();
    void loopbackMayDieInItsEnd();
};

void TestApiOAuth::deviceOffers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("complete");
    QTest::newRow("Google") << GoogleCode << u"https://www.google.com/device"_s << QString();
    QTest::newRow("RFC 8628") << QByteArray(
        R"({"device_code":"d","user_code":"C","verification_uri":"https://e.x/d","verification_uri_complete":"https://e.x/d?c=C","expires_in":"600"})")
                              << u"https://e.x/d"_s << u"https://e.x/d?c=C"_s;
    QTest::newRow("bad address") << QByteArray(
        R"({"device_code":"d","user_code":"C","verification_uri":"javascript:x","expires_in":600})")
                                 << QString() << QString();
    QTest::newRow("no code") << QByteArray(
        R"({"device_code":"d","verification_uri":"https://e.x/d","expires_in":600})")
                             << QString() << QString();
}

void TestApiOAuth::deviceOffers()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, url);
    QFETCH(QString, complete);
    World world;
    world.transport.then(jsonAnswer(json));
    DeviceFlow flow(world.context(), {u"openid"_s, u"https://x/chat"_s});
    std::optional<DeviceFlow::Offer> offer;
    connect(&flow, &DeviceFlow::offered, this, [&](const DeviceFlow::Offer &o) { offer = o; });
    QSignalSpy finished(&flow, &DeviceFlow::finished);
    flow.start();
    settle();
    const auto &sent = world.transport.sent().front();
    QCOMPARE(sent.request.url, QUrl(u"https://auth.example/device/code"_s));
    QCOMPARE(form(sent.body).value(u"scope"_s), u"openid https://x/chat"_s);
    QCOMPARE(form(sent.body).value(u"client_id"_s), u"id.apps"_s);
    QCOMPARE(offer.has_value(), !url.isEmpty());
    if (!offer) {
        QCOMPARE(kindOf(finished), u"Protocol"_s);
        return;
    }
    QCOMPARE(offer->verificationUrl, QUrl(url));
    QCOMPARE(offer->completeUrl, QUrl(complete));
    QVERIFY(flow.remaining() > 500s);
}

void TestApiOAuth::deviceSucceeds()
{
    World world;
    const QByteArray pending
        = R"({"error":"authorization_pending","error_description":"Precondition Required"})";
    world.transport.then(jsonAnswer(GoogleCode))
        .then(jsonAnswer(pending, 428))
        .then(jsonAnswer(pending, 400))
        .then(jsonAnswer(Tokens));
    DeviceFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &DeviceFlow::finished);
    flow.start();
    world.clock.advance(4999ms);
    QCOMPARE(world.transport.sent().size(), 1u);
    world.clock.advance(1ms);
    QCOMPARE(world.transport.sent().size(), 2u);
    world.clock.advance(10s);
    QCOMPARE(kindOf(finished), u"ok"_s);
    const auto tokens = finished[0][0].value<Result<TokenSet>>().value();
    QCOMPARE(tokens.refreshToken, u"1//CANARY"_s);
    QCOMPARE(tokens.scopes.size(), 2);
    const auto fields = form(world.transport.sent().back().body);
    QCOMPARE(fields.value(u"grant_type"_s), u"urn:ietf:params:oauth:grant-type:device_code"_s);
    QCOMPARE(fields.value(u"device_code"_s), u"4/dev"_s);
    QCOMPARE(fields.value(u"client_secret"_s), u"shh"_s);
    QCOMPARE(flow.remaining(), 0ms);
    world.clock.advance(1h);
    QCOMPARE(finished.size(), 1);
}

void TestApiOAuth::deviceSlowsDown()
{
    World world;
    const QByteArray slow = R"({"error":"slow_down","error_description":"Forbidden"})";
    world.transport.then(jsonAnswer(GoogleCode))
        .then(jsonAnswer(slow, 403))
        .then(jsonAnswer(slow, 400));
    DeviceFlow flow(world.context(), {u"openid"_s});
    flow.start();
    world.clock.advance(5s);
    QCOMPARE(world.transport.sent().size(), 2u);
    world.clock.advance(9999ms);
    QCOMPARE(world.transport.sent().size(), 2u);
    world.clock.advance(1ms);
    QCOMPARE(world.transport.sent().size(), 3u);
    world.clock.advance(14999ms);
    QCOMPARE(world.transport.sent().size(), 3u);
    world.clock.advance(1ms);
    QCOMPARE(world.transport.sent().size(), 4u);
}

void TestApiOAuth::deviceEnds_data()
{
    QTest::addColumn<bool>("atOnce"); // on the first request rather than on a poll
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("kind");
    QTest::newRow("Chat scopes at Google")
        << true << 400
        << QByteArray(
               R"({"error":"invalid_scope","error_description":"Invalid device flow scope: x"})")
        << u"InvalidScope"_s;
    QTest::newRow("wrong client") << true << 401 << QByteArray(R"({"error":"invalid_client"})")
                                  << u"InvalidClient"_s;
    QTest::newRow("quota") << true << 403 << QByteArray(R"({"error_code":"rate_limit_exceeded"})")
                           << u"RateLimited"_s;
    QTest::newRow("no JSON") << true << 200 << QByteArray("hello") << u"NotJson"_s;
    QTest::newRow("a portal") << true << 200 << QByteArray("<html>") << u"CaptivePortal"_s;
    QTest::newRow("denied, Google")
        << false << 403 << QByteArray(R"({"error":"access_denied"})") << u"AccessDenied"_s;
    QTest::newRow("denied, RFC") << false << 400 << QByteArray(R"({"error":"access_denied"})")
                                 << u"AccessDenied"_s;
    QTest::newRow("only inside an organisation")
        << false << 403 << QByteArray(R"({"error":"org_internal"})") << u"AccessDenied"_s;
    QTest::newRow("administrator")
        << false << 400 << QByteArray(R"({"error":"admin_policy_enforced"})") << u"AccessDenied"_s;
    QTest::newRow("expired, RFC") << false << 400 << QByteArray(R"({"error":"expired_token"})")
                                  << u"Expired"_s;
    QTest::newRow("expired, Google")
        << false << 400 << QByteArray(R"({"error":"invalid_grant"})") << u"Expired"_s;
    QTest::newRow("client deleted meanwhile")
        << false << 401 << QByteArray(R"({"error":"invalid_client"})") << u"InvalidClient"_s;
    QTest::newRow("client without its secret")
        << false << 400 << QByteArray(R"({"error":"invalid_request"})") << u"InvalidClient"_s;
    QTest::newRow("tokens without a token") << false << 200 << QByteArray("{}") << u"Protocol"_s;
}

void TestApiOAuth::deviceEnds()
{
    QFETCH(bool, atOnce);
    QFETCH(int, status);
    QFETCH(QByteArray, json);
    QFETCH(QString, kind);
    World world;
    if (!atOnce)
        world.transport.then(jsonAnswer(GoogleCode));
    world.transport.then(jsonAnswer(json, status));
    DeviceFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &DeviceFlow::finished);
    flow.start();
    world.clock.advance(5s);
    QCOMPARE(kindOf(finished), kind);
}

void TestApiOAuth::deviceExpires()
{
    World world;
    world.transport.then(jsonAnswer(GoogleCode));
    world.transport.otherwise([](const HttpRequest &) {
        return jsonAnswer(R"({"error":"authorization_pending"})", 428);
    });
    DeviceFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &DeviceFlow::finished);
    flow.start();
    world.clock.advance(1799s);
    QCOMPARE(finished.size(), 0);
    QCOMPARE(flow.remaining(), 1000ms);
    world.clock.setWallOffset(std::chrono::hours(48)); // the wall clock has no say
    world.clock.advance(2s);
    QCOMPARE(kindOf(finished), u"Expired"_s);
    const auto polls = world.transport.sent().size();
    world.clock.advance(1h);
    QCOMPARE(world.transport.sent().size(), polls);
}

void TestApiOAuth::deviceSurvivesTheNetwork()
{
    World world;
    world.transport.then(jsonAnswer(GoogleCode));
    world.transport.then(tl::unexpected(Error{.kind = Kind::Offline}));
    world.transport.then(jsonAnswer("<html>", 502));
    world.transport.then(jsonAnswer(Tokens));
    DeviceFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &DeviceFlow::finished);
    flow.start();
    world.clock.advance(2min);
    QCOMPARE(kindOf(finished), u"ok"_s);
}

void TestApiOAuth::deviceAborts()
{
    World world;
    world.transport.then(jsonAnswer(GoogleCode)).thenHang();
    DeviceFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &DeviceFlow::finished);
    flow.start();
    world.clock.advance(5s);
    flow.abort();
    QCOMPARE(finished.size(), 0);
    world.clock.advance(1h);
    QCOMPARE(kindOf(finished), u"Cancelled"_s);
    QVERIFY(world.transport.sent().back().aborted);
}

void TestApiOAuth::loopbackSucceeds()
{
    World world;
    world.transport.then(jsonAnswer(Tokens));
    LoopbackFlow flow(world.context(), {u"openid"_s, u"https://x/chat"_s});
    QSignalSpy finished(&flow, &LoopbackFlow::finished);
    QSignalSpy ready(&flow, &LoopbackFlow::ready);
    flow.setReplyText(u"All good"_s, u"No"_s);
    flow.start(u"ada@example.com"_s);
    QCOMPARE(ready.size(), 1);
    const QUrl url = flow.authorizationUrl();
    QCOMPARE(url.adjusted(QUrl::RemoveQuery), QUrl(u"https://auth.example/o/oauth2/v2/auth"_s));
    const auto asked = form(url.query(QUrl::FullyEncoded).toLatin1());
    QCOMPARE(asked.value(u"response_type"_s), u"code"_s);
    QCOMPARE(asked.value(u"client_id"_s), u"id.apps"_s);
    QCOMPARE(asked.value(u"scope"_s), u"openid https://x/chat"_s);
    QCOMPARE(asked.value(u"code_challenge_method"_s), u"S256"_s);
    QCOMPARE(asked.value(u"login_hint"_s), u"ada@example.com"_s);
    QVERIFY(!asked.contains(u"client_secret"_s));
    QVERIFY(asked.value(u"state"_s).size() >= 22);
    const QUrl redirect(asked.value(u"redirect_uri"_s));
    QCOMPARE(redirect.host(), u"127.0.0.1"_s);
    QVERIFY(redirect.path().isEmpty());
    const auto port = static_cast<quint16>(redirect.port());

    const QByteArray page = visit(
        port, get("/?code=4%2Fabc&scope=x&state=" + asked.value(u"state"_s).toLatin1(), port));
    QVERIFY(page.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(page.contains("All good"));
    QVERIFY(!page.contains("4/abc") && !page.contains("4%2Fabc"));
    QTRY_COMPARE(kindOf(finished), u"ok"_s);
    const auto sent = form(world.transport.sent().front().body);
    QCOMPARE(sent.value(u"code"_s), u"4/abc"_s);
    QCOMPARE(sent.value(u"grant_type"_s), u"authorization_code"_s);
    QCOMPARE(sent.value(u"redirect_uri"_s), asked.value(u"redirect_uri"_s));
    const QByteArray verifier = sent.value(u"code_verifier"_s).toLatin1();
    QVERIFY(verifier.size() >= 43);
    QCOMPARE(QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
                 .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
             asked.value(u"code_challenge"_s).toLatin1());
    // The door is shut behind it.
    QCOMPARE(visit(port, get("/?code=x&state=y", port)), QByteArray());
}

void TestApiOAuth::loopbackRefusesStrangers_data()
{
    QTest::addColumn<QByteArray>("request"); // STATE and PORT are filled in
    QTest::addColumn<QByteArray>("status");
    const QByteArray host = "\r\nHost: 127.0.0.1:PORT\r\n\r\n";
    QTest::newRow("wrong state") << "GET /?code=a&state=AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1" + host
                                 << QByteArray("400");
    QTest::newRow("no state") << "GET /?code=a HTTP/1.1" + host << QByteArray("400");
    QTest::newRow("state twice") << "GET /?code=a&state=STATE&state=STATE HTTP/1.1" + host
                                 << QByteArray("400");
    QTest::newRow("two codes") << "GET /?code=a&code=b&state=STATE HTTP/1.1" + host
                               << QByteArray("400");
    QTest::newRow("code and error")
        << "GET /?code=a&error=b&state=STATE HTTP/1.1" + host << QByteArray("400");
    QTest::newRow("neither") << "GET /?state=STATE HTTP/1.1" + host << QByteArray("400");
    QTest::newRow("other path") << "GET /x?code=a&state=STATE HTTP/1.1" + host << QByteArray("404");
    QTest::newRow("favicon") << "GET /favicon.ico HTTP/1.1" + host << QByteArray("404");
    QTest::newRow("absolute") << "GET http://evil.example/?code=a&state=STATE HTTP/1.1" + host
                              << QByteArray("404");
    QTest::newRow("POST") << "POST /?code=a&state=STATE HTTP/1.1" + host << QByteArray("405");
    QTest::newRow("other host") << QByteArray(
        "GET /?code=a&state=STATE HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n")
                                << QByteArray("400");
    QTest::newRow("no host") << QByteArray("GET /?code=a&state=STATE HTTP/1.1\r\n\r\n")
                             << QByteArray("400");
    QTest::newRow("two hosts") << QByteArray(
        "GET /?code=a&state=STATE HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT\r\n\r\n")
                               << QByteArray("400");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << QByteArray("400");
    QTest::newRow("endless header")
        << QByteArray("GET / HTTP/1.1\r\nX: " + QByteArray(9000, 'x')) << QByteArray("431");
}

void TestApiOAuth::loopbackRefusesStrangers()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    World world;
    world.transport.then(jsonAnswer(Tokens));
    LoopbackFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &LoopbackFlow::finished);
    flow.start();
    const auto asked = form(flow.authorizationUrl().query(QUrl::FullyEncoded).toLatin1());
    const auto port = static_cast<quint16>(QUrl(asked.value(u"redirect_uri"_s)).port());
    const QByteArray state = asked.value(u"state"_s).toLatin1();
    request.replace("STATE", state).replace("PORT", QByteArray::number(port));
    const QByteArray page = visit(port, request);
    QVERIFY2(page.startsWith("HTTP/1.1 " + status.toStdString()), page.constData());
    QCOMPARE(finished.size(), 0);
    QVERIFY(world.transport.sent().empty());
    // The person's own browser still gets through.
    visit(port, get("/?code=good&state=" + state, port));
    QTRY_COMPARE(kindOf(finished), u"ok"_s);
}

void TestApiOAuth::loopbackDenied_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("kind");
    QTest::newRow("denied") << QByteArray("access_denied") << u"AccessDenied"_s;
    QTest::newRow("administrator") << QByteArray("admin_policy_enforced") << u"AccessDenied"_s;
    QTest::newRow("scope") << QByteArray("invalid_scope") << u"InvalidScope"_s;
    QTest::newRow("other") << QByteArray("<b>what</b>") << u"InvalidArgument"_s;
}

void TestApiOAuth::loopbackDenied()
{
    QFETCH(QByteArray, error);
    QFETCH(QString, kind);
    World world;
    LoopbackFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &LoopbackFlow::finished);
    flow.start();
    const auto asked = form(flow.authorizationUrl().query(QUrl::FullyEncoded).toLatin1());
    const auto port = static_cast<quint16>(QUrl(asked.value(u"redirect_uri"_s)).port());
    const QByteArray page = visit(
        port,
        get("/?error=" + error.toPercentEncoding() + "&state=" + asked.value(u"state"_s).toLatin1(),
            port));
    QVERIFY(page.contains("Refused"));
    QVERIFY(!page.contains("what"));
    QTRY_COMPARE(kindOf(finished), kind);
    QVERIFY(world.transport.sent().empty());
}

void TestApiOAuth::loopbackExpires()
{
    World world;
    LoopbackFlow flow(world.context(), {u"openid"_s});
    QSignalSpy finished(&flow, &LoopbackFlow::finished);
    flow.start();
    const auto asked = form(flow.authorizationUrl().query(QUrl::FullyEncoded).toLatin1());
    const auto port = static_cast<quint16>(QUrl(asked.value(u"redirect_uri"_s)).port());
    QCOMPARE(flow.remaining(), 300s);
    world.clock.advance(300s);
    QCOMPARE(kindOf(finished), u"Expired"_s);
    QCOMPARE(visit(port, get("/?code=a&state=" + asked.value(u"state"_s).toLatin1(), port)),
             QByteArray());
}

void TestApiOAuth::loopbackReplyEscapes()
{
    World world;
    LoopbackFlow flow(world.context(), {u"openid"_s});
    flow.setReplyText(u"<script>"_s, u"<img src=x>"_s);
    flow.start();
    const auto asked = form(flow.authorizationUrl().query(QUrl::FullyEncoded).toLatin1());
    const auto port = static_cast<quint16>(QUrl(asked.value(u"redirect_uri"_s)).port());
    const QByteArray page = visit(
        port, get("/?error=access_denied&state=" + asked.value(u"state"_s).toLatin1(), port));
    QVERIFY(page.contains("&lt;img src=x&gt;"));
    QVERIFY(page.contains("Content-Security-Policy: default-src 'none'"));
}

void TestApiOAuth::loopbackMayDieInItsEnd()
{
    World world;
    auto flow = std::make_unique<LoopbackFlow>(world.context(), QStringList{u"openid"_s});
    connect(flow.get(), &LoopbackFlow::finished, this, [&] { flow.release()->deleteLater(); });
    flow->start();
    const auto asked = form(flow->authorizationUrl().query(QUrl::FullyEncoded).toLatin1());
    const auto port = static_cast<quint16>(QUrl(asked.value(u"redirect_uri"_s)).port());
    const QByteArray page = visit(
        port, get("/?error=access_denied&state=" + asked.value(u"state"_s).toLatin1(), port));
    QVERIFY(page.contains("</html>")); // the page arrives all the same
    QVERIFY(!flow);
}

QTEST_GUILESS_MAIN(TestApiOAuth)
#include "tst_api_oauth.moc"
