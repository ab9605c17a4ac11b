// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/usermapping.h"
#include "tests/mapping/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

using MaybeUser = std::optional<User>;
using MaybePerson = std::optional<Person>;
using MaybeMember = std::optional<Member>;
Q_DECLARE_METATYPE(MaybeUser)
Q_DECLARE_METATYPE(MaybePerson)
Q_DECLARE_METATYPE(MaybeMember)

class TestMappingPeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void users_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeUser>("expected");
        const UserId id(u"users/1"_s);
        const auto row = [](const char *name, const QByteArray &json, const MaybeUser &expected) {
            QTest::newRow(name) << json << expected;
        };
        row("whole", R"({"name":"users/1","type":"HUMAN","displayName":"Ada  L.",
                "email":"ada@example.com","avatarUrl":"https:\/\/pictures.example/1","domainId":"d"})",
            User{.id = id,
                 .displayName = u"Ada L."_s,
                 .email = u"ada@example.com"_s,
                 .avatarUrl = u"https://pictures.example/1"_s,
                 .domainId = u"d"_s});
        row("nameless", R"({"name":"users/1"})", User{.id = id});
        row("app", R"({"name":"users/1","type":"BOT"})", User{.id = id, .type = UserType::App});
        row("anonymous, of a type of tomorrow",
            R"({"name":"users/1","isAnonymous":true,"type":"GHOST"})",
            User{.id = id, .anonymous = true});
        row("wrong types", R"({"name":"users/1","type":{},"displayName":5,"isAnonymous":"maybe"})",
            User{.id = id, .displayName = u"5"_s});
        row("everybody", R"({"name":"users/all"})", std::nullopt);
        row("nobody", "{}", std::nullopt);
        row("no id", R"({"name":"users/"})", std::nullopt);
        row("something of a user", R"({"name":"users/1/spaces/A"})", std::nullopt);
        row("somebody else's name", R"({"name":"spaces/A"})", std::nullopt);
    }

    void users()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeUser, expected);
        const MaybeUser mapped = sync::toUser(wireOf<api::User>(json));
        if (mapped && !expected)
            QFAIL(qPrintable(mapped->id.name()));
        QVERIFY(mapped == expected);
    }

    void people_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybePerson>("expected");
        const UserId id(u"users/7"_s);
        const auto row = [](const char *name, const QByteArray &json, const MaybePerson &expected) {
            QTest::newRow(name) << json << expected;
        };
        row("primary wins", R"({"resourceName":"people/7","names":[{"displayName":"Old"},
                {"displayName":"New","metadata":{"primary":true}}],
                "photos":[{"url":"https:\/\/p.example/letter","default":true}],
                "emailAddresses":[{"value":"n@example.com"}],
                "organizations":[{"title":"Apprentice"},
                {"title":" Head  of ink","department":"Ink","metadata":{"primary":"true"}}]})",
            Person{.user = {.id = id, .displayName = u"New"_s, .email = u"n@example.com"_s},
                   .title = u"Head of ink"_s,
                   .department = u"Ink"_s});
        row("name as it was typed",
            R"({"resourceName":"people/7","names":[{},{"unstructuredName":"Some One"}]})",
            Person{.user = {.id = id, .displayName = u"Some One"_s}});
        row("photo", R"({"resourceName":"people/7","photos":[{"url":"https:\/\/p.example/1"}]})",
            Person{.user = {.id = id, .avatarUrl = u"https://p.example/1"_s}});
        row("empty person", R"({"resourceName":"people/7","etag":"x"})", std::nullopt);
        row("a title makes no person",
            R"({"resourceName":"people/7","organizations":[{"title":"x"}]})", std::nullopt);
        row("no id", R"({"resourceName":"people/","names":[{"displayName":"x"}]})", std::nullopt);
        row("nothing", "{}", std::nullopt);
    }

    void people()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybePerson, expected);
        const auto wire = wireOf<api::Person>(json);
        QVERIFY(sync::toPerson(wire) == expected);
        QVERIFY(sync::toUser(wire) == (expected ? MaybeUser(expected->user) : std::nullopt));
    }

    void members_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<MaybeMember>("expected");
        const SpaceId a(u"spaces/A"_s);
        const User one{.id = UserId(u"users/1"_s)};
        const QString name = u"spaces/A/members/1"_s;
        const auto row = [](const char *title, const QByteArray &json, const MaybeMember &member) {
            QTest::newRow(title) << json << member;
        };
        row("member", R"({"name":"spaces/A/members/1","state":"JOINED","role":"ROLE_MEMBER",
                "affiliation":"INTERNAL","createTime":"2026-01-01T00:00:00Z",
                "member":{"name":"users/1","displayName":"Ada"}})",
            Member{.name = name,
                   .membership = {.space = a, .user = one.id},
                   .user = {.id = one.id, .displayName = u"Ada"_s},
                   .affiliation = Affiliation::Internal,
                   .joined = Timestamp::fromString(u"2026-01-01T00:00:00Z"_s)});
        row("owner", R"({"name":"spaces/A/members/1","role":"ROLE_MANAGER",
                "member":{"name":"users/1"}})",
            Member{.name = name,
                   .membership = {.space = a, .user = one.id, .role = MembershipRole::Owner},
                   .user = one});
        row("manager, invited from outside",
            R"({"name":"spaces/A/members/1","role":"ROLE_ASSISTANT_MANAGER","state":"INVITED",
                "affiliation":"EXTERNAL","member":{"name":"users/1"}})",
            Member{.name = name,
                   .membership = {.space = a,
                                  .user = one.id,
                                  .role = MembershipRole::Manager,
                                  .state = MembershipState::Invited},
                   .user = one,
                   .affiliation = Affiliation::External});
        row("app that left", R"({"name":"spaces/A/members/1","state":"NOT_A_MEMBER",
                "affiliation":"MANAGED_EXTERNAL","deleteTime":"2026-01-02T00:00:00Z",
                "member":{"name":"users/1","type":"BOT"}})",
            Member{.name = name,
                   .membership = {.space = a, .user = one.id, .state = MembershipState::NotAMember},
                   .user = {.id = one.id, .type = UserType::App},
                   .affiliation = Affiliation::ManagedExternal,
                   .left = Timestamp::fromString(u"2026-01-02T00:00:00Z"_s)});
        row("group", R"({"name":"spaces/A/members/g","groupMember":{"name":"groups/g"}})",
            Member{.name = u"spaces/A/members/g"_s,
                   .membership = {.space = a, .groupName = u"groups/g"_s}});
        row("of tomorrow", R"({"name":"spaces/A/members/1","role":"ROLE_KING","state":"ABSENT",
                "affiliation":"MARTIAN","member":{"name":"users/1"}})",
            Member{.name = name, .membership = {.space = a, .user = one.id}, .user = one});
        row("removed", "{}", std::nullopt);
        row("removed, with its name", R"({"name":"spaces/A/members/1"})", std::nullopt);
        row("nobody in it", R"({"name":"spaces/A/members/1","member":{}})", std::nullopt);
        row("a group without a name", R"({"name":"spaces/A/members/g","groupMember":{}})",
            std::nullopt);
        row("not a membership", R"({"name":"spaces/A","member":{"name":"users/1"}})", std::nullopt);
    }

    void members()
    {
        QFETCH(QByteArray, json);
        QFETCH(MaybeMember, expected);
        const auto wire = wireOf<api::Membership>(json);
        QVERIFY(sync::toMember(wire) == expected);
        QVERIFY(sync::toMembership(wire)
                == (expected ? std::optional(expected->membership) : std::nullopt));
    }

    void marks()
    {
        QVERIFY(Member{.affiliation = Affiliation::External}.isOutside());
        QVERIFY(Member{.affiliation = Affiliation::ManagedExternal}.isOutside());
        QVERIFY(!Member{.affiliation = Affiliation::Internal}.isOutside());
        QVERIFY(!Member().isOutside()); // not told is not outside
        QVERIFY(Member{.membership = {.groupName = u"groups/g"_s}}.isGroup());
    }

    void rolesThereAndBack()
    {
        for (const MembershipRole role :
             {MembershipRole::Member, MembershipRole::Manager, MembershipRole::Owner}) {
            const api::Membership wire{.member = api::User{.name = u"users/1"_s},
                                       .name = u"spaces/A/members/1"_s,
                                       .role = sync::toWire(role)};
            QCOMPARE(sync::toMembership(wire)->role, role);
        }
        QCOMPARE(sync::membershipName(SpaceId(u"spaces/A"_s), UserId(u"users/1"_s)),
                 u"spaces/A/members/1"_s);
    }
};

QTEST_GUILESS_MAIN(TestMappingPeople)
#include "tst_mapping_people.moc"
