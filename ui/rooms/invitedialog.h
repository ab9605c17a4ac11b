// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rooms/roomservices.h"

#include <QDialog>

class QPushButton;

namespace linnet::ui {

class BusyBar;
class PersonPicker;
class Refusal;
class Room;

// Adds people to a space, one request each. Those whom the service refuses stay chosen, and it is
// said why.
class InviteDialog : public QDialog
{
    Q_OBJECT
public:
    InviteDialog(const RoomServices &services, Room &room, const SpaceId &space,
                 QWidget *parent = nullptr);

    [[nodiscard]] PersonPicker &picker() { return *m_picker; }

private:
    void begin();
    void next();
    void finished();

    const RoomServices m_services;
    Room &m_room;
    SpaceId m_space;
    PersonPicker *m_picker;
    Refusal *m_refusal;
    BusyBar *m_busy;
    QPushButton *m_go = nullptr;
    QList<User> m_waiting;
    QStringList m_refused; // sentences
};

} // namespace linnet::ui
