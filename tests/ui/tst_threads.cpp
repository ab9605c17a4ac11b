// SPDX-License-Identifier: GPL-3.0-or-later
// The list of one's threads in the window: how one comes there, and from there to a thread.
#include "tests/ui/windowfixture.h"
#include "ui/conversations/conversationpane.h"
#include "ui/people/peoplelist.h"
#include "ui/threads/threadspage.h"
#include "ui/widgets/countedentry.h"
#include "ui/widgets/emptystate.h"
#include "ui/window/commands.h"

#include <QAction>
#include <QApplication>
#include <QTest>

using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using namespace Qt::StringLiterals;

namespace {

const ThreadId bannerThread(u"spaces/launch/threads/m00095"_s);

MyThread banner(int unread)
{
    MyThread thread;
    thread.thread = bannerThread;
    thread.root = note(u"launch"_s, u"tomas"_s, 95, u"Where do we put the second banner?"_s);
    thread.newest = note(u"launch"_s, u"ines"_s, 115, u"I will ask the caretaker for hooks."_s);
    thread.replies = 2;
    thread.unread = unread;
    return thread;
}

struct Stage
{
    House house;
    NotedThreads threads;
    std::unique_ptr<MainWindow> window;

    explicit Stage(int unread)
    {
        threads.answer = QList<MyThread>{banner(unread)};
        house.furnish();
        Services services = house.services();
        services.threads = &threads;
        window = std::make_unique<MainWindow>(services);
        window->resize(1100, 700);
        window->show();
        House::settle();
    }
    void toggle()
    {
        window->commands().action(CommandId::ShowThreads)->trigger();
        House::settle();
    }
    [[nodiscard]] ThreadsPage &page() { return *window->findChild<ThreadsPage *>(); }
    [[nodiscard]] PeopleList &list() { return *page().findChild<PeopleList *>(); }
    [[nodiscard]] CountedEntry &entry() { return *window->findChild<CountedEntry *>(); }
};

} // namespace

class TestThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAThreadBesideItsConversation()
    {
        Stage stage(1);
        stage.toggle();
        QVERIFY(stage.page().isVisible());
        QVERIFY(stage.entry().isChecked());
        QTRY_COMPARE(stage.list().model()->rowCount(), 1);
        QTRY_VERIFY(stage.list().hasFocus() || stage.window->focusWidget() == &stage.list());
        stage.list().setCurrentIndex(stage.list().model()->index(0, 0));
        QTest::keyClick(&stage.list(), Qt::Key_Return);
        House::settle();
        QCOMPARE(stage.window->currentThread(), bannerThread);
        QCOMPARE(stage.window->currentSpace(), spaceId(u"launch"_s));
        QVERIFY(!stage.page().isVisible());
        QVERIFY(!stage.entry().isChecked());
    }

    void countsTheUnreadBeforeItIsOpened()
    {
        Stage stage(3);
        QTRY_VERIFY(stage.entry().accessibleName().contains(u"1 unread"_s)); // one thread
        stage.threads.answer = QList<MyThread>{banner(0)};
        ChangeSet changes;
        Message reply = note(u"launch"_s, u"me"_s, 500, u"Yes"_s);
        reply.thread = bannerThread;
        reply.threadReply = true;
        changes.messages = {reply};
        stage.window->applyChanges(changes);
        QTRY_COMPARE(stage.entry().accessibleName(), u"Threads"_s);
    }

    // A reply that comes while one looks elsewhere counts until one looks.
    void countGoesWhenTheThreadIsSeen()
    {
        Stage stage(0);
        QApplication::setActiveWindow(nullptr);
        stage.window->openThread({spaceId(u"launch"_s), bannerThread});
        House::settle();
        stage.threads.answer = QList<MyThread>{banner(1)};
        stage.page().refresh();
        QTRY_VERIFY(stage.entry().accessibleName().contains(u"1 unread"_s));
        stage.threads.answer = QList<MyThread>{banner(0)};
        QVERIFY(stage.house.timelines.threadsRead.isEmpty());
        QApplication::setActiveWindow(stage.window.get());
        QTRY_COMPARE(stage.entry().accessibleName(), u"Threads"_s);
    }

    // It stays the last one, but what others write after it is read when it is seen.
    void aRefusedReplyHidesNoOthers()
    {
        Stage stage(0);
        QApplication::setActiveWindow(stage.window.get());
        stage.window->openThread({spaceId(u"launch"_s), bannerThread});
        QList<ThreadId> &marked = stage.house.timelines.threadsRead;
        QTRY_COMPARE(marked.size(), 1);
        const auto arrive = [&stage](Message reply) {
            reply.thread = bannerThread;
            reply.threadReply = true;
            ChangeSet changes;
            changes.messages = {reply};
            stage.window->applyChanges(changes);
            House::settle();
        };
        Message refused = note(u"launch"_s, u"me"_s, 500, u"No"_s);
        refused.sendState = SendState::Failed;
        refused.outboxSequence = 1;
        arrive(refused);
        marked.clear();
        arrive(note(u"launch"_s, u"anna"_s, 501, u"Yes"_s));
        QTRY_COMPARE(marked.size(), 1);
    }

    void otherMessagesCostNothing()
    {
        Stage stage(0);
        stage.toggle();
        QVERIFY(!stage.page().isDue());
        ChangeSet changes;
        changes.messages = {note(u"launch"_s, u"anna"_s, 500, u"Hello"_s)};
        stage.page().apply(changes);
        QVERIFY(!stage.page().isDue());
        changes.messages.first().threadReply = true;
        stage.page().apply(changes);
        QVERIFY(stage.page().isDue());
    }

    void escapeAndTheSameKeyLeadBack()
    {
        Stage stage(1);
        stage.window->openSpace(spaceId(u"launch"_s));
        stage.toggle();
        QVERIFY(stage.page().isVisible());
        stage.toggle();
        QVERIFY(!stage.page().isVisible());
        QCOMPARE(stage.window->currentSpace(), spaceId(u"launch"_s));
        QTest::mouseClick(&stage.entry(), Qt::LeftButton);
        QVERIFY(stage.page().isVisible());
        stage.window->commands().action(CommandId::Escape)->trigger();
        QVERIFY(!stage.page().isVisible());
        stage.toggle();
        stage.window->openSpace(spaceId(u"launch"_s)); // the one that is open behind it
        QVERIFY(!stage.page().isVisible());
    }

    void saysWhatIsMissing()
    {
        Stage stage(0);
        stage.threads.answer = Failure(Error{.kind = ErrorKind::StorageFailed});
        stage.toggle();
        auto *empty = stage.page().findChild<EmptyState *>();
        QVERIFY(empty->isVisible());
    }

    void withoutThePortThereIsNoEntry()
    {
        House house;
        house.furnish();
        house.window().show();
        House::settle();
        QVERIFY(!house.window().findChild<CountedEntry *>()->isVisible());
        house.window().commands().action(CommandId::ShowThreads)->trigger();
        QVERIFY(!house.window().findChild<ThreadsPage *>());
    }
};

QTEST_MAIN(TestThreads)
#include "tst_threads.moc"
