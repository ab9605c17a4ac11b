// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardmenu.h"

#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelinecontext.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Cards)
};

} // namespace

QMenu *cardMenu(const CardControl &control, const TimelineContext &context, const QString &address,
                const std::function<void(const QString &address, const QString &text)> &follow,
                QWidget *parent)
{
    auto *menu = new QMenu(plainAction(control.name), parent);
    menu->setObjectName(u"cardMenu"_s);
    const QColor colour = context.theme.tokens().muted;
    LinkGate &links = context.links;
    for (const CardChoice &choice : control.choices) {
        const QString words = plainAction(choice.text);
        QAction *entry = choice.chosen
            ? menu->addAction(icon(u"check"_s, colour), words)
            : menu->addAction(choice.icon.isEmpty() ? QIcon() : icon(choice.icon, colour), words);
        entry->setEnabled(!choice.disabled && !choice.address.isEmpty());
        QObject::connect(entry, &QAction::triggered, parent,
                         [follow, choice] { follow(choice.address, choice.text); });
    }
    if (!control.choices.isEmpty())
        menu->addSeparator();
    if (!control.note.isEmpty())
        menu->addAction(icon(u"info"_s, colour), plainAction(control.note))->setEnabled(false);
    if (!address.isEmpty()) {
        menu->addAction(
            icon(u"open-external"_s, colour), Words::tr("Open the conversation on the web"), parent,
            [&links, address, parent] { links.openExternal(address, parent->window()); });
    }
    return menu;
}

} // namespace linnet::ui
