// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/errormapping.h"
#include "models/sync/mapping/eventmapping.h"
#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/readstatemapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "models/sync/mapping/usermapping.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

// moc takes // in a raw string for a comment: addresses are written with JSON's \/.
namespace {

QJsonObject parsed(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    Q_ASSERT(document.isObject());
    return document.object();
}

std::optional<Message> message(const QByteArray &json)
{
    return sync::toMessage(api::Message::fromJson(parsed(json)));
}

std::optional<Space> space(const QByteArray &json)
{
    return sync::toSpace(api::Space::fromJson(parsed(json)));
}

} // namespace

class TestMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spaces_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<std::optional<Space>>("expected");
        const SpaceId id(u"spaces/A"_s);
        const auto row
            = [](const char *name, const QByteArray &json, const std::optional<Space> &expected) {
                  QTest::newRow(name) << json << expected;
              };
        row("named",
            R"({"name":"spaces/A","spaceType":"SPACE","displayName":" Team\n room ",
                "spaceThreadingState":"THREADED_MESSAGES","spaceHistoryState":"HISTORY_OFF",
                "lastActiveTime":"2026-04-05T12:00:00.123456Z","spaceUri":"https:\/\/chat.example/A",
                "spaceDetails":{"description":"what it is for"},"externalUserAllowed":true,
                "membershipCount":{"joinedDirectHumanUserCount":7}})",
            Space{.id = id,
                  .type = SpaceType::Space,
                  .displayName = u"Team room"_s,
                  .description = u"what it is for"_s,
                  .uri = u"https://chat.example/A"_s,
                  .lastActiveTime = Timestamp::fromString(u"2026-04-05T12:00:00.123456Z"_s),
                  .threading = ThreadingState::Threaded,
                  .history = HistoryState::Off,
                  .externalUserAllowed = true,
                  .memberCount = 7});
        row("direct message",
            R"({"name":"spaces/A","spaceType":"DIRECT_MESSAGE","singleUserBotDm":"true",
                "spaceThreadingState":"UNTHREADED_MESSAGES","lastActiveTime":"1970-01-01T00:00:00Z"})",
            Space{.id = id,
                  .type = SpaceType::DirectMessage,
                  .threading = ThreadingState::Unthreaded,
                  .appDirectMessage = true});
        row("group chat", R"({"name":"spaces/A","spaceType":"GROUP_CHAT"})",
            Space{.id = id, .type = SpaceType::GroupChat, .threading = ThreadingState::Unthreaded});
        row("snake case and numbers as text",
            R"({"name":"spaces/A","space_type":"SPACE","display_name":"x",
                "membership_count":{"joined_direct_human_user_count":"3"}})",
            Space{.id = id, .displayName = u"x"_s, .memberCount = 3});
        row("a kind of tomorrow, named",
            R"({"name":"spaces/A","spaceType":"HALL","displayName":"x"})",
            Space{.id = id, .type = SpaceType::Space, .displayName = u"x"_s});
        row("a kind of tomorrow, nameless",
            R"({"name":"spaces/A","spaceType":"HALL","spaceThreadingState":"KNOTTED","history":null})",
            Space{.id = id, .type = SpaceType::GroupChat, .threading = ThreadingState::Unthreaded});
        row("impossible count",
            R"({"name":"spaces/A","spaceType":"SPACE","membershipCount":{"joinedDirectHumanUserCount":-5}})",
            Space{.id = id});
        row("being imported", R"({"name":"spaces/A","spaceType":"SPACE","importMode":true})",
            std::nullopt);
        row("no name", R"({"spaceType":"SPACE"})", std::nullopt);
        row("not a space", R"({"name":"spaces/A/messages/B"})", std::nullopt);
        row("empty", "{}", std::nullopt);
    }

    void spaces()
    {
        QFETCH(QByteArray, json);
        QFETCH(std::optional<Space>, expected);
        QVERIFY(space(json) == expected);
    }

    void users_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<std::optional<User>>("expected");
        QTest::newRow("whole") << QByteArray(
            R"({"name":"users/1","type":"HUMAN","displayName":"Ada  L.",
                "email":"ada@example.com","avatarUrl":"https:\/\/pictures.example/1","domainId":"d"})")
                               << std::optional(User{.id = UserId(u"users/1"_s),
                                                     .displayName = u"Ada L."_s,
                                                     .email = u"ada@example.com"_s,
                                                     .avatarUrl = u"https://pictures.example/1"_s,
                                                     .domainId = u"d"_s});
        QTest::newRow("nameless") << QByteArray(R"({"name":"users/1"})")
                                  << std::optional(User{.id = UserId(u"users/1"_s)});
        QTest::newRow("app") << QByteArray(R"({"name":"users/1","type":"BOT"})")
                             << std::optional(
                                    User{.id = UserId(u"users/1"_s), .type = UserType::App});
        QTest::newRow("anonymous")
            << QByteArray(R"({"name":"users/1","isAnonymous":true,"type":"GHOST"})")
            << std::optional(User{.id = UserId(u"users/1"_s), .anonymous = true});
        QTest::newRow("everybody")
            << QByteArray(R"({"name":"users/all"})") << std::optional<User>();
        QTest::newRow("nobody") << QByteArray("{}") << std::optional<User>();
        QTest::newRow("no id") << QByteArray(R"({"name":"users/"})") << std::optional<User>();
    }

    void users()
    {
        QFETCH(QByteArray, json);
        QFETCH(std::optional<User>, expected);
        QVERIFY(sync::toUser(api::User::fromJson(parsed(json))) == expected);
    }

    void people_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<std::optional<User>>("expected");
        QTest::newRow("primary wins")
            << QByteArray(R"({"resourceName":"people/7","names":[{"displayName":"Old"},
                {"displayName":"New","metadata":{"primary":true}}],
                "photos":[{"url":"https:\/\/p.example/letter","default":true}],
                "emailAddresses":[{"value":"n@example.com"}]})")
            << std::optional(User{.id = UserId(u"users/7"_s),
                                  .displayName = u"New"_s,
                                  .email = u"n@example.com"_s});
        QTest::newRow("photo") << QByteArray(
            R"({"resourceName":"people/7","photos":[{"url":"https:\/\/p.example/1"}]})")
                               << std::optional(User{.id = UserId(u"users/7"_s),
                                                     .avatarUrl = u"https://p.example/1"_s});
        QTest::newRow("empty person")
            << QByteArray(R"({"resourceName":"people/7","etag":"x"})") << std::optional<User>();
        QTest::newRow("nothing") << QByteArray("{}") << std::optional<User>();
    }

    void people()
    {
        QFETCH(QByteArray, json);
        QFETCH(std::optional<User>, expected);
        QVERIFY(sync::toUser(api::Person::fromJson(parsed(json))) == expected);
    }

    void members_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<std::optional<Membership>>("expected");
        const SpaceId a(u"spaces/A"_s);
        const UserId u1(u"users/1"_s);
        QTest::newRow("member") << QByteArray(
            R"({"name":"spaces/A/members/1","state":"JOINED","role":"ROLE_MEMBER",
                "member":{"name":"users/1"}})")
                                << std::optional(Membership{.space = a, .user = u1});
        QTest::newRow("owner") << QByteArray(R"({"name":"spaces/A/members/1","role":"ROLE_MANAGER",
                "member":{"name":"users/1"}})")
                               << std::optional(Membership{
                                      .space = a, .user = u1, .role = MembershipRole::Owner});
        QTest::newRow("manager, invited")
            << QByteArray(R"({"name":"spaces/A/members/1","role":"ROLE_ASSISTANT_MANAGER",
                "state":"INVITED","member":{"name":"users/1"}})")
            << std::optional(Membership{.space = a,
                                        .user = u1,
                                        .role = MembershipRole::Manager,
                                        .state = MembershipState::Invited});
        QTest::newRow("group") << QByteArray(
            R"({"name":"spaces/A/members/g","groupMember":{"name":"groups/g"}})")
                               << std::optional(Membership{.space = a, .groupName = u"groups/g"_s});
        QTest::newRow("of tomorrow")
            << QByteArray(R"({"name":"spaces/A/members/1","role":"ROLE_KING","state":"ABSENT",
                "member":{"name":"users/1"}})")
            << std::optional(Membership{.space = a, .user = u1});
        QTest::newRow("removed") << QByteArray("{}") << std::optional<Membership>();
        QTest::newRow("removed, with its name")
            << QByteArray(R"({"name":"spaces/A/members/1"})") << std::optional<Membership>();
    }

    void members()
    {
        QFETCH(QByteArray, json);
        QFETCH(std::optional<Membership>, expected);
        QVERIFY(sync::toMembership(api::Membership::fromJson(parsed(json))) == expected);
    }

    void messagesNeedAName_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("usable");
        QTest::newRow("whole") << QByteArray(R"({"name":"spaces/A/messages/M"})") << true;
        QTest::newRow("empty") << QByteArray("{}") << false;
        QTest::newRow("null") << QByteArray(R"({"name":null})") << false;
        QTest::newRow("a reaction")
            << QByteArray(R"({"name":"spaces/A/messages/M/reactions/R"})") << false;
        QTest::newRow("no id") << QByteArray(R"({"name":"spaces/A/messages/"})") << false;
    }

    void messagesNeedAName()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, usable);
        QCOMPARE(message(json).has_value(), usable);
    }

    void aWholeMessage()
    {
        const auto mapped = message(R"({"name":"spaces/A/messages/M",
            "clientAssignedMessageId":"client-1","sender":{"name":"users/1","type":"HUMAN"},
            "createTime":"2026-04-05T12:00:00.123456789Z","lastUpdateTime":"2026-04-05T12:01:00Z",
            "text":"@Ada see :party: x","formattedText":"<users/2> see :party: *x*",
            "fallbackText":"fallback","threadReply":true,
            "thread":{"name":"spaces/A/threads/T"},"space":{"name":"spaces/A"},
            "annotations":[
              {"type":"USER_MENTION","length":4,"userMention":{"user":{"name":"users/2"},"type":"MENTION"}},
              {"type":"USER_MENTION","startIndex":9,"length":1,"userMention":{"user":{"name":"users/all"}}},
              {"type":"CUSTOM_EMOJI","startIndex":9.0,"length":"7",
               "customEmojiMetadata":{"customEmoji":{"name":"customEmojis/E","emojiName":":party:"}}},
              {"type":"RICH_LINK","startIndex":1,"length":2,"richLinkMetadata":{"uri":"https:\/\/d.example/1"}},
              {"type":"SLASH_COMMAND","length":1},
              {"type":"HOLOGRAM","length":1},{}],
            "attachment":[
              {"name":"spaces/A/messages/M/attachments/1","contentName":"a.png","contentType":"image/png",
               "source":"UPLOADED_CONTENT","attachmentDataRef":{"resourceName":"R1"},
               "downloadUri":"https:\/\/never.example","thumbnailUri":"https:\/\/never.example"},
              {"contentName":"doc","source":"DRIVE_FILE","driveDataRef":{"driveFileId":"F"}}],
            "attachedGifs":[{"uri":"https:\/\/gif.example/1"},{}],
            "emojiReactionSummaries":[
              {"emoji":{"unicode":"👍"},"reactionCount":3},
              {"emoji":{"customEmoji":{"uid":"E","emojiName":":party:"}},"reactionCount":"99999999"},
              {"emoji":{"unicode":"👎"},"reactionCount":0},{"reactionCount":1},{}],
            "quotedMessageMetadata":{"name":"spaces/A/messages/Q","lastUpdateTime":"2026-04-05T11:00:00Z",
              "quoteType":"FORWARD","quotedMessageSnapshot":{"sender":"users/3","text":"quoted"}},
            "cardsV2":[{"cardId":"c","card":{"unknownPart":[1,{"deep":null}]}}],
            "privateMessageViewer":{"name":"users/me1"},"someNewField":{"x":[]}})");
        QVERIFY(mapped);
        QCOMPARE(mapped->id.name(), u"spaces/A/messages/M"_s);
        QCOMPARE(mapped->clientId.name(), u"spaces/A/messages/client-1"_s);
        QCOMPARE(mapped->space.name(), u"spaces/A"_s);
        QCOMPARE(mapped->thread.name(), u"spaces/A/threads/T"_s);
        QVERIFY(mapped->threadReply);
        QCOMPARE(mapped->createTime.toString(), u"2026-04-05T12:00:00.123456Z"_s);
        QVERIFY(mapped->isEdited());
        QCOMPARE(mapped->annotations.size(), 5);
        QCOMPARE(mapped->annotations[0].user.name(), u"users/2"_s);
        QCOMPARE(mapped->annotations[0].start, 0);
        QCOMPARE(mapped->annotations[1].type, AnnotationType::AllMention);
        QCOMPARE(mapped->annotations[2].start, 9);
        QCOMPARE(mapped->annotations[2].length, 7);
        QCOMPARE(mapped->annotations[2].emoji.customName, u"customEmojis/E"_s);
        QCOMPARE(mapped->annotations[3].uri, u"https://d.example/1"_s);
        QCOMPARE(mapped->annotations[4].type, AnnotationType::SlashCommand);
        QCOMPARE(mapped->attachments.size(), 2);
        QCOMPARE(mapped->attachments[0].mediaName, u"R1"_s);
        QCOMPARE(mapped->attachments[1].source, AttachmentSource::Drive);
        QCOMPARE(mapped->attachments[1].driveFileId, u"F"_s);
        QCOMPARE(mapped->gifUris, QStringList{u"https://gif.example/1"_s});
        QCOMPARE(mapped->reactions.size(), 2);
        QCOMPARE(mapped->reactions[0].count, 3);
        QCOMPARE(mapped->reactions[1].emoji.customName, u"customEmojis/E"_s);
        QCOMPARE(mapped->reactions[1].count, 9'999);
        QVERIFY(mapped->quote);
        QCOMPARE(mapped->quote->type, QuoteType::Forward);
        QCOMPARE(mapped->quote->sender.name(), u"users/3"_s);
        QCOMPARE(mapped->cards,
                 R"({"cardsV2":[{"card":{"unknownPart":[1,{"deep":null}]},"cardId":"c"}]})"_qba);
        QCOMPARE(mapped->privateViewer.name(), u"users/me1"_s);
    }

    void deletions_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::addColumn<DeletedBy>("by");
        const auto row = [](const char *type, DeletedBy by) {
            QTest::newRow(type) << QByteArray(R"("deletionMetadata":{"deletionType":")"
                                              + QByteArray(type) + R"("},)")
                                << by;
        };
        row("CREATOR", DeletedBy::Creator);
        row("CREATOR_VIA_APP", DeletedBy::Creator);
        row("SPACE_OWNER", DeletedBy::SpaceOwner);
        row("SPACE_OWNER_VIA_APP", DeletedBy::SpaceOwner);
        row("ADMIN", DeletedBy::Admin);
        row("APP_MESSAGE_EXPIRY", DeletedBy::AppExpiry);
        row("SPACE_MEMBER", DeletedBy::Unknown);
        row("METEORITE", DeletedBy::Unknown);
        QTest::newRow("not said") << QByteArray() << DeletedBy::Unknown;
    }

    void deletions()
    {
        QFETCH(QByteArray, metadata);
        QFETCH(DeletedBy, by);
        const auto mapped
            = message("{" + metadata + R"("name":"spaces/A/messages/M","text":"must not stay",
            "createTime":"2026-04-05T12:00:00Z","deleteTime":"2026-04-05T12:01:00Z"})");
        QVERIFY(mapped && mapped->isDeleted());
        QCOMPARE(mapped->deletedBy, by);
        QVERIFY(mapped->text.isEmpty());
    }

    void mentionsNameTheNameless()
    {
        const auto wire
            = [](const QByteArray &json) { return api::Message::fromJson(parsed(json)); };
        const sync::MappedMessages mapped = sync::toMessages({
            wire(
                R"({"name":"spaces/A/messages/1","text":"hi @Eve Nobody!","sender":{"name":"users/1"},
                "annotations":[{"type":"USER_MENTION","startIndex":3,"length":11,
                "userMention":{"user":{"name":"users/2"}}}]})"),
            wire(
                R"({"name":"spaces/A/messages/2","text":"no at sign","sender":{"name":"users/1","displayName":"Ada"},
                "annotations":[{"type":"USER_MENTION","startIndex":3,"length":3,
                "userMention":{"user":{"name":"users/3"}}}]})"),
            wire(R"({"name":"spaces/A/messages/3","text":"@short",
                "annotations":[{"type":"USER_MENTION","startIndex":0,"length":2000000000,
                "userMention":{"user":{"name":"users/4"}}},
                {"type":"USER_MENTION","startIndex":-7,"length":2,
                "userMention":{"user":{"name":"users/5"}}}]})"),
        });
        QCOMPARE(mapped.messages.size(), 3);
        QCOMPARE(mapped.mentionNames,
                 (QHash<UserId, QString>{{UserId(u"users/2"_s), u"Eve Nobody"_s}}));
        QCOMPARE(mapped.users.size(), 5);
        QCOMPARE(mapped.users[0].displayName, u"Ada"_s); // the answer that knows more wins
    }

    void readStates_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("space");
        QTest::addColumn<QString>("time");
        QTest::newRow("read") << QByteArray(R"({"name":"users/1/spaces/A/spaceReadState",
            "lastReadTime":"2026-04-05T12:00:00.5Z"})")
                              << u"spaces/A"_s << u"2026-04-05T12:00:00.500Z"_s;
        QTest::newRow("never opened") << QByteArray(R"({"name":"users/1/spaces/A/spaceReadState"})")
                                      << u"spaces/A"_s << Timestamp().toString();
        QTest::newRow("of a thread")
            << QByteArray(R"({"name":"users/1/spaces/A/threads/T/threadReadState"})") << QString()
            << QString();
        QTest::newRow("empty") << QByteArray("{}") << QString() << QString();
    }

    void readStates()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, space);
        QFETCH(QString, time);
        const auto state = sync::toReadState(api::SpaceReadState::fromJson(parsed(json)));
        QCOMPARE(state.has_value(), !space.isEmpty());
        if (state) {
            QCOMPARE(state->space.name(), space);
            QCOMPARE(state->lastReadTime.toString(), time);
        }
    }

    void reactionNames()
    {
        QCOMPARE(sync::messageOfReaction(u"spaces/A/messages/M/reactions/R"_s).name(),
                 u"spaces/A/messages/M"_s);
        QVERIFY(sync::messageOfReaction(u"spaces/A/messages/M"_s).isEmpty());
        QVERIFY(sync::messageOfReaction(QString()).isEmpty());
        QCOMPARE(sync::reactionFilter({.unicode = u"🙂"_s}, UserId(u"users/1"_s)),
                 u"emoji.unicode = \"🙂\" AND user.name = \"users/1\""_s);
        QCOMPARE(sync::reactionFilter({.customName = u"customEmojis/E"_s}, UserId(u"users/1"_s)),
                 u"emoji.custom_emoji.uid = \"E\" AND user.name = \"users/1\""_s);
    }

    // Every kind of payload, single and batch, in one stretch.
    void events()
    {
        const QByteArray m1 = R"({"name":"spaces/A/messages/1","text":"one"})";
        const QByteArray gone
            = R"({"name":"spaces/A/messages/2","createTime":"2026-04-05T11:00:00Z",
                 "deleteTime":"2026-04-05T12:00:00Z"})";
        const QByteArray joined
            = R"({"name":"spaces/A/members/7","state":"JOINED","member":{"name":"users/7","displayName":"Seven"}})";
        const QByteArray mine
            = R"({"name":"spaces/A/messages/1/reactions/r","emoji":{"unicode":"👍"},"user":{"name":"users/me1"}})";
        const QByteArray theirs
            = R"({"name":"spaces/A/messages/3/reactions/r","emoji":{"unicode":"👍"},"user":{"name":"users/7"}})";
        const QByteArray page = R"({"spaceEvents":[
            {"name":"e0","eventTime":"2026-04-05T12:00:01Z","messageCreatedEventData":{"message":)"
            + m1 + R"(}},
            {"name":"e1","eventTime":"2026-04-05T12:00:03Z","messageBatchDeletedEventData":{"messages":[{"message":)"
            + gone + R"(}]}},
            {"name":"e2","eventTime":"2026-04-05T12:00:02Z","membershipBatchCreatedEventData":{"memberships":[{"membership":)"
            + joined + R"(}]}},
            {"name":"e3","membershipDeletedEventData":{"membership":{}}},
            {"name":"e4","reactionCreatedEventData":{"reaction":)"
            + mine + R"(}},
            {"name":"e5","reactionBatchDeletedEventData":{"reactions":[{"reaction":)"
            + mine + R"(},{"reaction":)" + theirs + R"(},{}]}},
            {"name":"e6","spaceBatchUpdatedEventData":{"spaces":[{"space":{"name":"spaces/A","displayName":"renamed","spaceType":"SPACE"}}]}},
            {"name":"e7","eventType":"google.workspace.chat.weather.v1.changed","weatherChangedEventData":{}},
            {}]})";
        const auto answer = api::ListSpaceEventsResponse::fromJson(parsed(page));
        const sync::MappedEvents mapped
            = sync::toEvents(answer.spaceEvents, UserId(u"users/me1"_s));
        QCOMPARE(mapped.newest.toString(), u"2026-04-05T12:00:03Z"_s);
        QCOMPARE(mapped.batch.messages.size(), 2);
        QVERIFY(mapped.batch.messages[1].isDeleted());
        QCOMPARE(mapped.batch.memberships.size(), 1);
        QVERIFY(mapped.membersChanged);
        QCOMPARE(mapped.batch.reactions.size(), 2);
        QVERIFY(mapped.batch.reactions[0].mine);
        QVERIFY(!mapped.batch.reactions[1].mine);
        QCOMPARE(mapped.reactionsChanged.size(), 2);
        QCOMPARE(mapped.batch.spaces.size(), 1);
        QCOMPARE(mapped.batch.spaces[0].displayName, u"renamed"_s);
    }

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

Q_DECLARE_METATYPE(std::optional<Space>)
Q_DECLARE_METATYPE(std::optional<User>)
Q_DECLARE_METATYPE(std::optional<Membership>)

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_syncmapping.moc"
