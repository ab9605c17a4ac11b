// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/selectinglist.h"

#include "models/items/timelinemodel.h"
#include "ui/timeline/copiedtext.h"
#include "ui/timeline/rowdelegate.h"

#include <QApplication>
#include <QClipboard>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using items::TimelineModel;

namespace {

constexpr int scrollInterval = 30; // milliseconds, while dragging beyond an edge
constexpr int fastestScroll = 60; // pixels each time
constexpr qreal sidewaysStep = 40;

} // namespace

SelectingList::SelectingList(const TimelineContext &context, QWidget *parent)
    : PointedList(context, parent)
{
    delegate().setSelection(&m_selection);
    delegate().setSidewaysScroll(&m_sideways);
    m_scrolling.setInterval(scrollInterval);
    connect(&m_scrolling, &QTimer::timeout, this, &SelectingList::scrollWhileDragging);
}

MessageId SelectingList::idOf(const QModelIndex &index) const
{
    return index.data(TimelineModel::MessageIdRole).value<MessageId>();
}

void SelectingList::clearTextSelection()
{
    if (m_selection.isEmpty())
        return;
    m_selection.clear();
    viewport()->update();
}

void SelectingList::selectAll()
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows < 2)
        return;
    m_selection.beginRow(model()->index(1, 0)); // the first is the history's
    m_selection.extendToRow(model()->index(rows - 1, 0));
    viewport()->update();
}

QString SelectingList::selectedText(bool withNames)
{
    QStringList texts;
    if (m_selection.isEmpty())
        return {};
    for (int row = m_selection.first().row(); row <= m_selection.last().row(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        const auto range = m_selection.rangeIn(index);
        if (!range || idOf(index).isEmpty())
            continue;
        const auto message = index.data(TimelineModel::MessageRole).value<Message>();
        const QString text = TextSelection::isWhole(*range)
            ? copiedText(message, context().users, layoutOf(index))
            : copiedText(layoutOf(index), range->first, range->second);
        if (text.isEmpty())
            continue;
        texts.append(
            withNames ? withNameAndTime(text, index.data(TimelineModel::SenderNameRole).toString(),
                                        message.createTime)
                      : text);
    }
    return texts.join(withNames ? u"\n\n"_s : u"\n"_s);
}

void SelectingList::extendToRow(const QModelIndex &index)
{
    if (!index.isValid() || idOf(index).isEmpty())
        return;
    if (m_selection.isEmpty())
        m_selection.beginRow(currentIndex().isValid() ? currentIndex() : index);
    m_selection.extendToRow(index);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    // For those who do not see it.
    selectionModel()->select(QItemSelection(m_selection.first(), m_selection.last()),
                             QItemSelectionModel::ClearAndSelect);
    viewport()->update();
}

bool SelectingList::scrollSideways(const QModelIndex &row, int steps)
{
    const MessageId id = idOf(row);
    const MessageLayout &layout = layoutOf(row);
    const QList<qreal> moved = m_sideways.of(id);
    for (int i = 0; i < int(layout.scrollers.size()); ++i)
        m_sideways.move(id, layout, i, moved.value(i) + steps * sidewaysStep);
    viewport()->update();
    return !layout.scrollers.empty();
}

SelectingList::Place SelectingList::placeAt(const QPoint &point)
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows < 2)
        return {};
    QModelIndex index = indexAt(QPoint(1, point.y()));
    if (!index.isValid()) {
        const QModelIndex first = model()->index(1, 0);
        const bool above = point.y() < visualRect(first).top();
        return {above ? first : model()->index(rows - 1, 0), above ? rowBegin : rowEnd};
    }
    if (index.row() == 0)
        return {model()->index(1, 0), rowBegin};
    return {
        index,
        layoutOf(index).placeAt(point - visualRect(index).topLeft(), m_sideways.of(idOf(index)))};
}

void SelectingList::selectionChanged()
{
    viewport()->update();
}

// ---- Pointer

void SelectingList::mousePressEvent(QMouseEvent *event)
{
    PointedList::mousePressEvent(event);
    m_drag = Drag::None;
    if (event->button() != Qt::LeftButton || isOnAction(event->pos()))
        return;
    if (pressHandle(event->pos()))
        return;
    const Place at = placeAt(event->pos());
    if (event->modifiers() & Qt::ShiftModifier && !m_selection.isEmpty()) {
        cancelPress();
        m_selection.extendTo(at.row, at.place);
        selectionChanged();
        m_drag = Drag::Text;
        return;
    }
    clearTextSelection();
    m_pressedAt = event->pos();
    m_pressedRow = at.row;
    m_pressedPlace = at.place;
    if (m_doubleClicked.isValid()
        && m_doubleClicked.elapsed() < QApplication::doubleClickInterval()) {
        m_doubleClicked.invalidate();
        cancelPress();
        selectParagraph(at);
        return;
    }
    if (at.row.isValid())
        m_drag = Drag::Possible;
}

void SelectingList::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag == Drag::Handle) {
        dragHandle(event->pos());
        return;
    }
    const bool far
        = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (m_drag == Drag::Possible && (event->buttons() & Qt::LeftButton) && far) {
        if (startsOwnDrag(m_pressedAt)) {
            m_drag = Drag::None;
            cancelPress();
            return;
        }
        m_drag = Drag::Text;
        cancelPress();
        forgetPointer();
        m_selection.begin(m_pressedRow, m_pressedPlace);
    }
    if (m_drag == Drag::Text) {
        dragTo(event->pos());
        event->accept();
        return;
    }
    PointedList::mouseMoveEvent(event);
    const QModelIndex row = indexAt(event->pos());
    if (viewport()->cursor().shape() == Qt::ArrowCursor && row.isValid()
        && !isOnAction(event->pos())
        && layoutOf(row).isOnText(event->pos() - visualRect(row).topLeft()))
        viewport()->setCursor(Qt::IBeamCursor);
}

void SelectingList::dragTo(const QPoint &point)
{
    m_dragAt = point;
    const Place at = placeAt(point);
    if (at.row.isValid())
        m_selection.extendTo(at.row, at.place);
    selectionChanged();
    if (viewport()->rect().contains(QPoint(0, point.y())))
        m_scrolling.stop();
    else if (!m_scrolling.isActive())
        m_scrolling.start();
}

void SelectingList::scrollWhileDragging()
{
    if (m_drag != Drag::Text) {
        m_scrolling.stop();
        return;
    }
    const int beyond
        = m_dragAt.y() < 0 ? m_dragAt.y() : qMax(0, m_dragAt.y() - viewport()->height() + 1);
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value()
                  + qBound(-fastestScroll, beyond / 2 + (beyond < 0 ? -4 : 4), fastestScroll));
    dragTo(m_dragAt);
}

void SelectingList::mouseReleaseEvent(QMouseEvent *event)
{
    m_scrolling.stop();
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Text || drag == Drag::Handle) {
        if (drag == Drag::Text && QGuiApplication::clipboard()->supportsSelection())
            QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
        event->accept();
        return;
    }
    PointedList::mouseReleaseEvent(event);
}

void SelectingList::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Place at = placeAt(event->pos());
    const QModelIndex row = indexAt(event->pos());
    const bool onText = row.isValid() && !isOnAction(event->pos())
        && layoutOf(row).isOnText(event->pos() - visualRect(row).topLeft())
        && !isOnTarget(event->pos());
    if (event->button() != Qt::LeftButton || !onText) {
        PointedList::mouseDoubleClickEvent(event);
        return;
    }
    m_doubleClicked.start();
    selectWord(at);
    event->accept();
}

void SelectingList::selectWord(const Place &at)
{
    const TextItem *item = layoutOf(at.row).selectableText(at.place.text);
    if (!item)
        return;
    const QString text = item->layout->text().left(item->selectableEnd());
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(at.place.offset);
    int from = at.place.offset;
    if (!(finder.boundaryReasons() & QTextBoundaryFinder::StartOfItem))
        from = qMax(0, int(finder.toPreviousBoundary()));
    const int next = int(finder.toNextBoundary());
    const int to = next < 0 ? int(text.size()) : next;
    m_selection.begin(at.row, {at.place.text, from});
    m_selection.extendTo(at.row, {at.place.text, to});
    selectionChanged();
}

void SelectingList::selectParagraph(const Place &at)
{
    const TextItem *item = layoutOf(at.row).selectableText(at.place.text);
    if (!item)
        return;
    m_selection.begin(at.row, {at.place.text, 0});
    m_selection.extendTo(at.row, {at.place.text, item->selectableEnd()});
    selectionChanged();
}

// ---- Wide code

bool SelectingList::pressHandle(const QPoint &point)
{
    const QModelIndex row = indexAt(point);
    if (!row.isValid())
        return false;
    const QPointF inRow = point - visualRect(row).topLeft();
    const MessageLayout &layout = layoutOf(row);
    const QList<qreal> moved = m_sideways.of(idOf(row));
    for (int i = 0; i < int(layout.scrollers.size()); ++i) {
        const QRectF handle = layout.scrollers[size_t(i)].handle(moved.value(i));
        if (!handle.adjusted(0, -4, 0, 4).contains(inRow))
            continue;
        m_drag = Drag::Handle;
        m_handle = i;
        m_handleStart = moved.value(i);
        m_pressedAt = point;
        m_pressedRow = row;
        cancelPress();
        return true;
    }
    return false;
}

void SelectingList::dragHandle(const QPoint &point)
{
    const MessageLayout &layout = layoutOf(m_pressedRow);
    if (m_handle >= int(layout.scrollers.size()))
        return;
    const Scroller &scroller = layout.scrollers[size_t(m_handle)];
    const qreal track = scroller.handle(scroller.farthest()).left() - scroller.handle(0).left();
    if (track < 1)
        return;
    const qreal to = m_handleStart + (point.x() - m_pressedAt.x()) * scroller.farthest() / track;
    if (m_sideways.move(idOf(m_pressedRow), layout, m_handle, to))
        viewport()->update();
}

void SelectingList::wheelEvent(QWheelEvent *event)
{
    const QPoint at = event->position().toPoint();
    const QModelIndex row = indexAt(at);
    QPoint by = event->pixelDelta().isNull() ? event->angleDelta() / 3 : event->pixelDelta();
    if (event->modifiers() & Qt::ShiftModifier && by.x() == 0)
        by = QPoint(by.y(), 0);
    if (row.isValid() && qAbs(by.x()) > qAbs(by.y())) {
        const MessageLayout &layout = layoutOf(row);
        const QPointF inRow = at - visualRect(row).topLeft();
        for (int i = 0; i < int(layout.scrollers.size()); ++i) {
            if (!layout.scrollers[size_t(i)].view.contains(inRow))
                continue;
            const qreal now = m_sideways.of(idOf(row)).value(i);
            if (m_sideways.move(idOf(row), layout, i, now - by.x()))
                viewport()->update();
            event->accept();
            return;
        }
    }
    PointedList::wheelEvent(event);
}

} // namespace linnet::ui
