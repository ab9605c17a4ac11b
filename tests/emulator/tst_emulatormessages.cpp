// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace emulator;

/// The documented rules of messages, reactions and events.
class TestEmulatorMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
    void reactionsCountAndFilter();
    void eventsCarryTheLatestState();
    void eventsComeInBatches();
    void eventsReachBack28Days();
};

void TestEmulatorMessages::requestIdIsIdempotent()
{
    Fixture fixture;
    const QString first
        = fixture.post(u"spaces/TEAM"_s, u"a"_s, u"requestId=r1&messageId=client-1"_s);
    QCOMPARE(fixture.post(u"spaces/TEAM"_s, u"a"_s, u"requestId=r1&messageId=client-1"_s), first);
    QCOMPARE(fixture.world.space(u"TEAM"_s)->messages.size(), size_t(1));
    QVERIFY(fixture.world.violations.isEmpty());
    QCOMPARE(fixture.post(u"spaces/TEAM"_s, u"changed"_s, u"requestId=r1"_s), first);
    QCOMPARE(fixture.world.violations.size(), 1);
}

void TestEmulatorMessages::messageIdNamesTheMessage()
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

void TestEmulatorMessages::replyOptions_data()
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

void TestEmulatorMessages::replyOptions()
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

void TestEmulatorMessages::textBecomesFormattedTextAndAnnotations()
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

void TestEmulatorMessages::lengthIsCountedInBytes()
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

void TestEmulatorMessages::editKeepsLastActiveTime()
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

void TestEmulatorMessages::onlyTheAuthorEdits()
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

void TestEmulatorMessages::managersDelete()
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

void TestEmulatorMessages::deletionLeavesATombstone()
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

void TestEmulatorMessages::threadsAreDeletedByForce()
{
    Fixture fixture;
    const QString root = fixture.post(u"spaces/TEAM"_s, u"root"_s);
    fixture.act(R"({"action":"message","user":"bob","space":"TEAM","text":"reply","thread":")"
                + root.section(u'/', 3).section(u'.', 0, 0).toLatin1() + "\"}");
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + root).status(), u"FAILED_PRECONDITION"_s);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + root + "?force=true"_L1).code, 200);
    QCOMPARE(fixture.call("GET", u"/v1/spaces/TEAM/messages"_s).body, QByteArray("{}"));
}

void TestEmulatorMessages::quotesNeedTheExactTime()
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

void TestEmulatorMessages::announcementsAreForManagers()
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

void TestEmulatorMessages::reactionsCountAndFilter()
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
    fixture.act(R"({"action":"react","user":"ann","emoji":"👍","message":")" + name.toUtf8()
                + "\"}");
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

void TestEmulatorMessages::eventsCarryTheLatestState()
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

void TestEmulatorMessages::eventsComeInBatches()
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

void TestEmulatorMessages::eventsReachBack28Days()
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

QTEST_GUILESS_MAIN(TestEmulatorMessages)
#include "tst_emulatormessages.moc"
