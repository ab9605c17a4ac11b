// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/annotationmapping.h"

#include "models/sync/mapping/names.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/usermapping.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

LinkKind kindOf(const api::RichLinkMetadata &wire)
{
    if (wire.richLinkType) {
        switch (wire.richLinkType->value) {
        case api::RichLinkType::DriveFile:
            return LinkKind::DriveFile;
        case api::RichLinkType::ChatSpace:
            return LinkKind::ChatSpace;
        case api::RichLinkType::GmailMessage:
            return LinkKind::GmailMessage;
        case api::RichLinkType::MeetSpace:
            return LinkKind::MeetSpace;
        case api::RichLinkType::CalendarEvent:
            return LinkKind::CalendarEvent;
        case api::RichLinkType::Unspecified:
        case api::RichLinkType::Unrecognized:
            break;
        }
    }
    return LinkKind::Other;
}

HuddleState toHuddleState(const std::optional<api::HuddleStatus> &wire)
{
    if (wire) {
        switch (wire->value) {
        case api::HuddleStatus::Started:
            return HuddleState::Started;
        case api::HuddleStatus::Ended:
            return HuddleState::Ended;
        case api::HuddleStatus::Missed:
            return HuddleState::Missed;
        case api::HuddleStatus::Unspecified:
        case api::HuddleStatus::Unrecognized:
            break;
        }
    }
    return HuddleState::Unknown;
}

template <class Id> Id named(const std::optional<QString> &name, QStringView pattern)
{
    return name && hasForm(*name, pattern) ? Id(*name) : Id();
}

SlashCommand toSlashCommand(const api::SlashCommandMetadata &wire)
{
    SlashCommand command;
    command.id = wire.commandId.value_or(0);
    command.name = wire.commandName.value_or(QString()).simplified();
    if (wire.bot)
        command.app = toUserId(*wire.bot);
    command.triggersDialog = wire.triggersDialog.value_or(false);
    return command;
}

} // namespace

RichLink toRichLink(const api::RichLinkMetadata &wire)
{
    RichLink link;
    link.kind = kindOf(wire);
    if (wire.driveLinkData) {
        link.mimeType = wire.driveLinkData->mimeType.value_or(QString());
        if (wire.driveLinkData->driveDataRef)
            link.driveFileId = wire.driveLinkData->driveDataRef->driveFileId.value_or(QString());
    }
    if (wire.chatSpaceLinkData) {
        const api::ChatSpaceLinkData &data = *wire.chatSpaceLinkData;
        link.space = named<SpaceId>(data.space, u"spaces/*");
        link.thread = named<ThreadId>(data.thread, u"spaces/*/threads/*");
        link.message = named<MessageId>(data.message, u"spaces/*/messages/*");
    }
    if (wire.meetSpaceLinkData) {
        const api::MeetSpaceLinkData &data = *wire.meetSpaceLinkData;
        link.meetingCode = data.meetingCode.value_or(QString());
        link.huddle = data.type && *data.type == api::MeetSpaceLinkDataType::Huddle;
        link.huddleState = toHuddleState(data.huddleStatus);
    }
    if (wire.calendarEventLinkData) {
        link.calendarId = wire.calendarEventLinkData->calendarId.value_or(QString());
        link.eventId = wire.calendarEventLinkData->eventId.value_or(QString());
    }
    return link;
}

namespace {

// Made in one go: to GCC 12 at -O1 an assignment to an optional of Annotation looks uninitialised.
Annotation withCommand(const api::Annotation &wire)
{
    const bool joins = wire.slashCommand && wire.slashCommand->type
        && *wire.slashCommand->type == api::SlashCommandMetadataType::Add;
    return {.type = AnnotationType::SlashCommand,
            .start = wire.startIndex.value_or(0),
            .length = wire.length.value_or(0),
            .command
            = wire.slashCommand ? std::optional(toSlashCommand(*wire.slashCommand)) : std::nullopt,
            .joins = joins};
}

Annotation withLink(const api::Annotation &wire)
{
    const auto &link = wire.richLinkMetadata;
    return {.type = AnnotationType::RichLink,
            .start = wire.startIndex.value_or(0),
            .length = wire.length.value_or(0),
            .uri = link ? link->uri.value_or(QString()) : QString(),
            .link = link ? std::optional(toRichLink(*link)) : std::nullopt};
}

} // namespace

std::optional<Annotation> toAnnotation(const api::Annotation &wire)
{
    if (!wire.type)
        return std::nullopt;
    Annotation annotation;
    annotation.start = wire.startIndex.value_or(0);
    annotation.length = wire.length.value_or(0);
    switch (wire.type->value) {
    case api::AnnotationType::UserMention:
        annotation.type = AnnotationType::UserMention;
        if (!wire.userMention)
            return annotation;
        annotation.joins = wire.userMention->type
            && *wire.userMention->type == api::UserMentionMetadataType::Add;
        if (wire.userMention->user) {
            if (wire.userMention->user->name == u"users/all"_s)
                annotation.type = AnnotationType::AllMention;
            else
                annotation.user = toUserId(*wire.userMention->user);
        }
        return annotation;
    case api::AnnotationType::SlashCommand:
        return withCommand(wire);
    case api::AnnotationType::RichLink:
        return withLink(wire);
    case api::AnnotationType::CustomEmoji: {
        annotation.type = AnnotationType::CustomEmoji;
        if (!wire.customEmojiMetadata || !wire.customEmojiMetadata->customEmoji)
            return std::nullopt;
        api::Emoji emoji;
        emoji.customEmoji = *wire.customEmojiMetadata->customEmoji;
        annotation.emoji = toEmoji(emoji).value_or(Emoji());
        return annotation;
    }
    case api::AnnotationType::Unspecified:
    case api::AnnotationType::Unrecognized:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

QList<Annotation> toAnnotations(const QList<api::Annotation> &wire)
{
    QList<Annotation> annotations;
    for (const api::Annotation &one : wire) {
        if (const std::optional<Annotation> mapped = toAnnotation(one))
            annotations.append(*mapped);
    }
    return annotations;
}

} // namespace linnet::sync
