// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/statement.h"
#include "models/store/writer.h"

// Who is in a space.
namespace linnet::store {
namespace {

using About = Freshness::About;

Freshness::Fact factAbout(const SpaceId &space, const UserId &user, const QString &group)
{
    return {About::Member, QString(space.name() + u' ' + user.name() + group)};
}

} // namespace

void Writer::insertMember(qint64 space, const Membership &membership)
{
    const qint64 user = m_cache.numbers.make(membership.user);
    {
        Statement query(m_cache.database,
                        "SELECT 1 FROM members WHERE space = ? AND user = ? AND group_name = ?"
                        " AND role = ? AND state = ?",
                        space, user, membership.groupName, qint64(membership.role),
                        qint64(membership.state));
        if (query.next())
            return;
    }
    Statement(m_cache.database,
              "INSERT OR REPLACE INTO members(space, user, group_name, role, state)"
              " VALUES(?, ?, ?, ?, ?)",
              space, user, membership.groupName, qint64(membership.role), qint64(membership.state))
        .run();
    m_touched.spaces.insert(space);
}

bool Writer::isKnownLater(const SpaceId &space, const UserId &user, const QString &group) const
{
    return m_cache.freshness.isLate(factAbout(space, user, group), m_asOf);
}

// A list shorter than what the service counts is asked for once more, and then believed: the count
// may be old.
void Writer::applyMembers(const MemberList &list)
{
    const qint64 space = m_cache.numbers.make(list.space);
    if (space == 0 || !m_cache.freshness.learn({About::Members, list.space.name()}, m_asOf))
        return;
    QSet<std::pair<qint64, QString>> kept;
    for (const Membership &membership : list.members) {
        if (membership.state == MembershipState::NotAMember
            || isKnownLater(list.space, membership.user, membership.groupName))
            continue;
        insertMember(space, membership);
        kept.insert({m_cache.numbers.find(membership.user), membership.groupName});
    }
    removeMissing(list.space, kept);
    Statement(m_cache.database,
              "UPDATE spaces SET members_known ="
              " CASE WHEN ? AND members_known <> ? THEN ? ELSE ? END WHERE id = ?",
              int(lacksMembers(space)), membersOutOfDate, membersOutOfDate, membersListed, space)
        .run();
}

// Somebody may have moved from one page to another while they were read.
bool Writer::lacksMembers(qint64 space)
{
    Statement query(m_cache.database,
                    "SELECT COUNT(*) FROM members m LEFT JOIN users u ON u.id = m.user"
                    " WHERE m.space = ? AND m.group_name = '' AND m.state = ?"
                    " AND COALESCE(u.type, ?) = ?",
                    space, qint64(MembershipState::Joined), qint64(UserType::Human),
                    qint64(UserType::Human));
    const qint64 listed = query.next() ? query.integer(0) : 0;
    return listed < storedSpace(space).value_or(Space()).memberCount;
}

// Events tell who left of the people who had joined, not of those who were only invited, nor of
// apps and groups.
void Writer::removeMissing(const SpaceId &name, const QSet<std::pair<qint64, QString>> &kept)
{
    const qint64 space = m_cache.numbers.find(name);
    QList<std::pair<qint64, QString>> gone;
    QList<qint64> people;
    {
        Statement query(m_cache.database,
                        "SELECT m.user, m.group_name, m.state, u.type FROM members m"
                        " LEFT JOIN users u ON u.id = m.user WHERE m.space = ?",
                        space);
        while (query.next()) {
            const std::pair<qint64, QString> key(query.integer(0), query.text(1));
            if (kept.contains(key)
                || isKnownLater(name, m_cache.numbers.user(key.first), key.second))
                continue;
            gone.append(key);
            if (key.first != 0 && query.integer(2) == qint64(MembershipState::Joined)
                && query.integer(3) == qint64(UserType::Human))
                people.append(key.first);
        }
    }
    for (const auto &[user, group] : std::as_const(gone)) {
        Statement(m_cache.database,
                  "DELETE FROM members WHERE space = ? AND user = ? AND group_name = ?", space,
                  user, group)
            .run();
        m_touched.spaces.insert(space);
    }
    if (!gone.isEmpty()) {
        touchHappenings(space);
        m_cache.happenings.nameGone(space, people);
    }
}

// Of a space whose members were never listed nothing can be out of date.
void Writer::markMembersDue(qint64 space)
{
    Statement(m_cache.database,
              "UPDATE spaces SET members_known = ? WHERE id = ? AND members_known = ?",
              membersOutOfDate, space, membersListed)
        .run();
}

void Writer::applyMembership(const Membership &membership)
{
    const qint64 space = m_cache.numbers.make(membership.space);
    if (space == 0 || m_cache.freshness.isLate({About::Members, membership.space.name()}, m_asOf)
        || !m_cache.freshness.learn(
            factAbout(membership.space, membership.user, membership.groupName), m_asOf))
        return;
    if (membership.state != MembershipState::NotAMember) {
        insertMember(space, membership);
        return;
    }
    const qint64 user = m_cache.numbers.find(membership.user);
    Statement(m_cache.database,
              "DELETE FROM members WHERE space = ? AND user = ? AND group_name = ?", space, user,
              membership.groupName)
        .run();
    if (m_cache.database.changedRows() == 0)
        return;
    m_touched.spaces.insert(space);
    m_cache.happenings.expectGone(space, user);
}

} // namespace linnet::store
