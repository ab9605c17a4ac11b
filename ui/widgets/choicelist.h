// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace linnet::ui {

// A list in which one row is chosen by click or Enter, with a menu by pointer and key. A printable
// key is not its own: it belongs to the search field beside it. Knows nothing of what the rows are.
class ChoiceList : public QListView
{
    Q_OBJECT
public:
    // name: what a screen reader calls it.
    explicit ChoiceList(const QString &name, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QModelIndex &index);
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);
    void deleteRequested(const QModelIndex &index);
    void typed(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
};

} // namespace linnet::ui
