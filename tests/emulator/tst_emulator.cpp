// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"
#include "methods.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace emulator;

/// The documented rules of spaces, members, messages, reactions, read states and events.
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
    void requestIdIsIdempotent();
    void messageIdNamesTheMessage();
    void replyOptions_data();
    void replyOptions();
    void textBecomesFormattedTextAndAnnotations();
    void lengthIsCountedInBytes();
    void editKeepsLastActiveTime();
    void onlyTheAuthorEdits();
    void managersDelete();
    void deletionLeavesATombstone();
    void threadsAreDeletedByForce();
    void quotesNeedTheExactTime();
    void announcementsAreForManagers();
    void readStateIsCoerced();
    void reactionsCountAndFilter();
    void directMessagesAreFoundOrMade();
    void silentConversationsAreNotListed();
    void membersMayBeHidden();
    void eventsCarryTheLatestState();
    void eventsComeInBatches();
    void eventsReachBack28Days();
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
            for (const QJsonValue &message : reply.list("messages"))
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

void TestEmulator::requestIdIsIdempotent()
{
    Fixture fixture;
    const QString first
        = fixture.post(u"spaces/TEAM"_s, u"a"_s, u"requestId=r1&messageId=client-1"_s);
    QCOMPARE(fixture.post(u"spaces/TEAM"_s, u"a"_s, u"requestId=r1&messageId=client-1"_s), first);
    QCOMPARE(fixture.world.space(u"TEAM"_s)->messages.size(), size_t(1));
    QVERIFY(fixture.world.violations.isEmpty());
    QCOMPARE(fixture.post(u"spaces/TEAM"_s, u"changed"_s, u"requestId=r1"_s), first);
    QCOMPARE(fixture.world.violations.size(), 1);
    // Another user's request id is another one.
    const QString other = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    const auto reply = fixture.callAs(other, "POST", u"/v1/spaces/TEAM/messages?requestId=r1"_s,
                                      R"({"text":"b"})");
    QVERIFY(reply.text("name") != first);
}

void TestEmulator::messageIdNamesTheMessage()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"a"_s, u"messageId=client-7"_s);
    const auto got = fixture.call("GET", u"/v1/spaces/TEAM/messages/client-7"_s);
    QCOMPARE(got.text("name"), name);
    QCOMPARE(got.text("clientAssignedMessageId"), u"client-7"_s);
    const auto again
        = fixture.call("POST", u"/v1/spaces/TEAM/messages?messageId=client-7"_s, R"({"text":"b"})");
    QCOMPARE(again.code, 409);
    QCOMPARE(again.status(), u"ALREADY_EXISTS"_s);
    const auto made = fixture.call(
        "PATCH", u"/v1/spaces/TEAM/messages/client-8?allowMissing=true&updateMask=text"_s,
        R"({"text":"n"})");
    QCOMPARE(made.text("clientAssignedMessageId"), u"client-8"_s);
}

void TestEmulator::replyOptions_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<bool>("known");
    QTest::addColumn<bool>("replies");
    QTest::addColumn<int>("code");
    QTest::newRow("default ignores the thread") << QString() << true << false << 200;
    QTest::newRow("fallback") << u"REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"_s << true << true << 200;
    QTest::newRow("fallback, unknown")
        << u"REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"_s << false << false << 200;
    QTest::newRow("or fail") << u"REPLY_MESSAGE_OR_FAIL"_s << true << true << 200;
    QTest::newRow("or fail, unknown") << u"REPLY_MESSAGE_OR_FAIL"_s << false << false << 404;
}

void TestEmulator::replyOptions()
{
    QFETCH(QString, option);
    QFETCH(bool, known);
    QFETCH(bool, replies);
    QFETCH(int, code);
    Fixture fixture;
    const QString root = fixture.post(u"spaces/TEAM"_s, u"root"_s);
    const QString thread = fixture.call("GET", "/v1/"_L1 + root)
                               .json.value("thread"_L1)
                               .toObject()
                               .value("name"_L1)
                               .toString();
    const QString wanted = known ? thread : u"spaces/TEAM/threads/unknown"_s;
    const QByteArray body
        = QJsonDocument(
              QJsonObject{{u"text"_s, u"reply"_s}, {u"thread"_s, QJsonObject{{u"name"_s, wanted}}}})
              .toJson();
    const QString query
        = option.isEmpty() ? QString() : QString("?messageReplyOption="_L1 + option);
    const auto reply = fixture.call("POST", "/v1/spaces/TEAM/messages"_L1 + query, body);
    QCOMPARE(reply.code, code);
    QCOMPARE(reply.json.value("threadReply"_L1).toBool(), replies);
    if (code == 200)
        QCOMPARE(reply.json.value("thread"_L1).toObject().value("name"_L1).toString() == thread,
                 replies);
}

void TestEmulator::textBecomesFormattedTextAndAnnotations()
{
    Fixture fixture;
    const QString name = fixture.post(
        u"spaces/TEAM"_s,
        u"😀 *bold* _it_ ~no~ `co*de*` <https://a.example/|label> <users/2> 2*3*4 <users/77> <b"_s);
    const auto message = fixture.call("GET", "/v1/"_L1 + name);
    QCOMPARE(message.text("text"), u"😀 bold it no co*de* label @Ann Bell 2*3*4 <users/77> <b"_s);
    QCOMPARE(
        message.text("formattedText"),
        u"😀 *bold* _it_ ~no~ `co*de*` <https://a.example/|label> <users/2> 2*3*4 <users/77> <b"_s);
    const QJsonObject annotation = message.list("annotations").first().toObject();
    QCOMPARE(annotation.value("type"_L1).toString(), u"USER_MENTION"_s);
    const int start = annotation.value("startIndex"_L1).toInt();
    const int length = annotation.value("length"_L1).toInt();
    QCOMPARE(message.text("text").mid(start, length), u"@Ann Bell"_s); // UTF-16 units
    const auto markdown
        = fixture.call("GET", "/v1/"_L1 + name + "?markupSyntax=MARKUP_SYNTAX_MARKDOWN"_L1);
    QVERIFY(markdown.text("formattedText")
                .contains(u"**bold** _it_ ~~no~~ `co*de*` [label](https://a.example/)"_s));
}

void TestEmulator::lengthIsCountedInBytes()
{
    Fixture fixture;
    const auto send = [&](const QString &text) {
        return fixture.call("POST", u"/v1/spaces/TEAM/messages"_s,
                            QJsonDocument(QJsonObject{{u"text"_s, text}}).toJson());
    };
    QCOMPARE(send(QString(32'000, u'a')).code, 200);
    const auto refused = send(QString(32'001, u'a'));
    QCOMPARE(refused.code, 400);
    QVERIFY(refused.body.contains("Message content is too long"));
    QCOMPARE(send(QString(16'000, u'ä')).code, 200);
    QCOMPARE(send(QString(16'001, u'ä')).code, 400);
}

void TestEmulator::editKeepsLastActiveTime()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"a"_s);
    const QString active = fixture.call("GET", u"/v1/spaces/TEAM"_s).text("lastActiveTime");
    QCOMPARE(active, fixture.call("GET", "/v1/"_L1 + name).text("createTime"));
    fixture.advance(60);
    const auto edited
        = fixture.call("PATCH", "/v1/"_L1 + name + "?updateMask=text"_L1, R"({"text":"b"})");
    QCOMPARE(edited.text("text"), u"b"_s);
    QVERIFY(edited.text("lastUpdateTime") > edited.text("createTime"));
    fixture.call("POST", "/v1/"_L1 + name + "/reactions"_L1, R"({"emoji":{"unicode":"👍"}})");
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM"_s).text("lastActiveTime"), active);
}

void TestEmulator::onlyTheAuthorEdits()
{
    Fixture fixture;
    const QString name
        = fixture.act(R"({"action":"message","user":"ann","space":"TEAM","text":"hers"})")
              .value("name"_L1)
              .toString();
    QCOMPARE(
        fixture.call("PATCH", "/v1/"_L1 + name + "?updateMask=text"_L1, R"({"text":"b"})").code,
        403);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + name).code, 403);
    const QString own = fixture.post(u"spaces/TEAM"_s, u"mine"_s);
    QCOMPARE(fixture.call("PATCH", "/v1/"_L1 + own, R"({"text":"b"})").code, 400);
    QCOMPARE(fixture.call("PATCH", "/v1/"_L1 + own + "?updateMask=sender"_L1, "{}").code, 400);
}

void TestEmulator::managersDelete()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"mine"_s);
    const QString ann = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    const QString bob = fixture.tokenFor(u"3"_s, Fixture::allScopes());
    QCOMPARE(fixture.callAs(bob, "DELETE", "/v1/"_L1 + name).code, 403);
    QCOMPARE(fixture.callAs(ann, "DELETE", "/v1/"_L1 + name).body, QByteArray("{}"));
    const auto list = fixture.call("GET", u"/v1/spaces/TEAM/messages?showDeleted=true"_s);
    const QJsonObject gone = list.list("messages").first().toObject();
    QCOMPARE(gone.value("deletionMetadata"_L1).toObject().value("deletionType"_L1).toString(),
             u"SPACE_OWNER"_s);
}

void TestEmulator::deletionLeavesATombstone()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"secret words"_s, u"messageId=client-x"_s);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + name).code, 200);
    QCOMPARE(fixture.call("GET", "/v1/"_L1 + name).code, 404);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + name).code, 404);
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/messages"_s).body, QByteArray("{}"));
    const auto list = fixture.call("GET", u"/v1/spaces/TEAM/messages?showDeleted=true"_s);
    const QJsonObject gone = list.list("messages").first().toObject();
    QCOMPARE(gone.value("name"_L1).toString(), name);
    QVERIFY(gone.contains("deleteTime"_L1));
    QVERIFY(!list.body.contains("secret"));
}

void TestEmulator::threadsAreDeletedByForce()
{
    Fixture fixture;
    const QString root = fixture.post(u"spaces/TEAM"_s, u"root"_s);
    fixture.act(R"({"action":"message","user":"bob","space":"TEAM","text":"reply","thread":")"
                + root.section(u'/', 3).section(u'.', 0, 0).toLatin1() + "\"}");
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + root).status(), u"FAILED_PRECONDITION"_s);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + root + "?force=true"_L1).code, 200);
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/messages"_s).body, QByteArray("{}"));
}

void TestEmulator::quotesNeedTheExactTime()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"*words*"_s);
    const QString created = fixture.call("GET", "/v1/"_L1 + name).text("createTime");
    const auto quote = [&](const QString &time, const QString &space, const QString &type) {
        const QJsonObject meta{
            {u"name"_s, name}, {u"lastUpdateTime"_s, time}, {u"quoteType"_s, type}};
        return fixture.call(
            "POST", "/v1/"_L1 + space + "/messages"_L1,
            QJsonDocument(QJsonObject{{u"text"_s, u"so"_s}, {u"quotedMessageMetadata"_s, meta}})
                .toJson());
    };
    const auto good = quote(created, u"spaces/TEAM"_s, u"REPLY"_s);
    QCOMPARE(good.code, 200);
    const QJsonObject snapshot = good.json.value("quotedMessageMetadata"_L1)
                                     .toObject()
                                     .value("quotedMessageSnapshot"_L1)
                                     .toObject();
    QCOMPARE(snapshot.value("text"_L1).toString(), u"words"_s);
    QCOMPARE(quote(u"2026-05-04T10:00:00Z"_s, u"spaces/TEAM"_s, u"REPLY"_s).code, 400);
    QCOMPARE(quote(created, u"spaces/GROUP"_s, u"REPLY"_s).code, 400);
    QCOMPARE(quote(created, u"spaces/GROUP"_s, u"FORWARD"_s).code, 200);
    fixture.call("PATCH", "/v1/"_L1 + name + "?updateMask=text"_L1, R"({"text":"other"})");
    QCOMPARE(quote(created, u"spaces/TEAM"_s, u"REPLY"_s).code, 400);
}

void TestEmulator::announcementsAreForManagers()
{
    Fixture fixture;
    fixture.world.space(u"TEAM"_s)->announcement = true;
    QCOMPARE(fixture.call("POST", u"/v1/spaces/TEAM/messages"_s, R"({"text":"a"})").code, 403);
    const QString root
        = fixture.act(R"({"action":"message","user":"ann","space":"TEAM","text":"news"})")
              .value("thread"_L1)
              .toString();
    const QByteArray reply = R"({"text":"a","thread":{"name":")" + root.toLatin1() + "\"}}";
    const QString option = u"?messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"_s;
    QCOMPARE(fixture.call("POST", "/v1/spaces/TEAM/messages"_L1 + option, reply).code, 200);
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
    fixture.act(R"({"action":"read","user":"me","space":"TEAM"})");
    QCOMPARE(fixture.call("GET", target).text("lastReadTime"), newest);
}

void TestEmulator::reactionsCountAndFilter()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"a"_s);
    const QString path = "/v1/"_L1 + name + "/reactions"_L1;
    const auto react = [&](const char *body) { return fixture.call("POST", path, body); };
    const auto mine = react(R"({"emoji":{"unicode":"👍"}})");
    QCOMPARE(mine.code, 200);
    QCOMPARE(react(R"({"emoji":{"unicode":"👍"}})").code, 409);
    QCOMPARE(react(R"({"emoji":{"unicode":":thumbsup:"}})").code, 400);
    QCOMPARE(react(R"({"emoji":{"unicode":"thumbsup"}})").code, 400);
    QCOMPARE(react(R"({"emoji":{}})").code, 400);
    QCOMPARE(react(R"({"emoji":{"unicode":"👨‍👩‍👧"}})").code, 200);
    QCOMPARE(react(R"({"emoji":{"unicode":"2️⃣"}})").code, 200);
    fixture.act(R"({"action":"react","user":"ann","emoji":"👍","message":")" + name.toUtf8() + "\"}");
    const QJsonArray summaries
        = fixture.call("GET", "/v1/"_L1 + name).list("emojiReactionSummaries");
    QCOMPARE(summaries.first().toObject().value("reactionCount"_L1).toInt(), 2);
    QVERIFY(!summaries.first().toObject().contains("me"_L1));
    const auto count = [&](const char *filter) {
        const auto reply = fixture.call(
            "GET", path + "?filter="_L1 + Fixture::escaped(QString::fromUtf8(filter)));
        return reply.code == 200 ? int(reply.list("reactions").size()) : -reply.code;
    };
    QCOMPARE(count("emoji.unicode = \"👍\""), 2);
    QCOMPARE(count("emoji.unicode = \"👍\" AND user.name = \"users/me\""), 1);
    QCOMPARE(count("(emoji.unicode = \"👍\" OR emoji.unicode = \"2️⃣\") AND user.name = "
                   "\"users/1\""),
             2);
    QCOMPARE(count("emoji.unicode = \"👍\" AND emoji.unicode = \"2️⃣\""), -400);
    QCOMPARE(count("emoji.unicode = \"👍\" OR user.name = \"users/1\""), -400);
    const QString others
        = fixture.call("GET", path + "?filter="_L1 + Fixture::escaped(u"user.name = \"users/2\""_s))
              .list("reactions")
              .first()
              .toObject()
              .value("name"_L1)
              .toString();
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + others).code, 403);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + mine.text("name")).code, 200);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + mine.text("name")).code, 404);
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

void TestEmulator::silentConversationsAreNotListed()
{
    Fixture fixture;
    const auto names = [&] {
        QStringList result;
        for (const QJsonValue &space : fixture.call("GET", u"/v1/spaces"_s).list("spaces"))
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

namespace {

QJsonArray eventsOf(Fixture &fixture, const QStringList &kinds, const QString &after = {})
{
    QStringList types;
    for (const QString &kind : kinds)
        types.append("event_types:\"google.workspace.chat."_L1 + kind + u'"');
    QString filter = u'(' + types.join(" OR "_L1) + u')';
    if (!after.isEmpty())
        filter = "start_time=\""_L1 + after + "\" AND "_L1 + filter;
    return fixture.call("GET", "/v1/spaces/TEAM/spaceEvents?filter="_L1 + Fixture::escaped(filter))
        .list("spaceEvents");
}

} // namespace

void TestEmulator::eventsCarryTheLatestState()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"first words"_s);
    fixture.advance(1);
    fixture.call("PATCH", "/v1/"_L1 + name + "?updateMask=text"_L1, R"({"text":"last words"})");
    QJsonArray events = eventsOf(fixture, {u"message.v1.created"_s, u"message.v1.updated"_s});
    QCOMPARE(events.size(), 2);
    const auto message = [](const QJsonValue &event, const char *field) {
        return event.toObject()
            .value(QLatin1StringView(field))
            .toObject()
            .value("message"_L1)
            .toObject();
    };
    QCOMPARE(message(events.at(0), "messageCreatedEventData").value("text"_L1).toString(),
             u"last words"_s);
    const QString time = events.at(0).toObject().value("eventTime"_L1).toString();
    QCOMPARE(eventsOf(fixture, {u"message.v1.created"_s, u"message.v1.updated"_s}, time).size(), 1);
    fixture.advance(1);
    fixture.call("DELETE", "/v1/"_L1 + name);
    events = eventsOf(fixture, {u"message.v1.created"_s, u"message.v1.deleted"_s});
    QCOMPARE(events.size(), 2);
    const QJsonObject gone = message(events.at(0), "messageCreatedEventData");
    QCOMPARE(gone.keys(),
             (QStringList{u"createTime"_s, u"deleteTime"_s, u"deletionMetadata"_s, u"name"_s}));
    fixture.advance(1);
    fixture.act(R"({"action":"leave","user":"bob","space":"TEAM"})");
    events = eventsOf(fixture, {u"membership.v1.deleted"_s});
    QCOMPARE(events.first()
                 .toObject()
                 .value("membershipDeletedEventData"_L1)
                 .toObject()
                 .value("membership"_L1)
                 .toObject()
                 .size(),
             0);
    const QString single = events.first().toObject().value("name"_L1).toString();
    QCOMPARE(fixture.call("GET", "/v1/"_L1 + single).json, events.first().toObject());
}

void TestEmulator::eventsComeInBatches()
{
    Fixture fixture;
    fixture.act(R"({"batch":true,"actions":[
        {"action":"message","user":"ann","space":"TEAM","text":"one"},
        {"action":"message","user":"bob","space":"TEAM","text":"two"}]})");
    const QJsonArray events = eventsOf(fixture, {u"message.v1.created"_s});
    QCOMPARE(events.size(), 1);
    const QJsonObject event = events.first().toObject();
    QCOMPARE(event.value("eventType"_L1).toString(),
             u"google.workspace.chat.message.v1.batchCreated"_s);
    QCOMPARE(event.value("messageBatchCreatedEventData"_L1)
                 .toObject()
                 .value("messages"_L1)
                 .toArray()
                 .size(),
             2);
}

void TestEmulator::eventsReachBack28Days()
{
    Fixture fixture;
    fixture.post(u"spaces/TEAM"_s, u"old"_s);
    fixture.advance(29 * 86'400.0);
    fixture.token = fixture.tokenFor(u"1"_s, Fixture::allScopes());
    fixture.post(u"spaces/TEAM"_s, u"new"_s);
    QCOMPARE(eventsOf(fixture, {u"message.v1.created"_s}).size(), 1);
    const QString old = Fixture::escaped(
        u"start_time=\"2026-05-04T10:00:00Z\" AND event_types:\"google.workspace.chat.message.v1.created\""_s);
    QCOMPARE(fixture.call("GET", "/v1/spaces/TEAM/spaceEvents?filter="_L1 + old).code, 400);
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
    const auto sloppy = fixture.call("GET", u"/v1/spaces/TEAM"_s);
    QVERIFY(sloppy.body.contains("HISTORY_OF_TOMORROW"));
    QVERIFY(sloppy.body.contains("\"joinedDirectHumanUserCount\":3.0"));
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
