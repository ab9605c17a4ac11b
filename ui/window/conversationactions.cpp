// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/conversationactions.h"

#include "ui/text/linkgate.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/services.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;
using linnet::items::SpaceListModel;

namespace linnet::ui {

ConversationActions::ConversationActions(const Services &services, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_window(window)
{
}

void ConversationActions::fillMenu(QMenu &menu, const SpaceId &space)
{
    const Conversation *conversation = m_services.spaces.find(space);
    if (!conversation)
        return;
    const QColor colour = m_services.theme.tokens().muted;
    QAction *read = menu.addAction(icon(u"mark-read"_s, colour), tr("Mark as read"), this,
                                   [this, space] { markRead(space); });
    read->setEnabled(conversation->unread);
    menu.addSeparator();
    const bool linked = !linkOf(space).isEmpty();
    menu.addAction(icon(u"link"_s, colour), tr("Copy link"), this,
                   [this, space] { copyLink(space); })
        ->setEnabled(linked);
    menu.addAction(icon(u"open-external"_s, colour), tr("Open in the browser"), this,
                   [this, space] { openInBrowser(space); })
        ->setEnabled(linked);
}

QString ConversationActions::linkOf(const SpaceId &space) const
{
    const Conversation *conversation = m_services.spaces.find(space);
    return conversation ? conversation->space.uri : QString();
}

void ConversationActions::markRead(const SpaceId &space)
{
    const Conversation *conversation = m_services.spaces.find(space);
    if (conversation && conversation->unread)
        m_services.timelines.markAllRead(space);
}

QList<SpaceId> ConversationActions::unreadSpaces() const
{
    QList<SpaceId> unread;
    for (int row = 0; row < m_services.spaces.rowCount(); ++row) {
        const QModelIndex index = m_services.spaces.index(row);
        if (index.data(SpaceListModel::UnreadRole).toBool())
            unread << index.data(SpaceListModel::SpaceIdRole).value<SpaceId>();
    }
    return unread;
}

void ConversationActions::askMarkAllRead()
{
    const int count = int(unreadSpaces().size());
    if (count == 0)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Mark everything as read"),
                                count == 1 ? tr("Mark one conversation as read?")
                                           : tr("Mark %n conversations as read?", nullptr, count),
                                QMessageBox::NoButton, &m_window);
    box->setObjectName(u"markAllQuestion"_s);
    QPushButton *go = box->addButton(tr("Mark as read"), QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(go);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, go](QAbstractButton *button) {
        if (button != go)
            return;
        for (const SpaceId &space : unreadSpaces())
            m_services.timelines.markAllRead(space);
    });
    box->open();
}

void ConversationActions::copyLink(const SpaceId &space)
{
    if (const QString link = linkOf(space); !link.isEmpty())
        QGuiApplication::clipboard()->setText(link);
}

void ConversationActions::openInBrowser(const SpaceId &space)
{
    if (const QString link = linkOf(space); !link.isEmpty())
        m_services.links.openExternal(link, &m_window);
}

} // namespace linnet::ui
