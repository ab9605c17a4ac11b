// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/accountworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::sync::Activity;
using linnet::test::AccountWorld;
using linnet::test::FakeChat;
using linnet::test::spaceName;

// What keeping up to date costs: requests in an hour, by the size of the account, what happens in
// it and whether somebody looks. Prints the table of models/sync/README.md.
class TestRequests : public QObject
{
    Q_OBJECT

private:
    QStringList m_table;

    static const char *nameOf(Activity activity)
    {
        switch (activity) {
        case Activity::Active:
            return "active";
        case Activity::Background:
            return "background";
        case Activity::Idle:
            return "idle";
        }
        return "";
    }

private Q_SLOTS:
    // The bounds are the promises: 400 in the background whatever happens, 200 as the goal.
    void anHour_data()
    {
        QTest::addColumn<int>("spaces");
        QTest::addColumn<bool>("busy");
        QTest::addColumn<Activity>("activity");
        QTest::addColumn<int>("most");
        for (const int spaces : {20, 200, 1000}) {
            for (const bool busy : {false, true}) {
                for (const Activity activity :
                     {Activity::Active, Activity::Background, Activity::Idle}) {
                    // The first hour after a sign-in, with all that is still missing.
                    const int most = activity != Activity::Active ? 200 : 1000 + 3 * spaces;
                    QTest::addRow("%d spaces, %s, %s", spaces, busy ? "5 % active" : "quiet",
                                  nameOf(activity))
                        << spaces << busy << activity << most;
                }
            }
        }
    }

    void anHour()
    {
        QFETCH(int, spaces);
        QFETCH(bool, busy);
        QFETCH(Activity, activity);
        QFETCH(int, most);
        AccountWorld world;
        world.populate(spaces);
        world.start();
        world.advance(1min);
        world.account->setActive(activity == Activity::Active);
        world.account->setUserIdle(activity == Activity::Idle);
        world.advance(1min);
        world.chat.requests.clear();
        for (int minute = 0; minute < 60; ++minute) {
            // Each active space has a message every three minutes, and now and then a reaction.
            for (int i = minute % 3; busy && i < spaces / 20; i += 3) {
                const QString id = spaceName(i * 20);
                const int at = 10'000 + minute * 60;
                world.chat.addMessage(id, u"n%1"_s.arg(minute), u"users/u1"_s, u"more"_s, at);
                if (minute % 15 == 0)
                    world.react(id, u"m0"_s, u"users/r%1"_s.arg(minute), at + 1);
            }
            world.advance(1min);
            // Not in front, but somebody is there: no ten minutes without a sign of life.
            if (activity == Activity::Background && minute % 5 == 0) {
                world.account->setUserIdle(true);
                world.account->setUserIdle(false);
            }
        }
        const auto of = [&world](const QString &what) { return world.chat.count(what); };
        const int requests = world.requests();
        const int lists = of(u"^GET /v1/spaces$"_s);
        const int events = of(u"spaceEvents"_s);
        const int messages = of(u"/messages(\\?|$)"_s);
        const int reactions = of(u"/messages/."_s);
        const int readStates = of(u"spaceReadState"_s);
        m_table.append(
            u"| %1 | %2 | %3 | %4 | %5 | %6 | %7 | %8 | %9 |"_s.arg(spaces)
                .arg(busy ? u"5 % active"_s : u"quiet"_s, QString::fromLatin1(nameOf(activity)))
                .arg(lists)
                .arg(events)
                .arg(messages)
                .arg(readStates)
                .arg(requests - lists - events - messages - readStates)
                .arg(requests));
        QVERIFY(reactions <= requests);
        QVERIFY2(requests <= most, qPrintable(QString::number(requests)));
        // Nobody is forgotten for it: quiet spaces have their turn.
        QVERIFY(events >= (activity == Activity::Active ? 100 : 15));
    }

    void cleanupTestCase()
    {
        qInfo("| spaces | of them | window | spaces.list | spaceEvents | messages | read states |"
              " other | an hour |");
        for (const QString &line : std::as_const(m_table))
            qInfo("%s", qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
