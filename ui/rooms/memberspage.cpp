// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/memberspage.h"

#include "ui/people/peoplelist.h"
#include "ui/people/profilecard.h"
#include "ui/rooms/invitedialog.h"
#include "ui/rooms/refusal.h"
#include "ui/rooms/room.h"
#include "ui/rooms/roomwords.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/listorwords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using linnet::items::MemberModel;

namespace linnet::ui {

namespace {

QString makeWords(MembershipRole role)
{
    switch (role) {
    case MembershipRole::Owner:
        return MembersPage::tr("Make owner");
    case MembershipRole::Manager:
        return MembersPage::tr("Make manager");
    case MembershipRole::Member:
        return MembersPage::tr("Make ordinary member");
    }
    return {};
}

// Why what stands above it is greyed.
void addReason(QMenu &menu, const QString &why)
{
    if (!why.isEmpty())
        menu.addAction(plainAction(why))->setEnabled(false);
}

} // namespace

MembersPage::MembersPage(const RoomServices &services, Room &room, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_room(room)
    , m_model(services.users)
{
    m_proxy.setSourceModel(&m_model);
    build();
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterText(text);
        updateState();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_proxy.rowCount() > 0)
            showCard(m_proxy.index(0, 0).data(MemberModel::MemberRole).value<Member>());
    });
    connect(m_list, &PeopleList::chosen, this, [this](const QModelIndex &index) {
        showCard(index.data(MemberModel::MemberRole).value<Member>());
    });
    connect(m_list, &PeopleList::menuRequested, this, &MembersPage::showMenu);
    connect(m_list, &PeopleList::deleteRequested, this, [this](const QModelIndex &index) {
        askRemove(index.data(MemberModel::MemberRole).value<Member>());
    });
    connect(m_list, &PeopleList::typed, this, [this](const QString &text) {
        m_search->setFocus();
        m_search->setText(text);
    });
    connect(m_body, &ListOrWords::actionClicked, this, [this] {
        if (m_search->text().isEmpty())
            m_room.askMembers();
        else
            m_search->clear();
    });
    connect(m_invite, &QPushButton::clicked, this, &MembersPage::invite);
    connect(&room, &Room::membersChanged, this, &MembersPage::updateState);
    connect(&room, &Room::opened, this, [this] {
        m_search->clear();
        m_refusal->clear();
    });
    connect(&services.spaces, &QAbstractItemModel::dataChanged, this, &MembersPage::updateInvite);
    updateState();
}

void MembersPage::build()
{
    const Theme &theme = m_services.theme;
    m_search = new QLineEdit(this);
    m_search->setAccessibleName(tr("Find a member"));
    m_search->setPlaceholderText(tr("Find a member"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_invite = new QPushButton(tr("Invite…"), this);
    m_invite->setAutoDefault(false);
    m_refusal = new Refusal(theme, this);
    m_list = new PeopleList(tr("Members"), theme, m_services.avatars, this);
    m_list->setModel(&m_proxy);
    m_body = new ListOrWords(m_list, theme, this);

    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::group);
    row->addWidget(m_search, 1);
    row->addWidget(m_invite);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(metrics::edge, metrics::group, metrics::edge, metrics::group);
    top->setSpacing(metrics::group);
    top->addLayout(row);
    top->addWidget(m_refusal);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_body, 1);
}

void MembersPage::focusSearch()
{
    m_search->setFocus();
}

void MembersPage::updateState()
{
    m_model.setMembers(m_room.members());
    updateInvite();
    if (m_proxy.rowCount() > 0) {
        m_body->showList();
        return;
    }
    const Asked &asked = m_room.membersAsked();
    if (asked.state == Asked::State::Failed) {
        if (asked.error->kind == ErrorKind::PermissionDenied)
            m_body->showWords(u"eye-off"_s, tr("The members are not shown"),
                              tr("This space shows them to those who manage it only."),
                              tr("Try again"));
        else
            m_body->showError(u"offline"_s, *asked.error);
    } else if (asked.state == Asked::State::Known && !m_search->text().isEmpty()) {
        m_body->showWords(u"search"_s, tr("Nobody found"),
                          tr("No name or address begins with “%1”.").arg(m_search->text()),
                          tr("Clear search"));
    } else if (asked.state == Asked::State::Known) {
        m_body->showWords(u"people"_s, tr("Nobody else is here"), {});
    } else {
        m_body->showProgress(u"people"_s, tr("Asking who is here"));
    }
}

void MembersPage::updateInvite()
{
    const Space *space = m_room.value();
    const QString why = space ? whyNotInvite(*space, m_room.ownRole()) : QString();
    m_invite->setEnabled(space && why.isEmpty());
    m_invite->setToolTip(plainToolTip(why));
    m_invite->setAccessibleDescription(why);
}

QString MembersPage::nameOf(const Member &member) const
{
    const QString name = member.user.displayName.isEmpty()
        ? m_services.users.displayName(member.membership.user)
        : member.user.displayName;
    return member.isGroup() ? tr("the Google Group") : sanitised(name, 100).simplified();
}

void MembersPage::showCard(const Member &member)
{
    if (member.isGroup())
        return;
    const UserId &id = member.membership.user;
    Profile profile = profileOf(id, m_services.users);
    profile.user = member.user;
    profile.outside = profile.outside || member.isOutside();
    if (!member.user.displayName.isEmpty())
        profile.name = member.user.displayName;
    if (member.user.type == UserType::App)
        profile.tag = tr("App");
    else if (member.membership.state == MembershipState::Invited)
        profile.tag = tr("Invited, has not joined yet");
    else
        profile.tag = items::roleName(member.membership.role);
    auto *card = new ProfileCard(profile, m_services.theme, m_services.avatars, window());
    connect(card, &ProfileCard::messageRequested, this, &MembersPage::messageRequested);
    if (!profile.me) {
        auto *more
            = new IconButton(u"more"_s, tr("More about this member"), m_services.theme, card);
        auto *menu = new QMenu(more);
        // What they do ends the card: it would show what is no longer so.
        connect(menu, &QMenu::triggered, card, &QDialog::reject);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, member] {
            menu->clear();
            fillMenu(*menu, member);
        });
        more->setMenu(menu);
        more->setPopupMode(QToolButton::InstantPopup);
        card->addButton(more);
    }
    card->open();
}

void MembersPage::showMenu(const QModelIndex &index, const QPoint &at)
{
    const auto member = index.data(MemberModel::MemberRole).value<Member>();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!member.isGroup())
        menu->addAction(icon(u"account"_s, m_services.theme.tokens().muted), tr("Who this is"),
                        this, [this, member] { showCard(member); });
    fillMenu(*menu, member);
    menu->popup(at);
}

void MembersPage::fillMenu(QMenu &menu, const Member &member)
{
    const Space *space = m_room.value();
    if (!space)
        return;
    const QColor colour = m_services.theme.tokens().muted;
    const UserId id = member.membership.user;
    const bool me = m_services.users.isMe(id);
    menu.setToolTipsVisible(true);
    if (!me && !member.isGroup())
        menu.addAction(icon(u"direct"_s, colour), tr("Message"), this,
                       [this, id] { Q_EMIT messageRequested(id); });
    if (!member.user.email.isEmpty())
        menu.addAction(
            icon(u"copy"_s, colour), tr("Copy mail address"), this,
            [address = member.user.email] { QGuiApplication::clipboard()->setText(address); });
    const bool person = !member.isGroup() && member.user.type == UserType::Human
        && member.membership.state == MembershipState::Joined;
    const QString whyNotGo = me ? QString() : whyNotRemove(*space, m_room.ownRole());
    if (space->type == SpaceType::Space && person) {
        const QString why = whyNotSetRoles(*space, m_room.ownRole());
        menu.addSeparator();
        for (const MembershipRole role :
             {MembershipRole::Owner, MembershipRole::Manager, MembershipRole::Member}) {
            if (role == member.membership.role)
                continue;
            menu.addAction(makeWords(role), this, [this, member, role] { setRole(member, role); })
                ->setEnabled(why.isEmpty());
        }
        if (why != whyNotGo) // else it is said below
            addReason(menu, why);
    }
    if (!me) {
        menu.addSeparator();
        menu.addAction(icon(u"trash"_s, colour), tr("Remove from the conversation…"), this,
                       [this, member] { askRemove(member); })
            ->setEnabled(whyNotGo.isEmpty());
        addReason(menu, whyNotGo);
    }
}

void MembersPage::askRemove(const Member &member)
{
    const Space *space = m_room.value();
    if (!space || m_services.users.isMe(member.membership.user))
        return;
    if (const QString why = whyNotRemove(*space, m_room.ownRole()); !why.isEmpty()) {
        m_refusal->say(why);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove from the conversation"), {},
                                QMessageBox::NoButton, window());
    box->setObjectName(u"removeQuestion"_s);
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Remove %1?").arg(nameOf(member)));
    box->setInformativeText(tr("What was written stays. They can be invited again."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *go = box->addButton(tr("Remove"), QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, go, member](QAbstractButton *button) {
        if (button == go)
            remove(member);
    });
    box->open();
}

void MembersPage::remove(const Member &member)
{
    m_refusal->clear();
    const QString refusal = tr("You have not removed %1.").arg(nameOf(member));
    m_services.rooms.removeMember(
        member, this, [this, space = m_room.space(), refusal](const Result<Member> &answer) {
            changed(answer, space, refusal);
        });
}

void MembersPage::setRole(const Member &member, MembershipRole role)
{
    m_refusal->clear();
    const QString refusal = tr("The role of %1 was not changed.").arg(nameOf(member));
    m_services.rooms.setRole(
        member, role, this, [this, space = m_room.space(), refusal](const Result<Member> &answer) {
            changed(answer, space, refusal);
        });
}

void MembersPage::changed(const Result<Member> &answer, const SpaceId &space,
                          const QString &refusal)
{
    if (answer) {
        m_room.memberChanged(*answer);
        return;
    }
    const QString reason = refusal + u' ' + errorLine(answer.error());
    const bool open = space == m_room.space();
    if (open)
        m_refusal->say(reason);
    if (!open || !isVisible())
        Q_EMIT changeRefusedUnseen(space, reason);
}

void MembersPage::invite()
{
    auto *dialog = new InviteDialog(m_services, m_room, m_room.space(), window());
    dialog->open();
}

} // namespace linnet::ui
