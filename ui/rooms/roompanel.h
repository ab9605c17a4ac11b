// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rooms/roomservices.h"

#include <QWidget>

class QStackedWidget;

namespace linnet::ui {

class FilesPage;
class MembersPage;
class PaneHeader;
class PinsPage;
class Room;
class SettingsPage;

// What is beside a conversation on demand: its members, its pins, its files,
// its settings.
class RoomPanel : public QWidget
{
    Q_OBJECT
public:
    enum class Page {
        Members,
        Pins,
        Files,
        Settings,
    };

    RoomPanel(const RoomServices &services, Room &room, QWidget *parent = nullptr);

    // Asks for what the page shows, anew each time.
    void open(Page page);
    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] PaneHeader &header() { return *m_header; }
    [[nodiscard]] MembersPage &members() { return *m_members; }
    [[nodiscard]] PinsPage &pins() { return *m_pins; }
    [[nodiscard]] FilesPage &files() { return *m_files; }
    [[nodiscard]] SettingsPage &settings() { return *m_settings; }
    // The keyboard goes where the page begins.
    void focusPage();

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateHeader();

    const RoomServices m_services;
    Room &m_room;
    Page m_page = Page::Members;
    PaneHeader *m_header;
    MembersPage *m_members;
    PinsPage *m_pins;
    FilesPage *m_files;
    SettingsPage *m_settings;
    QStackedWidget *m_stack;
};

} // namespace linnet::ui
