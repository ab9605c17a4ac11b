// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/invitedialog.h"

#include "ui/people/personpicker.h"
#include "ui/rooms/refusal.h"
#include "ui/rooms/room.h"
#include "ui/rooms/roomwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

InviteDialog::InviteDialog(const RoomServices &services, Room &room, const SpaceId &space,
                           QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_room(room)
    , m_space(space)
    , m_picker(
          new PersonPicker(services.theme, services.avatars, services.users, services.lookup, this))
    , m_refusal(new Refusal(services.theme, this))
    , m_busy(new BusyBar(services.theme, tr("Inviting"), this))
{
    setObjectName(u"inviteDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    const Conversation *conversation = services.spaces.find(space);
    setWindowTitle(
        conversation
            ? tr("Invite to %1").arg(sanitised(services.spaces.titleOf(*conversation), 100))
            : tr("Invite"));
    QSet<UserId> here;
    for (const Member &member : room.members())
        here.insert(member.membership.user);
    m_picker->leaveOut(here);
    m_busy->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    m_go = new QPushButton(tr("Invite"), this);
    m_go->setDefault(true);
    m_go->setEnabled(false);
    buttons->addButton(m_go, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &InviteDialog::begin);
    connect(m_picker, &PersonPicker::accepted, this, &InviteDialog::begin);
    connect(m_picker, &PersonPicker::chosenChanged, this,
            [this] { m_go->setEnabled(!m_picker->chosen().isEmpty() && m_waiting.isEmpty()); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    column->setSpacing(metrics::group);
    column->addWidget(m_picker, 1);
    column->addWidget(m_refusal);
    column->addWidget(m_busy);
    column->addWidget(buttons);
    m_picker->setFocus();
    resize(440, 480);
}

void InviteDialog::begin()
{
    if (!m_go->isEnabled())
        return;
    m_refused.clear();
    m_refusal->clear();
    m_waiting = m_picker->chosen();
    m_picker->setEnabled(false);
    m_go->setEnabled(false);
    m_busy->show();
    next();
}

void InviteDialog::next()
{
    if (m_waiting.isEmpty()) {
        finished();
        return;
    }
    const User user = m_waiting.first();
    m_services.rooms.invite(m_space, user.id, this, [this, user](const Result<Member> &answer) {
        m_waiting.removeFirst();
        // Somebody who is in already is what was wanted.
        if (answer || answer.error().kind == ErrorKind::AlreadyExists) {
            m_picker->giveUp(user.id);
            if (answer)
                m_room.memberChanged(*answer);
        } else {
            const QString name = user.displayName.isEmpty() ? m_services.users.displayName(user.id)
                                                            : user.displayName;
            m_refused << tr("%1: %2").arg(sanitised(name, 100), personRefusal(answer.error()));
        }
        next();
    });
}

void InviteDialog::finished()
{
    m_busy->hide();
    if (m_refused.isEmpty()) {
        accept();
        return;
    }
    m_picker->setEnabled(true);
    m_go->setEnabled(!m_picker->chosen().isEmpty());
    m_refusal->say(m_refused.join(u'\n'));
}

} // namespace linnet::ui
