// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/generated/methods.h"
#include "api/limiter.h"
#include "api/retrypolicy.h"
#include "tests/support/virtualclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using namespace linnet::test;
using namespace std::chrono_literals;

namespace {

Call read(const QString &space)
{
    return ListMessages{.parent = space}.toCall().value();
}

Call write(const QString &space)
{
    return CreateMessage{.parent = space}.toCall().value();
}

} // namespace

class TestApiLimiter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void grantsLater();
    void interactiveFirst();
    void backgroundLeavesRoom();
    void withdrawing();
    void oneWriteASecondInASpace();
    void spacesDoNotHinderEachOther();
    void projectBudget();
    void backgroundLeavesHalfTheBudget();
    void pauseHoldsOneBudget();
    void mayDieWhileGranted();
    void backOff_data();
    void backOff();
    void jitterDiffers();
};

void TestApiLimiter::grantsLater()
{
    VirtualClock clock;
    Limiter limiter(clock);
    int granted = 0;
    const auto ticket = limiter.acquire(Lane::Interactive, read(u"spaces/A"_s), [&] { ++granted; });
    QCOMPARE(granted, 0);
    clock.advance(0ms);
    QCOMPARE(granted, 1);
    QCOMPARE(limiter.running(), 1);
}

void TestApiLimiter::interactiveFirst()
{
    VirtualClock clock;
    Limiter limiter(clock);
    QStringList order;
    std::vector<std::unique_ptr<Limiter::Ticket>> tickets(10);
    for (auto &ticket : tickets)
        ticket
            = limiter.acquire(Lane::Background, read(u"spaces/A"_s), [&] { order.append(u"b"_s); });
    for (int i = 0; i < 3; ++i)
        tickets.push_back(
            limiter.acquire(Lane::Interactive, read(u"spaces/A"_s), [&] { order.append(u"i"_s); }));
    clock.advance(0ms);
    QCOMPARE(order.join(QString()), u"iiibbb"_s);
    tickets.clear();
    QCOMPARE(limiter.running(), 0);
    QCOMPARE(limiter.waiting(), 0);
}

void TestApiLimiter::backgroundLeavesRoom()
{
    VirtualClock clock;
    Limiter limiter(clock);
    std::vector<std::unique_ptr<Limiter::Ticket>> tickets(10);
    for (auto &ticket : tickets)
        ticket = limiter.acquire(Lane::Background, read(u"spaces/A"_s), [] {});
    clock.advance(0ms);
    QCOMPARE(limiter.running(), 4);
    bool granted = false;
    const auto mine
        = limiter.acquire(Lane::Interactive, read(u"spaces/A"_s), [&] { granted = true; });
    clock.advance(0ms);
    QVERIFY(granted);
    tickets.erase(tickets.begin()); // one ends, the next leaves
    clock.advance(0ms);
    QCOMPARE(limiter.running(), 5);
}

void TestApiLimiter::withdrawing()
{
    VirtualClock clock;
    Limiter limiter(clock);
    int granted = 0;
    auto ticket = limiter.acquire(Lane::Interactive, read(u"spaces/A"_s), [&] { ++granted; });
    ticket.reset();
    clock.advance(1h);
    QCOMPARE(granted, 0);
    QCOMPARE(limiter.waiting(), 0);
}

void TestApiLimiter::oneWriteASecondInASpace()
{
    VirtualClock clock;
    Limiter limiter(clock);
    const auto begin = clock.now();
    QList<qint64> at;
    std::vector<std::unique_ptr<Limiter::Ticket>> tickets(5);
    for (auto &ticket : tickets)
        ticket = limiter.acquire(Lane::Interactive, write(u"spaces/A"_s),
                                 [&] { at.append((clock.now() - begin).count()); });
    clock.advance(10s);
    QCOMPARE(at, QList<qint64>({0, 1000, 2000, 3000, 4000}));
}

void TestApiLimiter::spacesDoNotHinderEachOther()
{
    VirtualClock clock;
    Limiter limiter(clock);
    QStringList granted;
    std::vector<std::unique_ptr<Limiter::Ticket>> tickets;
    for (const QString &space : {u"spaces/A"_s, u"spaces/A"_s, u"spaces/A"_s, u"spaces/B"_s})
        tickets.push_back(limiter.acquire(Lane::Interactive, write(space),
                                          [&granted, space] { granted.append(space); }));
    clock.advance(0ms);
    QCOMPARE(granted, QStringList({u"spaces/A"_s, u"spaces/B"_s}));
}

void TestApiLimiter::projectBudget()
{
    VirtualClock clock;
    Limiter limiter(clock);
    int granted = 0;
    const Call create = CreateSpace{}.toCall().value(); // 60 a minute
    const auto run = [&](std::chrono::milliseconds duration) {
        std::vector<std::unique_ptr<Limiter::Ticket>> tickets;
        for (auto left = duration; left.count() > 0; left -= 100ms) {
            tickets.push_back(limiter.acquire(Lane::Interactive, create, [&] { ++granted; }));
            clock.advance(100ms);
            if (tickets.size() > 3)
                tickets.erase(tickets.begin());
        }
    };
    run(60s);
    QVERIFY2(granted >= 60 && granted <= 71,
             qPrintable(QString::number(granted))); // a burst of ten more
    granted = 0;
    run(60s);
    QVERIFY2(granted >= 58 && granted <= 61, qPrintable(QString::number(granted)));
}

void TestApiLimiter::backgroundLeavesHalfTheBudget()
{
    VirtualClock clock;
    Limiter limiter(clock);
    int background = 0, interactive = 0;
    const Call create = CreateSpace{}.toCall().value(); // bursts of ten
    for (int i = 0; i < 20; ++i) {
        const auto ticket = limiter.acquire(Lane::Background, create, [&] { ++background; });
        clock.advance(0ms);
    }
    QCOMPARE(background, 6); // from ten down to, and not below, five
    for (int i = 0; i < 20; ++i) {
        const auto ticket = limiter.acquire(Lane::Interactive, create, [&] { ++interactive; });
        clock.advance(0ms);
    }
    QCOMPARE(interactive, 4);
}

void TestApiLimiter::pauseHoldsOneBudget()
{
    VirtualClock clock;
    Limiter limiter(clock);
    limiter.pause("messages.read"_L1, 5s);
    limiter.pause("messages.read"_L1, 1s); // does not shorten
    bool reads = false, writes = false;
    const auto a = limiter.acquire(Lane::Interactive, read(u"spaces/A"_s), [&] { reads = true; });
    const auto b = limiter.acquire(Lane::Background, write(u"spaces/A"_s), [&] { writes = true; });
    clock.advance(4999ms);
    QVERIFY(writes);
    QVERIFY(!reads);
    clock.advance(1ms);
    QVERIFY(reads);
}

void TestApiLimiter::mayDieWhileGranted()
{
    VirtualClock clock;
    Limiter limiter(clock);
    std::unique_ptr<Limiter::Ticket> first, second;
    int granted = 0;
    first = limiter.acquire(Lane::Interactive, read(u"spaces/A"_s), [&] {
        ++granted;
        second.reset();
        first.reset();
    });
    second = limiter.acquire(Lane::Interactive, read(u"spaces/A"_s), [&] { ++granted; });
    clock.advance(0ms);
    QCOMPARE(granted, 1);
    QCOMPARE(limiter.running(), 0);
}

void TestApiLimiter::backOff_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("first") << 0 << 1000 << 2000;
    QTest::newRow("second") << 1 << 2000 << 3000;
    QTest::newRow("fifth") << 4 << 16000 << 17000;
    QTest::newRow("cap") << 6 << 64000 << 64000;
    QTest::newRow("far beyond") << 1000 << 64000 << 64000;
}

void TestApiLimiter::backOff()
{
    QFETCH(int, failures);
    QFETCH(int, least);
    QFETCH(int, most);
    FixedRandom random;
    const RetryPolicy policy;
    for (int i = 0; i < 100; ++i) {
        const auto delay = policy.delay(failures, random).count();
        QVERIFY(delay >= least && delay <= most);
    }
}

void TestApiLimiter::jitterDiffers()
{
    FixedRandom random;
    const RetryPolicy policy;
    QSet<qint64> seen;
    for (int i = 0; i < 50; ++i)
        seen.insert(policy.delay(0, random).count());
    QVERIFY(seen.size() > 40);
}

QTEST_GUILESS_MAIN(TestApiLimiter)
#include "tst_api_limiter.moc"
