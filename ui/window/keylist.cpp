// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/keylist.h"

#include "ui/theme/theme.h"
#include "ui/timeline/messageactions.h"
#include "ui/window/commands.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

void addHeading(QGridLayout *grid, const QString &text, const Theme &theme)
{
    auto *heading = new QLabel(text);
    heading->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    heading->setContentsMargins(0, grid->rowCount() > 1 ? 12 : 0, 0, 2);
    grid->addWidget(heading, grid->rowCount(), 0, 1, 2);
}

void addKeys(QGridLayout *grid, const QString &text, const QString &keys, const Theme &theme)
{
    auto *key = new QLabel(keys);
    QPalette muted = theme.palette();
    muted.setColor(QPalette::WindowText, theme.tokens().muted);
    key->setPalette(muted);
    const int row = grid->rowCount();
    grid->addWidget(new QLabel(text), row, 0);
    grid->addWidget(key, row, 1, Qt::AlignRight);
}

QString native(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

// Keys of the field itself, which mean something there only.
void addWritingKeys(QGridLayout *grid, bool enterSends, const Theme &theme)
{
    addKeys(grid, KeyList::tr("Send"),
            native(enterSends ? Qt::Key_Return : Qt::CTRL | Qt::Key_Return), theme);
    addKeys(grid, KeyList::tr("New line"),
            native(enterSends ? Qt::SHIFT | Qt::Key_Return : Qt::Key_Return), theme);
    addKeys(grid, KeyList::tr("Edit your last message (in an empty field)"), native(Qt::Key_Up),
            theme);
    addKeys(grid, KeyList::tr("Choose the message to quote"),
            QString(native(Qt::CTRL | Qt::Key_Up) + u", "_s + native(Qt::CTRL | Qt::Key_Down)),
            theme);
    addKeys(grid, KeyList::tr("Complete a name or an emoji"), native(Qt::Key_Tab), theme);
}

// Keys that mean something on the message that has the keyboard.
void addMessageKeys(QGridLayout *grid, const Theme &theme)
{
    for (const MessageAction action :
         {MessageAction::ReplyInThread, MessageAction::OpenThread, MessageAction::Quote,
          MessageAction::React, MessageAction::EditSent, MessageAction::Delete,
          MessageAction::UndoDelete, MessageAction::CopyText, MessageAction::MarkUnread,
          MessageAction::Profile})
        addKeys(grid,
                KeyList::tr("%1 (on a message)", "what a key does there").arg(actionWords(action)),
                native(actionKey(action)), theme);
}

} // namespace

KeyList::KeyList(const Theme &theme, bool enterSends, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    for (const auto group : {CommandGroup::Conversations, CommandGroup::Messages,
                             CommandGroup::Writing, CommandGroup::Window}) {
        addHeading(grid, Commands::groupText(group), theme);
        if (group == CommandGroup::Writing)
            addWritingKeys(grid, enterSends, theme);
        for (const CommandInfo &command : Commands::all()) {
            const auto keys = Commands::keys(command);
            if (command.group == group && !keys.isEmpty())
                addKeys(grid, Commands::text(command),
                        QKeySequence::listToString(keys, QKeySequence::NativeText), theme);
        }
        if (group == CommandGroup::Messages)
            addMessageKeys(grid, theme);
    }
    grid->setRowStretch(grid->rowCount(), 1);

    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setContentsMargins(metrics::edge, 0, metrics::edge, metrics::edge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    resize(qMax(440, content->sizeHint().width() + 24), 560);
}

} // namespace linnet::ui
