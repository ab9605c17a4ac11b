// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/commands.h"

#include <QObject>

namespace linnet::ui {

class ComposerEdit;
class EmojiShelf;
class Theme;

// Does the commands of the group Writing to a field: formats, and the panels and dialogs from which
// something is put in.
class ComposerTools : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it.
    ComposerTools(ComposerEdit &edit, const Theme &theme, QObject *parent = nullptr);

    // What the emoji panel offers and remembers, shared with others; must outlive it.
    void setShelf(EmojiShelf *shelf) { m_shelf = shelf; }
    void perform(CommandId command);

Q_SIGNALS:
    void filesChosen(const QStringList &paths);

private:
    void chooseFiles();
    void noticeActivation();
    void chooseEmoji();
    void beginMention();
    void askForLink();

    ComposerEdit &m_edit;
    const Theme &m_theme;
    EmojiShelf *m_shelf = nullptr;
};

} // namespace linnet::ui
