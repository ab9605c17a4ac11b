// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/domain/clock.h"
#include "models/items/avatar.h"
#include "models/items/usertable.h"

#include <QAbstractListModel>

namespace linnet::items {

// Where a conversation stands in the list; group chats are among the direct messages.
enum class Section {
    DirectMessages,
    Spaces,
};

// All conversations, in no particular order (SpaceListProxy sorts). Makes titles, previews and
// sentences out of values and the user table; asks for nothing. GUI thread.
class SpaceListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SpaceIdRole = Qt::UserRole + 1, // SpaceId
        ConversationRole, // Conversation
        TitleRole, // QString, never empty; the same as Qt::DisplayRole
        PreviewRole, // QString, one ready line: "You: …", "Anna: …"; may be empty
        TimeRole, // Timestamp of the newest activity; may be unknown
        UnreadRole, // bool
        UnreadCountRole, // int
        MentionCountRole, // int
        MutedRole, // bool
        SectionRole, // Section
        SpaceTypeRole, // SpaceType
        AvatarRole, // Avatar
        DraftRole, // QString
        FailedCountRole, // int
        QueuedCountRole, // int
        ExternalRole, // bool: a person from outside is among those known
        SearchTextRole, // QString: title and full names, folded for searching
    };

    SpaceListModel(const UserTable &users, const Clock &clock, QObject *parent = nullptr);

    void reset(const QList<Conversation> &conversations);
    // The user table must have seen the same changes before.
    void apply(const ChangeSet &changes);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    // Invalid when there is no such conversation.
    [[nodiscard]] QModelIndex indexOf(const SpaceId &space) const;
    // Null when there is none; valid until the model changes.
    [[nodiscard]] const Conversation *find(const SpaceId &space) const;
    // Likewise by row of this model.
    [[nodiscard]] const Conversation *at(int row) const;
    // The title that data() gives, also for a conversation that is not in the model.
    [[nodiscard]] QString titleOf(const Conversation &conversation) const;
    // Conversations that are unread and not muted, for the window's title and the tray.
    [[nodiscard]] int unreadConversations() const;
    [[nodiscard]] int mentions() const;

private:
    void removeSpaces(const QList<SpaceId> &spaces);
    void putConversations(const QList<Conversation> &conversations);
    void usersChanged(const QList<UserId> &users);
    [[nodiscard]] QVariant value(const Conversation &conversation, int role) const;
    [[nodiscard]] QString groupTitle(const Conversation &conversation) const;
    [[nodiscard]] QString previewLine(const Conversation &conversation) const;
    [[nodiscard]] QString draftLine(const Conversation &conversation) const;
    [[nodiscard]] QString sentence(const Conversation &conversation) const;
    [[nodiscard]] QString searchText(const Conversation &conversation) const;
    [[nodiscard]] bool hasExternal(const Conversation &conversation) const;
    [[nodiscard]] Avatar avatar(const Conversation &conversation) const;

    const UserTable &m_users;
    const Clock &m_clock;
    QList<Conversation> m_conversations;
    QHash<SpaceId, int> m_rows;
};

[[nodiscard]] Section sectionOf(const Conversation &conversation);

} // namespace linnet::items

Q_DECLARE_METATYPE(linnet::items::Section)
