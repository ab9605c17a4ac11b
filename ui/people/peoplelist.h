// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace linnet::ui {

class Avatars;
class Theme;

// A list of people, or of anything that reads items::PersonRole: chosen by click or Enter, with a
// menu by pointer and key.
class PeopleList : public QListView
{
    Q_OBJECT
public:
    // name: what a screen reader calls it. detailLines: of each row, at most.
    PeopleList(const QString &name, const Theme &theme, Avatars &avatars, QWidget *parent = nullptr,
               int detailLines = 1);

Q_SIGNALS:
    void chosen(const QModelIndex &index);
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);
    // A printable key: it belongs to the search field.
    void typed(const QString &text);
    void deleteRequested(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace linnet::ui
