// SPDX-License-Identifier: GPL-3.0-or-later
#include "roomstage.h"

#include "ui/people/personpicker.h"
#include "ui/rooms/newconversation.h"
#include "ui/window/commands.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestNewConversation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneIsADirectMessage();
    void severalAreAGroupChat();
    void spaceIsMadeAsWanted();
    void spaceForAllIsOpenedAfterwards();
    void refusalKeepsEverything();
    void unknownPeopleAreSaid();
    void existingOpensAtOnce();
};

void TestNewConversation::oneIsADirectMessage()
{
    RoomStage stage;
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!stage.button(u"Start chat"_s, dialog)->isEnabled());
    dialog->picker().choose(stage.users.user(userId(u"anna"_s)));
    stage.button(u"Start chat"_s, dialog)->click();
    House::settle();
    QVERIFY(stage.rooms.calls.contains(u"direct users/anna"_s));
    // It is not in the list yet: it opens when it is.
    QVERIFY(stage.window().currentSpace().isEmpty());
    stage.arrive(u"made"_s);
    QCOMPARE(stage.window().currentSpace(), stage.rooms.made);
    QVERIFY(!stage.only<NewConversation>());
}

void TestNewConversation::severalAreAGroupChat()
{
    RoomStage stage;
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    for (const QString &who : {u"anna"_s, u"tomas"_s})
        dialog->picker().choose(stage.users.user(userId(who)));
    // By keyboard alone: Enter with nothing typed goes on.
    QTest::keyClick(&dialog->picker().field(), Qt::Key_Return);
    QCOMPARE(stage.rooms.calls.last(), u"group users/anna users/tomas"_s);
}

void TestNewConversation::spaceIsMadeAsWanted()
{
    RoomStage stage;
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->setNamed(true);
    dialog->picker().choose(stage.users.user(userId(u"ines"_s)));
    QPushButton *go = stage.button(u"Create space"_s, dialog);
    QVERIFY(!go->isEnabled());
    stage.named<QLineEdit>(u"Name of the space"_s, dialog)->setText(u" Autumn  fair "_s);
    stage.named<QLineEdit>(u"Description"_s, dialog)->setText(u"Our stand"_s);
    go->click();
    QCOMPARE(stage.rooms.wanted.size(), 1);
    NewSpace expected;
    expected.displayName = u"Autumn fair"_s;
    expected.description = u"Our stand"_s;
    expected.members = {userId(u"ines"_s)};
    QCOMPARE(stage.rooms.wanted.first(), expected);
    House::settle();
    QVERIFY(stage.rooms.changes.isEmpty());
}

void TestNewConversation::spaceForAllIsOpenedAfterwards()
{
    RoomStage stage;
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->setNamed(true);
    stage.named<QLineEdit>(u"Name of the space"_s, dialog)->setText(u"Ideas"_s);
    stage.named<QComboBox>(u"Who may join"_s, dialog)->setCurrentIndex(1);
    stage.button(u"Create space"_s, dialog)->click();
    QTRY_COMPARE(stage.rooms.changes.size(), 1);
    QCOMPARE(stage.rooms.changes.first().audience, u"audiences/default"_s);
}

void TestNewConversation::refusalKeepsEverything()
{
    RoomStage stage;
    stage.rooms.failure = Error{.kind = ErrorKind::AlreadyExists};
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->setNamed(true);
    dialog->picker().choose(stage.users.user(userId(u"ines"_s)));
    auto *name = stage.named<QLineEdit>(u"Name of the space"_s, dialog);
    name->setText(u"Random"_s);
    stage.button(u"Create space"_s, dialog)->click();
    QTRY_VERIFY(stage.refuses(dialog, u"exists already"_s));
    QCOMPARE(name->text(), u"Random"_s);
    QCOMPARE(dialog->picker().chosen().size(), 1);
    QVERIFY(stage.button(u"Create space"_s, dialog)->isEnabled());
    name->setText(u"Random 2"_s);
    QVERIFY(!stage.refuses(dialog, u"exists"_s));
}

void TestNewConversation::unknownPeopleAreSaid()
{
    RoomStage stage;
    stage.rooms.failure = Error{.kind = ErrorKind::NotFound};
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->picker().field().setText(u"nobody@elsewhere.org"_s);
    QTest::keyClick(&dialog->picker().field(), Qt::Key_Return);
    stage.button(u"Start chat"_s, dialog)->click();
    QTRY_VERIFY(stage.refuses(dialog, u"does not know this person"_s));
    QCOMPARE(dialog->picker().chosen().size(), 1);
}

void TestNewConversation::existingOpensAtOnce()
{
    RoomStage stage;
    stage.rooms.made = spaceId(u"tomas"_s);
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->picker().choose(stage.users.user(userId(u"tomas"_s)));
    stage.button(u"Start chat"_s, dialog)->click();
    QTRY_COMPARE(stage.window().currentSpace(), spaceId(u"tomas"_s));
}

QTEST_MAIN(TestNewConversation)
#include "tst_newconversation.moc"
