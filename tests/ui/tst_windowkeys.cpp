// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowstage.h"

#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/conversations/conversationlist.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/countedentry.h"
#include "ui/widgets/emptystate.h"
#include "ui/window/commands.h"
#include "ui/window/keylist.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestWindowKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysWalkConversations();
    void keyGoesBack();
    void questionMarkShowsTheKeys();
    void tabWalksTheLeftPane();
    void keyGoesToNextUnread();
    void searchFindsAndEnterOpens();
    void searchWithoutHitsSaysSo();
    void escapeClosesTheTopLayer();
    void keysOfASelectionAreTheLists();
    void keysMeanThePaneOneIsIn();
    void regionsTakeTurns();
    void arrowsMoveWithoutOpening();
    void selectionFollowsSorting();
    void contextMenuActs();
    void everyIconButtonHasAName();
    void regionsAreNamed();
    void commandsAreUnique();
};

void TestWindowKeys::keysWalkConversations()
{
    WindowStage stage;
    stage.run(CommandId::NextConversation);
    const SpaceId first = stage.window().currentSpace();
    QVERIFY(!first.isEmpty());
    stage.run(CommandId::NextConversation);
    QVERIFY(stage.window().currentSpace() != first);
    stage.run(CommandId::PreviousConversation);
    QCOMPARE(stage.window().currentSpace(), first);
}

void TestWindowKeys::keyGoesBack()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    stage.run(CommandId::FormerConversation); // there is none
    QCOMPARE(stage.window().currentSpace(), spaceId(u"launch"_s));
    stage.open(u"design"_s);
    stage.run(CommandId::FormerConversation);
    QCOMPARE(stage.window().currentSpace(), spaceId(u"launch"_s));
    stage.run(CommandId::FormerConversation);
    QCOMPARE(stage.window().currentSpace(), spaceId(u"design"_s));
}

void TestWindowKeys::questionMarkShowsTheKeys()
{
    WindowStage stage;
    stage.activate();
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    composer.focusEditor();
    QTest::keyClick(&composer.editor(), '?');
    QCOMPARE(composer.text(), u"?"_s);
    QVERIFY(!stage.window().findChild<KeyList *>());
    stage.list().list().setFocus();
    QTest::keyClick(&stage.list().list(), '?');
    QVERIFY(stage.window().findChild<KeyList *>());
}

void TestWindowKeys::tabWalksTheLeftPane()
{
    WindowStage stage;
    const QWidget *threads = stage.list().findChild<CountedEntry *>();
    QVERIFY(threads->nextInFocusChain() == &stage.list().list());
}

void TestWindowKeys::keyGoesToNextUnread()
{
    WindowStage stage;
    QSet<QString> visited;
    for (int i = 0; i < 3; ++i) {
        stage.run(CommandId::NextUnread);
        visited << stage.window().currentSpace().lastSegment();
    }
    QCOMPARE(visited, (QSet<QString>{u"anna"_s, u"launch"_s, u"design"_s}));
}

void TestWindowKeys::searchFindsAndEnterOpens()
{
    WindowStage stage;
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

void TestWindowKeys::searchWithoutHitsSaysSo()
{
    WindowStage stage;
    stage.search().setText(u"zebra"_s);
    auto *empty = stage.list().findChild<EmptyState *>();
    QVERIFY(empty->isVisible());
    Q_EMIT empty->actionClicked();
    QVERIFY(!empty->isVisible());
    QVERIFY(stage.search().text().isEmpty());
}

void TestWindowKeys::escapeClosesTheTopLayer()
{
    WindowStage stage;
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
    stage.change(u"launch"_s, [](Conversation &conversation) { conversation.unread = true; });
    stage.run(CommandId::Escape);
    QCOMPARE(stage.timelines.allRead, QList<SpaceId>{spaceId(u"launch"_s)});
}

// Two of them are commands of the window elsewhere.
void TestWindowKeys::keysOfASelectionAreTheLists()
{
    WindowStage stage;
    stage.activate();
    stage.window().openThread(bannerThread);
    House::settle();
    TimelineView &view = stage.thread().view();
    const auto copyWithNames
        = [&view] { QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier); };
    QGuiApplication::clipboard()->clear();
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    copyWithNames();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(u"Inês Carvalho"_s) && copied.contains(u"Anna Berg"_s));
    QVERIFY(view.hasFocus());
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(view.textSelection().isEmpty());
    QVERIFY(stage.thread().isVisible());
    // The current message, where nothing is selected.
    copyWithNames();
    QVERIFY(QGuiApplication::clipboard()->text() != copied);
    QTest::keyClick(&view, Qt::Key_Escape);
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(!stage.thread().isVisible());
    // Where one writes it is code.
    Composer &composer = stage.timeline().composer();
    composer.focusEditor();
    QTest::keyClick(&composer.editor(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClicks(&composer.editor(), u"x"_s);
    QCOMPARE(composer.text(), u"`x`"_s);
}

void TestWindowKeys::keysMeanThePaneOneIsIn()
{
    WindowStage stage;
    for (int i = 0; i < 60; ++i) {
        Message reply = note(u"launch"_s, u"ines"_s, 120 + i, u"And another one."_s);
        reply.thread = bannerThread.thread;
        reply.threadReply = true;
        stage.timelines.messages << reply;
    }
    stage.activate();
    stage.window().openThread(bannerThread);
    House::settle();
    TimelineView &thread = stage.thread().view();
    const QModelIndex current = stage.timeline().view().currentIndex();
    const auto press = [](QWidget &at, Qt::Key key) {
        QTest::keyClick(&at, key, Qt::ControlModifier);
        House::settle();
    };
    press(thread, Qt::Key_J); // nothing is unread: the first there is
    QCOMPARE(thread.currentIndex().row(), 1);
    QVERIFY(!thread.isAtBottom());
    press(thread, Qt::Key_End);
    QVERIFY(thread.isAtBottom());
    QCOMPARE(stage.timeline().view().currentIndex(), current);
    press(thread, Qt::Key_M);
    QVERIFY(stage.thread().composer().editor().hasFocus());
    stage.list().list().setFocus();
    press(stage.list().list(), Qt::Key_M);
    QVERIFY(stage.timeline().composer().editor().hasFocus());
}

void TestWindowKeys::regionsTakeTurns()
{
    WindowStage stage;
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

void TestWindowKeys::arrowsMoveWithoutOpening()
{
    WindowStage stage;
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

void TestWindowKeys::selectionFollowsSorting()
{
    WindowStage stage;
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

void TestWindowKeys::contextMenuActs()
{
    WindowStage stage;
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
    QCOMPARE(stage.timelines.allRead, QList<SpaceId>{spaceId(u"launch"_s)});
    menu->actions().at(2)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://chat.google.com/room/launch"_s);
    menu->actions().at(3)->trigger();
    QCOMPARE(stage.opened.size(), 1);
    menu->close();
}

void TestWindowKeys::everyIconButtonHasAName()
{
    WindowStage stage;
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

void TestWindowKeys::regionsAreNamed()
{
    WindowStage stage;
    stage.window().openThread(bannerThread);
    QSet<QString> names;
    for (const QWidget *widget : stage.window().findChildren<QWidget *>())
        names << widget->accessibleName();
    for (const QString &name : {u"Conversations"_s, u"Messages"_s, u"Message composer"_s, u"Send"_s,
                                u"Thread"_s, u"Search"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
}

void TestWindowKeys::commandsAreUnique()
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
    const KeyList list(house.theme, true, nullptr);
    QVERIFY(!list.windowTitle().isEmpty());
    // Those of a message are told as well.
    QStringList told;
    for (const auto *label : list.findChildren<QLabel *>())
        told << label->text();
    QVERIFY(told.contains(u"Who wrote this (on a message)"_s));
    QVERIFY(told.contains(u"Mark unread from here (on a message)"_s));
    // What Enter does is a choice.
    const auto keyOf = [](const KeyList &of, const QString &text) {
        const auto labels = of.findChildren<QLabel *>();
        const auto at = std::find_if(labels.begin(), labels.end(),
                                     [&](const QLabel *label) { return label->text() == text; });
        auto *grid = qobject_cast<QGridLayout *>((*at)->parentWidget()->layout());
        int row = 0;
        int column = 0;
        int rows = 0;
        int columns = 0;
        grid->getItemPosition(grid->indexOf(*at), &row, &column, &rows, &columns);
        return qobject_cast<QLabel *>(grid->itemAtPosition(row, 1)->widget())->text();
    };
    QCOMPARE(keyOf(list, u"Send"_s), u"Return"_s);
    const KeyList swapped(house.theme, false, nullptr);
    QCOMPARE(keyOf(swapped, u"Send"_s), u"Ctrl+Return"_s);
    QCOMPARE(keyOf(swapped, u"New line"_s), u"Return"_s);
}

QTEST_MAIN(TestWindowKeys)
#include "tst_windowkeys.moc"
