// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/usertable.h"

namespace linnet::items {

UserTable::UserTable(QObject *parent)
    : QObject(parent)
{
}

void UserTable::reset(const QList<User> &users)
{
    QSet<UserId> known(m_users.keyBegin(), m_users.keyEnd());
    m_users.clear();
    for (const User &user : users) {
        put(user);
        known.insert(user.id);
    }
    Q_EMIT changed(known.values());
}

void UserTable::apply(const ChangeSet &changes)
{
    QList<UserId> ids;
    bool myDomain = false;
    for (const User &user : changes.users) {
        const User *known = find(user.id);
        if (known && *known == user)
            continue;
        if (isMe(user.id) && (!known || known->domainId != user.domainId))
            myDomain = true;
        put(user);
        ids.append(user.id);
    }
    // Who is from outside is told by comparing with me.
    if (myDomain)
        ids = m_users.keys();
    if (!ids.isEmpty())
        Q_EMIT changed(ids);
}

void UserTable::setMe(const UserId &me)
{
    if (m_me == me)
        return;
    QSet<UserId> ids(m_users.keyBegin(), m_users.keyEnd());
    ids << m_me << me;
    ids.remove(UserId());
    m_me = me;
    Q_EMIT changed(ids.values());
}

void UserTable::put(const User &user)
{
    constexpr qsizetype longest = 200;
    m_users.insert(user.id, {user, user.displayName.left(4 * longest).simplified().left(longest)});
}

const User *UserTable::find(const UserId &user) const
{
    const auto it = m_users.constFind(user);
    return it == m_users.constEnd() ? nullptr : &it->user;
}

User UserTable::user(const UserId &user) const
{
    const User *known = find(user);
    if (known)
        return *known;
    User unknown;
    unknown.id = user;
    return unknown;
}

bool UserTable::hasName(const UserId &user) const
{
    const auto it = m_users.constFind(user);
    return it != m_users.constEnd() && !it->name.isEmpty();
}

QString UserTable::displayName(const UserId &user) const
{
    const auto it = m_users.constFind(user);
    if (it == m_users.constEnd())
        return tr("Unknown person");
    if (!it->name.isEmpty())
        return it->name;
    return it->user.type == UserType::App ? tr("Unknown app") : tr("Unknown person");
}

QString UserTable::shortName(const UserId &user) const
{
    QString name = displayName(user);
    const User *known = find(user);
    if (!hasName(user) || known->type == UserType::App)
        return name;
    // "Berg, Anna" is Anna; "Dr. Anna Berg" is better left whole than called "Dr.".
    const QString given = name.section(QLatin1Char(','), -1).trimmed();
    const QString first = given.section(QLatin1Char(' '), 0, 0);
    return first.isEmpty() || first.endsWith(QLatin1Char('.')) ? name : first;
}

bool UserTable::isExternal(const UserId &user) const
{
    const User *other = find(user);
    const User *mine = find(m_me);
    return other && mine && !other->domainId.isEmpty() && !mine->domainId.isEmpty()
        && other->domainId != mine->domainId;
}

Avatar avatarOf(const UserId &user, const UserTable &users)
{
    Avatar avatar;
    avatar.colourSeed = colourSeedOf(user.name());
    const User *known = users.find(user);
    if (!known)
        return avatar;
    avatar.kind = known->type == UserType::App ? AvatarKind::App : AvatarKind::Person;
    avatar.url = known->avatarUrl;
    if (users.hasName(user))
        avatar.initials = initialsOf(users.displayName(user), avatar.kind);
    return avatar;
}

} // namespace linnet::items
