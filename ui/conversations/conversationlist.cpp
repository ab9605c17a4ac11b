// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversationlist.h"

#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>

namespace linnet::ui {

ConversationList::ConversationList(items::SpaceListProxy &proxy, const Theme &theme,
                                   QWidget *parent)
    : QListView(parent)
    , m_proxy(proxy)
{
    setAccessibleName(tr("Conversations"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setResizeMode(QListView::Adjust);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    viewport()->setAttribute(Qt::WA_Hover);
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
    connect(this, &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT chosen(m_proxy.spaceAt(index.row())); });
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

void ConversationList::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (currentIndex().isValid())
            Q_EMIT chosen(m_proxy.spaceAt(currentIndex().row()));
        return;
    }
    if (plain && !event->text().isEmpty() && event->text().front().isPrint()) {
        if (event->text() != QStringView(u" "))
            Q_EMIT typed(event->text());
        return;
    }
    QListView::keyPressEvent(event);
}

void ConversationList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const QPoint at
        = byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
    Q_EMIT menuRequested(m_proxy.spaceAt(index.row()), at);
}

} // namespace linnet::ui
