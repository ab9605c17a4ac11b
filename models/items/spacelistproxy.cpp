// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/spacelistproxy.h"

#include "models/domain/foldedtext.h"

namespace linnet::items {

SpaceListProxy::SpaceListProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(0);
}

void SpaceListProxy::setSourceModel(QAbstractItemModel *source)
{
    if (sourceModel())
        disconnect(sourceModel(), nullptr, this, nullptr);
    QSortFilterProxyModel::setSourceModel(source);
    if (!source)
        return;
    // Connected after the base class: by then the rows are where they belong and views know it.
    const auto update = [this] {
        noteCurrentUnread();
        updateSectionStarts();
    };
    connect(source, &QAbstractItemModel::dataChanged, this, update);
    connect(source, &QAbstractItemModel::rowsInserted, this, update);
    connect(source, &QAbstractItemModel::rowsRemoved, this, update);
    connect(source, &QAbstractItemModel::modelReset, this, update);
    update();
}

void SpaceListProxy::setFilterText(const QString &text)
{
    QStringList words = foldedWords(text);
    if (m_words == words)
        return;
    m_words = std::move(words);
    invalidateFilter();
    updateSectionStarts();
}

void SpaceListProxy::setUnreadOnly(bool unreadOnly)
{
    if (m_unreadOnly == unreadOnly)
        return;
    m_unreadOnly = unreadOnly;
    invalidateFilter();
    updateSectionStarts();
}

void SpaceListProxy::setCurrent(const SpaceId &space)
{
    if (m_current == space)
        return;
    m_current = space;
    m_currentWasUnread = false;
    noteCurrentUnread();
    // The former one may have to go to its place among the read ones. The filter first: then
    // invalidate() finds the same rows again and only puts them in order.
    invalidateFilter();
    invalidate();
    updateSectionStarts();
}

void SpaceListProxy::noteCurrentUnread()
{
    const auto *source = qobject_cast<const SpaceListModel *>(sourceModel());
    const Conversation *conversation = source ? source->find(m_current) : nullptr;
    if (conversation && conversation->unread)
        m_currentWasUnread = true;
}

bool SpaceListProxy::ranksUnread(const Conversation &conversation) const
{
    if (conversation.muted)
        return false;
    return conversation.unread || (m_currentWasUnread && conversation.space.id == m_current);
}

const Conversation *SpaceListProxy::sourceConversation(int row) const
{
    const auto *source = qobject_cast<const SpaceListModel *>(sourceModel());
    return source ? source->at(row) : nullptr;
}

bool SpaceListProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const Conversation *a = sourceConversation(left.row());
    const Conversation *b = sourceConversation(right.row());
    if (!a || !b)
        return b != nullptr;
    if (sectionOf(*a) != sectionOf(*b))
        return sectionOf(*a) < sectionOf(*b);
    const bool aUnread = ranksUnread(*a);
    const bool bUnread = ranksUnread(*b);
    if (aUnread != bUnread)
        return aUnread;
    if (a->lastMessageTime != b->lastMessageTime)
        return a->lastMessageTime > b->lastMessageTime;
    return a->space.id < b->space.id;
}

bool SpaceListProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const Conversation *conversation = sourceConversation(row);
    if (!conversation)
        return false;
    if (m_words.isEmpty())
        return !m_unreadOnly || ranksUnread(*conversation) || conversation->space.id == m_current;
    const QString text
        = sourceModel()->index(row, 0, parent).data(SpaceListModel::SearchTextRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&text](const QString &word) { return text.contains(word); });
}

QVariant SpaceListProxy::data(const QModelIndex &index, int role) const
{
    if (role != SectionStartRole)
        return QSortFilterProxyModel::data(index, role);
    const Conversation *conversation = sourceConversation(mapToSource(index).row());
    if (!conversation)
        return QVariant();
    const Conversation *above = index.row() == 0
        ? nullptr
        : sourceConversation(mapToSource(index.siblingAtRow(index.row() - 1)).row());
    return !above || sectionOf(*above) != sectionOf(*conversation);
}

SpaceId SpaceListProxy::spaceAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return SpaceId();
    const Conversation *conversation = sourceConversation(mapToSource(index(row, 0)).row());
    return conversation ? conversation->space.id : SpaceId();
}

QModelIndex SpaceListProxy::indexOf(const SpaceId &space) const
{
    const auto *source = qobject_cast<const SpaceListModel *>(sourceModel());
    return source ? mapFromSource(source->indexOf(space)) : QModelIndex();
}

SpaceId SpaceListProxy::neighbour(const SpaceId &space, Direction direction, bool unreadOnly) const
{
    const int count = rowCount();
    const int step = direction == Direction::Next ? 1 : -1;
    const QModelIndex from = indexOf(space);
    const int start = from.isValid() ? from.row() : -1;
    if (!unreadOnly)
        return spaceAt(start + step);
    int row = start < 0 && step < 0 ? count : start;
    for (int tried = 0; tried < count; ++tried) {
        row = (row + step + count) % count;
        const Conversation *conversation = sourceConversation(mapToSource(index(row, 0)).row());
        if (row != start && conversation && conversation->unread && !conversation->muted)
            return conversation->space.id;
    }
    return SpaceId();
}

int SpaceListProxy::sectionStart(Section section) const
{
    int low = 0;
    int high = rowCount();
    while (low < high) {
        const int middle = (low + high) / 2;
        const Conversation *conversation = sourceConversation(mapToSource(index(middle, 0)).row());
        if (conversation && sectionOf(*conversation) < section)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void SpaceListProxy::updateSectionStarts()
{
    const auto announce = [this](const SpaceId &space) {
        const QModelIndex row = indexOf(space);
        if (row.isValid())
            Q_EMIT dataChanged(row, row, {SectionStartRole});
    };
    for (const Section section : {Section::DirectMessages, Section::Spaces}) {
        const int row = sectionStart(section);
        SpaceId start = spaceAt(row);
        const Conversation *conversation
            = start.isEmpty() ? nullptr : sourceConversation(mapToSource(index(row, 0)).row());
        if (conversation && sectionOf(*conversation) != section)
            start = SpaceId();
        const SpaceId former = std::exchange(m_sectionStarts[size_t(section)], start);
        if (former == start)
            continue;
        announce(former);
        announce(start);
    }
}

} // namespace linnet::items
