// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/membermodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace Qt::StringLiterals;

class TestMemberModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadersFirst();
    void words_data();
    void words();
    void filters_data();
    void filters();
    void namesArriveLater();
    void whatStaysIsNotTouched();
    void anyChangesEndTheSame();
};

namespace {

Member member(const QString &id, const QString &name, MembershipRole role = MembershipRole::Member,
              MembershipState state = MembershipState::Joined)
{
    Member made;
    made.name = u"spaces/s/members/"_s + id;
    made.membership.user = UserId(QString(u"users/"_s + id));
    made.membership.role = role;
    made.membership.state = state;
    made.user.id = made.membership.user;
    made.user.displayName = name;
    made.user.email = id + u"@example.com"_s;
    return made;
}

Member app(const QString &id, const QString &name)
{
    Member made = member(id, name);
    made.user.type = UserType::App;
    made.user.email.clear();
    return made;
}

Member group()
{
    Member made;
    made.membership.groupName = u"groups/everyone"_s;
    return made;
}

struct Stage
{
    UserTable users;
    MemberModel model{users};
    QAbstractItemModelTester modelTester{&model,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest};
    MemberProxy proxy;
    std::unique_ptr<QAbstractItemModelTester> proxyTester;

    Stage()
    {
        users.setMe(UserId(u"users/me"_s));
        proxy.setSourceModel(&model);
        proxyTester = std::make_unique<QAbstractItemModelTester>(
            &proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < proxy.rowCount(); ++row)
            names << proxy.index(row, 0).data().toString();
        return names;
    }
};

} // namespace

void TestMemberModel::leadersFirst()
{
    Stage stage;
    stage.model.setMembers(
        {app(u"bot"_s, u"Robot"_s), member(u"z"_s, u"Zoe"_s),
         member(u"i"_s, u"Invited Ida"_s, MembershipRole::Member, MembershipState::Invited),
         group(), member(u"me"_s, u"Mira"_s), member(u"m"_s, u"Max"_s, MembershipRole::Manager),
         member(u"o"_s, u"Olga"_s, MembershipRole::Owner), member(u"e"_s, u"Élodie"_s)});
    QCOMPARE(stage.names(),
             (QStringList{u"Olga"_s, u"Max"_s, u"Élodie"_s, u"Mira (you)"_s, u"Zoe"_s,
                          u"Invited Ida"_s, u"Robot"_s, u"Google Group"_s}));
}

void TestMemberModel::words_data()
{
    QTest::addColumn<Member>("who");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("plain") << member(u"a"_s, u"Anna"_s) << QString() << u"Anna, a@example.com"_s;
    QTest::newRow("owner") << member(u"a"_s, u"Anna"_s, MembershipRole::Owner) << u"Owner"_s
                           << u"Anna, Owner, a@example.com"_s;
    QTest::newRow("manager") << member(u"a"_s, u"Anna"_s, MembershipRole::Manager) << u"Manager"_s
                             << u"Anna, Manager, a@example.com"_s;
    QTest::newRow("invited") << member(u"a"_s, u"Anna"_s, MembershipRole::Member,
                                       MembershipState::Invited)
                             << u"Invited"_s << u"Anna, Invited, a@example.com"_s;
    Member outside = member(u"a"_s, u"Anna"_s);
    outside.affiliation = Affiliation::External;
    QTest::newRow("outside") << outside << QString()
                             << u"Anna, a@example.com, from outside your organisation"_s;
    QTest::newRow("app") << app(u"b"_s, u"Bell"_s) << QString() << u"Bell, App"_s;
    QTest::newRow("nameless") << member(u"a"_s, QString()) << QString()
                              << u"Unknown person, a@example.com"_s;
    QTest::newRow("group") << group() << QString()
                           << u"Google Group, Everybody in the group is here"_s;
}

void TestMemberModel::words()
{
    QFETCH(Member, who);
    Stage stage;
    stage.model.setMembers({who});
    const QModelIndex row = stage.model.index(0);
    QTEST(row.data(PersonTagRole).toString(), "tag");
    QTEST(row.data(Qt::AccessibleTextRole).toString(), "sentence");
    QCOMPARE(row.data(MemberModel::MemberRole).value<Member>(), who);
}

void TestMemberModel::filters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("all") << u" "_s << QStringList{u"Anna Berg"_s, u"Élodie Roux"_s};
    QTest::newRow("without accents") << u"elo"_s << QStringList{u"Élodie Roux"_s};
    QTest::newRow("last name") << u"ber"_s << QStringList{u"Anna Berg"_s};
    QTest::newRow("two words") << u"be an"_s << QStringList{u"Anna Berg"_s};
    QTest::newRow("mail") << u"e1@ex"_s << QStringList{u"Élodie Roux"_s};
    QTest::newRow("middle of a word") << u"nna"_s << QStringList{};
}

void TestMemberModel::filters()
{
    QFETCH(QString, typed);
    Stage stage;
    stage.model.setMembers({member(u"a1"_s, u"Anna Berg"_s), member(u"e1"_s, u"Élodie Roux"_s)});
    stage.proxy.setFilterText(typed);
    QTEST(stage.names(), "found");
}

void TestMemberModel::namesArriveLater()
{
    Stage stage;
    stage.model.setMembers({member(u"a"_s, QString()), member(u"k"_s, u"Karl"_s)});
    QCOMPARE(stage.names(), (QStringList{u"Karl"_s, u"Unknown person"_s}));
    User anna;
    anna.id = UserId(u"users/a"_s);
    anna.displayName = u"Anna"_s;
    ChangeSet changes;
    changes.users << anna;
    stage.users.apply(changes);
    QCOMPARE(stage.names(), (QStringList{u"Anna"_s, u"Karl"_s}));
}

void TestMemberModel::whatStaysIsNotTouched()
{
    Stage stage;
    stage.model.setMembers(
        {member(u"a"_s, u"Anna"_s), member(u"b"_s, u"Ben"_s), member(u"c"_s, u"Cleo"_s)});
    const QPersistentModelIndex cleo = stage.model.index(2);
    QSignalSpy reset(&stage.model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&stage.model, &QAbstractItemModel::dataChanged);
    stage.model.setMembers({member(u"c"_s, u"Cleo"_s),
                            member(u"a"_s, u"Anna"_s, MembershipRole::Manager),
                            member(u"d"_s, u"Dora"_s)});
    QCOMPARE(cleo.data().toString(), u"Cleo"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(stage.names(), (QStringList{u"Anna"_s, u"Cleo"_s, u"Dora"_s}));
}

void TestMemberModel::anyChangesEndTheSame()
{
    QRandomGenerator random(20261122);
    Stage stage;
    for (int round = 0; round < 200; ++round) {
        QList<Member> members;
        QStringList expected;
        for (int i = 0; i < 12; ++i) {
            if (random.bounded(3) == 0)
                continue;
            const QString name = u"Person %1"_s.arg(i, 2, 10, QLatin1Char('0'));
            const auto role = MembershipRole(random.bounded(3));
            members.append(member(QString::number(i), name, role));
        }
        for (const auto role :
             {MembershipRole::Owner, MembershipRole::Manager, MembershipRole::Member}) {
            for (const Member &one : std::as_const(members)) {
                if (one.membership.role == role)
                    expected << one.user.displayName;
            }
        }
        std::shuffle(members.begin(), members.end(), random);
        stage.model.setMembers(members);
        QCOMPARE(stage.names(), expected);
    }
}

QTEST_GUILESS_MAIN(TestMemberModel)
#include "tst_membermodel.moc"
