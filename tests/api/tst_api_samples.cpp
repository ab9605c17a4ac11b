// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/client.h"
#include "api/oauth/tokenendpoint.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::api;

// JSON that nobody here wrote, if it lies beside the project (../shared/samples): all of it is read
// without an error, and what it is known to hold is there.
class TestApiSamples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void reads_data();
    void reads();

private:
    QDir m_folder{QStringLiteral(QT_TESTCASE_SOURCEDIR "/../../../shared/samples")};
};

void TestApiSamples::initTestCase()
{
    if (!m_folder.exists())
        QSKIP("no ../shared/samples beside the project");
}

void TestApiSamples::reads_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files = m_folder.entryList({u"*.json"_s}, QDir::Files);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file;
}

void TestApiSamples::reads()
{
    QFETCH(QString, file);
    QFile source(m_folder.filePath(file));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QByteArray bytes = source.readAll();
    const Result<QJsonObject> json = wire::parseAnswer({.status = 200, .body = bytes});
    if (!json && bytes.trimmed().startsWith('['))
        return;
    QVERIFY2(json.has_value(), qPrintable(json ? QString() : kindName(json.error().kind)));
    // Whatever it is, as any resource it is read without harm.
    const Message message = Message::fromJson(*json);
    (void)Message::fromJson((*json)["message"_L1].toObject());
    (void)SpaceEvent::fromJson(*json);
    if (file.startsWith("message-"_L1))
        QVERIFY(message.text || !message.cardsV2.isEmpty() || !message.accessoryWidgets.isEmpty()
                || message.name);
    if (file.startsWith("user-"_L1))
        QVERIFY(User::fromJson(*json).name);
    if (file == "oauth-token-success.json"_L1)
        QVERIFY(readTokens(*json)->refreshToken.size() > 10);
    const auto kindOf = [&](int status) { return kindName(errorFromHttp(status, bytes).kind); };
    if (file == "error-chat-app-not-found.json"_L1)
        QCOMPARE(kindOf(404), u"ChatAppNotConfigured"_s);
    if (file == "error-scope-insufficient.json"_L1)
        QCOMPARE(kindOf(403), u"ScopeInsufficient"_s);
    if (file == "error-doc-webhook-unavailable-status-only.json"_L1)
        QCOMPARE(kindOf(503), u"Unavailable"_s);
    if (file == "oauth-device-invalid-scope-400.json"_L1)
        QCOMPARE(kindOf(400), u"InvalidScope"_s);
    if (file == "oauth-refresh-invalid-grant-400.json"_L1)
        QCOMPARE(kindOf(400), u"SignedOut"_s);
    if (file == "oauth-device-denied-403.json"_L1)
        QCOMPARE(kindOf(403), u"AccessDenied"_s);
    if (file == "oauth-device-quota-403.json"_L1)
        QCOMPARE(kindOf(403), u"RateLimited"_s);
}

QTEST_GUILESS_MAIN(TestApiSamples)
#include "tst_api_samples.moc"
