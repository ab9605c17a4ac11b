// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/roomdesk.h"

#include "ui/people/profilecard.h"
#include "ui/rooms/backfillpart.h"
#include "ui/rooms/filespage.h"
#include "ui/rooms/memberspage.h"
#include "ui/rooms/newconversation.h"
#include "ui/rooms/pinspage.h"
#include "ui/rooms/roomwords.h"
#include "ui/rooms/settingspage.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"
#include "ui/window/services.h"
#include "ui/window/timelinepane.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr auto walking = std::chrono::milliseconds(400);
constexpr auto patience = std::chrono::milliseconds(300);

CommandId commandOf(RoomPanel::Page page)
{
    switch (page) {
    case RoomPanel::Page::Members:
        return CommandId::ShowMembers;
    case RoomPanel::Page::Pins:
        return CommandId::ShowPins;
    case RoomPanel::Page::Files:
        return CommandId::ShowFiles;
    case RoomPanel::Page::Settings:
        return CommandId::ShowSettings;
    }
    return CommandId::ShowMembers;
}

QString openingWords()
{
    return RoomDesk::tr("Opening the conversation…");
}

constexpr RoomPanel::Page pages[] = {RoomPanel::Page::Members, RoomPanel::Page::Pins,
                                     RoomPanel::Page::Files, RoomPanel::Page::Settings};

} // namespace

RoomDesk::RoomDesk(const Services &services, Avatars &avatars, const Commands &commands,
                   Notice &notice, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_commands(commands)
    , m_notice(notice)
    , m_window(window)
    , m_roomServices{services.spaces, services.users,  services.theme,  avatars,
                     services.clock,  *services.rooms, services.lookup, services.history}
    , m_room(services.rooms, services.spaces, services.users)
    , m_panel(new RoomPanel(m_roomServices, m_room, &window))
{
    m_panel->hide();
    m_pinsPause.setSingleShot(true);
    m_pinsPause.setInterval(walking);
    connect(&m_pinsPause, &QTimer::timeout, &m_room, &Room::askPinsOnce);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_notice.say(openingWords()); });
    connect(&m_room, &Room::pinsChanged, this, &RoomDesk::updatePins);
    connect(&m_room, &Room::pinned, this, [this](bool pinned) {
        m_notice.say(pinned ? tr("Pinned for everybody here.") : tr("Unpinned."));
    });
    connect(&m_room, &Room::pinRefused, this, [this](bool pinned, const Error &error) {
        m_notice.say(
            (pinned ? tr("Not pinned. %1") : tr("Not unpinned. %1")).arg(errorLine(error)));
    });
    connect(&services.spaces, &QAbstractItemModel::rowsInserted, this, &RoomDesk::arrived);
    connectCommands(commands);
    connectPanel();
    updateCommands();
}

void RoomDesk::connectCommands(const Commands &commands)
{
    connect(commands.action(CommandId::NewConversation), &QAction::triggered, this,
            &RoomDesk::startConversation);
    for (const RoomPanel::Page page : pages)
        connect(commands.action(commandOf(page)), &QAction::triggered, this,
                [this, page] { togglePage(page); });
}

void RoomDesk::connectPanel()
{
    connect(m_panel, &RoomPanel::closeRequested, this, &RoomDesk::closePanel);
    const MembersPage &members = m_panel->members();
    connect(&members, &MembersPage::messageRequested, this, &RoomDesk::openDirect);
    connect(&members, &MembersPage::changeRefusedUnseen, this,
            [this](const SpaceId &space, const QString &reason) {
                m_notice.say(tr("%1: %2").arg(titleOf(space), reason));
            });
    connect(&m_panel->pins(), &PinsPage::messageRequested, this, &RoomDesk::messageRequested);
    connect(&m_panel->files(), &FilesPage::messageRequested, this, &RoomDesk::messageRequested);
    const SettingsPage &settings = m_panel->settings();
    connect(&settings, &SettingsPage::leaveRequested, this, &RoomDesk::askLeave);
    connect(&settings, &SettingsPage::deleteRequested, this, &RoomDesk::askDelete);
    connect(&settings, &SettingsPage::notificationRefusedUnseen, this, &RoomDesk::sayNotNotified);
    connect(&settings, &SettingsPage::saveRefusedUnseen, this,
            [this](const SpaceId &space, const QString &reason) {
                m_notice.say(
                    tr("The settings of %1 were not saved. %2").arg(titleOf(space), reason));
            });
}

void RoomDesk::serve(const QList<TimelinePane *> &panes)
{
    m_panes = panes;
    for (TimelinePane *pane : panes) {
        connect(&pane->view(), &TimelineView::pinRequested, this,
                [this](const MessageId &message, bool pin) {
                    if (pin)
                        m_room.pin(message);
                    else
                        m_room.unpin(message);
                });
        connect(&pane->view(), &TimelineView::personRequested, this, &RoomDesk::showPerson);
    }
    updatePins();
}

void RoomDesk::setSpace(const SpaceId &space)
{
    if (m_room.space() == space)
        return;
    m_room.open(space);
    m_pinsPause.stop();
    if (space.isEmpty()) {
        closePanel();
    } else {
        m_pinsPause.start();
        if (m_panelOpen)
            m_panel->open(m_panel->page());
    }
    updateCommands();
}

void RoomDesk::apply(const ChangeSet &changes)
{
    if (BackfillPart *backfill = m_panel->settings().backfill())
        backfill->apply(changes.backfills);
}

void RoomDesk::togglePage(RoomPanel::Page page)
{
    if (m_panelOpen && m_panel->page() == page)
        closePanel();
    else
        showPage(m_room.space(), page);
}

void RoomDesk::showPage(const SpaceId &space, RoomPanel::Page page)
{
    if (space != m_room.space())
        Q_EMIT spaceRequested(space);
    if (m_room.space() != space || space.isEmpty()) {
        updateCommands();
        return;
    }
    m_panelOpen = true;
    m_panel->open(page);
    updateCommands();
    Q_EMIT panelChanged();
    m_panel->focusPage();
}

void RoomDesk::closePanel()
{
    if (!m_panelOpen)
        return;
    m_panelOpen = false;
    updateCommands();
    Q_EMIT panelChanged();
}

void RoomDesk::updateCommands()
{
    for (const RoomPanel::Page page : pages) {
        QAction *action = m_commands.action(commandOf(page));
        action->setEnabled(!m_room.space().isEmpty()
                           && (page != RoomPanel::Page::Files || m_services.lookup));
        action->setChecked(m_panelOpen && m_panel->page() == page);
    }
}

void RoomDesk::updatePins()
{
    QSet<MessageId> pinned;
    for (const PinnedMessage &each : m_room.pins())
        pinned.insert(each.pin.message);
    for (TimelinePane *pane : std::as_const(m_panes))
        pane->view().setPinned(pinned);
}

// --- beginning to talk

void RoomDesk::startConversation()
{
    auto *dialog = new NewConversation(m_roomServices, &m_window);
    connect(dialog, &NewConversation::made, this, &RoomDesk::goTo);
    connect(dialog, &NewConversation::partlyMade, this,
            [this](const QString &sentence) { m_notice.say(sentence); });
    dialog->open();
}

void RoomDesk::showPerson(const UserId &user)
{
    auto *card = new ProfileCard(profileOf(user, m_services.users), m_services.theme,
                                 m_roomServices.avatars, &m_window);
    connect(card, &ProfileCard::messageRequested, this, &RoomDesk::openDirect);
    card->open();
}

void RoomDesk::openDirect(const UserId &user)
{
    m_patience.start();
    m_services.rooms->openDirectMessage(user, this, [this](const Result<SpaceId> &answer) {
        if (answer) {
            goTo(*answer);
            return;
        }
        m_patience.stop();
        m_notice.say(errorLine(answer.error()));
    });
}

void RoomDesk::goTo(const SpaceId &space)
{
    m_awaited = space;
    // Of a new one: who was meant by a mail address is known from its members only.
    if (!m_services.spaces.find(space))
        m_services.rooms->members(space, this, [](const Result<QList<Member>> &) {});
    arrived();
}

void RoomDesk::arrived()
{
    if (m_awaited.isEmpty() || !m_services.spaces.find(m_awaited))
        return;
    const SpaceId space = std::exchange(m_awaited, {});
    m_patience.stop();
    if (m_notice.accessibleName() == openingWords())
        m_notice.putAway();
    // Later: the list is in the middle of telling of its new rows.
    QMetaObject::invokeMethod(
        this, [this, space] { Q_EMIT spaceRequested(space); }, Qt::QueuedConnection);
}

// --- the menu of a conversation

void RoomDesk::fillMenu(QMenu &menu, const SpaceId &space)
{
    const Conversation *conversation = m_services.spaces.find(space);
    if (!conversation)
        return;
    const QColor colour = m_services.theme.tokens().muted;
    const auto add = [&](const QString &name, const QString &text, RoomPanel::Page page) {
        menu.addAction(icon(name, colour), text, this,
                       [this, space, page] { showPage(space, page); });
    };
    menu.addSeparator();
    add(u"people"_s, tr("Members"), RoomPanel::Page::Members);
    add(u"pin"_s, tr("Pinned messages"), RoomPanel::Page::Pins);
    if (m_services.lookup)
        add(u"file"_s, tr("Files"), RoomPanel::Page::Files);
    add(u"settings"_s, tr("Settings"), RoomPanel::Page::Settings);
    menu.addSeparator();
    addNotificationMenu(menu, *conversation);
    if (m_services.history)
        addHistoryMenu(menu, *conversation);
    if (whyNotLeave(conversation->space).isEmpty()) {
        menu.addSeparator();
        menu.addAction(icon(u"sign-out"_s, colour), tr("Leave…"), this,
                       [this, space] { askLeave(space); });
    }
}

void RoomDesk::addNotificationMenu(QMenu &menu, const Conversation &conversation)
{
    const QColor colour = m_services.theme.tokens().muted;
    const SpaceId space = conversation.space.id;
    const NotificationLevel level = conversation.notificationLevel;
    const bool muted = conversation.muted;
    menu.addAction(icon(muted ? u"bell"_s : u"bell-off"_s, colour),
                   muted ? tr("Unmute") : tr("Mute"), this, [this, space, level, muted] {
                       setNotification(space, {level, !muted});
                   });
    auto *levels = menu.addMenu(icon(u"bell"_s, colour), tr("Notify me of"));
    auto *group = new QActionGroup(levels);
    for (const NotificationLevel each : levelsOf(conversation.space.type)) {
        QAction *entry = levels->addAction(levelWords(each), this, [this, space, each, muted] {
            setNotification(space, {each, muted});
        });
        entry->setCheckable(true);
        entry->setChecked(each == level);
        group->addAction(entry);
    }
}

void RoomDesk::addHistoryMenu(QMenu &menu, const Conversation &conversation)
{
    const BackfillPart *backfill = m_panel->settings().backfill();
    const SpaceId space = conversation.space.id;
    const QColor colour = m_services.theme.tokens().muted;
    HistoryPort &port = *m_services.history;
    const auto start = [&port, space] { port.startBackfill(space); };
    switch (backfill->of(space).state) {
    case BackfillState::None:
    case BackfillState::Failed:
        menu.addAction(icon(u"download"_s, colour), tr("Fetch the whole history"), this, start);
        break;
    case BackfillState::Paused:
        menu.addAction(icon(u"download"_s, colour), tr("Go on fetching the history"), this, start);
        break;
    case BackfillState::Running:
        menu.addAction(icon(u"download"_s, colour), tr("Pause fetching the history"), this,
                       [&port, space] { port.pauseBackfill(space); });
        break;
    case BackfillState::Complete:
        menu.addAction(icon(u"check"_s, colour), tr("The whole history is here"))
            ->setEnabled(false);
        break;
    }
}

void RoomDesk::setNotification(const SpaceId &space, const SpaceNotification &wanted)
{
    m_services.rooms->setNotification(space, wanted, this,
                                      [this, space](const Result<SpaceNotification> &answer) {
                                          if (!answer)
                                              sayNotNotified(space, answer.error());
                                      });
}

void RoomDesk::sayNotNotified(const SpaceId &space, const Error &error)
{
    m_notice.say(
        tr("The notifications of %1 stay as they were. %2").arg(titleOf(space), errorLine(error)));
}

QString RoomDesk::titleOf(const SpaceId &space) const
{
    const Conversation *conversation = m_services.spaces.find(space);
    return conversation ? sanitised(m_services.spaces.titleOf(*conversation), 100).simplified()
                        : tr("the conversation");
}

// --- the end

void RoomDesk::askLeave(const SpaceId &space)
{
    ask(tr("Leave a conversation"), tr("Leave %1?").arg(titleOf(space)),
        tr("It goes from your list, and what was read of it from this computer. Somebody there has "
           "to invite you again."),
        tr("Leave"), [this, space] {
            m_services.rooms->leave(space, this, [this, space](const Result<SpaceId> &answer) {
                if (!answer)
                    explain(tr("You have not left %1").arg(titleOf(space)), answer.error());
            });
        });
}

void RoomDesk::askDelete(const SpaceId &space)
{
    ask(tr("Delete a space"), tr("Delete %1 for everybody?").arg(titleOf(space)),
        tr("All its messages and files are gone for all its members. This cannot be undone."),
        tr("Delete for everybody"), [this, space] {
            m_services.rooms->deleteSpace(
                space, this, [this, space](const Result<SpaceId> &answer) {
                    if (!answer)
                        explain(tr("%1 was not deleted").arg(titleOf(space)), answer.error());
                });
        });
}

void RoomDesk::ask(const QString &title, const QString &question, const QString &explanation,
                   const QString &action, const std::function<void()> &done)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, {}, QMessageBox::NoButton, &m_window);
    box->setObjectName(u"endQuestion"_s);
    box->setTextFormat(Qt::PlainText);
    box->setText(question);
    box->setInformativeText(explanation);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *go = box->addButton(action, QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(box, &QMessageBox::buttonClicked, this, [go, done](const QAbstractButton *button) {
        if (button == go)
            done();
    });
    box->open();
}

void RoomDesk::explain(const QString &title, const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Information, title, {}, QMessageBox::Close, &m_window);
    box->setObjectName(u"refusedBox"_s);
    box->setTextFormat(Qt::PlainText);
    box->setText(title);
    box->setInformativeText(errorLine(error));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace linnet::ui
