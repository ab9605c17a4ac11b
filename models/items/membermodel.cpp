// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/membermodel.h"

#include "models/domain/foldedtext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::items {

namespace {

// Groups without a resource name of their own would be one and the same.
QString keyOf(const Member &member)
{
    return member.isGroup() ? member.membership.groupName : member.membership.user.name();
}

} // namespace

QString roleName(MembershipRole role)
{
    switch (role) {
    case MembershipRole::Owner:
        return MemberModel::tr("Owner");
    case MembershipRole::Manager:
        return MemberModel::tr("Manager");
    case MembershipRole::Member:
        break;
    }
    return {};
}

MemberModel::MemberModel(const UserTable &users, QObject *parent)
    : QAbstractListModel(parent)
    , m_users(users)
{
    connect(&users, &UserTable::changed, this, [this] {
        if (!m_members.isEmpty())
            Q_EMIT dataChanged(index(0), index(int(m_members.size()) - 1));
    });
}

void MemberModel::setMembers(const QList<Member> &members)
{
    QHash<QString, Member> wanted;
    for (const Member &member : members)
        wanted.insert(keyOf(member), member);
    removeOthers(wanted);
    for (int row = 0; row < m_members.size(); ++row) {
        const Member now = wanted.take(keyOf(m_members[row]));
        if (m_members[row] == now)
            continue;
        m_members[row] = now;
        Q_EMIT dataChanged(index(row), index(row));
    }
    QList<Member> added;
    for (const Member &member : members) {
        if (wanted.remove(keyOf(member)) > 0)
            added.append(member);
    }
    if (added.isEmpty())
        return;
    const int first = int(m_members.size());
    beginInsertRows({}, first, first + int(added.size()) - 1);
    m_members.append(added);
    endInsertRows();
}

// Run by run: a whole list that goes is one change.
void MemberModel::removeOthers(const QHash<QString, Member> &wanted)
{
    int last = int(m_members.size()) - 1;
    while (last >= 0) {
        if (wanted.contains(keyOf(m_members[last]))) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !wanted.contains(keyOf(m_members[first - 1])))
            --first;
        beginRemoveRows({}, first, last);
        m_members.remove(first, last - first + 1);
        endRemoveRows();
        last = first - 1;
    }
}

int MemberModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_members.size());
}

QVariant MemberModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Member &member = m_members[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(member);
    case Qt::AccessibleTextRole:
        return sentence(member);
    case PersonUserRole:
        return QVariant::fromValue(member.isGroup() ? User() : member.user);
    case PersonDetailRole:
        return detailOf(member);
    case PersonTagRole:
        return tagOf(member);
    case PersonOutsideRole:
        return isOutside(member);
    case PersonAvatarRole:
        return QVariant::fromValue(avatar(member));
    case MemberRole:
        return QVariant::fromValue(member);
    case MeRole:
        return m_users.isMe(member.membership.user);
    case RankRole:
        return rank(member);
    case SearchTextRole:
        return QString(u' ' + foldedText(QString(nameOf(member) + u' ' + member.user.email)));
    default:
        return {};
    }
}

QString MemberModel::nameOf(const Member &member) const
{
    if (member.isGroup())
        return tr("Google Group");
    const UserId &user = member.membership.user;
    const QString name = m_users.hasName(user) || member.user.displayName.isEmpty()
        ? m_users.displayName(user)
        : member.user.displayName.simplified().left(200);
    return m_users.isMe(user) ? tr("%1 (you)").arg(name) : name;
}

QString MemberModel::detailOf(const Member &member) const
{
    if (member.isGroup())
        return tr("Everybody in the group is here");
    if (member.user.type == UserType::App)
        return tr("App");
    return member.user.email;
}

QString MemberModel::tagOf(const Member &member) const
{
    if (member.membership.state == MembershipState::Invited)
        return tr("Invited");
    return roleName(member.membership.role);
}

QString MemberModel::sentence(const Member &member) const
{
    QStringList words{nameOf(member)};
    for (const QString &word : {tagOf(member), detailOf(member)}) {
        if (!word.isEmpty())
            words << word;
    }
    if (isOutside(member))
        words << tr("from outside your organisation");
    return words.join(u", "_s);
}

bool MemberModel::isOutside(const Member &member) const
{
    return member.isOutside()
        || (member.affiliation == Affiliation::Unknown
            && m_users.isExternal(member.membership.user));
}

Avatar MemberModel::avatar(const Member &member) const
{
    if (!member.isGroup())
        return avatarOf(member.membership.user, m_users);
    return {.kind = AvatarKind::Group,
            .initials = {},
            .colourSeed = colourSeedOf(member.membership.groupName),
            .url = {}};
}

int MemberModel::rank(const Member &member) const
{
    if (member.membership.state == MembershipState::Invited)
        return 3;
    if (member.isGroup())
        return 5;
    if (member.user.type == UserType::App)
        return 4;
    switch (member.membership.role) {
    case MembershipRole::Owner:
        return 0;
    case MembershipRole::Manager:
        return 1;
    case MembershipRole::Member:
        break;
    }
    return 2;
}

MemberProxy::MemberProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(0);
}

void MemberProxy::setFilterText(const QString &text)
{
    m_words = foldedWords(text);
    invalidateFilter();
}

bool MemberProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString text
        = sourceModel()->index(row, 0, parent).data(MemberModel::SearchTextRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&text](const QString &word) {
        return text.contains(QString(u' ' + word));
    });
}

bool MemberProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int a = left.data(MemberModel::RankRole).toInt();
    const int b = right.data(MemberModel::RankRole).toInt();
    if (a != b)
        return a < b;
    // Folded, so that accents sort where people look for them in every locale.
    const int order = left.data(MemberModel::SearchTextRole)
                          .toString()
                          .compare(right.data(MemberModel::SearchTextRole).toString());
    return order != 0 ? order < 0 : left.row() < right.row();
}

} // namespace linnet::items
