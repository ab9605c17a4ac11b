// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/networktransport.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/virtualclock.h"

#include <QEventLoop>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace linnet;
using linnet::test::FixedRandom;
using linnet::test::ScriptedServer;

// QNetworkAccessManager by itself puts up to four writes on the wire for one. Many requests, a
// quarter of which is cut off after the server has read them, on connections that were kept alive
// or are new: the server counts one for each. LINNET_WRITES sets how many.
class TestOneWrite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOnTheWireForEach()
    {
        bool set = false;
        const int wanted = qEnvironmentVariableIntValue("LINNET_WRITES", &set);
        const int most = set ? wanted : 10'000;
        FixedRandom random(7);
        ScriptedServer server;
        api::NetworkTransport transport(u"Linnet/test"_s);
        int cut = 0;
        int unknown = 0;
        int answered = 0;
        for (int i = 0; i < most; ++i) {
            const double dice = random.unit();
            if (dice < 0.25) {
                ++cut;
                const QByteArray begun = random.unit() < 0.5 ? "" : "HTTP/1.1 200 OK\r\nContent-";
                server.then({.bytes = begun, .close = dice < 0.12, .reset = dice >= 0.12});
            } else {
                server.then(ScriptedServer::answer("{}"));
            }
            static const QByteArray verbs[] = {"POST", "PATCH", "PUT", "DELETE"};
            api::HttpRequest request{.verb = verbs[random.next() % 4],
                                     .url = server.url(u"/v1/x"_s)};
            if (request.verb != "DELETE")
                request.body = api::HttpBody{.contentType = "application/json", .head = "{}"};
            QEventLoop loop;
            const auto exchange = transport.send(
                std::move(request), [&](const api::Result<api::HttpResponse> &answer) {
                    loop.quit();
                    answered += answer.has_value();
                    unknown += !answer && answer.error().effectUnknown;
                });
            loop.exec();
            QCOMPARE(server.requests().size(), i + 1);
        }
        std::printf(
            "%d writes, %d of them cut off: %d on the wire; %d answered, %d told as unknown\n",
            most, cut, int(server.requests().size()), answered, unknown);
        QCOMPARE(answered, most - cut);
        QCOMPARE(unknown, cut);
        QCOMPARE(server.requests().size(), most);
    }
};

QTEST_GUILESS_MAIN(TestOneWrite)
#include "tst_onewrite.moc"
