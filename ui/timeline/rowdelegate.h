// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/messagelayout.h"
#include "ui/timeline/timelinecontext.h"

#include <QAbstractItemDelegate>

namespace linnet::ui {

class LayoutCache;
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

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    struct Brush; // painter, tokens and hover of one row

    void paintItem(const Brush &brush, const BoxItem &box) const;
    void paintItem(const Brush &brush, const TextItem &text) const;
    void paintItem(const Brush &brush, const IconItem &icon) const;
    void paintItem(const Brush &brush, const FaceItem &face) const;
    void paintItem(const Brush &brush, const PictureItem &picture) const;
    void paintItem(const Brush &brush, const CardItem &cards) const;

    const Theme &m_theme;
    const items::UserTable &m_users;
    Avatars &m_avatars;
    LayoutCache &m_layouts;
    const Thumbnails &m_thumbnails;
    MessageId m_hoverMessage;
    int m_hoverArea = -1;
    bool m_focusVisible = false;
};

} // namespace linnet::ui
