// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/networktransport.h"
#include "tests/matrix/faultkinds.h"

#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace linnet;
using linnet::test::FaultKind;
using linnet::test::faultKinds;
using linnet::test::ScriptedServer;

namespace {

const QByteArray truth
    = R"({"name":"spaces/A/messages/B","text":"a longer text, to be cut in two"})";

} // namespace

// Every kind of the matrix that is a matter of bytes: played over a real connection, the real
// transport makes of it what the matrix takes for it.
class TestFaultWire : public QObject
{
    Q_OBJECT

private:
    static QUrl urlFor(const FaultKind &kind, const ScriptedServer &server)
    {
        switch (kind.proof) {
        case FaultKind::Proof::Bytes:
            return server.url(u"/v1/x"_s);
        case FaultKind::Proof::Nobody:
            return QUrl(u"http://127.0.0.1:1/v1/x"_s);
        case FaultKind::Proof::NoName:
            return QUrl(u"http://nowhere.invalid/v1/x"_s);
        case FaultKind::Proof::Certificate:
            break;
        }
        return {};
    }

    static void compare(const api::HttpResponse &found, const api::HttpResponse &expected)
    {
        QCOMPARE(found.status, expected.status);
        QCOMPARE(found.body, expected.body);
        for (const auto &[name, value] : expected.headers)
            QCOMPARE(found.header(name), value);
    }

private Q_SLOTS:
    void kinds_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("verb");
        for (const char *verb : {"GET", "POST", "PATCH", "DELETE"}) {
            for (int i = 0; i < int(faultKinds().size()); ++i) {
                QTest::addRow("%s, %s", verb, faultKinds()[std::size_t(i)].name.constData())
                    << i << QByteArray(verb);
            }
        }
    }

    void kinds()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, verb);
        const FaultKind &played = faultKinds()[std::size_t(kind)];
        if (played.proof == FaultKind::Proof::Certificate)
            QSKIP("proved by tst_networktransport, untrustedCertificate");
        ScriptedServer server;
        if (played.wire)
            server.otherwise(played.wire(truth));
        api::NetworkTransport transport(u"Linnet/test"_s);
        api::HttpRequest request{.verb = verb,
                                 .url = urlFor(played, server),
                                 .stall = std::chrono::milliseconds(played.endless ? 150 : 20'000),
                                 .deadline
                                 = std::chrono::milliseconds(played.endless ? 600 : 20'000)};
        if (verb == "POST" || verb == "PATCH")
            request.body = api::HttpBody{.contentType = "application/json", .head = "{}"};
        std::optional<api::Result<api::HttpResponse>> result;
        const auto exchange
            = transport.send(std::move(request), [&](api::Result<api::HttpResponse> answer) {
                  result = std::move(answer);
              });
        QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 30'000);
        const bool write = verb != "GET";
        const auto expected = played.report(write, api::HttpResponse{.status = 200, .body = truth});
        QCOMPARE(result->has_value(), expected.has_value());
        if (expected)
            return compare(**result, *expected);
        // Whether Qt reads the beginning of an answer before it sees the connection's end is a
        // race; where it does not, it would send again, and the body that goes once only forbids
        // that.
        const bool endSeenFirst = write && expected.error().kind == api::Error::Kind::Truncated
            && result->error().kind == api::Error::Kind::OutcomeUnknown;
        if (!endSeenFirst) {
            QCOMPARE(api::kindName(result->error().kind), api::kindName(expected.error().kind));
            QCOMPARE(result->error().httpStatus, expected.error().httpStatus);
        }
        QCOMPARE(result->error().effectUnknown, expected.error().effectUnknown);
        if (write)
            QVERIFY2(server.count(verb) <= 1, "written more than once");
    }
};

QTEST_GUILESS_MAIN(TestFaultWire)
#include "tst_faultwire.moc"
