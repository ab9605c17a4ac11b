// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/banner/banner.h"
#include "ui/cards/picturerule.h"
#include "ui/composer/composer.h"
#include "ui/conversations/conversationlist.h"
#include "ui/conversations/conversationpane.h"
#include "ui/conversations/face.h"
#include "ui/rooms/filespage.h"
#include "ui/text/errorwords.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/threads/threadspage.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/notice.h"
#include "ui/window/accountmenu.h"
#include "ui/window/attachments.h"
#include "ui/window/commands.h"
#include "ui/window/conversationactions.h"
#include "ui/window/foldingsplitter.h"
#include "ui/window/paneheader.h"
#include "ui/window/places.h"
#include "ui/window/roomdesk.h"
#include "ui/window/setasidedialog.h"
#include "ui/window/spacewords.h"
#include "ui/window/threadreading.h"
#include "ui/window/timelinepane.h"
#include "ui/window/writingdesk.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using linnet::items::SpaceListModel;
using linnet::items::SpaceListProxy;

namespace linnet::ui {

namespace {
constexpr QSize smallest(360, 420);
constexpr QSize usual(1120, 740);
const auto geometryKey = u"window/geometry"_s;
} // namespace

MainWindow::MainWindow(const Services &services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_avatars(services.media, services.theme)
    , m_emoji(services.settings, services.lookup)
    , m_readMarker(services.timelines)
    , m_regions(*this)
    , m_commands(new Commands(*this, services.theme))
    , m_actions(new ConversationActions(m_services, *this))
    , m_attachments(new Attachments(m_services, *this))
{
    build();
    buildDesks();
    buildHeaders();
    connectParts();
    connectTimelines();
    connectCommands();
    nameRegions();
    setMinimumSize(smallest);
    resize(usual);
    if (m_services.settings)
        restoreGeometry(m_services.settings->value(geometryKey).toByteArray());
    m_minute.start(std::chrono::minutes(1));
    conversationsChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    const Theme &theme = m_services.theme;
    m_banner = new Banner(theme, m_services.clock, std::chrono::seconds(2), this);
    m_list = new ConversationPane(m_services, m_avatars, *m_commands, this);
    m_list->accountButton().setMenu(new AccountMenu(m_services, *m_commands, this));
    m_timeline
        = new TimelinePane(m_services, m_avatars, m_emoji, TimelinePane::Kind::Conversation, this);
    m_thread = new TimelinePane(m_services, m_avatars, m_emoji, TimelinePane::Kind::Thread, this);
    m_threadReading = new ThreadReading(m_services.timelines, *m_thread);
    m_nothing = new EmptyState(theme, this);
    const QString keys
        = m_commands->action(CommandId::FocusSearch)->shortcut().toString(QKeySequence::NativeText);
    m_nothing->set(u":/icons/app/im.linnet.Linnet-symbolic.svg"_s, tr("Choose a conversation"),
                   tr("Press %1 to find one by name.").arg(keys));

    m_middle = new QStackedWidget(this);
    m_middle->addWidget(m_nothing);
    m_middle->addWidget(m_timeline);
    if (m_services.threads) {
        m_threads = new ThreadsPage(m_services, m_avatars, this);
        m_middle->addWidget(m_threads);
    }
    m_side = new QStackedWidget(this);
    m_side->addWidget(m_thread);
    m_panes = new FoldingSplitter(m_list, m_middle, m_side, m_services.settings, this);

    auto *central = new QWidget(this);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_panes, 1);
    setCentralWidget(central);
    m_notice = new Notice(theme, central);
}

void MainWindow::buildDesks()
{
    const QList<TimelinePane *> panes{m_timeline, m_thread};
    const auto *desk = new WritingDesk(m_services, *m_commands, panes, *m_notice, *this);
    connect(desk, &WritingDesk::spaceRequested, this, &MainWindow::openSpace);
    auto *places = new Places(m_services, *m_timeline, *m_thread, *m_notice, *this);
    connect(places, &Places::spaceRequested, this, &MainWindow::openSpace);
    connect(places, &Places::threadRequested, this, &MainWindow::openThread);
    connect(m_attachments, &Attachments::messageRequested, places,
            [places](const MessageId &message) { places->goTo(message, threadOfReply(message)); });
    for (const auto id : {CommandId::NewConversation, CommandId::ShowMembers, CommandId::ShowPins,
                          CommandId::ShowFiles, CommandId::ShowSettings})
        m_commands->action(id)->setEnabled(m_services.rooms && id == CommandId::NewConversation);
    if (!m_services.rooms)
        return;
    m_rooms = new RoomDesk(m_services, m_avatars, *m_commands, *m_notice, *this);
    m_rooms->serve(panes);
    m_side->addWidget(&m_rooms->panel());
    connect(m_rooms, &RoomDesk::spaceRequested, this, &MainWindow::openSpace);
    connect(m_rooms, &RoomDesk::messageRequested, places, &Places::goTo);
    connect(m_rooms, &RoomDesk::panelChanged, this, &MainWindow::updateSide);
    const FilesPage &files = m_rooms->panel().files();
    connect(&files, &FilesPage::pictureActivated, m_attachments, &Attachments::view);
    connect(&files, &FilesPage::fileActivated, m_attachments, &Attachments::activate);
    connect(&files, &FilesPage::saveRequested, m_attachments, &Attachments::save);
}

void MainWindow::buildHeaders()
{
    const Theme &theme = m_services.theme;
    for (const auto &[id, name] : {std::pair{CommandId::ShowMembers, u"people"_s},
                                   std::pair{CommandId::ShowPins, u"pin"_s}}) {
        if (!m_rooms)
            break;
        auto *button = new IconButton(name, {}, theme, m_timeline);
        button->follow(m_commands->action(id));
        m_timeline->header().addButton(button);
    }
    auto *markRead = new IconButton(u"mark-read"_s, {}, theme, m_timeline);
    markRead->follow(m_commands->action(CommandId::MarkRead));
    m_timeline->header().addButton(markRead);

    auto *more = new IconButton(u"more"_s, tr("Conversation menu"), theme, m_timeline);
    auto *menu = new QMenu(more);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        fillMenu(*menu, currentSpace());
    });
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    m_timeline->header().addButton(more);

    auto *close = new IconButton(u"close"_s, tr("Close thread"), theme, m_thread);
    connect(close, &IconButton::clicked, this, &MainWindow::closeThread);
    m_thread->header().addButton(close);
}

void MainWindow::connectParts()
{
    connect(m_list, &ConversationPane::chosen, this, &MainWindow::openSpace);
    connect(m_list, &ConversationPane::menuRequested, this,
            [this](const SpaceId &space, const QPoint &at) {
                auto *menu = new QMenu(this);
                menu->setAttribute(Qt::WA_DeleteOnClose);
                fillMenu(*menu, space);
                menu->popup(at);
            });
    connect(m_panes, &FoldingSplitter::narrowChanged, this, [this](bool narrow) {
        if (m_threads)
            m_threads->header().setBackVisible(narrow);
        m_timeline->header().setBackVisible(narrow);
        m_thread->header().setBackVisible(narrow);
        if (m_rooms)
            m_rooms->panel().header().setBackVisible(narrow);
    });

    AccountPort &account = m_services.account;
    connect(m_banner, &Banner::retryRequested, this, [&account] { account.retryNow(); });
    connect(m_banner, &Banner::signInRequested, this, [&account] { account.signInAgain(); });
    connect(m_banner, &Banner::setAsideRequested, this, &MainWindow::showSetAside);
    connect(m_banner, &Banner::linkRequested, this,
            [this](const QUrl &url) { m_services.links.openExternal(url, this); });

    const auto *spaces = &m_services.spaces;
    connect(spaces, &QAbstractItemModel::rowsInserted, this, &MainWindow::conversationsChanged);
    connect(spaces, &QAbstractItemModel::rowsRemoved, this, &MainWindow::conversationsChanged);
    connect(spaces, &QAbstractItemModel::dataChanged, this, &MainWindow::conversationsChanged);
    connect(spaces, &QAbstractItemModel::modelReset, this, &MainWindow::conversationsChanged);
    connect(&m_avatars, &Avatars::changed, this, &MainWindow::updateHeader);
    connect(&m_minute, &QTimer::timeout, m_list, &ConversationPane::refresh);
}

namespace {

// Whether apps may learn that their cards are read.
void connectPictures(PictureRule &rule, QAction &always, const QList<TimelinePane *> &panes)
{
    for (TimelinePane *pane : panes)
        pane->view().setPictureRule(&rule);
    always.setChecked(rule.loadsAll());
    QObject::connect(&always, &QAction::toggled, &rule, &PictureRule::setLoadsAll);
    QObject::connect(&rule, &PictureRule::changed, &always,
                     [&rule, &always] { always.setChecked(rule.loadsAll()); });
}

} // namespace

void MainWindow::connectTimelines()
{
    connectPictures(*new PictureRule(m_services.settings, this),
                    *m_commands->action(CommandId::CardPictures), {m_timeline, m_thread});
    connect(m_timeline, &TimelinePane::threadRequested, this,
            [this](const ThreadId &thread, bool toWrite) {
                openThread({currentSpace(), thread});
                if (toWrite)
                    m_thread->composer().focusEditor();
            });
    for (TimelinePane *pane : {m_timeline, m_thread}) {
        connect(pane, &TimelinePane::viewChanged, this, &MainWindow::updateSeen);
        connect(pane, &TimelinePane::attachmentActivated, m_attachments, &Attachments::activate);
        connect(pane, &TimelinePane::pictureActivated, m_attachments, &Attachments::view);
        connect(pane, &TimelinePane::attachmentSaveRequested, m_attachments, &Attachments::save);
        connect(pane, &TimelinePane::markUnreadRequested, this, [this](const MessageId &message) {
            m_readMarker.hold(spaceOf(message));
            updateSeen(); // the hold is on what is in view now
            m_services.timelines.markUnreadFrom(message);
        });
    }
    connect(&m_timeline->header(), &PaneHeader::backRequested, this, [this] {
        showList();
        m_list->list().setFocus();
    });
    connect(&m_thread->header(), &PaneHeader::backRequested, this, &MainWindow::closeThread);
    if (!m_threads)
        return;
    connect(m_threads, &ThreadsPage::threadRequested, this, &MainWindow::openThread);
    connect(m_threads, &ThreadsPage::unreadChanged, m_list, &ConversationPane::setUnreadThreads);
    connect(&m_threads->header(), &PaneHeader::backRequested, this, &MainWindow::showList);
    m_threads->refreshSoon();
}

// The regions a screen reader knows by name, in the order of reading.
void MainWindow::nameRegions()
{
    m_regions.add(&m_list->list());
    if (m_threads)
        m_regions.add(m_threads, [this] { m_threads->focusList(); });
    for (TimelinePane *pane : {m_timeline, m_thread}) {
        m_regions.add(&pane->view());
        m_regions.add(&pane->composer(), [pane] { pane->composer().focusEditor(); });
    }
    if (m_rooms)
        m_regions.add(&m_rooms->panel(), [this] { m_rooms->panel().focusPage(); });
}

void MainWindow::connectCommands()
{
    const auto on = [this](CommandId id, auto slot) {
        connect(m_commands->action(id), &QAction::triggered, this, slot);
    };
    on(CommandId::FocusSearch, [this] {
        showList();
        m_list->focusSearch();
    });
    on(CommandId::PreviousConversation, [this] { goTo(-1, false); });
    on(CommandId::NextConversation, [this] { goTo(1, false); });
    on(CommandId::PreviousUnread, [this] { goTo(-1, true); });
    on(CommandId::NextUnread, [this] { goTo(1, true); });
    on(CommandId::Escape, [this] { escape(); });
    on(CommandId::MarkRead, [this] { m_actions->markRead(currentSpace()); });
    on(CommandId::MarkAllRead, [this] { m_actions->askMarkAllRead(); });
    on(CommandId::JumpToNewest, [this] { m_timeline->view().jumpToNewest(); });
    on(CommandId::JumpToUnread, [this] { m_timeline->view().jumpToFirstUnread(); });
    on(CommandId::JumpToDay, [this] {
        if (m_timeline->isVisible())
            m_timeline->view().chooseDay();
    });
    on(CommandId::FocusComposer, [this] { m_timeline->composer().focusEditor(); });
    on(CommandId::CopyConversationLink, [this] { m_actions->copyLink(currentSpace()); });
    on(CommandId::OpenConversationInBrowser, [this] { m_actions->openInBrowser(currentSpace()); });
    on(CommandId::ShowThreads, [this] { showThreads(!isShowingThreads()); });
    on(CommandId::NextRegion, [this] { m_regions.move(1); });
    on(CommandId::PreviousRegion, [this] { m_regions.move(-1); });
    on(CommandId::CloseWindow, [this] { close(); });
    on(CommandId::Quit, [this] { Q_EMIT quitRequested(); });
}

SpaceId MainWindow::currentSpace() const
{
    return m_timeline->isOpen() ? m_timeline->scope().space : SpaceId();
}

ThreadId MainWindow::currentThread() const
{
    return m_thread->isOpen() ? m_thread->scope().thread : ThreadId();
}

void MainWindow::openSpace(const SpaceId &space)
{
    const Conversation *conversation = m_services.spaces.find(space);
    if (!conversation)
        return;
    if (space != currentSpace()) {
        closeThread();
        m_timeline->open({space, {}}, m_services.spaces.titleOf(*conversation),
                         conversation->lastReadTime);
        m_list->setOpenSpace(space);
        updateWatched();
        if (m_rooms)
            m_rooms->setSpace(space);
        conversationsChanged();
        Q_EMIT spaceOpened(space);
    }
    showThreads(false);
    if (m_rooms && m_panes->isNarrow())
        m_rooms->closePanel(); // it would hide what was asked for
    m_panes->setTimelineInFront(true);
    m_timeline->composer().focusEditor();
    updateSeen();
}

void MainWindow::openThread(const TimelineScope &scope)
{
    openSpace(scope.space);
    if (currentSpace() != scope.space || !scope.isThread())
        return;
    if (!m_thread->isOpen() || m_thread->scope() != scope) {
        const QString title = m_services.spaces.titleOf(*m_services.spaces.find(scope.space));
        m_thread->open(scope, title, {});
        m_threadReading->opened();
        if (m_threads)
            m_threads->refreshSoon(); // it is read now
    }
    if (m_rooms)
        m_rooms->closePanel();
    updateSide();
    m_thread->view().setFocus();
    updateWatched();
}

void MainWindow::closeThread()
{
    if (!m_thread->isOpen())
        return;
    m_thread->close();
    updateSide();
    m_timeline->composer().focusEditor();
    updateWatched();
}

// A thread and a panel share the place beside the timeline; the panel came last.
void MainWindow::updateSide()
{
    const bool panel = m_rooms && m_rooms->isPanelOpen();
    const bool hadFocus = m_side->isAncestorOf(focusWidget());
    if (panel)
        m_side->setCurrentWidget(&m_rooms->panel());
    else
        m_side->setCurrentWidget(m_thread);
    m_panes->setSideOpen(panel || m_thread->isOpen());
    if (!panel && hadFocus && !m_thread->isOpen())
        m_timeline->composer().focusEditor();
    updateSeen();
}

void MainWindow::closeSpace()
{
    closeThread();
    m_timeline->close();
    showThreads(isShowingThreads());
    if (m_rooms)
        m_rooms->setSpace({});
    m_list->setOpenSpace({});
    m_panes->setTimelineInFront(false);
    updateWatched();
}

bool MainWindow::isShowingThreads() const
{
    return m_threads && m_middle->currentWidget() == m_threads;
}

// In the place of the timeline, which stays open behind it.
void MainWindow::showThreads(bool on)
{
    on = on && m_threads;
    m_commands->action(CommandId::ShowThreads)->setChecked(on);
    if (!on) {
        m_middle->setCurrentWidget(m_timeline->isOpen() ? static_cast<QWidget *>(m_timeline)
                                                        : m_nothing);
        updateSeen();
        return;
    }
    closeThread();
    if (m_rooms)
        m_rooms->closePanel();
    m_middle->setCurrentWidget(m_threads);
    m_panes->setTimelineInFront(true);
    m_threads->refresh();
    m_threads->focusList();
    updateSeen();
}

// The list may be folded away behind a timeline or a thread.
void MainWindow::showList()
{
    if (m_list->isVisibleTo(this))
        return;
    closeThread();
    if (m_rooms)
        m_rooms->closePanel();
    m_panes->setTimelineInFront(false);
    updateSeen();
}

void MainWindow::escape()
{
    if (m_list->leaveSearch())
        return;
    if (m_list->isAncestorOf(focusWidget()) && m_timeline->isVisible()) {
        m_timeline->composer().focusEditor();
        return;
    }
    for (TimelinePane *pane : {m_thread, m_timeline}) {
        if (pane->isAncestorOf(focusWidget()) && pane->composer().leaveLayer())
            return;
    }
    if (m_rooms && m_rooms->isPanelOpen())
        m_rooms->closePanel();
    else if (m_thread->isOpen())
        closeThread();
    else if (isShowingThreads())
        showThreads(false);
    else
        m_actions->markRead(currentSpace());
}

void MainWindow::goTo(int step, bool unreadOnly)
{
    const auto direction
        = step < 0 ? SpaceListProxy::Direction::Previous : SpaceListProxy::Direction::Next;
    const SpaceId space = m_list->proxy().neighbour(currentSpace(), direction, unreadOnly);
    if (!space.isEmpty())
        openSpace(space);
}

void MainWindow::applyChanges(const ChangeSet &changes)
{
    m_timeline->apply(changes);
    m_thread->apply(changes);
    if (m_rooms)
        m_rooms->apply(changes);
    if (m_threads)
        m_threads->apply(changes);
    updateSeen();
}

void MainWindow::setAccountStatus(const AccountStatus &status)
{
    if (status.connection == Connection::Online && m_status.connection != Connection::Online)
        m_avatars.retryFailed();
    m_status = status;
    m_banner->setStatus(status);
    m_list->setStatus(status);
}

void MainWindow::setSetAside(const QList<SetAsideText> &texts)
{
    m_setAside = texts;
}

void MainWindow::showSetAside()
{
    auto *dialog = new SetAsideDialog(m_setAside, m_services.spaces, this);
    connect(dialog, &SetAsideDialog::forgetRequested, this, &MainWindow::forgetSetAsideRequested);
    dialog->open();
}

void MainWindow::showWriteRefused(const Error &error)
{
    m_notice->say(tr("Undone: %1").arg(errorLine(error)));
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::fillMenu(QMenu &menu, const SpaceId &space)
{
    m_actions->fillMenu(menu, space);
    if (m_rooms)
        m_rooms->fillMenu(menu, space);
}

void MainWindow::conversationsChanged()
{
    const SpaceId current = currentSpace();
    const Conversation *conversation = m_services.spaces.find(current);
    if (!current.isEmpty() && !conversation)
        closeSpace();
    m_commands->action(CommandId::MarkRead)->setEnabled(conversation && conversation->unread);
    for (const auto id : {CommandId::CopyConversationLink, CommandId::OpenConversationInBrowser})
        m_commands->action(id)->setEnabled(conversation && !conversation->space.uri.isEmpty());
    updateHeader();
    updateTitle();
    updateSeen();
}

void MainWindow::updateHeader()
{
    const QModelIndex index = m_services.spaces.indexOf(currentSpace());
    if (!index.isValid())
        return;
    const Conversation &conversation = *m_services.spaces.find(currentSpace());
    const QString title = m_services.spaces.titleOf(conversation);
    m_timeline->setName(title);
    m_thread->setName(title);
    m_thread->header().setTexts(tr("Thread · %1", "space").arg(sanitised(title, 300)), {});
    PaneHeader &header = m_timeline->header();
    header.setTexts(title, spaceWords(conversation, m_services.users));
    header.setFace(
        conversationFace(index, m_avatars, m_services.users, metrics::avatar, devicePixelRatioF()));
    header.setOutside(index.data(SpaceListModel::ExternalRole).toBool(),
                      tr("Someone from outside your organisation is here"));
}

void MainWindow::updateTitle()
{
    const Conversation *conversation = m_services.spaces.find(currentSpace());
    QString title = conversation
        ? tr("%1 – Linnet").arg(sanitised(m_services.spaces.titleOf(*conversation), 200))
        : tr("Linnet");
    if (const int unread = m_services.spaces.unreadConversations(); unread > 0)
        title = tr("(%1) %2", "unread conversations, title").arg(unread).arg(title);
    // Qt takes "[*]" in a window's title for the place of its mark of changes.
    setWindowTitle(title.replace(u"[*]"_s, u"[*][*]"_s));
}

void MainWindow::updateSeen()
{
    m_threadReading->update();
    const Conversation *conversation = m_services.spaces.find(currentSpace());
    if (!conversation)
        return;
    m_readMarker.update({.space = currentSpace(),
                         .windowActive = isActiveWindow() && !isMinimized(),
                         .atBottom = m_timeline->showsNewest(),
                         .unread = conversation->unread,
                         .newest = m_timeline->model().newestKey(),
                         .activity = conversation->lastMessageTime});
}

void MainWindow::updateWatched()
{
    QList<TimelineScope> scopes;
    for (const TimelinePane *pane : {m_timeline, m_thread}) {
        if (pane->isOpen())
            scopes << pane->scope();
    }
    m_services.timelines.setWatched(scopes);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange) {
        Q_EMIT activeChanged(isActiveWindow());
        updateSeen();
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_timeline->composer().flushDraft();
    m_thread->composer().flushDraft();
    if (m_services.settings)
        m_services.settings->setValue(geometryKey, saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace linnet::ui
