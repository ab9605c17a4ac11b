// SPDX-License-Identifier: GPL-3.0-or-later
#include "roomfakes.h"

#include <QMetaObject>
#include <QObject>

using namespace Qt::StringLiterals;

namespace linnet::ui::test {

namespace {

template <class T> void later(QObject *context, const Handler<T> &handler, const Result<T> &result)
{
    QMetaObject::invokeMethod(
        context, [handler, result] { handler(result); }, Qt::QueuedConnection);
}

} // namespace

template <class T>
void NotedRooms::answer(QObject *context, const Handler<T> &handler, const T &value)
{
    if (hold)
        return;
    if (failure)
        later<T>(context, handler, Failure(*failure));
    else
        later<T>(context, handler, value);
}

void NotedRooms::openDirectMessage(const UserId &person, QObject *context, Handler<SpaceId> handler)
{
    calls << u"direct %1"_s.arg(person.name());
    answer(context, handler, made);
}

void NotedRooms::openGroupChat(const QList<UserId> &people, QObject *context,
                               Handler<SpaceId> handler)
{
    QStringList names;
    for (const UserId &person : people)
        names << person.name();
    calls << u"group %1"_s.arg(names.join(u' '));
    answer(context, handler, made);
}

void NotedRooms::createSpace(const NewSpace &space, QObject *context, Handler<SpaceId> handler)
{
    calls << u"create %1"_s.arg(space.displayName);
    wanted << space;
    answer(context, handler, made);
}

void NotedRooms::refresh(const SpaceId &space, QObject *context, Handler<Space> handler)
{
    calls << u"refresh %1"_s.arg(space.name());
    answer(context, handler, changed);
}

void NotedRooms::change(const SpaceId &space, const SpaceChange &change, QObject *context,
                        Handler<Space> handler)
{
    calls << u"change %1"_s.arg(space.name());
    changes << change;
    answer(context, handler, changed);
}

void NotedRooms::deleteSpace(const SpaceId &space, QObject *context, Handler<SpaceId> handler)
{
    calls << u"delete %1"_s.arg(space.name());
    answer(context, handler, space);
}

void NotedRooms::leave(const SpaceId &space, QObject *context, Handler<SpaceId> handler)
{
    calls << u"leave %1"_s.arg(space.name());
    answer(context, handler, space);
}

void NotedRooms::notification(const SpaceId &space, QObject *context,
                              Handler<SpaceNotification> handler)
{
    calls << u"notification %1"_s.arg(space.name());
    answer(context, handler, SpaceNotification());
}

void NotedRooms::setNotification(const SpaceId &space, const SpaceNotification &setting,
                                 QObject *context, Handler<SpaceNotification> handler)
{
    calls << u"setNotification %1"_s.arg(space.name());
    notifications << setting;
    answer(context, handler, setting);
}

void NotedRooms::members(const SpaceId &space, QObject *context, Handler<QList<Member>> handler)
{
    calls << u"members %1"_s.arg(space.name());
    answer(context, handler, here.value(space));
}

void NotedRooms::invite(const SpaceId &space, const UserId &person, QObject *context,
                        Handler<Member> handler)
{
    calls << u"invite %1 %2"_s.arg(space.name(), person.name());
    if (refusedPeople.contains(person)) {
        later<Member>(context, handler, Failure(Error{.kind = ErrorKind::FailedPrecondition}));
        return;
    }
    User user;
    user.id = person;
    answer(context, handler, memberOf(space, user));
}

void NotedRooms::removeMember(const Member &member, QObject *context, Handler<Member> handler)
{
    calls << u"remove %1"_s.arg(member.membership.user.name());
    Member gone = member;
    gone.membership.state = MembershipState::NotAMember;
    answer(context, handler, gone);
}

void NotedRooms::setRole(const Member &member, MembershipRole role, QObject *context,
                         Handler<Member> handler)
{
    calls << u"role %1 %2"_s.arg(member.membership.user.name()).arg(int(role));
    Member changedMember = member;
    changedMember.membership.role = role;
    answer(context, handler, changedMember);
}

void NotedRooms::pins(const SpaceId &space, QObject *context, Handler<QList<PinnedMessage>> handler)
{
    calls << u"pins %1"_s.arg(space.name());
    answer(context, handler, pinned.value(space));
}

void NotedRooms::pin(const MessageId &message, QObject *context, Handler<MessagePin> handler)
{
    calls << u"pin %1"_s.arg(message.name());
    const SpaceId space = spaceOf(message);
    const MessagePin made
        = {QString(space.name() + u"/messagePins/"_s + message.lastSegment()), message};
    if (!failure && !hold)
        pinned[space].prepend({made, std::nullopt});
    answer(context, handler, made);
}

void NotedRooms::unpin(const MessagePin &pin, QObject *context, Handler<MessagePin> handler)
{
    calls << u"unpin %1"_s.arg(pin.name);
    answer(context, handler, pin);
}

void NotedLookup::people(const QString &text, int, QObject *context, Handler<QList<Person>> handler)
{
    asked << text;
    if (failure)
        later<QList<Person>>(context, handler, Failure(*failure));
    else
        later<QList<Person>>(context, handler, directory);
}

void NotedLookup::customEmoji(QObject *context, Handler<QList<CustomEmoji>> handler)
{
    later<QList<CustomEmoji>>(context, handler, QList<CustomEmoji>());
}

void NotedLookup::reactions(const MessageId &, QObject *context, Handler<QList<Reaction>> handler)
{
    later<QList<Reaction>>(context, handler, QList<Reaction>());
}

void NotedLookup::messages(const MessageQuery &query, const QString &page, QObject *context,
                           Handler<MessageHits> handler)
{
    searched << query;
    if (failure)
        later<MessageHits>(context, handler, Failure(*failure));
    else
        later<MessageHits>(context, handler, found.value(page.toInt()));
}

void NotedLookup::spaces(const QString &, QObject *context, Handler<QList<Space>> handler)
{
    later<QList<Space>>(context, handler, QList<Space>());
}

void NotedHistory::startBackfill(const SpaceId &space)
{
    calls << u"start %1"_s.arg(space.name());
}

void NotedHistory::pauseBackfill(const SpaceId &space)
{
    calls << u"pause %1"_s.arg(space.name());
}

void NotedHistory::cancelBackfill(const SpaceId &space)
{
    calls << u"cancel %1"_s.arg(space.name());
}

void NotedHistory::backfills(QObject *context, Handler<QList<Backfill>> handler)
{
    later<QList<Backfill>>(context, handler, known);
}

Member memberOf(const SpaceId &space, const User &user, MembershipRole role)
{
    Member member;
    member.name = space.name() + u"/members/"_s + user.id.lastSegment();
    member.membership.space = space;
    member.membership.user = user.id;
    member.membership.role = role;
    member.user = user;
    return member;
}

} // namespace linnet::ui::test
