// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/anchoredlist.h"
#include "ui/timeline/hoveractions.h"

namespace linnet::ui {

class RowDelegate;
class Thumbnails;

// The list as the pointer has it: what lies under it lights up, tells about itself and can be
// clicked. Paints, and reads for every question the layout the row was painted from. Does nothing
// with a message: that is the derived class's.
class PointedList : public AnchoredList
{
    Q_OBJECT
public:
    explicit PointedList(const TimelineContext &context, QWidget *parent = nullptr);
    ~PointedList() override;

protected:
    // What can be done with the row; none for rows that are no message.
    [[nodiscard]] virtual QList<MessageAction> actionsAt(const QModelIndex &index) const = 0;
    virtual void areaActivated(const QModelIndex &index, const Area &area) = 0;
    virtual void actionActivated(const QModelIndex &index, MessageAction action) = 0;
    // The few reactions that the buttons on a row offer.
    [[nodiscard]] virtual QList<HoverActions::Button> reactionsAt(const QModelIndex &) const
    {
        return {};
    }
    virtual void reactionActivated(const QModelIndex &, const HoverActions::Button &) { }
    // What is told about something under the pointer; empty for nothing. Plain text.
    [[nodiscard]] virtual QString toolTipOf(const QModelIndex &index, const Area &area) const;
    // area: of the row's layout, or -1.
    virtual void menuRequested(const QModelIndex &index, int area, const QPoint &global) = 0;

    [[nodiscard]] Thumbnails &thumbnails() { return *m_thumbnails; }
    [[nodiscard]] const Thumbnails &thumbnails() const { return *m_thumbnails; }
    // The current row shows that it has the keyboard.
    void setFocusVisible(bool visible);
    void forgetPointer() { setSpot({}); }
    // The press that is on its way does not become a click.
    void cancelPress() { m_pressed = {}; }
    // What is told about what is under the pointer is another now.
    void refreshToolTip();
    // Over one of the buttons on the row; over something that a click acts on.
    [[nodiscard]] bool isOnAction(const QPoint &point);
    [[nodiscard]] bool isOnTarget(const QPoint &point);
    // A drag begins on something that can be dragged away; true when it was.
    virtual bool startsOwnDrag(const QPoint &) { return false; }
    [[nodiscard]] RowDelegate &delegate() { return *m_delegate; }

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    // What is under the pointer.
    struct Spot
    {
        QPersistentModelIndex row;
        int area = -1; // in the row's layout
        int button = -1; // of the actions over the row

        friend bool operator==(const Spot &, const Spot &) = default;
    };

    [[nodiscard]] Spot spotAt(const QPoint &point);
    void setSpot(const Spot &spot);
    void activate(const Spot &spot);
    void showToolTip(const QPoint &point, const QPoint &global);

    Thumbnails *m_thumbnails = nullptr; // child
    RowDelegate *m_delegate = nullptr; // child
    HoverActions m_actions;
    Spot m_spot;
    Spot m_pressed;
};

} // namespace linnet::ui
