// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>

class QAction;
class QWidget;

namespace linnet::ui {

class Theme;

enum class CommandId {
    FocusSearch,
    NewConversation,
    PreviousConversation,
    NextConversation,
    FormerConversation,
    PreviousUnread,
    NextUnread,
    UnreadOnly,
    Escape,
    MarkRead,
    ShowThreads,
    MarkAllRead,
    JumpToNewest,
    JumpToUnread,
    JumpToDay,
    NextRegion,
    PreviousRegion,
    FocusComposer,
    ShowMembers,
    ShowPins,
    ShowFiles,
    ShowSettings,
    CopyConversationLink,
    OpenConversationInBrowser,
    Bold,
    Italic,
    Strike,
    InlineCode,
    CodeBlock,
    BulletList,
    BlockQuote,
    InsertLink,
    PasteFormatted,
    AttachFiles,
    InsertEmoji,
    InsertMention,
    ShowDrafts,
    WritingHabits,
    CardPictures,
    Storage,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    KeyList,
    About,
    SignOut,
    ActOnNotice,
    CloseWindow,
    Quit,
};

enum class CommandGroup {
    Conversations,
    Messages,
    Writing,
    Window,
};

struct CommandInfo
{
    CommandId id;
    CommandGroup group;
    const char *text; // untranslated, context linnet::ui::Commands
    const char *keys; // portable text, several by "; "; empty: none
    const char *icon; // of our icons; empty: none
    bool checkable;
};

// The one list of what the window can do. Menus, tooltips and the list of keys are made from it;
// who does it connects to the action.
class Commands : public QObject
{
    Q_OBJECT
public:
    // The actions become children of the window and work wherever the focus is in it.
    Commands(QWidget &window, const Theme &theme);

    [[nodiscard]] QAction *action(CommandId id) const { return m_actions.value(id); }

    [[nodiscard]] static const QList<CommandInfo> &all();
    [[nodiscard]] static const CommandInfo &info(CommandId id);
    [[nodiscard]] static QString text(const CommandInfo &command);
    [[nodiscard]] static QString groupText(CommandGroup group);
    [[nodiscard]] static QList<QKeySequence> keys(const CommandInfo &command);

private:
    QHash<CommandId, QAction *> m_actions;
};

} // namespace linnet::ui
