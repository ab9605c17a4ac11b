// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rooms/roomservices.h"

#include <QWidget>

class QStandardItemModel;

namespace linnet::ui {

class ListOrWords;
class PeopleList;
class Room;

// The messages that are pinned here: go to one, unpin it.
class PinsPage : public QWidget
{
    Q_OBJECT
public:
    PinsPage(const RoomServices &services, Room &room, QWidget *parent = nullptr);

    void focusList();

Q_SIGNALS:
    // thread: where it is a reply, else empty.
    void messageRequested(const linnet::MessageId &message, const linnet::ThreadId &thread);

private:
    void fill();
    void updateEmpty();
    void go(const QModelIndex &index);
    void showMenu(const QModelIndex &index, const QPoint &at);
    void unpin(const QModelIndex &index);

    const RoomServices m_services;
    Room &m_room;
    QStandardItemModel *m_model;
    PeopleList *m_list;
    ListOrWords *m_body;
};

} // namespace linnet::ui
