// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsemoji.h"

#include <QDialog>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace linnet::ui {

class EmojiForm;
class EmojiShelf;
class ListOrWords;
class Refusal;
class Theme;

// Emoji of one's own: adding one, and those one has made, to be deleted after a question. What
// changes here the shelf asks for at once, and with it every picker and completion. Port, shelf
// and theme outlive it.
class EmojiDialog : public QDialog
{
    Q_OBJECT
public:
    EmojiDialog(EmojiPort &port, EmojiShelf &shelf, const Theme &theme, QWidget *parent = nullptr);

private:
    void build(const Theme &theme);
    void ask();
    void fill(const Result<QList<CustomEmoji>> &own);
    void insert(const CustomEmoji &emoji);
    void updateList();
    void updatePictures();
    void updateTaken();
    void askDelete();
    void remove(const CustomEmoji &emoji);
    [[nodiscard]] QListWidgetItem *itemOf(const QString &name) const;

    EmojiPort &m_port;
    EmojiShelf &m_shelf;
    EmojiForm *m_form = nullptr; // this and the following: children
    QListWidget *m_list = nullptr;
    ListOrWords *m_body = nullptr;
    Refusal *m_refusal = nullptr;
    QPushButton *m_delete = nullptr;
    bool m_deleting = false;
};

} // namespace linnet::ui
