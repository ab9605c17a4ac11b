// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/pointedlist.h"
#include "ui/timeline/sidewaysscroll.h"
#include "ui/timeline/textselection.h"

#include <QElapsedTimer>
#include <QPoint>

namespace linnet::ui {

// The list with its texts selectable across rows: by dragging, by double and triple click, with
// Shift, and by rows from the keyboard; scrolls while the pointer is dragged beyond an edge. Long
// lines of code are moved sideways by wheel, by their bar and by key. What is copied is plain text.
class SelectingList : public PointedList
{
    Q_OBJECT
public:
    explicit SelectingList(const TimelineContext &context, QWidget *parent = nullptr);

    [[nodiscard]] const TextSelection &textSelection() const { return m_selection; }
    void clearTextSelection();
    void selectAll() override;
    // What is selected as text, with who and when above each message if asked for.
    [[nodiscard]] QString selectedText(bool withNames = false);

protected:
    // Whole rows from the current one to this; the row becomes the current one.
    void extendToRow(const QModelIndex &index);
    // Moves all that can be moved of a row; false when there is nothing.
    bool scrollSideways(const QModelIndex &row, int steps);

    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    struct Place
    {
        QModelIndex row;
        TextPlace place;
    };
    // The nearest place in the nearest row; an invalid row where there is none.
    [[nodiscard]] Place placeAt(const QPoint &point);
    [[nodiscard]] MessageId idOf(const QModelIndex &index) const;
    void dragTo(const QPoint &point);
    void scrollWhileDragging();
    void selectWord(const Place &at);
    void selectParagraph(const Place &at);
    bool pressHandle(const QPoint &point);
    void dragHandle(const QPoint &point);
    void selectionChanged(); // by the pointer

    enum class Drag {
        None,
        Possible, // pressed, not moved far enough
        Text,
        Handle, // of a bar below wide code
    };
    TextSelection m_selection;
    SidewaysScroll m_sideways;
    Drag m_drag = Drag::None;
    QPoint m_pressedAt;
    QPersistentModelIndex m_pressedRow;
    TextPlace m_pressedPlace;
    int m_handle = -1; // the scroller that is dragged
    qreal m_handleStart = 0; // how far it was
    QPoint m_dragAt;
    QTimer m_scrolling;
    QElapsedTimer m_doubleClicked; // a third click within the time selects the paragraph
};

} // namespace linnet::ui
