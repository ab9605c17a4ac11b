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

Q_SIGNALS:
    // The service refused, but this shows another conversation by now or is not seen.
    void refusedUnseen(const linnet::SpaceId &space, const linnet::Error &error);

private:
    void updateState();
    void set(const SpaceNotification &wanted);
    void refused(const SpaceId &space, const Error &error);

    const RoomServices m_services;
    Room &m_room;
    QComboBox *m_level;
    QCheckBox *m_muted;
    Refusal *m_refusal;
    QList<NotificationLevel> m_levels; // entry by entry
    bool m_updating = false;
    int m_question = 0; // the latest one
    bool m_asking = false; // it is not answered yet
};

} // namespace linnet::ui
