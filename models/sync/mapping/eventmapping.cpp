// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/eventmapping.h"

#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "models/sync/mapping/usermapping.h"
#include "models/sync/mapping/wiretime.h"

namespace linnet::sync {

namespace {

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
    void eachMember(const Single &single, const Batch &batch, bool gone)
    {
        if (single)
            member(single->membership, gone);
        if (batch) {
            for (const auto &one : batch->memberships)
                member(one.membership, gone);
        }
    }

    void readMembers(const api::SpaceEvent &event)
    {
        eachMember(event.membershipCreatedEventData, event.membershipBatchCreatedEventData, false);
        eachMember(event.membershipUpdatedEventData, event.membershipBatchUpdatedEventData, false);
        eachMember(event.membershipDeletedEventData, event.membershipBatchDeletedEventData, true);
    }

    void member(const api::Boxed<api::Membership> &wire, bool gone)
    {
        std::optional<Membership> mapped = wire ? toMembership(*wire) : std::nullopt;
        if (!mapped) {
            m_into.membersChanged = true;
            return;
        }
        if (wire->member) {
            if (const std::optional<User> user = toUser(*wire->member))
                m_into.batch.users.append(*user);
        }
        if (gone)
            mapped->state = MembershipState::NotAMember;
        m_into.batch.memberships.append(*mapped);
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
        if (const std::optional<Space> mapped = data.space ? toSpace(*data.space) : std::nullopt)
            m_into.batch.spaces.append(*mapped);
    }

    const UserId &m_me;
    MappedEvents &m_into;
    Timestamp m_time; // of the event being read
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
