// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

const Membership *Space::member(const QString &memberId) const
{
    const auto at = std::find_if(members.begin(), members.end(),
                                 [&](const Membership &m) { return m.id == memberId; });
    return at == members.end() ? nullptr : &*at;
}

Membership *Space::member(const QString &memberId)
{
    return const_cast<Membership *>(std::as_const(*this).member(memberId));
}

bool Space::joined(const QString &user) const
{
    const Membership *found = member(user);
    return found && found->state == "JOINED"_L1;
}

bool Space::manages(const QString &user) const
{
    const Membership *found = member(user);
    return found && found->state == "JOINED"_L1 && found->role != "ROLE_MEMBER"_L1;
}

World::World(Clock theClock, quint64 seed)
    : clock(std::move(theClock))
    , m_random(seed)
{
}

QString World::newId(int length)
{
    static constexpr char alphabet[]
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    QString id(length, Qt::Uninitialized);
    quint64 bits = 0;
    for (int i = 0; i < length; ++i) {
        if (i % 10 == 0)
            bits = m_random();
        id[i] = QLatin1Char(alphabet[bits & 63]);
        bits >>= 6;
    }
    return id;
}

User &World::addUser(const User &user)
{
    touch();
    return users.insert_or_assign(user.id, user).first->second;
}

const User *World::user(const QString &id) const
{
    const auto found = users.find(id);
    return found == users.end() ? nullptr : &found->second;
}

const User *World::userByEmail(const QString &email) const
{
    const auto found = std::find_if(users.begin(), users.end(), [&](const auto &entry) {
        return entry.second.email.compare(email, Qt::CaseInsensitive) == 0;
    });
    return found == users.end() ? nullptr : &found->second;
}

Space &World::addSpace(const Space &space)
{
    touch();
    m_spaces.push_back(std::make_unique<Space>(space));
    Space &added = *m_spaces.back();
    if (added.id.isEmpty())
        added.id = "AAQA"_L1 + newId(7);
    if (added.created == 0)
        added.created = clock.now();
    m_byId.insert(added.id, &added);
    return added;
}

bool World::removeSpace(const QString &id)
{
    const QString gone(id); // the caller's may be the space's own
    if (!m_byId.remove(gone))
        return false;
    touch();
    std::erase_if(m_spaces, [&](const auto &space) { return space->id == gone; });
    return true;
}

Space *World::space(const QString &id)
{
    Space *found = m_byId.value(id);
    if (found && found->fill) {
        const auto fill = std::exchange(found->fill, {});
        const quint64 before = m_revision;
        fill();
        m_revision = before; // it was always so; nobody changed anything
    }
    return found;
}

Space *World::directMessage(const QString &one, const QString &other)
{
    for (const auto &space : m_spaces) {
        if (space->type == "DIRECT_MESSAGE"_L1 && space->member(one) && space->member(other))
            return this->space(space->id);
    }
    return nullptr;
}

Message &World::addMessage(Space &space, const Draft &draft)
{
    touch();
    Message message;
    Micros time = draft.at ? draft.at : clock.now();
    if (!space.messages.empty())
        time = std::max(time, space.messages.back().created + 1);
    message.created = time;
    QString thread = draft.thread;
    if (thread.isEmpty() && !draft.threadKey.isEmpty())
        thread = space.threadKeys.value(draft.threadKey);
    const QString own = newId();
    message.thread = thread.isEmpty() ? own : thread;
    message.id = message.thread % u'.' % own;
    message.reply = space.threaded() && !thread.isEmpty();
    message.clientId = draft.clientId;
    message.requestId = draft.requestId;
    message.sender = draft.sender;
    message.markup = draft.markup;
    message.extras = draft.extras;
    message.silent = draft.silent;
    const int index = int(space.messages.size());
    if (!draft.threadKey.isEmpty())
        space.threadKeys.insert(draft.threadKey, message.thread);
    if (!space.threadRoots.contains(message.thread))
        space.threadRoots.insert(message.thread, index);
    space.messageIndex.insert(message.id, index);
    if (!message.clientId.isEmpty())
        space.messageIndex.insert(message.clientId, index);
    space.lastActive = std::max(space.lastActive, time);
    space.messages.push_back(std::move(message));
    record(space, EventKind::MessageCreated, {space.messages.back().id, {}, {}, {}}, time);
    return space.messages.back();
}

Message *World::message(Space &space, const QString &idOrClientId)
{
    const auto found = space.messageIndex.constFind(idOrClientId);
    return found == space.messageIndex.cend() ? nullptr : &space.messages[size_t(*found)];
}

void World::editMessage(Space &space, Message &message, const QString &markup, Micros at)
{
    touch();
    message.markup = markup;
    message.updated
        = std::max(at ? at : clock.now(), std::max(message.created, message.updated) + 1);
    record(space, EventKind::MessageUpdated, {message.id, {}, {}, {}}, message.updated);
}

void World::deleteMessage(Space &space, Message &message, const QString &deletionType, Micros at)
{
    touch();
    message.deleted
        = std::max(at ? at : clock.now(), std::max(message.created, message.updated) + 1);
    message.deletionType = deletionType;
    message.markup.clear();
    message.extras = {};
    message.reactions.clear();
    std::erase_if(space.pins, [&](const Pin &pin) { return pin.message == message.id; });
    record(space, EventKind::MessageDeleted, {message.id, {}, {}, {}}, message.deleted);
}

Reaction &World::addReaction(Space &space, Message &message, const Reaction &reaction)
{
    for (Reaction &existing : message.reactions) {
        if (existing.user == reaction.user && existing.unicode == reaction.unicode
            && existing.customEmoji == reaction.customEmoji)
            return existing;
    }
    touch();
    message.reactions.push_back(reaction);
    Reaction &added = message.reactions.back();
    if (added.id.isEmpty())
        added.id = newId(16);
    if (added.created == 0)
        added.created = clock.now();
    const QJsonObject snapshot{{u"id"_s, added.id},
                               {u"user"_s, added.user},
                               {u"unicode"_s, added.unicode},
                               {u"customEmoji"_s, added.customEmoji}};
    record(space, EventKind::ReactionCreated, {message.id, added.id, snapshot, {}}, added.created);
    return added;
}

bool World::removeReaction(Space &space, Message &message, const QString &reactionId)
{
    const auto found = std::find_if(message.reactions.begin(), message.reactions.end(),
                                    [&](const Reaction &r) { return r.id == reactionId; });
    if (found == message.reactions.end())
        return false;
    touch();
    const QJsonObject snapshot{{u"id"_s, found->id},
                               {u"user"_s, found->user},
                               {u"unicode"_s, found->unicode},
                               {u"customEmoji"_s, found->customEmoji}};
    message.reactions.erase(found);
    record(space, EventKind::ReactionDeleted, {message.id, reactionId, snapshot, {}}, clock.now());
    return true;
}

Membership &World::join(Space &space, const Membership &membership)
{
    touch();
    Membership *known = space.member(membership.id);
    if (!known) {
        space.members.push_back(membership);
        known = &space.members.back();
    } else {
        *known = membership;
    }
    if (known->created == 0)
        known->created = clock.now();
    record(space, EventKind::MembershipCreated, {{}, {}, {}, membership.id}, known->created);
    return *known;
}

void World::changeRole(Space &space, Membership &membership, const QString &role)
{
    touch();
    membership.role = role;
    record(space, EventKind::MembershipUpdated, {{}, {}, {}, membership.id}, clock.now());
}

bool World::leave(Space &space, const QString &memberId)
{
    const auto count
        = std::erase_if(space.members, [&](const Membership &m) { return m.id == memberId; });
    if (count == 0)
        return false;
    touch();
    record(space, EventKind::MembershipDeleted, {{}, {}, {}, memberId}, clock.now());
    return true;
}

void World::spaceChanged(Space &space)
{
    touch();
    record(space, EventKind::SpaceUpdated, {}, clock.now());
}

Micros World::setRead(Space &space, const QString &user, Micros time)
{
    touch();
    const Micros newest = newestTime(space);
    Micros &last = space.readStates[user].lastRead;
    last = newest > 0 && time >= newest ? newest : time;
    return last;
}

Micros World::setThreadRead(Space &space, const QString &thread, const QString &user, Micros time)
{
    touch();
    Micros newest = 0;
    for (const Message &message : space.messages) {
        if (message.thread == thread && message.deleted == 0)
            newest = message.created;
    }
    Micros &last = space.readStates[user].threads[thread];
    last = newest > 0 && time >= newest ? newest : time;
    return last;
}

bool World::hasReplies(const Space &space, const Message &message) const
{
    if (message.reply)
        return false;
    return std::any_of(space.messages.begin(), space.messages.end(), [&](const Message &other) {
        return other.thread == message.thread && other.reply && other.deleted == 0;
    });
}

Micros World::newestTime(const Space &space) const
{
    for (auto at = space.messages.rbegin(); at != space.messages.rend(); ++at) {
        if (at->deleted == 0 && !at->reply)
            return at->created;
    }
    return space.messages.empty() ? space.lastActive : 0;
}

void World::record(Space &space, EventKind kind, const EventSubject &subject, Micros time)
{
    if (m_batching && !space.events.empty() && space.events.back().number > m_batchFrom
        && space.events.back().kind == kind) {
        space.events.back().subjects.push_back(subject);
        return;
    }
    if (!space.events.empty())
        time = std::max(time, space.events.back().time + 1);
    ++m_eventCount;
    space.events.push_back(
        {QString::number(m_eventCount, 36) % newId(6), m_eventCount, time, kind, {subject}});
}

void World::setBatching(bool on)
{
    m_batching = on;
    m_batchFrom = m_eventCount;
}

} // namespace emulator
