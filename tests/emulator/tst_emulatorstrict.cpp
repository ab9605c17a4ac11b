// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"
#include "partial.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace emulator;

/// What no method is about by itself: standard parameters, partial answers, bodies' outsides, and
/// the switches that bring up what the service does only sometimes.
class TestEmulatorStrict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void partialAnswers_data();
    void partialAnswers();
    void partialAnswersAreChecked_data();
    void partialAnswersAreChecked();
    void fieldsOfEveryMethod();
    void effectsDoNotDependOnFields();
    void threadReadStateIsUpdatedOnceServed();
    void namesAndPeopleAreSwitchedApart();
    void peoplePages();
    void memberListsHideSingleMembersToo();
    void historyOfGroupsIsFixed();
    void eventsInBatchesWithoutBeingAsked();
    void oauthErrorsOnDemand();
    void tokensThatDoNotKeepTheirPromise();
    void ranges_data();
    void ranges();
    void unknownAnnotationsOnDemand();
};

void TestEmulatorStrict::refused_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    const auto row
        = [](const char *name, const char *verb, const QString &target, const QByteArray &body = {},
             int code = 400) { QTest::newRow(name) << QByteArray(verb) << target << body << code; };
    const QString messages = u"/v1/spaces/TEAM/messages"_s;
    const QString people = u"/v1/people:batchGet?resourceNames=people/2&personFields=names"_s;
    const QString search
        = u"/v1/people:searchDirectoryPeople?query=a&readMask=names&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"_s;
    row("parameter twice", "GET", messages % u"?pageSize=1&pageSize=2");
    row("alt", "GET", messages % u"?alt=xml");
    row("alt=media of no media", "GET", messages % u"?alt=media");
    row("a token in the address", "GET", messages % u"?access_token=x");
    row("no base64", "POST", u"/v1/customEmojis"_s,
        R"({"emojiName":":x:","payload":{"filename":"a.png","fileContent":"***"}})");
    row("no such method", "GET", u"/v1/spaces/TEAM/messages/A/B"_s, {}, 404);
    row("thread read state, announced only", "PATCH",
        u"/v1/users/me/spaces/TEAM/threads/X/threadReadState?updateMask=lastReadTime"_s, "{}", 404);
    row("people: unknown parameter", "GET", people % u"&colour=red");
    row("people: unknown field", "GET", u"/v1/people/2?personFields=shoes"_s);
    row("people: no fields", "GET", u"/v1/people/2"_s);
    row("people: no people", "GET", u"/v1/people:batchGet?personFields=names"_s);
    row("people: mask twice", "GET", people % u"&personFields=photos");
    row("directory: page size", "GET", search % u"&pageSize=-1");
    row("directory: token of nobody", "GET", search % u"&pageToken=1");
    row("directory: source", "GET",
        u"/v1/people:searchDirectoryPeople?query=a&readMask=names&sources=BOOK"_s);
    row("directory: no query", "GET",
        u"/v1/people:searchDirectoryPeople?readMask=names&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"_s);
    row("directory: no mask", "GET",
        u"/v1/people:listDirectoryPeople?sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"_s);
    row("directory: query of a list", "GET",
        u"/v1/people:listDirectoryPeople?query=a&readMask=names&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"_s);
}

void TestEmulatorStrict::refused()
{
    QFETCH(const QByteArray, verb);
    QFETCH(const QString, target);
    QFETCH(const QByteArray, body);
    QFETCH(const int, code);
    Fixture fixture;
    const quint64 before = fixture.world.revision();
    const auto reply = fixture.call(verb.constData(), target, body);
    QVERIFY2(reply.code == code, reply.body.constData());
    QVERIFY(!reply.status().isEmpty());
    QCOMPARE(fixture.world.revision(), before);
    // The same body under another type.
    if (!body.isEmpty() && code == 400) {
        HttpRequest form = Fixture::request("POST", u"/v1/spaces/TEAM/messages"_s, "text=a");
        form.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
        form.headers.insert("content-type", "application/x-www-form-urlencoded");
        QCOMPARE(fixture.raw(form).code, 400);
    }
}

void TestEmulatorStrict::partialAnswers_data()
{
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *fields, const char *answer) {
        QTest::newRow(fields) << QString::fromLatin1(fields) << QByteArray(answer);
    };
    row("a", R"({"a":1})");
    row("a,b", R"({"a":1,"b":{"c":2,"d":{"e":3,"f":4}}})");
    row("b/c", R"({"b":{"c":2}})");
    row("b.c", R"({"b":{"c":2}})");
    row("b(c,d/e)", R"({"b":{"c":2,"d":{"e":3}}})");
    row("b/d(f)", R"({"b":{"d":{"f":4}}})");
    row("b,b/c", R"({"b":{"c":2,"d":{"e":3,"f":4}}})");
    row("b/c,b", R"({"b":{"c":2,"d":{"e":3,"f":4}}})");
    row("b/c,b/d/e", R"({"b":{"c":2,"d":{"e":3}}})");
    row("list/x", R"({"list":[{"x":1},{"x":2},{}]})");
    row("list(x,y)", R"({"list":[{"x":1,"y":9},{"x":2},{}]})");
    row("*", R"({"a":1,"b":{"c":2,"d":{"e":3,"f":4}},"list":[{"x":1,"y":9},{"x":2},{"z":3}]})");
    row("b/*/f", R"({"b":{"c":{},"d":{"f":4}}})");
    row("nothing", "{}");
}

void TestEmulatorStrict::partialAnswers()
{
    QFETCH(const QString, fields);
    QFETCH(const QByteArray, answer);
    const QJsonObject all
        = QJsonDocument::fromJson(
              R"({"a":1,"b":{"c":2,"d":{"e":3,"f":4}},"list":[{"x":1,"y":9},{"x":2},{"z":3}]})")
              .object();
    QJsonObject got = PartialAnswer(fields).of(all);
    if (fields == "b/*/f"_L1) { // a number has no fields: nothing of it is wanted
        QJsonObject b = got.value("b"_L1).toObject();
        QVERIFY(b.contains("d"_L1));
        QCOMPARE(b.value("d"_L1).toObject(), (QJsonObject{{u"f"_s, 4}}));
        return;
    }
    QCOMPARE(QJsonDocument(got).toJson(QJsonDocument::Compact), answer);
}

void TestEmulatorStrict::partialAnswersAreChecked_data()
{
    QTest::addColumn<QString>("fields");
    QTest::addColumn<int>("code");
    const auto row = [](const char *fields, int code) {
        QTest::newRow(fields) << QString::fromLatin1(fields) << code;
    };
    row("spaces(name,displayName),nextPageToken", 200);
    row("spaces/membershipCount/joinedDirectHumanUserCount", 200);
    row("nextPageToken", 200);
    row("*", 200);
    row("", 200);
    row("spaces(name", 400);
    row("spaces)", 400);
    row("spaces,", 400);
    row("spaces//name", 400);
    row("rooms", 400);
    row("spaces/colour", 400);
    row("spaces/name/x", 400);
    row("spaces name", 400);
}

void TestEmulatorStrict::partialAnswersAreChecked()
{
    QFETCH(const QString, fields);
    QFETCH(const int, code);
    Fixture fixture;
    const auto reply = fixture.call("GET", "/v1/spaces?fields="_L1 + Fixture::escaped(fields));
    QVERIFY2(reply.code == code, reply.body.constData());
    if (fields.startsWith("spaces("_L1) && code == 200) {
        const QJsonObject first = reply.list("spaces").first().toObject();
        QVERIFY(first.contains("name"_L1));
        QVERIFY(!first.contains("spaceType"_L1));
    }
}

/// Each method's answer is described well enough to select from it.
void TestEmulatorStrict::fieldsOfEveryMethod()
{
    const Schema schema = Schema::fromResource();
    for (const Method &method : schema.methods()) {
        QVERIFY2(!method.answer.isEmpty(), qPrintable(method.id));
        PartialAnswer(u"*"_s).check(schema, method.answer);
        bool refusedIt = method.answer == "Media"_L1;
        try {
            PartialAnswer(u"fieldOfNobody"_s).check(schema, method.answer);
        } catch (const Refusal &) {
            refusedIt = true;
        }
        QVERIFY2(refusedIt, qPrintable(method.id));
    }
}

void TestEmulatorStrict::effectsDoNotDependOnFields()
{
    Fixture fixture;
    const QString messages = u"/v1/spaces/TEAM/messages"_s;
    const quint64 before = fixture.world.revision();
    QCOMPARE(fixture.call("POST", messages % u"?fields=colour", R"({"text":"a"})").code, 400);
    QCOMPARE(fixture.world.revision(), before);
    const auto sent
        = fixture.call("POST", messages % u"?fields=name,thread/name", R"({"text":"hello"})");
    QCOMPARE(sent.json.keys(), (QStringList{u"name"_s, u"thread"_s}));
    QCOMPARE(fixture.call("GET", "/v1/"_L1 + sent.text("name")).text("text"), u"hello"_s);
    // A refusal is told in full.
    const auto refusal = fixture.call("GET", u"/v1/spaces/NONE?fields=name"_s);
    QCOMPARE(refusal.status(), u"NOT_FOUND"_s);
    const auto person
        = fixture.call("GET", u"/v1/people/2?personFields=names,photos&fields=names"_s);
    QCOMPARE(person.json.keys(), QStringList{u"names"_s});
}

void TestEmulatorStrict::threadReadStateIsUpdatedOnceServed()
{
    Fixture fixture;
    fixture.act(R"({"action":"set","threadReadUpdate":true})");
    const QString root = fixture.post(u"spaces/TEAM"_s, u"root"_s);
    const QJsonObject message = fixture.call("GET", "/v1/"_L1 + root).json;
    const QString state = "/v1/users/me/"_L1
        + message.value("thread"_L1).toObject().value("name"_L1).toString() + "/threadReadState"_L1;
    const QString update = state + "?updateMask=lastReadTime"_L1;
    QCOMPARE(fixture.call("PATCH", state, R"({"lastReadTime":"2020-01-01T00:00:00Z"})").code, 400);
    QCOMPARE(fixture.call("PATCH", update, "{}").code, 400);
    QCOMPARE(fixture.call("PATCH", update, R"({"colour":1})").code, 400);
    const auto early = fixture.call("PATCH", update, R"({"lastReadTime":"2020-01-01T00:00:00Z"})");
    QCOMPARE(early.code, 200);
    QVERIFY(early.text("lastReadTime").startsWith("2020-01-01"_L1));
    // Later than the newest is the newest.
    const auto late = fixture.call("PATCH", update, R"({"lastReadTime":"2099-01-01T00:00:00Z"})");
    QCOMPARE(late.text("lastReadTime"), message.value("createTime"_L1).toString());
    QCOMPARE(fixture.call("GET", state).text("lastReadTime"), late.text("lastReadTime"));
    const QString weak
        = fixture.tokenFor(u"1"_s, {u"https://www.googleapis.com/auth/chat.messages"_s});
    QCOMPARE(
        fixture.callAs(weak, "PATCH", update, R"({"lastReadTime":"2020-01-01T00:00:00Z"})").code,
        403);
}

void TestEmulatorStrict::namesAndPeopleAreSwitchedApart()
{
    Fixture fixture;
    const QString person = u"/v1/people/2?personFields=names"_s;
    const QString member = u"/v1/spaces/TEAM/members/2"_s;
    const auto named = [&] {
        const QJsonObject user = fixture.call("GET", member).json.value("member"_L1).toObject();
        return std::pair(user.contains("displayName"_L1),
                         fixture.call("GET", person).json.contains("names"_L1));
    };
    QCOMPARE(named(), std::pair(true, true));
    fixture.act(R"({"action":"set","hideNames":true})");
    QCOMPARE(named(), std::pair(false, true));
    fixture.act(R"({"action":"set","hideNames":false,"emptyPeople":true})");
    QCOMPARE(named(), std::pair(true, false));
}

void TestEmulatorStrict::peoplePages()
{
    Fixture fixture;
    for (int i = 0; i < 7; ++i) {
        fixture.act("{\"action\":\"user\",\"id\":\"90" + QByteArray::number(i)
                    + "\",\"displayName\":\"Extra " + QByteArray::number(i) + "\"}");
    }
    const QString list
        = u"/v1/people:listDirectoryPeople?readMask=names&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"_s;
    const auto all = fixture.call("GET", list).list("people");
    QVERIFY(all.size() >= 8);
    QJsonArray found;
    QString token;
    do {
        const auto page = fixture.call("GET", list % u"&pageSize=3&pageToken=" % token);
        QCOMPARE(page.code, 200);
        for (const QJsonValue person : page.list("people"))
            found.append(person);
        token = page.text("nextPageToken");
    } while (!token.isEmpty());
    QCOMPARE(found, all);
    const QString first = fixture.call("GET", list % u"&pageSize=3").text("nextPageToken");
    QCOMPARE(fixture.call("GET", list % u"&requestSyncToken=true&pageToken=" % first).code, 400);
}

void TestEmulatorStrict::memberListsHideSingleMembersToo()
{
    Fixture fixture;
    fixture.act(R"({"action":"set","hideMembers":true})");
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/members/2"_s).code, 403);
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/members/1"_s).code, 200);
}

void TestEmulatorStrict::historyOfGroupsIsFixed()
{
    Fixture fixture;
    for (const auto &space : fixture.world.spaces()) {
        if (!space->joined(fixture.world.self))
            continue;
        const auto reply = fixture.call(
            "PATCH", "/v1/spaces/"_L1 + space->id + "?updateMask=spaceHistoryState"_L1,
            R"({"spaceHistoryState":"HISTORY_OFF"})");
        QVERIFY2((reply.code == 200) == (space->type == "SPACE"_L1), reply.body.constData());
    }
}

void TestEmulatorStrict::eventsInBatchesWithoutBeingAsked()
{
    Fixture fixture;
    const QString filter = "/v1/spaces/TEAM/spaceEvents?filter="_L1
        + Fixture::escaped(u"event_types:\"google.workspace.chat.message.v1.created\" OR "
                           "event_types:\"google.workspace.chat.message.v1.updated\""_s);
    const QString one = fixture.post(u"spaces/TEAM"_s, u"one"_s);
    fixture.post(u"spaces/TEAM"_s, u"two"_s);
    fixture.advance(100);
    fixture.post(u"spaces/TEAM"_s, u"three"_s);
    fixture.call("PATCH", "/v1/"_L1 + one + "?updateMask=text"_L1, R"({"text":"uno"})");
    fixture.post(u"spaces/TEAM"_s, u"four"_s);
    QCOMPARE(fixture.call("GET", filter).list("spaceEvents").size(), 5);
    fixture.act(R"({"action":"set","batchEvents":true})");
    const QJsonArray events = fixture.call("GET", filter).list("spaceEvents");
    QStringList types;
    for (const QJsonValue event : events)
        types.append(event.toObject().value("eventType"_L1).toString().section(u'.', -1));
    QCOMPARE(types, (QStringList{u"batchCreated"_s, u"created"_s, u"updated"_s, u"created"_s}));
    const QJsonArray messages = events.at(0)
                                    .toObject()
                                    .value("messageBatchCreatedEventData"_L1)
                                    .toObject()
                                    .value("messages"_L1)
                                    .toArray();
    QCOMPARE(messages.size(), 2);
    // The latest state, here too.
    QCOMPARE(messages.at(0).toObject().value("message"_L1).toObject().value("text"_L1).toString(),
             u"uno"_s);
    // Paging goes on after the whole batch.
    QStringList paged;
    QString token;
    do {
        const auto page = fixture.call("GET", filter % u"&pageSize=1&pageToken=" % token);
        for (const QJsonValue event : page.list("spaceEvents"))
            paged.append(event.toObject().value("eventType"_L1).toString().section(u'.', -1));
        token = page.text("nextPageToken");
    } while (!token.isEmpty());
    QCOMPARE(paged, types);
}

void TestEmulatorStrict::oauthErrorsOnDemand()
{
    FaultPlan plan;
    QVERIFY(!plan.load(QJsonDocument::fromJson(
                           R"({"faults":[{"match":"/token","kind":"oauth-error","status":400,
                               "error":"admin_policy_enforced","description":"no"}]})")
                           .object()));
    const auto fault = plan.pick("POST", "/token");
    QVERIFY(fault && replacesAnswer(*fault));
    const HttpResponse response = replacement(*fault);
    QCOMPARE(response.status, 400);
    const QJsonObject json = QJsonDocument::fromJson(response.body).object();
    QCOMPARE(json.value("error"_L1).toString(), u"admin_policy_enforced"_s);
    QCOMPARE(json.value("error_description"_L1).toString(), u"no"_s);
}

void TestEmulatorStrict::tokensThatDoNotKeepTheirPromise()
{
    Fixture fixture;
    const QString me = fixture.world.self;
    fixture.act(R"({"action":"set","tokenSeconds":5})");
    const QString brief = fixture.tokenFor(me, Fixture::allScopes());
    QCOMPARE(fixture.callAs(brief, "GET", u"/v1/spaces"_s).code, 200);
    fixture.advance(5);
    QCOMPARE(fixture.callAs(brief, "GET", u"/v1/spaces"_s).code, 401);
    fixture.act(R"({"action":"set","tokenSeconds":0})");
    QCOMPARE(
        fixture.callAs(fixture.tokenFor(me, Fixture::allScopes()), "GET", u"/v1/spaces"_s).code,
        401);
}

void TestEmulatorStrict::ranges_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("none") << QByteArray() << 200 << QByteArray("0123456789");
    QTest::newRow("middle") << QByteArray("bytes=2-4") << 206 << QByteArray("234");
    QTest::newRow("from") << QByteArray("bytes=7-") << 206 << QByteArray("789");
    QTest::newRow("last") << QByteArray("bytes=-3") << 206 << QByteArray("789");
    QTest::newRow("more than there is")
        << QByteArray("bytes=-30") << 206 << QByteArray("0123456789");
    QTest::newRow("behind the end") << QByteArray("bytes=10-") << 416 << QByteArray();
    QTest::newRow("several") << QByteArray("bytes=1-2,4-5") << 200 << QByteArray("0123456789");
    QTest::newRow("nonsense") << QByteArray("bytes=-") << 200 << QByteArray("0123456789");
}

void TestEmulatorStrict::ranges()
{
    QFETCH(const QByteArray, range);
    QFETCH(const int, code);
    QFETCH(const QByteArray, bytes);
    Fixture fixture;
    Upload upload;
    upload.bytes = "0123456789";
    upload.contentType = u"text/plain"_s;
    upload.space = u"TEAM"_s;
    fixture.world.uploads.insert(u"FILE"_s, upload);
    HttpRequest request = Fixture::request("GET", u"/v1/media/FILE?alt=media"_s);
    request.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
    if (!range.isEmpty())
        request.headers.insert("range", range);
    const auto reply = fixture.raw(request);
    QCOMPARE(reply.code, code);
    QCOMPARE(reply.body, bytes);
}

void TestEmulatorStrict::unknownAnnotationsOnDemand()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"hello <users/2>"_s);
    // The switch works on the wire, behind the rules.
    fixture.act(R"({"action":"set","sloppyJson":true})");
    HttpRequest request = Fixture::request("GET", "/v1/"_L1 + name);
    request.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
    QByteArray body;
    fixture.service.handle(
        request, [&body](const HttpResponse &response, const Delivery &) { body = response.body; });
    QVERIFY2(body.contains("ANNOTATION_OF_TOMORROW"), body.constData());
    QVERIFY(body.contains("USER_MENTION"));
}

QTEST_GUILESS_MAIN(TestEmulatorStrict)
#include "tst_emulatorstrict.moc"
