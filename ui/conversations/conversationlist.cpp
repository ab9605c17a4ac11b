// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversationlist.h"

#include "ui/theme/theme.h"

#include <QScrollBar>

namespace linnet::ui {

ConversationList::ConversationList(items::SpaceListProxy &proxy, const Theme &theme,
                                   QWidget *parent)
    : ChoiceList(tr("Conversations"), parent)
    , m_proxy(proxy)
{
    setSelectionMode(QAbstractItemView::SingleSelection);
    setResizeMode(QListView::Adjust);
    const auto restyle = [this, &theme] {
        QPalette palette = theme.palette();
        palette.setColor(QPalette::Base, theme.tokens().sunken);
        setPalette(palette);
    };
    restyle();
    connect(&theme, &Theme::changed, this, restyle);

    setModel(&proxy);
    // A row that was filtered out or sorted elsewhere comes back without its selection.
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&proxy, signal, this, &ConversationList::selectOpenSpace);
    connect(&proxy, &QAbstractItemModel::layoutChanged, this, &ConversationList::selectOpenSpace);
    connect(&proxy, &QAbstractItemModel::modelReset, this, &ConversationList::selectOpenSpace);
    connect(this, &ChoiceList::chosen, this,
            [this](const QModelIndex &index) { Q_EMIT spaceChosen(m_proxy.spaceAt(index.row())); });
    connect(this, &ChoiceList::menuRequested, this,
            [this](const QModelIndex &index, const QPoint &at) {
                Q_EMIT spaceMenuRequested(m_proxy.spaceAt(index.row()), at);
            });
}

void ConversationList::setOpenSpace(const SpaceId &space)
{
    m_open = space;
    selectOpenSpace();
    const QModelIndex index = m_proxy.indexOf(space);
    if (index.isValid()) {
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        scrollTo(index);
    }
}

void ConversationList::selectOpenSpace()
{
    const QModelIndex index = m_proxy.indexOf(m_open);
    if (index.isValid())
        selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    else
        selectionModel()->clearSelection();
}

SpaceId ConversationList::firstChoice() const
{
    const QModelIndex current = currentIndex();
    return m_proxy.spaceAt(current.isValid() && hasFocus() ? current.row() : 0);
}

QItemSelectionModel::SelectionFlags ConversationList::selectionCommand(const QModelIndex &,
                                                                       const QEvent *) const
{
    return QItemSelectionModel::NoUpdate;
}

} // namespace linnet::ui
