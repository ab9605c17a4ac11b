// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rooms/roomservices.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace linnet::ui {

class BusyBar;
class PersonPicker;
class Refusal;

// Begins to talk: with one person, with several, or in a space with a name. What exists already is
// found and opened. Stays as it is when the service refuses, and says why.
class NewConversation : public QDialog
{
    Q_OBJECT
public:
    explicit NewConversation(const RoomServices &services, QWidget *parent = nullptr);

    [[nodiscard]] PersonPicker &picker() { return *m_picker; }
    // A named space instead of a chat.
    void setNamed(bool named);

Q_SIGNALS:
    // There it is; it may reach the list a moment later.
    void made(const linnet::SpaceId &space);
    // The space was made, but something that was wanted of it was refused.
    void partlyMade(const QString &sentence);

private:
    void build();
    [[nodiscard]] QWidget *buildSpacePart();
    void updateState();
    void begin();
    void ended(const Result<SpaceId> &answer);
    void openToAll(const SpaceId &space);
    void setBusy(bool busy);
    [[nodiscard]] bool isNamed() const;
    [[nodiscard]] NewSpace wantedSpace() const;
    [[nodiscard]] QList<UserId> people() const;

    const RoomServices m_services;
    PersonPicker *m_picker = nullptr;
    QCheckBox *m_named = nullptr;
    QWidget *m_spacePart = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_description = nullptr;
    QComboBox *m_access = nullptr;
    QCheckBox *m_announcements = nullptr;
    QCheckBox *m_outside = nullptr;
    Refusal *m_refusal = nullptr;
    BusyBar *m_busy = nullptr;
    QPushButton *m_go = nullptr;
    bool m_working = false;
};

} // namespace linnet::ui
