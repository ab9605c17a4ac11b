// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/member.h"
#include "models/items/personroles.h"
#include "models/items/usertable.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

namespace linnet::items {

// Who is in a space: people, apps, groups, the invited. In no particular order (MemberProxy
// sorts). Asks for nothing. GUI thread.
class MemberModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        MemberRole = PersonFirstOwnRole, // Member
        MeRole, // bool
        RankRole, // int: what stands together, the leading ones first
        SearchTextRole, // QString: name and mail, folded
    };

    explicit MemberModel(const UserTable &users, QObject *parent = nullptr);

    // What is the same stays, so that nobody loses their place.
    void setMembers(const QList<Member> &members);
    [[nodiscard]] const QList<Member> &members() const { return m_members; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void removeOthers(const QHash<QString, Member> &wanted);
    [[nodiscard]] QString nameOf(const Member &member) const;
    [[nodiscard]] QString detailOf(const Member &member) const;
    [[nodiscard]] QString tagOf(const Member &member) const;
    [[nodiscard]] QString sentence(const Member &member) const;
    [[nodiscard]] bool isOutside(const Member &member) const;
    [[nodiscard]] Avatar avatar(const Member &member) const;
    [[nodiscard]] int rank(const Member &member) const;

    const UserTable &m_users;
    QList<Member> m_members;
};

// Owners and managers first, then the others, then the invited, apps and groups; by name.
class MemberProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit MemberProxy(QObject *parent = nullptr);

    // Every word must begin a word of name or mail.
    void setFilterText(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
};

// A member's role as people call it; empty for an ordinary one.
[[nodiscard]] QString roleName(MembershipRole role);

} // namespace linnet::items

Q_DECLARE_METATYPE(linnet::Member)
