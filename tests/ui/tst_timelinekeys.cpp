// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

// Menus, keys and what a screen reader is told.
class TimelineKeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<SampleStage>(); }
    void cleanup() { m_stage.reset(); }
    void offersOfTheWindow();
    void privateMessagesAreNotPassedOn();
    void menus_data();
    void menus();
    void menuOfALink();
    void menuByKey();
    void whatCanBeClickedIsInTheMenu();
    void keys_data();
    void keys();
    void arrowsWalkThroughMessages();
    void tallMessageIsReadByPages();
    void keysMeanWhatIsInView();
    void pagesTakeTheCurrentMessageAlong();
    void typingGoesOn();
    void accessibleAsAList();
    void tabPutsTheKeyboardOnTheNewest();

private:
    std::unique_ptr<SampleStage> m_stage;
};

void TimelineKeysTest::offersOfTheWindow()
{
    TimelineView &view = *m_stage->view;
    TimelineView::Offers offers;
    offers.quote = offers.forward = offers.edit = offers.pin = true;
    view.setOffers(offers);
    QStringList words = entriesOf(*view.menuFor(m_stage->indexOf(u"plain"_s)));
    QVERIFY(words.contains(u"Quote in reply"_s) && words.contains(u"Forward"_s));
    QVERIFY(words.contains(u"Pin for everybody"_s) && !words.contains(u"Edit"_s));
    words = entriesOf(*view.menuFor(m_stage->indexOf(u"emoji"_s)));
    QVERIFY(words.contains(u"Edit"_s)); // mine
    view.setPinned({m_stage->idOf(u"plain"_s)});
    QVERIFY(entriesOf(*view.menuFor(m_stage->indexOf(u"plain"_s))).contains(u"Unpin"_s));
    QVERIFY(
        !entriesOf(*view.menuFor(m_stage->indexOf(u"deleted"_s))).contains(u"Quote in reply"_s));
    QSignalSpy quoted(&view, &TimelineView::quoteRequested);
    m_stage->select(u"plain"_s);
    QTest::keyClick(&view, Qt::Key_Q);
    QCOMPARE(quoted.size(), 1);
    QSignalSpy edited(&view, &TimelineView::editRequested);
    m_stage->select(u"emoji"_s);
    QTest::keyClick(&view, Qt::Key_E);
    QCOMPARE(edited.size(), 1);
}

void TimelineKeysTest::privateMessagesAreNotPassedOn()
{
    ActionCircumstances circumstances;
    circumstances.canQuote = circumstances.canForward = true;
    Message message;
    QVERIFY(actionsFor(message, circumstances).contains(MessageAction::Quote));
    QVERIFY(actionsFor(message, circumstances).contains(MessageAction::Forward));
    message.privateViewer = UserId(u"users/me"_s);
    QVERIFY(!actionsFor(message, circumstances).contains(MessageAction::Quote));
    QVERIFY(!actionsFor(message, circumstances).contains(MessageAction::Forward));
}

void TimelineKeysTest::menus_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QStringList>("expected");
    const QString react = u"Add reaction"_s;
    const QString reply = u"Reply in thread"_s;
    const QString copy = u"Copy text"_s;
    const QString link = u"Copy link to message"_s;
    const QString unread = u"Mark unread from here"_s;
    QTest::newRow("other's") << u"plain"_s << QStringList{react, reply, copy, link, unread};
    QTest::newRow("mine") << u"emoji"_s
                          << QStringList{react, reply, copy, link, unread, u"Delete"_s};
    QTest::newRow("with replies") << u"replies"_s
                                  << QStringList{react, u"Open thread"_s, reply, copy, link,
                                                 unread};
    QTest::newRow("deleted") << u"deleted"_s << QStringList{reply, link, unread};
    QTest::newRow("failed") << u"failed"_s << QStringList{u"Retry"_s, u"Edit"_s, copy, u"Delete"_s};
    QTest::newRow("waiting") << u"waiting"_s << QStringList{u"Edit"_s, copy, u"Delete"_s};
    QTest::newRow("sending") << u"sending"_s << QStringList{copy};
}

void TimelineKeysTest::menus()
{
    QFETCH(QString, sample);
    QFETCH(QStringList, expected);
    const auto menu = m_stage->view->menuFor(m_stage->indexOf(sample));
    QVERIFY(menu);
    QCOMPARE(entriesOf(*menu), expected);
    QVERIFY(!menu->actions().first()->isSeparator() || menu->actions().size() > 1);
    QVERIFY(!m_stage->view->menuFor(m_stage->model.index(0, 0)));
    m_stage->view->setInThread(true);
    QVERIFY(!entriesOf(*m_stage->view->menuFor(m_stage->indexOf(sample)))
                 .contains(u"Reply in thread"_s));
}

void TimelineKeysTest::menuOfALink()
{
    const QModelIndex index = m_stage->indexOf(u"links"_s);
    const MessageLayout &layout = m_stage->view->layoutOf(index);
    const int area = layout.areaAt(layout.find(Part::Link)->rect.center());
    const auto menu = m_stage->view->menuFor(index, area);
    QCOMPARE(entriesOf(*menu).mid(0, 2), (QStringList{u"Open link"_s, u"Copy address"_s}));
    menu->actions().at(1)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://example.com/drawings/bearing?rev=7"_s);
}

void TimelineKeysTest::menuByKey()
{
    m_stage->select(u"plain"_s);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {5, 5}, {5, 5});
    QCoreApplication::sendEvent(m_stage->view->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(entriesOf(*menu).contains(u"Copy text"_s));
    menu->close();
}

void TimelineKeysTest::whatCanBeClickedIsInTheMenu()
{
    const auto targets = [this](const QString &sample) {
        const auto menu = m_stage->view->menuFor(m_stage->indexOf(sample));
        for (const QAction *action : menu->actions()) {
            if (action->menu() && action->text() == u"In this message"_s)
                return entriesOf(*action->menu());
        }
        return QStringList();
    };
    QCOMPARE(targets(u"codeblock"_s), QStringList{u"Copy code"_s});
    QCOMPARE(targets(u"plain"_s), QStringList());
    QCOMPARE(targets(u"links"_s).size(), 3);
    QCOMPARE(targets(u"links"_s).at(1), u"Open the plan for spring"_s);
    QCOMPARE(targets(u"quoted"_s), QStringList{u"Go to the quoted message"_s});
    QCOMPARE(targets(u"endless"_s), QStringList{u"Show more"_s});
    QCOMPARE(targets(u"files"_s).size(), 5); // each, and two can be saved
    QCOMPARE(targets(u"reactions"_s).mid(0, 2), (QStringList{u"React with 👍"_s, u"Take back 🎉"_s}));
    QSignalSpy spy(m_stage->view.get(), &TimelineView::reactionToggled);
    const auto menu = m_stage->view->menuFor(m_stage->indexOf(u"reactions"_s));
    menu->actions().first()->menu()->actions().at(1)->trigger();
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(2).toBool(), false);
}

void TimelineKeysTest::keys_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("key");
    QTest::addColumn<QByteArray>("signal");
    const auto row = [](const char *name, const QString &sample, Qt::Key key, const char *signal) {
        QTest::newRow(name) << sample << int(key) << QByteArray(signal);
    };
    row("R", u"plain"_s, Qt::Key_R, SIGNAL(replyRequested(linnet::ThreadId, linnet::MessageId)));
    row("U", u"plain"_s, Qt::Key_U, SIGNAL(markUnreadRequested(linnet::MessageId)));
    row("Enter", u"replies"_s, Qt::Key_Return,
        SIGNAL(threadRequested(linnet::ThreadId, linnet::MessageId)));
    row("Enter without replies", u"plain"_s, Qt::Key_Enter,
        SIGNAL(threadRequested(linnet::ThreadId, linnet::MessageId)));
    row("Delete mine", u"emoji"_s, Qt::Key_Delete, SIGNAL(deleteRequested(linnet::MessageId)));
    row("Delete failed", u"failed"_s, Qt::Key_Delete,
        SIGNAL(deletePendingRequested(linnet::MessageId)));
    row("Z undoes", u"deletedundoable"_s, Qt::Key_Z,
        SIGNAL(undoDeleteRequested(linnet::MessageId)));
    row("Edit failed", u"failed"_s, Qt::Key_E, SIGNAL(editPendingRequested(linnet::MessageId)));
}

void TimelineKeysTest::keys()
{
    QFETCH(QString, sample);
    QFETCH(int, key);
    QFETCH(QByteArray, signal);
    m_stage->select(sample);
    QSignalSpy spy(m_stage->view.get(), signal.constData());
    QTest::keyClick(m_stage->view.get(), Qt::Key(key));
    QCOMPARE(spy.size(), 1);
    // Not with a modifier: those are the window's.
    QTest::keyClick(m_stage->view.get(), Qt::Key(key), Qt::AltModifier);
    QCOMPARE(spy.size(), 1);
}

void TimelineKeysTest::arrowsWalkThroughMessages()
{
    TimelineView &view = *m_stage->view;
    m_stage->select(u"plain"_s);
    int row = view.currentIndex().row();
    for (int i = 0; i < 200 && row < m_stage->model.rowCount() - 1; ++i) {
        QTest::keyClick(&view, Qt::Key_Down);
        const QRect rect = view.visualRect(view.currentIndex());
        QVERIFY(rect.intersects(view.viewport()->rect()));
        QVERIFY(view.currentIndex().row() == row || view.currentIndex().row() == row + 1);
        row = view.currentIndex().row();
    }
    QCOMPARE(row, m_stage->model.rowCount() - 1);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.verticalScrollBar()->value(), 0);
    QTest::keyClick(&view, Qt::Key_End);
    QVERIFY(view.isAtBottom());
}

void TimelineKeysTest::tallMessageIsReadByPages()
{
    TimelineView &view = *m_stage->view;
    m_stage->select(u"endless"_s);
    view.goTo(m_stage->indexOf(u"endless"_s), 0);
    QVERIFY(view.visualRect(view.currentIndex()).height() > view.viewport()->height());
    const int top = view.visualRect(view.currentIndex()).top();
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.currentIndex(), m_stage->indexOf(u"endless"_s));
    QVERIFY(view.visualRect(view.currentIndex()).top() < top);
}

// Away from the current message the first key shows which one is meant now, the second acts.
void TimelineKeysTest::keysMeanWhatIsInView()
{
    TimelineView &view = *m_stage->view;
    QSignalSpy deleted(&view, &TimelineView::deleteRequested);
    const auto leave = [&] { // as the wheel does
        m_stage->select(u"plain"_s);
        view.goTo(m_stage->indexOf(u"emoji"_s), 0);
        QVERIFY(!view.visualRect(view.currentIndex()).intersects(view.viewport()->rect()));
    };
    leave();
    QTest::keyClick(&view, Qt::Key_Delete);
    QCOMPARE(deleted.size(), 0);
    QCOMPARE(view.currentIndex(), m_stage->indexOf(u"emoji"_s));
    QTest::keyClick(&view, Qt::Key_Delete);
    QCOMPARE(deleted.size(), 1);
    QCOMPARE(deleted.at(0).at(0).value<MessageId>(), m_stage->idOf(u"emoji"_s));
    // What selects begins there too.
    leave();
    QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(QModelIndex(view.textSelection().first()), m_stage->indexOf(u"emoji"_s));
    // What is typed goes on at once.
    view.clearTextSelection();
    leave();
    QSignalSpy typed(&view, &TimelineView::typed);
    QTest::keyClick(&view, Qt::Key_H);
    QCOMPARE(typed.size(), 1);
}

void TimelineKeysTest::pagesTakeTheCurrentMessageAlong()
{
    TimelineView &view = *m_stage->view;
    m_stage->select(u"plain"_s);
    for (const Qt::Key key : {Qt::Key_PageDown, Qt::Key_PageUp}) {
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(&view, key);
            QVERIFY(view.visualRect(view.currentIndex()).intersects(view.viewport()->rect()));
        }
    }
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.currentIndex().row(), m_stage->model.rowCount() - 1);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.currentIndex().row(), 1);
}

void TimelineKeysTest::typingGoesOn()
{
    m_stage->select(u"plain"_s);
    QSignalSpy spy(m_stage->view.get(), &TimelineView::typed);
    QTest::keyClick(m_stage->view.get(), Qt::Key_H);
    QTest::keyClick(m_stage->view.get(), Qt::Key_C); // a key of the list
    QTest::keyClick(m_stage->view.get(), Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), u"h"_s);
}

void TimelineKeysTest::accessibleAsAList()
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(m_stage->view.get());
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), u"Messages"_s);
    QVERIFY(interface->tableInterface());
    QCOMPARE(interface->tableInterface()->rowCount(), m_stage->model.rowCount());
    QVERIFY(interface->tableInterface()
                ->cellAt(1, 0)
                ->text(QAccessible::Name)
                .contains(u"Anna Berg"_s));
}

void TimelineKeysTest::tabPutsTheKeyboardOnTheNewest()
{
    m_stage->view->setCurrentIndex({});
    m_stage->view->clearFocus();
    QFocusEvent focus(QEvent::FocusIn, Qt::TabFocusReason);
    QCoreApplication::sendEvent(m_stage->view.get(), &focus);
    QCOMPARE(m_stage->view->currentIndex().row(), m_stage->model.rowCount() - 1);
}

QTEST_MAIN(TimelineKeysTest)
#include "tst_timelinekeys.moc"
