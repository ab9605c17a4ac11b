// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowstage.h"

#include "ui/banner/banner.h"
#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/conversations/conversationpane.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/commands.h"
#include "ui/window/foldingsplitter.h"
#include "ui/window/paneheader.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
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
    void markAllAsksFirst();
    void signOutAsksFirst();
    void goneConversationCloses();
    void bannerActionsReachThePort();
    void hostileNamesStayPlain();
    void themeChangesWhileOpen();
    void geometryIsRemembered();
};

void TestMainWindow::opensAConversation()
{
    WindowStage stage;
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
    WindowStage stage;
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
    WindowStage stage;
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
    WindowStage stage;
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
    WindowStage stage;
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
    WindowStage stage;
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
    WindowStage stage;
    stage.open(u"launch"_s);
    QCOMPARE(stage.timelines.watched, (QList<TimelineScope>{{spaceId(u"launch"_s), {}}}));
    stage.window().openThread(bannerThread);
    QCOMPARE(stage.timelines.watched.size(), 2);
    stage.open(u"design"_s);
    QCOMPARE(stage.timelines.watched, (QList<TimelineScope>{{spaceId(u"design"_s), {}}}));
}

void TestMainWindow::foldsWhenNarrow()
{
    WindowStage stage(400);
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
    WindowStage stage(760);
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

void TestMainWindow::markAllAsksFirst()
{
    WindowStage stage;
    stage.run(CommandId::MarkAllRead);
    QVERIFY(stage.timelines.read.isEmpty());
    auto *box = stage.window().findChild<QMessageBox *>(u"markAllQuestion"_s);
    QVERIFY(box);
    press(box, QMessageBox::AcceptRole);
    QCOMPARE(stage.timelines.allRead.size(), 4); // the muted one too
}

void TestMainWindow::signOutAsksFirst()
{
    WindowStage stage;
    stage.run(CommandId::SignOut);
    QVERIFY(stage.account.calls.isEmpty());
    press(stage.window().findChild<QMessageBox *>(u"signOutQuestion"_s),
          QMessageBox::DestructiveRole);
    QCOMPARE(stage.account.calls, QStringList{u"signOut"_s});
    const auto *waiting = stage.window().findChild<QWidget *>(u"signingOut"_s);
    QTRY_VERIFY(waiting && waiting->isVisible());
}

void TestMainWindow::goneConversationCloses()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    ChangeSet changes;
    changes.removedSpaces << spaceId(u"launch"_s);
    stage.apply(changes);
    House::settle();
    QVERIFY(stage.window().currentSpace().isEmpty());
    QVERIFY(stage.timelines.watched.isEmpty());
}

void TestMainWindow::bannerActionsReachThePort()
{
    WindowStage stage;
    AccountStatus status;
    status.connection = Connection::Blocked;
    status.error = Error{.kind = ErrorKind::SignedOut};
    stage.window().setAccountStatus(status);
    auto *banner = stage.window().findChild<Banner *>();
    QVERIFY(banner->isVisible());
    Q_EMIT banner->signInRequested();
    Q_EMIT banner->retryRequested();
    QCOMPARE(stage.account.calls, (QStringList{u"signInAgain"_s, u"retryNow"_s}));
    // It is a part of the window that the keyboard reaches.
    stage.activate();
    for (int i = 0; i < 4 && !banner->isAncestorOf(stage.window().focusWidget()); ++i)
        stage.run(CommandId::NextRegion);
    QVERIFY(banner->isAncestorOf(stage.window().focusWidget()));
    Q_EMIT banner->linkRequested(QUrl(u"https://console.cloud.google.com/"_s));
    QCOMPARE(stage.opened.size(), 1);
}

void TestMainWindow::hostileNamesStayPlain()
{
    WindowStage stage;
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
    WindowStage stage;
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
