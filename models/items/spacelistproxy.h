// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/spacelistmodel.h"

#include <QSortFilterProxyModel>

#include <array>

namespace linnet::items {

// The conversations as the list shows them: direct messages, then spaces; within a section unread
// ones first (muted ones never count as unread), then the newest. Source: a SpaceListModel.
class SpaceListProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum Role {
        SectionStartRole = Qt::UserRole + 200, // bool: the first row of its section
    };
    enum class Direction {
        Previous,
        Next,
    };

    explicit SpaceListProxy(QObject *parent = nullptr);

    // Case, diacritics and the order of words do not matter; every word must occur.
    void setFilterText(const QString &text);
    // While nothing is looked for by name: who looks for somebody finds all.
    void setUnreadOnly(bool unreadOnly);
    [[nodiscard]] bool unreadOnly() const { return m_unreadOnly; }

    // The conversation being looked at: it keeps its place among the unread ones (and passes the
    // unread filter) although it was read in the meantime, until another one is current.
    void setCurrent(const SpaceId &space);
    [[nodiscard]] const SpaceId &current() const { return m_current; }

    [[nodiscard]] SpaceId spaceAt(int row) const;
    [[nodiscard]] QModelIndex indexOf(const SpaceId &space) const;
    // For the keys: the neighbour of a conversation, stopping at the ends; with unreadOnly the
    // next unread and not muted one, going round. Empty when there is none. An unknown or empty
    // space stands before the first row.
    [[nodiscard]] SpaceId neighbour(const SpaceId &space, Direction direction,
                                    bool unreadOnly) const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    void setSourceModel(QAbstractItemModel *source) override;

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] bool ranksUnread(const Conversation &conversation) const;
    [[nodiscard]] const Conversation *sourceConversation(int row) const;
    [[nodiscard]] int sectionStart(Section section) const;
    void noteCurrentUnread();
    void updateSectionStarts();

    QStringList m_words;
    bool m_unreadOnly = false;
    SpaceId m_current;
    bool m_currentWasUnread = false;
    std::array<SpaceId, 2> m_sectionStarts; // by Section
};

} // namespace linnet::items
