// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/client.h"
#include "api/networktransport.h"
#include "api/oauth/scopes.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/virtualclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::FixedRandom;
using linnet::test::jsonAnswer;
using linnet::test::ScriptedTransport;
using linnet::test::VirtualClock;

namespace {

constexpr int calls = 50;
const api::ClientConfig client{.id = u"linnet-demo"_s, .secret = u"any"_s};

} // namespace

// Fifty calls find, one after the other, that their token is refused: it is refreshed once, and
// every call has its answer.
class TestTokenStorm : public QObject
{
    Q_OBJECT

private:
    int m_answered = 0;

    void sendAll(api::Client &all)
    {
        m_answered = 0;
        for (int i = 0; i < calls; ++i) {
            api::ListSpaces request;
            request.pageSize = i + 1; // each its own
            all.send(request, this, [this](const api::Result<api::ListSpacesResponse> &answer) {
                QVERIFY(answer);
                ++m_answered;
            });
        }
    }

private Q_SLOTS:
    void refusedOnTheWay_data()
    {
        QTest::addColumn<int>("late"); // so many hear of it only after the refresh
        QTest::addColumn<bool>("rotated");
        for (const int late : {0, 1, 4}) {
            for (const bool rotated : {false, true}) {
                QTest::addRow("%d late%s", late, rotated ? ", a new refresh token" : "")
                    << late << rotated;
            }
        }
    }

    void refusedOnTheWay()
    {
        QFETCH(int, late);
        QFETCH(bool, rotated);
        VirtualClock clock;
        FixedRandom random;
        ScriptedTransport transport;
        const auto endpoints = *api::Endpoints::underRoot(QUrl(u"http://127.0.0.1:9"_s));
        api::Limiter limiter(clock);
        api::TokenProvider tokens(transport, clock, endpoints, client);
        tokens.setTokens({.accessToken = u"old"_s, .refreshToken = u"refresh"_s, .expiresIn = 1h});
        api::Client all(transport, tokens, limiter, api::Environment{clock, random}, endpoints);
        int refreshes = 0;
        transport.otherwise([&](const api::HttpRequest &request) -> api::Result<api::HttpResponse> {
            if (request.url.path() == u"/token"_s) {
                ++refreshes;
                return jsonAnswer(
                    rotated ? R"({"access_token":"new","refresh_token":"second","expires_in":3600})"
                            : R"({"access_token":"new","expires_in":3600})");
            }
            const bool fresh = api::HttpResponse{.headers = request.headers}.header("Authorization")
                == "Bearer new";
            return fresh ? jsonAnswer("{}") : jsonAnswer(R"({"error":{"code":401}})", 401);
        });
        for (int i = 0; i < late; ++i)
            transport.thenHang();
        sendAll(all);
        clock.advance(1min);
        QCOMPARE(m_answered, calls - late);
        for (int i = 0; i < late; ++i) {
            QVERIFY(transport.resume(jsonAnswer(R"({"error":{"code":401}})", 401)));
            clock.advance(1s);
        }
        clock.advance(1min);
        QCOMPARE(refreshes, 1);
        QCOMPARE(m_answered, calls);
    }

    void againstTheEmulator()
    {
        QProcess emulator;
        emulator.start(
            QString::fromLocal8Bit(LINNET_EMULATOR),
            {u"--seed"_s, u"demo"_s, u"--no-quota"_s, u"--auto-approve"_s, u"--die-with-parent"_s});
        QVERIFY(emulator.waitForStarted());
        while (!emulator.canReadLine())
            QVERIFY(emulator.waitForReadyRead(30'000));
        const QUrl root(QString::fromLatin1(emulator.readLine().trimmed().split(' ').constLast()));
        QNetworkAccessManager network;
        const auto ask = [&](const QString &path, const QByteArray &type, const QByteArray &body) {
            QNetworkRequest request(root.resolved(QUrl(path)));
            request.setHeader(QNetworkRequest::ContentTypeHeader, type);
            QNetworkReply *reply = network.post(request, body);
            (void)QTest::qWaitFor([reply] { return reply->isFinished(); }, 20'000);
            reply->deleteLater();
            return QJsonDocument::fromJson(reply->readAll()).object();
        };
        const auto act = [&](const QJsonObject &action) {
            return ask(u"/emulator/act"_s, "application/json", QJsonDocument(action).toJson());
        };
        const auto form = [&](const QString &path, const QList<QPair<QString, QString>> &fields) {
            QUrlQuery query;
            query.setQueryItems(fields);
            return ask(path, "application/x-www-form-urlencoded",
                       query.toString(QUrl::FullyEncoded).toLatin1());
        };
        const QJsonObject code
            = form(u"/device/code"_s,
                   {{u"client_id"_s, client.id}, {u"scope"_s, api::defaultScopes().join(u' ')}});
        act({{u"action"_s, u"approve"_s}, {u"userCode"_s, code.value(u"user_code"_s)}});
        const QJsonObject grant
            = form(u"/token"_s,
                   {{u"client_id"_s, client.id},
                    {u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s},
                    {u"device_code"_s, code.value(u"device_code"_s).toString()}});
        QVERIFY(grant.contains(u"refresh_token"_s));

        api::SystemClock clock;
        api::SystemRandom random;
        api::NetworkTransport transport(u"Linnet/test"_s);
        api::Limiter limiter(clock);
        const auto endpoints = *api::Endpoints::underRoot(root);
        api::TokenProvider tokens(transport, clock, endpoints, client);
        tokens.setTokens({.accessToken = grant.value(u"access_token"_s).toString(),
                          .refreshToken = grant.value(u"refresh_token"_s).toString()});
        api::Client all(transport, tokens, limiter, api::Environment{clock, random}, endpoints);
        act({{u"action"_s, u"rotate"_s}}); // a second refresh would be with a dead token
        act({{u"action"_s, u"latency"_s}, {u"ms"_s, 20}, {u"jitter"_s, 30}});
        act({{u"action"_s, u"expire"_s}});
        act({{u"action"_s, u"clearLog"_s}});
        sendAll(all);
        QTRY_COMPARE_WITH_TIMEOUT(m_answered, calls, 60'000);
        QNetworkReply *reply
            = network.get(QNetworkRequest(root.resolved(QUrl(u"/emulator/log?path=^/token$"_s))));
        QVERIFY(QTest::qWaitFor([reply] { return reply->isFinished(); }, 20'000));
        QCOMPARE(QJsonDocument::fromJson(reply->readAll()).object().value(u"count"_s).toInt(), 1);
        reply->deleteLater();
        emulator.kill();
        emulator.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(TestTokenStorm)
#include "tst_tokenstorm.moc"
