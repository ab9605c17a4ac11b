// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/rooms.h"

#include "models/sync/mapping/errormapping.h"
#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/notificationmapping.h"
#include "models/sync/mapping/pinmapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "models/sync/tasks/changespace.h"
#include "models/sync/tasks/fetchmembers.h"
#include "models/sync/tasks/fetchpins.h"
#include "models/sync/tasks/openconversation.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

constexpr qsizetype mostInvited = 49; // of one setup

// The way to the service, rather than its word: what is cached will do.
bool isOfTheWay(ErrorKind kind)
{
    return kind == ErrorKind::Offline || kind == ErrorKind::Timeout || kind == ErrorKind::TlsFailed
        || kind == ErrorKind::CaptivePortal || kind == ErrorKind::RateLimited
        || kind == ErrorKind::ServerTrouble || kind == ErrorKind::BadAnswer
        || kind == ErrorKind::SignedOut;
}

Result<Member> learnMember(const api::Membership &wire, store::Batch &batch)
{
    const std::optional<Member> member = toMember(wire);
    if (!member)
        return Failure(errorOf(ErrorKind::BadAnswer));
    batch.memberships.append(member->membership);
    if (!member->isGroup())
        batch.users.append(member->user);
    return *member;
}

void learnNotification(const SpaceId &space, const SpaceNotification &setting, store::Batch &batch)
{
    batch.notifications.append({.space = space, .muted = setting.muted, .level = setting.level});
}

api::Membership invitation(const UserId &person)
{
    return {.member = api::User{.name = person.name(), .type = api::UserType::Human}};
}

} // namespace

Rooms::Rooms(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

template <class Method, class Value>
void Rooms::ask(
    const Method &method, QObject *context, Handler<Value> handler,
    std::function<Result<Value>(const typename Method::Response &, store::Batch &)> learn)
{
    m_services.client.send(
        method, context,
        [services = m_services, context, handler = std::move(handler),
         learn = std::move(learn)](const api::Result<typename Method::Response> &answer) {
            if (!answer)
                return handler(Failure(toError(answer.error())));
            store::Batch batch;
            const Result<Value> value = learn(*answer, batch);
            // A cache that cannot be written does not undo what the service did.
            services.store.apply(std::move(batch), context,
                                 [handler, value](const Result<ChangeSet> &) { handler(value); });
        });
}

template <class Task, class Value>
void Rooms::run(Task *task, QObject *context, Handler<Value> handler, Value (*result)(const Task &))
{
    connect(task, &Task::finished, context,
            [task, handler = std::move(handler), result](const std::optional<Error> &error) {
                if (error)
                    handler(Failure(*error));
                else
                    handler(result(*task));
            });
    task->start();
}

// --- beginning to talk

void Rooms::openDirectMessage(const UserId &person, QObject *context, Handler<SpaceId> handler)
{
    openGroupChat({person}, context, std::move(handler));
}

void Rooms::openGroupChat(const QList<UserId> &people, QObject *context, Handler<SpaceId> handler)
{
    run<OpenConversation, SpaceId>(new OpenConversation(m_services, people, this), context,
                                   std::move(handler),
                                   [](const OpenConversation &task) { return task.space(); });
}

void Rooms::createSpace(const NewSpace &wanted, QObject *context, Handler<SpaceId> handler)
{
    api::Space space{.displayName = wanted.displayName, .spaceType = api::SpaceType::Space};
    if (!wanted.description.isEmpty() || !wanted.guidelines.isEmpty()) {
        space.spaceDetails
            = api::SpaceDetails{.description = wanted.description, .guidelines = wanted.guidelines};
    }
    if (wanted.externalUserAllowed)
        space.externalUserAllowed = true;
    if (wanted.announcements)
        space.predefinedPermissionSettings = api::PredefinedPermissionSettings::AnnouncementSpace;
    api::SetUpSpace request{.requestId
                            = QString::fromLatin1(m_services.environment.random.urlSafe(18)),
                            .space = space};
    for (const UserId &person : wanted.members.first(qMin(mostInvited, wanted.members.size())))
        request.memberships.append(invitation(person));
    ask<api::SetUpSpace, SpaceId>(
        request, context, std::move(handler),
        [](const api::Space &wire, store::Batch &batch) -> Result<SpaceId> {
            const std::optional<Space> made = toSpace(wire);
            if (!made)
                return Failure(errorOf(ErrorKind::BadAnswer));
            batch.spaces.append(*made);
            return made->id;
        });
}

// --- the space

void Rooms::refresh(const SpaceId &space, QObject *context, Handler<Space> handler)
{
    change(space, {}, context, std::move(handler));
}

void Rooms::change(const SpaceId &space, const SpaceChange &change, QObject *context,
                   Handler<Space> handler)
{
    run<ChangeSpace, Space>(new ChangeSpace(m_services, space, change, this), context,
                            std::move(handler),
                            [](const ChangeSpace &task) { return task.space(); });
}

void Rooms::deleteSpace(const SpaceId &space, QObject *context, Handler<SpaceId> handler)
{
    ask<api::DeleteSpace, SpaceId>({.name = space.name()}, context, std::move(handler),
                                   [space](const api::Empty &, store::Batch &batch) {
                                       batch.removedSpaces.append(space);
                                       return Result<SpaceId>(space);
                                   });
}

void Rooms::leave(const SpaceId &space, QObject *context, Handler<SpaceId> handler)
{
    m_services.store.ownUser(
        context, [this, space, context, handler = std::move(handler)](const Result<UserId> &me) {
            if (!me)
                return handler(Failure(me.error()));
            ask<api::DeleteMembership, SpaceId>(
                {.name = membershipName(space, *me)}, context, handler,
                [space](const api::Membership &, store::Batch &batch) {
                    batch.removedSpaces.append(space);
                    return Result<SpaceId>(space);
                });
        });
}

void Rooms::notification(const SpaceId &space, QObject *context, Handler<SpaceNotification> handler)
{
    ask<api::GetSpaceNotificationSetting, SpaceNotification>(
        {.name = notificationName(space)}, context, std::move(handler),
        [space, asked = m_services.store.moment()](const api::SpaceNotificationSetting &wire,
                                                   store::Batch &batch) {
            batch.asked = asked;
            const SpaceNotification setting = toNotification(wire);
            learnNotification(space, setting, batch);
            return Result<SpaceNotification>(setting);
        });
}

void Rooms::setNotification(const SpaceId &space, const SpaceNotification &setting,
                            QObject *context, Handler<SpaceNotification> handler)
{
    ask<api::PatchSpaceNotificationSetting, SpaceNotification>(
        {.name = notificationName(space),
         .spaceNotificationSetting
         = {.muteSetting = setting.muted ? api::MuteSetting::Muted : api::MuteSetting::Unmuted,
            .notificationSetting = toWire(setting.level)}},
        context, std::move(handler),
        [space](const api::SpaceNotificationSetting &wire, store::Batch &batch) {
            const SpaceNotification now = toNotification(wire);
            learnNotification(space, now, batch);
            return Result<SpaceNotification>(now);
        });
}

// --- members

void Rooms::members(const SpaceId &space, QObject *context, Handler<QList<Member>> handler)
{
    auto *task = new FetchMembers(m_services, space, api::Lane::Interactive, this);
    connect(task, &Task::finished, context,
            [this, task, space, context,
             handler = std::move(handler)](const std::optional<Error> &error) {
                if (task->members())
                    handler(*task->members());
                else
                    cachedMembers(space, *error, context, handler);
            });
    task->start();
}

void Rooms::cachedMembers(const SpaceId &space, const Error &why, QObject *context,
                          const Handler<QList<Member>> &handler)
{
    if (!isOfTheWay(why.kind))
        return handler(Failure(why));
    m_services.store.members(
        space, context, [this, why, context, handler](const Result<QList<Membership>> &cached) {
            if (!cached || cached->isEmpty())
                return handler(Failure(why));
            m_services.store.users(
                context, [memberships = *cached, handler](const Result<QList<User>> &users) {
                    QHash<UserId, User> known;
                    for (const User &user : users.value_or(QList<User>()))
                        known.insert(user.id, user);
                    QList<Member> members;
                    for (const Membership &one : memberships) {
                        const QString name = one.groupName.isEmpty()
                            ? membershipName(one.space, one.user)
                            : QString();
                        members.append({.name = name,
                                        .membership = one,
                                        .user = known.value(one.user, User{.id = one.user})});
                    }
                    handler(members);
                });
        });
}

void Rooms::invite(const SpaceId &space, const UserId &person, QObject *context,
                   Handler<Member> handler)
{
    ask<api::CreateMembership, Member>({.parent = space.name(), .membership = invitation(person)},
                                       context, std::move(handler), &learnMember);
}

void Rooms::removeMember(const Member &member, QObject *context, Handler<Member> handler)
{
    ask<api::DeleteMembership, Member>({.name = member.name}, context, std::move(handler),
                                       // The answer may be empty: it is known who it was.
                                       [member](const api::Membership &, store::Batch &batch) {
                                           Member gone = member;
                                           gone.membership.state = MembershipState::NotAMember;
                                           batch.memberships.append(gone.membership);
                                           return Result<Member>(gone);
                                       });
}

void Rooms::setRole(const Member &member, MembershipRole role, QObject *context,
                    Handler<Member> handler)
{
    ask<api::PatchMembership, Member>({.name = member.name, .membership = {.role = toWire(role)}},
                                      context, std::move(handler), &learnMember);
}

// --- pins

void Rooms::pins(const SpaceId &space, QObject *context, Handler<QList<PinnedMessage>> handler)
{
    run<FetchPins, QList<PinnedMessage>>(new FetchPins(m_services, space, this), context,
                                         std::move(handler),
                                         [](const FetchPins &task) { return task.pins(); });
}

void Rooms::pin(const MessageId &message, QObject *context, Handler<MessagePin> handler)
{
    ask<api::CreateMessagePin, MessagePin>(
        {.parent = spaceOf(message).name(), .messagePin = {.message = message.name()}}, context,
        std::move(handler), [](const api::MessagePin &wire, store::Batch &) -> Result<MessagePin> {
            if (const std::optional<MessagePin> pin = toPin(wire))
                return *pin;
            return Failure(errorOf(ErrorKind::BadAnswer));
        });
}

void Rooms::unpin(const MessagePin &pin, QObject *context, Handler<MessagePin> handler)
{
    ask<api::DeleteMessagePin, MessagePin>(
        {.name = pin.name}, context, std::move(handler),
        [pin](const api::Empty &, store::Batch &) { return Result<MessagePin>(pin); });
}

} // namespace linnet::sync
