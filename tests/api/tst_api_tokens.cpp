// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/scopes.h"
#include "api/oauth/tokenprovider.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/virtualclock.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using namespace linnet::test;
using namespace std::chrono_literals;
using Kind = Error::Kind;

namespace {

struct World
{
    VirtualClock clock;
    ScriptedTransport transport;
    Endpoints endpoints = Endpoints::underRoot(QUrl(u"https://auth.example/"_s)).value();
};

QHash<QString, QString> form(const QByteArray &body)
{
    QHash<QString, QString> fields;
    const QUrlQuery query(QString::fromLatin1(body));
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        fields.insert(name, value);
    return fields;
}

} // namespace

class TestApiTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clientFile_data();
    void clientFile();
    void scopes();
    void serviceRoot_data();
    void serviceRoot();
    void tokenIsCached();
    void tokenIsRefreshedBeforeItExpires();
    void tokenExpiredOnArrival();
    void refreshTokenRotates();
    void refreshErrors_data();
    void refreshErrors();
    void newSignInAnswersTheWaiting();
    void waiterMayDie();
    void revoking_data();
    void revoking();
};

void TestApiTokens::clientFile_data()
{
    using P = ClientConfig::Problem;
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("problem"); // -1: none
    QTest::newRow("desktop") << QByteArray(
        R"({"installed":{"client_id":" id ","client_secret":"s","auth_uri":"https://evil"}})")
                             << -1;
    QTest::newRow("web") << QByteArray(R"({"web":{"client_id":"id","client_secret":"s"}})")
                         << int(P::WebClient);
    QTest::newRow("without a secret") << QByteArray(R"({"installed":{"client_id":"id"}})") << -1;
    QTest::newRow("empty") << QByteArray() << int(P::NotJson);
    QTest::newRow("text") << QByteArray("client_id=1") << int(P::NotJson);
    QTest::newRow("cut") << QByteArray(R"({"installed":{"client_id":"id")") << int(P::NotJson);
    QTest::newRow("other JSON") << QByteArray(R"({"a":1})") << int(P::NotAClient);
    QTest::newRow("list") << QByteArray("[]") << int(P::NotAClient);
    QTest::newRow("wrong shape") << QByteArray(R"({"installed":"id"})") << int(P::NotAClient);
    QTest::newRow("service account")
        << QByteArray(R"({"type":"service_account","client_id":"1","private_key":"x"})")
        << int(P::ServiceAccount);
    QTest::newRow("no id") << QByteArray(R"({"installed":{"client_secret":"s"}})")
                           << int(P::NoClientId);
    QTest::newRow("id of a wrong type")
        << QByteArray(R"({"installed":{"client_id":5,"x":1}})") << int(P::NoClientId);
}

void TestApiTokens::clientFile()
{
    QFETCH(QByteArray, json);
    QFETCH(int, problem);
    const auto config = ClientConfig::fromJson(json);
    QCOMPARE(config ? -1 : int(config.error()), problem);
    if (config)
        QCOMPARE(config->id, u"id"_s);
}

void TestApiTokens::scopes()
{
    const QStringList asked{u"openid"_s, u"email"_s, u"profile"_s, u"https://x/chat"_s};
    QCOMPARE(
        missingScopes(asked,
                      {u"https://www.googleapis.com/auth/userinfo.email"_s, u"openid"_s,
                       u"https://www.googleapis.com/auth/userinfo.profile"_s, u"https://x/chat"_s}),
        QStringList());
    QCOMPARE(missingScopes(asked, {u"openid"_s, u"email"_s}),
             QStringList({u"profile"_s, u"https://x/chat"_s}));
    QStringList scopes = defaultScopes();
    QCOMPARE(scopes.removeDuplicates(), 0);
}

void TestApiTokens::serviceRoot_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("token"); // empty: refused
    QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080/token"_s;
    QTest::newRow("with a path") << u"http://localhost:8080/x/"_s
                                 << u"http://localhost:8080/x/token"_s;
    QTest::newRow("v6") << u"http://[::1]:8080"_s << u"http://[::1]:8080/token"_s;
    QTest::newRow("https") << u"https://chat.example"_s << u"https://chat.example/token"_s;
    QTest::newRow("plain http elsewhere") << u"http://chat.example"_s << QString();
    QTest::newRow("looks like loopback") << u"http://127.0.0.1.evil.example"_s << QString();
    QTest::newRow("user in it") << u"https://a:b@chat.example"_s << QString();
    QTest::newRow("query") << u"https://chat.example/?x=1"_s << QString();
    QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
    QTest::newRow("relative") << u"chat.example"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestApiTokens::serviceRoot()
{
    QFETCH(QString, root);
    QFETCH(QString, token);
    const auto endpoints = Endpoints::underRoot(QUrl(root));
    QCOMPARE(endpoints.has_value(), !token.isEmpty());
    if (endpoints) {
        QCOMPARE(endpoints->token(), QUrl(token));
        QString base = token;
        base.chop(5);
        QCOMPARE(endpoints->authorize(), QUrl(base + u"o/oauth2/v2/auth"_s));
        QCOMPARE(endpoints->deviceCode(), QUrl(base + u"device/code"_s));
    } else {
        QCOMPARE(endpoints.error().kind, Kind::InvalidArgument);
    }
}

void TestApiTokens::tokenIsCached()
{
    World world;
    TokenProvider provider(world.transport, world.clock, world.endpoints, {.id = u"id"_s});
    QSignalSpy rotated(&provider, &TokenProvider::refreshTokenRotated);
    provider.setTokens({.refreshToken = u"1//old"_s});
    world.transport.then(jsonAnswer(R"({"access_token":"a1","expires_in":3600})"));
    QStringList got;
    const auto handler
        = [&](const Result<QString> &token) { got.append(token ? *token : u"error"_s); };
    for (int i = 0; i < 3; ++i)
        provider.request(this, handler);
    QCOMPARE(got, QStringList());
    settle();
    provider.request(this, handler);
    QCOMPARE(got, QStringList({u"a1"_s, u"a1"_s, u"a1"_s, u"a1"_s}));
    QCOMPARE(world.transport.sent().size(), 1u);
    const auto fields = form(world.transport.sent().front().body);
    QCOMPARE(fields.value(u"grant_type"_s), u"refresh_token"_s);
    QCOMPARE(fields.value(u"refresh_token"_s), u"1//old"_s);
    QVERIFY(!fields.contains(u"client_secret"_s));
    QCOMPARE(rotated.size(), 0);
}

void TestApiTokens::tokenIsRefreshedBeforeItExpires()
{
    World world;
    TokenProvider provider(world.transport, world.clock, world.endpoints, {.id = u"id"_s});
    provider.setTokens({.accessToken = u"a0"_s, .refreshToken = u"1//r"_s, .expiresIn = 3600s});
    world.transport.otherwise([](const HttpRequest &) {
        return jsonAnswer(R"({"access_token":"a1","expires_in":3600})");
    });
    QString got;
    const auto handler = [&](const Result<QString> &token) { got = *token; };
    world.clock.setWallOffset(-48h);
    world.clock.advance(3539s);
    provider.request(this, handler);
    QCOMPARE(got, u"a0"_s);
    world.clock.advance(2s);
    provider.request(this, handler);
    settle();
    QCOMPARE(got, u"a1"_s);
    provider.reject(u"a0"_s); // an old call's refusal: the new token stays
    provider.request(this, handler);
    settle();
    QCOMPARE(world.transport.sent().size(), 1u);
    provider.reject(u"a1"_s);
    provider.request(this, handler);
    settle();
    QCOMPARE(world.transport.sent().size(), 2u);
}

void TestApiTokens::tokenExpiredOnArrival()
{
    World world;
    TokenProvider provider(world.transport, world.clock, world.endpoints, {.id = u"id"_s});
    provider.setTokens({.refreshToken = u"1//r"_s});
    world.transport.otherwise(
        [](const HttpRequest &) { return jsonAnswer(R"({"access_token":"a1","expires_in":-5})"); });
    int got = 0;
    for (int i = 0; i < 10; ++i)
        provider.request(this, [&](const Result<QString> &token) { got += token ? 1 : 0; });
    settle();
    QCOMPARE(got, 10);
    QCOMPARE(world.transport.sent().size(), 1u);
}

void TestApiTokens::refreshTokenRotates()
{
    World world;
    TokenProvider provider(world.transport, world.clock, world.endpoints, {.id = u"id"_s});
    QSignalSpy rotated(&provider, &TokenProvider::refreshTokenRotated);
    provider.setTokens({.refreshToken = u"1//old"_s});
    world.transport.then(
        jsonAnswer(R"({"access_token":"a1","expires_in":3600,"refresh_token":"1//new"})"));
    world.transport.then(jsonAnswer(R"({"access_token":"a2","expires_in":3600})"));
    provider.request(this, [](const Result<QString> &) {});
    settle();
    QCOMPARE(rotated.size(), 1);
    QCOMPARE(rotated[0][0].toString(), u"1//new"_s);
    provider.reject(u"a1"_s);
    provider.request(this, [](const Result<QString> &) {});
    settle();
    QCOMPARE(form(world.transport.sent().back().body).value(u"refresh_token"_s), u"1//new"_s);
}

void TestApiTokens::refreshErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("staysSignedIn");
    QTest::newRow("revoked")
        << 400
        << QByteArray(
               R"({"error":"invalid_grant","error_description":"Token has been expired or revoked."})")
        << u"SignedOut"_s << false;
    QTest::newRow("500") << 500 << QByteArray(R"({"error":"internal_failure"})") << u"Server"_s
                         << true;
    QTest::newRow("500 that says invalid_grant")
        << 503 << QByteArray(R"({"error":"invalid_grant"})") << u"Unavailable"_s << true;
    QTest::newRow("wrong client") << 401 << QByteArray(R"({"error":"invalid_client"})")
                                  << u"InvalidClient"_s << true;
    QTest::newRow("client without its secret")
        << 400
        << QByteArray(
               R"({"error":"invalid_request","error_description":"client_secret is missing."})")
        << u"InvalidClient"_s << true;
    QTest::newRow("client of another kind")
        << 400 << QByteArray(R"({"error":"unsupported_grant_type"})") << u"InvalidClient"_s << true;
    QTest::newRow("a gateway's 400") << 400 << QByteArray("<html>") << u"Unavailable"_s << true;
    QTest::newRow("portal") << 200 << QByteArray("<html>") << u"CaptivePortal"_s << true;
    QTest::newRow("portal, 401 page") << 401 << QByteArray("<html>") << u"Unavailable"_s << true;
    QTest::newRow("a proxy's 403") << 403 << QByteArray("<html>") << u"Unavailable"_s << true;
    QTest::newRow("an address that is gone")
        << 404 << QByteArray(R"({"error":{"status":"NOT_FOUND"}})") << u"Unavailable"_s << true;
    QTest::newRow("redirect") << 302 << QByteArray() << u"CaptivePortal"_s << true;
    QTest::newRow("nothing in it") << 200 << QByteArray("{}") << u"Protocol"_s << true;
    QTest::newRow("rate") << 429 << QByteArray("{}") << u"RateLimited"_s << true;
}

void TestApiTokens::refreshErrors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, json);
    QFETCH(QString, kind);
    QFETCH(bool, staysSignedIn);
    World world;
    TokenProvider provider(world.transport, world.clock, world.endpoints, {.id = u"id"_s});
    provider.setTokens({.refreshToken = u"1//r"_s});
    world.transport.then(jsonAnswer(json, status)).then(jsonAnswer(R"({"access_token":"a1"})"));
    QStringList got;
    const auto handler = [&](const Result<QString> &token) {
        got.append(token ? *token : kindName(token.error().kind));
    };
    provider.request(this, handler);
    provider.request(this, handler);
    settle();
    QCOMPARE(got, QStringList({kind, kind}));
    QCOMPARE(provider.state() == TokenProvider::State::Ready, staysSignedIn);
    provider.request(this, handler);
    settle();
    QCOMPARE(got.last(), staysSignedIn ? u"a1"_s : u"SignedOut"_s);
    QCOMPARE(world.transport.sent().size(), staysSignedIn ? 2u : 1u);
}

void TestApiTokens::newSignInAnswersTheWaiting()
{
    World world;
    TokenProvider provider(world.transport, world.clock, world.endpoints, {.id = u"id"_s});
    provider.setTokens({.refreshToken = u"1//r"_s});
    world.transport.thenHang();
    QString got;
    provider.request(this, [&](const Result<QString> &token) { got = *token; });
    provider.setTokens({.accessToken = u"a9"_s, .refreshToken = u"1//s"_s});
    QCOMPARE(got, u"a9"_s);
    QVERIFY(world.transport.sent().front().aborted);
}

void TestApiTokens::waiterMayDie()
{
    World world;
    auto provider = std::make_unique<TokenProvider>(world.transport, world.clock, world.endpoints,
                                                    ClientConfig{.id = u"id"_s});
    provider->setTokens({.refreshToken = u"1//r"_s});
    world.transport.otherwise(
        [](const HttpRequest &) { return jsonAnswer(R"({"access_token":"a1"})"); });
    auto context = std::make_unique<QObject>();
    int got = 0;
    provider->request(context.get(), [&](const Result<QString> &) { ++got; });
    provider->request(this, [&](const Result<QString> &) { provider.reset(); });
    provider->request(this, [&](const Result<QString> &) { ++got; });
    context.reset();
    settle();
    QCOMPARE(got, 0);
}

void TestApiTokens::revoking_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("good");
    QTest::newRow("done") << 200 << QByteArray("{}") << true;
    QTest::newRow("done, no body") << 200 << QByteArray() << true;
    QTest::newRow("gone already") << 400 << QByteArray(R"({"error":"invalid_token"})") << true;
    QTest::newRow("trouble") << 503 << QByteArray() << false;
}

void TestApiTokens::revoking()
{
    QFETCH(int, status);
    QFETCH(QByteArray, json);
    QFETCH(bool, good);
    World world;
    world.transport.then(jsonAnswer(json, status));
    std::optional<Result<void>> result;
    const auto exchange = revokeToken(world.transport, world.endpoints, u"1//r"_s,
                                      [&](Result<void> r) { result = std::move(r); });
    settle();
    QVERIFY(result);
    QCOMPARE(result->has_value(), good);
    QCOMPARE(world.transport.sent().front().request.url.path(), u"/revoke"_s);
    QVERIFY(world.transport.sent().front().request.url.query().isEmpty()); // never in an address
}

QTEST_GUILESS_MAIN(TestApiTokens)
#include "tst_api_tokens.moc"
