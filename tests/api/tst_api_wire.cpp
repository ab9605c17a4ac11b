// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/error.h"
#include "api/generated/resources.h"

#include <QJsonDocument>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using namespace std::chrono_literals;

namespace {

QJsonObject parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("bad test data: %s", json.constData());
    return document.object();
}

QJsonValue value(const QByteArray &json)
{
    return parse("{\"v\":" + json + "}")["v"_L1];
}

template <class T> QByteArray json(const T &message)
{
    return QJsonDocument(message.toJson()).toJson(QJsonDocument::Compact);
}

} // namespace

class TestApiWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void integers_data();
    void integers();
    void booleans_data();
    void booleans();
    void strings_data();
    void strings();
    void times_data();
    void times();
    void badTimes_data();
    void badTimes();
    void timesCompare();
    void durations_data();
    void durations();
    void rawIsCleanedAndShallow();

    void absentIsNotEmpty();
    void messageIsReadWhole();
    void lenient_data();
    void lenient();
    void enumsKeepTheirWord();
    void sentIsWhatMayBeSent();
    void masks();
    void copiesAreDeep();
    void bytesEitherAlphabet();

    void errors_data();
    void errors();
    void retryAfter_data();
    void retryAfter();
};

void TestApiWire::integers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("present");
    QTest::addColumn<qint64>("wide");
    QTest::addColumn<qint32>("narrow");
    const auto row = [](const char *json, qint64 wide, qint32 narrow) {
        QTest::newRow(json) << QByteArray(json) << true << wide << narrow;
    };
    constexpr qint64 big = std::numeric_limits<qint64>::max();
    constexpr qint64 small = std::numeric_limits<qint64>::min();
    constexpr qint32 high = std::numeric_limits<qint32>::max();
    constexpr qint32 low = std::numeric_limits<qint32>::min();
    row("0", 0, 0);
    row("14", 14, 14);
    row("14.0", 14, 14);
    row("14.7", 14, 14);
    row("-3", -3, -3);
    row("\"14\"", 14, 14);
    row("\" 14 \"", 14, 14);
    row("\"14.0\"", 14, 14);
    row("1e3", 1000, 1000);
    row("2147483648", 2147483648, high);
    row("-2147483649", -2147483649, low);
    row("9223372036854775807", big, high);
    row("\"9223372036854775807\"", big, high);
    row("1e300", big, high);
    row("-1e300", small, low);
    row("\"1e300\"", big, high);
    for (const char *none : {"null", "\"\"", "\"abc\"", "{}", "[]", "true", "\"nan\""})
        QTest::newRow(none) << QByteArray(none) << false << qint64(0) << qint32(0);
}

void TestApiWire::integers()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, present);
    QFETCH(qint64, wide);
    QFETCH(qint32, narrow);
    QCOMPARE(wire::readInt64(value(json)), present ? std::optional(wide) : std::nullopt);
    QCOMPARE(wire::readInt32(value(json)), present ? std::optional(narrow) : std::nullopt);
}

void TestApiWire::booleans_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("result"); // -1: absent
    for (const char *yes : {"true", "\"true\"", "\"True\"", "\"TRUE\"", "1", "\"1\""})
        QTest::newRow(yes) << QByteArray(yes) << 1;
    for (const char *no : {"false", "\"false\"", "0", "\"0\"", "0.0"})
        QTest::newRow(no) << QByteArray(no) << 0;
    for (const char *none : {"null", "\"\"", "\"yes\"", "{}", "[]"})
        QTest::newRow(none) << QByteArray(none) << -1;
}

void TestApiWire::booleans()
{
    QFETCH(QByteArray, json);
    QFETCH(int, result);
    QCOMPARE(wire::readBool(value(json)), result < 0 ? std::nullopt : std::optional(result == 1));
}

void TestApiWire::strings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text"); // null: absent
    QTest::newRow("plain") << QByteArray("\"a\"") << u"a"_s;
    QTest::newRow("empty") << QByteArray("\"\"") << u""_s;
    QTest::newRow("number") << QByteArray("5") << u"5"_s;
    QTest::newRow("large number") << QByteArray("113000000000000000001") << u"1.13e+20"_s;
    QTest::newRow("identifier") << QByteArray("9007199254740993") << u"9007199254740993"_s;
    QTest::newRow("fraction") << QByteArray("0.5") << u"0.5"_s;
    QTest::newRow("true") << QByteArray("true") << u"true"_s;
    QTest::newRow("null") << QByteArray("null") << QString();
    QTest::newRow("object") << QByteArray("{}") << QString();
    QTest::newRow("pair") << QByteArray("\"\\ud83d\\ude00\"") << QString::fromUtf8("😀");
    QTest::newRow("lone high") << QByteArray("\"a\\ud83d\"") << u"a\ufffd"_s;
    QTest::newRow("lone high, then text") << QByteArray("\"\\ud83dx\"") << u"\ufffdx"_s;
    QTest::newRow("lone low") << QByteArray("\"\\ude00x\"") << u"\ufffdx"_s;
    QTest::newRow("two highs and a low")
        << QByteArray("\"\\ud83d\\ud83d\\ude00\"") << QString::fromUtf8("\ufffd😀");
    QTest::newRow("nul") << QByteArray("\"a\\u0000b\"") << u"a\ufffdb"_s;
}

void TestApiWire::strings()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, text);
    const auto result = wire::readString(value(json));
    QCOMPARE(result.has_value(), !text.isNull());
    QCOMPARE(result.value_or(QString()), text);
}

void TestApiWire::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<QString>("again"); // as it is written
    QTest::newRow("epoch") << u"1970-01-01T00:00:00Z"_s << qint64(0) << u"1970-01-01T00:00:00Z"_s;
    QTest::newRow("micros") << u"2026-04-05T12:00:00.123456Z"_s << qint64(1775390400123456)
                            << u"2026-04-05T12:00:00.123456Z"_s;
    QTest::newRow("millis") << u"2026-04-05T12:00:00.120Z"_s << qint64(1775390400120000)
                            << u"2026-04-05T12:00:00.120Z"_s;
    QTest::newRow("nanos") << u"2026-04-05T12:00:00.000000001Z"_s << qint64(1775390400000000)
                           << u"2026-04-05T12:00:00.000000001Z"_s;
    QTest::newRow("one digit") << u"2026-04-05T12:00:00.5Z"_s << qint64(1775390400500000)
                               << u"2026-04-05T12:00:00.500Z"_s;
    QTest::newRow("twelve digits")
        << u"2026-04-05T12:00:00.123456789999Z"_s << qint64(1775390400123456)
        << u"2026-04-05T12:00:00.123456789Z"_s;
    QTest::newRow("offset") << u"2026-04-05T14:00:00+02:00"_s << qint64(1775390400000000)
                            << u"2026-04-05T12:00:00Z"_s;
    QTest::newRow("west") << u"2026-04-05T08:30:00.25-0330"_s << qint64(1775390400250000)
                          << u"2026-04-05T12:00:00.250Z"_s;
    QTest::newRow("lower case") << u"2026-04-05t12:00:00z"_s << qint64(1775390400000000)
                                << u"2026-04-05T12:00:00Z"_s;
    QTest::newRow("leap second") << u"2016-12-31T23:59:60Z"_s << qint64(1483228800000000)
                                 << u"2017-01-01T00:00:00Z"_s;
    QTest::newRow("before the epoch")
        << u"1969-12-31T23:59:59.5Z"_s << qint64(-500000) << u"1969-12-31T23:59:59.500Z"_s;
    QTest::newRow("the first") << u"0001-01-01T00:00:00Z"_s << qint64(-62135596800000000)
                               << u"0001-01-01T00:00:00Z"_s;
    QTest::newRow("the last") << u"9999-12-31T23:59:59.999999Z"_s << qint64(253402300799999999)
                              << u"9999-12-31T23:59:59.999999Z"_s;
}

void TestApiWire::times()
{
    QFETCH(QString, text);
    QFETCH(qint64, micros);
    QFETCH(QString, again);
    const auto time = Timestamp::fromString(text);
    QVERIFY(time);
    QCOMPARE(time->toMicroseconds(), micros);
    QCOMPARE(time->toString(), again);
    QCOMPARE(Timestamp::fromString(again), time);
    QCOMPARE(Timestamp::fromMicroseconds(micros).toMicroseconds(), micros);
    QCOMPARE(time->toDateTime().toMSecsSinceEpoch(),
             (micros - ((micros % 1000) + 1000) % 1000) / 1000);
    QCOMPARE(time->toDateTime().timeSpec(), Qt::UTC);
}

void TestApiWire::badTimes_data()
{
    QTest::addColumn<QString>("text");
    for (const char *bad :
         {"", "now", "2026-04-05", "2026-04-05T12:00:00", "2026-02-30T12:00:00Z",
          "2026-04-05T24:00:00Z", "2026-04-05T12:60:00Z", "2026-04-05T12:00:61Z",
          "2026-04-05T12:00:00ZZ", "2026-04-05T12:00:00+25:00", "2026-04-05T12:00:00+2",
          "26-04-05T12:00:00Z", "2026-04-05X12:00:00Z", "-001-04-05T12:00:00Z"})
        QTest::newRow(bad) << QString::fromLatin1(bad);
}

void TestApiWire::badTimes()
{
    QFETCH(QString, text);
    QVERIFY(!Timestamp::fromString(text));
}

void TestApiWire::timesCompare()
{
    const auto a = *Timestamp::fromString(u"2026-04-05T12:00:00.000000001Z");
    const auto b = *Timestamp::fromString(u"2026-04-05T12:00:00.000000002Z");
    QVERIFY(a < b);
    QVERIFY(a != b);
    QCOMPARE(wire::readTime(value("{\"seconds\":\"5\",\"nanos\":7000}")),
             Timestamp::fromMicroseconds(5000007));
    QVERIFY(!wire::readTime(value("{\"seconds\":1e300}")));
    QVERIFY(!wire::readTime(value("12345")));
}

void TestApiWire::durations_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("nanos");
    QTest::addColumn<QString>("again");
    QTest::newRow("whole") << QByteArray("\"3s\"") << qint64(3'000'000'000) << u"3s"_s;
    QTest::newRow("half") << QByteArray("\"3.5s\"") << qint64(3'500'000'000) << u"3.500000000s"_s;
    QTest::newRow("negative") << QByteArray("\"-0.5s\"") << qint64(-500'000'000)
                              << u"-0.500000000s"_s;
}

void TestApiWire::durations()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, nanos);
    QFETCH(QString, again);
    const auto duration = wire::readDuration(value(json));
    QVERIFY(duration);
    QCOMPARE(duration->count(), nanos);
    QCOMPARE(wire::writeDuration(*duration), again);
    for (const char *bad : {"\"3\"", "\"s\"", "\"xs\"", "\"1e99s\"", "3", "null", "\"infs\""})
        QVERIFY(!wire::readDuration(value(bad)));
}

void TestApiWire::rawIsCleanedAndShallow()
{
    QByteArray deep = "1";
    for (int i = 0; i < 200; ++i)
        deep = "{\"a\":" + deep + "}";
    const Message message
        = Message::fromJson(parse("{\"cardsV2\":[{\"card\":{\"t\":\"a\\u0000\",\"d\":" + deep
                                  + "}},7,null],\"cards\":{\"name\":\"not in a list\"}}"));
    QCOMPARE(message.cardsV2.size(), 1);
    QCOMPARE(message.cardsV2[0].toObject()["card"_L1].toObject()["t"_L1].toString(), u"a\ufffd"_s);
    QCOMPARE(message.cards.size(), 1);
    QJsonValue at = message.cardsV2[0];
    int depth = 0;
    while (at.isObject() && depth < 300) {
        const QJsonObject object = at.toObject();
        at = object.contains("d"_L1)     ? object["d"_L1]
            : object.contains("card"_L1) ? object["card"_L1]
                                         : object["a"_L1];
        ++depth;
    }
    QVERIFY(depth <= 33);
}

void TestApiWire::absentIsNotEmpty()
{
    const Space absent = Space::fromJson({});
    QVERIFY(!absent.displayName && !absent.spaceType && !absent.lastActiveTime
            && !absent.membershipCount);
    const Space empty = Space::fromJson(
        parse("{\"displayName\":\"\",\"threaded\":false,\"membershipCount\":{}}"));
    QCOMPARE(empty.displayName, u""_s);
    QCOMPARE(empty.threaded, false);
    QVERIFY(empty.membershipCount);
    QVERIFY(!empty.membershipCount->joinedGroupCount);
    QVERIFY(!(absent == empty));
}

void TestApiWire::messageIsReadWhole()
{
    const Message message = Message::fromJson(parse(R"json({
        "name": "spaces/A/messages/M.M", "createTime": "2026-04-05T12:00:00.123456Z",
        "sender": {"name": "users/1", "type": "HUMAN", "displayName": "Ada", "avatarUrl": "https://x/a"},
        "text": "hi @Bob", "formattedText": "hi <users/2>", "thread": {"name": "spaces/A/threads/M"}, "threadReply": true,
        "space": {"name": "spaces/A", "spaceType": "DIRECT_MESSAGE"},
        "annotations": [{"type": "USER_MENTION", "startIndex": 3, "length": 4,
            "userMention": {"user": {"name": "users/2", "type": "HUMAN"}, "type": "MENTION"}}],
        "attachment": [{"name": "spaces/A/messages/M.M/attachments/B", "contentName": "a.png", "contentType": "image/png",
            "source": "UPLOADED_CONTENT", "attachmentDataRef": {"resourceName": "Clx="}}],
        "emojiReactionSummaries": [{"emoji": {"unicode": "👍"}, "reactionCount": 2}],
        "quotedMessageMetadata": {"name": "spaces/A/messages/Q", "lastUpdateTime": "2026-04-05T11:00:00Z", "quoteType": "REPLY",
            "quotedMessageSnapshot": {"text": "before", "sender": "Eve", "annotations": [{"length": 1}]}},
        "deletionMetadata": {"deletionType": "CREATOR"}, "attachedGifs": [{"uri": "https://x/g"}], "elements": {"citations": [{"id": "1"}]}
    })json"));
    QCOMPARE(message.createTime->toString(), u"2026-04-05T12:00:00.123456Z"_s);
    QCOMPARE(message.sender->type, UserType::Human);
    QCOMPARE(message.space->spaceType, SpaceType::DirectMessage);
    QCOMPARE(message.annotations[0].userMention->user->name, u"users/2"_s);
    QCOMPARE(message.annotations[0].userMention->type, UserMentionMetadataType::Mention);
    QCOMPARE(message.attachment[0].source, AttachmentSource::UploadedContent);
    QCOMPARE(message.emojiReactionSummaries[0].reactionCount, 2);
    QCOMPARE(message.quotedMessageMetadata->quotedMessageSnapshot->annotations[0].length, 1);
    QCOMPARE(message.deletionMetadata->deletionType, DeletionType::Creator);
    QCOMPARE(message.elements->citations[0].id, u"1"_s);
    QVERIFY(Message(message) == message);
}

void TestApiWire::lenient_data()
{
    QTest::addColumn<QByteArray>("text"); // all mean one and the same
    QTest::newRow("as documented") << QByteArray(
        R"({"emojiReactionSummaries":[{"emoji":{"unicode":"x"},"reactionCount":14}],"threadReply":true,"thread":{"name":"t"}})");
    QTest::newRow("snake_case") << QByteArray(
        R"({"emoji_reaction_summaries":[{"emoji":{"unicode":"x"},"reaction_count":14}],"thread_reply":true,"thread":{"name":"t"}})");
    QTest::newRow("floats and strings") << QByteArray(
        R"({"emojiReactionSummaries":[{"emoji":{"unicode":"x"},"reactionCount":14.0}],"threadReply":"true","thread":{"name":"t"}})");
    QTest::newRow("a lone element") << QByteArray(
        R"({"emojiReactionSummaries":{"emoji":{"unicode":"x"},"reactionCount":"14"},"threadReply":1,"thread":{"name":"t"}})");
    QTest::newRow("nulls") << QByteArray(
        R"({"emojiReactionSummaries":[null,{"emoji":{"unicode":"x"},"reactionCount":14},5],"threadReply":true,"thread":{"name":"t"},"sender":null,"annotations":null,"text":null,"createTime":null,"cardsV2":null,"space":[]})");
    QTest::newRow("unknown fields") << QByteArray(
        R"({"emojiReactionSummaries":[{"emoji":{"unicode":"x","new":1},"reactionCount":14}],"threadReply":true,"thread":{"name":"t"},"brandNew":{"a":[1]}})");
    QTest::newRow("wrong types") << QByteArray(
        R"({"emojiReactionSummaries":[{"emoji":{"unicode":"x"},"reactionCount":14}],"threadReply":true,"thread":{"name":"t"},"sender":"users/1","annotations":"x","text":{},"createTime":"soon","attachment":7})");
    QTest::newRow("both spellings, one null") << QByteArray(
        R"({"emojiReactionSummaries":null,"emoji_reaction_summaries":[{"emoji":{"unicode":"x"},"reactionCount":14}],"threadReply":true,"thread":{"name":"t"}})");
}

void TestApiWire::lenient()
{
    QFETCH(QByteArray, text);
    Message expected;
    expected.emojiReactionSummaries
        = {EmojiReactionSummary{.emoji = Emoji{.unicode = u"x"_s}, .reactionCount = 14}};
    expected.threadReply = true;
    expected.thread = Thread{.name = u"t"_s};
    QVERIFY(Message::fromJson(parse(text)) == expected);
}

void TestApiWire::enumsKeepTheirWord()
{
    const Space space
        = Space::fromJson(parse("{\"spaceType\":\"HOLOGRAM\",\"spaceHistoryState\":\"\"}"));
    QVERIFY(space.spaceType == SpaceType::Unrecognized);
    QCOMPARE(space.spaceType->text, u"HOLOGRAM"_s);
    QCOMPARE(space.spaceType->toString(), u"HOLOGRAM"_s);
    QVERIFY(!space.spaceHistoryState);
    QCOMPARE(json(space), "{\"spaceType\":\"HOLOGRAM\"}");
    QVERIFY(SpaceType::fromString(u"SPACE"_s) == SpaceType::Space);
    QVERIFY(SpaceType::fromString(u"HOLOGRAM"_s) != SpaceType::fromString(u"PLACE"_s));
    QCOMPARE(SpaceType(SpaceType::GroupChat).toString(), u"GROUP_CHAT"_s);
    QCOMPARE(MarkupSyntax(MarkupSyntax::Markdown).toString(), u"MARKUP_SYNTAX_MARKDOWN"_s);
}

void TestApiWire::sentIsWhatMayBeSent()
{
    Message message;
    message.name = u"spaces/A/messages/M"_s;
    message.text = u""_s; // empty is sent: it clears
    message.formattedText = u"server's own"_s;
    message.sender = User{.name = u"users/1"_s};
    message.attachment
        = {Attachment{.attachmentDataRef = AttachmentDataRef{.attachmentUploadToken = u"t"_s}}};
    message.quotedMessageMetadata = QuotedMessageMetadata{
        .lastUpdateTime = Timestamp::fromString(u"2026-04-05T12:00:00.000001Z"), .name = u"q"_s};
    QCOMPARE(json(message),
             "{\"attachment\":[{\"attachmentDataRef\":{\"attachmentUploadToken\":\"t\"}}],\"name\":"
             "\"spaces/A/messages/M\","
             "\"quotedMessageMetadata\":{\"lastUpdateTime\":\"2026-04-05T12:00:00.000001Z\","
             "\"name\":\"q\"},\"text\":\"\"}");
}

void TestApiWire::masks()
{
    QCOMPARE(Message().presentFields().paths(), QStringList());
    QCOMPARE(Message({.name = u"n"_s, .text = u""_s}).presentFields().toString(), u"text"_s);
    const Space space{.displayName = u"x"_s,
                      .name = u"spaces/A"_s,
                      .spaceDetails = SpaceDetails{.description = u"d"_s}};
    QCOMPARE(space.presentFields().toString(), u"displayName,spaceDetails"_s);
}

void TestApiWire::copiesAreDeep()
{
    Message a;
    a.thread = Thread{.name = u"one"_s};
    Message b = a;
    b.thread->name = u"two"_s;
    QCOMPARE(a.thread->name, u"one"_s);
    a = b;
    QVERIFY(a == b);
    b.thread.reset();
    QVERIFY(a.thread && !b.thread);
    QVERIFY(!(a == b));
    const Message c = std::move(a);
    QCOMPARE(c.thread->name, u"two"_s);
}

void TestApiWire::bytesEitherAlphabet()
{
    QCOMPARE(wire::readBytes(value("\"-_8=\"")), "\xfb\xff"_ba);
    QCOMPARE(wire::readBytes(value("\"+/8=\"")), "\xfb\xff"_ba);
    CustomEmojiPayload payload{.fileContent = "\xfb\xff"_ba, .filename = u"a.png"_s};
    QCOMPARE(json(payload), "{\"fileContent\":\"+/8=\",\"filename\":\"a.png\"}");
}

void TestApiWire::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("reason");
    const auto rpc
        = [](int code, const char *status, const char *message = "m", const char *details = "[]") {
              return QByteArray("{\"error\":{\"code\":" + QByteArray::number(code)
                                + ",\"message\":\"" + message + "\",\"status\":\"" + status
                                + "\",\"details\":" + details + "}}");
          };
    const auto info = [](const char *reason) -> QByteArray {
        return QByteArray("[{\"@type\":\"type.googleapis.com/"
                          "google.rpc.LocalizedMessage\",\"message\":\"x\"},"
                          "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"")
            + reason + "\",\"domain\":\"googleapis.com\"}]";
    };
    const QByteArray scope = info("ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
                     disabled = info("SERVICE_DISABLED"), rate = info("RATE_LIMIT_EXCEEDED");
    QTest::newRow("400") << 400 << rpc(400, "INVALID_ARGUMENT") << u"InvalidArgument"_s
                         << QString();
    QTest::newRow("400 precondition")
        << 400 << rpc(400, "FAILED_PRECONDITION") << u"FailedPrecondition"_s << QString();
    QTest::newRow("401") << 401 << rpc(401, "UNAUTHENTICATED") << u"Unauthenticated"_s << QString();
    QTest::newRow("403") << 403 << rpc(403, "PERMISSION_DENIED") << u"PermissionDenied"_s
                         << QString();
    QTest::newRow("scope") << 403 << rpc(403, "PERMISSION_DENIED", "m", scope)
                           << u"ScopeInsufficient"_s << u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s;
    QTest::newRow("API off") << 403 << rpc(403, "PERMISSION_DENIED", "m", disabled)
                             << u"ApiDisabled"_s << u"SERVICE_DISABLED"_s;
    QTest::newRow("API off, words only")
        << 403
        << rpc(403, "PERMISSION_DENIED",
               "Google Chat API has not been used in project 1 before or it is disabled.")
        << u"ApiDisabled"_s << QString();
    QTest::newRow("rate as 403") << 403 << rpc(403, "PERMISSION_DENIED", "m", rate)
                                 << u"RateLimited"_s << u"RATE_LIMIT_EXCEEDED"_s;
    QTest::newRow("404") << 404 << rpc(404, "NOT_FOUND") << u"NotFound"_s << QString();
    QTest::newRow("no Chat app")
        << 404
        << rpc(404, "NOT_FOUND", "Google Chat app not found. To create a Chat app, you must …")
        << u"ChatAppNotConfigured"_s << QString();
    QTest::newRow("409") << 409 << rpc(409, "ALREADY_EXISTS") << u"AlreadyExists"_s << QString();
    QTest::newRow("409 aborted") << 409 << rpc(409, "ABORTED") << u"Unavailable"_s << QString();
    QTest::newRow("429") << 429 << rpc(429, "RESOURCE_EXHAUSTED") << u"RateLimited"_s << QString();
    QTest::newRow("500") << 500 << rpc(500, "INTERNAL") << u"Server"_s << QString();
    QTest::newRow("503 without envelope")
        << 503 << QByteArray("{\"code\":503,\"message\":\"down\",\"status\":\"UNAVAILABLE\"}")
        << u"Unavailable"_s << QString();
    QTest::newRow("504") << 504 << rpc(504, "DEADLINE_EXCEEDED") << u"Unavailable"_s << QString();
    QTest::newRow("520 page") << 520 << QByteArray("<html>") << u"Unavailable"_s << u"HTML"_s;
    QTest::newRow("404 page") << 404 << QByteArray("<!DOCTYPE html>") << u"NotFound"_s << u"HTML"_s;
    QTest::newRow("404 nothing") << 404 << QByteArray() << u"NotFound"_s << u"NOT_JSON"_s;
    QTest::newRow("511") << 511 << QByteArray("<html>") << u"CaptivePortal"_s << u"HTML"_s;
    QTest::newRow("in a list") << 404
                               << QByteArray(
                                      "[{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}]")
                               << u"NotFound"_s << QString();
    QTest::newRow("unknown status word")
        << 400 << rpc(400, "SO_NEW") << u"InvalidArgument"_s << QString();
    QTest::newRow("strange types")
        << 403
        << QByteArray("{\"error\":{\"code\":\"x\",\"status\":5,\"message\":[],\"details\":{}}}")
        << u"PermissionDenied"_s << QString();
    QTest::newRow("oauth") << 400
                           << QByteArray("{\"error\":\"invalid_grant\",\"error_description\":\"d\","
                                         "\"error_subtype\":\"invalid_rapt\"}")
                           << u"SignedOut"_s << u"invalid_rapt"_s;
    QTest::newRow("413") << 413 << QByteArray("<html>") << u"InvalidArgument"_s << u"HTML"_s;
    QTest::newRow("416") << 416 << QByteArray() << u"InvalidArgument"_s << u"NOT_JSON"_s;
}

void TestApiWire::errors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, kind);
    QFETCH(QString, reason);
    const Error error = errorFromHttp(status, body);
    QCOMPARE(kindName(error.kind), kind);
    QCOMPARE(error.reason, reason);
    QCOMPARE(error.httpStatus, status);
}

void TestApiWire::retryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("ms"); // -1: absent
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("two") << QByteArray(" 2 ") << qint64(2000);
    QTest::newRow("date") << QByteArray("Sun, 05 Apr 2026 12:00:30 GMT") << qint64(30'000);
    QTest::newRow("date gone by") << QByteArray("Sun, 05 Apr 2026 11:00:00 GMT") << qint64(0);
    QTest::newRow("far away") << QByteArray("99999999999") << qint64(3'600'000);
    QTest::newRow("date far away")
        << QByteArray("Mon, 05 Apr 2027 12:00:00 GMT") << qint64(3'600'000);
    for (const char *bad : {"", "-1", "soon", "1.5", "Sun, 05 Foo 2026", "99999999999999999999999"})
        QTest::newRow(bad) << QByteArray(bad) << qint64(-1);
}

void TestApiWire::retryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, ms);
    const auto result = parseRetryAfter(value, QDateTime(QDate(2026, 4, 5), QTime(12, 0), Qt::UTC));
    QCOMPARE(result ? result->count() : -1, ms);
}

QTEST_GUILESS_MAIN(TestApiWire)
#include "tst_api_wire.moc"
