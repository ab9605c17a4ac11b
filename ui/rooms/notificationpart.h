// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rooms/roomservices.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace linnet::ui {

class Refusal;
class Room;

// What one is notified of in the conversation that is open. Takes effect at once; what is refused
// goes back to what it was and says why.
class NotificationPart : public QWidget
{
    Q_OBJECT
public:
    NotificationPart(const RoomServices &services, Room &room, QWidget *parent = nullptr);

private:
    void updateState();
    void set(const SpaceNotification &wanted);

    const RoomServices m_services;
    Room &m_room;
    QComboBox *m_level;
    QCheckBox *m_muted;
    Refusal *m_refusal;
    bool m_updating = false;
};

} // namespace linnet::ui
