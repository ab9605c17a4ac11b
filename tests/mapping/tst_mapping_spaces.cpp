// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/spacemapping.h"
#include "tests/mapping/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

using MaybeSpace = std::optional<Space>;
Q_DECLARE_METATYPE(MaybeSpace)
Q_DECLARE_METATYPE(linnet::SpacePermissions)
Q_DECLARE_METATYPE(linnet::SpaceAccess)

class TestMappingSpaces : public QObject
{
    Q_OBJECT

private:
    static MaybeSpace space(const QByteArray &json)
    {
        return sync::toSpace(wireOf<api::Space>(json));
    }

private Q_SLOTS:
    void spaces_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeSpace>("expected");
        const SpaceId id(u"spaces/A"_s);
        const auto row = [](const char *name, const QByteArray &json, const MaybeSpace &expected) {
            QTest::newRow(name) << json << expected;
        };
        row("named",
            R"({"name":"spaces/A","spaceType":"SPACE","displayName":" Team\n room ",
                "spaceThreadingState":"THREADED_MESSAGES","spaceHistoryState":"HISTORY_OFF",
                "createTime":"2026-01-01T00:00:00Z",
                "lastActiveTime":"2026-04-05T12:00:00.123456Z","spaceUri":"https:\/\/chat.example/A",
                "spaceDetails":{"description":"what it is for","guidelines":"be kind"},
                "externalUserAllowed":true,
                "membershipCount":{"joinedDirectHumanUserCount":7,"joinedGroupCount":2}})",
            Space{.id = id,
                  .type = SpaceType::Space,
                  .displayName = u"Team room"_s,
                  .description = u"what it is for"_s,
                  .uri = u"https://chat.example/A"_s,
                  .createTime = Timestamp::fromString(u"2026-01-01T00:00:00Z"_s),
                  .lastActiveTime = Timestamp::fromString(u"2026-04-05T12:00:00.123456Z"_s),
                  .threading = ThreadingState::Threaded,
                  .history = HistoryState::Off,
                  .externalUserAllowed = true,
                  .memberCount = 7,
                  .groupCount = 2,
                  .guidelines = u"be kind"_s});
        row("direct message",
            R"({"name":"spaces/A","spaceType":"DIRECT_MESSAGE","singleUserBotDm":"true",
                "adminInstalled":true,"spaceThreadingState":"UNTHREADED_MESSAGES",
                "lastActiveTime":"1970-01-01T00:00:00Z"})",
            Space{.id = id,
                  .type = SpaceType::DirectMessage,
                  .threading = ThreadingState::Unthreaded,
                  .appDirectMessage = true,
                  .adminInstalled = true});
        row("direct message of before there were types",
            R"({"name":"spaces/A","singleUserBotDm":true})",
            Space{.id = id,
                  .type = SpaceType::DirectMessage,
                  .threading = ThreadingState::Unthreaded,
                  .appDirectMessage = true});
        row("a room of before there were kinds", R"({"name":"spaces/A","type":"ROOM"})",
            Space{.id = id});
        row("a direct message of then", R"({"name":"spaces/A","type":"DM"})",
            Space{.id = id,
                  .type = SpaceType::DirectMessage,
                  .threading = ThreadingState::Unthreaded});
        row("group chat", R"({"name":"spaces/A","spaceType":"GROUP_CHAT"})",
            Space{.id = id, .type = SpaceType::GroupChat, .threading = ThreadingState::Unthreaded});
        row("grouped messages are threads too",
            R"({"name":"spaces/A","spaceType":"SPACE","spaceThreadingState":"GROUPED_MESSAGES"})",
            Space{.id = id});
        row("a space without threads",
            R"({"name":"spaces/A","spaceType":"SPACE","spaceThreadingState":"UNTHREADED_MESSAGES"})",
            Space{.id = id, .threading = ThreadingState::Unthreaded});
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
        row("history of tomorrow",
            R"({"name":"spaces/A","spaceType":"SPACE","spaceHistoryState":"HISTORY_SOMETIMES"})",
            Space{.id = id});
        row("impossible counts",
            R"({"name":"spaces/A","spaceType":"SPACE","membershipCount":
                {"joinedDirectHumanUserCount":-5,"joinedGroupCount":99999999999}})",
            Space{.id = id, .groupCount = 1'000'000});
        row("wrong types everywhere",
            R"({"name":"spaces/A","spaceType":7,"displayName":["x"],"spaceDetails":"x",
                "membershipCount":[],"permissionSettings":"all","accessSettings":3,
                "externalUserAllowed":"perhaps","createTime":"yesterday"})",
            Space{.id = id, .type = SpaceType::GroupChat, .threading = ThreadingState::Unthreaded});
        row("being imported", R"({"name":"spaces/A","spaceType":"SPACE","importMode":true})",
            std::nullopt);
        row("no name", R"({"spaceType":"SPACE"})", std::nullopt);
        row("not a space", R"({"name":"spaces/A/messages/B"})", std::nullopt);
        row("no id", R"({"name":"spaces/"})", std::nullopt);
        row("empty", "{}", std::nullopt);
    }

    void spaces()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeSpace, expected);
        QVERIFY(space(json) == expected);
    }

    void importMode()
    {
        const auto wire = wireOf<api::Space>(R"({"name":"spaces/A","spaceType":"SPACE",
            "importMode":true,"importModeExpireTime":"2026-06-01T00:00:00Z"})");
        const MaybeSpace any = sync::toAnySpace(wire);
        QVERIFY(any && any->importing);
        QCOMPARE(any->importExpires.toString(), u"2026-06-01T00:00:00Z"_s);
        QVERIFY(!sync::toSpace(wire));
    }

    void permissions_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<SpacePermissions>("expected");
        const QByteArray owners = R"({"managersAllowed":true})";
        const QByteArray managers = R"({"managersAllowed":true,"assistantManagersAllowed":true})";
        const QByteArray all
            = R"({"managersAllowed":true,"assistantManagersAllowed":"true","membersAllowed":true})";
        using Level = PermissionLevel;
        QTest::newRow("all of them") << QByteArray(
            R"({"manageMembersAndGroups":)" + owners + R"(,"modifySpaceDetails":)" + managers
            + R"(,"toggleHistory":)" + all + R"(,"useAtMentionAll":)" + owners + R"(,"manageApps":)"
            + managers + R"(,"manageWebhooks":)" + all + R"(,"postMessages":)" + owners
            + R"(,"replyMessages":)" + managers + R"(,"viewSpaceMembership":)" + all + "}")
                                     << SpacePermissions{.manageMembers = Level::Owners,
                                                         .modifyDetails = Level::Managers,
                                                         .toggleHistory = Level::Everyone,
                                                         .mentionAll = Level::Owners,
                                                         .manageApps = Level::Managers,
                                                         .manageWebhooks = Level::Everyone,
                                                         .postMessages = Level::Owners,
                                                         .replyMessages = Level::Managers,
                                                         .viewMembers = Level::Everyone};
        QTest::newRow("nobody is told of")
            << QByteArray(R"({"postMessages":{},"replyMessages":{"managersAllowed":false}})")
            << SpacePermissions();
        QTest::newRow("wrong types")
            << QByteArray(R"({"postMessages":"all","replyMessages":[{"membersAllowed":true}]})")
            << SpacePermissions();
        QTest::newRow("none") << QByteArray("{}") << SpacePermissions();
    }

    void permissions()
    {
        QFETCH(QByteArray, json);
        QFETCH(SpacePermissions, expected);
        const MaybeSpace mapped = space(R"({"name":"spaces/A","permissionSettings":)" + json + "}");
        QVERIFY(mapped && mapped->permissions);
        QVERIFY(*mapped->permissions == expected);
        QVERIFY(!space(R"({"name":"spaces/A"})")->permissions);
    }

    // What is set comes back as what was meant.
    void levelsThereAndBack()
    {
        for (const PermissionLevel level :
             {PermissionLevel::Owners, PermissionLevel::Managers, PermissionLevel::Everyone}) {
            const auto wire = sync::toWire(level);
            QVERIFY(wire);
            QCOMPARE(sync::toPermissionLevel(*wire), level);
        }
        QVERIFY(!sync::toWire(PermissionLevel::Unknown));
    }

    void whoMay()
    {
        using Role = MembershipRole;
        QVERIFY(allows(PermissionLevel::Unknown, Role::Member));
        QVERIFY(allows(PermissionLevel::Everyone, Role::Member));
        QVERIFY(!allows(PermissionLevel::Managers, Role::Member));
        QVERIFY(allows(PermissionLevel::Managers, Role::Manager));
        QVERIFY(!allows(PermissionLevel::Owners, Role::Manager));
        QVERIFY(allows(PermissionLevel::Owners, Role::Owner));
        QVERIFY(SpacePermissions{.postMessages = PermissionLevel::Managers}.isAnnouncement());
        QVERIFY(!SpacePermissions{.postMessages = PermissionLevel::Everyone}.isAnnouncement());
        QVERIFY(!SpacePermissions().isAnnouncement());
    }

    void access_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<SpaceAccess>("expected");
        QTest::newRow("private") << QByteArray(R"({"accessState":"PRIVATE"})")
                                 << SpaceAccess{.visibility = SpaceVisibility::Private};
        QTest::newRow("open to the organisation")
            << QByteArray(R"({"accessState":"DISCOVERABLE","audience":"audiences/default",
                "accessPermissionSettings":{
                  "discoverSpaceSetting":{"principals":[{"audience":{"name":"audiences/a"}},{},
                                                        {"audience":{"name":""}}]},
                  "joinSpaceSetting":{"principals":[{"audience":{"name":"audiences/b"}}]},
                  "viewSpaceMembershipSetting":{"principals":{"audience":{"name":"audiences/c"}}}}})")
            << SpaceAccess{.visibility = SpaceVisibility::Discoverable,
                           .audience = u"audiences/default"_s,
                           .discoverAudiences = {u"audiences/a"_s},
                           .joinAudiences = {u"audiences/b"_s},
                           .viewMembersAudiences = {u"audiences/c"_s}};
        QTest::newRow("of tomorrow")
            << QByteArray(R"({"accessState":"TELEPATHIC"})") << SpaceAccess();
        QTest::newRow("empty") << QByteArray("{}") << SpaceAccess();
    }

    void access()
    {
        QFETCH(QByteArray, json);
        QFETCH(SpaceAccess, expected);
        const MaybeSpace mapped = space(R"({"name":"spaces/A","accessSettings":)" + json + "}");
        QVERIFY(mapped && mapped->access);
        QVERIFY(*mapped->access == expected);
    }

    void foundSpaces()
    {
        const auto names = [](const QList<Space> &spaces) {
            QStringList list;
            for (const Space &one : spaces)
                list.append(one.id.name());
            return list;
        };
        // Newer answers wrap each space, older ones have the plain list.
        QCOMPARE(names(sync::toSpaces(wireOf<api::SearchSpacesResponse>(
                     R"({"results":[{"space":{"name":"spaces/B"}},{},{"space":{}},
                         {"space":{"name":"spaces/A"}}],"spaces":[{"name":"spaces/old"}]})"))),
                 (QStringList{u"spaces/B"_s, u"spaces/A"_s}));
        QCOMPARE(names(sync::toSpaces(wireOf<api::SearchSpacesResponse>(
                     R"({"spaces":[{"name":"spaces/A"},{"name":"x"}],"totalSize":"2"})"))),
                 QStringList{u"spaces/A"_s});
        QCOMPARE(names(sync::toSpaces(wireOf<api::FindGroupChatsResponse>(
                     R"({"spaces":[{"name":"spaces/A"},{"name":"spaces/B","importMode":true}]})"))),
                 QStringList{u"spaces/A"_s});
        QVERIFY(sync::toSpaces(wireOf<api::FindGroupChatsResponse>("{}")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMappingSpaces)
#include "tst_mapping_spaces.moc"
