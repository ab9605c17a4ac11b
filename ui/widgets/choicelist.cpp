// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choicelist.h"

#include <QContextMenuEvent>
#include <QKeyEvent>

namespace linnet::ui {

ChoiceList::ChoiceList(const QString &name, QWidget *parent)
    : QListView(parent)
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractItemView::clicked, this, &ChoiceList::chosen);
}

void ChoiceList::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (currentIndex().isValid())
            Q_EMIT chosen(currentIndex());
        return;
    }
    if (plain && event->key() == Qt::Key_Delete) {
        if (currentIndex().isValid())
            Q_EMIT deleteRequested(currentIndex());
        return;
    }
    if (plain && !event->text().isEmpty() && event->text().front().isPrint()) {
        if (event->text() != QStringView(u" "))
            Q_EMIT typed(event->text());
        return;
    }
    QListView::keyPressEvent(event);
}

void ChoiceList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    Q_EMIT menuRequested(
        index, byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

} // namespace linnet::ui
