// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/peoplelist.h"

#include "ui/people/persondelegate.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>

namespace linnet::ui {

PeopleList::PeopleList(const QString &name, const Theme &theme, Avatars &avatars, QWidget *parent,
                       int detailLines)
    : QListView(parent)
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setUniformItemSizes(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    viewport()->setAttribute(Qt::WA_Hover);
    auto *delegate = new PersonDelegate(theme, avatars, this);
    delegate->setDetailLines(detailLines);
    setItemDelegate(delegate);
    const auto restyle = [this, &theme] { setPalette(theme.palette()); };
    restyle();
    connect(&theme, &Theme::changed, this, restyle);
    connect(this, &QAbstractItemView::clicked, this, &PeopleList::chosen);
}

void PeopleList::keyPressEvent(QKeyEvent *event)
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

void PeopleList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    Q_EMIT menuRequested(
        index, byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

// By Tab one arrives at a row, not beside all of them.
void PeopleList::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
    QListView::focusInEvent(event);
}

// Details wrap at the new width.
void PeopleList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

} // namespace linnet::ui
