// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakes.h"

#include "models/items/usertable.h"

#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace Qt::StringLiterals;

class TestUserTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void outside();
    void tellsWhoChanged();
    void avatars_data();
    void avatars();
    void avatarOfUsers();
};

void TestUserTable::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<UserType>("type");
    QTest::addColumn<QString>("display");
    QTest::addColumn<QString>("given");
    const auto row
        = [](const char *what, const QString &name, UserType type, const QString &display,
             const QString &given) { QTest::newRow(what) << name << type << display << given; };
    row("two words", u"Anna Berg"_s, UserType::Human, u"Anna Berg"_s, u"Anna"_s);
    row("one word", u"Anna"_s, UserType::Human, u"Anna"_s, u"Anna"_s);
    row("family name first", u"Berg, Anna Maria"_s, UserType::Human, u"Berg, Anna Maria"_s,
        u"Anna"_s);
    row("title", u"Dr. Anna Berg"_s, UserType::Human, u"Dr. Anna Berg"_s, u"Dr. Anna Berg"_s);
    row("trailing comma", u"Berg,"_s, UserType::Human, u"Berg,"_s, u"Berg,"_s);
    row("line breaks", u" Anna\n\tBerg "_s, UserType::Human, u"Anna Berg"_s, u"Anna"_s);
    row("app", u"Build Bot"_s, UserType::App, u"Build Bot"_s, u"Build Bot"_s);
    row("nameless", u""_s, UserType::Human, u"Unknown person"_s, u"Unknown person"_s);
    row("nameless app", u" "_s, UserType::App, u"Unknown app"_s, u"Unknown app"_s);
    row("endless", u"x"_s.repeated(100'000), UserType::Human, u"x"_s.repeated(200),
        u"x"_s.repeated(200));
}

void TestUserTable::names()
{
    QFETCH(QString, name);
    QFETCH(UserType, type);
    UserTable table;
    User user = makeUser(u"1"_s, name);
    user.type = type;
    table.reset({user});
    QTEST(table.displayName(user.id), "display");
    QTEST(table.shortName(user.id), "given");
    QCOMPARE(table.user(user.id), user);
    QCOMPARE(table.displayName(userId(u"2"_s)), u"Unknown person"_s);
    QCOMPARE(table.user(userId(u"2"_s)).id, userId(u"2"_s));
    QVERIFY(!table.find(userId(u"2"_s)));
}

void TestUserTable::outside()
{
    UserTable table;
    table.reset({makeUser(u"me"_s, u"Me"_s, u"A"_s), makeUser(u"a"_s, u"A"_s, u"A"_s),
                 makeUser(u"b"_s, u"B"_s, u"B"_s), makeUser(u"c"_s, u"C"_s)});
    QVERIFY(!table.isExternal(userId(u"b"_s)));
    table.setMe(userId(u"me"_s));
    QVERIFY(table.isMe(userId(u"me"_s)));
    QVERIFY(!table.isMe(UserId()));
    QVERIFY(!table.isExternal(userId(u"a"_s)));
    QVERIFY(table.isExternal(userId(u"b"_s)));
    QVERIFY(!table.isExternal(userId(u"c"_s)));
    QVERIFY(!table.isExternal(userId(u"nobody"_s)));
}

void TestUserTable::tellsWhoChanged()
{
    UserTable table;
    QSignalSpy spy(&table, &UserTable::changed);
    const auto last = [&spy] {
        QList<UserId> ids = spy.takeLast().constFirst().value<QList<UserId>>();
        std::sort(ids.begin(), ids.end());
        spy.clear();
        return ids;
    };
    const User a = makeUser(u"a"_s, u"A"_s, u"A"_s);
    const User b = makeUser(u"b"_s, u"B"_s, u"A"_s);
    ChangeSet changes;
    changes.users = {a, b};
    table.apply(changes);
    QCOMPARE(last(), (QList<UserId>{a.id, b.id}));
    table.apply(changes);
    QCOMPARE(spy.count(), 0);
    User renamed = b;
    renamed.displayName = u"Bee"_s;
    changes.users = {a, renamed};
    table.apply(changes);
    QCOMPARE(last(), QList<UserId>{b.id});
    table.setMe(userId(u"a"_s));
    QCOMPARE(last(), (QList<UserId>{a.id, b.id}));
    // Where I belong decides who is from outside.
    User moved = a;
    moved.domainId = u"Z"_s;
    changes.users = {moved};
    table.apply(changes);
    QCOMPARE(last(), (QList<UserId>{a.id, b.id}));
    QVERIFY(table.isExternal(b.id));
    table.reset({a});
    QCOMPARE(last(), (QList<UserId>{a.id, b.id}));
}

void TestUserTable::avatars_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<AvatarKind>("kind");
    QTest::addColumn<QString>("initials");
    QTest::newRow("person") << u"anna maria berg"_s << AvatarKind::Person << u"AB"_s;
    QTest::newRow("one word") << u"Anna"_s << AvatarKind::Person << u"A"_s;
    QTest::newRow("brackets") << u"(anna) berg (b)"_s << AvatarKind::Person << u"A"_s;
    QTest::newRow("marks") << u"e\u0301va"_s << AvatarKind::Person << u"E\u0301"_s;
    QTest::newRow("space") << u"Product launch"_s << AvatarKind::Space << u"P"_s;
    QTest::newRow("number sign") << u"#general"_s << AvatarKind::Space << u"G"_s;
    QTest::newRow("emoji") << u"\U0001F44D\U0001F3FD good"_s << AvatarKind::Space
                           << u"\U0001F44D\U0001F3FD"_s;
    QTest::newRow("signs only") << u"..."_s << AvatarKind::Space << u"."_s;
    QTest::newRow("empty") << u""_s << AvatarKind::Person << u""_s;
}

void TestUserTable::avatars()
{
    QFETCH(QString, name);
    QFETCH(AvatarKind, kind);
    QTEST(initialsOf(name, kind), "initials");
}

void TestUserTable::avatarOfUsers()
{
    UserTable table;
    User anna = makeUser(u"1"_s, u"Anna Berg"_s);
    anna.avatarUrl = u"https://p.example/1"_s;
    User app = makeUser(u"2"_s, u"Build Bot"_s);
    app.type = UserType::App;
    table.reset({anna, app});
    const Avatar avatar = avatarOf(anna.id, table);
    QCOMPARE(avatar.initials, u"AB"_s);
    QCOMPARE(avatar.url, anna.avatarUrl);
    QCOMPARE(avatar.colourSeed, 2057515935u);
    QCOMPARE(avatarOf(app.id, table).kind, AvatarKind::App);
    QCOMPARE(avatarOf(app.id, table).initials, u"B"_s);
    QCOMPARE(avatarOf(userId(u"3"_s), table).initials, QString());
}

QTEST_GUILESS_MAIN(TestUserTable)
#include "tst_usertable.moc"
