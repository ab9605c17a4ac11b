// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/annotationmapping.h"
#include "models/sync/mapping/attachmentmapping.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/reactionmapping.h"
#include "tests/mapping/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

using MaybeAnnotation = std::optional<Annotation>;
using MaybeQuote = std::optional<Quote>;
using MaybeReaction = std::optional<Reaction>;
using MaybeEmoji = std::optional<Emoji>;
Q_DECLARE_METATYPE(MaybeAnnotation)
Q_DECLARE_METATYPE(MaybeQuote)
Q_DECLARE_METATYPE(MaybeReaction)
Q_DECLARE_METATYPE(MaybeEmoji)
Q_DECLARE_METATYPE(linnet::Attachment)

class TestMappingMessages : public QObject
{
    Q_OBJECT

private:
    static std::optional<Message> message(const QByteArray &json)
    {
        return sync::toMessage(wireOf<api::Message>(json));
    }
    // A message whose other fields do not matter.
    static Message with(const QByteArray &fields)
    {
        const auto mapped = message(R"({"name":"spaces/A/messages/M",)" + fields + "}");
        return mapped.value_or(Message());
    }

private Q_SLOTS:
    void needsAName_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("usable");
        QTest::newRow("whole") << QByteArray(R"({"name":"spaces/A/messages/M"})") << true;
        QTest::newRow("empty") << QByteArray("{}") << false;
        QTest::newRow("null") << QByteArray(R"({"name":null})") << false;
        QTest::newRow("a number") << QByteArray(R"({"name":7})") << false;
        QTest::newRow("a reaction")
            << QByteArray(R"({"name":"spaces/A/messages/M/reactions/R"})") << false;
        QTest::newRow("no id") << QByteArray(R"({"name":"spaces/A/messages/"})") << false;
        QTest::newRow("no space") << QByteArray(R"({"name":"spaces\/\/messages\/M"})") << false;
    }

    void needsAName()
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
            "fallbackText":"fallback","argumentText":" see x","threadReply":true,"silent":"true",
            "markupSyntax":"MARKUP_SYNTAX_MARKDOWN","matchedUrl":{"url":"https:\/\/m.example"},
            "slashCommand":{"commandId":"9007199254740993"},
            "elements":{"citations":[{"id":"1","citedSources":[{"title":"One","uri":"https:\/\/1.example"}]}],
              "citedSources":[{"title":"One","uri":"https:\/\/1.example","snippet":[1]},
                              {"uri":"https:\/\/2.example","footer":{"a":1}},{}]},
            "thread":{"name":"spaces/A/threads/T","threadKey":"k"},"space":{"name":"spaces/A"},
            "annotations":[{"type":"USER_MENTION","length":4,
                            "userMention":{"user":{"name":"users/2"},"type":"MENTION"}},
                           {"type":"HOLOGRAM","length":1},{}],
            "attachment":[{"name":"n","source":"UPLOADED_CONTENT","attachmentDataRef":{"resourceName":"R1"}}],
            "attachedGifs":[{"uri":"https:\/\/gif.example/1"},{},{"uri":""}],
            "emojiReactionSummaries":[
              {"emoji":{"unicode":"👍"},"reactionCount":3},
              {"emoji":{"customEmoji":{"uid":"E","emojiName":":party:"}},"reactionCount":"99999999"},
              {"emoji":{"unicode":"👎"},"reactionCount":0},{"emoji":{"unicode":"👎"},"reactionCount":-2},
              {"reactionCount":1},{}],
            "privateMessageViewer":{"name":"users/me1"},"someNewField":{"x":[]}})");
        QVERIFY(mapped);
        QCOMPARE(mapped->id.name(), u"spaces/A/messages/M"_s);
        QCOMPARE(mapped->clientId.name(), u"spaces/A/messages/client-1"_s);
        QCOMPARE(mapped->space.name(), u"spaces/A"_s);
        QCOMPARE(mapped->thread.name(), u"spaces/A/threads/T"_s);
        QVERIFY(mapped->threadReply);
        QCOMPARE(mapped->sender.name(), u"users/1"_s);
        QCOMPARE(mapped->createTime.toString(), u"2026-04-05T12:00:00.123456Z"_s);
        QVERIFY(mapped->isEdited());
        QCOMPARE(mapped->text, u"@Ada see :party: x"_s);
        QCOMPARE(mapped->formattedText, u"<users/2> see :party: *x*"_s);
        QCOMPARE(mapped->fallbackText, u"fallback"_s);
        QCOMPARE(mapped->argumentText, u" see x"_s);
        QVERIFY(mapped->silent);
        QVERIFY(mapped->markdown);
        QCOMPARE(mapped->matchedUrl, u"https://m.example"_s);
        QCOMPARE(mapped->slashCommand, 9007199254740993LL); // more than a double holds
        QCOMPARE(
            mapped->citations,
            (QList<Citation>{{u"One"_s, u"https://1.example"_s}, {{}, u"https://2.example"_s}}));
        QCOMPARE(mapped->annotations.size(), 1);
        QCOMPARE(mapped->attachments.size(), 1);
        QCOMPARE(mapped->gifUris, QStringList{u"https://gif.example/1"_s});
        QCOMPARE(mapped->reactions.size(), 2);
        QCOMPARE(mapped->reactions[0].count, 3);
        QCOMPARE(mapped->reactions[1].emoji.customName, u"customEmojis/E"_s);
        QCOMPARE(mapped->reactions[1].count, 9'999);
        QCOMPARE(mapped->privateViewer.name(), u"users/me1"_s);
        QVERIFY(!mapped->isPending());
    }

    void wrongNamesAreLeftOut()
    {
        const Message mapped = with(R"("sender":{"name":"spaces/A"},"thread":{"name":"users/1"},
            "privateMessageViewer":{"name":"everybody"},"text":"still read")");
        QVERIFY(mapped.sender.isEmpty());
        QVERIFY(mapped.thread.isEmpty());
        QVERIFY(mapped.privateViewer.isEmpty());
        QCOMPARE(mapped.text, u"still read"_s);
    }

    void markupSyntax()
    {
        QVERIFY(!with(R"("text":"x")").markdown);
        QVERIFY(!with(R"("markupSyntax":"MARKUP_SYNTAX_CHAT")").markdown);
        QVERIFY(!with(R"("markupSyntax":"MARKUP_SYNTAX_RUNES")").markdown);
        QVERIFY(with(R"("markup_syntax":"MARKUP_SYNTAX_MARKDOWN")").markdown);
    }

    void cards_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("cards");
        QTest::newRow("v2, whatever is in it")
            << QByteArray(R"("cardsV2":[{"cardId":"c","card":{"unknownPart":[1,{"deep":null}]}}])")
            << QByteArray(
                   R"({"cardsV2":[{"card":{"unknownPart":[1,{"deep":null}]},"cardId":"c"}]})");
        QTest::newRow("v1") << QByteArray(R"("cards":[{"name":"old"}])")
                            << QByteArray(R"({"cards":[{"name":"old"}]})");
        QTest::newRow("both: the newer one")
            << QByteArray(R"("cards":[{"name":"old"}],"cardsV2":[{"cardId":"c"}])")
            << QByteArray(R"({"cardsV2":[{"cardId":"c"}]})");
        QTest::newRow("accessory widgets alone")
            << QByteArray(R"("accessoryWidgets":[{"buttonList":{}}])")
            << QByteArray(R"({"accessoryWidgets":[{"buttonList":{}}]})");
        QTest::newRow("a card and widgets")
            << QByteArray(R"("cardsV2":[{"cardId":"c"}],"accessoryWidgets":[{"a":1}])")
            << QByteArray(R"({"accessoryWidgets":[{"a":1}],"cardsV2":[{"cardId":"c"}]})");
        QTest::newRow("not cards") << QByteArray(R"("cardsV2":"x","cards":7)") << QByteArray();
        QTest::newRow("none") << QByteArray(R"("cardsV2":[],"cards":[])") << QByteArray();
    }

    void cards()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, cards);
        QCOMPARE(with(fields).cards, cards);
    }

    void annotations_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeAnnotation>("expected");
        const auto row = [](const char *name, const QByteArray &json, const MaybeAnnotation &is) {
            QTest::newRow(name) << json << is;
        };
        row("mention", R"({"type":"USER_MENTION","startIndex":2,"length":4,
                "userMention":{"user":{"name":"users/2"},"type":"MENTION"}})",
            Annotation{.start = 2, .length = 4, .user = UserId(u"users/2"_s)});
        row("mention that brings somebody in", R"({"type":"USER_MENTION","length":4,
                "userMention":{"user":{"name":"users/2","type":"BOT"},"type":"ADD"}})",
            Annotation{.length = 4, .user = UserId(u"users/2"_s), .joins = true});
        row("all",
            R"({"type":"USER_MENTION","length":4,"userMention":{"user":{"name":"users/all"}}})",
            Annotation{.type = AnnotationType::AllMention, .length = 4});
        row("mention of nobody", R"({"type":"USER_MENTION","length":4})", Annotation{.length = 4});
        row("mention of something else",
            R"({"type":"USER_MENTION","userMention":{"user":{"name":"spaces/A"},"type":"POKE"}})",
            Annotation());
        row("slash command", R"({"type":"SLASH_COMMAND","length":5,"slashCommand":{
                "bot":{"name":"users/9"},"type":"INVOKE","commandName":"/help","commandId":"7",
                "triggersDialog":true}})",
            Annotation{.type = AnnotationType::SlashCommand,
                       .length = 5,
                       .command = SlashCommand{.id = 7,
                                               .name = u"/help"_s,
                                               .app = UserId(u"users/9"_s),
                                               .triggersDialog = true}});
        row("slash command without more", R"({"type":"SLASH_COMMAND","length":1})",
            Annotation{.type = AnnotationType::SlashCommand, .length = 1});
        row("custom emoji", R"({"type":"CUSTOM_EMOJI","startIndex":9.0,"length":"7",
               "customEmojiMetadata":{"customEmoji":{"name":"customEmojis/E","emojiName":":party:"}}})",
            Annotation{.type = AnnotationType::CustomEmoji,
                       .start = 9,
                       .length = 7,
                       .emoji
                       = {.customName = u"customEmojis/E"_s, .customShortName = u":party:"_s}});
        row("custom emoji of nothing", R"({"type":"CUSTOM_EMOJI","length":7})", std::nullopt);
        row("of tomorrow", R"({"type":"HOLOGRAM","length":1})", std::nullopt);
        row("empty", "{}", std::nullopt);
        row("positions are taken as they come: they are checked where they are drawn",
            R"({"type":"USER_MENTION","startIndex":-7,"length":99999999999})",
            Annotation{.start = -7, .length = std::numeric_limits<int>::max()});
        row("positions that are none",
            R"({"type":"USER_MENTION","startIndex":"here","length":[3]})", Annotation());
    }

    void annotations()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeAnnotation, expected);
        QVERIFY(sync::toAnnotation(wireOf<api::Annotation>(json)) == expected);
    }

    void links_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::addColumn<MaybeAnnotation>("expected");
        const auto row = [](const char *name, const QByteArray &metadata, const RichLink &link) {
            QTest::newRow(name) << QByteArray(R"("uri":"https:\/\/l.example",)" + metadata)
                                << MaybeAnnotation(Annotation{.type = AnnotationType::RichLink,
                                                              .uri = u"https://l.example"_s,
                                                              .link = link});
        };
        row("file in Drive", R"("richLinkType":"DRIVE_FILE","driveLinkData":{
                "driveDataRef":{"driveFileId":"F"},"mimeType":"application/pdf"})",
            {.kind = LinkKind::DriveFile, .driveFileId = u"F"_s, .mimeType = u"application/pdf"_s});
        row("message in Chat", R"("richLinkType":"CHAT_SPACE","chatSpaceLinkData":{
                "space":"spaces/B","thread":"spaces/B/threads/T","message":"spaces/B/messages/M"})",
            {.kind = LinkKind::ChatSpace,
             .space = SpaceId(u"spaces/B"_s),
             .thread = ThreadId(u"spaces/B/threads/T"_s),
             .message = MessageId(u"spaces/B/messages/M"_s)});
        row("space in Chat", R"("richLinkType":"CHAT_SPACE","chatSpaceLinkData":{
                "space":"spaces/B","thread":"","message":"elsewhere"})",
            {.kind = LinkKind::ChatSpace, .space = SpaceId(u"spaces/B"_s)});
        row("mail", R"("richLinkType":"GMAIL_MESSAGE")", {.kind = LinkKind::GmailMessage});
        row("meeting", R"("richLinkType":"MEET_SPACE","meetSpaceLinkData":{
                "meetingCode":"abc-defg","type":"MEETING"})",
            {.kind = LinkKind::MeetSpace, .meetingCode = u"abc-defg"_s});
        for (const auto &[word, state] :
             {std::pair("STARTED", HuddleState::Started), std::pair("ENDED", HuddleState::Ended),
              std::pair("MISSED", HuddleState::Missed), std::pair("PAUSED", HuddleState::Unknown)})
            row(qPrintable(u"huddle, "_s + QLatin1StringView(word)),
                QByteArray(R"("richLinkType":"MEET_SPACE","meetSpaceLinkData":{
                    "type":"HUDDLE","huddleStatus":"WORD"})")
                    .replace("WORD", word),
                {.kind = LinkKind::MeetSpace, .huddle = true, .huddleState = state});
        row("appointment", R"("richLinkType":"CALENDAR_EVENT","calendarEventLinkData":{
                "calendarId":"c","eventId":"e"})",
            {.kind = LinkKind::CalendarEvent, .calendarId = u"c"_s, .eventId = u"e"_s});
        row("of tomorrow", R"("richLinkType":"DREAM","dreamLinkData":{"depth":2})", {});
        row("without its data", R"("richLinkType":"DRIVE_FILE")", {.kind = LinkKind::DriveFile});
        row("with data of wrong types",
            R"("richLinkType":"DRIVE_FILE","driveLinkData":[],"meetSpaceLinkData":"x")",
            {.kind = LinkKind::DriveFile});
        QTest::newRow("no more than its type") << QByteArray() << MaybeAnnotation();
    }

    void links()
    {
        QFETCH(QByteArray, metadata);
        QFETCH(MaybeAnnotation, expected);
        if (!expected) { // a link without metadata: a link all the same
            QVERIFY(sync::toAnnotation(wireOf<api::Annotation>(R"({"type":"RICH_LINK"})"))
                    == Annotation{.type = AnnotationType::RichLink});
            return;
        }
        QVERIFY(sync::toAnnotation(wireOf<api::Annotation>(
                    R"({"type":"RICH_LINK","richLinkMetadata":{)" + metadata + "}}"))
                == expected);
    }

    void attachments_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<Attachment>("expected");
        QTest::newRow("uploaded; a browser's addresses stay behind")
            << QByteArray(R"({"name":"spaces/A/messages/M/attachments/1","contentName":"a.png",
                "contentType":"image/png","source":"UPLOADED_CONTENT",
                "attachmentDataRef":{"resourceName":"R1","attachmentUploadToken":"t"},
                "downloadUri":"https:\/\/never.example","thumbnailUri":"https:\/\/never.example"})")
            << Attachment{.name = u"spaces/A/messages/M/attachments/1"_s,
                          .contentName = u"a.png"_s,
                          .contentType = u"image/png"_s,
                          .mediaName = u"R1"_s};
        QTest::newRow("in Drive: not for media download")
            << QByteArray(R"({"contentName":"doc","source":"DRIVE_FILE",
                "driveDataRef":{"driveFileId":"F"},"attachmentDataRef":{"resourceName":"R"}})")
            << Attachment{.contentName = u"doc"_s,
                          .driveFileId = u"F"_s,
                          .source = AttachmentSource::Drive};
        QTest::newRow("source not told, in Drive")
            << QByteArray(R"({"driveDataRef":{"driveFileId":"F"}})")
            << Attachment{.driveFileId = u"F"_s, .source = AttachmentSource::Drive};
        QTest::newRow("source of tomorrow")
            << QByteArray(R"({"source":"MOON","attachmentDataRef":{"resourceName":"R"}})")
            << Attachment{.mediaName = u"R"_s};
        QTest::newRow("wrong types")
            << QByteArray(R"({"contentName":{},"attachmentDataRef":"R","driveDataRef":[]})")
            << Attachment();
        QTest::newRow("empty") << QByteArray("{}") << Attachment();
    }

    void attachments()
    {
        QFETCH(QByteArray, json);
        QFETCH(Attachment, expected);
        QVERIFY(sync::toAttachment(wireOf<api::Attachment>(json)) == expected);
    }

    void quotes_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeQuote>("expected");
        const MessageId id(u"spaces/A/messages/Q"_s);
        const auto row = [](const char *name, const QByteArray &json, const MaybeQuote &expected) {
            QTest::newRow(name) << json << expected;
        };
        row("reply", R"({"name":"spaces/A/messages/Q","lastUpdateTime":"2026-04-05T11:00:00Z",
              "quoteType":"REPLY","quotedMessageSnapshot":{"sender":"users/3","text":"a @b",
              "formattedText":"*a* <users/4>",
              "annotations":[{"type":"USER_MENTION","startIndex":2,"length":2,
                              "userMention":{"user":{"name":"users/4"}}}],
              "attachments":[{"contentName":"f"}]}})",
            Quote{.message = id,
                  .lastUpdateTime = Timestamp::fromString(u"2026-04-05T11:00:00Z"_s),
                  .sender = UserId(u"users/3"_s),
                  .text = u"a @b"_s,
                  .formattedText = u"*a* <users/4>"_s,
                  .annotations
                  = {Annotation{.start = 2, .length = 2, .user = UserId(u"users/4"_s)}},
                  .attachments = {Attachment{.contentName = u"f"_s}}});
        row("forward", R"({"name":"spaces/A/messages/Q","quoteType":"FORWARD",
              "quotedMessageSnapshot":{"sender":" Ada  L.","text":"t"},
              "forwardedMetadata":{"space":"spaces/F","spaceDisplayName":"Far away"}})",
            Quote{.message = id,
                  .type = QuoteType::Forward,
                  .senderName = u"Ada L."_s,
                  .text = u"t"_s,
                  .forwardedFrom = SpaceId(u"spaces/F"_s),
                  .forwardedFromName = u"Far away"_s});
        row("of a message that may not be seen", R"({"quoteType":"FORWARD","name":"x",
              "quotedMessageSnapshot":{"text":"t"},"forwardedMetadata":{"space":"somewhere"}})",
            Quote{.type = QuoteType::Forward, .text = u"t"_s});
        row("of a type of tomorrow", R"({"name":"spaces/A/messages/Q","quoteType":"ECHO"})",
            Quote{.message = id});
        row("a file alone", R"({"quotedMessageSnapshot":{"attachments":[{"contentName":"f"}]}})",
            Quote{.attachments = {Attachment{.contentName = u"f"_s}}});
        row("nothing told", R"({"quoteType":"REPLY","quotedMessageSnapshot":{}})", std::nullopt);
        row("empty", "{}", std::nullopt);
    }

    void quotes()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeQuote, expected);
        QVERIFY(with(R"("quotedMessageMetadata":)" + json).quote == expected);
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
        row("SPACE_MEMBER", DeletedBy::SpaceMember);
        row("METEORITE", DeletedBy::Unknown);
        QTest::newRow("not said") << QByteArray() << DeletedBy::Unknown;
    }

    void deletions()
    {
        QFETCH(QByteArray, metadata);
        QFETCH(DeletedBy, by);
        const auto mapped
            = message("{" + metadata + R"("name":"spaces/A/messages/M","text":"must not stay",
            "cardsV2":[{"cardId":"c"}],"attachment":[{"contentName":"x"}],
            "quotedMessageMetadata":{"name":"spaces/A/messages/Q"},
            "createTime":"2026-04-05T12:00:00Z","deleteTime":"2026-04-05T12:01:00Z"})");
        QVERIFY(mapped && mapped->isDeleted());
        QCOMPARE(mapped->deletedBy, by);
        QVERIFY(mapped->text.isEmpty() && mapped->cards.isEmpty() && mapped->attachments.isEmpty()
                && !mapped->quote);
    }

    // Who deleted it is told, when not: it is a tombstone all the same.
    void deletionWithoutATime()
    {
        const Message mapped = with(R"("text":"x","createTime":"2026-04-05T12:00:00Z",
            "deletionMetadata":{"deletionType":"ADMIN"})");
        QVERIFY(mapped.isDeleted());
        QCOMPARE(mapped.deletedBy, DeletedBy::Admin);
        QVERIFY(mapped.text.isEmpty());
    }

    void mentionsNameTheNameless()
    {
        const auto wire = [](const QByteArray &json) { return wireOf<api::Message>(json); };
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

    void emoji_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeEmoji>("expected");
        QTest::newRow("unicode") << QByteArray(R"({"unicode":"👩🏽‍🚀"})")
                                 << MaybeEmoji(Emoji{.unicode = u"👩🏽‍🚀"_s});
        QTest::newRow("custom") << QByteArray(
            R"({"customEmoji":{"name":"customEmojis/E","uid":"E","emojiName":":p:"}})")
                                << MaybeEmoji(Emoji{.customName = u"customEmojis/E"_s,
                                                    .customShortName = u":p:"_s});
        QTest::newRow("by uid") << QByteArray(R"({"customEmoji":{"uid":"E"}})")
                                << MaybeEmoji(Emoji{.customName = u"customEmojis/E"_s});
        QTest::newRow("nothing of it") << QByteArray(R"({"customEmoji":{}})") << MaybeEmoji();
        QTest::newRow("empty") << QByteArray(R"({"unicode":""})") << MaybeEmoji();
        QTest::newRow("none") << QByteArray("{}") << MaybeEmoji();
    }

    void emoji()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeEmoji, expected);
        QVERIFY(sync::toEmoji(wireOf<api::Emoji>(json)) == expected);
        if (expected && expected->customShortName.isEmpty())
            QVERIFY(sync::toEmoji(sync::toWire(*expected)) == expected);
    }

    void reactions_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeReaction>("expected");
        const auto row = [](const char *name, const QByteArray &json, const MaybeReaction &is) {
            QTest::newRow(name) << json << is;
        };
        const QString name = u"spaces/A/messages/M/reactions/R"_s;
        const MessageId of(u"spaces/A/messages/M"_s);
        const UserId by(u"users/1"_s);
        row("unicode", R"({"name":"spaces/A/messages/M/reactions/R","user":{"name":"users/1"},
                "emoji":{"unicode":"🙂"}})",
            Reaction{.name = name, .message = of, .user = by, .emoji = {.unicode = u"🙂"_s}});
        row("custom", R"({"name":"spaces/A/messages/M/reactions/R","user":{"name":"users/1"},
                "emoji":{"customEmoji":{"name":"customEmojis/E","emojiName":":e:"}}})",
            Reaction{.name = name,
                     .message = of,
                     .user = by,
                     .emoji = {.customName = u"customEmojis/E"_s, .customShortName = u":e:"_s}});
        row("nobody's", R"({"name":"spaces/A/messages/M/reactions/R","emoji":{"unicode":"🙂"}})",
            std::nullopt);
        row("of nothing", R"({"name":"spaces/A/messages/M/reactions/R","user":{"name":"users/1"}})",
            std::nullopt);
        row("without its name", R"({"user":{"name":"users/1"},"emoji":{"unicode":"🙂"}})",
            std::nullopt);
        row("empty", "{}", std::nullopt);
    }

    void reactions()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeReaction, expected);
        QVERIFY(sync::toReaction(wireOf<api::Reaction>(json)) == expected);
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
                 u"user.name = \"users/1\""_s);
    }

    void sameEmoji()
    {
        const Emoji crew{.customName = u"customEmojis/E"_s, .customShortName = u":crew:"_s};
        QVERIFY(sync::isSameEmoji({.unicode = u"🙂"_s}, {.unicode = u"🙂"_s}));
        QVERIFY(!sync::isSameEmoji({.unicode = u"🙂"_s}, {.unicode = u"👍"_s}));
        QVERIFY(!sync::isSameEmoji({.unicode = u"🙂"_s}, crew));
        QVERIFY(sync::isSameEmoji(crew, {.customName = u"customEmojis/E"_s}));
        // By its key in one place, by its name in the other.
        QVERIFY(sync::isSameEmoji(
            crew, {.customName = u"customEmojis/uid"_s, .customShortName = u":crew:"_s}));
        QVERIFY(!sync::isSameEmoji(
            crew, {.customName = u"customEmojis/F"_s, .customShortName = u":cow:"_s}));
        QVERIFY(!sync::isSameEmoji(crew, {.customName = u"customEmojis/F"_s}));
    }
};

QTEST_GUILESS_MAIN(TestMappingMessages)
#include "tst_mapping_messages.moc"
