// SPDX-License-Identifier: GPL-3.0-or-later
#include "roomstage.h"

#include "ui/people/peoplelist.h"
#include "ui/people/personpicker.h"
#include "ui/people/profilecard.h"
#include "ui/rooms/invitedialog.h"
#include "ui/rooms/memberspage.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestMembers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void membersAreListedAndFound();
    void hiddenMembersAreExplained();
    void cardLeadsToAMessage();
    void whatIsNotPermittedSaysWhy();
    void rolesAndRemoval();
    void refusedInvitationsStay();
    void writersAreShown();
};

void TestMembers::membersAreListedAndFound()
{
    RoomStage stage;
    stage.open(CommandId::ShowMembers);
    QVERIFY(stage.panel().isVisible());
    auto *list = stage.named<PeopleList>(u"Members"_s);
    QTRY_COMPARE(list->model()->rowCount(), 5);
    const auto sentence = [list](int row) {
        return list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(sentence(0), u"Anna Berg, Owner, anna@example.com"_s);
    QVERIFY(sentence(1).contains(u"from outside"_s));
    QCOMPARE(sentence(2), u"Mira Lindqvist (you), me@example.com"_s);
    QCOMPARE(stage.panel().accessibleName(), u"Members (5)"_s);
    stage.named<QLineEdit>(u"Find a member"_s)->setText(u"nov"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    // Another conversation, other members.
    stage.window().openSpace(spaceId(u"design"_s));
    QTRY_COMPARE(stage.rooms.calls.filter(u"members spaces/design"_s).size(), 1);
    QCOMPARE(list->model()->rowCount(), 0);
}

void TestMembers::hiddenMembersAreExplained()
{
    RoomStage stage;
    stage.rooms.failure = Error{.kind = ErrorKind::PermissionDenied};
    stage.open(CommandId::ShowMembers);
    auto *empty = stage.only<EmptyState>(&stage.panel().members());
    QTRY_VERIFY(empty->isVisible());
    stage.rooms.failure.reset();
    Q_EMIT empty->actionClicked();
    QTRY_VERIFY(!empty->isVisible());
}

void TestMembers::cardLeadsToAMessage()
{
    RoomStage stage;
    stage.rooms.made = spaceId(u"anna"_s);
    stage.open(CommandId::ShowMembers);
    auto *list = stage.named<PeopleList>(u"Members"_s);
    QTRY_COMPARE(list->model()->rowCount(), 5);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    auto *card = stage.only<ProfileCard>();
    QVERIFY(card);
    stage.button(u"Message"_s, card)->click();
    QTRY_COMPARE(stage.window().currentSpace(), spaceId(u"anna"_s));
    QVERIFY(stage.rooms.calls.contains(u"direct users/anna"_s));
}

void TestMembers::whatIsNotPermittedSaysWhy()
{
    RoomStage stage;
    stage.open(CommandId::ShowMembers);
    auto *list = stage.named<PeopleList>(u"Members"_s);
    QTRY_COMPARE(list->model()->rowCount(), 5);
    QPushButton *invite = stage.button(u"Invite…"_s, &stage.panel().members());
    QVERIFY(!invite->isEnabled());
    QVERIFY(invite->accessibleDescription().contains(u"owners and managers"_s));
    QMenu menu;
    stage.panel().members().fillMenu(menu, stage.rooms.here[stage.launch][2]);
    QVERIFY(!RoomStage::entry(menu, u"Make manager"_s)->isEnabled());
    QVERIFY(!RoomStage::entry(menu, u"Remove from the conversation…"_s)->isEnabled());
    QVERIFY(RoomStage::entry(menu, u"Message"_s)->isEnabled());
    QVERIFY(RoomStage::entry(menu, u"Only owners and managers of this space may do this."_s));
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(stage.refuses(&stage.panel(), u"owners and managers"_s));
    QVERIFY(stage.rooms.calls.filter(u"remove"_s).isEmpty());
}

void TestMembers::rolesAndRemoval()
{
    RoomStage stage;
    stage.become(MembershipRole::Manager);
    stage.open(CommandId::ShowMembers);
    auto *list = stage.named<PeopleList>(u"Members"_s);
    QTRY_COMPARE(list->model()->rowCount(), 5);
    QMenu menu;
    stage.panel().members().fillMenu(menu, stage.rooms.here[stage.launch][2]); // Tomáš
    RoomStage::entry(menu, u"Make manager"_s)->trigger();
    QTRY_COMPARE(stage.rooms.calls.last(), u"role users/tomas 1"_s);
    const auto sentences = [list] {
        QStringList all;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            all << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        return all;
    };
    QTRY_VERIFY(sentences().contains(u"Tomáš Novák, Manager, tomas@example.com"_s));
    RoomStage::entry(menu, u"Remove from the conversation…"_s)->trigger();
    QVERIFY(stage.rooms.calls.filter(u"remove"_s).isEmpty());
    stage.answer(u"removeQuestion"_s, u"Remove"_s);
    QTRY_COMPARE(list->model()->rowCount(), 4);
    // Refused: said on the page, nothing changes.
    stage.rooms.failure = Error{.kind = ErrorKind::PermissionDenied};
    menu.clear();
    stage.panel().members().fillMenu(menu, stage.rooms.here[stage.launch][1]);
    RoomStage::entry(menu, u"Make ordinary member"_s)->trigger();
    QTRY_VERIFY(stage.refuses(&stage.panel(), u"Anna Berg was not changed"_s));
    QVERIFY(sentences().contains(u"Anna Berg, Owner, anna@example.com"_s));
    // Refused after one has gone elsewhere: said there, with the name of where it was.
    menu.clear();
    stage.panel().members().fillMenu(menu, stage.rooms.here[stage.launch][1]);
    RoomStage::entry(menu, u"Make ordinary member"_s)->trigger();
    stage.window().openSpace(spaceId(u"design"_s));
    const auto *notice = stage.only<Notice>();
    QTRY_VERIFY(notice->accessibleName().contains(u"Spring launch"_s));
    QVERIFY(notice->accessibleName().contains(u"Anna Berg was not changed"_s));
    QVERIFY(!stage.refuses(&stage.panel(), u"Anna Berg"_s));
}

void TestMembers::refusedInvitationsStay()
{
    RoomStage stage;
    stage.become(MembershipRole::Owner);
    stage.open(CommandId::ShowMembers);
    auto *list = stage.named<PeopleList>(u"Members"_s);
    QTRY_COMPARE(list->model()->rowCount(), 5);
    stage.button(u"Invite…"_s, &stage.panel().members())->click();
    auto *dialog = stage.only<InviteDialog>();
    QVERIFY(dialog);
    stage.rooms.refusedPeople = {userId(u"noor"_s)};
    for (const QString &who : {u"noor"_s, u"ines"_s})
        dialog->picker().choose(stage.users.user(userId(who)));
    stage.button(u"Invite"_s, dialog)->click();
    QTRY_COMPARE(dialog->picker().chosen().size(), 1);
    QCOMPARE(dialog->picker().chosen().first().id, userId(u"noor"_s));
    QTRY_VERIFY(stage.refuses(dialog, u"نور"_s));
    QCOMPARE(list->model()->rowCount(), 6);
    stage.rooms.refusedPeople.clear();
    stage.button(u"Invite"_s, dialog)->click();
    QTRY_VERIFY(!stage.only<InviteDialog>());
    QCOMPARE(list->model()->rowCount(), 7);
}

void TestMembers::writersAreShown()
{
    RoomStage stage;
    stage.window().openSpace(stage.launch);
    House::settle();
    Q_EMIT stage.timeline().view().personRequested(userId(u"guest"_s));
    auto *card = stage.only<ProfileCard>();
    QVERIFY(card && card->isVisible());
    QStringList words;
    for (const auto *label : card->findChildren<QLabel *>())
        words << label->text();
    QVERIFY(words.contains(stage.users.displayName(userId(u"guest"_s))));
    QVERIFY(words.contains(u"From outside your organisation"_s));
    stage.rooms.hold = true;
    Q_EMIT card->messageRequested(userId(u"guest"_s));
    // Where it takes a while, that is said.
    const auto *notice = stage.window().findChild<Notice *>();
    QTRY_VERIFY(notice->isVisible() && notice->accessibleName().contains(u"Opening"_s));
    QVERIFY(stage.rooms.calls.contains(u"direct "_s + userId(u"guest"_s).name()));
}

QTEST_MAIN(TestMembers)
#include "tst_members.moc"
