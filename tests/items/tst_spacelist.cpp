// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakes.h"
#include "mirror.h"

#include "models/items/spacelistproxy.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QList<int> followedRoles()
{
    QList<int> roles{Qt::DisplayRole, Qt::AccessibleTextRole};
    for (int role = SpaceListModel::SpaceIdRole; role <= SpaceListModel::SearchTextRole; ++role)
        roles << role;
    return roles;
}

QList<int> proxyRoles()
{
    return followedRoles() << SpaceListProxy::SectionStartRole;
}

Conversation conversation(const QString &id, SpaceType type, const QString &name = {})
{
    Conversation c;
    c.space.id = SpaceId(QLatin1String("spaces/") + id);
    c.space.type = type;
    c.space.displayName = name;
    c.lastMessageTime = noon;
    return c;
}

ChangeSet changeOf(const QList<Conversation> &conversations)
{
    ChangeSet changes;
    changes.conversations = conversations;
    return changes;
}

struct Fixture
{
    Fixture()
    {
        users.reset({makeUser(u"me"_s, u"Ida Falk"_s, u"home"_s),
                     makeUser(u"anna"_s, u"Anna Berg"_s, u"home"_s),
                     makeUser(u"anna2"_s, u"Anna Čapek"_s), makeUser(u"bo"_s, u"Bo Dahl"_s),
                     makeUser(u"cy"_s, u"Cy Eng"_s), makeUser(u"dee"_s, u"Dee Fox"_s),
                     makeUser(u"eve"_s, u"Eve Gill"_s), makeUser(u"far"_s, u"Far Away"_s, u"x"_s)});
        users.setMe(userId(u"me"_s));
    }
    UserTable users;
    FixedClock clock;
    SpaceListModel model{users, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

struct ProxyFixture : Fixture
{
    ProxyFixture() { proxy.setSourceModel(&model); }
    [[nodiscard]] QString order() const
    {
        QStringList ids;
        for (int row = 0; row < proxy.rowCount(); ++row) {
            const QString id = proxy.spaceAt(row).lastSegment();
            const bool start = proxy.index(row, 0).data(SpaceListProxy::SectionStartRole).toBool();
            ids << (start ? QString(u'|' + id) : id);
        }
        return ids.join(u' ');
    }
    SpaceListProxy proxy;
    QAbstractItemModelTester proxyTester{&proxy,
                                         QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

class TestSpaceList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void titles_data();
    void titles();
    void previews_data();
    void previews();
    void sentences_data();
    void sentences();
    void avatars();
    void exactRoles();
    void namesArriveLater();
    void sums();
    void order();
    void currentStaysWhereItIs();
    void filters_data();
    void filters();
    void unreadOnly();
    void searchGoesBeyondUnread();
    void neighbours();
    void randomChanges_data();
    void randomChanges();
};

void TestSpaceList::titles_data()
{
    QTest::addColumn<Conversation>("value");
    QTest::addColumn<QString>("title");
    const auto row
        = [](const char *name, Conversation c, const QStringList &others, const QString &title) {
              for (const QString &other : others)
                  c.others << userId(other);
              QTest::newRow(name) << c << title;
          };
    const auto dm = conversation(u"D"_s, SpaceType::DirectMessage);
    const auto group = conversation(u"G"_s, SpaceType::GroupChat);
    row("space", conversation(u"S"_s, SpaceType::Space, u" Product\nlaunch "_s), {},
        u"Product launch"_s);
    row("nameless space", conversation(u"S"_s, SpaceType::Space), {}, u"Unnamed space"_s);
    row("endless name", conversation(u"S"_s, SpaceType::Space, u"x"_s.repeated(9999)), {},
        u"x"_s.repeated(200));
    row("direct message", dm, {u"anna"_s}, u"Anna Berg"_s);
    row("somebody unknown", dm, {u"17"_s}, u"Unknown person"_s);
    row("members not known", dm, {}, u"Direct message"_s);
    Conversation self = dm;
    self.space.memberCount = 1;
    row("with myself", self, {}, u"Ida Falk (you)"_s);
    Conversation app = dm;
    app.space.appDirectMessage = true;
    row("app", app, {u"bo"_s}, u"Bo Dahl"_s);
    row("unknown app", app, {u"17"_s}, u"Unknown app"_s);
    row("app not known", app, {}, u"App"_s);
    row("group", group, {u"anna"_s, u"bo"_s}, u"Anna, Bo"_s);
    row("two Annas", group, {u"anna"_s, u"anna2"_s, u"bo"_s}, u"Anna Berg, Anna Čapek, Bo"_s);
    row("five", group, {u"anna"_s, u"bo"_s, u"cy"_s, u"dee"_s, u"eve"_s},
        u"Anna, Bo, Cy, Dee, Eve"_s);
    row("six", group, {u"anna"_s, u"bo"_s, u"cy"_s, u"dee"_s, u"eve"_s, u"far"_s},
        u"Anna, Bo, Cy, Dee and 2 more"_s);
    Conversation many = group;
    many.space.memberCount = 30;
    row("many more", many, {u"anna"_s, u"bo"_s}, u"Anna, Bo and 27 more"_s);
    row("group not known", group, {}, u"Group chat"_s);
    Conversation named = group;
    named.space.displayName = u"Lunch"_s;
    row("named group", named, {u"anna"_s}, u"Lunch"_s);
}

void TestSpaceList::titles()
{
    QFETCH(Conversation, value);
    Fixture f;
    f.model.reset({value});
    QTEST(f.model.index(0).data().toString(), "title");
    QTEST(f.model.index(0).data(SpaceListModel::TitleRole).toString(), "title");
    QTEST(f.model.titleOf(value), "title");
}

void TestSpaceList::previews_data()
{
    QTest::addColumn<SpaceType>("type");
    QTest::addColumn<QString>("sender");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("space") << SpaceType::Space << u"anna"_s << u"%1 hello"_s << u"Anna: %1 hello"_s;
    QTest::newRow("group") << SpaceType::GroupChat << u"bo"_s << u"hello"_s << u"Bo: hello"_s;
    QTest::newRow("direct") << SpaceType::DirectMessage << u"anna"_s << u"hello"_s << u"hello"_s;
    QTest::newRow("mine") << SpaceType::Space << u"me"_s << u"hello"_s << u"You: hello"_s;
    QTest::newRow("mine, direct") << SpaceType::DirectMessage << u"me"_s << u"hello"_s
                                  << u"You: hello"_s;
    QTest::newRow("unknown") << SpaceType::Space << u"17"_s << u"hello"_s << u"hello"_s;
    QTest::newRow("nothing") << SpaceType::Space << u"anna"_s << u""_s << u""_s;
}

void TestSpaceList::previews()
{
    QFETCH(SpaceType, type);
    QFETCH(QString, sender);
    QFETCH(QString, text);
    Fixture f;
    Conversation c = conversation(u"S"_s, type, u"Name"_s);
    c.lastSender = userId(sender);
    c.preview = text;
    f.model.reset({c});
    QTEST(f.model.index(0).data(SpaceListModel::PreviewRole).toString(), "expected");
}

void TestSpaceList::sentences_data()
{
    QTest::addColumn<Conversation>("value");
    QTest::addColumn<QString>("sentence");
    Conversation quiet = conversation(u"S"_s, SpaceType::Space, u"Launch"_s);
    QTest::newRow("quiet") << quiet << u"Launch, space, 13:00"_s;
    quiet.lastMessageTime = Timestamp();
    QTest::newRow("never used") << quiet << u"Launch, space"_s;
    Conversation busy = conversation(u"D"_s, SpaceType::DirectMessage);
    busy.others = {userId(u"far"_s)};
    busy.unread = true;
    busy.unreadCount = 3;
    busy.mentionCount = 1;
    busy.muted = true;
    busy.draft = u"d"_s;
    busy.failedCount = 1;
    busy.queuedCount = 2;
    busy.lastMessageTime = noon - 24h;
    busy.lastSender = userId(u"me"_s);
    busy.preview = u"hello"_s;
    QTest::newRow("busy") << busy
                          << u"Far Away, direct message, 3 unread, mentions you, 1 not sent, "
                             "2 waiting to be sent, has a draft, with people from outside, muted, "
                             "29/02/2024 13:00: You: hello"_s;
    Conversation group = conversation(u"G"_s, SpaceType::GroupChat);
    group.unread = true;
    group.mentionCount = 2;
    QTest::newRow("unread, not counted")
        << group << u"Group chat, group chat, unread, mentions you 2 times, 13:00"_s;
}

void TestSpaceList::sentences()
{
    QFETCH(Conversation, value);
    Fixture f;
    f.model.reset({value});
    QTEST(f.model.index(0).data(Qt::AccessibleTextRole).toString(), "sentence");
}

void TestSpaceList::avatars()
{
    Fixture f;
    Conversation dm = conversation(u"D"_s, SpaceType::DirectMessage);
    dm.others = {userId(u"anna"_s)};
    Conversation app = dm;
    app.space.id = SpaceId(u"spaces/A"_s);
    app.space.appDirectMessage = true;
    Conversation group = conversation(u"G"_s, SpaceType::GroupChat);
    group.others = {userId(u"anna"_s), userId(u"bo"_s)};
    f.model.reset({dm, app, group, conversation(u"S"_s, SpaceType::Space, u"Launch plan"_s)});
    const auto avatar = [&f](int row) {
        return f.model.index(row).data(SpaceListModel::AvatarRole).value<Avatar>();
    };
    QCOMPARE(avatar(0), avatarOf(userId(u"anna"_s), f.users));
    QCOMPARE(avatar(1).kind, AvatarKind::App);
    QCOMPARE(avatar(2).kind, AvatarKind::Group);
    QCOMPARE(avatar(3).kind, AvatarKind::Space);
    QCOMPARE(avatar(3).initials, u"L"_s);
    QVERIFY(avatar(2).colourSeed != avatar(3).colourSeed);
}

void TestSpaceList::exactRoles()
{
    Fixture f;
    Conversation c = conversation(u"S"_s, SpaceType::Space, u"Launch"_s);
    f.model.reset({c});
    QSignalSpy spy(&f.model, &QAbstractItemModel::dataChanged);
    f.model.apply(changeOf({c}));
    QCOMPARE(spy.count(), 0);
    c.muted = true;
    f.model.apply(changeOf({c}));
    QCOMPARE(spy.count(), 1);
    QList<int> roles = spy.takeFirst()[2].value<QList<int>>();
    std::sort(roles.begin(), roles.end());
    QCOMPARE(roles,
             (QList<int>{Qt::AccessibleTextRole, SpaceListModel::ConversationRole,
                         SpaceListModel::MutedRole}));
}

void TestSpaceList::namesArriveLater()
{
    Fixture f;
    Conversation dm = conversation(u"D"_s, SpaceType::DirectMessage);
    dm.others = {userId(u"new"_s)};
    f.model.reset({dm, conversation(u"S"_s, SpaceType::Space, u"Launch"_s)});
    QSignalSpy spy(&f.model, &QAbstractItemModel::dataChanged);
    ChangeSet changes;
    changes.users = {makeUser(u"new"_s, u"Nia Holm"_s)};
    f.users.apply(changes);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toModelIndex(), f.model.index(0));
    QVERIFY(spy[0][2].value<QList<int>>().contains(SpaceListModel::TitleRole));
    QCOMPARE(f.model.index(0).data().toString(), u"Nia Holm"_s);
}

void TestSpaceList::sums()
{
    Fixture f;
    Conversation a = conversation(u"A"_s, SpaceType::Space);
    a.unread = true;
    a.mentionCount = 2;
    Conversation b = conversation(u"B"_s, SpaceType::Space);
    b.unread = b.muted = true;
    b.mentionCount = 1;
    f.model.reset({a, b, conversation(u"C"_s, SpaceType::Space)});
    QCOMPARE(f.model.unreadConversations(), 1);
    QCOMPARE(f.model.mentions(), 3);
    QCOMPARE(f.model.find(b.space.id)->muted, true);
    QVERIFY(!f.model.find(SpaceId(u"spaces/X"_s)));
    QVERIFY(!f.model.indexOf(SpaceId(u"spaces/X"_s)).isValid());
}

void TestSpaceList::order()
{
    ProxyFixture f;
    Conversation s1 = conversation(u"s1"_s, SpaceType::Space);
    Conversation s2 = conversation(u"s2"_s, SpaceType::Space);
    Conversation d1 = conversation(u"d1"_s, SpaceType::DirectMessage);
    Conversation g1 = conversation(u"g1"_s, SpaceType::GroupChat);
    s1.lastMessageTime = noon + 1s;
    g1.lastMessageTime = noon + 2s;
    f.model.reset({s2, s1, d1, g1});
    QCOMPARE(f.order(), u"|g1 d1 |s1 s2"_s);
    QSignalSpy spy(&f.proxy, &QAbstractItemModel::dataChanged);
    d1.unread = true;
    f.model.apply(changeOf({d1}));
    QCOMPARE(f.order(), u"|d1 g1 |s1 s2"_s);
    const bool told = std::any_of(spy.begin(), spy.end(), [&f](const QList<QVariant> &signal) {
        return signal[0].toModelIndex() == f.proxy.index(1, 0)
            && signal[2].value<QList<int>>() == QList<int>{SpaceListProxy::SectionStartRole};
    });
    QVERIFY(told);
    // Muted ones do not count as unread.
    s2.unread = s2.muted = true;
    f.model.apply(changeOf({s2}));
    QCOMPARE(f.order(), u"|d1 g1 |s1 s2"_s);
    s2.muted = false;
    f.model.apply(changeOf({s2}));
    QCOMPARE(f.order(), u"|d1 g1 |s2 s1"_s);
    ChangeSet gone;
    gone.removedSpaces = {s2.space.id, d1.space.id};
    f.model.apply(gone);
    QCOMPARE(f.order(), u"|g1 |s1"_s);
    gone.removedSpaces = {g1.space.id};
    f.model.apply(gone);
    QCOMPARE(f.order(), u"|s1"_s);
}

void TestSpaceList::currentStaysWhereItIs()
{
    ProxyFixture f;
    QList<Conversation> all;
    for (int i = 0; i < 4; ++i) {
        all << conversation(u"s%1"_s.arg(i), SpaceType::Space);
        all[i].lastMessageTime = noon - i * 1min;
    }
    all[2].unread = all[3].unread = true;
    f.model.reset(all);
    QCOMPARE(f.order(), u"|s2 s3 s0 s1"_s);
    f.proxy.setCurrent(all[2].space.id);
    all[2].unread = false;
    f.model.apply(changeOf({all[2]}));
    QCOMPARE(f.order(), u"|s2 s3 s0 s1"_s);
    f.proxy.setCurrent(all[3].space.id);
    QCOMPARE(f.order(), u"|s3 s0 s1 s2"_s);
    // A read one that becomes unread while it is current comes up, and stays.
    f.proxy.setCurrent(all[1].space.id);
    all[1].unread = true;
    f.model.apply(changeOf({all[1]}));
    QCOMPARE(f.order(), u"|s1 s3 s0 s2"_s);
    all[1].unread = false;
    f.model.apply(changeOf({all[1]}));
    QCOMPARE(f.order(), u"|s1 s3 s0 s2"_s);
    f.proxy.setCurrent(SpaceId());
    QCOMPARE(f.order(), u"|s3 s0 s1 s2"_s);
}

void TestSpaceList::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << u"  "_s << u"|g d |s"_s;
    QTest::newRow("case") << u"LAUNCH"_s << u"|s"_s;
    QTest::newRow("diacritics") << u"capek"_s << u"|g"_s;
    QTest::newRow("words in any order") << u"berg ann"_s << u"|g d"_s;
    QTest::newRow("full names of a group") << u"dahl"_s << u"|g"_s;
    QTest::newRow("every word") << u"anna launch"_s << u""_s;
}

void TestSpaceList::filters()
{
    QFETCH(QString, text);
    ProxyFixture f;
    Conversation d = conversation(u"d"_s, SpaceType::DirectMessage);
    d.others = {userId(u"anna"_s)};
    Conversation g = conversation(u"g"_s, SpaceType::GroupChat);
    g.others = {userId(u"anna"_s), userId(u"anna2"_s), userId(u"bo"_s)};
    g.lastMessageTime = noon + 1s;
    f.model.reset({d, g, conversation(u"s"_s, SpaceType::Space, u"Product Launch"_s)});
    f.proxy.setFilterText(text);
    QTEST(f.order(), "expected");
    f.proxy.setFilterText(QString());
    QCOMPARE(f.order(), u"|g d |s"_s);
}

void TestSpaceList::unreadOnly()
{
    ProxyFixture f;
    Conversation a = conversation(u"a"_s, SpaceType::Space);
    Conversation b = conversation(u"b"_s, SpaceType::Space);
    b.unread = true;
    f.model.reset({a, b});
    f.proxy.setUnreadOnly(true);
    QCOMPARE(f.order(), u"|b"_s);
    f.proxy.setCurrent(b.space.id);
    b.unread = false;
    f.model.apply(changeOf({b}));
    QCOMPARE(f.order(), u"|b"_s);
    f.proxy.setCurrent(SpaceId());
    QCOMPARE(f.order(), u""_s);
    a.unread = true;
    f.model.apply(changeOf({a}));
    QCOMPARE(f.order(), u"|a"_s);
    f.proxy.setUnreadOnly(false);
    QCOMPARE(f.order(), u"|a b"_s);
}

void TestSpaceList::searchGoesBeyondUnread()
{
    ProxyFixture f;
    f.model.reset({conversation(u"R"_s, SpaceType::Space, u"Read long ago"_s)});
    f.proxy.setUnreadOnly(true);
    QCOMPARE(f.order(), QString());
    f.proxy.setFilterText(u"ago"_s);
    QCOMPARE(f.order(), u"|R"_s);
    f.proxy.setFilterText({});
    QCOMPARE(f.order(), QString());
}

void TestSpaceList::neighbours()
{
    ProxyFixture f;
    QList<Conversation> all;
    for (int i = 0; i < 5; ++i) {
        all << conversation(u"s%1"_s.arg(i), SpaceType::Space);
        all[i].lastMessageTime = noon - i * 1min;
        all[i].unread = i < 3;
    }
    all[2].muted = true;
    f.model.reset(all);
    QCOMPARE(f.order(), u"|s0 s1 s2 s3 s4"_s);
    using Direction = SpaceListProxy::Direction;
    const auto at = [&](const QString &from, Direction direction, bool unread) {
        return f.proxy.neighbour(SpaceId(QLatin1String("spaces/") + from), direction, unread)
            .lastSegment();
    };
    QCOMPARE(at(u"s0"_s, Direction::Next, false), u"s1"_s);
    QCOMPARE(at(u"s4"_s, Direction::Next, false), u""_s);
    QCOMPARE(at(u"s0"_s, Direction::Previous, false), u""_s);
    QCOMPARE(at(u""_s, Direction::Next, false), u"s0"_s);
    QCOMPARE(at(u"s0"_s, Direction::Next, true), u"s1"_s);
    QCOMPARE(at(u"s1"_s, Direction::Next, true), u"s0"_s);
    QCOMPARE(at(u"s4"_s, Direction::Next, true), u"s0"_s);
    QCOMPARE(at(u"s4"_s, Direction::Previous, true), u"s1"_s);
    QCOMPARE(at(u""_s, Direction::Previous, true), u"s1"_s);
    all[0].unread = false;
    f.model.apply(changeOf({all[0]}));
    QCOMPARE(at(u"s1"_s, Direction::Next, true), u""_s);
}

void TestSpaceList::randomChanges_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSpaceList::randomChanges()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    ProxyFixture f;
    Mirror mirror(f.model, followedRoles());
    Mirror proxyMirror(f.proxy, proxyRoles());
    QMap<SpaceId, Conversation> truth;
    SpaceId current;
    bool currentWasUnread = false;
    bool unreadOnly = false;
    QString filter;
    QHash<UserId, User> people;

    const auto makeOne = [&random] {
        const SpaceType types[]{SpaceType::Space, SpaceType::GroupChat, SpaceType::DirectMessage};
        Conversation c = conversation(u"c%1"_s.arg(random.bounded(25)), types[random.bounded(3)]);
        // A space keeps its type.
        c.space.type = types[qHash(c.space.id.name(), 0) % 3];
        if (c.space.type == SpaceType::Space)
            c.space.displayName = random.bounded(2) ? u"Launch"_s : u"Anna's"_s;
        for (int n = random.bounded(3); n > 0; --n)
            c.others << userId(u"p%1"_s.arg(random.bounded(6)));
        c.lastMessageTime = noon + random.bounded(5) * 1s;
        c.lastSender = userId(u"p%1"_s.arg(random.bounded(6)));
        c.preview = random.bounded(2) ? u"x"_s : QString();
        c.unread = random.bounded(2);
        c.unreadCount = c.unread ? random.bounded(4) : 0;
        c.muted = random.bounded(4) == 0;
        return c;
    };
    for (int step = 0; step < 300; ++step) {
        switch (random.bounded(10)) {
        case 0: {
            ChangeSet changes;
            changes.users = {makeUser(u"p%1"_s.arg(random.bounded(6)),
                                      random.bounded(2) ? u"Anna Berg"_s : u"Bo Launch"_s)};
            f.users.apply(changes);
            f.model.apply(changes);
            break;
        }
        case 1:
            current = SpaceId(u"spaces/c%1"_s.arg(random.bounded(25)));
            if (f.proxy.current() != current)
                currentWasUnread = false;
            f.proxy.setCurrent(current);
            break;
        case 2:
            unreadOnly = random.bounded(3) == 0;
            f.proxy.setUnreadOnly(unreadOnly);
            break;
        case 3:
            filter = random.bounded(2) ? u"anna"_s : QString();
            f.proxy.setFilterText(filter);
            break;
        default: {
            ChangeSet changes;
            for (int n = random.bounded(4); n > 0; --n) {
                changes.removedSpaces << SpaceId(u"spaces/c%1"_s.arg(random.bounded(25)));
                truth.remove(changes.removedSpaces.constLast());
            }
            QMap<SpaceId, Conversation> put;
            for (int n = random.bounded(5); n > 0; --n) {
                const Conversation c = makeOne();
                put.insert(c.space.id, c);
            }
            changes.conversations = put.values();
            truth.insert(put);
            f.model.apply(changes);
            break;
        }
        }
        currentWasUnread = currentWasUnread || truth.value(current).unread;

        QCOMPARE(mirror.difference(), QString());
        QCOMPARE(proxyMirror.difference(), QString());
        QCOMPARE(f.model.rowCount(), int(truth.size()));

        const auto unread = [&](const Conversation &c) {
            return !c.muted && (c.unread || (currentWasUnread && c.space.id == current));
        };
        QList<Conversation> expected;
        for (const Conversation &c : std::as_const(truth)) {
            QCOMPARE(*f.model.find(c.space.id), c);
            const QString searched
                = f.model.indexOf(c.space.id).data(SpaceListModel::SearchTextRole).toString();
            if (unreadOnly && filter.isEmpty() && !unread(c) && c.space.id != current)
                continue;
            if (searched.contains(filter))
                expected << c;
        }
        std::sort(expected.begin(), expected.end(),
                  [&](const Conversation &a, const Conversation &b) {
                      const auto key = [&](const Conversation &c) {
                          return std::tuple(sectionOf(c), !unread(c),
                                            -c.lastMessageTime.microseconds(), c.space.id.name());
                      };
                      return key(a) < key(b);
                  });
        QCOMPARE(f.proxy.rowCount(), int(expected.size()));
        for (int row = 0; row < expected.size(); ++row) {
            QCOMPARE(f.proxy.spaceAt(row), expected[row].space.id);
            const bool start = row == 0 || sectionOf(expected[row]) != sectionOf(expected[row - 1]);
            QCOMPARE(f.proxy.index(row, 0).data(SpaceListProxy::SectionStartRole).toBool(), start);
        }
    }
    QCOMPARE(mirror.resets(), 0);
    QCOMPARE(mirror.vague(), 0);
    QCOMPARE(proxyMirror.resets(), 0);
}

QTEST_GUILESS_MAIN(TestSpaceList)
#include "tst_spacelist.moc"
