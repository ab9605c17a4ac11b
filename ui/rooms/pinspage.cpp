// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/pinspage.h"

#include "models/items/personroles.h"
#include "ui/people/peoplelist.h"
#include "ui/rooms/room.h"
#include "ui/text/timewords.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listorwords.h"

#include <QMenu>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

enum Role {
    MessageIdRole = items::PersonFirstOwnRole,
    ThreadRole,
};

constexpr int lines = 4;

} // namespace

PinsPage::PinsPage(const RoomServices &services, Room &room, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_room(room)
    , m_model(new QStandardItemModel(this))
    , m_list(new PeopleList(tr("Pinned messages"), services.theme, services.avatars, this, lines))
    , m_body(new ListOrWords(m_list, services.theme, this))
{
    m_list->setModel(m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::unit, 0, 0);
    column->addWidget(m_body);
    connect(m_list, &PeopleList::chosen, this, &PinsPage::go);
    connect(m_list, &PeopleList::menuRequested, this, &PinsPage::showMenu);
    connect(m_list, &PeopleList::deleteRequested, this, &PinsPage::unpin);
    connect(m_body, &ListOrWords::actionClicked, this, [this] { m_room.askPins(); });
    connect(&room, &Room::pinsChanged, this, &PinsPage::fill);
    connect(&services.users, &items::UserTable::changed, this, &PinsPage::fill);
    fill();
}

void PinsPage::focusList()
{
    if (m_body->isListShown())
        m_list->setFocus(Qt::TabFocusReason);
}

void PinsPage::fill()
{
    const QVariant current = m_list->currentIndex().data(MessageIdRole);
    m_model->clear();
    for (const PinnedMessage &each : m_room.pins()) {
        auto *item = new QStandardItem;
        item->setEditable(false);
        item->setData(QVariant::fromValue(each.pin.message), MessageIdRole);
        QString name = tr("A message that can no longer be read");
        if (each.message) {
            const Message &message = *each.message;
            name = m_services.users.displayName(message.sender);
            QString text = message.isDeleted() ? tr("Message deleted") : previewOf(message);
            if (text.isEmpty())
                text = message.fallbackText.isEmpty() ? tr("A message without words")
                                                      : message.fallbackText.left(300);
            const QString time = shortTime(message.createTime, m_services.clock.now());
            item->setData(QVariant::fromValue(m_services.users.user(message.sender)),
                          items::PersonUserRole);
            item->setData(text, items::PersonDetailRole);
            item->setData(time, items::PersonTagRole);
            item->setData(m_services.users.isExternal(message.sender), items::PersonOutsideRole);
            item->setData(QVariant::fromValue(message.threadReply ? message.thread : ThreadId()),
                          ThreadRole);
            item->setData(tr("%1, %2: %3", "sender, time, text").arg(name, time, text),
                          Qt::AccessibleTextRole);
        }
        item->setText(name);
        m_model->appendRow(item);
        if (current.isValid() && current.value<MessageId>() == each.pin.message)
            m_list->setCurrentIndex(item->index());
    }
    updateEmpty();
}

void PinsPage::updateEmpty()
{
    if (m_model->rowCount() > 0) {
        m_body->showList();
        return;
    }
    const Asked &asked = m_room.pinsAsked();
    if (asked.state == Asked::State::Failed) {
        m_body->showError(u"pin"_s, *asked.error);
    } else if (asked.state == Asked::State::Known) {
        m_body->showWords(u"pin"_s, tr("Nothing is pinned"),
                          tr("Pin a message from its menu: everybody here finds it in this list."));
    } else {
        m_body->showProgress(u"pin"_s, tr("Asking what is pinned"));
    }
}

void PinsPage::go(const QModelIndex &index)
{
    if (index.data(items::PersonUserRole).isValid())
        Q_EMIT messageRequested(index.data(MessageIdRole).value<MessageId>(),
                                index.data(ThreadRole).value<ThreadId>());
}

void PinsPage::showMenu(const QModelIndex &index, const QPoint &at)
{
    const QColor colour = m_services.theme.tokens().muted;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex row(index);
    menu->addAction(icon(u"chevron-right"_s, colour), tr("Go to the message"), this,
                    [this, row] { go(row); })
        ->setEnabled(index.data(items::PersonUserRole).isValid());
    menu->addAction(icon(u"pin"_s, colour), tr("Unpin"), this, [this, row] { unpin(row); });
    menu->popup(at);
}

void PinsPage::unpin(const QModelIndex &index)
{
    if (index.isValid())
        m_room.unpin(index.data(MessageIdRole).value<MessageId>());
}

} // namespace linnet::ui
