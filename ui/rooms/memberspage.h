// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/membermodel.h"
#include "ui/rooms/roomservices.h"

#include <QWidget>

class QLineEdit;
class QMenu;
class QPushButton;

namespace linnet::ui {

class ListOrWords;
class PeopleList;
class Refusal;
class Room;

// Who is in the conversation: search, cards, inviting, roles, removing. What is not permitted is
// greyed and says why.
class MembersPage : public QWidget
{
    Q_OBJECT
public:
    MembersPage(const RoomServices &services, Room &room, QWidget *parent = nullptr);

    void focusSearch();
    // What can be done with a member.
    void fillMenu(QMenu &menu, const Member &member);

Q_SIGNALS:
    void messageRequested(const linnet::UserId &user);
    // Of a conversation that is no longer open, or while another page is.
    void changeRefusedUnseen(const linnet::SpaceId &space, const QString &reason);

private:
    void build();
    void updateState();
    void updateInvite();
    void showCard(const Member &member);
    void showMenu(const QModelIndex &index, const QPoint &at);
    void askRemove(const Member &member);
    void remove(const Member &member);
    void setRole(const Member &member, MembershipRole role);
    // refusal: what was not done, in a sentence.
    void changed(const Result<Member> &answer, const SpaceId &space, const QString &refusal);
    void invite();
    [[nodiscard]] QString nameOf(const Member &member) const;

    const RoomServices m_services;
    Room &m_room;
    items::MemberModel m_model;
    items::MemberProxy m_proxy;
    QLineEdit *m_search = nullptr;
    QPushButton *m_invite = nullptr;
    Refusal *m_refusal = nullptr;
    PeopleList *m_list = nullptr;
    ListOrWords *m_body = nullptr;
};

} // namespace linnet::ui
