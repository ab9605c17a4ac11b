// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/everycall.h"

using namespace Qt::StringLiterals;
using namespace linnet::api;

namespace {

template <class Answer> std::optional<Error> errorOf(const Answer &answer)
{
    return answer ? std::nullopt : std::optional(answer.error());
}

template <class Method> EveryCall plain(const Method &method)
{
    return {&Method::info, [method](Stage &stage) { return errorOf(stage.call(method)); }};
}

} // namespace

QList<EveryCall> everyCall()
{
    const QString space = u"spaces/S"_s;
    const QString message = u"spaces/S/messages/M"_s;
    const QString member = u"spaces/S/members/1"_s;
    const QString section = u"users/me/sections/X"_s;
    const QString available = u"users/me/availability"_s;
    const QString readState = u"users/me/spaces/S/spaceReadState"_s;
    const QString setting = u"users/me/spaces/S/spaceNotificationSetting"_s;
    const Membership person{.member = User{.name = u"users/1"_s, .type = UserType::Human}};
    const Emoji smile{.unicode = u"🙂"_s};
    return {
        plain(CreateCustomEmoji{
            .customEmoji
            = {.emojiName = u":x:"_s,
               .payload = CustomEmojiPayload{.fileContent = "x", .filename = u"x.png"_s}}}),
        plain(DeleteCustomEmoji{.name = u"customEmojis/E"_s}),
        plain(GetCustomEmoji{.name = u"customEmojis/E"_s}),
        plain(ListCustomEmojis{}),
        {&DownloadMedia::info, [](Stage &stage) { return errorOf(stage.download(u"resource"_s)); }},
        {&UploadAttachment::info,
         [space](Stage &stage) {
             return errorOf(
                 stage.upload({.parent = space, .filename = u"x.txt"_s}, "x", u"text/plain"_s));
         }},
        plain(CompleteImport{.name = space}),
        plain(CreateSpace{.space = {.displayName = u"Every"_s, .spaceType = SpaceType::Space}}),
        plain(DeleteSpace{.name = space}),
        plain(FindDirectMessage{.name = u"users/1"_s}),
        plain(FindGroupChats{.users = {u"users/1"_s}}),
        plain(GetSpace{.name = space}),
        plain(ListSpaces{}),
        plain(CreateMembership{.parent = space, .membership = person}),
        plain(DeleteMembership{.name = member}),
        plain(GetMembership{.name = member}),
        plain(ListMemberships{.parent = space}),
        plain(PatchMembership{.name = member, .membership = {.role = MembershipRole::RoleManager}}),
        plain(CreateMessagePin{.parent = space, .messagePin = {.message = message}}),
        plain(DeleteMessagePin{.name = u"spaces/S/messagePins/P"_s}),
        plain(ListMessagePins{.parent = space}),
        plain(GetAttachment{.name = u"spaces/S/messages/M/attachments/A"_s}),
        plain(CreateMessage{.parent = space, .message = {.text = u"x"_s}}),
        plain(DeleteMessage{.name = message}),
        plain(GetMessage{.name = message}),
        plain(ListMessages{.parent = space}),
        plain(PatchMessage{.name = message, .message = {.text = u"x"_s}}),
        plain(CreateReaction{.parent = message, .reaction = {.emoji = smile}}),
        plain(DeleteReaction{.name = u"spaces/S/messages/M/reactions/R"_s}),
        plain(ListReactions{.parent = message}),
        plain(SearchMessages{.parent = u"spaces/-"_s, .filter = u"x"_s}),
        plain(UpdateMessage{.name = message, .message = {.text = u"x"_s}}),
        plain(PatchSpace{.name = space, .space = {.displayName = u"x"_s}}),
        plain(SearchSpaces{.query = u"spaceType = \"SPACE\" AND displayName:\"x\""_s}),
        plain(SetUpSpace{.memberships = {person},
                         .space = Space{.spaceType = SpaceType::DirectMessage}}),
        plain(GetSpaceEvent{.name = u"spaces/S/spaceEvents/E"_s}),
        plain(ListSpaceEvents{.parent = space,
                              .filter
                              = u"event_types:\"google.workspace.chat.message.v1.created\""_s}),
        plain(GetAvailability{.name = available}),
        plain(MarkAsActive{.name = available, .ttl = std::chrono::minutes(1)}),
        plain(MarkAsAway{.name = available}),
        plain(MarkAsDoNotDisturb{.name = available, .ttl = std::chrono::minutes(1)}),
        plain(PatchAvailability{.name = available,
                                .availability
                                = {.customStatus = CustomStatus{.emoji = smile, .text = u"x"_s}}}),
        plain(
            CreateSection{.parent = u"users/me"_s,
                          .section = {.displayName = u"x"_s, .type = SectionType::CustomSection}}),
        plain(DeleteSection{.name = section}),
        plain(ListSectionItems{.parent = section}),
        plain(MoveSectionItem{.name = QString(section + u"/items/S"_s), .targetSection = section}),
        plain(ListSections{.parent = u"users/me"_s}),
        plain(PatchSection{.name = section, .section = {.displayName = u"x"_s}}),
        plain(PositionSection{.name = section, .sortOrder = 1}),
        plain(GetSpaceReadState{.name = readState}),
        plain(GetSpaceNotificationSetting{.name = setting}),
        plain(PatchSpaceNotificationSetting{
            .name = setting, .spaceNotificationSetting = {.muteSetting = MuteSetting::Muted}}),
        plain(GetThreadReadState{.name = u"users/me/spaces/S/threads/T/threadReadState"_s}),
        plain(UpdateSpaceReadState{.name = readState,
                                   .spaceReadState
                                   = {.lastReadTime = Timestamp::fromMicroseconds(1'000'000)}}),
    };
}
