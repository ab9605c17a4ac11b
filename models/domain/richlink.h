// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

namespace linnet {

enum class LinkKind {
    Other,
    DriveFile,
    ChatSpace, // a conversation, a thread or a message in Chat
    GmailMessage,
    MeetSpace,
    CalendarEvent,
};

enum class HuddleState {
    Unknown,
    Started,
    Ended,
    Missed,
};

// What the service knows of a link in a message: enough for a chip, not the thing itself. Only the
// fields of its kind are set; its address is Annotation::uri.
struct RichLink
{
    LinkKind kind = LinkKind::Other;
    QString driveFileId {};
    QString mimeType {}; // of the file in Drive
    SpaceId space {}; // ChatSpace
    ThreadId thread {}; // ChatSpace, when it is about a thread
    MessageId message {}; // ChatSpace, when it is about a message
    QString meetingCode {};
    bool huddle = false; // MeetSpace: a huddle, not a meeting
    HuddleState huddleState = HuddleState::Unknown;
    QString calendarId {};
    QString eventId {};

    friend bool operator==(const RichLink &, const RichLink &) = default;
};

// A command of an app: shown, not run (the public API has no way to).
struct SlashCommand
{
    qint64 id = 0;
    QString name {}; // "/help"
    UserId app {};
    bool triggersDialog = false;

    friend bool operator==(const SlashCommand &, const SlashCommand &) = default;
};

} // namespace linnet
