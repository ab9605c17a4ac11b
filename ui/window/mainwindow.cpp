// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/banner/banner.h"
#include "ui/composer/composer.h"
#include "ui/conversations/conversationpane.h"
#include "ui/conversations/face.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/threads/threadspage.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/notice.h"
#include "ui/window/attachments.h"
#include "ui/window/commands.h"
#include "ui/window/conversationactions.h"
#include "ui/window/foldingsplitter.h"
#include "ui/window/paneheader.h"
#include "ui/window/roomdesk.h"
#include "ui/window/setasidedialog.h"
#include "ui/window/spacewords.h"
#include "ui/window/threadreading.h"
#include "ui/window/timelinepane.h"

#include <QAction>
#include <QCloseEvent>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>

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
    , m_emoji(services.settings, services.lookup, &services.media)
    , m_readMarker(services.timelines)
    , m_regions(*this)
    , m_commands(new Commands(*this, services.theme))
    , m_actions(new ConversationActions(m_services, *this))
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
        if (!currentSpace().isEmpty())
            m_former = currentSpace();
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
    if (m_notice->isAncestorOf(focusWidget())) {
        m_notice->putAway();
        return;
    }
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

// What keys about messages mean: the thread, if one is in it.
TimelinePane &MainWindow::focusedPane() const
{
    return m_thread->isVisible() && m_thread->isAncestorOf(focusWidget()) ? *m_thread : *m_timeline;
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

void MainWindow::showWriteRefused(const OutboxItem &write, const Error &error)
{
    if (write.kind == OutboxKind::UpdateMessage) {
        const QModelIndex row = m_thread->model().indexOf(write.message);
        const bool reply = row.data(items::TimelineModel::MessageRole).value<Message>().threadReply;
        const TimelineScope there = reply ? m_thread->scope() : TimelineScope{write.space, {}};
        TimelinePane &pane = reply ? *m_thread : *m_timeline;
        pane.composer().insertEdit(there, write.message, write.text);
    }
    // What the service says then is not documented; another reason to refuse it there is hardly.
    const bool hasReplies = write.kind == OutboxKind::DeleteMessage && !write.withReplies
        && (error.kind == ErrorKind::FailedPrecondition
            || error.kind == ErrorKind::InvalidArgument);
    m_notice->say(hasReplies
                      ? tr("Not deleted: the message seems to have replies. Open its thread, "
                           "then delete it with them.")
                      : tr("Undone: %1").arg(errorLine(error)));
}

void MainWindow::showNotCleared()
{
    m_notice->say(tr("The stored messages are still there: a file could not be removed."));
}

void MainWindow::showNoConversation(const QString &name)
{
    m_notice->say(tr("There is no conversation called “%1” here.").arg(name.left(100)));
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
    for (TimelinePane *pane : {m_timeline, m_thread}) {
        pane->setName(title);
        pane->updateMayWrite();
    }
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
