// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/member.h"
#include "models/domain/message.h"
#include "models/domain/messagepin.h"
#include "models/domain/notification.h"
#include "models/domain/ports.h"

namespace linnet {

// What to make a named space of.
struct NewSpace
{
    QString displayName {}; // unique in the organisation, at most 128 characters
    QString description {}; // at most 150 characters
    QString guidelines {}; // at most 5,000 characters
    bool announcements = false; // only those who manage it begin conversations; stays so
    bool externalUserAllowed = false; // cannot be changed later
    QList<UserId> members {}; // beside oneself, at most 49

    friend bool operator==(const NewSpace &, const NewSpace &) = default;
};

// What to change of a space; absent: as it is.
struct SpaceChange
{
    std::optional<QString> displayName {};
    std::optional<QString> description {};
    std::optional<QString> guidelines {};
    std::optional<HistoryState> history {}; // named spaces only
    // Levels that are Unknown stay as they are, and so do those that are only told.
    std::optional<SpacePermissions> permissions {};
    std::optional<QString> audience {}; // who finds it and may join; empty: only who is invited

    [[nodiscard]] bool isEmpty() const { return *this == SpaceChange(); }
    friend bool operator==(const SpaceChange &, const SpaceChange &) = default;
};

// A pin with what it holds; the message is absent when it could not be had.
struct PinnedMessage
{
    MessagePin pin {};
    std::optional<Message> message {};

    friend bool operator==(const PinnedMessage &, const PinnedMessage &) = default;
};

// Rooms and who is in them. Everything asks the service at once: nothing here waits in the outbox.
// What succeeds is in the cache, too, when the handler is called. A refusal is an Error:
// PermissionDenied (not my role, or a hidden list of members), AlreadyExists (a name that is taken,
// somebody who is in already, a message that is pinned), FailedPrecondition (people from outside),
// InvalidArgument (what this kind of space does not have).
class SpacePort
{
public:
    virtual ~SpacePort() = default;

    // --- beginning to talk. A conversation that exists is found and given, also offline when it is
    // cached.
    virtual void openDirectMessage(const UserId &person, QObject *context,
                                   Handler<SpaceId> handler) = 0;
    virtual void openGroupChat(const QList<UserId> &people, QObject *context,
                               Handler<SpaceId> handler) = 0;
    virtual void createSpace(const NewSpace &wanted, QObject *context, Handler<SpaceId> handler) = 0;

    // --- the space
    virtual void refresh(const SpaceId &space, QObject *context, Handler<Space> handler) = 0;
    // Several requests when several kinds of things change; the first refusal ends it, and what
    // was done before stays done.
    virtual void change(const SpaceId &space, const SpaceChange &change, QObject *context,
                        Handler<Space> handler) = 0;
    // For everybody, with all that was written in it.
    virtual void deleteSpace(const SpaceId &space, QObject *context, Handler<SpaceId> handler) = 0;
    virtual void leave(const SpaceId &space, QObject *context, Handler<SpaceId> handler) = 0;
    virtual void notification(const SpaceId &space, QObject *context,
                              Handler<SpaceNotification> handler) = 0;
    virtual void setNotification(const SpaceId &space, const SpaceNotification &setting,
                                 QObject *context, Handler<SpaceNotification> handler) = 0;

    // --- members: people, apps, groups, the invited too. Offline those that are cached.
    virtual void members(const SpaceId &space, QObject *context,
                         Handler<QList<Member>> handler) = 0;
    virtual void invite(const SpaceId &space, const UserId &person, QObject *context,
                        Handler<Member> handler) = 0;
    virtual void removeMember(const Member &member, QObject *context, Handler<Member> handler) = 0;
    virtual void setRole(const Member &member, MembershipRole role, QObject *context,
                         Handler<Member> handler) = 0;

    // --- pinned messages, newest pin first, at most a hundred a space
    virtual void pins(const SpaceId &space, QObject *context,
                      Handler<QList<PinnedMessage>> handler) = 0;
    virtual void pin(const MessageId &message, QObject *context, Handler<MessagePin> handler) = 0;
    virtual void unpin(const MessagePin &pin, QObject *context, Handler<MessagePin> handler) = 0;
};

} // namespace linnet
