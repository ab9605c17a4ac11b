// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "ui/rooms/room.h"
#include "ui/rooms/roompanel.h"

#include <QTimer>

class QMenu;

namespace linnet::ui {

class Avatars;
class Commands;
class Notice;
class TimelinePane;
struct Services;

// What a window does about rooms and who is in them: new conversations, the panel with members,
// pins and settings, muting, leaving. A child of the window. Only where there is a SpacePort.
class RoomDesk : public QObject
{
    Q_OBJECT
public:
    // services.rooms must be there; all must outlive it.
    RoomDesk(const Services &services, Avatars &avatars, const Commands &commands, Notice &notice,
             QWidget &window);

    // Their messages can be pinned, and who wrote them shown.
    void serve(const QList<TimelinePane *> &panes);
    [[nodiscard]] RoomPanel &panel() { return *m_panel; }
    [[nodiscard]] bool isPanelOpen() const { return m_panelOpen; }
    void closePanel();
    // The conversation that is open; empty: none.
    void setSpace(const SpaceId &space);
    void apply(const ChangeSet &changes);
    // Adds what can be done with a conversation.
    void fillMenu(QMenu &menu, const SpaceId &space);

Q_SIGNALS:
    void spaceRequested(const linnet::SpaceId &space);
    void messageRequested(const linnet::MessageId &message, const linnet::ThreadId &thread);
    void panelChanged();

private:
    void connectCommands(const Commands &commands);
    void connectPanel();
    void togglePage(RoomPanel::Page page);
    void showPage(const SpaceId &space, RoomPanel::Page page);
    void updateCommands();
    void updatePins();
    void startConversation();
    void showPerson(const UserId &user);
    void openDirect(const UserId &user);
    // Opens it once it is in the list.
    void goTo(const SpaceId &space);
    void arrived();

    void addNotificationMenu(QMenu &menu, const Conversation &conversation);
    void addHistoryMenu(QMenu &menu, const Conversation &conversation);
    void setNotification(const SpaceId &space, const SpaceNotification &wanted);
    void sayNotNotified(const SpaceId &space, const Error &error);
    void askLeave(const SpaceId &space);
    void askDelete(const SpaceId &space);
    void ask(const QString &title, const QString &question, const QString &explanation,
             const QString &action, const std::function<void()> &done);
    void explain(const QString &title, const Error &error);
    [[nodiscard]] QString titleOf(const SpaceId &space) const;

    const Services &m_services;
    const Commands &m_commands;
    Notice &m_notice;
    QWidget &m_window;
    RoomServices m_roomServices;
    Room m_room;
    RoomPanel *m_panel; // child of the window's splitter later
    QList<TimelinePane *> m_panes;
    bool m_panelOpen = false;
    SpaceId m_awaited;
    QTimer m_patience; // with a conversation that is being opened
    QTimer m_pinsPause; // who walks through conversations does not want all their pins
};

} // namespace linnet::ui
