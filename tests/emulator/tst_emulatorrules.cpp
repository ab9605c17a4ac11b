// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace emulator;

namespace {

QByteArray rowName(const QByteArray &query)
{
    return query.size() < 200 ? query : QByteArray::number(query.size()) + " characters";
}

} // namespace

/// What the service's description says in sentences only: update masks, what a filter may combine,
/// request ids, and the pieces of an upload.
class TestEmulatorRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spaceMasks_data();
    void spaceMasks();
    void permissionsOfOnePath();
    void asterisks_data();
    void asterisks();
    void messageFilters_data();
    void messageFilters();
    void spaceQueries_data();
    void spaceQueries();
    void alternativesOfSpaces();
    void memberFilters_data();
    void memberFilters();
    void requestIdsOfMessages();
    void requestIdsOfSpaces();
    void pieces_data();
    void pieces();
    void sessionAddresses_data();
    void sessionAddresses();
};

void TestEmulatorRules::spaceMasks_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    const auto row = [](const char *mask, const char *body, int code) {
        QTest::newRow(mask) << QByteArray(body) << code;
    };
    const char *level = R"({"permissionSettings":{"replyMessages":{"managersAllowed":true},
                            "viewSpaceMembership":{"managersAllowed":true},
                            "postMessages":{"managersAllowed":true}}})";
    row("displayName", R"({"displayName":"Crew"})", 200);
    row("display_name,spaceDetails", R"({"displayName":"Crew","spaceDetails":{}})", 200);
    row("spaceType,displayName", R"({"displayName":"Crew","spaceType":"SPACE"})", 200);
    row("spaceType", R"({"displayName":"Crew","spaceType":"SPACE"})", 400);
    row("*", R"({"displayName":"Crew"})", 400);
    row("", R"({"displayName":"Crew"})", 400);
    row("externalUserAllowed", R"({"externalUserAllowed":true})", 400);
    // Input when a space is made.
    row("predefinedPermissionSettings", R"({"predefinedPermissionSettings":"ANNOUNCEMENT_SPACE"})",
        400);
    row("spaceHistoryState", R"({"spaceHistoryState":"HISTORY_OFF"})", 200);
    row("spaceHistoryState,displayName",
        R"({"spaceHistoryState":"HISTORY_OFF","displayName":"Crew"})", 400);

    row("permissionSettings", level, 200);
    row("permissionSettings.replyMessages", level, 200);
    row("permission_settings.reply_messages,permissionSettings.manageApps", level, 200);
    row("permissionSettings.viewSpaceMembership", level, 400);
    row("permissionSettings.postMessages", level, 400);
    row("permissionSettings.replyMessages,displayName", level, 400);
    row("permissionSettings.replyMessages,accessSettings.audience", level, 400);

    const char *access = R"({"accessSettings":{"audience":"audiences/default",
        "accessPermissionSettings":{"discoverSpaceSetting":{"principals":[]},
            "joinSpaceSetting":{"principals":[]},
            "viewSpaceMembershipSetting":{"principals":[]}}}})";
    row("accessSettings", access, 400);
    row("accessSettings.audience", access, 200);
    row("accessSettings.audience,spaceDetails", access, 400);
    row("accessSettings.accessPermissionSettings", access, 200);
    row("access_settings.access_permission_settings.discoverSpaceSetting", access, 200);
    row("access_settings.access_permission_settings.joinSpaceSetting,"
        "access_settings.access_permission_settings.discoverSpaceSetting",
        access, 200);
    row("accessSettings.accessPermissionSettings.viewSpaceMembershipSetting", access, 400);
    row("accessSettings.accessPermissionSettings.viewSpaceMembershipSetting,"
        "permissionSettings.viewSpaceMembership",
        access, 400);
    row("accessSettings.accessPermissionSettings.joinSpaceSetting,accessSettings.audience", access,
        400);
}

void TestEmulatorRules::spaceMasks()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, code);
    Fixture fixture;
    const QString manager = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    const quint64 before = fixture.world.revision();
    const auto reply = fixture.callAs(
        manager, "PATCH",
        "/v1/spaces/TEAM?updateMask="_L1 + QString::fromLatin1(QTest::currentDataTag()), body);
    QVERIFY2(reply.code == code, reply.body.constData());
    QCOMPARE(fixture.world.revision() != before, code == 200);
}

/// A path takes over what it names and nothing beside it; all of them never what is told only.
void TestEmulatorRules::permissionsOfOnePath()
{
    Fixture fixture;
    const QString manager = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    const QByteArray body = R"({"permissionSettings":{"replyMessages":{"managersAllowed":true},
        "manageApps":{"managersAllowed":true},"postMessages":{"managersAllowed":true}}})";
    const auto members = [&](const QString &mask, QLatin1StringView setting) {
        const auto reply
            = fixture.callAs(manager, "PATCH", "/v1/spaces/TEAM?updateMask="_L1 + mask, body);
        return reply.json.value("permissionSettings"_L1)
            .toObject()
            .value(setting)
            .toObject()
            .value("membersAllowed"_L1)
            .toBool();
    };
    const QString one = u"permissionSettings.replyMessages"_s;
    QVERIFY(!members(one, "replyMessages"_L1));
    QVERIFY(members(one, "manageApps"_L1));
    const QString all = u"permissionSettings"_s;
    QVERIFY(!members(all, "manageApps"_L1));
    QVERIFY(members(all, "postMessages"_L1));
}

void TestEmulatorRules::asterisks_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::newRow("a message") << u"spaces/TEAM/messages/client-1"_s
                               << QByteArray(R"({"text":"b"})") << 200;
    QTest::newRow("a role") << u"spaces/TEAM/members/3"_s
                            << QByteArray(R"({"role":"ROLE_MANAGER"})") << 200;
    QTest::newRow("a read state") << u"users/me/spaces/TEAM/spaceReadState"_s
                                  << QByteArray(R"({"lastReadTime":"2026-05-04T10:00:00Z"})")
                                  << 400;
    QTest::newRow("notifications") << u"users/me/spaces/TEAM/spaceNotificationSetting"_s
                                   << QByteArray(R"({"muteSetting":"MUTED",
                                          "notificationSetting":"ALL"})")
                                   << 400;
    QTest::newRow("availability") << u"users/me/availability"_s
                                  << QByteArray(R"({"customStatus":{"text":"a",
                                         "emoji":{"unicode":"🚆"}}})")
                                  << 400;
}

/// "*" stands for everything where that is written, and nowhere else.
void TestEmulatorRules::asterisks()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, body);
    QFETCH(const int, code);
    Fixture fixture;
    const QString manager = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    fixture.callAs(manager, "POST", u"/v1/spaces/TEAM/messages?messageId=client-1"_s,
                   R"({"text":"a"})");
    const auto reply
        = fixture.callAs(manager, "PATCH", "/v1/"_L1 + path + "?updateMask=*"_L1, body);
    QVERIFY2(reply.code == code, reply.body.constData());
}

void TestEmulatorRules::messageFilters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("code");
    const auto row = [](const QByteArray &filter, int code) {
        QTest::newRow(rowName(filter)) << QString::fromLatin1(filter) << code;
    };
    row("sender.name = \"users/1\" OR sender.name = \"users/2\"", 200);
    row("sender.name = \"users/1\" AND sender.name = \"users/2\"", 400);
    row("sender.name = \"users/1\" sender.name = \"users/2\"", 400);
    row("(sender.name = \"users/1\" OR sender.name = \"users/2\") AND sender.name = \"users/3\"",
        400);
    row("space.name = \"spaces/TEAM\" OR space.name = \"spaces/GROUP\"", 200);
    row("space.name = \"spaces/TEAM\" AND space.name = \"spaces/GROUP\"", 400);
    row("a AND (space.name = \"spaces/TEAM\" AND (b AND space.name = \"spaces/GROUP\"))", 400);
    row("create_time >= \"2022-01-01T00:00:00Z\" AND create_time < \"2023-01-01T00:00:00Z\"", 200);
    row("create_time >= \"2022-01-01T00:00:00Z\" AND create_time >= \"2023-01-01T00:00:00Z\"", 400);
    row("create_time < \"2022-01-01T00:00:00Z\" create_time < \"2023-01-01T00:00:00Z\"", 400);
    row("create_time >= \"2022-01-01T00:00:00Z\" OR create_time < \"2021-01-01T00:00:00Z\"", 400);
    for (const QByteArray field : {"annotations.user_mentions.user.name:", "space.display_name:"}) {
        const QByteArray one = field + "\"users/1\"";
        const QByteArray two = field + "\"users/2\"";
        const QByteArray three = field + "\"users/3\"";
        row(one + " AND " + two, 200);
        row(one + " OR " + two, 200);
        row('(' + one + " OR " + two + ") AND " + three, 400);
        row('(' + one + " OR " + two + ") AND x AND (" + three + " OR " + one + ')', 400);
    }
    row("\"things to do\" \"urgent\" has_link() AND is_unread() attachment:*", 200);
    row(QByteArray(1000, 'a'), 200);
    row(QByteArray(1001, 'a'), 400);
}

void TestEmulatorRules::messageFilters()
{
    QFETCH(const QString, filter);
    QFETCH(const int, code);
    Fixture fixture;
    const auto reply = fixture.call("POST", u"/v1/spaces/-/messages:search"_s,
                                    QJsonDocument(QJsonObject{{u"filter"_s, filter}}).toJson());
    QVERIFY2(reply.code == code, reply.body.constData());
}

void TestEmulatorRules::spaceQueries_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("code");
    const auto row = [](const QByteArray &query, int code) {
        QTest::newRow(rowName(query)) << QString::fromLatin1(query) << code;
    };
    const QByteArray type = "space_type = \"SPACE\"";
    row("(display_name:\"Hello\" OR display_name:\"Fun\") AND " + type, 200);
    row("display_name:\"Hello\" AND display_name:\"Fun\" AND " + type, 400);
    row("(external_user_allowed = \"true\" AND display_name:\"Hello\" AND " + type + ')', 200);
    row("(external_user_allowed = \"true\" OR external_user_allowed = \"false\") AND " + type, 200);
    row("external_user_allowed = \"true\" AND external_user_allowed = \"false\" AND " + type, 400);
    row(type + " AND " + type, 400);
    row('(' + type + " OR " + type + ')', 400);
    row(type + " OR display_name:\"Hello\"", 400);
    row(type + " AND create_time > \"2022-01-01T00:00:00Z\"", 400);
    row(type + " AND display_name:\"" + QByteArray(960, 'a') + '"', 200);
    row(type + " AND display_name:\"" + QByteArray(961, 'a') + '"', 400);
}

void TestEmulatorRules::spaceQueries()
{
    QFETCH(const QString, query);
    QFETCH(const int, code);
    Fixture fixture;
    const auto reply = fixture.call("GET", "/v1/spaces:search?query="_L1 + Fixture::escaped(query));
    QVERIFY2(reply.code == code, reply.body.constData());
}

void TestEmulatorRules::alternativesOfSpaces()
{
    Fixture fixture;
    const auto count = [&](const QString &allowed) {
        const QString query
            = "space_type = \"SPACE\" AND display_name:\"team\" AND ("_L1 + allowed + u')';
        return fixture.call("GET", "/v1/spaces:search?query="_L1 + Fixture::escaped(query))
            .list("results")
            .size();
    };
    QCOMPARE(count(u"external_user_allowed = \"true\""_s), 0);
    QCOMPARE(count(u"external_user_allowed = \"false\" OR external_user_allowed = \"true\""_s), 1);
}

void TestEmulatorRules::memberFilters_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("role = \"ROLE_MANAGER\" OR role = \"ROLE_MEMBER\"") << 200;
    QTest::newRow("role = \"ROLE_ASSISTANT_MANAGER\"") << 400;
    QTest::newRow("role != \"ROLE_MEMBER\"") << 400;
    QTest::newRow("role = \"ROLE_MANAGER\" OR member.type = \"BOT\"") << 200;
    QTest::newRow("member.type = \"GROUP\"") << 400;
}

void TestEmulatorRules::memberFilters()
{
    QFETCH(const int, code);
    Fixture fixture;
    const auto reply
        = fixture.call("GET",
                       "/v1/spaces/TEAM/members?filter="_L1
                           + Fixture::escaped(QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY2(reply.code == code, reply.body.constData());
}

void TestEmulatorRules::requestIdsOfMessages()
{
    Fixture fixture;
    const QString first = fixture.post(u"spaces/TEAM"_s, u"a"_s, u"requestId=r"_s);
    // In another space: the message that is there, and not another one.
    QCOMPARE(fixture.post(u"spaces/GROUP"_s, u"a"_s, u"requestId=r"_s), first);
    QCOMPARE(fixture.world.space(u"GROUP"_s)->messages.size(), size_t(0));
    QCOMPARE(fixture.world.violations.size(), 1);
    const QString other = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    const auto refused = fixture.callAs(other, "POST", u"/v1/spaces/TEAM/messages?requestId=r"_s,
                                        R"({"text":"a"})");
    QCOMPARE(refused.code, 400);
    QCOMPARE(fixture.world.violations.size(), 2);
    QCOMPARE(fixture.world.space(u"TEAM"_s)->messages.size(), size_t(1));
}

void TestEmulatorRules::requestIdsOfSpaces()
{
    Fixture fixture;
    const QString target = u"/v1/spaces?requestId=r"_s;
    const QByteArray body = R"({"spaceType":"SPACE","displayName":"New"})";
    const QString made = fixture.call("POST", target, body).text("name");
    QCOMPARE(fixture.call("POST", target, body).text("name"), made);
    QVERIFY(fixture.world.violations.isEmpty());
    QCOMPARE(
        fixture.call("POST", target, R"({"spaceType":"SPACE","displayName":"Newer"})").text("name"),
        made);
    QCOMPARE(fixture.world.violations.size(), 1);
    const QString other = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    QCOMPARE(fixture.callAs(other, "POST", target, body).code, 400);
    QCOMPARE(fixture
                 .callAs(other, "POST", u"/v1/spaces:setup"_s,
                         R"({"requestId":"r","space":{"spaceType":"SPACE","displayName":"X"}})")
                 .code,
             400);
}

namespace {

constexpr qsizetype unit = qsizetype(256) * 1024;

/// An upload session to TEAM of so many bytes; its address.
QString session(Fixture &fixture, qint64 total)
{
    HttpRequest start = Fixture::request(
        "POST", u"/resumable/upload/v1/spaces/TEAM/attachments:upload?uploadType=resumable"_s,
        R"({"filename":"b.bin"})");
    start.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
    start.headers.insert("x-upload-content-length", QByteArray::number(total));
    const HttpResponse begun = fixture.service.respond(start);
    return QString::fromLatin1(begun.headers.first().second)
        .mid(fixture.service.settings.baseUrl.size());
}

int put(Fixture &fixture, const QString &address, qsizetype size, const QByteArray &range)
{
    HttpRequest request = Fixture::request("PUT", address, QByteArray(size, 'x'));
    request.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
    if (!range.isEmpty())
        request.headers.insert("content-range", range);
    return fixture.service.respond(request).status;
}

} // namespace

void TestEmulatorRules::pieces_data()
{
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, qsizetype bytes, const QByteArray &range, int code) {
        QTest::newRow(name) << bytes << range << code;
    };
    // The second piece of 256 KiB and ten bytes; the first has come.
    row("the rest", 10, "bytes 262144-262153/262154", 200);
    row("asking", 0, "bytes */262154", 308);
    row("asking with bytes", 10, "bytes */262154", 400);
    row("asking of another length", 0, "bytes */300000", 400);
    row("fewer bytes than said", 9, "bytes 262144-262153/262154", 400);
    row("more bytes than said", 11, "bytes 262144-262153/262154", 400);
    row("beyond the end", 11, "bytes 262144-262154/262154", 400);
    row("another length", 10, "bytes 262144-262153/262160", 400);
    row("not the last, and odd", 5, "bytes 262144-262148/262154", 400);
    row("a gap", 5, "bytes 262149-262153/262154", 400);
    row("from the beginning again", unit, "bytes 0-262143/262154", 400);
    row("all at once after a piece", unit + 10, {}, 400);
    row("no range", 10, "bytes 262144/262154", 400);
}

void TestEmulatorRules::pieces()
{
    QFETCH(const qsizetype, bytes);
    QFETCH(const QByteArray, range);
    QFETCH(const int, code);
    Fixture fixture;
    const QString address = session(fixture, unit + 10);
    QCOMPARE(put(fixture, address, unit, "bytes 0-262143/262154"), 308);
    QCOMPARE(put(fixture, address, bytes, range), code);
    if (code == 400) // nothing was taken
        QCOMPARE(put(fixture, address, 10, "bytes 262144-262153/262154"), 200);
}

void TestEmulatorRules::sessionAddresses_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("another upload type") << u"uploadType=resumable"_s << u"uploadType=media"_s;
    QTest::newRow("no upload type") << u"uploadType=resumable&"_s << QString();
    QTest::newRow("a parameter more") << u"&upload_id"_s << u"&fields=name&upload_id"_s;
    QTest::newRow("another space") << u"spaces/TEAM"_s << u"spaces/GROUP"_s;
}

void TestEmulatorRules::sessionAddresses()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    Fixture fixture;
    const QString address = session(fixture, 10);
    QVERIFY(address.contains(from));
    QCOMPARE(put(fixture, QString(address).replace(from, to), 10, "bytes 0-9/10"), 400);
    QCOMPARE(put(fixture, address, 10, "bytes 0-9/10"), 200);
}

QTEST_GUILESS_MAIN(TestEmulatorRules)
#include "tst_emulatorrules.moc"
