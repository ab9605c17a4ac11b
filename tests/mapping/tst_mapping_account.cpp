// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/availabilitymapping.h"
#include "models/sync/mapping/customemojimapping.h"
#include "models/sync/mapping/notificationmapping.h"
#include "models/sync/mapping/pinmapping.h"
#include "models/sync/mapping/readstatemapping.h"
#include "models/sync/mapping/searchmapping.h"
#include "models/sync/mapping/sectionmapping.h"
#include "tests/mapping/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

using MaybeEmoji = std::optional<CustomEmoji>;
using MaybeSection = std::optional<Section>;
using MaybeItem = std::optional<SectionItem>;
using MaybePin = std::optional<MessagePin>;
Q_DECLARE_METATYPE(MaybeEmoji)
Q_DECLARE_METATYPE(MaybeSection)
Q_DECLARE_METATYPE(MaybeItem)
Q_DECLARE_METATYPE(MaybePin)
Q_DECLARE_METATYPE(linnet::SpaceNotification)
Q_DECLARE_METATYPE(linnet::Availability)

class TestMappingAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readStates_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("space");
        QTest::addColumn<QString>("thread");
        QTest::addColumn<Timestamp>("time");
        const Timestamp noon = Timestamp::fromString(u"2026-04-05T12:00:00.5Z"_s);
        QTest::newRow("space") << QByteArray(
            R"({"name":"users/1/spaces/A/spaceReadState","lastReadTime":"2026-04-05T12:00:00.5Z"})")
                               << u"spaces/A"_s << QString() << noon;
        QTest::newRow("space never opened")
            << QByteArray(R"({"name":"users/1/spaces/A/spaceReadState"})") << u"spaces/A"_s
            << QString() << Timestamp();
        QTest::newRow("thread") << QByteArray(
            R"({"name":"users/1/spaces/A/threads/T/threadReadState","lastReadTime":"2026-04-05T12:00:00.5Z"})")
                                << QString() << u"spaces/A/threads/T"_s << noon;
        QTest::newRow("thread never opened") << QByteArray(
            R"({"name":"users/1/spaces/A/threads/T/threadReadState","lastReadTime":""})")
                                             << QString() << u"spaces/A/threads/T"_s << Timestamp();
        QTest::newRow("of something else") << QByteArray(R"({"name":"users/1/spaces/A"})")
                                           << QString() << QString() << Timestamp();
        QTest::newRow("of nobody") << QByteArray(R"({"name":"users\/\/spaces\/A\/spaceReadState"})")
                                   << QString() << QString() << Timestamp();
        QTest::newRow("empty") << QByteArray("{}") << QString() << QString() << Timestamp();
    }

    void readStates()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, space);
        QFETCH(QString, thread);
        QFETCH(Timestamp, time);
        const auto ofSpace = sync::toReadState(wireOf<api::SpaceReadState>(json));
        QCOMPARE(ofSpace ? ofSpace->space.name() : QString(), space);
        if (ofSpace)
            QCOMPARE(ofSpace->lastReadTime, time);
        const auto ofThread = sync::toReadState(wireOf<api::ThreadReadState>(json));
        QCOMPARE(ofThread ? ofThread->thread.name() : QString(), thread);
        if (ofThread)
            QCOMPARE(ofThread->lastReadTime, time);
    }

    void namesToAskBy()
    {
        QCOMPARE(sync::readStateName(SpaceId(u"spaces/A"_s)),
                 u"users/me/spaces/A/spaceReadState"_s);
        QCOMPARE(sync::readStateName(ThreadId(u"spaces/A/threads/T"_s)),
                 u"users/me/spaces/A/threads/T/threadReadState"_s);
        QCOMPARE(sync::notificationName(SpaceId(u"spaces/A"_s)),
                 u"users/me/spaces/A/spaceNotificationSetting"_s);
    }

    void notifications_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<SpaceNotification>("expected");
        using Level = NotificationLevel;
        const auto row
            = [](const char *words, Level level) {
                  QTest::newRow(words)
                      << QByteArray(R"({"notificationSetting":")" + QByteArray(words) + R"("})")
                      << SpaceNotification{.level = level};
              };
        row("ALL", Level::All);
        row("MAIN_CONVERSATIONS", Level::MainConversations);
        row("FOR_YOU", Level::ForYou);
        row("OFF", Level::Off);
        row("LOUDER", Level::All);
        row("NOTIFICATION_SETTING_UNSPECIFIED", Level::All);
        QTest::newRow("muted") << QByteArray(
            R"({"notificationSetting":"FOR_YOU","muteSetting":"MUTED"})")
                               << SpaceNotification{.level = Level::ForYou, .muted = true};
        QTest::newRow("not muted")
            << QByteArray(R"({"muteSetting":"UNMUTED"})") << SpaceNotification();
        QTest::newRow("muted by something of tomorrow")
            << QByteArray(R"({"muteSetting":"HUSHED","notificationSetting":{}})")
            << SpaceNotification();
        QTest::newRow("empty") << QByteArray("{}") << SpaceNotification();
    }

    void notifications()
    {
        QFETCH(QByteArray, json);
        QFETCH(SpaceNotification, expected);
        QVERIFY(sync::toNotification(wireOf<api::SpaceNotificationSetting>(json)) == expected);
        const api::SpaceNotificationSetting back{.notificationSetting
                                                 = sync::toWire(expected.level)};
        QCOMPARE(sync::toNotification(back).level, expected.level);
    }

    void customEmoji_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeEmoji>("expected");
        QTest::newRow("whole") << QByteArray(R"({"name":"customEmojis/E","uid":"E",
                "emojiName":":party:","temporaryImageUri":"https:\/\/i.example"})")
                               << MaybeEmoji(CustomEmoji{.name = u"customEmojis/E"_s,
                                                         .shortName = u":party:"_s,
                                                         .imageUrl = u"https://i.example"_s});
        QTest::newRow("by uid") << QByteArray(R"({"uid":"E","emojiName":":party:"})")
                                << MaybeEmoji(CustomEmoji{.name = u"customEmojis/E"_s,
                                                          .shortName = u":party:"_s});
        QTest::newRow("no short name")
            << QByteArray(R"({"name":"customEmojis/E"})") << MaybeEmoji();
        QTest::newRow("not one") << QByteArray(R"({"name":"spaces/E","emojiName":":x:"})")
                                 << MaybeEmoji();
        QTest::newRow("wrong types")
            << QByteArray(R"({"name":[],"uid":{},"emojiName":":x:"})") << MaybeEmoji();
        QTest::newRow("empty") << QByteArray("{}") << MaybeEmoji();
    }

    void customEmoji()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeEmoji, expected);
        QVERIFY(sync::toCustomEmoji(wireOf<api::CustomEmoji>(json)) == expected);
    }

    void sections_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeSection>("expected");
        const SectionId id(u"users/1/sections/X"_s);
        const auto row = [](const char *name, const QByteArray &json, const MaybeSection &is) {
            QTest::newRow(name) << json << is;
        };
        row("custom", R"({"name":"users/1/sections/X","type":"CUSTOM_SECTION",
                "displayName":" Ink \n","sortOrder":"3"})",
            Section{.id = id, .displayName = u"Ink"_s, .sortOrder = 3});
        row("direct messages",
            R"({"name":"users/1/sections/X","type":"DEFAULT_DIRECT_MESSAGES","sortOrder":2.0})",
            Section{.id = id, .type = SectionType::DirectMessages, .sortOrder = 2});
        row("spaces", R"({"name":"users/1/sections/X","type":"DEFAULT_SPACES"})",
            Section{.id = id, .type = SectionType::Spaces});
        row("apps", R"({"name":"users/1/sections/X","type":"DEFAULT_APPS","sortOrder":-9})",
            Section{.id = id, .type = SectionType::Apps});
        row("of tomorrow", R"({"name":"users/1/sections/X","type":"DEFAULT_DREAMS"})",
            Section{.id = id});
        row("an item", R"({"name":"users/1/sections/X/items/Y"})", std::nullopt);
        row("empty", "{}", std::nullopt);
    }

    void sections()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeSection, expected);
        QVERIFY(sync::toSection(wireOf<api::Section>(json)) == expected);
    }

    void sectionItems_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeItem>("expected");
        QTest::newRow("whole")
            << QByteArray(R"({"name":"users/1/sections/X/items/Y","space":"spaces/A"})")
            << MaybeItem(SectionItem{.name = u"users/1/sections/X/items/Y"_s,
                                     .section = SectionId(u"users/1/sections/X"_s),
                                     .space = SpaceId(u"spaces/A"_s)});
        QTest::newRow("not a space")
            << QByteArray(R"({"name":"users/1/sections/X/items/Y","space":"users/2"})")
            << MaybeItem();
        QTest::newRow("no name") << QByteArray(R"({"space":"spaces/A"})") << MaybeItem();
        QTest::newRow("empty") << QByteArray("{}") << MaybeItem();
    }

    void sectionItems()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeItem, expected);
        QVERIFY(sync::toSectionItem(wireOf<api::SectionItem>(json)) == expected);
    }

    void pins_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybePin>("expected");
        QTest::newRow("whole")
            << QByteArray(R"({"name":"spaces/A/messagePins/P","message":"spaces/A/messages/M"})")
            << MaybePin(MessagePin{.name = u"spaces/A/messagePins/P"_s,
                                   .message = MessageId(u"spaces/A/messages/M"_s)});
        QTest::newRow("of nothing")
            << QByteArray(R"({"name":"spaces/A/messagePins/P"})") << MaybePin();
        QTest::newRow("nameless") << QByteArray(R"({"message":"spaces/A/messages/M"})")
                                  << MaybePin();
        QTest::newRow("wrong types") << QByteArray(R"({"name":{},"message":7})") << MaybePin();
    }

    void pins()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybePin, expected);
        QVERIFY(sync::toPin(wireOf<api::MessagePin>(json)) == expected);
    }

    void availability_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<Availability>("expected");
        using State = AvailabilityState;
        const auto row = [](const char *words, State state) {
            QTest::newRow(words) << QByteArray(R"({"name":"users/1/availability","state":")"
                                               + QByteArray(words) + R"("})")
                                 << Availability{.state = state};
        };
        row("ACTIVE", State::Active);
        row("IDLE", State::Idle);
        row("AWAY", State::Away);
        row("DO_NOT_DISTURB", State::DoNotDisturb);
        row("ASTRAL", State::Unknown);
        const Timestamp noon = Timestamp::fromString(u"2026-04-05T12:00:00Z"_s);
        QTest::newRow("until noon") << QByteArray(
            R"({"state":"DO_NOT_DISTURB","doNotDisturbMetadata":{"expirationTime":"2026-04-05T12:00:00Z"}})")
                                    << Availability{.state = State::DoNotDisturb,
                                                    .doNotDisturbUntil = noon};
        QTest::newRow("with a status")
            << QByteArray(R"({"state":"ACTIVE","customStatus":{"emoji":{"unicode":"🏖"},
                "text":" at the  sea","expireTime":"2026-04-05T12:00:00Z"}})")
            << Availability{.state = State::Active,
                            .status = CustomStatus{.emoji = {.unicode = u"🏖"_s},
                                                   .text = u"at the sea"_s,
                                                   .expires = noon}};
        QTest::newRow("a status of an emoji")
            << QByteArray(R"({"customStatus":{"emoji":{"customEmoji":{"uid":"E"}}}})")
            << Availability{.status = CustomStatus{.emoji = {.customName = u"customEmojis/E"_s}}};
        QTest::newRow("a status of nothing")
            << QByteArray(R"({"customStatus":{"emoji":{},"text":"  "}})") << Availability();
        QTest::newRow("wrong types")
            << QByteArray(R"({"state":[],"customStatus":"x","doNotDisturbMetadata":5})")
            << Availability();
        QTest::newRow("empty") << QByteArray("{}") << Availability();
    }

    void availability()
    {
        QFETCH(QByteArray, json);
        QFETCH(Availability, expected);
        QVERIFY(sync::toAvailability(wireOf<api::Availability>(json)) == expected);
        if (expected.status && expected.status->emoji.customShortName.isEmpty()) {
            const api::Availability back{.customStatus = sync::toWire(*expected.status)};
            QVERIFY(sync::toAvailability(back).status == expected.status);
        }
    }

    void hits()
    {
        const auto hit = [](const QByteArray &json) {
            return sync::toHit(wireOf<api::SearchMessageResult>(json));
        };
        const auto found = hit(R"({"message":{"name":"spaces/A/messages/M","text":"found"},
            "read":"false","spaceMuteSetting":"MUTED"})");
        QVERIFY(found);
        QCOMPARE(found->message.text, u"found"_s);
        QVERIFY(found->read.has_value() && !*found->read);
        QVERIFY(found->muted);
        const auto bare
            = hit(R"({"message":{"name":"spaces/A/messages/M"},"spaceMuteSetting":"HUSHED"})");
        QVERIFY(bare && !bare->read && !bare->muted);
        QVERIFY(!hit(R"({"read":true})"));
        QVERIFY(!hit(R"({"message":{"text":"nameless"}})"));
        QVERIFY(!hit(R"({"message":"x"})"));
    }
};

QTEST_GUILESS_MAIN(TestMappingAccount)
#include "tst_mapping_account.moc"
