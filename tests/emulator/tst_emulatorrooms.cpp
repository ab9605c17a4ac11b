// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"
#include "live.h"
#include "pictures.h"
#include "seeds.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QImage>
#include <QImageReader>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace emulator;

/// Sections, pins, custom emoji, availability, settings, search, media, People, and the seeds.
class TestEmulatorRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sections();
    void pins();
    void customEmoji();
    void availability();
    void notificationSettings();
    void threadReadState();
    void messageSearch();
    void spaceSearch();
    void groupChats();
    void membership();
    void upload();
    void resumableUpload();
    void download();
    void people();
    void demonstration();
    void load();
    void liveColleagues();
};

void TestEmulatorRooms::sections()
{
    Fixture fixture;
    const QString base = u"/v1/users/me/sections"_s;
    QCOMPARE(fixture.call("GET", base).list("sections").size(), 3);
    const auto made
        = fixture.call("POST", base, R"({"displayName":"Mine","type":"CUSTOM_SECTION"})");
    QCOMPARE(made.json.value("sortOrder"_L1).toInt(), 1);
    const QString name = "/v1/"_L1 + made.text("name");
    QCOMPARE(fixture.call("POST", base, R"({"displayName":"x","type":"DEFAULT_APPS"})").code, 400);
    QCOMPARE(fixture.call("PATCH", name + "?updateMask=displayName"_L1, R"({"displayName":"Ours"})")
                 .text("displayName"),
             u"Ours"_s);
    QCOMPARE(fixture
                 .call("PATCH", "/v1/users/me/sections/default-spaces?updateMask=displayName"_L1,
                       R"({"displayName":"x"})")
                 .code,
             400);
    const auto moved = fixture.call("POST", name + ":position"_L1, R"({"relativePosition":"END"})");
    QCOMPARE(moved.json.value("section"_L1).toObject().value("sortOrder"_L1).toInt(), 4);
    QCOMPARE(fixture.call("POST", name + ":position"_L1, R"({"sortOrder":0})").code, 400);
    QCOMPARE(fixture.call("POST", name + ":position"_L1, "{}").code, 400);
    const auto items = fixture.call("GET", base % "/default-spaces/items"_L1);
    const QString item = items.list("sectionItems").first().toObject().value("name"_L1).toString();
    QCOMPARE(item, u"users/1/sections/default-spaces/items/TEAM"_s);
    const QByteArray target = "{\"targetSection\":\"" + made.text("name").toLatin1() + "\"}";
    QCOMPARE(fixture.call("POST", "/v1/"_L1 + item + ":move"_L1, target).code, 200);
    const auto found = fixture.call(
        "GET", base % "/-/items?filter="_L1 % Fixture::escaped(u"space = spaces/TEAM"_s));
    QVERIFY(found.body.contains(made.text("name").toLatin1()));
    QCOMPARE(fixture.call("GET", base % "/-/items"_L1).code, 400);
    QCOMPARE(fixture.call("DELETE", name).code, 200);
    QCOMPARE(fixture.call("DELETE", u"/v1/users/me/sections/default-apps"_s).code, 400);
    QCOMPARE(fixture.call("GET", base % "/default-spaces/items"_L1).list("sectionItems").size(), 1);
    QCOMPARE(fixture.call("GET", u"/v1/users/2/sections"_s).code, 403);
}

void TestEmulatorRooms::pins()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"a"_s);
    const QString base = u"/v1/spaces/TEAM/messagePins"_s;
    const QByteArray body = "{\"message\":\"" + name.toLatin1() + "\"}";
    const auto pin = fixture.call("POST", base, body);
    QCOMPARE(pin.text("name"), QString(name).replace("/messages/"_L1, "/messagePins/"_L1));
    QCOMPARE(fixture.call("POST", base, body).code, 409);
    QCOMPARE(fixture.call("POST", base, R"({"message":"spaces/GROUP/messages/a"})").code, 400);
    QCOMPARE(fixture.call("GET", base).list("messagePins").size(), 1);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + pin.text("name")).code, 200);
    QCOMPARE(fixture.call("GET", base).body, QByteArray("{}"));
}

void TestEmulatorRooms::customEmoji()
{
    Fixture fixture;
    const QByteArray image = paintEmoji(u":good-one:"_s).toBase64();
    const auto create
        = [&](const QByteArray &name, const QByteArray &file, const QByteArray &bytes) {
              return fixture.call("POST", u"/v1/customEmojis"_s,
                                  R"({"emojiName":")" + name + R"(","payload":{"filename":")" + file
                                      + R"(","fileContent":")" + bytes + R"("}})");
          };
    const auto made = create(":good-one:", "a.png", image);
    QCOMPARE(made.code, 200);
    QVERIFY(!made.json.contains("temporaryImageUri"_L1));
    QCOMPARE(create(":good-one:", "a.png", image).code, 409);
    QCOMPARE(create("bad", "a.png", image).code, 400);
    QCOMPARE(create(":other:", "a.svg", image).code, 400);
    QCOMPARE(create(":other:", "a.png", "AAAA").code, 400);
    for (const char *name : {":Upper:", ":two--hyphens:", ":a_-b:", ":-a:", ":a-:", "::", ":a b:"})
        QCOMPARE(create(name, "a.png", image).code, 400);
    QCOMPARE(create(":other:", "a.webp", image).code, 400);
    fixture.act(R"({"action":"set","emojiLocked":true})");
    QCOMPARE(create(":other:", "a.png", image).code, 403);
    fixture.act(R"({"action":"set","emojiLocked":false})");
    QCOMPARE(fixture.call("GET", u"/v1/customEmojis/:good-one:"_s).text("uid"), made.text("uid"));
    const auto list = [&](const QString &filter) {
        return fixture.call("GET", "/v1/customEmojis?filter="_L1 + Fixture::escaped(filter));
    };
    QCOMPARE(list(u"creator(\"users/me\")"_s).list("customEmojis").size(), 1);
    QCOMPARE(list(u"NOT creator(\"users/me\")"_s).body, QByteArray("{}"));
    QCOMPARE(list(u"creator(\"users/2\")"_s).code, 400);
    const QString message = fixture.post(u"spaces/TEAM"_s, u"so :good-one:!"_s);
    const auto shown = fixture.call("GET", "/v1/"_L1 + message);
    QCOMPARE(shown.list("annotations").first().toObject().value("type"_L1).toString(),
             u"CUSTOM_EMOJI"_s);
    const auto reacted = fixture.call("POST", "/v1/"_L1 + message + "/reactions"_L1,
                                      R"({"emoji":{"customEmoji":{"uid":")"
                                          + made.text("uid").toLatin1() + R"("}}})");
    QCOMPARE(reacted.code, 200);
    // The key is not the last part of the name.
    QVERIFY(!made.text("name").endsWith(made.text("uid")));
    const auto reactions = [&](const QString &uid) {
        return fixture
            .call("GET",
                  "/v1/"_L1 + message + "/reactions?filter="_L1
                      + Fixture::escaped("emoji.custom_emoji.uid = \""_L1 + uid + u'"'))
            .list("reactions")
            .size();
    };
    QCOMPARE(reactions(made.text("uid")), 1);
    QCOMPARE(reactions(made.text("name").section(u'/', 1)), 0);
    const QString ann = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    QCOMPARE(fixture.callAs(ann, "DELETE", "/v1/"_L1 + made.text("name")).code, 403);
    QCOMPARE(fixture.call("DELETE", "/v1/"_L1 + made.text("name")).code, 200);
}

void TestEmulatorRooms::availability()
{
    Fixture fixture;
    const QString name = u"/v1/users/me/availability"_s;
    QCOMPARE(fixture.call("GET", name).text("state"), u"ACTIVE"_s);
    QCOMPARE(fixture.call("POST", name % ":markAsAway"_L1, "{}").text("state"), u"AWAY"_s);
    QCOMPARE(fixture.call("POST", name % ":markAsDoNotDisturb"_L1, "{}").code, 400);
    const auto quiet = fixture.call("POST", name % ":markAsDoNotDisturb"_L1, R"({"ttl":"60s"})");
    QCOMPARE(quiet.text("state"), u"DO_NOT_DISTURB"_s);
    QVERIFY(quiet.json.contains("doNotDisturbMetadata"_L1));
    fixture.advance(61);
    QCOMPARE(fixture.call("GET", name).text("state"), u"ACTIVE"_s);
    const QString patch = name % "?updateMask=customStatus"_L1;
    QCOMPARE(
        fixture.call("PATCH", patch, R"({"customStatus":{"text":"Train","emoji":{"unicode":"🚆"}}})")
            .code,
        200);
    QCOMPARE(fixture.call("PATCH", patch, R"({"customStatus":{"text":"Train"}})").code, 400);
    QCOMPARE(fixture.call("PATCH", name % "?updateMask=state"_L1, "{}").code, 400);
    QCOMPARE(fixture.call("GET", u"/v1/users/2/availability"_s).code, 403);
}

void TestEmulatorRooms::notificationSettings()
{
    Fixture fixture;
    const QString name = u"/v1/users/me/spaces/TEAM/spaceNotificationSetting"_s;
    QCOMPARE(fixture.call("GET", name).text("notificationSetting"), u"ALL"_s);
    const auto set = fixture.call("PATCH", name % "?updateMask=muteSetting,notification_setting"_L1,
                                  R"({"muteSetting":"MUTED","notificationSetting":"FOR_YOU"})");
    QCOMPARE(set.text("muteSetting"), u"MUTED"_s);
    QCOMPARE(set.text("notificationSetting"), u"FOR_YOU"_s);
    QCOMPARE(fixture.call("PATCH", name % "?updateMask=muteSetting"_L1, "{}").code, 400);
    const QString direct
        = u"/v1/users/me/spaces/DIRECT/spaceNotificationSetting?updateMask=notificationSetting"_s;
    QCOMPARE(fixture.call("PATCH", direct, R"({"notificationSetting":"FOR_YOU"})").code, 400);
}

void TestEmulatorRooms::threadReadState()
{
    Fixture fixture;
    const QString name = fixture.post(u"spaces/TEAM"_s, u"a"_s);
    const QString thread = name.section(u'/', 3).section(u'.', 0, 0);
    const QString target = "/v1/users/me/spaces/TEAM/threads/"_L1 + thread + "/threadReadState"_L1;
    QVERIFY(!fixture.call("GET", target).json.contains("lastReadTime"_L1));
    fixture.act(R"({"action":"read","user":"me","thread":"spaces/TEAM/threads/)" + thread.toLatin1()
                + "\"}");
    QVERIFY(fixture.call("GET", target).json.contains("lastReadTime"_L1));
    QCOMPARE(fixture.call("GET", u"/v1/users/me/spaces/TEAM/threads/none/threadReadState"_s).code,
             404);
}

void TestEmulatorRooms::messageSearch()
{
    Fixture fixture;
    fixture.post(u"spaces/TEAM"_s, u"the pending report is here https://a.example/"_s);
    fixture.act(
        R"({"action":"message","user":"ann","space":"TEAM","text":"reports are pending <users/1>"})");
    fixture.act(R"({"action":"message","user":"bob","space":"SECRET","text":"pending report"})");
    fixture.act(
        R"({"action":"message","user":"9","space":"TEAM","text":"pending report by an app"})");
    const auto count = [&](const QString &filter) {
        const auto reply = fixture.call("POST", u"/v1/spaces/-/messages:search"_s,
                                        QJsonDocument(QJsonObject{{u"filter"_s, filter}}).toJson());
        return reply.code == 200 ? int(reply.list("results").size()) : -reply.code;
    };
    QCOMPARE(count(u"report"_s), 2);
    QCOMPARE(count(u"pend report"_s), 2);
    QCOMPARE(count(u"\"pending report\""_s), 1);
    QCOMPARE(count(u"report AND sender.name = \"users/ann@example.org\""_s), 1);
    QCOMPARE(count(u"(sender.name = \"users/me\" OR sender.name = \"users/2\") AND has_link()"_s),
             1);
    QCOMPARE(count(u"annotations.user_mentions.user.name:users/me"_s), 1);
    QCOMPARE(count(u"space.display_name:Team report"_s), 2);
    QCOMPARE(count(u"report AND is_unread()"_s), 2);
    QCOMPARE(count(u"create_time >= \"2026-01-01T00:00:00Z\" report"_s), 2);
    QCOMPARE(count(u"create_time > \"2026-01-01T00:00:00Z\""_s), -400);
    QCOMPARE(count(u"sender.name = \"users/me\" OR has_link()"_s), -400);
    QCOMPARE(count(QString()), -400);
    QCOMPARE(fixture.call("POST", u"/v1/spaces/TEAM/messages:search"_s, R"({"filter":"a"})").code,
             400);
    fixture.world.space(u"TEAM"_s)->readStates[u"1"_s].mute = u"MUTED"_s;
    QCOMPARE(count(u"report"_s), 0); // muted spaces are left out
}

void TestEmulatorRooms::spaceSearch()
{
    Fixture fixture;
    const auto find = [&](const char *query) {
        return fixture.call(
            "GET", "/v1/spaces:search?query="_L1 + Fixture::escaped(QString::fromUtf8(query)));
    };
    QCOMPARE(find("space_type = \"SPACE\" AND display_name:\"tea\"").list("results").size(), 1);
    QCOMPARE(find("space_type = \"SPACE\" AND display_name:\"secret\"").body, QByteArray("{}"));
    QCOMPARE(find("space_type = \"SPACE\"").body, QByteArray("{}"));
    QCOMPARE(find("display_name:\"tea\"").code, 400);
}

void TestEmulatorRooms::groupChats()
{
    Fixture fixture;
    const QString both = u"/v1/spaces:findGroupChats?users=users/2&users=users/3"_s;
    QCOMPARE(fixture.call("GET", both).list("spaces").first().toObject().keys(),
             QStringList{u"name"_s});
    QCOMPARE(fixture.call("GET", both % "&spaceView=SPACE_VIEW_EXPANDED"_L1)
                 .list("spaces")
                 .first()
                 .toObject()
                 .value("spaceType"_L1)
                 .toString(),
             u"GROUP_CHAT"_s);
    QCOMPARE(fixture.call("GET", u"/v1/spaces:findGroupChats?users=users/2"_s).body,
             QByteArray("{}"));
}

void TestEmulatorRooms::membership()
{
    Fixture fixture;
    const QString ann = fixture.tokenFor(u"2"_s, Fixture::allScopes());
    const QString members = u"/v1/spaces/TEAM/members"_s;
    QCOMPARE(
        fixture
            .callAs(ann, "PATCH", members % "/3?updateMask=role"_L1, R"({"role":"ROLE_MANAGER"})")
            .text("role"),
        u"ROLE_MANAGER"_s);
    const auto gone = fixture.callAs(ann, "DELETE", members % "/3"_L1);
    QCOMPARE(gone.text("state"), u"NOT_A_MEMBER"_s);
    QCOMPARE(fixture.call("GET", members % "/3"_L1).code, 404);
    QCOMPARE(fixture
                 .callAs(ann, "POST", members,
                         R"({"member":{"name":"users/bob@example.org","type":"HUMAN"}})")
                 .text("state"),
             u"JOINED"_s);
    fixture.world.space(u"TEAM"_s)->external = true;
    QCOMPARE(fixture.callAs(ann, "POST", members, R"({"member":{"name":"users/4","type":"HUMAN"}})")
                 .text("state"),
             u"INVITED"_s);
    QCOMPARE(fixture.call("GET", members).list("memberships").size(), 3);
    QCOMPARE(fixture.call("GET", members % "?showInvited=true"_L1).list("memberships").size(), 4);
    QCOMPARE(fixture.call("DELETE", u"/v1/spaces/DIRECT/members/1"_s).code, 400);
}

void TestEmulatorRooms::upload()
{
    Fixture fixture;
    HttpRequest request = Fixture::request(
        "POST", u"/upload/v1/spaces/TEAM/attachments:upload?uploadType=multipart"_s,
        "--b\r\nContent-Type: application/json\r\n\r\n{\"filename\":\"a.txt\"}\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nline\r\n\r\n--not the end\r\n--b--\r\n");
    request.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
    request.headers.insert("content-type", "multipart/related; boundary=b");
    const auto uploaded = fixture.raw(request);
    QCOMPARE(uploaded.code, 200);
    const QByteArray ref = QJsonDocument(uploaded.json).toJson(QJsonDocument::Compact);
    const auto sent
        = fixture.call("POST", u"/v1/spaces/TEAM/messages"_s, "{\"attachment\":[" + ref + "]}");
    QCOMPARE(sent.code, 200);
    const QJsonObject attachment = sent.list("attachment").first().toObject();
    QCOMPARE(attachment.value("contentName"_L1).toString(), u"a.txt"_s);
    QCOMPARE(attachment.value("source"_L1).toString(), u"UPLOADED_CONTENT"_s);
    QCOMPARE(
        fixture.call("POST", u"/v1/spaces/GROUP/messages"_s, "{\"attachment\":[" + ref + "]}").code,
        400);
    const QString resource
        = attachment.value("attachmentDataRef"_L1).toObject().value("resourceName"_L1).toString();
    QCOMPARE(fixture.call("GET", "/v1/media/"_L1 + resource + "?alt=media"_L1).body,
             QByteArray("line\r\n\r\n--not the end"));
    request.body.chop(8);
    QCOMPARE(fixture.raw(request).code, 400);
    QCOMPARE(
        fixture.call("POST", u"/v1/spaces/TEAM/attachments:upload"_s, R"({"filename":"a"})").code,
        400);
}

void TestEmulatorRooms::resumableUpload()
{
    Fixture fixture;
    HttpRequest start = Fixture::request(
        "POST", u"/resumable/upload/v1/spaces/TEAM/attachments:upload?uploadType=resumable"_s,
        R"({"filename":"b.bin"})");
    start.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
    start.headers.insert("x-upload-content-type", "application/x-b");
    const HttpResponse begun = fixture.service.respond(start);
    QCOMPARE(begun.status, 200);
    const QString location = QString::fromLatin1(begun.headers.first().second).mid(18);
    const auto put = [&](const QByteArray &bytes, const QByteArray &range) {
        HttpRequest request = Fixture::request("PUT", location, bytes);
        request.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
        request.headers.insert("content-range", range);
        return fixture.service.respond(request);
    };
    const QByteArray piece(qsizetype(256) * 1024, 'x');
    const HttpResponse more = put(piece, "bytes 0-262143/262149");
    QCOMPARE(more.status, 308);
    QCOMPARE(more.headers.first().second, QByteArray("bytes=0-262143"));
    QCOMPARE(put("xx", "bytes 262147-262148/262149").status, 400);
    QCOMPARE(put({}, "bytes */262149").status, 308);
    const HttpResponse done = put("56789", "bytes 262144-262148/262149");
    QCOMPARE(done.status, 200);
    QVERIFY(done.body.contains("attachmentUploadToken"));
}

void TestEmulatorRooms::download()
{
    Fixture fixture;
    Upload upload;
    upload.bytes = "0123456789";
    upload.space = u"TEAM"_s;
    upload.contentType = u"text/plain"_s;
    fixture.world.uploads.insert(u"a/b/c"_s, upload);
    HttpRequest request = Fixture::request("GET", u"/v1/media/a/b/c?alt=media"_s);
    request.headers.insert("authorization", "Bearer " + fixture.token.toLatin1());
    QCOMPARE(fixture.service.respond(request).body, upload.bytes);
    request.headers.insert("range", "bytes=2-4");
    const HttpResponse part = fixture.service.respond(request);
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, QByteArray("234"));
    request.headers.insert("range", "bytes=20-");
    QCOMPARE(fixture.service.respond(request).status, 416);
    QCOMPARE(fixture.call("GET", u"/v1/media/a/b/c"_s).code, 400);
    QCOMPARE(fixture.call("GET", u"/v1/media/none?alt=media"_s).code, 404);
    fixture.world.leave(*fixture.world.space(u"TEAM"_s), u"1"_s);
    QCOMPARE(fixture.call("GET", u"/v1/media/a/b/c?alt=media"_s).code, 403);
}

void TestEmulatorRooms::people()
{
    Fixture fixture;
    const auto got
        = fixture.call("GET",
                       u"/v1/people:batchGet?resourceNames=people/2&resourceNames=people/77"
                       "&personFields=names,photos,emailAddresses"_s);
    const QJsonObject ann = got.list("responses").at(0).toObject().value("person"_L1).toObject();
    QCOMPARE(ann.value("names"_L1).toArray().first().toObject().value("displayName"_L1).toString(),
             u"Ann Bell"_s);
    QCOMPARE(got.list("responses").at(1).toObject().value("httpStatusCode"_L1).toInt(), 404);
    QCOMPARE(fixture.call("GET", u"/v1/people:batchGet?resourceNames=people/2"_s).code, 400);
    const QString search
        = u"/v1/people:searchDirectoryPeople?readMask=names&query=be&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"_s;
    QCOMPARE(fixture.call("GET", search).list("people").size(), 1);
    fixture.act(R"({"action":"set","directoryOff":true})");
    QCOMPARE(fixture.call("GET", search).code, 403);
    const QString weak
        = fixture.tokenFor(u"1"_s, {u"https://www.googleapis.com/auth/chat.spaces"_s});
    QCOMPARE(fixture.callAs(weak, "GET", search).code, 403);
}

void TestEmulatorRooms::demonstration()
{
    QElapsedTimer timer;
    timer.start();
    World world;
    seedDemo(world);
    qInfo("demonstration made in %lld ms", timer.elapsed());
    QVERIFY(world.spaces().size() >= 25);
    QVERIFY(world.users.size() >= 18);
    int unread = 0;
    for (const auto &space : world.spaces()) {
        QVERIFY2(!space->messages.empty(), qPrintable(space->displayName));
        QVERIFY(space->joined(world.self));
        for (size_t i = 1; i < space->messages.size(); ++i)
            QVERIFY(space->messages[i].created > space->messages[i - 1].created);
        for (size_t i = 1; i < space->events.size(); ++i)
            QVERIFY(space->events[i].time > space->events[i - 1].time);
        QVERIFY(space->events.back().time <= world.clock.now());
        unread += world.newestTime(*space) > space->readStates.value(world.self).lastRead ? 1 : 0;
    }
    QVERIFY(unread >= 5 && unread < 20);
    for (const Upload &upload : std::as_const(world.uploads))
        QVERIFY(!upload.make().isEmpty());
    const QByteArray gif = paintGif(u"x"_s);
    QBuffer buffer;
    buffer.setData(gif);
    QImageReader reader(&buffer, "gif");
    int frames = 0;
    while (!reader.read().isNull())
        ++frames;
    QCOMPARE(frames, 12);
    QVERIFY(!QImage::fromData(paintAvatar(u"Robin Vale"_s, false)).isNull());
}

void TestEmulatorRooms::load()
{
    QElapsedTimer timer;
    timer.start();
    World world;
    seedLoad(world, 1000, 1'000'000);
    qInfo("1000 spaces made in %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 5000);
    const quint64 revision = world.revision();
    Space *space = world.space(u"LOAD0000003"_s);
    QCOMPARE(space->messages.size(), size_t(1000));
    QCOMPARE(space->messages.back().created, space->lastActive);
    QCOMPARE(world.revision(), revision);
    World again;
    QVERIFY(seedByName(again, u"load:10:100"_s));
    QCOMPARE(again.space(u"LOAD0000003"_s)->messages.size(), size_t(10));
    QVERIFY(!seedByName(again, u"load:x:1"_s));
}

void TestEmulatorRooms::liveColleagues()
{
    World world;
    seedDemo(world);
    Live live(world);
    const quint64 before = world.revision();
    for (int i = 0; i < 200; ++i)
        QVERIFY(live.step());
    QVERIFY(world.revision() > before + 150);
}

QTEST_MAIN(TestEmulatorRooms)
#include "tst_emulatorrooms.moc"
