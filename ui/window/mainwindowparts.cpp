// SPDX-License-Identifier: GPL-3.0-or-later
// How a MainWindow is put together; what it does then is in mainwindow.cpp.
#include "ui/window/mainwindow.h"

#include "ui/banner/banner.h"
#include "ui/cards/picturerule.h"
#include "ui/composer/composer.h"
#include "ui/conversations/conversationlist.h"
#include "ui/conversations/conversationpane.h"
#include "ui/emoji/emojidialog.h"
#include "ui/rooms/filespage.h"
#include "ui/text/linkgate.h"
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
#include "ui/window/threadreading.h"
#include "ui/window/timelinepane.h"
#include "ui/window/writingdesk.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

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
        connect(m_threadReading, &ThreadReading::marked, m_threads, &ThreadsPage::refreshSoon);
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
    m_attachments = new Attachments(m_services, *m_notice, *this);
}

void MainWindow::buildDesks()
{
    const QList<TimelinePane *> panes{m_timeline, m_thread};
    const auto *desk = new WritingDesk(m_services, *m_commands, panes, *m_notice, *this);
    connect(desk, &WritingDesk::timelineRequested, this, [this](const TimelineScope &scope) {
        openThread(scope); // at least its conversation
        if (scope.isThread())
            m_thread->composer().focusEditor();
    });
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

    m_emoji.setManageable(m_services.emoji != nullptr);
    connect(&m_emoji, &EmojiShelf::manageRequested, this, [this] {
        auto *dialog = new EmojiDialog(*m_services.emoji, m_emoji, m_services.theme, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });

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
    for (TimelinePane *pane : {m_timeline, m_thread}) {
        pane->view().setMediaRule(m_services.mediaRule);
        pane->view().setFetches(&m_attachments->fetches());
    }
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
    m_regions.add(m_banner, [this] { m_banner->focusButton(); });
    m_regions.add(&m_list->list());
    if (m_threads)
        m_regions.add(m_threads, [this] { m_threads->focusList(); });
    for (TimelinePane *pane : {m_timeline, m_thread}) {
        m_regions.add(&pane->view());
        m_regions.add(&pane->composer(), [pane] { pane->composer().focusEditor(); });
    }
    if (m_rooms)
        m_regions.add(&m_rooms->panel(), [this] { m_rooms->panel().focusPage(); });
    m_regions.add(m_notice, [this] { m_notice->focusButton(); });
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
    on(CommandId::FormerConversation, [this] { openSpace(SpaceId(m_former)); });
    on(CommandId::PreviousUnread, [this] { goTo(-1, true); });
    on(CommandId::NextUnread, [this] { goTo(1, true); });
    on(CommandId::Escape, [this] { escape(); });
    on(CommandId::MarkRead, [this] { m_actions->markRead(currentSpace()); });
    on(CommandId::MarkAllRead, [this] { m_actions->askMarkAllRead(); });
    on(CommandId::JumpToNewest, [this] { focusedPane().view().jumpToNewest(); });
    on(CommandId::JumpToUnread, [this] { focusedPane().view().jumpToFirstUnread(); });
    on(CommandId::JumpToDay, [this] {
        if (TimelinePane &pane = focusedPane(); pane.isVisible())
            pane.view().chooseDay();
    });
    on(CommandId::FocusComposer, [this] { focusedPane().composer().focusEditor(); });
    on(CommandId::CopyConversationLink, [this] { m_actions->copyLink(currentSpace()); });
    on(CommandId::OpenConversationInBrowser, [this] { m_actions->openInBrowser(currentSpace()); });
    on(CommandId::ShowThreads, [this] { showThreads(!isShowingThreads()); });
    on(CommandId::NextRegion, [this] { m_regions.move(1); });
    on(CommandId::PreviousRegion, [this] { m_regions.move(-1); });
    on(CommandId::CloseWindow, [this] { close(); });
    on(CommandId::Quit, [this] { Q_EMIT quitRequested(); });
}

} // namespace linnet::ui
