// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <QCryptographicHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace emulator;

/// Signing in, and the emulator as seen through a socket: HTTP, faults, the log.
class TestEmulatorWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deviceFlow();
    void deviceFlowRefusals();
    void desktopClient();
    void devicePage();
    void loopbackFlow();
    void loopbackRefusals_data();
    void loopbackRefusals();
    void refreshAndRevoke();
    void granularConsent();
    void keepAliveAndPipelining();
    void verbsAndLargeBodies();
    void faults_data();
    void faults();
    void faultsCount();
    void badFaultsAreRefused();
    void logTellsEffects();
    void offline();
};

namespace {

QString form(const QList<QPair<QString, QString>> &fields)
{
    QUrlQuery query;
    for (const auto &[key, value] : fields)
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    return query.toString(QUrl::FullyEncoded);
}

const QString chatScope = u"https://www.googleapis.com/auth/chat.messages"_s;

Fixture::Reply post(Fixture &fixture, const char *path,
                    const QList<QPair<QString, QString>> &fields)
{
    return fixture.raw(
        Fixture::request("POST", QString::fromLatin1(path), form(fields).toLatin1()));
}

Fixture::Reply poll(Fixture &fixture, const QString &code)
{
    return post(fixture, "/token",
                {{u"client_id"_s, u"linnet-demo"_s},
                 {u"client_secret"_s, u"anything"_s},
                 {u"device_code"_s, code},
                 {u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s}});
}

Fixture::Reply begin(Fixture &fixture, const QString &scope)
{
    return post(fixture, "/device/code", {{u"client_id"_s, u"linnet-demo"_s}, {u"scope"_s, scope}});
}

/// A fixture behind a real socket.
struct Wired
{
    Wired()
        : server([this](const auto &request, const auto &answer) {
            fixture.service.handle(request, answer);
        })
    {
        port = server.listen(0);
        url = "http://127.0.0.1:"_L1 + QString::number(port);
    }
    QNetworkRequest request(const QString &path) const
    {
        QNetworkRequest made{QUrl(QString(url + path))};
        made.setRawHeader("Authorization", "Bearer " + fixture.token.toLatin1());
        made.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        made.setTransferTimeout(2000);
        return made;
    }
    QByteArray exchange(const QByteArray &bytes, int answers)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        socket.write(bytes);
        QByteArray got;
        QTRY_LOOP(socket, got, answers);
        return got;
    }
    static void QTRY_LOOP(QTcpSocket &socket, QByteArray &got, int answers)
    {
        const auto enough = [&] {
            got += socket.readAll();
            return got.count("HTTP/1.1 ") >= answers
                && (got.endsWith('}') || got.endsWith("\r\n\r\n"));
        };
        [[maybe_unused]] const bool done = QTest::qWaitFor(enough, 3000);
    }
    Fixture fixture;
    HttpServer server;
    QNetworkAccessManager network;
    quint16 port = 0;
    QString url;
};

} // namespace

void TestEmulatorWire::deviceFlow()
{
    Fixture fixture;
    const auto started = begin(fixture, u"openid email "_s % chatScope);
    QCOMPARE(started.code, 200);
    QCOMPARE(started.json.value("interval"_L1).toInt(), 5);
    const QString code = started.text("device_code");
    QCOMPARE(poll(fixture, code).code, 428);
    fixture.advance(1);
    QCOMPARE(poll(fixture, code).text("error"), u"slow_down"_s);
    fixture.advance(6); // the interval has grown to ten seconds
    QCOMPARE(poll(fixture, code).text("error"), u"slow_down"_s);
    fixture.advance(16);
    QCOMPARE(poll(fixture, code).text("error"), u"authorization_pending"_s);
    fixture.act("{\"action\":\"approve\",\"userCode\":\"" + started.text("user_code").toLatin1()
                + "\"}");
    fixture.advance(16);
    const auto done = poll(fixture, code);
    QCOMPARE(done.code, 200);
    QVERIFY(done.text("access_token").startsWith("ya29."_L1));
    QCOMPARE(done.json.value("expires_in"_L1).toInt(), 3600);
    QCOMPARE(done.text("scope"),
             u"openid https://www.googleapis.com/auth/userinfo.email "_s % chatScope);
    const auto who = fixture.callAs(done.text("access_token"), "GET", u"/v1/userinfo"_s);
    QCOMPARE(who.text("sub"), u"1"_s);
    QCOMPARE(poll(fixture, code).text("error"), u"invalid_grant"_s);
    fixture.service.settings.autoApprove = true;
    const QString second = begin(fixture, chatScope).text("device_code");
    QCOMPARE(poll(fixture, second).code, 428);
    fixture.advance(1);
    QCOMPARE(poll(fixture, second).code, 200);
}

void TestEmulatorWire::deviceFlowRefusals()
{
    Fixture fixture;
    QCOMPARE(post(fixture, "/device/code", {{u"client_id"_s, u"other"_s}, {u"scope"_s, chatScope}})
                 .text("error"),
             u"invalid_client"_s);
    QCOMPARE(poll(fixture, u"4/unknown"_s).text("error"), u"invalid_grant"_s);
    const auto denied = begin(fixture, chatScope);
    fixture.act("{\"action\":\"deny\",\"userCode\":\"" + denied.text("user_code").toLatin1()
                + "\"}");
    const auto answer = poll(fixture, denied.text("device_code"));
    QCOMPARE(answer.code, 403);
    QCOMPARE(answer.text("error"), u"access_denied"_s);
    const QString late = begin(fixture, chatScope).text("device_code");
    fixture.advance(1801);
    QCOMPARE(poll(fixture, late).text("error"), u"expired_token"_s);
    fixture.service.settings.googleDeviceRules = true;
    const auto refused = begin(fixture, u"openid "_s % chatScope);
    QCOMPARE(refused.code, 400);
    QCOMPARE(refused.text("error"), u"invalid_scope"_s);
    QCOMPARE(refused.text("error_description"), u"Invalid device flow scope: "_s % chatScope);
    QCOMPARE(begin(fixture, u"openid email profile"_s).code, 200);
}

void TestEmulatorWire::desktopClient()
{
    Fixture fixture;
    fixture.service.settings.desktopClient = true;
    const auto refused = begin(fixture, u"openid email profile"_s);
    QCOMPARE(refused.code, 401);
    QCOMPARE(refused.text("error"), u"invalid_client"_s);
    QVERIFY(refused.text("error_description").startsWith("Only clients of type 'TVs"_L1));
    QList<QPair<QString, QString>> fields{{u"client_id"_s, u"linnet-demo"_s},
                                          {u"grant_type"_s, u"refresh_token"_s},
                                          {u"refresh_token"_s, u"unheard-of"_s}};
    QCOMPARE(post(fixture, "/token", fields).text("error"), u"invalid_request"_s);
    fields.append({u"client_secret"_s, u"any"_s});
    QCOMPARE(post(fixture, "/token", fields).text("error"), u"invalid_grant"_s);
}

void TestEmulatorWire::devicePage()
{
    Fixture fixture;
    const auto started = begin(fixture, chatScope);
    QVERIFY(fixture.raw(Fixture::request("GET", u"/device"_s)).body.contains("<form"));
    post(fixture, "/device",
         {{u"user_code"_s, started.text("user_code").toLower()}, {u"decision"_s, u"allow"_s}});
    QCOMPARE(poll(fixture, started.text("device_code")).code, 200);
}

namespace {

const QByteArray verifier = "0123456789012345678901234567890123456789012345";

QList<QPair<QString, QString>> authorisation()
{
    const QByteArray challenge
        = QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return {{u"client_id"_s, u"linnet-demo"_s},
            {u"redirect_uri"_s, u"http://127.0.0.1:4242"_s},
            {u"response_type"_s, u"code"_s},
            {u"scope"_s, chatScope},
            {u"code_challenge"_s, QString::fromLatin1(challenge)},
            {u"code_challenge_method"_s, u"S256"_s},
            {u"state"_s, u"a b+c"_s}};
}

QUrl redirect(Fixture &fixture, const QList<QPair<QString, QString>> &fields)
{
    const HttpResponse response
        = fixture.service.respond(Fixture::request("GET", "/o/oauth2/v2/auth?"_L1 + form(fields)));
    return response.status == 302 ? QUrl::fromEncoded(response.headers.first().second) : QUrl();
}

QString item(const QUrl &url, const char *name)
{
    return QUrlQuery(url).queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
}

} // namespace

void TestEmulatorWire::loopbackFlow()
{
    Fixture fixture;
    const HttpResponse page = fixture.service.respond(
        Fixture::request("GET", "/o/oauth2/v2/auth?"_L1 + form(authorisation())));
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("emulator_decision=allow"));
    const QUrl denied
        = redirect(fixture, authorisation() << std::pair(u"emulator_decision"_s, u"deny"_s));
    QCOMPARE(item(denied, "error"), u"access_denied"_s);
    fixture.service.settings.autoApprove = true;
    const QUrl back = redirect(fixture, authorisation());
    QCOMPARE(back.port(), 4242);
    QCOMPARE(item(back, "state"), u"a b+c"_s);
    QList<QPair<QString, QString>> exchange{{u"client_id"_s, u"linnet-demo"_s},
                                            {u"code"_s, item(back, "code")},
                                            {u"code_verifier"_s, QString::fromLatin1(verifier)},
                                            {u"grant_type"_s, u"authorization_code"_s},
                                            {u"redirect_uri"_s, u"http://127.0.0.1:4242"_s}};
    const auto done = post(fixture, "/token", exchange);
    QCOMPARE(done.code, 200);
    QVERIFY(done.json.contains("refresh_token"_L1));
    QCOMPARE(post(fixture, "/token", exchange).text("error"), u"invalid_grant"_s); // once only
    exchange[1].second = item(redirect(fixture, authorisation()), "code");
    exchange[2].second = QString(46, u'x');
    QCOMPARE(post(fixture, "/token", exchange).text("error"),
             u"invalid_grant"_s); // another verifier
}

void TestEmulatorWire::loopbackRefusals_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("client") << 0 << u"other"_s;
    QTest::newRow("redirect to a site") << 1 << u"https://example.org/"_s;
    QTest::newRow("redirect to localhost by name") << 1 << u"http://localhost:4242"_s;
    QTest::newRow("redirect without port") << 1 << u"http://127.0.0.1"_s;
    QTest::newRow("response type") << 2 << u"token"_s;
    QTest::newRow("no scope") << 3 << QString();
    QTest::newRow("short challenge") << 4 << u"abc"_s;
    QTest::newRow("plain challenge") << 5 << u"plain"_s;
}

void TestEmulatorWire::loopbackRefusals()
{
    QFETCH(int, field);
    QFETCH(QString, value);
    Fixture fixture;
    fixture.service.settings.autoApprove = true;
    auto fields = authorisation();
    fields[field].second = value;
    const HttpResponse response
        = fixture.service.respond(Fixture::request("GET", "/o/oauth2/v2/auth?"_L1 + form(fields)));
    QCOMPARE(response.status, 400);
}

void TestEmulatorWire::refreshAndRevoke()
{
    Fixture fixture;
    fixture.service.settings.autoApprove = true;
    const QString code = begin(fixture, chatScope).text("device_code");
    poll(fixture, code);
    fixture.advance(2);
    QString refresh = poll(fixture, code).text("refresh_token");
    const auto renew = [&] {
        return post(fixture, "/token",
                    {{u"client_id"_s, u"linnet-demo"_s},
                     {u"grant_type"_s, u"refresh_token"_s},
                     {u"refresh_token"_s, refresh}});
    };
    const auto renewed = renew();
    QCOMPARE(renewed.code, 200);
    QVERIFY(!renewed.json.contains("refresh_token"_L1));
    QCOMPARE(
        fixture.callAs(renewed.text("access_token"), "GET", u"/v1/spaces/TEAM/messages"_s).code,
        200);
    fixture.act(R"({"action":"expire"})");
    QCOMPARE(
        fixture.callAs(renewed.text("access_token"), "GET", u"/v1/spaces/TEAM/messages"_s).code,
        401);
    fixture.act(R"({"action":"rotate"})");
    const QString rotated = renew().text("refresh_token");
    QVERIFY(!rotated.isEmpty());
    QCOMPARE(renew().code, 400);
    refresh = rotated;
    QCOMPARE(post(fixture, "/revoke", {{u"token"_s, refresh}}).code, 200);
    const auto dead = renew();
    QCOMPARE(dead.code, 400);
    QCOMPARE(dead.text("error"), u"invalid_grant"_s);
    QCOMPARE(dead.text("error_description"), u"Token has been expired or revoked."_s);
}

void TestEmulatorWire::granularConsent()
{
    Fixture fixture;
    fixture.service.settings.autoApprove = true;
    fixture.act(R"({"action":"set","grantOnly":[")" + chatScope.toUtf8() + "\"]}");
    const QString code
        = begin(fixture,
                u"openid "_s % chatScope % u" https://www.googleapis.com/auth/chat.spaces"_s)
              .text("device_code");
    poll(fixture, code);
    fixture.advance(2);
    QCOMPARE(poll(fixture, code).text("scope"), u"openid "_s % chatScope);
}

void TestEmulatorWire::keepAliveAndPipelining()
{
    Wired wired;
    const QByteArray head
        = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wired.fixture.token.toLatin1();
    const QByteArray two = "GET /v1/spaces/TEAM" + head + "\r\n\r\nGET /v1/spaces/NOWHERE" + head
        + "\r\n\r\n" + "POST /v1/spaces/TEAM/messages" + head
        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + "6\r\n{\"text\r\n6\r\n\":\"a\"}\r\n0\r\n\r\n";
    const QByteArray got = wired.exchange(two, 3);
    QCOMPARE(got.count("HTTP/1.1 "), 3);
    QVERIFY(got.indexOf("200 OK") < got.indexOf("404 Not Found")); // in order
    QCOMPARE(got.count("200 OK"), 2);
    QVERIFY(wired.exchange("nonsense\r\n\r\n", 1).startsWith("HTTP/1.1 400"));
}

void TestEmulatorWire::verbsAndLargeBodies()
{
    Wired wired;
    const QString name = wired.fixture.post(u"spaces/TEAM"_s, u"a"_s);
    QNetworkReply *patched
        = wired.network.sendCustomRequest(wired.request("/v1/"_L1 + name + "?updateMask=text"_L1),
                                          "PATCH", QByteArray(R"({"text":"b"})"));
    QTRY_VERIFY(patched->isFinished());
    QCOMPARE(patched->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    QNetworkReply *deleted = wired.network.deleteResource(wired.request("/v1/"_L1 + name));
    QTRY_VERIFY(deleted->isFinished());
    QCOMPARE(deleted->readAll(), QByteArray("{}"));
    QByteArray body
        = "--b\r\nContent-Type: application/json\r\n\r\n{\"filename\":\"big\"}\r\n--b\r\n"
          "Content-Type: application/octet-stream\r\n\r\n";
    body += QByteArray(qsizetype(20) * 1024 * 1024, 'z') + "\r\n--b--";
    QNetworkRequest upload
        = wired.request(u"/upload/v1/spaces/TEAM/attachments:upload?uploadType=multipart"_s);
    upload.setHeader(QNetworkRequest::ContentTypeHeader, u"multipart/related; boundary=b"_s);
    upload.setTransferTimeout(20'000);
    QNetworkReply *uploaded = wired.network.post(upload, body);
    QTRY_VERIFY_WITH_TIMEOUT(uploaded->isFinished(), 20'000);
    QVERIFY(uploaded->readAll().contains("attachmentUploadToken"));
}

void TestEmulatorWire::faults_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<bool>("effect");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("error");
    const auto row = [](const char *fault, bool effect, int status, bool error) {
        QTest::newRow(fault) << QByteArray(fault) << effect << status << error;
    };
    row(R"("kind":"close","phase":"before")", false, 0, true);
    row(R"("kind":"close","phase":"after")", true, 0, true);
    row(R"("kind":"reset","phase":"before")", false, 0, true);
    row(R"("kind":"reset","phase":"after")", true, 0, true);
    row(R"("kind":"cut-header","phase":"after")", true, 0, true);
    row(R"("kind":"cut-body","phase":"after")", true, 200, true);
    row(R"("kind":"cut-chunks","phase":"after")", true, 200, true);
    row(R"("kind":"no-length","phase":"after")", true, 200, false); // only the JSON tells
    row(R"("kind":"hang","phase":"before")", false, 0, true);
    row(R"("kind":"hang-body","phase":"after")", true, 200, true);
    row(R"("kind":"html","phase":"before")", false, 200, false);
    row(R"("kind":"html","phase":"after")", true, 200, false);
    row(R"("kind":503,"phase":"before")", false, 503, true);
    row(R"("kind":503,"phase":"after")", true, 503, true);
    row(R"("kind":"429","phase":"before","retryAfter":7)", false, 429, true);
    row(R"("kind":"401","phase":"before")", false, 401, true);
    row(R"("kind":"redirect","phase":"before")", false, 302, false);
    row(R"("kind":"gzip","phase":"after")", true, 200, false);
    row(R"("kind":"cut-json","phase":"after")", true, 200, false);
    row(R"("kind":"invalid-utf8","phase":"after")", true, 200, false);
    row(R"("kind":"deep-json","phase":"after")", true, 200, false);
    row(R"("kind":"drip","phase":"after","seconds":0.001)", true, 200, false);
    row(R"("kind":"slow","phase":"before","seconds":0.05)", true, 200, false);
}

void TestEmulatorWire::faults()
{
    QFETCH(QByteArray, fault);
    QFETCH(bool, effect);
    QFETCH(int, status);
    QFETCH(bool, error);
    Wired wired;
    wired.fixture.act(R"({"action":"faults","faults":[{"match":"POST /v1/spaces/TEAM/messages",)"
                      + fault + R"(,"nth":[1]}]})");
    QNetworkRequest request = wired.request(u"/v1/spaces/TEAM/messages"_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(400);
    // Not a QByteArray body: the network stack must not send again by itself.
    struct Once : QIODevice
    {
        QByteArray rest = R"({"text":"a"})";
        bool isSequential() const override { return true; }
        qint64 bytesAvailable() const override { return rest.size() + QIODevice::bytesAvailable(); }
        qint64 readData(char *data, qint64 size) override
        {
            const qint64 n = std::min<qint64>(size, rest.size());
            std::copy_n(rest.constData(), n, data);
            rest.remove(0, n);
            return n;
        }
        qint64 writeData(const char *, qint64) override { return -1; }
    } body;
    body.open(QIODevice::ReadOnly);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.rest.size());
    QNetworkReply *reply = wired.network.post(request, &body);
    QTRY_VERIFY(reply->isFinished());
    const QJsonObject log = wired.fixture.service.log.report(0, u"POST"_s, QString());
    QCOMPARE(log.value("count"_L1).toInt(), 1); // exactly one POST on the wire
    QCOMPARE(log.value("requests"_L1).toArray().first().toObject().value("effect"_L1).toBool(),
             effect);
    QCOMPARE(int(wired.fixture.world.space(u"TEAM"_s)->messages.size()), effect ? 1 : 0);
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), status);
    QCOMPARE(reply->error() != QNetworkReply::NoError, error);
    if (fault.contains("retryAfter"))
        QCOMPARE(reply->rawHeader("Retry-After"), QByteArray("7"));
    if (fault.contains("gzip"))
        QVERIFY(QJsonDocument::fromJson(reply->readAll()).isObject());
}

void TestEmulatorWire::faultsCount()
{
    const auto run = [](const QByteArray &rule) {
        Fixture fixture;
        fixture.act(R"({"action":"faults","seed":5,"faults":[{"match":"GET .*","kind":503,)" + rule
                    + "}]}");
        QList<int> codes;
        for (int i = 0; i < 40; ++i)
            codes.append(fixture.call("GET", u"/v1/spaces"_s).code);
        return codes;
    };
    const QList<int> nth = run(R"("nth":[2,4])");
    QCOMPARE(nth.mid(0, 5), (QList<int>{200, 503, 200, 503, 200}));
    QCOMPARE(run(R"("times":3)").count(503), 3);
    const QList<int> quarter = run(R"("probability":0.25)");
    QVERIFY(quarter.count(503) > 2 && quarter.count(503) < 20);
    QCOMPARE(run(R"("probability":0.25)"), quarter); // the same seed, the same trouble
}

void TestEmulatorWire::badFaultsAreRefused()
{
    Fixture fixture;
    for (const char *bad : {R"({"action":"faults","faults":[{"kind":"flood"}]})",
                            R"({"action":"faults","faults":[{"kind":"close","phase":"during"}]})",
                            R"({"action":"faults","faults":[{"kind":"close","match":"("}]})",
                            R"({"action":"dance"})"})
        QVERIFY(fixture.act(bad).contains("error"_L1));
}

void TestEmulatorWire::logTellsEffects()
{
    Fixture fixture;
    fixture.call("GET", u"/v1/spaces?pageSize=3"_s);
    fixture.call("POST", u"/v1/spaces/TEAM/messages"_s, R"({"text":"a"})");
    fixture.raw(Fixture::request("GET", u"/v1/spaces"_s));
    const auto log = fixture.raw(Fixture::request("GET", u"/emulator/log"_s));
    QCOMPARE(log.list("requests").size(), 3);
    const QJsonObject first = log.list("requests").at(0).toObject();
    QCOMPARE(first.value("query"_L1).toString(), u"pageSize=3"_s);
    QCOMPARE(first.value("effect"_L1).toBool(), false);
    QCOMPARE(first.value("authorized"_L1).toBool(), true);
    QCOMPARE(log.list("requests").at(1).toObject().value("effect"_L1).toBool(), true);
    QCOMPARE(log.list("requests").at(2).toObject().value("status"_L1).toInt(), 401);
    QVERIFY(!log.body.contains(fixture.token.toLatin1()));
    const auto state = fixture.raw(Fixture::request("GET", u"/emulator/state?space=spaces/TEAM"_s));
    QCOMPARE(state.list("spaces").first().toObject().value("messages"_L1).toArray().size(), 1);
}

void TestEmulatorWire::offline()
{
    Wired wired;
    wired.fixture.act(R"({"action":"offline"})");
    QNetworkReply *reply = wired.network.get(wired.request(u"/v1/spaces"_s));
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->error() != QNetworkReply::NoError);
    wired.fixture.act(R"({"action":"offline","on":false})");
    reply = wired.network.get(wired.request(u"/v1/spaces"_s));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->error(), QNetworkReply::NoError);
}

QTEST_GUILESS_MAIN(TestEmulatorWire)
#include "tst_emulatorwire.moc"
