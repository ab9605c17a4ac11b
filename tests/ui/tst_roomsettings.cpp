// SPDX-License-Identifier: GPL-3.0-or-later
// The settings page beside a conversation: nothing typed is lost, nothing of others is undone.
#include "roomstage.h"

#include "ui/text/plainlabel.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

// The settings page of "launch", as its owner.
struct SettingsStage : RoomStage
{
    SettingsStage()
    {
        become(MembershipRole::Owner);
        open(CommandId::ShowSettings);
    }
    [[nodiscard]] QLineEdit &name() { return *field<QLineEdit>(u"Name of the space"_s); }
    [[nodiscard]] QLineEdit &description() { return *field<QLineEdit>(u"Description"_s); }
    [[nodiscard]] QPlainTextEdit &guidelines() { return *field<QPlainTextEdit>(u"Guidelines"_s); }
    [[nodiscard]] QComboBox &inviting() { return *field<QComboBox>(u"Invite and remove"_s); }
    [[nodiscard]] QComboBox &level() { return *field<QComboBox>(u"Notify me of"_s); }
    [[nodiscard]] QPushButton &save() { return *button(u"Save changes"_s, &panel()); }
    template <class T> T *field(const QString &words) { return named<T>(words, &panel()); }
    void turnTo(const SpaceId &space)
    {
        window().openSpace(space);
        settle();
    }
    void edit(const std::function<void(Space &)> &alter)
    {
        House::change(u"launch"_s,
                      [&alter](Conversation &conversation) { alter(conversation.space); });
    }
};

} // namespace

class TestRoomSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void settingsAreSaved();
    void refusedSettingsStay();
    void settingsForReadersOnly();
    void changesFromElsewhereArrive();
    void typingWaitsForItsConversation();
    void changesFromElsewhereAreNotUndone();
    void nothingIsTypedWhileSaving();
    void refusalsAreToldElsewhere();
    void openingThePageChangesNothing();
    void fieldsAreNotTouchedUnderTheHand();
    void whatNoProgramMayChangeIsText();
};

void TestRoomSettings::settingsAreSaved()
{
    RoomStage stage;
    stage.become(MembershipRole::Owner);
    stage.open(CommandId::ShowSettings);
    QWidget *page = &stage.panel();
    auto *name = stage.named<QLineEdit>(u"Name of the space"_s, page);
    QCOMPARE(name->text(), u"Spring launch"_s);
    QPushButton *save = stage.button(u"Save changes"_s, page);
    QVERIFY(!save->isVisible());
    name->setText(u"Summer launch"_s);
    QVERIFY(save->isVisible() && save->isEnabled());
    stage.named<QPlainTextEdit>(u"Guidelines"_s, page)->setPlainText(u"Be kind."_s);
    stage.named<QComboBox>(u"Invite and remove"_s, page)->setCurrentIndex(0);
    stage.rooms.changed = stage.spaces.find(stage.launch)->space;
    stage.rooms.changed.displayName = u"Summer launch"_s;
    stage.rooms.changed.guidelines = u"Be kind."_s;
    stage.rooms.changed.permissions->manageMembers = PermissionLevel::Everyone;
    save->click();
    QCOMPARE(stage.rooms.changes.size(), 1);
    SpaceChange expected;
    expected.displayName = u"Summer launch"_s;
    expected.guidelines = u"Be kind."_s;
    expected.permissions = SpacePermissions{.manageMembers = PermissionLevel::Everyone};
    QCOMPARE(stage.rooms.changes.first(), expected);
    stage.change(u"launch"_s, [&stage](Conversation &conversation) {
        conversation.space = stage.rooms.changed;
    });
    QTRY_VERIFY(!save->isVisible());
    QCOMPARE(name->text(), u"Summer launch"_s);
}

void TestRoomSettings::refusedSettingsStay()
{
    RoomStage stage;
    stage.become(MembershipRole::Owner);
    stage.open(CommandId::ShowSettings);
    QWidget *page = &stage.panel();
    auto *name = stage.named<QLineEdit>(u"Name of the space"_s, page);
    stage.rooms.failure = Error{.kind = ErrorKind::AlreadyExists};
    name->setText(u"Random"_s);
    QPushButton *save = stage.button(u"Save changes"_s, page);
    save->click();
    QTRY_VERIFY(stage.refuses(page, u"exists already"_s));
    QCOMPARE(name->text(), u"Random"_s);
    QVERIFY(save->isEnabled());
    name->clear();
    QVERIFY(stage.refuses(page, u"needs a name"_s));
    QVERIFY(!save->isEnabled());
    stage.button(u"Revert"_s, page)->click();
    QCOMPARE(name->text(), u"Spring launch"_s);
    QVERIFY(!save->isVisible());
}

void TestRoomSettings::settingsForReadersOnly()
{
    RoomStage stage;
    stage.open(CommandId::ShowSettings);
    QWidget *page = &stage.panel();
    auto *name = stage.named<QLineEdit>(u"Name of the space"_s, page);
    QTRY_VERIFY(name->isReadOnly()); // once one's role is known
    const auto labels = page->findChildren<PlainLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const PlainLabel *label) {
        return label->isVisible() && label->text().contains(u"owners and managers"_s);
    }));
    QVERIFY(!stage.named<QComboBox>(u"Invite and remove"_s, page)->isEnabled());
    QVERIFY(!stage.button(u"Delete for everybody…"_s, page)->isEnabled());
    QVERIFY(stage.button(u"Leave…"_s, page)->isEnabled());
    // A direct message has no name to change, and cannot be left.
    stage.window().openSpace(spaceId(u"anna"_s));
    House::settle();
    QVERIFY(!name->isVisible());
    QVERIFY(!stage.button(u"Leave…"_s, page)->isEnabled());
}

void TestRoomSettings::changesFromElsewhereArrive()
{
    RoomStage stage;
    stage.become(MembershipRole::Owner);
    stage.open(CommandId::ShowSettings);
    auto *name = stage.named<QLineEdit>(u"Name of the space"_s, &stage.panel());
    const auto rename = [&stage](const QString &to) {
        stage.change(u"launch"_s,
                     [&to](Conversation &conversation) { conversation.space.displayName = to; });
    };
    rename(u"Renamed elsewhere"_s);
    QCOMPARE(name->text(), u"Renamed elsewhere"_s);
    name->setText(u"What I type"_s);
    rename(u"Renamed again"_s);
    QCOMPARE(name->text(), u"What I type"_s);
}

void TestRoomSettings::typingWaitsForItsConversation()
{
    SettingsStage stage;
    stage.guidelines().setPlainText(u"Be kind."_s);
    stage.inviting().setCurrentIndex(0);
    stage.turnTo(spaceId(u"design"_s));
    QCOMPARE(stage.guidelines().toPlainText(), QString());
    QVERIFY(!stage.save().isVisible());
    stage.turnTo(stage.launch);
    QCOMPARE(stage.guidelines().toPlainText(), u"Be kind."_s);
    QCOMPARE(stage.inviting().currentIndex(), 0);
    QCOMPARE(stage.name().text(), u"Spring launch"_s);
    QVERIFY(stage.save().isVisible());
    stage.button(u"Revert"_s, &stage.panel())->click();
    stage.turnTo(spaceId(u"design"_s));
    stage.turnTo(stage.launch);
    QCOMPARE(stage.guidelines().toPlainText(), QString());
    QCOMPARE(stage.inviting().currentIndex(), 1);
}

void TestRoomSettings::changesFromElsewhereAreNotUndone()
{
    SettingsStage stage;
    stage.description().setText(u"What it is for"_s);
    stage.rooms.failure = Error{.kind = ErrorKind::Offline};
    stage.save().click();
    stage.edit([](Space &space) { space.displayName = u"Summer launch"_s; });
    House::settle();
    QVERIFY(stage.refuses(&stage.panel(), u"offline"_s));
    QCOMPARE(stage.name().text(), u"Summer launch"_s);
    stage.save().click();
    SpaceChange expected;
    expected.description = u"What it is for"_s;
    QCOMPARE(stage.rooms.changes.last(), expected);
}

void TestRoomSettings::nothingIsTypedWhileSaving()
{
    SettingsStage stage;
    stage.name().setText(u" Summer  launch "_s);
    stage.rooms.changed = stage.spaces.find(stage.launch)->space;
    stage.rooms.changed.displayName = u"Summer launch"_s;
    stage.save().click();
    QVERIFY(stage.name().isReadOnly() && stage.guidelines().isReadOnly());
    QVERIFY(!stage.inviting().isEnabled() && !stage.save().isEnabled());
    QCOMPARE(stage.rooms.changes.last().displayName, u"Summer launch"_s);
    stage.edit([](Space &space) { space.displayName = u"Summer launch"_s; });
    House::settle();
    QCOMPARE(stage.name().text(), u"Summer launch"_s);
    QVERIFY(!stage.name().isReadOnly() && stage.inviting().isEnabled());
    QVERIFY(!stage.save().isVisible());
}

void TestRoomSettings::refusalsAreToldElsewhere()
{
    SettingsStage stage;
    const auto *notice = stage.only<Notice>();
    stage.rooms.failure = Error{.kind = ErrorKind::AlreadyExists};
    stage.name().setText(u"Random"_s);
    stage.save().click();
    stage.turnTo(spaceId(u"design"_s));
    QVERIFY(notice->accessibleName().contains(u"Spring launch"_s)
            && notice->accessibleName().contains(u"exists already"_s));
    QVERIFY(!stage.refuses(&stage.panel(), u"exists already"_s));
    stage.turnTo(stage.launch);
    QCOMPARE(stage.name().text(), u"Random"_s);
    QVERIFY(stage.save().isEnabled());
    // The same of what takes effect at once.
    stage.rooms.failure = Error{.kind = ErrorKind::Offline};
    stage.level().setCurrentIndex(3);
    stage.turnTo(spaceId(u"design"_s));
    QVERIFY(notice->accessibleName().contains(u"stay as they were"_s));
    QVERIFY(!stage.refuses(&stage.panel(), u"offline"_s));
}

// Fields give some signs back otherwise than they were given.
void TestRoomSettings::openingThePageChangesNothing()
{
    SettingsStage stage;
    stage.edit([](Space &space) { space.guidelines = u"Be\u00a0kind.\r\nBe brief."_s; });
    QCOMPARE(stage.guidelines().toPlainText(), u"Be kind.\nBe brief."_s);
    QVERIFY(!stage.save().isVisible());
    stage.name().setText(u"Summer launch"_s);
    stage.save().click();
    QVERIFY(!stage.rooms.changes.last().guidelines);
}

void TestRoomSettings::fieldsAreNotTouchedUnderTheHand()
{
    SettingsStage stage;
    stage.name().setCursorPosition(6);
    QSignalSpy refilled(stage.level().model(), &QAbstractItemModel::rowsInserted);
    QSignalSpy refilledToo(stage.inviting().model(), &QAbstractItemModel::rowsInserted);
    stage.edit([](Space &space) {
        space.lastActiveTime = Timestamp::fromString(u"2026-03-12T14:59:00Z");
    });
    QCOMPARE(stage.name().cursorPosition(), 6);
    QVERIFY(refilled.isEmpty() && refilledToo.isEmpty());
    // What was just chosen stays until it is answered.
    stage.rooms.hold = true;
    stage.level().setCurrentIndex(3);
    stage.edit([](Space &space) {
        space.lastActiveTime = Timestamp::fromString(u"2026-03-12T15:00:00Z");
    });
    QCOMPARE(stage.level().currentIndex(), 3);
    stage.turnTo(spaceId(u"design"_s));
    QCOMPARE(stage.level().currentIndex(), 0);
}

// Who begins conversations and who sees the members: told by the service, and set by nobody here.
void TestRoomSettings::whatNoProgramMayChangeIsText()
{
    SettingsStage stage;
    const auto shows = [&stage](const QString &text) {
        const auto labels = stage.panel().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&text](const QLabel *label) {
            return label->isVisible() && label->text() == text;
        });
    };
    const QString why = u"Google Chat lets programs read the last ones, not change them."_s;
    QVERIFY(!shows(u"Begin conversations:"_s) && !shows(u"See the members:"_s) && !shows(why));
    stage.edit([](Space &space) { space.permissions->postMessages = PermissionLevel::Managers; });
    QVERIFY(shows(u"Begin conversations:"_s) && shows(u"Owners and managers"_s) && shows(why));
    stage.edit([](Space &space) { space.permissions->viewMembers = PermissionLevel::Owners; });
    QVERIFY(shows(u"See the members:"_s) && shows(u"Owners"_s));
    QVERIFY(!stage.field<QComboBox>(u"Begin conversations"_s));
    QVERIFY(!stage.field<QComboBox>(u"See the members"_s));
    QVERIFY(!stage.save().isVisible());
    // Another permission goes alone.
    stage.inviting().setCurrentIndex(0);
    stage.save().click();
    SpaceChange expected;
    expected.permissions = SpacePermissions{.manageMembers = PermissionLevel::Everyone};
    QCOMPARE(stage.rooms.changes.last(), expected);
}

QTEST_MAIN(TestRoomSettings)
#include "tst_roomsettings.moc"
