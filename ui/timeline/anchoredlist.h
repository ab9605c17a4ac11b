// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/media/pictureshapes.h"
#include "ui/timeline/layoutcache.h"
#include "ui/timeline/timelinecontext.h"

#include <QListView>
#include <QPersistentModelIndex>
#include <QTimer>

namespace linnet::ui {

class FileFetches;

// A list of rows of very different heights that keeps the reader's place to the pixel, whatever the
// model does: the place is a message and its distance from the upper edge, or "the end". Lays out
// exactly what is in view and near it, and the rest in slices while idle; until then a row counts
// with its last known or a guessed height. Rows stand at the lower edge when they do not fill the
// view. Knows of messages only that rows have a height and a top.
//
// A subclass of QListView because Qt's accessibility picks its table interface by class name.
class AnchoredList : public QListView
{
    Q_OBJECT
public:
    explicit AnchoredList(const TimelineContext &context, QWidget *parent = nullptr);

    [[nodiscard]] bool isAtEnd() const;
    // Goes to the end and stays there as rows are added.
    void goToEnd();
    // The row's message at this distance below the upper edge.
    void goTo(const QModelIndex &index, int distance);
    // As little movement as shows the row; of one too tall its beginning (or end).
    void reveal(const QModelIndex &index, bool fromAbove = false);

    [[nodiscard]] QModelIndex firstVisible() const;
    [[nodiscard]] QModelIndex lastVisible() const;
    // Lays out everything that is still guessed: for tests.
    void finishLayout();

    void doItemsLayout() override;
    void reset() override;
    // What a row is painted from. Valid until the next call for another row.
    [[nodiscard]] const MessageLayout &layoutOf(const QModelIndex &index);
    void showMore(const MessageId &message);
    void applyCardStep(const MessageId &message, const CardStep &step);
    // Which pictures of cards have their place.
    void setCardPictures(CardPictures pictures);
    // Files that are being fetched show it. It must outlive the list, or go first.
    void showFetches(const FileFetches *fetches);

Q_SIGNALS:
    // The rows in view, their places or the distance to the end are others, however it came.
    void viewChanged();

protected:
    // Whether the last row is the end, or only the last that is loaded.
    [[nodiscard]] virtual bool endIsLoaded() const { return true; }
    [[nodiscard]] const TimelineContext &context() const { return m_context; }
    [[nodiscard]] LayoutCache &layouts() { return m_layouts; }
    // How large a picture of the net is: the rows that hold it take its shape, the reader keeps
    // the place.
    void learnShape(const QString &address, const QSize &size);
    // Fonts, colours or the day are others: everything is laid out anew.
    void relayoutAll();

    void updateGeometries() override;
    [[nodiscard]] int verticalOffset() const override;
    void resizeEvent(QResizeEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void changeEvent(QEvent *event) override;

private:
    struct Anchor
    {
        bool end = true;
        QPersistentModelIndex row; // when not at the end
        int distance = 0; // of the row's message below the upper edge
    };

    void takeAnchor(int firstGone = -1, int lastGone = -1);
    void keepAnchor();
    [[nodiscard]] bool settleVisible();
    void settleSlice();
    void scheduleMidnight();
    [[nodiscard]] int messageTop(const QModelIndex &index);

    TimelineContext m_context;
    PictureShapes m_shapes;
    MessageLayouter m_layouter;
    LayoutCache m_layouts;
    Anchor m_anchor;
    int m_holding = 0; // the scroll bar moves because of us
    bool m_layingOut = false;
    QTimer m_idle;
    QTimer m_midnight;
};

} // namespace linnet::ui
