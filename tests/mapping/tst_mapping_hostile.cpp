// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/availabilitymapping.h"
#include "models/sync/mapping/customemojimapping.h"
#include "models/sync/mapping/eventmapping.h"
#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/names.h"
#include "models/sync/mapping/notificationmapping.h"
#include "models/sync/mapping/pinmapping.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/readstatemapping.h"
#include "models/sync/mapping/searchmapping.h"
#include "models/sync/mapping/sectionmapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "models/sync/mapping/usermapping.h"
#include "tests/mapping/json.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace linnet;

namespace {

// What must hold of every value, whatever the wire said; the first thing that does not is named.
class Law
{
public:
    QString broken;

    void name(const QString &name, QStringView pattern, const char *what, bool mayBeEmpty = true)
    {
        check((mayBeEmpty && name.isEmpty()) || sync::hasForm(name, pattern), what);
    }
    template <class Enum> void known(Enum value, Enum last, const char *what)
    {
        check(int(value) >= 0 && int(value) <= int(last), what);
    }
    void check(bool holds, const char *what)
    {
        if (!holds && broken.isEmpty())
            broken = QString::fromLatin1(what);
    }

    void user(const User &user)
    {
        name(user.id.name(), u"users/*", "user's id", false);
        known(user.type, UserType::App, "user's type");
        check(!user.displayName.contains(u'\n'), "user's name has one line");
    }
    void emoji(const Emoji &emoji)
    {
        check(emoji.unicode.isEmpty() || emoji.customName.isEmpty(), "an emoji is of one kind");
    }
    void annotation(const Annotation &annotation)
    {
        known(annotation.type, AnnotationType::SlashCommand, "annotation's type");
        name(annotation.user.name(), u"users/*", "mentioned user");
        emoji(annotation.emoji);
        if (annotation.link) {
            known(annotation.link->kind, LinkKind::CalendarEvent, "link's kind");
            known(annotation.link->huddleState, HuddleState::Missed, "huddle's state");
            name(annotation.link->space.name(), u"spaces/*", "linked space");
            name(annotation.link->thread.name(), u"spaces/*/threads/*", "linked thread");
            name(annotation.link->message.name(), u"spaces/*/messages/*", "linked message");
        }
        if (annotation.command)
            name(annotation.command->app.name(), u"users/*", "command's app");
    }
    void message(const Message &message)
    {
        name(message.id.name(), u"spaces/*/messages/*", "message's id", false);
        check(message.space == spaceOf(message.id), "message's space");
        name(message.clientId.name(), u"spaces/*/messages/*", "message's client id");
        name(message.thread.name(), u"spaces/*/threads/*", "thread");
        name(message.sender.name(), u"users/*", "sender");
        name(message.privateViewer.name(), u"users/*", "private viewer");
        known(message.deletedBy, DeletedBy::SpaceMember, "deleted by");
        check((message.deletedBy == DeletedBy::Nobody) != message.isDeleted(),
              "a tombstone says so");
        check(!message.isDeleted() || message.text.isEmpty(), "a tombstone is empty");
        check(!message.isPending() && message.outboxSequence == 0, "nothing is pending");
        for (const Annotation &one : message.annotations)
            annotation(one);
        for (const ReactionSummary &summary : message.reactions) {
            emoji(summary.emoji);
            check(summary.count > 0 && summary.count < 10'000 && !summary.mine, "reaction's count");
        }
        for (const QString &uri : message.gifUris)
            check(!uri.isEmpty(), "a GIF has an address");
        if (message.quote) {
            known(message.quote->type, QuoteType::Forward, "quote's type");
            name(message.quote->message.name(), u"spaces/*/messages/*", "quoted message");
            name(message.quote->forwardedFrom.name(), u"spaces/*", "forwarded from");
            for (const Annotation &one : message.quote->annotations)
                annotation(one);
        }
        if (!message.cards.isEmpty())
            check(QJsonDocument::fromJson(message.cards).isObject(), "cards are JSON");
    }
    void space(const Space &space)
    {
        name(space.id.name(), u"spaces/*", "space's id", false);
        known(space.type, SpaceType::DirectMessage, "space's type");
        known(space.threading, ThreadingState::Unthreaded, "threading");
        known(space.history, HistoryState::Off, "history");
        check(space.memberCount >= 0 && space.memberCount <= 1'000'000, "member count");
        check(space.groupCount >= 0 && space.groupCount <= 1'000'000, "group count");
        if (space.permissions)
            known(space.permissions->postMessages, PermissionLevel::Everyone, "permission");
        if (space.access)
            known(space.access->visibility, SpaceVisibility::Discoverable, "visibility");
    }
    void member(const Member &member)
    {
        name(member.name, u"spaces/*/members/*", "membership's name", false);
        check(member.membership.space.name() == member.name.section(u'/', 0, 1), "member's space");
        check(member.membership.user.isEmpty() != member.membership.groupName.isEmpty(),
              "a member is a user or a group");
        known(member.membership.role, MembershipRole::Owner, "role");
        known(member.membership.state, MembershipState::NotAMember, "state");
        known(member.affiliation, Affiliation::ManagedExternal, "affiliation");
    }
};

using Judge = std::function<QString(const QJsonObject &)>;

template <class Wire, class Map, class Check> Judge judge(Map map, Check check)
{
    return [map, check](const QJsonObject &json) {
        Law law;
        if (const auto mapped = map(Wire::fromJson(json)))
            check(law, *mapped);
        return law.broken;
    };
}

struct Resource
{
    const char *name;
    QByteArray example;
    Judge judge;
};

const QByteArray userJson = R"({"name":"users/1","type":"BOT","displayName":"Ada","email":"a@b.c",
    "avatarUrl":"https:\/\/p.example","domainId":"d","isAnonymous":true})";
const QByteArray emojiJson = R"({"unicode":"x","customEmoji":{"name":"customEmojis/E","uid":"E",
    "emojiName":":e:","temporaryImageUri":"https:\/\/i.example"}})";
const QByteArray annotationsJson = R"([
    {"type":"USER_MENTION","startIndex":1,"length":2,"userMention":{"type":"ADD","user":)"
    + userJson + R"(}},
    {"type":"SLASH_COMMAND","slashCommand":{"bot":)"
    + userJson + R"(,"type":"ADD","commandName":"/x","commandId":"7","triggersDialog":true}},
    {"type":"CUSTOM_EMOJI","customEmojiMetadata":{"customEmoji":{"name":"customEmojis/E","emojiName":":e:"}}},
    {"type":"RICH_LINK","richLinkMetadata":{"uri":"https:\/\/x","richLinkType":"CHAT_SPACE",
     "driveLinkData":{"mimeType":"m","driveDataRef":{"driveFileId":"F"}},
     "chatSpaceLinkData":{"space":"spaces/B","thread":"spaces/B/threads/T","message":"spaces/B/messages/M"},
     "meetSpaceLinkData":{"meetingCode":"c","type":"HUDDLE","huddleStatus":"MISSED"},
     "calendarEventLinkData":{"calendarId":"c","eventId":"e"}}}])";
const QByteArray attachmentsJson = R"([{"name":"n","contentName":"c","contentType":"t",
    "source":"UPLOADED_CONTENT","attachmentDataRef":{"resourceName":"R"},"driveDataRef":{"driveFileId":"F"}}])";
const QByteArray messageJson
    = R"({"name":"spaces/A/messages/M","clientAssignedMessageId":"client-1",
    "sender":)"
    + userJson + R"(,"createTime":"2026-04-05T12:00:00Z",
    "lastUpdateTime":"2026-04-05T12:01:00Z","text":"t","formattedText":"f","fallbackText":"b",
    "argumentText":"a","threadReply":true,"silent":true,"markupSyntax":"MARKUP_SYNTAX_MARKDOWN",
    "matchedUrl":{"url":"https:\/\/m"},"slashCommand":{"commandId":"9"},
    "elements":{"citations":[{"citedSources":[{"title":"T","uri":"u"}]}],"citedSources":[{"title":"T2"}]},
    "thread":{"name":"spaces/A/threads/T"},"space":{"name":"spaces/A"},"annotations":)"
    + annotationsJson + R"(,"attachment":)" + attachmentsJson + R"(,"attachedGifs":[{"uri":"g"}],
    "emojiReactionSummaries":[{"emoji":)"
    + emojiJson + R"(,"reactionCount":3}],
    "quotedMessageMetadata":{"name":"spaces/A/messages/Q","lastUpdateTime":"2026-04-05T11:00:00Z",
      "quoteType":"FORWARD","forwardedMetadata":{"space":"spaces/F","spaceDisplayName":"F"},
      "quotedMessageSnapshot":{"sender":"users/3","text":"q","formattedText":"q","annotations":)"
    + annotationsJson + R"(,"attachments":)" + attachmentsJson + R"(}},
    "privateMessageViewer":)"
    + userJson + R"(,"cardsV2":[{"cardId":"c","card":{"x":[1]}}],
    "cards":[{"name":"c"}],"accessoryWidgets":[{"buttonList":{}}]})";
const QByteArray shortJson = R"({"name":"spaces/A/messages/M","text":"t","createTime":
    "2026-04-05T12:00:00Z","sender":{"name":"users/1"},"thread":{"name":"spaces/A/threads/T"}})";
const QByteArray spaceJson = R"({"name":"spaces/A","spaceType":"SPACE","displayName":"d",
    "spaceThreadingState":"THREADED_MESSAGES","spaceHistoryState":"HISTORY_OFF","singleUserBotDm":true,
    "createTime":"2026-01-01T00:00:00Z","lastActiveTime":"2026-01-01T00:00:00Z","spaceUri":"u",
    "spaceDetails":{"description":"d","guidelines":"g"},"externalUserAllowed":true,
    "adminInstalled":true,"importMode":false,"importModeExpireTime":"2026-01-01T00:00:00Z",
    "membershipCount":{"joinedDirectHumanUserCount":7,"joinedGroupCount":1},
    "permissionSettings":{"postMessages":{"managersAllowed":true,"assistantManagersAllowed":true,"membersAllowed":true}},
    "accessSettings":{"accessState":"PRIVATE","audience":"a",
      "accessPermissionSettings":{"joinSpaceSetting":{"principals":[{"audience":{"name":"a"}}]}}}})";
const QByteArray memberJson
    = R"({"name":"spaces/A/members/1","role":"ROLE_MANAGER","state":"INVITED",
    "affiliation":"EXTERNAL","createTime":"2026-01-01T00:00:00Z","member":)"
    + userJson + R"(,"groupMember":{"name":"groups/g"}})";
const QByteArray reactionJson = R"({"name":"spaces/A/messages/M/reactions/R","user":)" + userJson
    + R"(,"emoji":)" + emojiJson + "}";
const QByteArray eventJson = R"({"name":"e","eventTime":"2026-04-05T12:00:00Z","eventType":"t",
    "messageBatchUpdatedEventData":{"messages":[{"message":)"
    + messageJson + R"(}]},
    "membershipBatchCreatedEventData":{"memberships":[{"membership":)"
    + memberJson + R"(}]},
    "reactionBatchCreatedEventData":{"reactions":[{"reaction":)"
    + reactionJson + R"(}]},
    "spaceUpdatedEventData":{"space":)"
    + spaceJson + "}}";

QList<Resource> resources()
{
    const auto toEvents = [](const api::SpaceEvent &event) {
        return std::optional(sync::toEvents({event}, UserId(u"users/1"_s)));
    };
    const auto always
        = [](auto map) { return [map](const auto &wire) { return std::optional(map(wire)); }; };
    return {
        {"message", messageJson,
         judge<api::Message>(&sync::toMessage, [](Law &law, const Message &m) { law.message(m); })},
        {"space", spaceJson,
         judge<api::Space>(&sync::toAnySpace, [](Law &law, const Space &s) { law.space(s); })},
        {"member", memberJson,
         judge<api::Membership>(&sync::toMember, [](Law &law, const Member &m) { law.member(m); })},
        {"reaction", reactionJson,
         judge<api::Reaction>(&sync::toReaction,
                              [](Law &law, const Reaction &r) {
                                  law.emoji(r.emoji);
                                  law.name(r.user.name(), u"users/*", "who reacted", false);
                                  law.name(r.message.name(), u"spaces/*/messages/*", "to what",
                                           false);
                              })},
        {"event", eventJson,
         judge<api::SpaceEvent>(toEvents,
                                [](Law &law, const sync::MappedEvents &events) {
                                    for (const Message &message : events.batch.messages)
                                        law.message(message);
                                    for (const Space &space : events.batch.spaces)
                                        law.space(space);
                                    for (const User &user : events.batch.users)
                                        law.user(user);
                                })},
        {"person",
         R"({"resourceName":"people/7","names":[{"displayName":"N","unstructuredName":"U",
             "metadata":{"primary":true}}],"photos":[{"url":"p","default":false}],
             "emailAddresses":[{"value":"v"}],"organizations":[{"title":"t","department":"d"}]})",
         judge<api::Person>([](const api::Person &wire) { return sync::toPerson(wire); },
                            [](Law &law, const Person &person) { law.user(person.user); })},
        {"read state",
         R"({"name":"users/1/spaces/A/spaceReadState","lastReadTime":"2026-04-05T12:00:00Z"})",
         judge<api::SpaceReadState>(
             [](const api::SpaceReadState &wire) { return sync::toReadState(wire); },
             [](Law &law, const store::ReadState &state) {
                 law.name(state.space.name(), u"spaces/*", "read space", false);
             })},
        {"thread's read state",
         R"({"name":"users/1/spaces/A/threads/T/threadReadState","lastReadTime":"2026-04-05T12:00:00Z"})",
         judge<api::ThreadReadState>(
             [](const api::ThreadReadState &wire) { return sync::toReadState(wire); },
             [](Law &law, const ThreadReadState &state) {
                 law.name(state.thread.name(), u"spaces/*/threads/*", "read thread", false);
             })},
        {"notification setting",
         R"({"name":"n","notificationSetting":"FOR_YOU","muteSetting":"MUTED"})",
         judge<api::SpaceNotificationSetting>(always(&sync::toNotification),
                                              [](Law &law, const SpaceNotification &setting) {
                                                  law.known(setting.level, NotificationLevel::Off,
                                                            "level");
                                              })},
        {"custom emoji",
         R"({"name":"customEmojis/E","uid":"E","emojiName":":e:","temporaryImageUri":"i"})",
         judge<api::CustomEmoji>(&sync::toCustomEmoji,
                                 [](Law &law, const CustomEmoji &emoji) {
                                     law.name(emoji.name, u"customEmojis/*", "emoji", false);
                                     law.check(!emoji.shortName.isEmpty(), "short name");
                                 })},
        {"section",
         R"({"name":"users/1/sections/X","type":"DEFAULT_APPS","displayName":"d","sortOrder":1})",
         judge<api::Section>(&sync::toSection,
                             [](Law &law, const Section &section) {
                                 law.name(section.id.name(), u"users/*/sections/*", "section",
                                          false);
                                 law.known(section.type, SectionType::Apps, "section's type");
                                 law.check(section.sortOrder >= 0, "section's order");
                             })},
        {"section item", R"({"name":"users/1/sections/X/items/Y","space":"spaces/A"})",
         judge<api::SectionItem>(&sync::toSectionItem,
                                 [](Law &law, const SectionItem &item) {
                                     law.name(item.space.name(), u"spaces/*", "item", false);
                                 })},
        {"pin", R"({"name":"spaces/A/messagePins/P","message":"spaces/A/messages/M"})",
         judge<api::MessagePin>(&sync::toPin,
                                [](Law &law, const MessagePin &pin) {
                                    law.name(pin.message.name(), u"spaces/*/messages/*", "pin",
                                             false);
                                })},
        {"availability",
         R"({"state":"DO_NOT_DISTURB","customStatus":{"text":"t","expireTime":"2026-04-05T12:00:00Z","emoji":)"
             + emojiJson + R"(},"doNotDisturbMetadata":{"expirationTime":"2026-04-05T12:00:00Z"}})",
         judge<api::Availability>(always(&sync::toAvailability),
                                  [](Law &law, const Availability &availability) {
                                      law.known(availability.state, AvailabilityState::DoNotDisturb,
                                                "state");
                                      if (availability.status)
                                          law.emoji(availability.status->emoji);
                                  })},
        {"hit", R"({"read":true,"spaceMuteSetting":"MUTED","message":)" + shortJson + "}",
         judge<api::SearchMessageResult>(
             &sync::toHit, [](Law &law, const MessageHit &hit) { law.message(hit.message); })},
    };
}

// Every kind of nonsense that may stand where something else was due.
QJsonArray nonsense()
{
    QJsonValue deep = QJsonObject();
    for (int i = 0; i < 60; ++i)
        deep = QJsonArray{deep};
    return {QJsonValue(),
            true,
            -1,
            1e300,
            0.5,
            QString(),
            u"x"_s,
            u"-99999999999999999999"_s,
            u"UNHEARD_OF"_s,
            u"spaces/"_s,
            u"users//"_s,
            u"2026-99-99T99:99:99Z"_s,
            QString(QString(QChar(0xd800)) + QChar(0) + u"\u202e"_s),
            QJsonObject(),
            QJsonArray(),
            QJsonArray{QJsonValue(), 7, u"x"_s, QJsonObject()},
            deep};
}

// The value with what lies at each of its parts replaced or removed, one part at a time.
void mutate(const QJsonValue &value, const QString &path,
            const std::function<void(const QJsonValue &, const QString &)> &use)
{
    static const QJsonArray replacements = nonsense();
    for (qsizetype i = 0; i < replacements.size(); ++i)
        use(replacements[i], path + u" #"_s + QString::number(i));
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            QJsonObject without = object;
            without.remove(it.key());
            use(without, path + u'.' + it.key() + u" removed"_s);
            const QString key = it.key();
            mutate(it.value(), path + u'.' + key,
                   [&](const QJsonValue &part, const QString &where) {
                       QJsonObject changed = object;
                       changed.insert(key, part);
                       use(changed, where);
                   });
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            mutate(array[i], path + u'[' + QString::number(i) + u']',
                   [&](const QJsonValue &part, const QString &where) {
                       QJsonArray changed = array;
                       changed[i] = part;
                       use(changed, where);
                   });
        }
    }
}

} // namespace

class TestMappingHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyPartMayBeNonsense_data()
    {
        QTest::addColumn<int>("index");
        const QList<Resource> all = resources();
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << i;
    }

    void anyPartMayBeNonsense()
    {
        QFETCH(int, index);
        const Resource resource = resources().at(index);
        const QJsonDocument example = QJsonDocument::fromJson(resource.example);
        QVERIFY2(example.isObject(), "the example is JSON");
        QCOMPARE(resource.judge(example.object()), QString());
        int tried = 0;
        QString broken;
        mutate(example.object(), QString(), [&](const QJsonValue &changed, const QString &where) {
            ++tried;
            if (!changed.isObject() || !broken.isEmpty())
                return;
            const QString law = resource.judge(changed.toObject());
            if (!law.isEmpty())
                broken = where + u": "_s + law;
        });
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
        QVERIFY(tried > 50);
    }

    // The judge itself can say no.
    void theLawBites()
    {
        Law law;
        law.message(Message{.id = MessageId(u"spaces/A"_s)});
        QCOMPARE(law.broken, u"message's id"_s);
    }
};

QTEST_GUILESS_MAIN(TestMappingHostile)
#include "tst_mapping_hostile.moc"
