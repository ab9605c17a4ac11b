// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/composer/composer.h"
#include "ui/conversations/conversationpane.h"
#include "ui/people/peoplelist.h"
#include "ui/people/personpicker.h"
#include "ui/people/profilecard.h"
#include "ui/rooms/invitedialog.h"
#include "ui/rooms/memberspage.h"
#include "ui/rooms/newconversation.h"
#include "ui/rooms/refusal.h"
#include "ui/rooms/roompanel.h"
#include "ui/text/plainlabel.h"
#include "ui/timeline/messageactions.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"
#include "ui/window/paneheader.h"
#include "ui/window/timelinepane.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
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
    void oneIsADirectMessage();
    void severalAreAGroupChat();
    void spaceIsMadeAsWanted();
    void spaceForAllIsOpenedAfterwards();
    void refusalKeepsEverything();
    void unknownPeopleAreSaid();
    void existingOpensAtOnce();
    void membersAreListedAndFound();
    void hiddenMembersAreExplained();
    void cardLeadsToAMessage();
    void whatIsNotPermittedSaysWhy();
    void rolesAndRemoval();
    void refusedInvitationsStay();
    void settingsAreSaved();
    void refusedSettingsStay();
    void settingsForReadersOnly();
    void changesFromElsewhereArrive();
    void pinsAreListedAndLeadThere();
    void pinningByMenu();
    void muteAndLevels();
    void historyIsFetched();
    void leavingAsksAndExplains();
    void deletingAsks();
    void panelFoldsAndCloses();
    void linksOpenInside();
    void farMessagesOpen();
    void writersAreShown();
    void everythingHasAName();
};

namespace {

struct Stage : House
{
    explicit Stage(int width = 1200)
    {
        furnish();
        for (const QString &who : {u"me"_s, u"anna"_s, u"tomas"_s, u"guest"_s, u"bot"_s})
            rooms.here[launch].append(memberOf(launch, users.user(userId(who))));
        rooms.here[launch][1].membership.role = MembershipRole::Owner;
        change(u"launch"_s, [](Conversation &conversation) {
            conversation.space.permissions
                = SpacePermissions{.manageMembers = PermissionLevel::Managers,
                                   .modifyDetails = PermissionLevel::Managers,
                                   .toggleHistory = PermissionLevel::Owners};
            conversation.space.access = SpaceAccess();
        });
        window().resize(width, 700);
        window().show();
        QApplication::setActiveWindow(&window());
        settle();
    }
    // I am that in "launch".
    void become(MembershipRole role) { rooms.here[launch][0].membership.role = role; }
    void run(CommandId id)
    {
        window().commands().action(id)->trigger();
        settle();
    }
    void open(CommandId page)
    {
        window().openSpace(launch);
        settle();
        run(page);
    }
    [[nodiscard]] RoomPanel &panel() { return *window().findChild<RoomPanel *>(); }
    template <class T> [[nodiscard]] T *only(QObject *within = nullptr)
    {
        const auto all = (within ? within : &window())->findChildren<T *>();
        return all.isEmpty() ? nullptr : all.last();
    }
    template <class T> [[nodiscard]] T *named(const QString &name, QWidget *within = nullptr)
    {
        for (T *each : (within ? within : &window())->template findChildren<T *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton *button(const QString &text, QWidget *within)
    {
        for (QPushButton *each : within->findChildren<QPushButton *>()) {
            if (QString(each->text()).remove(u'&') == text)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] bool refuses(QWidget *within, const QString &words)
    {
        const auto all = within->findChildren<Refusal *>();
        return std::any_of(all.begin(), all.end(), [&words](const Refusal *each) {
            return each->isVisible() && each->accessibleName().contains(words);
        });
    }
    [[nodiscard]] TimelinePane &timeline()
    {
        for (TimelinePane *pane : window().findChildren<TimelinePane *>()) {
            if (pane->accessibleName() == u"Conversation"_s)
                return *pane;
        }
        Q_UNREACHABLE();
    }
    [[nodiscard]] static QAction *entry(const QMenu &menu, const QString &text)
    {
        for (QAction *each : menu.actions()) {
            if (each->text() == text)
                return each;
            if (each->menu()) {
                if (QAction *found = entry(*each->menu(), text))
                    return found;
            }
        }
        return nullptr;
    }
    // The menu of a conversation's row.
    [[nodiscard]] QMenu *menuOf(const SpaceId &space)
    {
        Q_EMIT only<ConversationPane>()->menuRequested(space, QPoint(50, 50));
        return window().findChildren<QMenu *>(Qt::FindDirectChildrenOnly).last();
    }
    void answer(const QString &box, const QString &text)
    {
        auto *question = window().findChild<QMessageBox *>(box);
        QVERIFY(question);
        for (QAbstractButton *each : question->buttons()) {
            if (QString(each->text()).remove(u'&') == text)
                each->click();
        }
        settle();
    }
    // The service tells of a new conversation.
    void arrive(const QString &id)
    {
        Conversation made = *spaces.find(launch);
        made.space.id = spaceId(id);
        made.space.displayName = u"Made just now"_s;
        ChangeSet changes;
        changes.conversations << made;
        apply(changes);
        settle();
    }

    const SpaceId launch = spaceId(u"launch"_s);
};

} // namespace

void TestRooms::oneIsADirectMessage()
{
    Stage stage;
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

void TestRooms::severalAreAGroupChat()
{
    Stage stage;
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    for (const QString &who : {u"anna"_s, u"tomas"_s})
        dialog->picker().choose(stage.users.user(userId(who)));
    // By keyboard alone: Enter with nothing typed goes on.
    QTest::keyClick(&dialog->picker().field(), Qt::Key_Return);
    QCOMPARE(stage.rooms.calls.last(), u"group users/anna users/tomas"_s);
}

void TestRooms::spaceIsMadeAsWanted()
{
    Stage stage;
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

void TestRooms::spaceForAllIsOpenedAfterwards()
{
    Stage stage;
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->setNamed(true);
    stage.named<QLineEdit>(u"Name of the space"_s, dialog)->setText(u"Ideas"_s);
    stage.named<QComboBox>(u"Who may join"_s, dialog)->setCurrentIndex(1);
    stage.button(u"Create space"_s, dialog)->click();
    QTRY_COMPARE(stage.rooms.changes.size(), 1);
    QCOMPARE(stage.rooms.changes.first().audience, u"audiences/default"_s);
}

void TestRooms::refusalKeepsEverything()
{
    Stage stage;
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

void TestRooms::unknownPeopleAreSaid()
{
    Stage stage;
    stage.rooms.failure = Error{.kind = ErrorKind::NotFound};
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->picker().field().setText(u"nobody@elsewhere.org"_s);
    QTest::keyClick(&dialog->picker().field(), Qt::Key_Return);
    stage.button(u"Start chat"_s, dialog)->click();
    QTRY_VERIFY(stage.refuses(dialog, u"does not know this person"_s));
    QCOMPARE(dialog->picker().chosen().size(), 1);
}

void TestRooms::existingOpensAtOnce()
{
    Stage stage;
    stage.rooms.made = spaceId(u"tomas"_s);
    stage.run(CommandId::NewConversation);
    auto *dialog = stage.only<NewConversation>();
    dialog->picker().choose(stage.users.user(userId(u"tomas"_s)));
    stage.button(u"Start chat"_s, dialog)->click();
    QTRY_COMPARE(stage.window().currentSpace(), spaceId(u"tomas"_s));
}

void TestRooms::membersAreListedAndFound()
{
    Stage stage;
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

void TestRooms::hiddenMembersAreExplained()
{
    Stage stage;
    stage.rooms.failure = Error{.kind = ErrorKind::PermissionDenied};
    stage.open(CommandId::ShowMembers);
    auto *empty = stage.only<EmptyState>(&stage.panel().members());
    QTRY_VERIFY(empty->isVisible());
    stage.rooms.failure.reset();
    Q_EMIT empty->actionClicked();
    QTRY_VERIFY(!empty->isVisible());
}

void TestRooms::cardLeadsToAMessage()
{
    Stage stage;
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

void TestRooms::whatIsNotPermittedSaysWhy()
{
    Stage stage;
    stage.open(CommandId::ShowMembers);
    auto *list = stage.named<PeopleList>(u"Members"_s);
    QTRY_COMPARE(list->model()->rowCount(), 5);
    QPushButton *invite = stage.button(u"Invite…"_s, &stage.panel().members());
    QVERIFY(!invite->isEnabled());
    QVERIFY(invite->accessibleDescription().contains(u"owners and managers"_s));
    QMenu menu;
    stage.panel().members().fillMenu(menu, stage.rooms.here[stage.launch][2]);
    QVERIFY(!Stage::entry(menu, u"Make manager"_s)->isEnabled());
    QVERIFY(!Stage::entry(menu, u"Remove from the conversation…"_s)->isEnabled());
    QVERIFY(Stage::entry(menu, u"Message"_s)->isEnabled());
    QVERIFY(Stage::entry(menu, u"Only owners and managers of this space may do this."_s));
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(stage.refuses(&stage.panel(), u"owners and managers"_s));
    QVERIFY(stage.rooms.calls.filter(u"remove"_s).isEmpty());
}

void TestRooms::rolesAndRemoval()
{
    Stage stage;
    stage.become(MembershipRole::Manager);
    stage.open(CommandId::ShowMembers);
    auto *list = stage.named<PeopleList>(u"Members"_s);
    QTRY_COMPARE(list->model()->rowCount(), 5);
    QMenu menu;
    stage.panel().members().fillMenu(menu, stage.rooms.here[stage.launch][2]); // Tomáš
    Stage::entry(menu, u"Make manager"_s)->trigger();
    QTRY_COMPARE(stage.rooms.calls.last(), u"role users/tomas 1"_s);
    const auto sentences = [list] {
        QStringList all;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            all << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        return all;
    };
    QTRY_VERIFY(sentences().contains(u"Tomáš Novák, Manager, tomas@example.com"_s));
    Stage::entry(menu, u"Remove from the conversation…"_s)->trigger();
    QVERIFY(stage.rooms.calls.filter(u"remove"_s).isEmpty());
    stage.answer(u"removeQuestion"_s, u"Remove"_s);
    QTRY_COMPARE(list->model()->rowCount(), 4);
    // Refused: said on the page, nothing changes.
    stage.rooms.failure = Error{.kind = ErrorKind::PermissionDenied};
    menu.clear();
    stage.panel().members().fillMenu(menu, stage.rooms.here[stage.launch][1]);
    Stage::entry(menu, u"Make ordinary member"_s)->trigger();
    QTRY_VERIFY(stage.refuses(&stage.panel(), u"Anna Berg was not changed"_s));
    QVERIFY(sentences().contains(u"Anna Berg, Owner, anna@example.com"_s));
}

void TestRooms::refusedInvitationsStay()
{
    Stage stage;
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

void TestRooms::settingsAreSaved()
{
    Stage stage;
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

void TestRooms::refusedSettingsStay()
{
    Stage stage;
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

void TestRooms::settingsForReadersOnly()
{
    Stage stage;
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

void TestRooms::changesFromElsewhereArrive()
{
    Stage stage;
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

void TestRooms::pinsAreListedAndLeadThere()
{
    Stage stage;
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
    Stage stage;
    stage.window().openSpace(stage.launch);
    House::settle();
    const MessageId first = stage.timelines.messages.first().id;
    TimelineView &view = stage.timeline().view();
    const auto offers = [&](const QString &text) {
        const auto menu = view.menuFor(stage.timeline().model().indexOf(first));
        return menu && Stage::entry(*menu, text);
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
    Stage stage;
    QMenu *menu = stage.menuOf(stage.launch);
    Stage::entry(*menu, u"Mute"_s)->trigger();
    QCOMPARE(stage.rooms.notifications.last(), (SpaceNotification{NotificationLevel::All, true}));
    Stage::entry(*menu, u"What is for me only"_s)->trigger();
    QCOMPARE(stage.rooms.notifications.last(),
             (SpaceNotification{NotificationLevel::ForYou, false}));
    House::settle();
    stage.rooms.failure = Error{.kind = ErrorKind::Offline};
    Stage::entry(*menu, u"Mute"_s)->trigger();
    QTRY_VERIFY(stage.only<Notice>()->accessibleName().contains(u"stay as they were"_s));
    // A muted one offers to be unmuted, and keeps its level.
    stage.change(u"launch"_s, [](Conversation &conversation) {
        conversation.muted = true;
        conversation.notificationLevel = NotificationLevel::ForYou;
    });
    stage.rooms.failure.reset();
    Stage::entry(*stage.menuOf(stage.launch), u"Unmute"_s)->trigger();
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
    Stage stage;
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
    Stage::entry(*stage.menuOf(stage.launch), u"Pause fetching the history"_s)->trigger();
    QCOMPARE(stage.history.calls.last(), u"pause spaces/launch"_s);
    stage.button(u"Give up"_s, &stage.panel())->click();
    QCOMPARE(stage.history.calls.last(), u"cancel spaces/launch"_s);
}

void TestRooms::leavingAsksAndExplains()
{
    Stage stage;
    // A menu goes with the question.
    const auto leave
        = [&stage] { Stage::entry(*stage.menuOf(stage.launch), u"Leave…"_s)->trigger(); };
    leave();
    stage.answer(u"endQuestion"_s, u"Cancel"_s);
    QVERIFY(stage.rooms.calls.filter(u"leave"_s).isEmpty());
    stage.rooms.failure = Error{.kind = ErrorKind::FailedPrecondition};
    leave();
    stage.answer(u"endQuestion"_s, u"Leave"_s);
    QTRY_VERIFY(stage.window().findChild<QMessageBox *>(u"refusedBox"_s));
    QVERIFY(stage.rooms.calls.contains(u"leave spaces/launch"_s));
    QVERIFY(!Stage::entry(*stage.menuOf(spaceId(u"anna"_s)), u"Leave…"_s));
}

void TestRooms::deletingAsks()
{
    Stage stage;
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
    Stage stage(420);
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
    Stage stage;
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
    Stage stage;
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

void TestRooms::writersAreShown()
{
    Stage stage;
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
    Q_EMIT card->messageRequested(userId(u"guest"_s));
    QVERIFY(stage.rooms.calls.contains(u"direct "_s + userId(u"guest"_s).name()));
}

void TestRooms::everythingHasAName()
{
    Stage stage;
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
