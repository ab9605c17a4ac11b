// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/room.h"

#include "models/items/spacelistmodel.h"

#include <algorithm>

namespace linnet::ui {

Room::Room(SpacePort *port, const items::SpaceListModel &spaces, const items::UserTable &users,
           QObject *parent)
    : QObject(parent)
    , m_port(port)
    , m_spaces(spaces)
    , m_users(users)
    , m_here(std::make_unique<QObject>())
{
}

void Room::open(const SpaceId &space)
{
    if (m_space == space)
        return;
    if (m_pinsAsked.state == Asked::State::Known)
        m_formerPins.insert(m_space, m_pins);
    m_space = space;
    m_here = std::make_unique<QObject>();
    m_members.clear();
    m_membersAsked = {};
    m_pins = m_formerPins.value(space);
    m_pinsAsked = {m_formerPins.contains(space) ? Asked::State::Known : Asked::State::Not};
    Q_EMIT opened();
    Q_EMIT membersChanged();
    Q_EMIT pinsChanged();
}

const Space *Room::value() const
{
    const Conversation *conversation = m_spaces.find(m_space);
    return conversation ? &conversation->space : nullptr;
}

void Room::askMembers()
{
    if (!m_port || m_space.isEmpty() || m_membersAsked.state == Asked::State::Waiting)
        return;
    m_membersAsked = {Asked::State::Waiting};
    m_port->members(m_space, m_here.get(), [this](const Result<QList<Member>> &answer) {
        if (answer) {
            m_members = *answer;
            m_membersAsked = {Asked::State::Known};
        } else {
            m_membersAsked = {Asked::State::Failed, answer.error()};
        }
        Q_EMIT membersChanged();
    });
    Q_EMIT membersChanged();
}

std::optional<MembershipRole> Room::ownRole() const
{
    const auto mine
        = std::find_if(m_members.begin(), m_members.end(), [this](const Member &member) {
              return m_users.isMe(member.membership.user);
          });
    if (mine == m_members.end())
        return std::nullopt;
    return mine->membership.role;
}

void Room::memberChanged(const Member &member)
{
    if (member.membership.space != m_space && !member.membership.space.isEmpty())
        return;
    const auto known = std::find_if(m_members.begin(), m_members.end(), [&](const Member &each) {
        return each.membership.user == member.membership.user
            && each.membership.groupName == member.membership.groupName;
    });
    const bool isMember = member.membership.state != MembershipState::NotAMember;
    if (known == m_members.end() && isMember)
        m_members.append(member);
    else if (isMember)
        *known = member;
    else if (known != m_members.end())
        m_members.erase(known);
    Q_EMIT membersChanged();
}

void Room::askPins()
{
    if (!m_port || m_space.isEmpty() || m_pinsAsked.state == Asked::State::Waiting)
        return;
    m_pinsAsked = {Asked::State::Waiting};
    m_port->pins(m_space, m_here.get(), [this](const Result<QList<PinnedMessage>> &answer) {
        if (answer) {
            m_pins = *answer;
            m_pinsAsked = {Asked::State::Known};
        } else {
            m_pinsAsked = {Asked::State::Failed, answer.error()};
        }
        Q_EMIT pinsChanged();
    });
    Q_EMIT pinsChanged();
}

void Room::askPinsOnce()
{
    if (m_pinsAsked.state == Asked::State::Not)
        askPins();
}

const MessagePin *Room::pinOf(const MessageId &message) const
{
    const auto found
        = std::find_if(m_pins.begin(), m_pins.end(), [&message](const PinnedMessage &each) {
              return each.pin.message == message;
          });
    return found == m_pins.end() ? nullptr : &found->pin;
}

// The list is asked for again: who pinned what else meanwhile is worth knowing, too.
void Room::pin(const MessageId &message)
{
    if (!m_port)
        return;
    m_port->pin(message, this, [this, message](const Result<MessagePin> &answer) {
        const bool there = answer || answer.error().kind == ErrorKind::AlreadyExists;
        if (!there) {
            Q_EMIT pinRefused(true, answer.error());
            return;
        }
        Q_EMIT pinned(true);
        if (spaceOf(message) != m_space)
            return;
        if (answer && !pinOf(message)) {
            m_pins.prepend({*answer, std::nullopt});
            Q_EMIT pinsChanged();
        }
        m_pinsAsked = {};
        askPins();
    });
}

void Room::unpin(const MessageId &message)
{
    const MessagePin *known = pinOf(message);
    if (!m_port || !known)
        return;
    m_port->unpin(*known, this, [this, message](const Result<MessagePin> &answer) {
        const bool gone = answer || answer.error().kind == ErrorKind::NotFound;
        if (!gone) {
            Q_EMIT pinRefused(false, answer.error());
            return;
        }
        m_pins.removeIf(
            [&message](const PinnedMessage &each) { return each.pin.message == message; });
        Q_EMIT pinsChanged();
        Q_EMIT pinned(false);
    });
}

} // namespace linnet::ui
