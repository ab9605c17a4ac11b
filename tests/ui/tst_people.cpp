// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "models/items/personroles.h"
#include "ui/people/peoplelist.h"
#include "ui/people/personchip.h"
#include "ui/people/personpicker.h"
#include "ui/people/profilecard.h"
#include "ui/text/plainlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestPeople : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mailAddresses_data();
    void mailAddresses();
    void knownAreOfferedAtOnce();
    void directoryComesAfter();
    void directoryRefusedIsSaid();
    void mailIsAChoice();
    void keysChooseAndTakeBack();
    void limitIsSaid();
    void leftOutAreNotOffered();
    void cardTellsWhoItIs();
    void ownCardHasNoMessage();
};

namespace {

struct Stage : House
{
    Avatars avatars{media, theme};
    PersonPicker picker{theme, avatars, users, &lookup};

    Stage()
    {
        furnish();
        picker.leaveOut({}); // it was there before the people
        picker.resize(400, 400);
        picker.show();
        settle();
    }
    [[nodiscard]] PeopleList &list() { return *picker.findChild<PeopleList *>(); }
    [[nodiscard]] QStringList offered()
    {
        QStringList names;
        for (int row = 0; row < list().model()->rowCount(); ++row)
            names << list().model()->index(row, 0).data().toString();
        return names;
    }
    [[nodiscard]] QStringList chosen() const
    {
        QStringList names;
        for (const User &user : picker.chosen())
            names << user.id.lastSegment();
        return names;
    }
    [[nodiscard]] bool says(const QString &words) const
    {
        const auto labels = picker.findChildren<PlainLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&words](const PlainLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
};

Person colleague(const QString &id, const QString &name)
{
    Person person;
    person.user.id = userId(id);
    person.user.displayName = name;
    person.user.email = id + u"@example.com"_s;
    person.title = u"Engineer"_s;
    return person;
}

} // namespace

void TestPeople::mailAddresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("id");
    QTest::newRow("plain") << u" a.b@example.com "_s << u"users/a.b@example.com"_s;
    QTest::newRow("no host") << u"a.b@"_s << QString();
    QTest::newRow("no dot") << u"a@b"_s << QString();
    QTest::newRow("two") << u"a@b.org, c@d.org"_s << QString();
    QTest::newRow("a path of our own making") << u"a/../b@c.org"_s << QString();
    QTest::newRow("a name") << u"Anna"_s << QString();
}

void TestPeople::mailAddresses()
{
    QFETCH(QString, typed);
    const auto user = userByMail(typed);
    QTEST(user ? user->id.name() : QString(), "id");
}

void TestPeople::knownAreOfferedAtOnce()
{
    Stage stage;
    // Everybody but me and the apps.
    QCOMPARE(stage.offered().size(), 5);
    QVERIFY(!stage.offered().contains(u"Mira Lindqvist"_s));
    stage.picker.field().setText(u"nov"_s);
    QCOMPARE(stage.offered(), QStringList{u"Tomáš Novák"_s});
    QVERIFY(stage.lookup.asked.isEmpty());
}

void TestPeople::directoryComesAfter()
{
    Stage stage;
    stage.lookup.directory = {colleague(u"new"_s, u"Nora Newman"_s)};
    stage.picker.field().setText(u"no"_s);
    QTRY_VERIFY(stage.offered().contains(u"Nora Newman"_s));
    QCOMPARE(stage.lookup.asked, QStringList{u"no"_s});
    const QModelIndex last = stage.list().model()->index(stage.list().model()->rowCount() - 1, 0);
    QCOMPARE(last.data(items::PersonDetailRole).toString(), u"new@example.com · Engineer"_s);
    QCOMPARE(last.data(Qt::AccessibleTextRole).toString(),
             u"Nora Newman, new@example.com, Engineer"_s);
    // What was found for other letters is not offered for these.
    stage.picker.field().setText(u"zz"_s);
    QVERIFY(stage.offered().isEmpty());
}

void TestPeople::directoryRefusedIsSaid()
{
    Stage stage;
    stage.lookup.failure = Error{.kind = ErrorKind::Offline};
    stage.picker.field().setText(u"zzz"_s);
    QTRY_VERIFY(stage.says(u"offline"_s));
}

void TestPeople::mailIsAChoice()
{
    Stage stage;
    stage.picker.field().setText(u"some.body@elsewhere.org"_s);
    QCOMPARE(stage.offered(), QStringList{u"some.body@elsewhere.org"_s});
    QTest::keyClick(&stage.picker.field(), Qt::Key_Return);
    QCOMPARE(stage.chosen(), QStringList{u"some.body@elsewhere.org"_s});
    // Of somebody known it is that somebody.
    stage.picker.field().setText(u"anna@example.com"_s);
    QCOMPARE(stage.offered(), QStringList{u"Anna Berg"_s});
    // Nobody writes to themselves.
    stage.picker.field().setText(u"me@example.com"_s);
    QVERIFY(stage.offered().isEmpty());
}

void TestPeople::keysChooseAndTakeBack()
{
    Stage stage;
    QSignalSpy accepted(&stage.picker, &PersonPicker::accepted);
    QTest::keyClicks(&stage.picker.field(), u"anna"_s);
    QTest::keyClick(&stage.picker.field(), Qt::Key_Return);
    QTest::keyClick(&stage.picker.field(), Qt::Key_Down);
    QTest::keyClick(&stage.list(), Qt::Key_Return);
    QCOMPARE(stage.chosen().size(), 2);
    QCOMPARE(stage.chosen().first(), u"anna"_s);
    QVERIFY(!stage.offered().contains(u"Anna Berg"_s));
    QTest::keyClick(&stage.picker.field(), Qt::Key_Backspace);
    QCOMPARE(stage.chosen(), QStringList{u"anna"_s});
    QCOMPARE(accepted.size(), 0);
    QTest::keyClick(&stage.picker.field(), Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
    House::settle();
    const auto chips = stage.picker.findChildren<PersonChip *>();
    QCOMPARE(chips.size(), 1);
    QCOMPARE(chips.first()->accessibleName(), u"Remove Anna Berg"_s);
    chips.first()->click();
    QVERIFY(stage.chosen().isEmpty());
}

void TestPeople::limitIsSaid()
{
    Stage stage;
    stage.picker.setLimit(2, u"Only two fit in"_s);
    for (const QString &who : {u"anna"_s, u"tomas"_s, u"ines"_s})
        stage.picker.choose(stage.users.user(userId(who)));
    QCOMPARE(stage.chosen(), (QStringList{u"anna"_s, u"tomas"_s}));
    QVERIFY(stage.says(u"Only two fit in"_s));
}

void TestPeople::leftOutAreNotOffered()
{
    Stage stage;
    stage.picker.leaveOut({userId(u"anna"_s)});
    QVERIFY(!stage.offered().contains(u"Anna Berg"_s));
}

void TestPeople::cardTellsWhoItIs()
{
    Stage stage;
    const User guest = stage.users.user(userId(u"guest"_s));
    auto *card = new ProfileCard({.user = guest,
                                  .name = u"<b>Guillaume</b>"_s,
                                  .about = {},
                                  .tag = u"Owner"_s,
                                  .outside = true,
                                  .me = false},
                                 stage.theme, stage.avatars, &stage.picker);
    QSignalSpy wanted(card, &ProfileCard::messageRequested);
    card->open();
    QStringList texts;
    for (const QLabel *label : card->findChildren<QLabel *>()) {
        texts << label->text();
        QVERIFY(label->textFormat() == Qt::PlainText || label->text().isEmpty());
    }
    QVERIFY(texts.contains(u"<b>Guillaume</b>"_s));
    QVERIFY(texts.contains(u"guest@example.com"_s));
    QVERIFY(texts.contains(u"Owner"_s));
    QVERIFY(texts.contains(u"From outside your organisation"_s));
    for (QAbstractButton *button : card->findChildren<QAbstractButton *>()) {
        if (button->accessibleName() == u"Copy mail address"_s)
            button->click();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), u"guest@example.com"_s);
    for (QPushButton *button : card->findChildren<QPushButton *>()) {
        if (button->text() == u"Message"_s)
            button->click();
    }
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<UserId>(), guest.id);
}

void TestPeople::ownCardHasNoMessage()
{
    Stage stage;
    auto *card = new ProfileCard({.user = stage.users.user(userId(u"me"_s)),
                                  .name = u"Mira"_s,
                                  .about = {},
                                  .tag = {},
                                  .outside = false,
                                  .me = true},
                                 stage.theme, stage.avatars, &stage.picker);
    card->open();
    for (const QPushButton *button : card->findChildren<QPushButton *>())
        QVERIFY(button->text() != u"Message"_s);
}

QTEST_MAIN(TestPeople)
#include "tst_people.moc"
