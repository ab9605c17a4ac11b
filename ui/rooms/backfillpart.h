// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rooms/roomservices.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace linnet::ui {

class PlainLabel;
class Room;

// Fetching the whole history of the conversation that is open: begin, pause, give up, and how far
// it has come.
class BackfillPart : public QWidget
{
    Q_OBJECT
public:
    // services.history must be there.
    BackfillPart(const RoomServices &services, Room &room, QWidget *parent = nullptr);

    // How it stands with a conversation now; others than the open one are remembered.
    void apply(const QList<Backfill> &backfills);
    [[nodiscard]] Backfill of(const SpaceId &space) const;

private:
    void updateState();
    void act();

    const RoomServices m_services;
    Room &m_room;
    QHash<SpaceId, Backfill> m_backfills;
    PlainLabel *m_words;
    QProgressBar *m_bar;
    QPushButton *m_action;
    QPushButton *m_cancel;
};

} // namespace linnet::ui
