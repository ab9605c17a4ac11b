// SPDX-License-Identifier: GPL-3.0-or-later
#include "roomstage.h"

#include "ui/people/peoplelist.h"
#include "ui/text/plainlabel.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"
#include "ui/window/paneheader.h"

#include <QComboBox>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestRooms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pinsAreListedAndLeadThere();
    void pinningByMenu();
    void muteAndLevels();
    void historyIsFetched();
    void leavingAsksAndExplains();
    void deletingAsks();
    void panelFoldsAndCloses();
    void linksOpenInside();
    void farMessagesOpen();
    void everythingHasAName();
};

void TestRooms::pinsAreListedAndLeadThere()
{
    RoomStage stage;
    Message first = stage.timelines.messages.first();
    Message reply;
    for (const Message &message : std::as_const(stage.timelines.messages)) {
        if (message.threadReply)
            reply = message;
    }
    stage.rooms.pinned[stage.launch]
        = {{{u"spaces/launch/messagePins/1"_s, reply.id}, reply},
           {{u"spaces/launch/messagePins/2"_s, first.id}, first},
           {{u"spaces/launch/messagePins/3"_s, MessageId(u"spaces/launch/messages/gone"_s)},
            std::nullopt}};
    stage.open(CommandId::ShowPins);
    auto *list = stage.named<PeopleList>(u"Pinned messages"_s);
    QTRY_COMPARE(list->model()->rowCount(), 3);
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(stage.timeline()
                     .view()
                     .currentIndex()
                     .data(items::TimelineModel::MessageIdRole)
                     .value<MessageId>(),
                 first.id);
    // A reply is shown in its thread.
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(stage.window().currentThread(), reply.thread);
    QVERIFY(!stage.panel().isVisible());
    stage.run(CommandId::ShowPins);
    QTRY_COMPARE(list->model()->rowCount(), 3);
    list->setCurrentIndex(list->model()->index(2, 0));
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QCOMPARE(stage.rooms.calls.last(), u"unpin spaces/launch/messagePins/3"_s);
}

void TestRooms::pinningByMenu()
{
    RoomStage stage;
    stage.window().openSpace(stage.launch);
    House::settle();
    const MessageId first = stage.timelines.messages.first().id;
    TimelineView &view = stage.timeline().view();
    const auto offers = [&](const QString &text) {
        const auto menu = view.menuFor(stage.timeline().model().indexOf(first));
        return menu && RoomStage::entry(*menu, text);
    };
    QVERIFY(offers(u"Pin for everybody"_s));
    Q_EMIT view.pinRequested(first, true);
    QTRY_VERIFY(offers(u"Unpin"_s));
    QVERIFY(stage.rooms.calls.contains(u"pin "_s + first.name()));
    Q_EMIT view.pinRequested(first, false);
    QTRY_VERIFY(offers(u"Pin for everybody"_s));
    stage.rooms.failure = Error{.kind = ErrorKind::PermissionDenied};
    Q_EMIT view.pinRequested(first, true);
    QTRY_VERIFY(stage.only<Notice>()->accessibleName().startsWith(u"Not pinned."_s));
    QVERIFY(offers(u"Pin for everybody"_s));
}

void TestRooms::muteAndLevels()
{
    RoomStage stage;
    QMenu *menu = stage.menuOf(stage.launch);
    RoomStage::entry(*menu, u"Mute"_s)->trigger();
    QCOMPARE(stage.rooms.notifications.last(), (SpaceNotification{NotificationLevel::All, true}));
    RoomStage::entry(*menu, u"What is for me only"_s)->trigger();
    QCOMPARE(stage.rooms.notifications.last(),
             (SpaceNotification{NotificationLevel::ForYou, false}));
    House::settle();
    stage.rooms.failure = Error{.kind = ErrorKind::Offline};
    RoomStage::entry(*menu, u"Mute"_s)->trigger();
    QTRY_VERIFY(stage.only<Notice>()->accessibleName().contains(u"stay as they were"_s));
    // A muted one offers to be unmuted, and keeps its level.
    stage.change(u"launch"_s, [](Conversation &conversation) {
        conversation.muted = true;
        conversation.notificationLevel = NotificationLevel::ForYou;
    });
    stage.rooms.failure.reset();
    RoomStage::entry(*stage.menuOf(stage.launch), u"Unmute"_s)->trigger();
    QCOMPARE(stage.rooms.notifications.last(),
             (SpaceNotification{NotificationLevel::ForYou, false}));
    // The same on the page, at once.
    stage.open(CommandId::ShowSettings);
    auto *level = stage.named<QComboBox>(u"Notify me of"_s, &stage.panel());
    QCOMPARE(level->currentText(), u"What is for me only"_s);
    level->setCurrentIndex(0);
    QCOMPARE(stage.rooms.notifications.last(), (SpaceNotification{NotificationLevel::All, true}));
}

void TestRooms::historyIsFetched()
{
    RoomStage stage;
    stage.open(CommandId::ShowSettings);
    QPushButton *fetch = stage.button(u"Fetch the whole history"_s, &stage.panel());
    QVERIFY(fetch);
    fetch->click();
    QCOMPARE(stage.history.calls, QStringList{u"start spaces/launch"_s});
    ChangeSet changes;
    changes.backfills << Backfill{.space = stage.launch,
                                  .state = BackfillState::Running,
                                  .messages = 1234,
                                  .reached = Timestamp::fromString(u"2025-05-01T10:00:00Z")};
    stage.apply(changes);
    QCOMPARE(fetch->text(), u"Pause"_s);
    const auto labels = stage.panel().findChildren<PlainLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const PlainLabel *label) {
        return label->text().contains(QLocale().toString(1234));
    }));
    fetch->click();
    RoomStage::entry(*stage.menuOf(stage.launch), u"Pause fetching the history"_s)->trigger();
    QCOMPARE(stage.history.calls.last(), u"pause spaces/launch"_s);
    stage.button(u"Give up"_s, &stage.panel())->click();
    QCOMPARE(stage.history.calls.last(), u"cancel spaces/launch"_s);
}

void TestRooms::leavingAsksAndExplains()
{
    RoomStage stage;
    // A menu goes with the question.
    const auto leave
        = [&stage] { RoomStage::entry(*stage.menuOf(stage.launch), u"Leave…"_s)->trigger(); };
    leave();
    stage.answer(u"endQuestion"_s, u"Cancel"_s);
    QVERIFY(stage.rooms.calls.filter(u"leave"_s).isEmpty());
    stage.rooms.failure = Error{.kind = ErrorKind::FailedPrecondition};
    leave();
    stage.answer(u"endQuestion"_s, u"Leave"_s);
    QTRY_VERIFY(stage.window().findChild<QMessageBox *>(u"refusedBox"_s));
    QVERIFY(stage.rooms.calls.contains(u"leave spaces/launch"_s));
    QVERIFY(!RoomStage::entry(*stage.menuOf(spaceId(u"anna"_s)), u"Leave…"_s));
}

void TestRooms::deletingAsks()
{
    RoomStage stage;
    stage.become(MembershipRole::Owner);
    stage.open(CommandId::ShowSettings);
    QPushButton *remove = stage.button(u"Delete for everybody…"_s, &stage.panel());
    QTRY_VERIFY(remove->isEnabled());
    remove->click();
    QVERIFY(stage.rooms.calls.filter(u"delete"_s).isEmpty());
    stage.answer(u"endQuestion"_s, u"Delete for everybody"_s);
    QCOMPARE(stage.rooms.calls.last(), u"delete spaces/launch"_s);
    ChangeSet gone;
    gone.removedSpaces << stage.launch;
    stage.apply(gone);
    House::settle();
    QVERIFY(stage.window().currentSpace().isEmpty());
    QVERIFY(!stage.panel().isVisible());
}

void TestRooms::panelFoldsAndCloses()
{
    RoomStage stage(420);
    stage.open(CommandId::ShowMembers);
    QVERIFY(stage.panel().isVisible() && !stage.timeline().isVisible());
    QCOMPARE(stage.window().width(), 420); // nothing pushes the window wider
    stage.run(CommandId::ShowSettings);
    QVERIFY(stage.panel().isVisible());
    QCOMPARE(stage.window().width(), 420);
    Q_EMIT stage.panel().header().backRequested();
    QVERIFY(!stage.panel().isVisible() && stage.timeline().isVisible());
    // What is asked for from the panel is not hidden behind it.
    stage.run(CommandId::ShowMembers);
    stage.window().openSpace(spaceId(u"design"_s));
    QVERIFY(!stage.panel().isVisible() && stage.timeline().isVisible());
    stage.run(CommandId::ShowMembers);
    stage.run(CommandId::Escape);
    QVERIFY(!stage.panel().isVisible());
    QVERIFY(!stage.window().commands().action(CommandId::ShowMembers)->isChecked());
    // As assistive technology presses a button that stays pressed.
    for (QToolButton *each : stage.timeline().header().findChildren<QToolButton *>()) {
        if (each->accessibleName() == u"Members"_s)
            each->toggle();
    }
    QVERIFY(stage.panel().isVisible());
    stage.run(CommandId::Escape);
    // The same key opens and closes.
    stage.run(CommandId::ShowMembers);
    QVERIFY(stage.window().commands().action(CommandId::ShowMembers)->isChecked());
    stage.run(CommandId::ShowMembers);
    QVERIFY(!stage.panel().isVisible());
}

void TestRooms::linksOpenInside()
{
    RoomStage stage;
    stage.window().openSpace(spaceId(u"design"_s));
    House::settle();
    TimelineView &view = stage.timeline().view();
    Q_EMIT view.chatLinkRequested({.space = stage.launch, .thread = {}, .message = {}},
                                  u"https://chat.google.com/room/launch"_s);
    QCOMPARE(stage.window().currentSpace(), stage.launch);
    const ThreadId thread(u"spaces/launch/threads/m00095"_s);
    stage.window().openSpace(spaceId(u"design"_s));
    Q_EMIT view.chatLinkRequested({.space = stage.launch, .thread = thread, .message = {}},
                                  u"https://chat.google.com/room/launch/m00095"_s);
    QCOMPARE(stage.window().currentThread(), thread);
    QVERIFY(stage.opened.isEmpty());
    // Somebody else's, or none: on the web.
    Q_EMIT view.chatLinkRequested({.space = spaceId(u"foreign"_s), .thread = {}, .message = {}},
                                  u"https://chat.google.com/room/foreign"_s);
    QCOMPARE(stage.opened, QList<QUrl>{QUrl(u"https://chat.google.com/room/foreign"_s)});
    // What cannot be had is offered there.
    const MessageId lost(u"spaces/launch/messages/lost.lost"_s);
    Q_EMIT view.chatLinkRequested({.space = stage.launch, .thread = {}, .message = lost},
                                  u"https://chat.google.com/room/launch/lost/lost"_s);
    QTRY_VERIFY(stage.only<Notice>()->isVisible());
    QVERIFY(stage.only<Notice>()->actNow());
    QCOMPARE(stage.opened.last(), QUrl(u"https://chat.google.com/room/launch/lost/lost"_s));
}

// A pin, a link or a quote leads to a message however far back it is.
void TestRooms::farMessagesOpen()
{
    RoomStage stage;
    Message far = note(u"launch"_s, u"anna"_s, 0, u"Long ago"_s);
    far.createTime = Timestamp::fromString(u"2020-01-02T10:00:00Z");
    far.id = MessageId(u"spaces/launch/messages/far.far"_s);
    stage.timelines.farBack = {far};
    stage.window().openSpace(spaceId(u"design"_s));
    House::settle();
    Q_EMIT stage.timeline().view().chatLinkRequested(
        {.space = stage.launch, .thread = {}, .message = far.id},
        u"https://chat.google.com/room/launch/far/far"_s);
    const auto current = [&stage] {
        return stage.timeline()
            .view()
            .currentIndex()
            .data(items::TimelineModel::MessageIdRole)
            .value<MessageId>();
    };
    QTRY_COMPARE(current(), far.id);
    QCOMPARE(stage.timelines.spots, QList<TimelineSpot>{{.message = far.id}});
    QVERIFY(stage.opened.isEmpty());
    // A reply that is quoted opens in its thread.
    Message reply = far;
    reply.id = MessageId(u"spaces/launch/messages/far.reply"_s);
    reply.thread = ThreadId(u"spaces/launch/threads/far"_s);
    reply.threadReply = true;
    stage.timelines.farBack.append(reply);
    Q_EMIT stage.timeline().view().messageRequested(reply.id);
    QTRY_COMPARE(stage.window().currentThread(), reply.thread);
    QTRY_COMPARE(stage.timelines.spots.size(), 2);
    QCOMPARE(stage.timelines.spots[1].message, reply.id);
    stage.window().openSpace(spaceId(u"design"_s));
    stage.window().openSpace(stage.launch);
    House::settle();
    // Without a network, and gone: why, and the way on the web.
    const auto *notice = stage.only<Notice>();
    stage.timelines.failure = Error{.kind = ErrorKind::Offline};
    Q_EMIT stage.timeline().view().messageRequested(far.id);
    QTRY_VERIFY(notice->accessibleName().contains(u"offline"_s));
    stage.timelines.failure.reset();
    stage.timelines.farBack.clear();
    Q_EMIT stage.timeline().view().messageRequested(far.id);
    QTRY_VERIFY(notice->accessibleName().contains(u"gone"_s));
}

void TestRooms::everythingHasAName()
{
    RoomStage stage;
    stage.become(MembershipRole::Owner);
    for (const auto page : {CommandId::ShowMembers, CommandId::ShowPins, CommandId::ShowSettings}) {
        stage.open(page);
        for (const QWidget *widget : stage.panel().findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            const auto *text = qobject_cast<const QAbstractButton *>(widget);
            if (widget->objectName().startsWith(u"qt_"_s))
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty() || (text && !text->text().isEmpty()),
                     widget->metaObject()->className());
        }
    }
}

QTEST_MAIN(TestRooms)
#include "tst_rooms.moc"
