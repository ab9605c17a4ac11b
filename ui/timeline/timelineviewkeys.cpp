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

void TimelineView::copySelection(bool withNames)
{
    if (!textSelection().isEmpty())
        QGuiApplication::clipboard()->setText(selectedText(withNames));
}

// What selects, copies and lets go of what is selected.
bool TimelineView::selectByKey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const QModelIndex moving
        = textSelection().isEmpty() ? currentIndex() : textSelection().moving();
    if (modifiers == Qt::ShiftModifier
        && (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down)) {
        const int step = textSelection().isEmpty() ? 0 : event.key() == Qt::Key_Up ? -1 : 1;
        const QModelIndex to = model()->index(moving.row() + step, 0);
        extendToRow(to.isValid() && to.row() > 0 ? to : moving);
        reveal(currentIndex(), event.key() == Qt::Key_Down);
        return true;
    }
    if (event.matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    if (event.key() == Qt::Key_C && modifiers == (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (textSelection().isEmpty())
            extendToRow(currentIndex());
        copySelection(true);
        return true;
    }
    if (textSelection().isEmpty())
        return false;
    if (event.matches(QKeySequence::Copy)) {
        copySelection(false);
        return true;
    }
    if (event.key() == Qt::Key_Escape && modifiers == Qt::NoModifier) {
        clearTextSelection();
        return true;
    }
    return false;
}

bool TimelineView::performKey(const QKeyEvent &event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return false;
    const int key = event.key() == Qt::Key_Enter ? int(Qt::Key_Return) : event.key();
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const Message message = messageAt(index);
    QList<MessageAction> actions = actionsAt(index);
    if (key == Qt::Key_Return && actions.contains(MessageAction::ReplyInThread)
        && !actions.contains(MessageAction::OpenThread))
        actions.append(MessageAction::OpenThread); // one without replies yet opens too
    if (modifiers == Qt::ControlModifier && key == Qt::Key_C
        && actions.contains(MessageAction::CopyText)) {
        perform(MessageAction::CopyText, message);
        return true;
    }
    if (modifiers != Qt::NoModifier)
        return false;
    for (const MessageAction action : std::as_const(actions)) {
        const QKeySequence wanted = actionKey(action);
        if (!wanted.isEmpty() && wanted == QKeySequence(key)) {
            perform(action, message);
            return true;
        }
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

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (!m_timeline || m_timeline->rowCount() == 0) {
        event->ignore();
        return;
    }
    setFocusVisible(true);
    QScrollBar *bar = verticalScrollBar();
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (selectByKey(*event)) {
        event->accept();
        return;
    }
    if (plain && sideways && currentIndex().isValid()
        && scrollSideways(currentIndex(), event->key() == Qt::Key_Left ? -1 : 1)) {
        event->accept();
        return;
    }
    if (plain && event->key() == Qt::Key_Up)
        moveCurrent(-1);
    else if (plain && event->key() == Qt::Key_Down)
        moveCurrent(1);
    else if (plain && event->key() == Qt::Key_PageUp)
        bar->triggerAction(QScrollBar::SliderPageStepSub);
    else if (plain && event->key() == Qt::Key_PageDown)
        bar->triggerAction(QScrollBar::SliderPageStepAdd);
    else if (plain && event->key() == Qt::Key_Home)
        bar->setValue(bar->minimum());
    else if (plain && event->key() == Qt::Key_End)
        jumpToNewest();
    else if (!performKey(*event)) {
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
