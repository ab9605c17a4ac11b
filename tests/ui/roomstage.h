// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowfixture.h"

#include "ui/conversations/conversationpane.h"
#include "ui/rooms/refusal.h"
#include "ui/rooms/roompanel.h"
#include "ui/window/commands.h"
#include "ui/window/timelinepane.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

namespace linnet::ui::test {

using namespace Qt::StringLiterals;

// A window in front in which "launch" has members, roles and permissions.
struct RoomStage : House
{
    explicit RoomStage(int width = 1200)
    {
        furnish();
        for (const QString &who : {u"me"_s, u"anna"_s, u"tomas"_s, u"guest"_s, u"bot"_s})
            rooms.here[launch].append(memberOf(launch, users.user(userId(who))));
        rooms.here[launch][1].membership.role = MembershipRole::Owner;
        change(u"launch"_s, [](Conversation &conversation) {
            conversation.space.permissions
                = SpacePermissions{.manageMembers = PermissionLevel::Managers,
                                   .modifyDetails = PermissionLevel::Managers,
                                   .toggleHistory = PermissionLevel::Owners};
            conversation.space.access = SpaceAccess();
        });
        window().resize(width, 700);
        window().show();
        QApplication::setActiveWindow(&window());
        settle();
    }
    // I am that in "launch".
    void become(MembershipRole role) { rooms.here[launch][0].membership.role = role; }
    void run(CommandId id)
    {
        window().commands().action(id)->trigger();
        settle();
    }
    void open(CommandId page)
    {
        window().openSpace(launch);
        settle();
        run(page);
    }
    [[nodiscard]] RoomPanel &panel() { return *window().findChild<RoomPanel *>(); }
    template <class T> [[nodiscard]] T *only(QObject *within = nullptr)
    {
        const auto all = (within ? within : &window())->findChildren<T *>();
        return all.isEmpty() ? nullptr : all.last();
    }
    template <class T> [[nodiscard]] T *named(const QString &name, QWidget *within = nullptr)
    {
        for (T *each : (within ? within : &window())->template findChildren<T *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton *button(const QString &text, QWidget *within)
    {
        for (QPushButton *each : within->findChildren<QPushButton *>()) {
            if (QString(each->text()).remove(u'&') == text)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] bool refuses(QWidget *within, const QString &words)
    {
        const auto all = within->findChildren<Refusal *>();
        return std::any_of(all.begin(), all.end(), [&words](const Refusal *each) {
            return each->isVisible() && each->accessibleName().contains(words);
        });
    }
    [[nodiscard]] TimelinePane &timeline()
    {
        for (TimelinePane *pane : window().findChildren<TimelinePane *>()) {
            if (pane->accessibleName() == u"Conversation"_s)
                return *pane;
        }
        Q_UNREACHABLE();
    }
    [[nodiscard]] static QAction *entry(const QMenu &menu, const QString &text)
    {
        for (QAction *each : menu.actions()) {
            if (each->text() == text)
                return each;
            if (each->menu()) {
                if (QAction *found = entry(*each->menu(), text))
                    return found;
            }
        }
        return nullptr;
    }
    // The menu of a conversation's row.
    [[nodiscard]] QMenu *menuOf(const SpaceId &space)
    {
        Q_EMIT only<ConversationPane>()->menuRequested(space, QPoint(50, 50));
        return window().findChildren<QMenu *>(Qt::FindDirectChildrenOnly).last();
    }
    void answer(const QString &box, const QString &text)
    {
        auto *question = window().findChild<QMessageBox *>(box);
        QVERIFY(question);
        for (QAbstractButton *each : question->buttons()) {
            if (QString(each->text()).remove(u'&') == text)
                each->click();
        }
        settle();
    }
    // The service tells of a new conversation.
    void arrive(const QString &id)
    {
        Conversation made = *spaces.find(launch);
        made.space.id = spaceId(id);
        made.space.displayName = u"Made just now"_s;
        ChangeSet changes;
        changes.conversations << made;
        apply(changes);
        settle();
    }

    const SpaceId launch = spaceId(u"launch"_s);
};

} // namespace linnet::ui::test
