// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowfixture.h"

#include "ui/conversations/conversationpane.h"
#include "ui/widgets/emptystate.h"
#include "ui/window/commands.h"
#include "ui/window/timelinepane.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>

namespace linnet::ui::test {

using namespace Qt::StringLiterals;

// The window over a furnished house, and its parts by name.
struct WindowStage : House
{
    explicit WindowStage(int width = 1100)
    {
        furnish();
        window().resize(width, 700);
        window().show();
        settle();
    }
    void activate()
    {
        QApplication::setActiveWindow(&window());
        settle();
    }
    void open(const QString &space)
    {
        window().openSpace(spaceId(space));
        settle();
    }
    void run(CommandId id)
    {
        window().commands().action(id)->trigger();
        settle();
    }
    [[nodiscard]] TimelinePane &pane(const QString &name)
    {
        const auto panes = window().findChildren<TimelinePane *>();
        return *panes.at(panes.first()->accessibleName() == name ? 0 : 1);
    }
    [[nodiscard]] TimelinePane &timeline() { return pane(u"Conversation"_s); }
    [[nodiscard]] TimelinePane &thread() { return pane(u"Thread"_s); }
    [[nodiscard]] ConversationPane &list() { return *window().findChild<ConversationPane *>(); }
    [[nodiscard]] QLineEdit &search() { return *list().findChild<QLineEdit *>(); }
    [[nodiscard]] EmptyState &noMessages() { return *timeline().findChild<EmptyState *>(); }
};

const TimelineScope bannerThread{spaceId(u"launch"_s), ThreadId(u"spaces/launch/threads/m00095"_s)};

inline void press(QMessageBox *box, QMessageBox::ButtonRole role)
{
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == role)
            button->click();
    }
    House::settle();
}

} // namespace linnet::ui::test
