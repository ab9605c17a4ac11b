// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace linnet::ui {

class Avatars;
class Theme;

// A row of a list of people: face, name, mark of outsiders, a tag at the end, and one or more
// lines about them. Reads items::PersonRole.
class PersonDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    // Repaints the list it is for when faces arrive or colours change.
    PersonDelegate(const Theme &theme, Avatars &avatars, QWidget *list);

    // How many lines the detail may take; one at first.
    void setDetailLines(int lines) { m_lines = lines; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    [[nodiscard]] QStringList detailLines(const QString &detail, int width) const;
    [[nodiscard]] QRect countRect(int count, const QRect &line) const;
    void paintWords(QPainter *painter, const QRect &room, const QModelIndex &index) const;

    const Theme &m_theme;
    Avatars &m_avatars;
    int m_lines = 1;
};

} // namespace linnet::ui
