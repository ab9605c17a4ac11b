// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/roomwords.h"

#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"

#include <QCoreApplication>
#include <QDateTime>

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::RoomWords)
};

// The permission as it is told, against the role as far as it is known.
QString whyNot(PermissionLevel level, std::optional<MembershipRole> role)
{
    if (!role || allows(level, *role))
        return {};
    return level == PermissionLevel::Owners
        ? Words::tr("Only owners of this space may do this.")
        : Words::tr("Only owners and managers of this space may do this.");
}

QString whyNotNamed(const Space &space)
{
    switch (space.type) {
    case SpaceType::Space:
        return {};
    case SpaceType::GroupChat:
        return Words::tr("Group chats have no settings of their own.");
    case SpaceType::DirectMessage:
        return Words::tr("Direct messages have no settings of their own.");
    }
    return {};
}

SpacePermissions permissionsOf(const Space &space)
{
    return space.permissions.value_or(SpacePermissions());
}

} // namespace

QString levelWords(NotificationLevel level)
{
    switch (level) {
    case NotificationLevel::All:
        return Words::tr("All messages");
    case NotificationLevel::MainConversations:
        return Words::tr("New conversations, and what is for me");
    case NotificationLevel::ForYou:
        return Words::tr("What is for me only");
    case NotificationLevel::Off:
        return Words::tr("Nothing");
    }
    return {};
}

QList<NotificationLevel> levelsOf(SpaceType type)
{
    if (type == SpaceType::Space)
        return {NotificationLevel::All, NotificationLevel::MainConversations,
                NotificationLevel::ForYou, NotificationLevel::Off};
    return {NotificationLevel::All, NotificationLevel::Off};
}

QString permissionWords(PermissionLevel level)
{
    switch (level) {
    case PermissionLevel::Unknown:
        return Words::tr("Not told");
    case PermissionLevel::Owners:
        return Words::tr("Owners");
    case PermissionLevel::Managers:
        return Words::tr("Owners and managers");
    case PermissionLevel::Everyone:
        return Words::tr("Everybody here");
    }
    return {};
}

QString whyNotInvite(const Space &space, std::optional<MembershipRole> role)
{
    switch (space.type) {
    case SpaceType::DirectMessage:
        return Words::tr("Nobody can be added to a direct message. Begin a group chat instead.");
    case SpaceType::GroupChat:
        return {}; // the service decides
    case SpaceType::Space:
        return whyNot(permissionsOf(space).manageMembers, role);
    }
    return {};
}

QString whyNotRemove(const Space &space, std::optional<MembershipRole> role)
{
    if (space.type == SpaceType::DirectMessage)
        return Words::tr("Nobody can be removed from a direct message.");
    return space.type == SpaceType::Space ? whyNot(permissionsOf(space).manageMembers, role)
                                          : QString();
}

QString whyNotSetRoles(const Space &space, std::optional<MembershipRole> role)
{
    if (space.type != SpaceType::Space)
        return Words::tr("Roles exist in named spaces only.");
    return whyNot(PermissionLevel::Managers, role);
}

QString whyNotLeave(const Space &space)
{
    return space.type == SpaceType::DirectMessage
        ? Words::tr("A direct message cannot be left, but muted.")
        : QString();
}

QString whyNotDescribe(const Space &space, std::optional<MembershipRole> role)
{
    const QString named = whyNotNamed(space);
    return named.isEmpty() ? whyNot(permissionsOf(space).modifyDetails, role) : named;
}

QString whyNotSetHistory(const Space &space, std::optional<MembershipRole> role)
{
    if (space.type != SpaceType::Space)
        return Words::tr("Google Chat lets programs change this in named spaces only.");
    return whyNot(permissionsOf(space).toggleHistory, role);
}

QString whyNotSetPermissions(const Space &space, std::optional<MembershipRole> role)
{
    const QString named = whyNotNamed(space);
    return named.isEmpty() ? whyNot(PermissionLevel::Managers, role) : named;
}

QString whyNotDelete(const Space &space, std::optional<MembershipRole> role)
{
    if (space.type != SpaceType::Space)
        return Words::tr("Only named spaces can be deleted.");
    return whyNot(PermissionLevel::Managers, role);
}

QString whyNotWrite(const Space &space, std::optional<MembershipRole> role, const QString &name,
                    bool reply)
{
    const SpacePermissions permissions = permissionsOf(space);
    const PermissionLevel level = reply ? permissions.replyMessages : permissions.postMessages;
    if (space.type != SpaceType::Space || !role || allows(level, *role))
        return {};
    const bool owners = level == PermissionLevel::Owners;
    QString words = owners ? Words::tr("Only owners can post in %1.")
                           : Words::tr("Only owners and managers can post in %1.");
    if (reply)
        words = owners ? Words::tr("Only owners can reply in %1.")
                       : Words::tr("Only owners and managers can reply in %1.");
    return words.arg(sanitised(name, 100).simplified());
}

QString personRefusal(const Error &error)
{
    if (error.kind == ErrorKind::NotFound)
        return Words::tr("Google Chat does not know this person. Check the mail address.");
    return errorLine(error);
}

QString backfillWords(const Backfill &backfill, const QLocale &locale)
{
    const QString count = backfill.messages == 1
        ? Words::tr("one message")
        : Words::tr("%1 messages").arg(locale.toString(backfill.messages));
    const QString reached = backfill.reached.isKnown()
        ? locale.toString(backfill.reached.toLocalTime().date(), QLocale::LongFormat)
        : QString();
    switch (backfill.state) {
    case BackfillState::None:
        return Words::tr("What you have read can be read without a network. The whole history can "
                         "be fetched, too.");
    case BackfillState::Running:
        return reached.isEmpty()
            ? Words::tr("Fetching the whole history…")
            : Words::tr("Fetching the whole history: %1, back to %2.").arg(count, reached);
    case BackfillState::Paused:
        return reached.isEmpty() ? Words::tr("Paused.")
                                 : Words::tr("Paused at %1, back to %2.").arg(count, reached);
    case BackfillState::Complete:
        return Words::tr("The whole history is here: %1 fetched.").arg(count);
    case BackfillState::Failed:
        return backfill.error ? errorLine(*backfill.error) : Words::tr("It was not possible.");
    }
    return {};
}

int backfillPercent(const Backfill &backfill, Timestamp created, Timestamp now)
{
    if (backfill.state == BackfillState::Complete)
        return 100;
    if (!backfill.reached.isKnown() || !created.isKnown() || now <= created)
        return -1;
    const double whole = double(now.microseconds() - created.microseconds());
    const double done = double(now.microseconds() - backfill.reached.microseconds());
    return qBound(0, int(done / whole * 100), 99);
}

} // namespace linnet::ui
