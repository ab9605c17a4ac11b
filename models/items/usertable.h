// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/items/avatar.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace linnet::items {

// Who everybody is, for every model and view that shows a name. Fed by ChangeSets; looks nothing
// up anywhere. GUI thread. Names are remote text: plain, one line, at most 200 characters here.
class UserTable : public QObject
{
    Q_OBJECT

public:
    explicit UserTable(QObject *parent = nullptr);

    void reset(const QList<User> &users);
    void apply(const ChangeSet &changes);

    // Not told yet: empty. Then nobody is external and nothing is mine.
    void setMe(const UserId &me);
    [[nodiscard]] const UserId &me() const { return m_me; }
    [[nodiscard]] bool isMe(const UserId &user) const { return !m_me.isEmpty() && user == m_me; }

    // Null when nothing is known; valid until the table changes.
    [[nodiscard]] const User *find(const UserId &user) const;
    // Everybody of whom something is known, in no order.
    [[nodiscard]] QList<UserId> ids() const { return m_users.keys(); }
    // A user with nothing but the id when nothing is known.
    [[nodiscard]] User user(const UserId &user) const;
    // The name, or tr("Unknown person") and tr("Unknown app"): never empty, never a bare id.
    [[nodiscard]] QString displayName(const UserId &user) const;
    // The given name as far as it can be told from the display name; apps in full.
    [[nodiscard]] QString shortName(const UserId &user) const;
    [[nodiscard]] bool hasName(const UserId &user) const;
    // From another Workspace domain than mine, both being known.
    [[nodiscard]] bool isExternal(const UserId &user) const;

Q_SIGNALS:
    // Name, picture or outside mark may differ now. After a reset or setMe: everybody known.
    void changed(const QList<linnet::UserId> &users);

private:
    struct Entry
    {
        User user;
        QString name; // display name as shown; empty when not known
    };
    void put(const User &user);

    QHash<UserId, Entry> m_users;
    UserId m_me;
};

// What stands for a person in any list; without initials when the name is not known.
[[nodiscard]] Avatar avatarOf(const UserId &user, const UserTable &users);

} // namespace linnet::items
