// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rooms/roomservices.h"

#include <QHash>
#include <QSet>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace linnet::ui {

class BackfillPart;
class BusyBar;
class PermissionsPart;
class PlainLabel;
class Refusal;
class Room;

// What a conversation is called, what it is for, who may do what there, what one is notified of.
// What one may not change can be read, with the reason. Nothing typed is lost when the service
// refuses or another conversation is opened.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(const RoomServices &services, Room &room, QWidget *parent = nullptr);

    // Null where whole histories are not to be had.
    [[nodiscard]] BackfillPart *backfill() { return m_backfill; }
    // The page came to be seen: asks for the settings as they are now.
    void refresh();
    void focusFirst();

Q_SIGNALS:
    void leaveRequested(const linnet::SpaceId &space);
    void deleteRequested(const linnet::SpaceId &space);
    // The service refused what was asked here, but the page shows something else by now.
    void saveRefusedUnseen(const linnet::SpaceId &space, const QString &reason);
    void notificationRefusedUnseen(const linnet::SpaceId &space, const linnet::Error &error);

private:
    void build();
    void buildDetails(QVBoxLayout *column);
    void buildEnd(QVBoxLayout *column);
    QLabel *addHeading(QVBoxLayout *column, const QString &words);
    void restyle();

    // Another conversation is open: what was typed waits for its own.
    void turn();
    // Takes over what the conversation is, but for what is being changed.
    void updateState();
    void load(const Space &space, const SpaceChange &typed);
    void updatePermitted(const Space &space);
    void updateSave();
    [[nodiscard]] SpaceChange changes() const;
    void save();
    void saved(const SpaceId &space, const Result<Space> &answer);
    [[nodiscard]] bool isSaving() const { return m_saving.contains(m_base.id); }

    const RoomServices m_services;
    Room &m_room;
    Space m_base; // what the fields were filled from
    QString m_baseGuidelines; // as the field gives them back
    QHash<SpaceId, SpaceChange> m_unsaved; // of conversations that were left
    QSet<SpaceId> m_saving;
    QString m_complaint; // of what is typed
    QList<QLabel *> m_headings;
    QWidget *m_details = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_description = nullptr;
    QPlainTextEdit *m_guidelines = nullptr;
    PlainLabel *m_detailsWhy = nullptr;
    QCheckBox *m_history = nullptr;
    PlainLabel *m_historyWhy = nullptr;
    QLabel *m_permissionsHeading = nullptr;
    PermissionsPart *m_permissions = nullptr;
    PlainLabel *m_permissionsWhy = nullptr;
    BackfillPart *m_backfill = nullptr;
    QPushButton *m_leave = nullptr;
    QPushButton *m_delete = nullptr;
    PlainLabel *m_endWhy = nullptr;
    QWidget *m_bottom = nullptr;
    Refusal *m_refusal = nullptr;
    BusyBar *m_busy = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
};

} // namespace linnet::ui
