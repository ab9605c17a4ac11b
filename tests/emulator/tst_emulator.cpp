// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"
#include "methods.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace emulator;

/// The documented rules of calls, lists, spaces, members and read states.
class TestEmulator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMethodIsServed();
    void refused_data();
    void refused();
    void accepted_data();
    void accepted();
    void tokenIsNeeded();
    void scopeIsNeeded();
    void pagesOfMessages();
    void pageTokenBelongsToItsParameters();
    void emptyPagesOnDemand();
    void emptyListIsAnEmptyObject();
    void readStateIsCoerced();
    void directMessagesAreFoundOrMade();
    void spacesAreChangedByThoseWhoMay();
    void faultyListsStayLists();
    void silentConversationsAreNotListed();
    void membersMayBeHidden();
    void quotaPerSpace();
    void switchesOfTheService();
};

void TestEmulator::everyMethodIsServed()
{
    const Schema schema = Schema::fromResource();
    const Handlers handlers = allMethods();
    QCOMPARE(int(schema.methods().size()), 54);
    for (const Method &method : schema.methods())
        QVERIFY2(handlers.contains(method.id), qPrintable(method.id));
}

void TestEmulator::refused_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("status");
    const auto row = [](const char *name, const char *verb, const QString &target,
                        const QByteArray &body, int code, const char *status) {
        QTest::newRow(name) << QString::fromLatin1(verb) << target << body << code
                            << QString::fromLatin1(status);
    };
    const auto filter = [](const QString &path, const char *text) {
        return QString(path + "?filter="_L1 + Fixture::escaped(QString::fromUtf8(text)));
    };
    const QString messages = u"/v1/spaces/TEAM/messages"_s;
    const QString events = u"/v1/spaces/TEAM/spaceEvents"_s;
    const QString members = u"/v1/spaces/TEAM/members"_s;
    const char *bad = "INVALID_ARGUMENT";
    row("unknown query", "GET", u"/v1/spaces?colour=red"_s, {}, 400, bad);
    row("unknown field", "POST", messages, R"({"text":"a","colour":1})", 400, bad);
    row("unknown field within", "POST", messages, R"({"text":"a","thread":{"id":"x"}})", 400, bad);
    row("wrong type", "POST", messages, R"({"text":7})", 400, bad);
    row("no JSON", "POST", messages, "{text", 400, bad);
    row("no object", "POST", messages, "[1]", 400, bad);
    row("page size is a word", "GET", messages % u"?pageSize=many", {}, 400, bad);
    row("page size negative", "GET", messages % u"?pageSize=-1", {}, 400, bad);
    row("page token of nobody", "GET", messages % u"?pageToken=abc", {}, 400, bad);
    row("order", "GET", messages % u"?orderBy=text", {}, 400, bad);
    row("bool", "GET", messages % u"?showDeleted=yes", {}, 400, bad);
    row("enum", "POST", messages % u"?messageReplyOption=MAYBE", R"({"text":"a"})", 400, bad);
    row("filter >=", "GET", filter(messages, "create_time >= \"2026-01-01T00:00:00Z\""), {}, 400,
        bad);
    row("filter =", "GET", filter(messages, "create_time = \"2026-01-01T00:00:00Z\""), {}, 400,
        bad);
    row("filter or", "GET",
        filter(messages,
               "create_time > \"2026-01-01T00:00:00Z\" OR create_time < \"2025-01-01T00:00:00Z\""),
        {}, 400, bad);
    row("filter field", "GET", filter(messages, "text = \"a\""), {}, 400, bad);
    row("filter time", "GET", filter(messages, "create_time > \"yesterday\""), {}, 400, bad);
    row("filter broken", "GET", filter(messages, "create_time >"), {}, 400, bad);
    row("filter two threads", "GET",
        filter(messages,
               "thread.name = spaces/TEAM/threads/a AND thread.name = spaces/TEAM/threads/b"),
        {}, 400, bad);
    row("space type", "GET", filter(u"/v1/spaces"_s, "spaceType = \"ROOM\""), {}, 400, bad);
    row("space type and", "GET",
        filter(u"/v1/spaces"_s, "spaceType = \"SPACE\" AND spaceType = \"GROUP_CHAT\""), {}, 400,
        bad);
    row("members two roles", "GET",
        filter(members, "role = \"ROLE_MANAGER\" AND role = \"ROLE_MEMBER\""), {}, 400, bad);
    row("events without filter", "GET", events, {}, 400, bad);
    row("events without type", "GET", filter(events, "start_time=\"2026-05-01T00:00:00Z\""), {},
        400, bad);
    row("events unknown type", "GET",
        filter(events, "event_types:\"google.workspace.chat.poll.v1.created\""), {}, 400, bad);
    row("events batch type", "GET",
        filter(events, "event_types:\"google.workspace.chat.message.v1.batchCreated\""), {}, 400,
        bad);
    row("events types with and", "GET",
        filter(events,
               "event_types:\"google.workspace.chat.message.v1.created\" AND "
               "event_types:\"google.workspace.chat.message.v1.updated\""),
        {}, 400, bad);
    row("events mixed without parentheses", "GET",
        filter(events,
               "start_time=\"2026-05-01T00:00:00Z\" AND "
               "event_types:\"google.workspace.chat.message.v1.created\" OR "
               "event_types:\"google.workspace.chat.message.v1.updated\""),
        {}, 400, bad);
    row("empty message", "POST", messages, R"({"text":"  "})", 400, bad);
    row("message id form", "POST", messages % u"?messageId=mine-1", R"({"text":"a"})", 400, bad);
    row("message id capitals", "POST", messages % u"?messageId=client-A", R"({"text":"a"})", 400,
        bad);
    row("cards of a user", "POST", messages, R"({"cardsV2":[]})", 403, "PERMISSION_DENIED");
    row("foreign thread", "POST", messages % u"?messageReplyOption=REPLY_MESSAGE_OR_FAIL",
        R"({"text":"a","thread":{"name":"spaces/OTHER/threads/x"}})", 400, bad);
    row("unknown thread", "POST", messages % u"?messageReplyOption=REPLY_MESSAGE_OR_FAIL",
        R"({"text":"a","thread":{"name":"spaces/TEAM/threads/x"}})", 404, "NOT_FOUND");
    row("no mask", "PATCH", messages % u"/x", R"({"text":"a"})", 404, "NOT_FOUND");
    row("not a member", "GET", u"/v1/spaces/SECRET"_s, {}, 403, "PERMISSION_DENIED");
    row("not a member, messages", "GET", u"/v1/spaces/SECRET/messages"_s, {}, 403,
        "PERMISSION_DENIED");
    row("no such space", "GET", u"/v1/spaces/NOWHERE"_s, {}, 404, "NOT_FOUND");
    row("no such message", "GET", messages % u"/a.b", {}, 404, "NOT_FOUND");
    row("no such path", "GET", u"/v1/planets"_s, {}, 404, "NOT_FOUND");
    row("wrong verb", "DELETE", u"/v1/spaces"_s, {}, 404, "NOT_FOUND");
    row("direct message unknown", "GET", u"/v1/spaces:findDirectMessage?name=users/2"_s, {}, 404,
        "NOT_FOUND");
    row("direct message nameless", "GET", u"/v1/spaces:findDirectMessage"_s, {}, 400, bad);
    row("same name", "POST", u"/v1/spaces"_s, R"({"spaceType":"SPACE","displayName":"team"})", 409,
        "ALREADY_EXISTS");
    row("nameless", "POST", u"/v1/spaces"_s, R"({"spaceType":"SPACE"})", 400, bad);
    row("setup alone", "POST", u"/v1/spaces:setup"_s, R"({"space":{"spaceType":"DIRECT_MESSAGE"}})",
        400, bad);
    row("patch mask", "PATCH", u"/v1/spaces/TEAM?updateMask=name"_s, "{}", 400, bad);
    row("patch without mask", "PATCH", u"/v1/spaces/TEAM"_s, "{}", 400, bad);
    row("admin", "GET", u"/v1/spaces/TEAM?useAdminAccess=true"_s, {}, 403, "PERMISSION_DENIED");
    row("app only", "GET", messages % u"/a/attachments/b", {}, 403, "PERMISSION_DENIED");
    row("import", "POST", u"/v1/spaces/TEAM:completeImport"_s, "{}", 403, "PERMISSION_DENIED");
    row("roles by a member", "PATCH", members % u"/3?updateMask=role", R"({"role":"ROLE_MANAGER"})",
        403, "PERMISSION_DENIED");
    row("join twice", "POST", members, R"({"member":{"name":"users/3","type":"HUMAN"}})", 409,
        "ALREADY_EXISTS");
    row("outsider", "POST", members, R"({"member":{"name":"users/4","type":"HUMAN"}})", 400,
        "FAILED_PRECONDITION");
    row("another's read state", "GET", u"/v1/users/2/spaces/TEAM/spaceReadState"_s, {}, 403,
        "PERMISSION_DENIED");
    row("read state mask", "PATCH", u"/v1/users/me/spaces/TEAM/spaceReadState?updateMask=name"_s,
        R"({"lastReadTime":"2026-05-04T10:00:00Z"})", 400, bad);
    row("read state time", "PATCH",
        u"/v1/users/me/spaces/TEAM/spaceReadState?updateMask=lastReadTime"_s,
        R"({"lastReadTime":"noon"})", 400, bad);
}

void TestEmulator::refused()
{
    QFETCH(QString, verb);
    QFETCH(QString, target);
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(QString, status);
    Fixture fixture;
    const quint64 before = fixture.world.revision();
    const auto reply = fixture.call(verb.toLatin1().constData(), target, body);
    QCOMPARE(reply.code, code);
    QCOMPARE(reply.status(), status);
    const QJsonObject error = reply.json.value("error"_L1).toObject();
    QCOMPARE(error.value("code"_L1).toInt(), code);
    QVERIFY(!error.value("message"_L1).toString().isEmpty());
    QCOMPARE(fixture.world.revision(), before);
}

void TestEmulator::accepted_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("body");
    const auto get = [](const char *name, const QString &path, const char *filter) {
        QTest::newRow(name) << u"GET"_s
                            << QString(path + "?filter="_L1
                                       + Fixture::escaped(QString::fromUtf8(filter)))
                            << QByteArray();
    };
    const QString messages = u"/v1/spaces/TEAM/messages"_s;
    const QString events = u"/v1/spaces/TEAM/spaceEvents"_s;
    get("time", messages, "create_time > \"2012-04-21T11:30:00-04:00\"");
    get("camel", messages, "createTime > \"2012-04-21T11:30:00.123456789Z\"");
    get("interval and thread", messages,
        "create_time > \"2012-04-21T11:30:00+00:00\" AND create_time < "
        "\"2030-01-01T00:00:00+00:00\" AND "
        "thread.name = spaces/TEAM/threads/123");
    get("types", u"/v1/spaces"_s, "spaceType = \"GROUP_CHAT\" OR spaceType = \"DIRECT_MESSAGE\"");
    get("roles", u"/v1/spaces/TEAM/members"_s, "role = \"ROLE_MANAGER\" OR role = \"ROLE_MEMBER\"");
    get("role and type", u"/v1/spaces/TEAM/members"_s,
        "member.type = \"HUMAN\" AND role = \"ROLE_MANAGER\"");
    get("no apps", u"/v1/spaces/TEAM/members"_s, "member.type != \"BOT\"");
    get("events", events, "event_types:\"google.workspace.chat.message.v1.created\"");
    get("events interval", events,
        "start_time=\"2026-05-01T19:20:33+00:00\" AND end_time=\"2026-05-04T19:21:54+00:00\" AND "
        "event_types:\"google.workspace.chat.message.v1.created\"");
    get("events group", events,
        "start_time=\"2026-05-01T19:20:33+00:00\" AND "
        "(event_types:\"google.workspace.chat.space.v1.updated\" "
        "OR event_types:\"google.workspace.chat.message.v1.created\")");
    const auto row
        = [](const char *name, const char *verb, const QString &target, const QByteArray &body) {
              QTest::newRow(name) << QString::fromLatin1(verb) << target << body;
          };
    row("descending", "GET", messages % u"?orderBy=createTime%20desc", {});
    row("DESC", "GET", messages % u"?orderBy=DESC", {});
    row("too large a page", "GET", messages % u"?pageSize=5000", {});
    row("standard parameters", "GET", u"/v1/spaces?alt=json&prettyPrint=false"_s, {});
    row("output fields are ignored", "POST", messages,
        R"({"text":"a","sender":{"name":"users/2"}})");
    row("integer as string", "POST", u"/v1/spaces/-/messages:search"_s,
        R"({"filter":"a","pageSize":"5"})");
    row("space", "POST", u"/v1/spaces?requestId=1"_s,
        R"({"spaceType":"SPACE","displayName":"New"})");
    row("rename", "PATCH", u"/v1/spaces/TEAM?updateMask=displayName"_s,
        R"({"displayName":"Crew"})");
    row("history", "PATCH", u"/v1/spaces/TEAM?updateMask=space_history_state"_s,
        R"({"spaceHistoryState":"HISTORY_OFF"})");
    row("leave", "DELETE", u"/v1/spaces/TEAM/members/1"_s, {});
    row("leave by mail", "DELETE", u"/v1/spaces/TEAM/members/robin@example.org"_s, {});
    row("group chats", "GET", u"/v1/spaces:findGroupChats?users=users/2&users=users/3"_s, {});
    row("own read state by mail", "GET",
        u"/v1/users/robin@example.org/spaces/TEAM/spaceReadState"_s, {});
}

void TestEmulator::accepted()
{
    QFETCH(QString, verb);
    QFETCH(QString, target);
    QFETCH(QByteArray, body);
    Fixture fixture;
    const auto reply = fixture.call(verb.toLatin1().constData(), target, body);
    QVERIFY2(reply.code == 200, reply.body.constData());
}

void TestEmulator::tokenIsNeeded()
{
    Fixture fixture;
    QCOMPARE(fixture.raw(Fixture::request("GET", u"/v1/spaces"_s)).status(), u"UNAUTHENTICATED"_s);
    QCOMPARE(fixture.callAs(u"ya29.no"_s, "GET", u"/v1/spaces"_s).code, 401);
    fixture.advance(3601);
    QCOMPARE(fixture.call("GET", u"/v1/spaces"_s).code, 401);
}

void TestEmulator::scopeIsNeeded()
{
    Fixture fixture;
    const QString weak
        = fixture.tokenFor(u"1"_s, {u"https://www.googleapis.com/auth/chat.messages.readonly"_s});
    QCOMPARE(fixture.callAs(weak, "GET", u"/v1/spaces/TEAM/messages"_s).code, 200);
    const auto reply
        = fixture.callAs(weak, "POST", u"/v1/spaces/TEAM/messages"_s, R"({"text":"a"})");
    QCOMPARE(reply.code, 403);
    QVERIFY(reply.body.contains("ACCESS_TOKEN_SCOPE_INSUFFICIENT"));
}

void TestEmulator::pagesOfMessages()
{
    Fixture fixture;
    QStringList sent;
    for (int i = 0; i < 60; ++i)
        sent.append(fixture.post(u"spaces/TEAM"_s, QString::number(i)));
    for (const char *order : {"", "createTime desc"}) {
        QStringList got;
        QString token;
        int pages = 0;
        do {
            const QString target = "/v1/spaces/TEAM/messages?orderBy="_L1
                + Fixture::escaped(QString::fromLatin1(order)) + "&pageToken="_L1 + token;
            const auto reply = fixture.call("GET", target);
            QCOMPARE(reply.code, 200);
            for (const QJsonValue message : reply.list("messages"))
                got.append(message.toObject().value("name"_L1).toString());
            token = reply.text("nextPageToken");
            ++pages;
            if (pages == 1) // posted between pages: must not shift what follows
                fixture.post(u"spaces/TEAM"_s, u"late"_s);
        } while (!token.isEmpty());
        QVERIFY(pages >= 3); // 25 a page
        if (*order) {
            std::reverse(got.begin(), got.end());
            QCOMPARE(got.mid(0, 60), sent);
        } else {
            QCOMPARE(got.mid(0, 60), sent);
            QCOMPARE(got.size(), 61);
        }
    }
}

void TestEmulator::pageTokenBelongsToItsParameters()
{
    Fixture fixture;
    for (int i = 0; i < 5; ++i)
        fixture.post(u"spaces/TEAM"_s, u"x"_s);
    const QString base = u"/v1/spaces/TEAM/messages?pageSize=2"_s;
    const QString token = fixture.call("GET", base).text("nextPageToken");
    QVERIFY(!token.isEmpty());
    QCOMPARE(fixture.call("GET", base % "&pageToken="_L1 % token).code, 200);
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/messages?pageSize=3&pageToken="_s % token).code,
             200);
    QCOMPARE(fixture.call("GET", base % "&orderBy=DESC&pageToken="_L1 % token).code, 400);
    QCOMPARE(fixture.call("GET", u"/v1/spaces/GROUP/messages?pageToken="_s % token).code, 400);
}

void TestEmulator::emptyPagesOnDemand()
{
    Fixture fixture;
    fixture.post(u"spaces/TEAM"_s, u"x"_s);
    fixture.act(R"({"action":"set","emptyPages":true})");
    for (const char *path : {"/v1/spaces/TEAM/messages", "/v1/spaces"}) {
        const QString target = QString::fromLatin1(path);
        const auto first = fixture.call("GET", target);
        QCOMPARE(first.json.keys(), QStringList{u"nextPageToken"_s});
        const auto second
            = fixture.call("GET", target % "?pageToken="_L1 % first.text("nextPageToken"));
        QVERIFY(second.json.size() == 1 && !second.json.contains("nextPageToken"_L1));
    }
}

void TestEmulator::emptyListIsAnEmptyObject()
{
    Fixture fixture;
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/messages"_s).body, QByteArray("{}"));
}

void TestEmulator::readStateIsCoerced()
{
    Fixture fixture;
    const QString first = fixture.post(u"spaces/TEAM"_s, u"a"_s);
    const QString second = fixture.post(u"spaces/TEAM"_s, u"b"_s);
    const QString target = u"/v1/users/me/spaces/TEAM/spaceReadState"_s;
    const auto set = [&](const QString &time) {
        return fixture
            .call("PATCH", target % "?updateMask=lastReadTime"_L1,
                  QJsonDocument(QJsonObject{{u"lastReadTime"_s, time}}).toJson())
            .text("lastReadTime");
    };
    const QString newest = fixture.call("GET", "/v1/"_L1 + second).text("createTime");
    const QString older = fixture.call("GET", "/v1/"_L1 + first).text("createTime");
    QCOMPARE(set(u"2030-01-01T00:00:00Z"_s), newest);
    QCOMPARE(set(older), older); // read states move backwards, too
    const auto got = fixture.call("GET", target);
    QCOMPARE(got.text("lastReadTime"), older);
    QCOMPARE(got.text("name"), u"users/1/spaces/TEAM/spaceReadState"_s);
    // A reply has the read state of its thread.
    const QString thread = second.section(u'/', -1).section(u'.', 0, 0);
    const QJsonObject reply
        = fixture.act(R"({"action":"message","space":"TEAM","text":"reply","user":"2","thread":")"
                      + thread.toLatin1() + R"("})");
    const auto replied = fixture.call("GET", "/v1/"_L1 + reply.value("name"_L1).toString());
    QVERIFY(replied.json.value("threadReply"_L1).toBool());
    fixture.act(R"({"action":"read","user":"me","space":"TEAM"})");
    QCOMPARE(fixture.call("GET", target).text("lastReadTime"), newest);
}

void TestEmulator::directMessagesAreFoundOrMade()
{
    Fixture fixture;
    const auto setup = [&](const char *user) {
        return fixture.call("POST", u"/v1/spaces:setup"_s,
                            QByteArray(R"({"space":{"spaceType":"DIRECT_MESSAGE"},"memberships":[)"
                                       R"({"member":{"name":")")
                                + user + R"(","type":"HUMAN"}}]})");
    };
    QCOMPARE(setup("users/3").text("name"), u"spaces/DIRECT"_s);
    QCOMPARE(fixture.call("GET", u"/v1/spaces:findDirectMessage?name=users/bob@example.org"_s)
                 .text("name"),
             u"spaces/DIRECT"_s);
    const QString made = setup("users/2").text("name");
    QVERIFY(made != u"spaces/DIRECT"_s);
    QCOMPARE(setup("users/2").text("name"), made);
    QVERIFY(!fixture.call("GET", "/v1/"_L1 + made).json.contains("displayName"_L1));
}

void TestEmulator::spacesAreChangedByThoseWhoMay()
{
    Fixture fixture;
    const QString ann = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    const QString team = u"/v1/spaces/TEAM"_s;
    const QString mask = team % "?updateMask=permission_settings"_L1;
    const QByteArray managersOnly = R"({"permissionSettings":{
        "modifySpaceDetails":{"managersAllowed":true},"manageMembersAndGroups":{"managersAllowed":true},
        "replyMessages":{"managersAllowed":true}}})";
    QCOMPARE(fixture.call("PATCH", mask, managersOnly).code, 403);
    QCOMPARE(fixture.callAs(ann, "PATCH", mask, managersOnly).code, 200);
    const QString rename = team % "?updateMask=display_name"_L1;
    QCOMPARE(fixture.call("PATCH", rename, R"({"displayName":"Mine"})").code, 403);
    QCOMPARE(fixture.callAs(ann, "PATCH", rename, R"({"displayName":"Ours"})").code, 200);
    QCOMPARE(fixture.callAs(ann, "PATCH", rename, R"({"displayName":"Secret"})").code, 409);
    QCOMPARE(fixture.call("DELETE", team % "/members/3"_L1).code, 403);
    const QString root = fixture.post(u"spaces/TEAM"_s, u"a"_s);
    const QByteArray thread = root.section(u'/', 3).section(u'.', 0, 0).toLatin1();
    const QByteArray reply
        = "{\"text\":\"b\",\"thread\":{\"name\":\"spaces/TEAM/threads/" + thread + "\"}}";
    const QString option = u"/messages?messageReplyOption=REPLY_MESSAGE_OR_FAIL"_s;
    QCOMPARE(fixture.call("POST", team % option, reply).code, 403);

    const QString both = team % "?updateMask=space_history_state,display_name"_L1;
    QCOMPARE(
        fixture
            .callAs(ann, "PATCH", both, R"({"spaceHistoryState":"HISTORY_OFF","displayName":"x"})")
            .code,
        400);
    QCOMPARE(fixture.call("DELETE", team).code, 403);
    QCOMPARE(fixture.callAs(ann, "DELETE", team).code, 200);
    QCOMPARE(fixture.call("GET", team).code, 404);
    const QString grow = u"/v1/spaces/GROUP?updateMask=space_type,display_name"_s;
    const auto grown
        = fixture.call("PATCH", grow, R"({"spaceType":"SPACE","displayName":"Grown"})");
    QCOMPARE(grown.text("spaceType"), u"SPACE"_s);
    const auto created = fixture.call("POST", u"/v1/spaces?requestId=q"_s,
                                      R"({"spaceType":"SPACE","displayName":"New"})");
    QCOMPARE(fixture
                 .call("POST", u"/v1/spaces?requestId=q"_s,
                       R"({"spaceType":"SPACE","displayName":"New"})")
                 .text("name"),
             created.text("name"));
}

void TestEmulator::faultyListsStayLists()
{
    Fixture fixture;
    for (int i = 0; i < 6; ++i)
        fixture.post(u"spaces/TEAM"_s, QString::number(i));
    const QString target = u"/v1/spaces/TEAM/messages?pageSize=2"_s;
    const auto withFault = [&](const QByteArray &kind, const QString &path) {
        fixture.act(R"({"action":"faults","faults":[{"match":"GET .*","kind":")" + kind + "\"}]}");
        return fixture.call("GET", path);
    };
    const auto first = withFault("reversed", target);
    QCOMPARE(first.list("messages").first().toObject().value("text"_L1).toString(), u"1"_s);
    const QString next = target % "&pageToken="_L1 % first.text("nextPageToken");
    QCOMPARE(withFault("expired-page-token", target).code, 200);
    QCOMPARE(withFault("expired-page-token", next).code, 400);
    QCOMPARE(withFault("page-loop", next).text("nextPageToken"), first.text("nextPageToken"));
    const auto again = withFault("duplicate-page", next);
    QCOMPARE(again.list("messages").first().toObject().value("text"_L1).toString(), u"0"_s);
}

void TestEmulator::silentConversationsAreNotListed()
{
    Fixture fixture;
    const auto names = [&] {
        QStringList result;
        for (const QJsonValue space : fixture.call("GET", u"/v1/spaces"_s).list("spaces"))
            result.append(space.toObject().value("name"_L1).toString());
        return result;
    };
    QCOMPARE(names(), QStringList{u"spaces/TEAM"_s});
    fixture.post(u"spaces/DIRECT"_s, u"hello"_s);
    QCOMPARE(names(), (QStringList{u"spaces/TEAM"_s, u"spaces/DIRECT"_s}));
}

void TestEmulator::membersMayBeHidden()
{
    Fixture fixture;
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/members"_s).list("memberships").size(), 3);
    fixture.world.space(u"TEAM"_s)->hiddenMembers = true;
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/members"_s).status(), u"PERMISSION_DENIED"_s);
    const QString ann = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    QCOMPARE(fixture.callAs(ann, "GET", u"/v1/spaces/TEAM/members"_s).code, 200);
}

void TestEmulator::quotaPerSpace()
{
    Fixture fixture;
    fixture.service.settings.quota = true;
    const auto send = [&](const char *space) {
        return fixture.call("POST", "/v1/spaces/"_L1 + QLatin1StringView(space) + "/messages"_L1,
                            R"({"text":"a"})");
    };
    QCOMPARE(send("TEAM").code, 200);
    const auto refused = send("TEAM");
    QCOMPARE(refused.code, 429);
    QCOMPARE(refused.status(), u"RESOURCE_EXHAUSTED"_s);
    QCOMPARE(send("GROUP").code, 200); // a window of its own
    fixture.advance(1.01);
    QCOMPARE(send("TEAM").code, 200);
    int reads = 0;
    while (fixture.call("GET", u"/v1/spaces/TEAM"_s).code == 200)
        ++reads;
    QCOMPARE(reads, 15);
}

void TestEmulator::switchesOfTheService()
{
    Fixture fixture;
    fixture.act(R"({"action":"set","chatAppMissing":true})");
    const auto missing = fixture.call("POST", u"/v1/spaces/TEAM/messages"_s, R"({"text":"a"})");
    QCOMPARE(missing.code, 404);
    QVERIFY(missing.body.contains("Google Chat app not found"));
    QCOMPARE(fixture.call("GET", u"/v1/spaces"_s).code, 200);
    fixture.act(R"({"action":"set","chatAppMissing":false,"hideNames":true})");
    const QString name = fixture.post(u"spaces/TEAM"_s, u"<users/2>"_s);
    const auto bare = fixture.call("GET", "/v1/"_L1 + name);
    QCOMPARE(bare.json.value("sender"_L1).toObject().keys(), (QStringList{u"name"_s, u"type"_s}));
    QCOMPARE(bare.text("text"), u"@Ann Bell"_s);
    fixture.act(R"({"action":"set","hideNames":false,"sloppyJson":true})");
    QByteArray seen; // each field in its turn
    for (int i = 0; i < 12; ++i)
        seen += fixture.call("GET", u"/v1/spaces/TEAM"_s).body;
    for (const char *form :
         {"\"joinedDirectHumanUserCount\":3.0", "\"joinedDirectHumanUserCount\":\"3\"",
          "\"joinedDirectHumanUserCount\":3}", "\"spaceType\":\"VALUE_OF_TOMORROW\"",
          "\"spaceType\":\"SPACE\"", "\"spaceHistoryState\":\"VALUE_OF_TOMORROW\""})
        QVERIFY2(seen.contains(form), form);
    fixture.act(R"({"action":"set","sloppyJson":false,"snakeJson":true})");
    QVERIFY(fixture.call("GET", u"/v1/spaces/TEAM"_s).json.contains("space_type"_L1));
    QCOMPARE(fixture.act(R"({"action":"set","nonsense":true})")
                 .value("error"_L1)
                 .toObject()
                 .value("code"_L1)
                 .toInt(),
             400);
}

QTEST_GUILESS_MAIN(TestEmulator)
#include "tst_emulator.moc"
