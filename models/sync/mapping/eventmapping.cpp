// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/eventmapping.h"

#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/names.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "models/sync/mapping/usermapping.h"
#include "models/sync/mapping/wiretime.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

using HappeningKind = store::HappeningTold::Kind;

// Of a member who is gone only the name is told, which ends with the person's id (Chat API,
// MembershipDeletedEventData); what the calling app is called is nobody's id.
std::optional<Membership> goneMembership(const api::Membership &wire)
{
    const QString name = wire.name.value_or(QString());
    if (!hasForm(name, u"spaces/*/members/*") || name.endsWith("/app"_L1))
        return std::nullopt;
    Membership membership;
    membership.space = SpaceId(name.section(u'/', 0, 1));
    membership.user = UserId(QString("users/"_L1 + name.section(u'/', -1)));
    membership.state = MembershipState::NotAMember;
    return membership;
}

class EventReader
{
public:
    EventReader(const UserId &me, MappedEvents &into)
        : m_me(me)
        , m_into(into)
    {
    }

    void read(const api::SpaceEvent &event)
    {
        m_time = toTimestamp(event.eventTime);
        const QString name = event.name.value_or(QString());
        m_space = hasForm(name, u"spaces/*/spaceEvents/*") ? SpaceId(name.section(u'/', 0, 1))
                                                           : SpaceId();
        m_name = name.section(u'/', -1);
        m_part = 0;
        m_into.newest = qMax(m_into.newest, m_time);
        readMessages(event);
        readMembers(event);
        readReactions(event);
        if (event.spaceUpdatedEventData)
            space(*event.spaceUpdatedEventData);
        if (event.spaceBatchUpdatedEventData) {
            for (const auto &one : event.spaceBatchUpdatedEventData->spaces)
                space(one);
        }
    }

    void finish()
    {
        m_messages.moveInto(m_into.batch);
        m_into.mentionNames = std::move(m_messages.mentionNames);
    }

private:
    // Single and batch payloads of the three kinds differ in their types only.
    template <class Single, class Batch> void eachMessage(const Single &single, const Batch &batch)
    {
        if (single && single->message)
            m_messages.add(*single->message);
        if (batch) {
            for (const auto &one : batch->messages) {
                if (one.message)
                    m_messages.add(*one.message);
            }
        }
    }

    void readMessages(const api::SpaceEvent &event)
    {
        eachMessage(event.messageCreatedEventData, event.messageBatchCreatedEventData);
        eachMessage(event.messageUpdatedEventData, event.messageBatchUpdatedEventData);
        eachMessage(event.messageDeletedEventData, event.messageBatchDeletedEventData);
    }

    template <class Single, class Batch>
    void eachMember(const Single &single, const Batch &batch, HappeningKind kind)
    {
        if (single)
            member(single->membership, kind);
        if (batch) {
            for (const auto &one : batch->memberships)
                member(one.membership, kind);
        }
    }

    void readMembers(const api::SpaceEvent &event)
    {
        eachMember(event.membershipCreatedEventData, event.membershipBatchCreatedEventData,
                   HappeningKind::Joined);
        eachMember(event.membershipUpdatedEventData, event.membershipBatchUpdatedEventData,
                   HappeningKind::Accepted);
        eachMember(event.membershipDeletedEventData, event.membershipBatchDeletedEventData,
                   HappeningKind::Left);
    }

    void member(const api::Boxed<api::Membership> &wire, HappeningKind kind)
    {
        const bool gone = kind == HappeningKind::Left;
        std::optional<Membership> mapped = wire ? toMembership(*wire) : std::nullopt;
        if (!mapped && wire && gone) {
            mapped = goneMembership(*wire);
            m_into.membersChanged = true; // should it not be a person
        }
        if (!mapped) {
            m_into.membersChanged = true;
            if (gone)
                tell(kind, UserId(), m_time);
            return;
        }
        if (wire->member) {
            if (const std::optional<User> user = toUser(*wire->member))
                m_into.batch.users.append(*user);
        }
        if (gone && wire->state && mapped->state != MembershipState::NotAMember) {
            // The payload is the latest state: who left is back, or it was told as it was before.
            m_into.membersChanged = true;
            if (!mapped->user.isEmpty())
                tell(kind, mapped->user, m_time);
            return;
        }
        if (gone)
            mapped->state = MembershipState::NotAMember;
        m_into.batch.memberships.append(*mapped);
        if (mapped->user.isEmpty())
            return;
        if (kind == HappeningKind::Joined && mapped->state == MembershipState::Invited)
            kind = HappeningKind::Invited;
        // The payload is the latest state: what it does not bear out did not last.
        const bool borneOut = gone == (mapped->state == MembershipState::NotAMember)
            && (kind != HappeningKind::Accepted || mapped->state == MembershipState::Joined);
        if (borneOut)
            tell(kind, mapped->user, m_time);
    }

    void tell(HappeningKind kind, const UserId &user, Timestamp time, const QString &name = {})
    {
        if (m_space.isEmpty())
            return;
        m_into.batch.happenings.append({.space = m_space,
                                        .event = u"%1#%2"_s.arg(m_name).arg(m_part++),
                                        .kind = kind,
                                        .time = time,
                                        .user = user,
                                        .name = name});
    }

    template <class Single, class Batch>
    void eachReaction(const Single &single, const Batch &batch, bool there)
    {
        if (single)
            reaction(single->reaction, there);
        if (batch) {
            for (const auto &one : batch->reactions)
                reaction(one.reaction, there);
        }
    }

    void readReactions(const api::SpaceEvent &event)
    {
        eachReaction(event.reactionCreatedEventData, event.reactionBatchCreatedEventData, true);
        eachReaction(event.reactionDeletedEventData, event.reactionBatchDeletedEventData, false);
    }

    void reaction(const api::Boxed<api::Reaction> &wire, bool there)
    {
        if (!wire)
            return;
        const MessageId message = messageOfReaction(wire->name.value_or(QString()));
        if (message.isEmpty())
            return;
        m_into.reactionsChanged.insert(message);
        const std::optional<Emoji> emoji = wire->emoji ? toEmoji(*wire->emoji) : std::nullopt;
        const std::optional<User> user = wire->user ? toUser(*wire->user) : std::nullopt;
        if (user)
            m_into.batch.users.append(*user);
        if (emoji && user && user->id == m_me)
            m_into.batch.reactions.append({message, *emoji, there, m_time});
    }

    void space(const api::SpaceUpdatedEventData &data)
    {
        const std::optional<Space> mapped = data.space ? toSpace(*data.space) : std::nullopt;
        if (!mapped)
            return;
        m_into.batch.spaces.append(*mapped);
        if (!mapped->displayName.isEmpty())
            tell(HappeningKind::Named, UserId(), m_time, mapped->displayName);
    }

    const UserId &m_me;
    MappedEvents &m_into;
    // Of the event being read.
    Timestamp m_time;
    SpaceId m_space;
    QString m_name;
    int m_part = 0;
    MappedMessages m_messages;
};

} // namespace

MappedEvents toEvents(const QList<api::SpaceEvent> &wire, const UserId &me)
{
    MappedEvents mapped;
    EventReader reader(me, mapped);
    for (const api::SpaceEvent &event : wire)
        reader.read(event);
    reader.finish();
    return mapped;
}

} // namespace linnet::sync
