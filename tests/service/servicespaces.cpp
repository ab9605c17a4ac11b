// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "tests/service/servicetest.h"

using namespace Qt::StringLiterals;
using namespace linnet::api;
using linnet::PermissionLevel;
using linnet::SpaceId;
using linnet::UserId;
namespace api = linnet::api;
namespace mapping = linnet::sync;

namespace {

api::Membership person(const QString &user)
{
    return {.member = api::User{.name = user, .type = UserType::Human}};
}

} // namespace

void ServiceTest::spacesAreMadeAndChanged()
{
    const CreateSpace create{.requestId = u"space-1"_s,
                             .space = {.displayName = u"Ink"_s,
                                       .spaceDetails = SpaceDetails{.description = u"blue"_s},
                                       .spaceType = SpaceType::Space}};
    const auto made = m_stage.call(create);
    SUCCEEDED(made);
    const QString name = *made->name;
    QCOMPARE(m_stage.truth(name).value(u"displayName"_s).toString(), u"Ink"_s);
    QCOMPARE(
        m_stage.member(name + u"/members/"_s + m_stage.me().mid(6)).value(u"role"_s).toString(),
        u"ROLE_MANAGER"_s);
    // The same request is the same space.
    const auto again = m_stage.call(create);
    SUCCEEDED(again);
    QCOMPARE(again->name, made->name);
    REFUSED(m_stage.call(
                CreateSpace{.space = {.displayName = u"Ink"_s, .spaceType = SpaceType::Space}}),
            AlreadyExists);
    REFUSED(m_stage.call(CreateSpace{.space = {.spaceType = SpaceType::Space}}), InvalidArgument);

    const auto got = m_stage.call(GetSpace{.name = name});
    SUCCEEDED(got);
    QCOMPARE(got->spaceDetails->description, u"blue"_s);
    REFUSED(m_stage.call(GetSpace{.name = u"spaces/NOWHERE"_s}), NotFound);

    SUCCEEDED(m_stage.call(PatchSpace{
        .name = name,
        .space
        = {.displayName = u"Ink and paper"_s,
           .spaceDetails = SpaceDetails{.description = u"black"_s, .guidelines = u"be kind"_s}}}));
    SUCCEEDED(m_stage.call(
        PatchSpace{.name = name, .space = {.spaceHistoryState = SpaceHistoryState::HistoryOff}}));
    const QJsonObject truth = m_stage.truth(name);
    QCOMPARE(truth.value(u"displayName"_s).toString(), u"Ink and paper"_s);
    QCOMPARE(truth.value(u"spaceDetails"_s).toObject().value(u"guidelines"_s).toString(),
             u"be kind"_s);
    QCOMPARE(truth.value(u"spaceHistoryState"_s).toString(), u"HISTORY_OFF"_s);
    // History is changed alone.
    REFUSED(m_stage.call(PatchSpace{.name = name,
                                    .space = {.displayName = u"x"_s,
                                              .spaceHistoryState = SpaceHistoryState::HistoryOn}}),
            InvalidArgument);

    SUCCEEDED(m_stage.call(DeleteSpace{.name = name}));
    QVERIFY(m_stage.truth(name).isEmpty());
    REFUSED(m_stage.call(DeleteSpace{.name = name}), NotFound);
}

void ServiceTest::permissionsAndAccess()
{
    const auto made = m_stage.call(CreateSpace{
        .space = {.displayName = u"Heard by all"_s,
                  .predefinedPermissionSettings = PredefinedPermissionSettings::AnnouncementSpace,
                  .spaceType = SpaceType::Space}});
    SUCCEEDED(made);
    const QString name = *made->name;
    const auto announced = mapping::toSpace(*m_stage.call(GetSpace{.name = name}));
    QVERIFY(announced && announced->permissions && announced->permissions->isAnnouncement());

    SUCCEEDED(m_stage.call(
        PatchSpace{.name = name,
                   .updateMask = {u"permissionSettings.useAtMentionAll"_s},
                   .space = {.permissionSettings = PermissionSettings{
                                 .useAtMentionAll = mapping::toWire(PermissionLevel::Owners)}}}));
    const QJsonObject all = m_stage.truth(name)
                                .value(u"permissionSettings"_s)
                                .toObject()
                                .value(u"useAtMentionAll"_s)
                                .toObject();
    QVERIFY(all.value(u"managersAllowed"_s).toBool());
    QVERIFY(!all.value(u"membersAllowed"_s).toBool());

    SUCCEEDED(m_stage.call(PatchSpace{
        .name = name,
        .updateMask = {u"accessSettings.audience"_s},
        .space = {.accessSettings = AccessSettings{.audience = u"audiences/default"_s}}}));
    QCOMPARE(
        m_stage.truth(name).value(u"accessSettings"_s).toObject().value(u"audience"_s).toString(),
        u"audiences/default"_s);
    const auto open = mapping::toSpace(*m_stage.call(GetSpace{.name = name}));
    QVERIFY(open && open->access);
    QCOMPARE(open->access->audience, u"audiences/default"_s);

    // Only when a space is made; and who sees the members has no path.
    REFUSED(m_stage.call(PatchSpace{.name = name,
                                    .space = {.predefinedPermissionSettings
                                              = PredefinedPermissionSettings::CollaborationSpace}}),
            InvalidArgument);
    REFUSED(m_stage.call(PatchSpace{
                .name = name,
                .updateMask = {u"permissionSettings.viewSpaceMembership"_s},
                .space = {.permissionSettings
                          = PermissionSettings{.viewSpaceMembership
                                               = mapping::toWire(PermissionLevel::Owners)}}}),
            InvalidArgument);
    REFUSED(m_stage.call(PatchSpace{
                .name = name, .updateMask = {u"createTime"_s}, .space = {.displayName = u"x"_s}}),
            InvalidArgument);

    // Only those who manage the space may: here I am a member like others.
    m_stage.act({{u"action"_s, u"role"_s},
                 {u"space"_s, name},
                 {u"user"_s, u"me"_s},
                 {u"role"_s, u"ROLE_MEMBER"_s}});
    REFUSED(m_stage.call(PatchSpace{
                .name = name,
                .updateMask = {u"accessSettings.audience"_s},
                .space = {.accessSettings = AccessSettings{.audience = u"audiences/x"_s}}}),
            PermissionDenied);
    REFUSED(m_stage.call(DeleteSpace{.name = name}), PermissionDenied);
}

void ServiceTest::conversationsAreFoundOrSetUp()
{
    m_stage.act(
        {{u"action"_s, u"user"_s}, {u"id"_s, u"777001"_s}, {u"displayName"_s, u"New One"_s}});
    const QString newOne = u"users/777001"_s;
    REFUSED(m_stage.call(FindDirectMessage{.name = newOne}), NotFound);
    const SetUpSpace direct{.memberships = {person(newOne)},
                            .space = api::Space{.spaceType = SpaceType::DirectMessage}};
    const auto made = m_stage.call(direct);
    SUCCEEDED(made);
    QCOMPARE(m_stage.truth(*made->name).value(u"spaceType"_s).toString(), u"DIRECT_MESSAGE"_s);
    QCOMPARE(m_stage.truth(*made->name).value(u"members"_s).toArray().size(), 2);
    QCOMPARE(m_stage.call(direct)->name, made->name); // found, not made twice
    const auto found = m_stage.call(FindDirectMessage{.name = newOne});
    SUCCEEDED(found);
    QCOMPARE(found->name, made->name);

    const SetUpSpace group{.memberships = {person(newOne), person(m_hana)},
                           .space = api::Space{.spaceType = SpaceType::GroupChat}};
    const auto chat = m_stage.call(group);
    SUCCEEDED(chat);
    QCOMPARE(m_stage.truth(*chat->name).value(u"members"_s).toArray().size(), 3);
    const auto groups
        = m_stage.call(FindGroupChats{.spaceView = SpaceView::Expanded, .users = {newOne, m_hana}});
    SUCCEEDED(groups);
    QCOMPARE(mapping::toSpaces(*groups).size(), 1);
    QCOMPARE(mapping::toSpaces(*groups)[0].id.name(), *chat->name);
    // An empty list is {}.
    const auto none = m_stage.call(FindGroupChats{.users = {newOne, m_yael}});
    SUCCEEDED(none);
    QVERIFY(none->spaces.isEmpty());

    REFUSED(m_stage.call(SetUpSpace{.memberships = {person(m_stage.me())},
                                    .space = api::Space{.spaceType = SpaceType::DirectMessage}}),
            InvalidArgument);
    REFUSED(m_stage.call(SetUpSpace{.memberships = {person(u"users/404404"_s)},
                                    .space = api::Space{.spaceType = SpaceType::DirectMessage}}),
            NotFound);
}

void ServiceTest::spacesAreListedAndSearched()
{
    const auto page = m_stage.call(ListSpaces{.filter = u"spaceType = \"SPACE\""_s, .pageSize = 3});
    SUCCEEDED(page);
    QCOMPARE(page->spaces.size(), 3);
    QVERIFY(page->nextPageToken.has_value());
    for (const api::Space &space : page->spaces)
        QVERIFY(!m_stage.truth(*space.name).isEmpty());
    const auto next = m_stage.call(ListSpaces{
        .filter = u"spaceType = \"SPACE\""_s, .pageSize = 3, .pageToken = page->nextPageToken});
    SUCCEEDED(next);
    QVERIFY(next->spaces.constFirst().name != page->spaces.constFirst().name);
    REFUSED(m_stage.call(ListSpaces{.filter = u"colour = \"red\""_s}), InvalidArgument);
    REFUSED(m_stage.call(ListSpaces{.pageSize = -1}), InvalidArgument);
    REFUSED(m_stage.call(ListSpaces{.pageToken = u"made-up"_s}), InvalidArgument);

    const auto hits
        = m_stage.call(SearchSpaces{.query = u"spaceType = \"SPACE\" AND displayName:\"Gen\""_s});
    SUCCEEDED(hits);
    const QList<linnet::Space> spaces = mapping::toSpaces(*hits);
    QVERIFY(!spaces.isEmpty());
    for (const linnet::Space &space : spaces)
        QVERIFY(space.displayName.contains(u"Gen"_s));
    REFUSED(m_stage.call(SearchSpaces{.query = u"displayName:\"Gen\""_s}), InvalidArgument);
    QCOMPARE(m_stage.call(SearchSpaces{}).error().reason, u"LOCAL"_s); // refused before it leaves
}

void ServiceTest::importIsForDelegates()
{
    const QString name = m_stage.newSpace();
    REFUSED(m_stage.call(CompleteImport{.name = name}), ScopeInsufficient);
    m_stage.signIn({u"https://www.googleapis.com/auth/chat.import"_s});
    const auto refused = m_stage.call(CompleteImport{.name = name});
    m_stage.signIn();
    REFUSED(refused, PermissionDenied);
    QCOMPARE(refused.error().reason, u"NEEDS_DELEGATION"_s);
    REFUSED(m_stage.call(CreateSpace{.space = {.displayName = u"Imported"_s,
                                               .importMode = true,
                                               .spaceType = SpaceType::Space}}),
            PermissionDenied);
}

void ServiceTest::members()
{
    const QString space = m_stage.newSpace();
    const auto added
        = m_stage.call(CreateMembership{.parent = space, .membership = person(m_hana)});
    SUCCEEDED(added);
    const QString name = *added->name;
    QCOMPARE(m_stage.member(name).value(u"state"_s).toString(), u"JOINED"_s);
    REFUSED(m_stage.call(CreateMembership{.parent = space, .membership = person(m_hana)}),
            AlreadyExists);
    REFUSED(
        m_stage.call(CreateMembership{.parent = space, .membership = person(u"users/404404"_s)}),
        NotFound);
    REFUSED(m_stage.call(CreateMembership{.parent = space}), InvalidArgument);

    const auto got = m_stage.call(GetMembership{.name = name});
    SUCCEEDED(got);
    QCOMPARE(mapping::toMember(*got)->membership.user.name(), m_hana);
    REFUSED(m_stage.call(GetMembership{.name = space + u"/members/404404"_s}), NotFound);

    const auto list = m_stage.call(
        ListMemberships{.parent = space, .filter = u"role = \"ROLE_MANAGER\""_s, .pageSize = 10});
    SUCCEEDED(list);
    QCOMPARE(list->memberships.size(), 1);
    QCOMPARE(list->memberships[0].member->name, m_stage.me());
    REFUSED(m_stage.call(ListMemberships{.parent = space, .filter = u"age > 3"_s}),
            InvalidArgument);

    SUCCEEDED(m_stage.call(PatchMembership{
        .name = name, .membership = {.role = mapping::toWire(linnet::MembershipRole::Manager)}}));
    QCOMPARE(m_stage.member(name).value(u"role"_s).toString(), u"ROLE_ASSISTANT_MANAGER"_s);
    REFUSED(m_stage.call(PatchMembership{.name = name, .updateMask = {u"state"_s}}),
            InvalidArgument);

    const auto gone = m_stage.call(DeleteMembership{.name = name});
    SUCCEEDED(gone);
    QVERIFY(gone->state && *gone->state == MembershipState::NotAMember);
    QVERIFY(m_stage.member(name).isEmpty());
    REFUSED(m_stage.call(DeleteMembership{.name = name}), NotFound);

    // A list that is hidden from its members.
    const QString hidden = m_stage
                               .act({{u"action"_s, u"space"_s},
                                     {u"name"_s, u"Hidden members"_s},
                                     {u"hiddenMembers"_s, true},
                                     {u"members"_s, QJsonArray{u"me"_s, m_hana.mid(6)}}})
                               .value(u"name"_s)
                               .toString();
    REFUSED(m_stage.call(ListMemberships{.parent = hidden}), PermissionDenied);
    // Leaving is deleting one's own.
    SUCCEEDED(m_stage.call(
        DeleteMembership{.name = mapping::membershipName(SpaceId(hidden), UserId(m_stage.me()))}));
    REFUSED(m_stage.call(GetSpace{.name = hidden}), PermissionDenied);
}

void ServiceTest::groupsAndPeopleFromOutside()
{
    const QString space = m_stage.newSpace();
    REFUSED(m_stage.call(CreateMembership{
                .parent = space,
                .membership = {.groupMember = Group{.name = u"groups/nobody-knows"_s}}}),
            NotFound);
    m_stage.act({{u"action"_s, u"user"_s},
                 {u"id"_s, u"888001"_s},
                 {u"displayName"_s, u"From Outside"_s},
                 {u"external"_s, true}});
    REFUSED(
        m_stage.call(CreateMembership{.parent = space, .membership = person(u"users/888001"_s)}),
        FailedPrecondition);
    const QString open = m_stage
                             .act({{u"action"_s, u"space"_s},
                                   {u"name"_s, u"Open to others"_s},
                                   {u"manager"_s, u"me"_s},
                                   {u"external"_s, true}})
                             .value(u"name"_s)
                             .toString();
    const auto invited
        = m_stage.call(CreateMembership{.parent = open, .membership = person(u"users/888001"_s)});
    SUCCEEDED(invited);
    QCOMPARE(mapping::toMembership(*invited)->state, linnet::MembershipState::Invited);
    const auto count = [&](bool showInvited) {
        const auto list = m_stage.call(ListMemberships{.parent = open, .showInvited = showInvited});
        return list ? list->memberships.size() : -1;
    };
    QCOMPARE(count(false), 1);
    QCOMPARE(count(true), 2);
}

void ServiceTest::administratorsOnly()
{
    const QString space = m_stage.newSpace({m_hana});
    const QString member = space + u"/members/"_s + m_hana.mid(6);
    const auto check = [](const auto &answer) {
        REFUSED(answer, PermissionDenied);
        QCOMPARE(answer.error().reason, u"NEEDS_ADMINISTRATOR"_s);
        QVERIFY(!answer.error().message.isEmpty());
    };
    check(m_stage.call(GetSpace{.name = space, .useAdminAccess = true}));
    check(m_stage.call(SearchSpaces{.query = u"spaceType = \"SPACE\" AND displayName:\"Gen\""_s,
                                    .useAdminAccess = true}));
    check(m_stage.call(PatchSpace{
        .name = space, .useAdminAccess = true, .space = {.displayName = u"by an admin"_s}}));
    check(m_stage.call(DeleteSpace{.name = space, .useAdminAccess = true}));
    check(m_stage.call(ListMemberships{
        .parent = space, .filter = u"member.type = \"HUMAN\""_s, .useAdminAccess = true}));
    check(m_stage.call(GetMembership{.name = member, .useAdminAccess = true}));
    check(m_stage.call(
        CreateMembership{.parent = space, .useAdminAccess = true, .membership = person(m_yael)}));
    check(m_stage.call(PatchMembership{.name = member,
                                       .useAdminAccess = true,
                                       .membership = {.role = api::MembershipRole::RoleManager}}));
    check(m_stage.call(DeleteMembership{.name = member, .useAdminAccess = true}));
    // Nothing of it happened.
    const QJsonObject truth = m_stage.truth(space);
    QVERIFY(truth.value(u"displayName"_s).toString() != u"by an admin"_s);
    QCOMPARE(truth.value(u"members"_s).toArray().size(), 2);
    // Said explicitly, it is no administrator's call.
    SUCCEEDED(m_stage.call(GetSpace{.name = space, .useAdminAccess = false}));
}

void ServiceTest::pins()
{
    const QString space = m_stage.newSpace();
    const QString message = m_stage.newMessage(space, u"pin me"_s);
    const auto made
        = m_stage.call(CreateMessagePin{.parent = space, .messagePin = {.message = message}});
    SUCCEEDED(made);
    QCOMPARE(m_stage.truth(space).value(u"pins"_s).toArray(),
             QJsonArray{message.section(u'/', -1)});
    REFUSED(m_stage.call(CreateMessagePin{.parent = space, .messagePin = {.message = message}}),
            AlreadyExists);
    REFUSED(m_stage.call(CreateMessagePin{.parent = space,
                                          .messagePin = {.message = space + u"/messages/x"_s}}),
            NotFound);
    const auto list = m_stage.call(ListMessagePins{.parent = space, .pageSize = 100});
    SUCCEEDED(list);
    QCOMPARE(list->messagePins.size(), 1);
    QCOMPARE(list->messagePins[0].message, message);
    SUCCEEDED(m_stage.call(DeleteMessagePin{.name = *made->name}));
    QVERIFY(m_stage.truth(space).value(u"pins"_s).toArray().isEmpty());
    REFUSED(m_stage.call(DeleteMessagePin{.name = *made->name}), NotFound);
}
