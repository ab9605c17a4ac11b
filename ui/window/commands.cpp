// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/commands.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

namespace linnet::ui {

namespace {

// clang-format off
constexpr CommandInfo table[] = {
    { CommandId::FocusSearch, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Find a conversation"), "Ctrl+K", "search", false },
    { CommandId::NewConversation, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "New conversation"), "Ctrl+N", "plus", false },
    { CommandId::PreviousConversation, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Previous conversation"), "Alt+Up", "arrow-up", false },
    { CommandId::NextConversation, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Next conversation"), "Alt+Down", "arrow-down", false },
    { CommandId::FormerConversation, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Conversation visited before"), "Ctrl+Tab", "", false },
    { CommandId::PreviousUnread, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Previous unread conversation"), "Alt+Shift+Up", "", false },
    { CommandId::NextUnread, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Next unread conversation"), "Alt+Shift+Down", "", false },
    { CommandId::UnreadOnly, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Show unread only"), "Ctrl+Shift+U", "filter", true },
    { CommandId::ShowThreads, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Threads"), "Ctrl+Shift+T", "thread", true },
    { CommandId::MarkAllRead, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Mark everything as read"), "Shift+Esc", "check-all", false },
    { CommandId::MarkRead, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Mark as read"), "", "mark-read", false },
    { CommandId::JumpToNewest, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Jump to the newest message"), "Ctrl+End", "arrow-down", false },
    { CommandId::JumpToUnread, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Jump to the first unread message"), "Ctrl+J", "arrow-up", false },
    { CommandId::JumpToDay, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Jump to a date"), "Ctrl+Shift+J", "day", false },
    { CommandId::FocusComposer, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Write a message"), "Ctrl+M", "edit", false },
    { CommandId::ShowMembers, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Members"), "Ctrl+Shift+G", "people", true },
    { CommandId::ShowPins, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Pinned messages"), "Ctrl+Shift+I", "pin", true },
    { CommandId::ShowFiles, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Files"), "Ctrl+Shift+O", "file", true },
    { CommandId::ShowSettings, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Conversation settings"), "Ctrl+Shift+S", "settings", true },
    { CommandId::CopyConversationLink, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Copy link to the conversation"), "", "link", false },
    { CommandId::OpenConversationInBrowser, CommandGroup::Messages, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Open in the browser"), "", "open-external", false },
    { CommandId::Bold, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Bold"), "Ctrl+B", "bold", false },
    { CommandId::Italic, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Italic"), "Ctrl+I", "italic", false },
    { CommandId::Strike, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Strike through"), "Ctrl+Shift+X", "strike", false },
    { CommandId::InlineCode, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Code"), "Ctrl+Shift+C", "code", false },
    { CommandId::CodeBlock, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Block of code"), "Ctrl+Alt+Shift+C", "code-block", false },
    { CommandId::BulletList, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "List"), "Ctrl+Shift+8", "list", false },
    { CommandId::BlockQuote, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Quote from elsewhere"), "Ctrl+Shift+9", "quote", false },
    { CommandId::InsertLink, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Link…"), "Ctrl+Shift+L", "link", false },
    { CommandId::PasteFormatted, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Paste with formatting"), "Ctrl+Shift+V", "", false },
    { CommandId::AttachFiles, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Attach files…"), "Ctrl+Shift+A", "attach", false },
    { CommandId::InsertEmoji, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Emoji…"), "Ctrl+Shift+E", "emoji", false },
    { CommandId::InsertMention, CommandGroup::Writing, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Mention somebody"), "", "mention", false },
    { CommandId::ShowDrafts, CommandGroup::Conversations, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Drafts and outbox"), "Ctrl+Shift+D", "drafts", false },
    { CommandId::WritingHabits, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Writing and spelling…"), "", "edit", false },
    { CommandId::CardPictures, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Always load pictures of cards"), "", "", true },
    { CommandId::Storage, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Pictures and storage…"), "", "image", false },
    { CommandId::Escape, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Close what is on top, then mark as read"), "Esc", "", false },
    { CommandId::ActOnNotice, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Undo, or what else a notice offers"), "Ctrl+Alt+Z", "", false },
    { CommandId::NextRegion, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Next part of the window"), "F6", "", false },
    { CommandId::PreviousRegion, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Previous part of the window"), "Shift+F6", "", false },
    { CommandId::ThemeSystem, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Same as the system"), "", "", true },
    { CommandId::ThemeLight, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Light"), "", "", true },
    { CommandId::ThemeDark, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Dark"), "", "", true },
    { CommandId::KeyList, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Keyboard shortcuts"), "Ctrl+/; F1; ?", "keyboard", false },
    { CommandId::About, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "About Linnet"), "", "info", false },
    { CommandId::SignOut, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Sign out…"), "", "sign-out", false },
    { CommandId::CloseWindow, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Close the window"), "Ctrl+W", "", false },
    { CommandId::Quit, CommandGroup::Window, QT_TRANSLATE_NOOP("linnet::ui::Commands", "Quit"), "Ctrl+Q", "close", false },
};
// clang-format on

} // namespace

Commands::Commands(QWidget &window, const Theme &theme)
    : QObject(&window)
{
    for (const CommandInfo &command : all()) {
        auto *action = new QAction(text(command), &window);
        action->setShortcuts(keys(command));
        action->setShortcutContext(Qt::WindowShortcut);
        action->setCheckable(command.checkable);
        action->setMenuRole(QAction::NoRole);
        if (*command.icon)
            setThemedIcon(action, QString::fromLatin1(command.icon), theme);
        window.addAction(action);
        m_actions.insert(command.id, action);
    }
}

const QList<CommandInfo> &Commands::all()
{
    static const QList<CommandInfo> commands(std::begin(table), std::end(table));
    return commands;
}

QString Commands::text(const CommandInfo &command)
{
    return tr(command.text);
}

const CommandInfo &Commands::info(CommandId id)
{
    return *std::find_if(std::begin(table), std::end(table),
                         [id](const CommandInfo &command) { return command.id == id; });
}

QString Commands::groupText(CommandGroup group)
{
    switch (group) {
    case CommandGroup::Conversations:
        return tr("Conversations");
    case CommandGroup::Messages:
        return tr("Messages");
    case CommandGroup::Writing:
        return tr("Writing");
    case CommandGroup::Window:
        return tr("Window");
    }
    return {};
}

QList<QKeySequence> Commands::keys(const CommandInfo &command)
{
    if (!*command.keys)
        return {};
    return QKeySequence::listFromString(QString::fromLatin1(command.keys));
}

} // namespace linnet::ui
