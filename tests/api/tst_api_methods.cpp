// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoints.h"
#include "api/generated/methods.h"
#include "api/oauth/scopes.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::api;

namespace {

constexpr int ChatMethods = 54;
constexpr int AnnouncedMethods = 1; // that Google does not document
constexpr int OtherMethods = 4; // three of People, userinfo

const QString S = u"spaces/S"_s;
const QString M = u"spaces/S/messages/client-m.1"_s;

// Result itself looks comparable to QMetaType and is not.
struct Made
{
    Result<Call> call;
};

void row(const char *id, const Result<Call> &call, const char *expected, const char *body = nullptr)
{
    QTest::newRow(id) << QString::fromLatin1(id) << Made{call} << QByteArray(expected)
                      << (body ? QByteArray(body) : QByteArray());
}

} // namespace

// Every method of the service, as it goes over the wire at Google's addresses. Written by hand from
// the method list, not from the description that the code is made of.
class TestApiMethods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wire_data();
    void wire();
    void allAreThere();
    void whatIsKnown();
    void repeatable();
    void budgets();
    void refused_data();
    void refused();
    void scopesSuffice();
};

void TestApiMethods::wire_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Made>("made");
    QTest::addColumn<QByteArray>("expected"); // verb and address
    QTest::addColumn<QByteArray>("body"); // empty: none

    row("customEmojis.create", CreateCustomEmoji{.customEmoji = {.emojiName = u":x:"_s}}.toCall(),
        "POST https://chat.googleapis.com/v1/customEmojis", R"({"emojiName":":x:"})");
    row("customEmojis.delete", DeleteCustomEmoji{.name = u"customEmojis/E"_s}.toCall(),
        "DELETE https://chat.googleapis.com/v1/customEmojis/E");
    row("customEmojis.get", GetCustomEmoji{.name = u"customEmojis/E"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/customEmojis/E");
    row("customEmojis.list",
        ListCustomEmojis{
            .filter = u"creator(\"users/me\")"_s, .pageSize = 5, .pageToken = u"a/b+c="_s}
            .toCall(),
        "GET "
        "https://chat.googleapis.com/v1/"
        "customEmojis?filter=creator%28%22users%2Fme%22%29&pageSize=5&pageToken=a%2Fb%2Bc%3D");
    row("media.download", DownloadMedia{.resourceName = u"Clx/a=b?c"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/media/Clx/a%3Db%3Fc?alt=media");
    row("media.upload", UploadAttachment{.parent = S, .filename = u"a.png"_s}.toCall(),
        "POST "
        "https://chat.googleapis.com/upload/v1/spaces/S/attachments:upload?uploadType=multipart",
        R"({"filename":"a.png"})");
    row("spaces.completeImport", CompleteImport{.name = S}.toCall(),
        "POST https://chat.googleapis.com/v1/spaces/S:completeImport", "{}");
    row("spaces.create",
        CreateSpace{.requestId = u"r"_s,
                    .space = {.displayName = u"D"_s, .spaceType = SpaceType::Space}}
            .toCall(),
        "POST https://chat.googleapis.com/v1/spaces?requestId=r",
        R"({"displayName":"D","spaceType":"SPACE"})");
    row("spaces.delete", DeleteSpace{.name = S, .useAdminAccess = true}.toCall(),
        "DELETE https://chat.googleapis.com/v1/spaces/S?useAdminAccess=true");
    row("spaces.findDirectMessage", FindDirectMessage{.name = u"users/a@b.c"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/spaces:findDirectMessage?name=users%2Fa%40b.c");
    row("spaces.findGroupChats",
        FindGroupChats{.pageSize = 30,
                       .pageToken = u"t"_s,
                       .spaceView = SpaceView::Expanded,
                       .users = {u"users/1"_s, u"users/2"_s}}
            .toCall(),
        "GET "
        "https://chat.googleapis.com/v1/"
        "spaces:findGroupChats?pageSize=30&pageToken=t&spaceView=SPACE_VIEW_EXPANDED&users=users%"
        "2F1&users=users%2F2");
    row("spaces.get", GetSpace{.name = S, .useAdminAccess = false}.toCall(),
        "GET https://chat.googleapis.com/v1/spaces/S?useAdminAccess=false");
    row("spaces.list", ListSpaces{.filter = u"spaceType = \"SPACE\""_s, .pageSize = 1000}.toCall(),
        "GET "
        "https://chat.googleapis.com/v1/spaces?filter=spaceType%20%3D%20%22SPACE%22&pageSize=1000");
    row("spaces.members.create",
        CreateMembership{.parent = S,
                         .useAdminAccess = true,
                         .membership
                         = {.member = User{.name = u"users/1"_s, .type = UserType::Human}}}
            .toCall(),
        "POST https://chat.googleapis.com/v1/spaces/S/members?useAdminAccess=true",
        R"({"member":{"name":"users/1","type":"HUMAN"}})");
    row("spaces.members.delete", DeleteMembership{.name = u"spaces/S/members/B"_s}.toCall(),
        "DELETE https://chat.googleapis.com/v1/spaces/S/members/B");
    row("spaces.members.get", GetMembership{.name = u"spaces/S/members/me"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/spaces/S/members/me");
    row("spaces.members.list",
        ListMemberships{.parent = S, .showGroups = true, .showInvited = false}.toCall(),
        "GET https://chat.googleapis.com/v1/spaces/S/members?showGroups=true&showInvited=false");
    row("spaces.members.patch",
        PatchMembership{.name = u"spaces/S/members/B"_s,
                        .membership = {.role = MembershipRole::RoleManager}}
            .toCall(),
        "PATCH https://chat.googleapis.com/v1/spaces/S/members/B?updateMask=role",
        R"({"role":"ROLE_MANAGER"})");
    row("spaces.messagePins.create",
        CreateMessagePin{.parent = S, .messagePin = {.message = M}}.toCall(),
        "POST https://chat.googleapis.com/v1/spaces/S/messagePins",
        R"({"message":"spaces/S/messages/client-m.1"})");
    row("spaces.messagePins.delete", DeleteMessagePin{.name = u"spaces/S/messagePins/P"_s}.toCall(),
        "DELETE https://chat.googleapis.com/v1/spaces/S/messagePins/P");
    row("spaces.messagePins.list", ListMessagePins{.parent = S, .pageSize = 100}.toCall(),
        "GET https://chat.googleapis.com/v1/spaces/S/messagePins?pageSize=100");
    row("spaces.messages.attachments.get", GetAttachment{.name = M + u"/attachments/A"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/spaces/S/messages/client-m.1/attachments/A");
    row("spaces.messages.create",
        CreateMessage{.parent = S,
                      .messageId = u"client-1"_s,
                      .messageReplyOption = MessageReplyOption::ReplyMessageFallbackToNewThread,
                      .requestId = u"r"_s,
                      .message
                      = {.text = u"a&b=c"_s, .thread = Thread{.name = u"spaces/S/threads/T"_s}}}
            .toCall(),
        "POST "
        "https://chat.googleapis.com/v1/spaces/S/"
        "messages?messageId=client-1&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD&"
        "requestId=r",
        R"({"text":"a&b=c","thread":{"name":"spaces/S/threads/T"}})");
    row("spaces.messages.delete", DeleteMessage{.name = M, .force = true}.toCall(),
        "DELETE https://chat.googleapis.com/v1/spaces/S/messages/client-m.1?force=true");
    row("spaces.messages.get",
        GetMessage{.name = M, .markupSyntax = MarkupSyntax::Markdown}.toCall(),
        "GET "
        "https://chat.googleapis.com/v1/spaces/S/messages/"
        "client-m.1?markupSyntax=MARKUP_SYNTAX_MARKDOWN");
    row("spaces.messages.list",
        ListMessages{.parent = S,
                     .filter = u"createTime > \"2026-01-01T00:00:00+00:00\""_s,
                     .orderBy = u"createTime desc"_s,
                     .pageSize = 25,
                     .showDeleted = true}
            .toCall(),
        "GET "
        "https://chat.googleapis.com/v1/spaces/S/"
        "messages?filter=createTime%20%3E%20%222026-01-01T00%3A00%3A00%2B00%3A00%22&orderBy="
        "createTime%20desc&pageSize=25&showDeleted=true");
    row("spaces.messages.patch",
        PatchMessage{.name = M, .allowMissing = false, .message = {.text = u""_s}}.toCall(),
        "PATCH "
        "https://chat.googleapis.com/v1/spaces/S/messages/"
        "client-m.1?allowMissing=false&updateMask=text",
        R"({"text":""})");
    row("spaces.messages.reactions.create",
        CreateReaction{.parent = M, .reaction = {.emoji = Emoji{.unicode = u"x"_s}}}.toCall(),
        "POST https://chat.googleapis.com/v1/spaces/S/messages/client-m.1/reactions",
        R"({"emoji":{"unicode":"x"}})");
    row("spaces.messages.reactions.delete", DeleteReaction{.name = M + u"/reactions/R"_s}.toCall(),
        "DELETE https://chat.googleapis.com/v1/spaces/S/messages/client-m.1/reactions/R");
    row("spaces.messages.reactions.list",
        ListReactions{.parent = M, .filter = u"user.name = \"users/1\""_s}.toCall(),
        "GET "
        "https://chat.googleapis.com/v1/spaces/S/messages/client-m.1/"
        "reactions?filter=user.name%20%3D%20%22users%2F1%22");
    row("spaces.messages.search",
        SearchMessages{.parent = u"spaces/-"_s,
                       .filter = u"budget"_s,
                       .pageSize = 25,
                       .view = SearchMessagesView::Full}
            .toCall(),
        "POST https://chat.googleapis.com/v1/spaces/-/messages:search",
        R"({"filter":"budget","pageSize":25,"view":"SEARCH_MESSAGES_VIEW_FULL"})");
    row("spaces.messages.update",
        UpdateMessage{.name = M,
                      .allowMissing = true,
                      .updateMask = {u"text"_s, u"cardsV2"_s},
                      .message = {.text = u"t"_s}}
            .toCall(),
        "PUT "
        "https://chat.googleapis.com/v1/spaces/S/messages/"
        "client-m.1?allowMissing=true&updateMask=text%2CcardsV2",
        R"({"text":"t"})");
    row("spaces.patch",
        PatchSpace{.name = S, .space = {.spaceHistoryState = SpaceHistoryState::HistoryOn}}
            .toCall(),
        "PATCH https://chat.googleapis.com/v1/spaces/S?updateMask=spaceHistoryState",
        R"({"spaceHistoryState":"HISTORY_ON"})");
    row("spaces.search",
        SearchSpaces{.orderBy = u"create_time ASC"_s,
                     .query = u"displayName:\"x\""_s,
                     .useAdminAccess = true}
            .toCall(),
        "GET "
        "https://chat.googleapis.com/v1/"
        "spaces:search?orderBy=create_time%20ASC&query=displayName%3A%22x%22&useAdminAccess=true");
    row("spaces.setup",
        SetUpSpace{.memberships
                   = {Membership{.member = User{.name = u"users/1"_s, .type = UserType::Human}}},
                   .requestId = u"r"_s,
                   .space = Space{.spaceType = SpaceType::DirectMessage}}
            .toCall(),
        "POST https://chat.googleapis.com/v1/spaces:setup",
        R"({"memberships":[{"member":{"name":"users/1","type":"HUMAN"}}],"requestId":"r","space":{"spaceType":"DIRECT_MESSAGE"}})");
    row("spaces.spaceEvents.get", GetSpaceEvent{.name = u"spaces/S/spaceEvents/E"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/spaces/S/spaceEvents/E");
    row("spaces.spaceEvents.list",
        ListSpaceEvents{.parent = S, .filter = u"event_types:\"a\""_s, .pageToken = u"t"_s}
            .toCall(),
        "GET "
        "https://chat.googleapis.com/v1/spaces/S/"
        "spaceEvents?filter=event_types%3A%22a%22&pageToken=t");
    row("users.availability.get", GetAvailability{.name = u"users/me/availability"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/users/me/availability");
    row("users.availability.markAsActive",
        MarkAsActive{.name = u"users/me/availability"_s, .ttl = std::chrono::hours(1)}.toCall(),
        "POST https://chat.googleapis.com/v1/users/me/availability:markAsActive",
        R"({"ttl":"3600s"})");
    row("users.availability.markAsAway", MarkAsAway{.name = u"users/me/availability"_s}.toCall(),
        "POST https://chat.googleapis.com/v1/users/me/availability:markAsAway", "{}");
    row("users.availability.markAsDoNotDisturb",
        MarkAsDoNotDisturb{.name = u"users/me/availability"_s,
                           .expireTime = Timestamp::fromMicroseconds(0)}
            .toCall(),
        "POST https://chat.googleapis.com/v1/users/me/availability:markAsDoNotDisturb",
        R"({"expireTime":"1970-01-01T00:00:00Z"})");
    row("users.availability.patch",
        PatchAvailability{.name = u"users/me/availability"_s, .updateMask = {u"customStatus"_s}}
            .toCall(),
        "PATCH https://chat.googleapis.com/v1/users/me/availability?updateMask=customStatus", "{}");
    row("users.sections.create",
        CreateSection{.parent = u"users/me"_s,
                      .section = {.displayName = u"D"_s, .type = SectionType::CustomSection}}
            .toCall(),
        "POST https://chat.googleapis.com/v1/users/me/sections",
        R"({"displayName":"D","type":"CUSTOM_SECTION"})");
    row("users.sections.delete", DeleteSection{.name = u"users/me/sections/X"_s}.toCall(),
        "DELETE https://chat.googleapis.com/v1/users/me/sections/X");
    row("users.sections.items.list",
        ListSectionItems{.parent = u"users/me/sections/-"_s, .pageSize = 100}.toCall(),
        "GET https://chat.googleapis.com/v1/users/me/sections/-/items?pageSize=100");
    row("users.sections.items.move",
        MoveSectionItem{.name = u"users/me/sections/X/items/I"_s,
                        .targetSection = u"users/me/sections/Y"_s}
            .toCall(),
        "POST https://chat.googleapis.com/v1/users/me/sections/X/items/I:move",
        R"({"targetSection":"users/me/sections/Y"})");
    row("users.sections.list", ListSections{.parent = u"users/me"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/users/me/sections");
    row("users.sections.patch",
        PatchSection{.name = u"users/me/sections/X"_s, .section = {.displayName = u"D"_s}}.toCall(),
        "PATCH https://chat.googleapis.com/v1/users/me/sections/X?updateMask=displayName",
        R"({"displayName":"D"})");
    row("users.sections.position",
        PositionSection{.name = u"users/me/sections/X"_s,
                        .relativePosition = RelativePosition::Start}
            .toCall(),
        "POST https://chat.googleapis.com/v1/users/me/sections/X:position",
        R"({"relativePosition":"START"})");
    row("users.spaces.getSpaceReadState",
        GetSpaceReadState{.name = u"users/me/spaces/S/spaceReadState"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/users/me/spaces/S/spaceReadState");
    row("users.spaces.spaceNotificationSetting.get",
        GetSpaceNotificationSetting{.name = u"users/me/spaces/S/spaceNotificationSetting"_s}
            .toCall(),
        "GET https://chat.googleapis.com/v1/users/me/spaces/S/spaceNotificationSetting");
    row("users.spaces.spaceNotificationSetting.patch",
        PatchSpaceNotificationSetting{.name = u"users/me/spaces/S/spaceNotificationSetting"_s,
                                      .spaceNotificationSetting
                                      = {.muteSetting = MuteSetting::Muted}}
            .toCall(),
        "PATCH "
        "https://chat.googleapis.com/v1/users/me/spaces/S/"
        "spaceNotificationSetting?updateMask=muteSetting",
        R"({"muteSetting":"MUTED"})");
    row("users.spaces.threads.getThreadReadState",
        GetThreadReadState{.name = u"users/me/spaces/S/threads/T/threadReadState"_s}.toCall(),
        "GET https://chat.googleapis.com/v1/users/me/spaces/S/threads/T/threadReadState");
    row("users.spaces.updateSpaceReadState",
        UpdateSpaceReadState{.name = u"users/me/spaces/S/spaceReadState"_s,
                             .spaceReadState = {.lastReadTime = Timestamp::fromMicroseconds(1)}}
            .toCall(),
        "PATCH "
        "https://chat.googleapis.com/v1/users/me/spaces/S/spaceReadState?updateMask=lastReadTime",
        R"({"lastReadTime":"1970-01-01T00:00:00.000001Z"})");
    row("users.spaces.threads.updateThreadReadState",
        UpdateThreadReadState{.name = u"users/me/spaces/S/threads/T/threadReadState"_s,
                              .threadReadState = {.lastReadTime = Timestamp::fromMicroseconds(1)}}
            .toCall(),
        "PATCH "
        "https://chat.googleapis.com/v1/users/me/spaces/S/threads/T/"
        "threadReadState?updateMask=lastReadTime",
        R"({"lastReadTime":"1970-01-01T00:00:00.000001Z"})");

    row("people.getBatchGet",
        BatchGetPeople{.personFields = {u"names"_s, u"photos"_s},
                       .resourceNames = {u"people/1"_s},
                       .sources = {ReadSourceType::Profile}}
            .toCall(),
        "GET "
        "https://people.googleapis.com/v1/"
        "people:batchGet?personFields=names%2Cphotos&resourceNames=people%2F1&sources=READ_SOURCE_"
        "TYPE_PROFILE");
    row("people.listDirectoryPeople",
        ListDirectoryPeople{.readMask = {u"names"_s},
                            .sources = {DirectorySourceType::DomainProfile}}
            .toCall(),
        "GET "
        "https://people.googleapis.com/v1/"
        "people:listDirectoryPeople?readMask=names&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE");
    row("people.searchDirectoryPeople",
        SearchDirectoryPeople{
            .query = u"ada"_s,
            .readMask = {u"names"_s},
            .sources = {DirectorySourceType::DomainProfile, DirectorySourceType::DomainContact}}
            .toCall(),
        "GET "
        "https://people.googleapis.com/v1/"
        "people:searchDirectoryPeople?query=ada&readMask=names&sources=DIRECTORY_SOURCE_TYPE_"
        "DOMAIN_PROFILE&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT");
    row("userinfo.get", GetUserInfo{}.toCall(),
        "GET https://openidconnect.googleapis.com/v1/userinfo");
}

void TestApiMethods::wire()
{
    QFETCH(QString, id);
    QFETCH(Made, made);
    const Result<Call> &call = made.call;
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, body);
    QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().message));
    QCOMPARE(QString(call->method->name), id);
    const QByteArray address
        = verbName(call->method->verb) + ' ' + Endpoints::google().urlOf(*call).toEncoded();
    QCOMPARE(address, expected);
    QCOMPARE(call->body.value_or(QByteArray()), body);
    QCOMPARE(call->body.has_value(), !body.isEmpty());
    // Under a service root all of them come to the one host.
    const QUrl rooted = Endpoints::underRoot(QUrl(u"http://127.0.0.1:9/x"_s))->urlOf(*call);
    QCOMPARE(rooted.toEncoded(),
             "http://127.0.0.1:9/x/" + expected.mid(expected.indexOf(".com/") + 5));
}

void TestApiMethods::allAreThere()
{
    // The table above has a row for each, so that none can be added without one.
    QSet<QString> table;
    const QRegularExpression rows(u"\\brow\\(\"([\\w.]+)\""_s);
    QFile source(QStringLiteral(QT_TESTCASE_SOURCEDIR "/tst_api_methods.cpp"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    auto found = rows.globalMatch(QString::fromUtf8(source.readAll()));
    while (found.hasNext())
        table.insert(found.next().captured(1));
    QSet<QString> made;
    forEachMethod([&]<class Method>() { made.insert(Method::info.name); });
    QCOMPARE(made.size(), ChatMethods + AnnouncedMethods + OtherMethods);
    QCOMPARE(table, made);
}

void TestApiMethods::whatIsKnown()
{
    QCOMPARE(ListMessages::info.maxPageSize, 1000);
    QCOMPARE(ListReactions::info.maxPageSize, 200);
    QVERIFY(!GetAttachment::info.asUser && GetAttachment::info.asApp);
    QVERIFY(SearchSpaces::info.asUser && SearchSpaces::info.asAdmin && !SearchSpaces::info.asApp);
    QCOMPARE(CreateMessage::info.quotaPerMinute, 3000);
    QCOMPARE(PatchSpace::info.quotaPerMinute, 60);
    forEachMethod([]<class Method>() { QVERIFY(!Method::info.scopes.empty()); });
}

void TestApiMethods::repeatable()
{
    const auto of = [](const Result<Call> &call) { return call->repeatable; };
    QVERIFY(!of(CreateMessage{.parent = S}.toCall()));
    QVERIFY(!of(CreateMessage{.parent = S, .requestId = u"r"_s}.toCall()));
    QVERIFY(!of(CreateMessage{.parent = S, .messageId = u"m"_s}.toCall()));
    QVERIFY(of(CreateMessage{.parent = S, .messageId = u"m"_s, .requestId = u"r"_s}.toCall()));
    QVERIFY(!of(SetUpSpace{.space = Space{}}.toCall()));
    QVERIFY(of(SetUpSpace{.requestId = u"r"_s, .space = Space{}}.toCall()));
    QVERIFY(of(SearchMessages{.parent = S, .filter = u"x"_s}.toCall()));
    QVERIFY(!of(CreateReaction{.parent = M}.toCall()));
    QVERIFY(!of(UploadAttachment{.parent = S, .filename = u"a"_s}.toCall()));
    QVERIFY(of(DeleteReaction{.name = M + u"/reactions/R"_s}.toCall()));
}

void TestApiMethods::budgets()
{
    QCOMPARE(CreateMessage{.parent = S}.toCall()->space, S);
    QCOMPARE(DeleteReaction{.name = M + u"/reactions/R"_s}.toCall()->space, S);
    QCOMPARE(ListMessages{.parent = S}.toCall()->space, S);
    QCOMPARE(ListSpaces{}.toCall()->space, QString());
    QCOMPARE(GetSpaceReadState{.name = u"users/me/spaces/S/spaceReadState"_s}.toCall()->space,
             QString());
    QCOMPARE(CreateReaction::info.spaceQuota, SpaceQuota::Reaction);
    QCOMPARE(UploadAttachment::info.spaceQuota, SpaceQuota::Write);
}

void TestApiMethods::refused_data()
{
    QTest::addColumn<Made>("made");
    QTest::newRow("empty name") << Made{GetSpace{}.toCall()};
    QTest::newRow("other kind of name") << Made{GetSpace{.name = u"users/1"_s}.toCall()};
    QTest::newRow("too long") << Made{GetSpace{.name = u"spaces/A/b"_s}.toCall()};
    QTest::newRow("climbs") << Made{GetMessage{.name = u"spaces/../messages/M"_s}.toCall()};
    QTest::newRow("climbs in media")
        << Made{DownloadMedia{.resourceName = u"a/../../token"_s}.toCall()};
    QTest::newRow("empty part") << Made{DownloadMedia{.resourceName = u"a//b"_s}.toCall()};
    QTest::newRow("nothing to change") << Made{PatchMessage{.name = M}.toCall()};
    QTest::newRow("no filter") << Made{ListSpaceEvents{.parent = S}.toCall()};
    QTest::newRow("no query") << Made{SearchSpaces{}.toCall()};
    QTest::newRow("no space to set up") << Made{SetUpSpace{}.toCall()};
    QTest::newRow("no file name") << Made{UploadAttachment{.parent = S}.toCall()};
    QTest::newRow("nobody") << Made{BatchGetPeople{.personFields = {u"names"_s}}.toCall()};
    QTest::newRow("too many people") << Made{BatchGetPeople{
        .personFields = {u"names"_s}, .resourceNames = QStringList(201, u"people/1"_s)}
                                                 .toCall()};
}

void TestApiMethods::refused()
{
    QFETCH(Made, made);
    const Result<Call> &call = made.call;
    QVERIFY(!call);
    QCOMPARE(call.error().kind, Error::Kind::InvalidArgument);
    QCOMPARE(call.error().reason, u"LOCAL"_s);
}

// What is asked for at sign-in is enough for every method that a user has; nothing uses sections
// and availability yet.
void TestApiMethods::scopesSuffice()
{
    QSet<QString> asked;
    const QStringList scopes = defaultScopes();
    for (const QString &scope : scopes)
        asked.insert(canonicalScope(scope));
    forEachMethod([&]<class Method>() {
        const MethodInfo &info = Method::info;
        if (!info.asUser
            || info.name == "spaces.completeImport"_L1 // only with domain-wide delegation
            || info.name.startsWith("users.sections."_L1)
            || info.name.startsWith("users.availability."_L1))
            return;
        bool enough = false;
        for (const QLatin1StringView scope : info.scopes)
            enough = enough || asked.contains(scope);
        QVERIFY2(enough, info.name.data());
    });
}

QTEST_GUILESS_MAIN(TestApiMethods)
#include "tst_api_methods.moc"
