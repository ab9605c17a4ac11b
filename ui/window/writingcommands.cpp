// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/writingcommands.h"

#include "ui/composer/composer.h"
#include "ui/window/commands.h"

#include <QAction>
#include <QApplication>

namespace linnet::ui {

WritingCommands::WritingCommands(const Commands &commands, const QList<Composer *> &composers,
                                 QObject *parent)
    : QObject(parent)
    , m_composers(composers)
{
    for (const CommandInfo &info : Commands::all()) {
        if (info.group != CommandGroup::Writing)
            continue;
        connect(commands.action(info.id), &QAction::triggered, this, [this, id = info.id] {
            if (Composer *composer = current())
                composer->perform(id);
        });
    }
}

Composer *WritingCommands::current() const
{
    const QWidget *focused = QApplication::focusWidget();
    Composer *first = nullptr;
    for (Composer *composer : m_composers) {
        if (!composer->isVisible())
            continue;
        if (focused && composer->isAncestorOf(focused))
            return composer;
        if (!first)
            first = composer;
    }
    return first;
}

} // namespace linnet::ui
