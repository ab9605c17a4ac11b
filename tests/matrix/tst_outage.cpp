// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outbox.h"
#include "tests/sync/syncworld.h"

#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::SyncWorld;

namespace {

constexpr int spaces = 100;
constexpr auto day = 24h;

} // namespace

// A week without a network, thousands of messages in a hundred spaces, the program started again
// every day: then all of it goes, in order, at the service's quota. LINNET_OUTAGE_MESSAGES sets
// how many.
class TestOutage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyncWorld> world;
    std::unique_ptr<sync::Outbox> outbox;

    void startOutbox()
    {
        outbox = std::make_unique<sync::Outbox>(world->services());
        outbox->setActive(false); // waits may grow to ten minutes
        outbox->start(world->me);
        world->drain();
    }

    void restart()
    {
        outbox.reset();
        world->restart();
        startOutbox();
    }

    void write(int from, int to)
    {
        for (int i = from; i < to; ++i) {
            const SpaceId space(u"spaces/S%1"_s.arg(i % spaces));
            outbox->send({space, ThreadId()}, {.text = u"%1"_s.arg(i)}, this,
                         [](const Result<MessageId> &stored) { QVERIFY(stored); });
        }
        world->drain();
    }

private Q_SLOTS:
    void aWeekWithoutANetwork()
    {
        bool set = false;
        const int wanted = qEnvironmentVariableIntValue("LINNET_OUTAGE_MESSAGES", &set);
        const int messages = (set ? wanted : 2100) / 7 * 7;
        world = std::make_unique<SyncWorld>();
        for (int i = 0; i < spaces; ++i)
            world->chat.addSpace(u"S%1"_s.arg(i), u"SPACE"_s, 0);
        std::chrono::milliseconds lastTry{};
        std::chrono::milliseconds longestSilence{};
        world->between
            = [&](const api::HttpRequest &, const std::function<SyncWorld::Answer()> &ask) {
                  longestSilence = std::max(longestSilence, world->clock.now() - lastTry);
                  lastTry = world->clock.now();
                  return ask();
              };
        startOutbox();
        world->setOffline(true);
        lastTry = world->clock.now();
        for (int i = 0; i < 7; ++i) {
            write(i * messages / 7, (i + 1) * messages / 7);
            world->advance(day);
            restart();
        }
        QCOMPARE(outbox->queued(), messages);
        QCOMPARE(outbox->failed(), 0);
        QCOMPARE(world->outbox().size(), messages);
        QVERIFY2(longestSilence <= 10min, qPrintable(QString::number(longestSilence.count())));

        const auto began = world->clock.now();
        world->setOffline(false);
        while (outbox->queued() > 0 && world->clock.advanceToNext(1h))
            world->drain();
        const auto took = world->clock.now() - began;
        QVERIFY(world->outbox().isEmpty());
        QVERIFY(!outbox->trouble());
        for (int i = 0; i < spaces; ++i) {
            QStringList expected;
            for (int n = i; n < messages; n += spaces)
                expected.append(QString::number(n));
            QCOMPARE(world->chat.texts(u"S%1"_s.arg(i)), expected);
        }
        QCOMPARE(world->chat.identityViolations, 0);
        // One write a second and space; not before the next try, which is ten minutes away at most.
        const std::chrono::seconds least(messages / spaces - 1);
        QVERIFY2(took >= least, qPrintable(QString::number(took.count())));
        std::printf(
            "7 days without a network, 7 restarts: %d messages in %d spaces sent in order in "
            "%lld s, %lld s at the quota; longest silence %lld s\n",
            messages, spaces, static_cast<long long>(took / 1s),
            static_cast<long long>(least.count()), static_cast<long long>(longestSilence / 1s));
        outbox.reset();
        world.reset();
    }
};

QTEST_GUILESS_MAIN(TestOutage)
#include "tst_outage.moc"
