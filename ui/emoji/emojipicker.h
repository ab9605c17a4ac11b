// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customemoji.h"
#include "models/domain/message.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace linnet::ui {

class EmojiModel;
class EmojiTaste;
class IconButton;
class Thumbnails;
class Theme;

// The panel in which one emoji is chosen: search, groups, the recent ones, skin tones. By pointer
// or by keys alone: what is typed searches, Down goes to the emoji, Enter takes one, Escape goes
// away. Opens as a popup; deletes itself when closed.
class EmojiPicker : public QFrame
{
    Q_OBJECT
public:
    // The taste is kept up to date; outlives this.
    EmojiPicker(const Theme &theme, EmojiTaste &taste, QWidget *parent = nullptr);

    void setCustom(const QList<CustomEmoji> &custom);
    // What those look like; null, or a picture that does not come: their names stand for them. Must
    // outlive it.
    void setPictures(Thumbnails *pictures);
    // Whether it offers to make emoji of one's own.
    void setManageable(bool manageable);
    // Above or below a rectangle on the screen, wherever there is room.
    void openBeside(const QRect &global);

Q_SIGNALS:
    void picked(const linnet::Emoji &emoji);
    // Somebody wants to add or delete emoji; it is closing.
    void manageRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildGroups();
    void buildTones();
    void pick(const QModelIndex &index);
    void showName(const QModelIndex &index);
    void searched();
    void wantPictures();

    const Theme &m_theme;
    EmojiTaste &m_taste;
    EmojiModel *m_model = nullptr; // children
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_name = nullptr;
    QToolButton *m_tone = nullptr;
    IconButton *m_manage = nullptr;
    Thumbnails *m_pictures = nullptr;
    QTimer m_wanting; // once for all that happens in a turn
};

} // namespace linnet::ui
