// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/roompanel.h"

#include "ui/rooms/filespage.h"
#include "ui/rooms/memberspage.h"
#include "ui/rooms/pinspage.h"
#include "ui/rooms/room.h"
#include "ui/rooms/settingspage.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"
#include "ui/window/paneheader.h"

#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

RoomPanel::RoomPanel(const RoomServices &services, Room &room, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_room(room)
    , m_header(new PaneHeader(services.theme, this))
    , m_members(new MembersPage(services, room, this))
    , m_pins(new PinsPage(services, room, this))
    , m_files(new FilesPage(services, room, this))
    , m_settings(new SettingsPage(services, room, this))
    , m_stack(new QStackedWidget(this))
{
    auto *close = new IconButton(u"close"_s, tr("Close panel"), services.theme, this);
    m_header->addButton(close);
    m_stack->addWidget(m_members);
    m_stack->addWidget(m_pins);
    m_stack->addWidget(m_files);
    m_stack->addWidget(m_settings);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
    connect(close, &IconButton::clicked, this, &RoomPanel::closeRequested);
    connect(m_header, &PaneHeader::backRequested, this, &RoomPanel::closeRequested);
    connect(&room, &Room::opened, this, &RoomPanel::updateHeader);
    connect(&room, &Room::membersChanged, this, &RoomPanel::updateHeader);
    connect(&room, &Room::pinsChanged, this, &RoomPanel::updateHeader);
    connect(&services.spaces, &QAbstractItemModel::dataChanged, this, &RoomPanel::updateHeader);
}

void RoomPanel::open(Page page)
{
    m_page = page;
    switch (page) {
    case Page::Members:
        m_stack->setCurrentWidget(m_members);
        m_room.askMembers();
        break;
    case Page::Pins:
        m_stack->setCurrentWidget(m_pins);
        m_room.askPins();
        break;
    case Page::Files:
        m_stack->setCurrentWidget(m_files);
        m_files->ask();
        break;
    case Page::Settings:
        m_stack->setCurrentWidget(m_settings);
        m_settings->refresh();
        break;
    }
    updateHeader();
}

void RoomPanel::focusPage()
{
    switch (m_page) {
    case Page::Members:
        m_members->focusSearch();
        break;
    case Page::Pins:
        m_pins->focusList();
        break;
    case Page::Files:
        m_files->focusList();
        break;
    case Page::Settings:
        m_settings->focusFirst();
        break;
    }
}

void RoomPanel::updateHeader()
{
    const Conversation *conversation = m_services.spaces.find(m_room.space());
    const QString where = conversation ? m_services.spaces.titleOf(*conversation) : QString();
    QString title;
    switch (m_page) {
    case Page::Members:
        title = m_room.members().isEmpty()
            ? tr("Members")
            : tr("Members (%1)").arg(QLocale().toString(m_room.members().size()));
        break;
    case Page::Pins:
        title = m_room.pins().isEmpty()
            ? tr("Pinned messages")
            : tr("Pinned messages (%1)").arg(QLocale().toString(m_room.pins().size()));
        break;
    case Page::Files:
        title = tr("Files");
        break;
    case Page::Settings:
        title = conversation && conversation->space.type == SpaceType::Space
            ? tr("Space settings")
            : tr("Conversation settings");
        break;
    }
    m_header->setTexts(title, where);
    setAccessibleName(title);
}

void RoomPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_services.theme.tokens().surface);
}

} // namespace linnet::ui
