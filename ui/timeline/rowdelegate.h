// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/messagelayout.h"
#include "ui/timeline/timelinecontext.h"

#include <QAbstractItemDelegate>

namespace linnet::ui {

class LayoutCache;
class SidewaysScroll;
class TextSelection;
class Thumbnails;

// Paints a row from its layout and tells its height: nothing is computed, asked for or fetched
// here. Where the pointer and the keyboard are is told to it by the view.
class RowDelegate : public QAbstractItemDelegate
{
    Q_OBJECT
public:
    RowDelegate(const TimelineContext &context, LayoutCache &layouts, const Thumbnails &thumbnails,
                QObject *parent = nullptr);

    // Only what of it concerns painting: the row, and the area in its layout (-1: none).
    void setHover(const MessageId &message, int area);
    void setFocusVisible(bool visible) { m_focusVisible = visible; }
    // Of the view's, and outlive this; null: nothing is selected, nothing is moved.
    void setSelection(const TextSelection *selection) { m_selection = selection; }
    void setSidewaysScroll(const SidewaysScroll *scroll) { m_scroll = scroll; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    struct Brush; // painter, tokens and hover of one row

    void paintScrollers(const Brush &brush) const;
    void paintSelection(Brush &brush, const TextItem &text) const;
    void paintItem(Brush &brush, const BoxItem &box) const;
    void paintItem(Brush &brush, const TextItem &text) const;
    void paintItem(Brush &brush, const IconItem &icon) const;
    void paintItem(Brush &brush, const FaceItem &face) const;
    void paintItem(Brush &brush, const PictureItem &picture) const;
    void paintItem(Brush &brush, const CardItem &cards) const;

    const Theme &m_theme;
    const items::UserTable &m_users;
    Avatars &m_avatars;
    LayoutCache &m_layouts;
    const Thumbnails &m_thumbnails;
    MessageId m_hoverMessage;
    int m_hoverArea = -1;
    bool m_focusVisible = false;
    const TextSelection *m_selection = nullptr;
    const SidewaysScroll *m_scroll = nullptr;
};

} // namespace linnet::ui
