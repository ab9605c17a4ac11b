// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a TimelineView.
#include "ui/timeline/timelineview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using items::TimelineModel;

namespace {

Qt::KeyboardModifiers modifiersOf(const QKeyEvent &event)
{
    return event.modifiers() & ~Qt::KeypadModifier;
}

bool copiesWithNames(const QKeyEvent &event)
{
    return event.key() == Qt::Key_C
        && modifiersOf(event) == (Qt::ControlModifier | Qt::ShiftModifier);
}

bool letsGo(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Escape && modifiersOf(event) == Qt::NoModifier;
}

} // namespace

// Some of these keys are commands of the window, which come first unless the list asks for them.
bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride
        && isOwnKey(*static_cast<const QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return SelectingList::event(event);
}

bool TimelineView::isOwnKey(const QKeyEvent &event)
{
    const bool selected = !textSelection().isEmpty();
    if (letsGo(event))
        return selected;
    return copiesWithNames(event)
        && (selected || actionsAt(nearestSeen()).contains(MessageAction::CopyText));
}

// Enough of the message is in view to know which one it is.
bool TimelineView::isSeen(const QModelIndex &index)
{
    constexpr int enough = 16;
    if (index.row() < 1 || !visualRect(index).intersects(viewport()->rect()))
        return false; // the first row is the history's
    const QRect message = visualRect(index).adjusted(0, layouts().top(index), 0, 0);
    return message.intersected(viewport()->rect()).height() >= qMin(enough, message.height());
}

// The current message; where one has scrolled away from it, the nearest in view.
QModelIndex TimelineView::nearestSeen()
{
    const QModelIndex current = currentIndex();
    if (isSeen(current))
        return current;
    const bool above = current.isValid() && visualRect(current).top() <= 0;
    const QModelIndex edge = above ? firstVisible() : lastVisible();
    const QModelIndex inside = edge.siblingAtRow(edge.row() + (above ? 1 : -1));
    return !isSeen(edge) && isSeen(inside) ? inside : edge;
}

void TimelineView::copySelection(bool withNames)
{
    if (!textSelection().isEmpty())
        QGuiApplication::clipboard()->setText(selectedText(withNames));
}

// What selects, copies and lets go of what is selected.
bool TimelineView::selectByKey(const QKeyEvent &event)
{
    const bool selected = !textSelection().isEmpty();
    if (modifiersOf(event) == Qt::ShiftModifier
        && (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down)) {
        if (!selected)
            setCurrentIndex(nearestSeen());
        const QModelIndex moving = selected ? textSelection().moving() : currentIndex();
        const int step = !selected ? 0 : event.key() == Qt::Key_Up ? -1 : 1;
        const QModelIndex to = model()->index(moving.row() + step, 0);
        extendToRow(to.isValid() && to.row() > 0 ? to : moving);
        reveal(currentIndex(), event.key() == Qt::Key_Down);
        return true;
    }
    if (event.matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    if (copiesWithNames(event)) {
        if (!selected) {
            setCurrentIndex(nearestSeen());
            extendToRow(currentIndex());
        }
        copySelection(true);
        return true;
    }
    if (!selected)
        return false;
    if (event.matches(QKeySequence::Copy)) {
        copySelection(false);
        return true;
    }
    if (letsGo(event)) {
        clearTextSelection();
        return true;
    }
    return false;
}

// Where one has scrolled away from the current message, the first key only shows which one is meant
// now: nothing is done to a message that was not seen to be chosen.
bool TimelineView::performKey(const QKeyEvent &event)
{
    const QModelIndex index = nearestSeen();
    if (!index.isValid())
        return false;
    const int key = event.key() == Qt::Key_Enter ? int(Qt::Key_Return) : event.key();
    const auto modifiers = modifiersOf(event);
    const Message message = messageAt(index);
    const auto act = [this, index, message](MessageAction action) {
        if (index == currentIndex())
            perform(action, message);
        else
            setCurrentIndex(index);
        return true;
    };
    QList<MessageAction> actions = actionsAt(index);
    if (key == Qt::Key_Return && actions.contains(MessageAction::ReplyInThread)
        && !actions.contains(MessageAction::OpenThread))
        actions.append(MessageAction::OpenThread); // one without replies yet opens too
    if (modifiers == Qt::ControlModifier && key == Qt::Key_C
        && actions.contains(MessageAction::CopyText))
        return act(MessageAction::CopyText);
    if (modifiers != Qt::NoModifier)
        return false;
    for (const MessageAction action : std::as_const(actions)) {
        const QKeySequence wanted = actionKey(action);
        if (!wanted.isEmpty() && wanted == QKeySequence(key))
            return act(action);
    }
    return false;
}

// One message on; through one that is taller than the view by pages.
void TimelineView::moveCurrent(int step)
{
    const QModelIndex current = currentIndex();
    const QRect rect = current.isValid() ? visualRect(current) : QRect();
    const int height = viewport()->height();
    if (!current.isValid() || rect.bottom() < 0 || rect.top() > height) {
        setCurrentIndex(step > 0 ? firstVisible() : lastVisible());
    } else if (step > 0 && rect.bottom() > height) {
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      + qMin(rect.bottom() - height + 1, height * 4 / 5));
        return;
    } else if (step < 0 && rect.top() < 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      - qMin(-rect.top(), height * 4 / 5));
        return;
    } else {
        const QModelIndex next = model()->index(current.row() + step, 0);
        if (!next.isValid())
            return;
        setCurrentIndex(next);
    }
    reveal(currentIndex(), step > 0);
}

// By a page, or to the first or last message there is; the current one goes along.
bool TimelineView::movePage(int key)
{
    const bool up = key == Qt::Key_PageUp || key == Qt::Key_Home;
    const bool page = key == Qt::Key_PageUp || key == Qt::Key_PageDown;
    QScrollBar *bar = verticalScrollBar();
    const int before = bar->value();
    if (page)
        bar->triggerAction(up ? QScrollBar::SliderPageStepSub : QScrollBar::SliderPageStepAdd);
    else if (key == Qt::Key_Home)
        bar->setValue(bar->minimum());
    else if (key == Qt::Key_End)
        jumpToNewest();
    else
        return false;
    if (page && bar->value() != before)
        setCurrentIndex(nearestSeen());
    else if (up)
        setCurrentIndex(model()->index(qMax(1, firstVisible().row()), 0)); // not the history's
    else
        setCurrentIndex(lastVisible());
    return true;
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (!m_timeline || m_timeline->rowCount() == 0) {
        event->ignore();
        return;
    }
    setFocusVisible(true);
    const bool plain = modifiersOf(*event) == Qt::NoModifier;
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (selectByKey(*event)) {
        event->accept();
        return;
    }
    if (plain && sideways && isSeen(currentIndex())
        && scrollSideways(currentIndex(), event->key() == Qt::Key_Left ? -1 : 1)) {
        event->accept();
        return;
    }
    if (plain && event->key() == Qt::Key_Up)
        moveCurrent(-1);
    else if (plain && event->key() == Qt::Key_Down)
        moveCurrent(1);
    else if (!(plain && movePage(event->key())) && !performKey(*event)) {
        const QString text = event->text();
        const bool printable = !text.isEmpty() && text.at(0).isPrint() && text != u" "_s
            && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        if (!printable) {
            event->ignore(); // the window's keys
            return;
        }
        Q_EMIT typed(text);
    }
    event->accept();
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    // There is always something to act on, and it is in view: Qt would take the first row.
    if (!currentIndex().isValid() && lastVisible().isValid())
        setCurrentIndex(lastVisible());
    SelectingList::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason
        || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    if (byKey)
        setFocusVisible(true);
}

} // namespace linnet::ui
