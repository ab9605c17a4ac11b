// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/banner/banner.h"
#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/conversations/conversationlist.h"
#include "ui/conversations/conversationpane.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"
#include "ui/window/foldingsplitter.h"
#include "ui/window/keylist.h"
#include "ui/window/paneheader.h"
#include "ui/window/timelinepane.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAConversation();
    void titleCountsUnread();
    void seenIsMarkedReadOnce();
    void unreadFromHereStays();
    void threadOpensBesideAndCloses();
    void threadIsReadWhenItWasSeen();
    void watchesWhatIsOpen();
    void foldsWhenNarrow();
    void mediumShowsTwo();
    void widthsAreRemembered();
    void keysWalkConversations();
    void keyGoesToNextUnread();
    void searchFindsAndEnterOpens();
    void searchWithoutHitsSaysSo();
    void escapeClosesTheTopLayer();
    void regionsTakeTurns();
    void arrowsMoveWithoutOpening();
    void selectionFollowsSorting();
    void contextMenuActs();
    void markAllAsksFirst();
    void signOutAsksFirst();
    void goneConversationCloses();
    void failedTimelineOffersRetry();
    void slowTimelineSaysSo();
    void driveFilesOpenOnTheWeb();
    void otherFilesAreSaved();
    void deletionCanBeUndone();
    void noticeCoversNothing_data();
    void noticeCoversNothing();
    void upEditsTheLastOwnMessage();
    void keysChooseTheQuote();
    void forwardAsksWhereTo();
    void writingKeysReachTheComposer();
    void pendingGoesBackToTheComposer();
    void bannerActionsReachThePort();
    void everyIconButtonHasAName();
    void regionsAreNamed();
    void commandsAreUnique();
    void hostileNamesStayPlain();
    void themeChangesWhileOpen();
    void geometryIsRemembered();
};

namespace {

struct Stage : House
{
    explicit Stage(int width = 1100)
    {
        furnish();
        window().resize(width, 700);
        window().show();
        settle();
    }
    void activate()
    {
        QApplication::setActiveWindow(&window());
        settle();
    }
    void open(const QString &space)
    {
        window().openSpace(spaceId(space));
        settle();
    }
    void run(CommandId id)
    {
        window().commands().action(id)->trigger();
        settle();
    }
    [[nodiscard]] TimelinePane &pane(const QString &name)
    {
        const auto panes = window().findChildren<TimelinePane *>();
        return *panes.at(panes.first()->accessibleName() == name ? 0 : 1);
    }
    [[nodiscard]] TimelinePane &timeline() { return pane(u"Conversation"_s); }
    [[nodiscard]] TimelinePane &thread() { return pane(u"Thread"_s); }
    [[nodiscard]] ConversationPane &list() { return *window().findChild<ConversationPane *>(); }
    [[nodiscard]] QLineEdit &search() { return *list().findChild<QLineEdit *>(); }
    [[nodiscard]] EmptyState &noMessages() { return *timeline().findChild<EmptyState *>(); }
};

const TimelineScope bannerThread{spaceId(u"launch"_s), ThreadId(u"spaces/launch/threads/m00095"_s)};

void press(QMessageBox *box, QMessageBox::ButtonRole role)
{
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == role)
            button->click();
    }
    House::settle();
}

} // namespace

void TestMainWindow::opensAConversation()
{
    Stage stage;
    QSignalSpy opened(&stage.window(), &MainWindow::spaceOpened);
    QVERIFY(stage.window().currentSpace().isEmpty());
    stage.open(u"launch"_s);
    QCOMPARE(stage.window().currentSpace(), spaceId(u"launch"_s));
    QCOMPARE(opened.size(), 1);
    QVERIFY(stage.timeline().model().rowCount() > 4);
    QCOMPARE(stage.timeline().composer().target().space, spaceId(u"launch"_s));
    stage.open(u"launch"_s);
    QCOMPARE(opened.size(), 1);
    stage.open(u"nowhere"_s);
    QCOMPARE(stage.window().currentSpace(), spaceId(u"launch"_s));
}

void TestMainWindow::titleCountsUnread()
{
    Stage stage;
    const int unread = stage.spaces.unreadConversations();
    QVERIFY(unread > 1);
    QCOMPARE(stage.window().windowTitle(), u"(%1) Linnet"_s.arg(unread));
    stage.open(u"partners"_s);
    QCOMPARE(stage.window().windowTitle(), u"(%1) Partners – Linnet"_s.arg(unread));
    for (const QString &space : {u"anna"_s, u"launch"_s, u"design"_s})
        stage.change(space, [](Conversation &conversation) { conversation.unread = false; });
    QCOMPARE(stage.window().windowTitle(), u"Partners – Linnet"_s);
}

void TestMainWindow::seenIsMarkedReadOnce()
{
    Stage stage;
    stage.open(u"launch"_s);
    QTRY_VERIFY(stage.timeline().showsNewest());
    if (!stage.window().isActiveWindow())
        QVERIFY(stage.timelines.read.isEmpty());
    stage.activate();
    QTRY_COMPARE(stage.timelines.read, QList<SpaceId>{spaceId(u"launch"_s)});
    stage.change(u"launch"_s, [](Conversation &conversation) { conversation.unread = false; });
    House::settle();
    QCOMPARE(stage.timelines.read.size(), 1);
}

void TestMainWindow::unreadFromHereStays()
{
    Stage stage;
    stage.activate();
    stage.open(u"launch"_s);
    QTRY_COMPARE(stage.timelines.read.size(), 1);
    stage.change(u"launch"_s, [](Conversation &conversation) { conversation.unread = false; });
    const MessageId from(u"spaces/launch/messages/m00400"_s);
    Q_EMIT stage.timeline().view().markUnreadRequested(from);
    stage.change(u"launch"_s, [](Conversation &conversation) { conversation.unread = true; });
    House::settle();
    QCOMPARE(stage.timelines.unreadFrom, QList<MessageId>{from});
    QCOMPARE(stage.timelines.read.size(), 1);
}

void TestMainWindow::threadOpensBesideAndCloses()
{
    Stage stage;
    stage.open(u"launch"_s);
    QVERIFY(!stage.thread().isVisible());
    Q_EMIT stage.timeline().view().replyRequested(bannerThread.thread, {});
    House::settle();
    QVERIFY(stage.thread().isVisible() && stage.timeline().isVisible());
    QCOMPARE(stage.window().currentThread(), bannerThread.thread);
    QCOMPARE(stage.thread().composer().target(), bannerThread);
    QCOMPARE(stage.thread().accessibleName(), u"Thread"_s);
    stage.open(u"design"_s);
    QVERIFY(!stage.thread().isVisible());
    QVERIFY(stage.window().currentThread().isEmpty());
}

void TestMainWindow::threadIsReadWhenItWasSeen()
{
    Stage stage;
    QApplication::setActiveWindow(&stage.window());
    stage.open(u"launch"_s);
    stage.window().openThread(bannerThread);
    QVERIFY(stage.timelines.threadsRead.isEmpty()); // how far it was read is asked first
    QTRY_COMPARE(stage.timelines.threadsRead, QList<ThreadId>{bannerThread.thread});
    QVERIFY(!stage.thread().model().newLineIndex().isValid()); // never opened before
    Q_EMIT stage.thread().header().backRequested();

    // The line stands above what came after the time up to which it was read.
    const items::TimelineModel &model = stage.thread().model();
    stage.window().openThread(bannerThread);
    QTRY_VERIFY(model.rowCount() > 2);
    const auto first
        = model.index(1).data(items::TimelineModel::MessageRole).value<Message>().createTime;
    Q_EMIT stage.thread().header().backRequested();
    stage.timelines.threadReads.insert(bannerThread.thread, first);
    stage.window().openThread(bannerThread);
    QTRY_COMPARE(model.newLineIndex(), model.index(2));
    QTRY_COMPARE(stage.timelines.threadsRead.size(), 3);
}

void TestMainWindow::watchesWhatIsOpen()
{
    Stage stage;
    stage.open(u"launch"_s);
    QCOMPARE(stage.timelines.watched, (QList<TimelineScope>{{spaceId(u"launch"_s), {}}}));
    stage.window().openThread(bannerThread);
    QCOMPARE(stage.timelines.watched.size(), 2);
    stage.open(u"design"_s);
    QCOMPARE(stage.timelines.watched, (QList<TimelineScope>{{spaceId(u"design"_s), {}}}));
}

void TestMainWindow::foldsWhenNarrow()
{
    Stage stage(400);
    QVERIFY(stage.list().isVisible());
    stage.open(u"launch"_s);
    QVERIFY(!stage.list().isVisible() && stage.timeline().isVisible());
    stage.window().openThread(bannerThread);
    House::settle();
    QVERIFY(!stage.timeline().isVisible() && stage.thread().isVisible());
    Q_EMIT stage.thread().header().backRequested();
    QVERIFY(stage.timeline().isVisible() && !stage.thread().isVisible());
    Q_EMIT stage.timeline().header().backRequested();
    QVERIFY(stage.list().isVisible() && !stage.timeline().isVisible());
    // What is folded away is not seen.
    QVERIFY(!stage.timeline().showsNewest());
    stage.run(CommandId::NextConversation);
    QVERIFY(stage.timeline().isVisible());
    stage.run(CommandId::FocusSearch);
    QVERIFY(stage.list().isVisible() && stage.search().hasFocus());
    stage.window().resize(1100, 700);
    House::settle();
    QVERIFY(stage.list().isVisible() && stage.timeline().isVisible());
}

void TestMainWindow::mediumShowsTwo()
{
    Stage stage(760);
    stage.open(u"launch"_s);
    QVERIFY(stage.list().isVisible() && stage.timeline().isVisible());
    stage.window().openThread(bannerThread);
    House::settle();
    QVERIFY(!stage.list().isVisible() && stage.timeline().isVisible()
            && stage.thread().isVisible());
    QCOMPARE(stage.window().width(), 760); // nothing pushes the window wider
    stage.run(CommandId::Escape);
    QVERIFY(stage.list().isVisible());
}

void TestMainWindow::widthsAreRemembered()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    House house;
    house.furnish();
    Services services = house.services();
    services.settings = &settings;
    {
        MainWindow window(services);
        window.resize(1100, 700);
        window.show();
        House::settle();
        auto *panes = window.findChild<FoldingSplitter *>();
        panes->setSizes({260, 840, 0});
        Q_EMIT panes->splitterMoved(260, 1);
        QCOMPARE(window.findChild<ConversationPane *>()->width(), 260);
    }
    MainWindow window(services);
    window.resize(1100, 700);
    window.show();
    House::settle();
    QCOMPARE(window.findChild<ConversationPane *>()->width(), 260);
}

void TestMainWindow::keysWalkConversations()
{
    Stage stage;
    stage.run(CommandId::NextConversation);
    const SpaceId first = stage.window().currentSpace();
    QVERIFY(!first.isEmpty());
    stage.run(CommandId::NextConversation);
    QVERIFY(stage.window().currentSpace() != first);
    stage.run(CommandId::PreviousConversation);
    QCOMPARE(stage.window().currentSpace(), first);
}

void TestMainWindow::keyGoesToNextUnread()
{
    Stage stage;
    QSet<QString> visited;
    for (int i = 0; i < 3; ++i) {
        stage.run(CommandId::NextUnread);
        visited << stage.window().currentSpace().lastSegment();
    }
    QCOMPARE(visited, (QSet<QString>{u"anna"_s, u"launch"_s, u"design"_s}));
}

void TestMainWindow::searchFindsAndEnterOpens()
{
    Stage stage;
    stage.activate();
    stage.run(CommandId::FocusSearch);
    QTest::keyClicks(&stage.search(), u"novak"_s);
    QTest::keyClick(&stage.search(), Qt::Key_Return);
    QCOMPARE(stage.window().currentSpace(), spaceId(u"tomas"_s));
    QVERIFY(stage.search().text().isEmpty());
    // Typing in the list searches too.
    stage.list().list().setFocus();
    QTest::keyClick(&stage.list().list(), Qt::Key_D);
    QCOMPARE(stage.search().text(), u"d"_s);
}

void TestMainWindow::searchWithoutHitsSaysSo()
{
    Stage stage;
    stage.search().setText(u"zebra"_s);
    auto *empty = stage.list().findChild<EmptyState *>();
    QVERIFY(empty->isVisible());
    Q_EMIT empty->actionClicked();
    QVERIFY(!empty->isVisible());
    QVERIFY(stage.search().text().isEmpty());
}

void TestMainWindow::escapeClosesTheTopLayer()
{
    Stage stage;
    stage.activate();
    stage.window().openThread(bannerThread);
    stage.search().setText(u"x"_s);
    stage.search().setFocus();
    stage.run(CommandId::Escape);
    QVERIFY(stage.search().text().isEmpty());
    QVERIFY(stage.thread().isVisible());
    stage.run(CommandId::Escape); // leaves the list
    QVERIFY(stage.thread().isVisible());
    stage.run(CommandId::Escape);
    QVERIFY(!stage.thread().isVisible());
    stage.timelines.read.clear();
    stage.change(u"launch"_s, [](Conversation &conversation) { conversation.unread = true; });
    stage.run(CommandId::Escape);
    QCOMPARE(stage.timelines.read.last(), spaceId(u"launch"_s));
}

void TestMainWindow::regionsTakeTurns()
{
    Stage stage;
    stage.activate();
    stage.window().openThread(bannerThread);
    House::settle();
    stage.list().list().setFocus();
    QStringList names;
    for (int i = 0; i < 5; ++i) {
        stage.run(CommandId::NextRegion);
        const QWidget *focus = stage.window().focusWidget();
        QVERIFY(focus);
        names << (stage.thread().isAncestorOf(focus)         ? u"thread"_s
                      : stage.timeline().isAncestorOf(focus) ? u"timeline"_s
                                                             : u"list"_s);
    }
    QCOMPARE(names,
             (QStringList{u"timeline"_s, u"timeline"_s, u"thread"_s, u"thread"_s, u"list"_s}));
    stage.run(CommandId::PreviousRegion);
    QVERIFY(stage.thread().isAncestorOf(stage.window().focusWidget()));
}

void TestMainWindow::arrowsMoveWithoutOpening()
{
    Stage stage;
    stage.activate();
    stage.open(u"launch"_s);
    ConversationList &list = stage.list().list();
    list.setFocus();
    const int row = list.currentIndex().row();
    QTest::keyClick(&list, Qt::Key_Up);
    QCOMPARE(list.currentIndex().row(), row - 1);
    QCOMPARE(stage.window().currentSpace(), spaceId(u"launch"_s));
    QCOMPARE(list.selectionModel()->selectedIndexes().first().row(), row);
    QTest::keyClick(&list, Qt::Key_Return);
    QVERIFY(stage.window().currentSpace() != spaceId(u"launch"_s));
}

void TestMainWindow::selectionFollowsSorting()
{
    Stage stage;
    stage.open(u"ops"_s);
    ConversationList &list = stage.list().list();
    const auto selected = [&list, &stage] {
        const auto rows = list.selectionModel()->selectedIndexes();
        return rows.isEmpty() ? SpaceId() : stage.list().proxy().spaceAt(rows.first().row());
    };
    QCOMPARE(selected(), spaceId(u"ops"_s));
    stage.change(u"ops"_s, [&stage](Conversation &conversation) {
        conversation.lastMessageTime = stage.clock.now();
        conversation.unread = true;
    });
    House::settle();
    QCOMPARE(selected(), spaceId(u"ops"_s));
    stage.search().setText(u"zebra"_s);
    stage.search().clear();
    QCOMPARE(selected(), spaceId(u"ops"_s));
}

void TestMainWindow::contextMenuActs()
{
    Stage stage;
    const QModelIndex index = stage.list().proxy().indexOf(spaceId(u"launch"_s));
    const QPoint at = stage.list().list().visualRect(index).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at,
                            stage.list().list().viewport()->mapToGlobal(at));
    QApplication::sendEvent(stage.list().list().viewport(), &event);
    QMenu *menu = nullptr;
    for (QMenu *each : stage.window().findChildren<QMenu *>(Qt::FindDirectChildrenOnly)) {
        if (each->isVisible())
            menu = each;
    }
    if (!menu)
        QFAIL("no menu");
    menu->actions().at(0)->trigger();
    QCOMPARE(stage.timelines.read, QList<SpaceId>{spaceId(u"launch"_s)});
    menu->actions().at(2)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://chat.google.com/room/launch"_s);
    menu->actions().at(3)->trigger();
    QCOMPARE(stage.opened.size(), 1);
    menu->close();
}

void TestMainWindow::markAllAsksFirst()
{
    Stage stage;
    stage.run(CommandId::MarkAllRead);
    QVERIFY(stage.timelines.read.isEmpty());
    auto *box = stage.window().findChild<QMessageBox *>(u"markAllQuestion"_s);
    QVERIFY(box);
    press(box, QMessageBox::AcceptRole);
    QCOMPARE(stage.timelines.read.size(), 4); // the muted one too
}

void TestMainWindow::signOutAsksFirst()
{
    Stage stage;
    stage.run(CommandId::SignOut);
    QVERIFY(stage.account.calls.isEmpty());
    press(stage.window().findChild<QMessageBox *>(u"signOutQuestion"_s),
          QMessageBox::DestructiveRole);
    QCOMPARE(stage.account.calls, QStringList{u"signOut"_s});
}

void TestMainWindow::goneConversationCloses()
{
    Stage stage;
    stage.open(u"launch"_s);
    ChangeSet changes;
    changes.removedSpaces << spaceId(u"launch"_s);
    stage.apply(changes);
    House::settle();
    QVERIFY(stage.window().currentSpace().isEmpty());
    QVERIFY(stage.timelines.watched.isEmpty());
}

void TestMainWindow::failedTimelineOffersRetry()
{
    Stage stage;
    stage.timelines.failure = Error{.kind = ErrorKind::Offline};
    stage.open(u"launch"_s);
    QTRY_VERIFY(stage.noMessages().isVisible());
    QVERIFY(!stage.timeline().showsNewest());
    stage.timelines.failure.reset();
    Q_EMIT stage.noMessages().actionClicked();
    QTRY_VERIFY(stage.timeline().model().historyState() != items::HistoryState::Failed);
}

void TestMainWindow::slowTimelineSaysSo()
{
    Stage stage;
    stage.timelines.hold = true;
    stage.open(u"launch"_s);
    QVERIFY(!stage.noMessages().isVisible()); // no flicker where the cache answers
    QTRY_VERIFY(stage.noMessages().isVisible());
}

void TestMainWindow::driveFilesOpenOnTheWeb()
{
    Stage stage;
    stage.open(u"launch"_s);
    Attachment attachment;
    attachment.source = AttachmentSource::Drive;
    attachment.driveFileId = u"abc/../x y"_s;
    Q_EMIT stage.timeline().attachmentActivated(attachment);
    QCOMPARE(stage.opened.size(), 1);
    QCOMPARE(stage.opened.first().host(), u"drive.google.com"_s);
}

void TestMainWindow::otherFilesAreSaved()
{
    QTemporaryDir folder;
    const QString source = folder.filePath(u"source"_s);
    QFile file(source);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("content");
    file.close();
    Stage stage;
    stage.open(u"launch"_s);
    stage.media.files.insert(u"media/1"_s, source);
    Attachment attachment;
    attachment.mediaName = u"media/1"_s;
    attachment.contentName = u"../plan.pdf"_s;
    Q_EMIT stage.timeline().attachmentActivated(attachment);
    auto *dialog = stage.window().findChild<QFileDialog *>(u"saveAttachment"_s);
    QVERIFY(dialog);
    const QString target = folder.filePath(u"plan.pdf"_s);
    Q_EMIT dialog->fileSelected(target);
    QTRY_VERIFY(QFile::exists(target));
    QTRY_COMPARE(QFileInfo(target).size(), 7);
    dialog->close();

    attachment.mediaName = u"media/none"_s;
    Q_EMIT stage.timeline().attachmentActivated(attachment);
    House::settle();
    Q_EMIT stage.window().findChild<QFileDialog *>(u"saveAttachment"_s)->fileSelected(target);
    QTRY_VERIFY(stage.window().findChild<QMessageBox *>(u"saveFailed"_s));
}

void TestMainWindow::deletionCanBeUndone()
{
    Stage stage;
    stage.open(u"launch"_s);
    const MessageId message(u"spaces/launch/messages/m00180"_s);
    Q_EMIT stage.timeline().view().deleteRequested(message);
    QCOMPARE(stage.messages.calls, QStringList{u"remove spaces/launch/messages/m00180"_s});
    auto *notice = stage.window().findChild<Notice *>();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().contains(u"deleted"_s));
    notice->findChild<QPushButton *>()->click();
    QCOMPARE(stage.messages.calls.last(), u"undoRemove spaces/launch/messages/m00180"_s);
    QVERIFY(!notice->isVisible());
    // By keys alone: one that does it, or the way there.
    stage.activate();
    Q_EMIT stage.timeline().view().deleteRequested(message);
    stage.run(CommandId::ActOnNotice);
    QCOMPARE(stage.messages.calls.count(u"undoRemove spaces/launch/messages/m00180"_s), 2);
    Q_EMIT stage.timeline().view().deleteRequested(message);
    QVERIFY(notice->accessibleName().contains(u"Undo"_s));
    stage.timeline().composer().focusEditor();
    for (int i = 0; i < 8 && !notice->isAncestorOf(stage.window().focusWidget()); ++i)
        stage.run(CommandId::NextRegion);
    QVERIFY(notice->isAncestorOf(stage.window().focusWidget()));
    stage.run(CommandId::Escape);
    QVERIFY(!notice->isVisible());
    QVERIFY(stage.timeline().composer().isAncestorOf(stage.window().focusWidget()));
    QCOMPARE(stage.messages.calls.count(u"undoRemove spaces/launch/messages/m00180"_s), 2);
}

void TestMainWindow::noticeCoversNothing_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1280, 800);
    QTest::newRow("narrow") << QSize(420, 800);
}

void TestMainWindow::noticeCoversNothing()
{
    QFETCH(const QSize, size);
    Stage stage;
    stage.window().resize(size);
    stage.open(u"launch"_s);
    TimelinePane &pane = stage.timeline();
    auto *notice = stage.window().findChild<Notice *>();
    const auto placed = [&stage](const QWidget &widget) {
        return QRect(widget.mapTo(&stage.window(), QPoint()), widget.size());
    };
    const QRect messages = placed(pane.view());
    const auto newest = [&] {
        const QModelIndex last = pane.model().index(pane.model().rowCount() - 1);
        return pane.view().visualRect(last).translated(placed(*pane.view().viewport()).topLeft());
    };
    Q_EMIT pane.view().deleteRequested(MessageId(u"spaces/launch/messages/m00180"_s));
    QVERIFY(notice->isVisible());
    QTRY_VERIFY(!placed(*notice).intersects(placed(pane.view())));
    QVERIFY(!placed(*notice).intersects(placed(pane.composer())));
    QVERIFY(placed(pane).contains(placed(*notice)));
    QTRY_VERIFY(newest().bottom() <= placed(*notice).top()); // the last one stays in view
    QVERIFY(notice->actNow());
    QTRY_COMPARE(placed(pane.view()), messages);
}

void TestMainWindow::upEditsTheLastOwnMessage()
{
    Stage stage;
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    QTest::keyClick(&composer.editor(), Qt::Key_Up);
    QVERIFY(composer.isEditing());
    QCOMPARE(composer.text(), u"I can bring the long ladder on Friday."_s);
    QTest::keyClicks(&composer.editor(), u" Early."_s);
    QTest::keyClick(&composer.editor(), Qt::Key_Return);
    QCOMPARE(stage.messages.calls, QStringList{u"edit spaces/launch/messages/m00180"_s});
    QVERIFY(!composer.isEditing());
    QCOMPARE(composer.text(), QString());
    // Escape leaves the edit first.
    QTest::keyClick(&composer.editor(), Qt::Key_Up);
    QVERIFY(composer.isEditing());
    composer.focusEditor();
    const auto read = stage.timelines.read.size();
    stage.run(CommandId::Escape);
    QVERIFY(!composer.isEditing());
    QCOMPARE(stage.timelines.read.size(), read);
}

void TestMainWindow::keysChooseTheQuote()
{
    Stage stage;
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    const auto press
        = [&](Qt::Key key) { QTest::keyClick(&composer.editor(), key, Qt::ControlModifier); };
    press(Qt::Key_Up);
    QVERIFY(composer.quoted());
    QCOMPARE(composer.quoted()->reference.message, MessageId(u"spaces/launch/messages/m00409"_s));
    QCOMPARE(composer.quoted()->sender, u"Anna Berg"_s);
    press(Qt::Key_Up);
    QCOMPARE(composer.quoted()->reference.message, MessageId(u"spaces/launch/messages/m00400"_s));
    QTest::keyClicks(&composer.editor(), u"yes"_s);
    QTest::keyClick(&composer.editor(), Qt::Key_Return);
    QCOMPARE(stage.messages.outgoing.last().quote->message,
             MessageId(u"spaces/launch/messages/m00400"_s));
    // Never edited: its createTime, exactly.
    QCOMPARE(stage.messages.outgoing.last().quote->lastUpdateTime,
             Timestamp::fromString(u"2026-03-12T14:40:00Z"));
    stage.settle();
    press(Qt::Key_Up);
    press(Qt::Key_Down);
    QVERIFY(!composer.quoted());
    Q_EMIT stage.timeline().view().quoteRequested(MessageId(u"spaces/launch/messages/m00020"_s));
    QVERIFY(composer.quoted());
}

void TestMainWindow::forwardAsksWhereTo()
{
    Stage stage;
    stage.open(u"launch"_s);
    Q_EMIT stage.timeline().view().forwardRequested(MessageId(u"spaces/launch/messages/m00400"_s));
    auto *dialog = stage.window().findChild<QDialog *>(u"forwardDialog"_s);
    QVERIFY(dialog);
    const auto fields = dialog->findChildren<QLineEdit *>();
    fields.at(0)->setText(u"design"_s);
    fields.at(1)->setText(u"see below"_s);
    auto *buttons = dialog->findChild<QDialogButtonBox *>();
    for (QAbstractButton *button : buttons->buttons()) {
        if (buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->click();
    }
    QCOMPARE(stage.messages.calls, QStringList{u"send spaces/design : see below"_s});
    QCOMPARE(stage.messages.outgoing.last().quote->type, QuoteType::Forward);
    QTRY_VERIFY(stage.window().findChild<Notice *>()->isVisible());
}

void TestMainWindow::writingKeysReachTheComposer()
{
    Stage stage;
    stage.activate();
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    composer.focusEditor();
    QTest::keyClick(&composer.editor(), Qt::Key_B, Qt::ControlModifier);
    QTest::keyClicks(&composer.editor(), u"loud"_s);
    QCOMPARE(composer.text(), u"*loud*"_s);
    // The composer of the thread has its own.
    stage.window().openThread(bannerThread);
    stage.settle();
    Composer &reply = stage.thread().composer();
    reply.focusEditor();
    stage.run(CommandId::Italic);
    QTest::keyClicks(&reply.editor(), u"soft"_s);
    QCOMPARE(reply.text(), u"_soft_"_s);
    QCOMPARE(composer.text(), u"*loud*"_s);
}

void TestMainWindow::pendingGoesBackToTheComposer()
{
    Stage stage;
    stage.open(u"launch"_s);
    Q_EMIT stage.timeline().view().editPendingRequested(
        MessageId(u"spaces/launch/messages/client-1"_s));
    QTRY_COMPARE(stage.timeline().composer().text(), u"taken back"_s);
}

void TestMainWindow::bannerActionsReachThePort()
{
    Stage stage;
    AccountStatus status;
    status.connection = Connection::Blocked;
    status.error = Error{.kind = ErrorKind::SignedOut};
    stage.window().setAccountStatus(status);
    auto *banner = stage.window().findChild<Banner *>();
    QVERIFY(banner->isVisible());
    Q_EMIT banner->signInRequested();
    Q_EMIT banner->retryRequested();
    QCOMPARE(stage.account.calls, (QStringList{u"signInAgain"_s, u"retryNow"_s}));
    Q_EMIT banner->linkRequested(QUrl(u"https://console.cloud.google.com/"_s));
    QCOMPARE(stage.opened.size(), 1);
}

void TestMainWindow::everyIconButtonHasAName()
{
    Stage stage;
    stage.open(u"launch"_s);
    stage.window().openThread(bannerThread);
    House::settle();
    int checked = 0;
    for (const QAbstractButton *button : stage.window().findChildren<QAbstractButton *>()) {
        if (!button->text().isEmpty()
            || button->objectName().startsWith("qt_"_L1)) // Qt's own: spin and clear buttons
            continue;
        if (qobject_cast<const QLineEdit *>(button->parentWidget()))
            continue;
        if (button->icon().isNull() && button->isHidden())
            continue; // gets a text when it is needed
        ++checked;
        QVERIFY2(!button->accessibleName().isEmpty(), button->metaObject()->className());
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->accessibleName()));
    }
    QVERIFY(checked > 6);
}

void TestMainWindow::regionsAreNamed()
{
    Stage stage;
    stage.window().openThread(bannerThread);
    QSet<QString> names;
    for (const QWidget *widget : stage.window().findChildren<QWidget *>())
        names << widget->accessibleName();
    for (const QString &name : {u"Conversations"_s, u"Messages"_s, u"Message composer"_s, u"Send"_s,
                                u"Thread"_s, u"Search"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
}

void TestMainWindow::commandsAreUnique()
{
    QSet<QString> keys;
    QSet<int> ids;
    for (const CommandInfo &command : Commands::all()) {
        QVERIFY(!ids.contains(int(command.id)));
        ids << int(command.id);
        QVERIFY(!Commands::text(command).isEmpty());
        for (const QKeySequence &sequence : Commands::keys(command)) {
            const QString text = sequence.toString();
            QVERIFY2(!text.isEmpty() && !keys.contains(text), qPrintable(text));
            keys << text;
        }
    }
    QCOMPARE(ids.size(), int(CommandId::Quit) + 1);
    House house;
    KeyList list(house.theme, nullptr);
    QVERIFY(!list.windowTitle().isEmpty());
    // Those of a message are told as well.
    QStringList told;
    for (const auto *label : list.findChildren<QLabel *>())
        told << label->text();
    QVERIFY(told.contains(u"Who wrote this (on a message)"_s));
    QVERIFY(told.contains(u"Mark unread from here (on a message)"_s));
}

void TestMainWindow::hostileNamesStayPlain()
{
    Stage stage;
    const QString hostile = u"<img src=/dev/zero>&[*]"_s;
    stage.change(u"launch"_s, [&hostile](Conversation &conversation) {
        conversation.space.displayName = hostile;
        conversation.preview = hostile;
    });
    ChangeSet changes;
    User me = stage.users.user(userId(u"me"_s));
    me.displayName = hostile;
    me.email = hostile;
    changes.users << me;
    stage.apply(changes);
    stage.open(u"launch"_s);
    (void)stage.window().grab(); // a rich text label would never come back from the device
    QVERIFY(stage.window().windowTitle().contains(u"<img"_s));
    for (const QWidget *widget : stage.window().findChildren<QWidget *>())
        QVERIFY2(!widget->toolTip().contains(u"<img"_s), qPrintable(widget->toolTip()));
    for (const QLabel *label : stage.window().findChildren<QLabel *>()) {
        if (label->text().contains(u"<img"_s))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
}

void TestMainWindow::themeChangesWhileOpen()
{
    Stage stage;
    stage.theme.applyTo(*qApp);
    stage.open(u"launch"_s);
    const QImage light = stage.window().grab().toImage();
    stage.run(CommandId::ThemeDark);
    QCOMPARE(stage.theme.mode(), Theme::Mode::Dark);
    const QImage dark = stage.window().grab().toImage();
    const auto lightness = [](const QImage &image) {
        return image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .pixelColor(0, 0)
            .lightness();
    };
    QVERIFY(lightness(light) > 200);
    QVERIFY(lightness(dark) < 60);
}

void TestMainWindow::geometryIsRemembered()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    House house;
    Services services = house.services();
    services.settings = &settings;
    {
        MainWindow window(services);
        window.show();
        window.resize(700, 500);
        House::settle();
        window.close();
    }
    MainWindow window(services);
    QCOMPARE(window.size(), QSize(700, 500));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
