// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/errormapping.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

class TestMappingErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyErrorHasAMeaning()
    {
        using Kind = api::Error::Kind;
        for (int kind = 0; kind <= int(Kind::Cancelled); ++kind) {
            const api::Error wire{.kind = Kind(kind),
                                  .httpStatus = 418,
                                  .rpcStatus = u"TEAPOT"_s,
                                  .reason = u"WHY"_s,
                                  .message = u"words"_s,
                                  .retryAfter = std::chrono::seconds(3)};
            const Error error = sync::toError(wire);
            QCOMPARE(error.httpStatus, 418);
            QCOMPARE(error.rpcStatus, u"TEAPOT"_s);
            QCOMPARE(error.reason, u"WHY"_s);
            QCOMPARE(error.detail, u"words"_s);
            QVERIFY(error.retryAfter == std::chrono::seconds(3));
        }
        // Whether a write may have happened decides what becomes of it.
        QCOMPARE(sync::toError({.kind = Kind::Timeout, .effectUnknown = true}).kind,
                 ErrorKind::OutcomeUnknown);
        QCOMPARE(sync::toError({.kind = Kind::Timeout}).kind, ErrorKind::Timeout);
        QCOMPARE(sync::toError({.kind = Kind::ConnectionLost}).kind, ErrorKind::Offline);
    }
};

QTEST_GUILESS_MAIN(TestMappingErrors)
#include "tst_mapping_errors.moc"
