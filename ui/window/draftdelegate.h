// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace linnet::ui {

class Theme;

// Paints a row of the list of drafts: where it is, of a thread what that is about, and what is
// begun; a line each, cut where there is no room.
class DraftDelegate : public QStyledItemDelegate
{
public:
    enum Role {
        IconName = Qt::UserRole + 20,
        Urgent, // bool: something was refused
        Title,
        About, // empty: no line
        Words,
    };

    DraftDelegate(const Theme &theme, QObject *parent);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace linnet::ui
