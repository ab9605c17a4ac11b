// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/allowance.h"
#include "models/sync/eventsweep.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using namespace linnet::sync;

namespace {

SpaceId spaceId(int number)
{
    return SpaceId(u"spaces/%1"_s.arg(number));
}

store::SpaceState state(int number, int used, int cursor)
{
    store::SpaceState state;
    state.space.id = spaceId(number);
    state.space.lastActiveTime = Timestamp(used * 1'000'000LL);
    state.coveredTo = state.space.lastActiveTime;
    state.eventCursor = Timestamp(cursor * 1'000'000LL);
    return state;
}

} // namespace

class TestEventSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotCachedIsNotAskedFor()
    {
        store::SpaceState empty = state(1, 10, 10);
        empty.coveredTo = Timestamp();
        EventSweep sweep;
        sweep.setSpaces({empty, state(2, 5, 5)});
        QCOMPARE(sweep.next(5, {}, 0ms, 1min), QList<SpaceId>{spaceId(2)});
    }

    void noSpaceSoonerThanAllowed()
    {
        EventSweep sweep;
        sweep.setSpaces({state(1, 10, 10), state(2, 9, 9)});
        QCOMPARE(sweep.next(1, {}, 0ms, 5min), QList<SpaceId>{spaceId(1)});
        QCOMPARE(sweep.next(5, {}, 1min, 5min), QList<SpaceId>{spaceId(2)});
        QCOMPARE(sweep.next(5, {}, 2min, 5min), QList<SpaceId>());
        QCOMPARE(sweep.next(5, {}, 5min, 5min), QList<SpaceId>{spaceId(1)});
        // Whoever asked: it counts.
        sweep.asked(spaceId(2), 6min);
        QCOMPARE(sweep.next(5, {}, 7min, 5min), QList<SpaceId>());
        QCOMPARE(sweep.next(5, {spaceId(1)}, 11min, 5min), QList<SpaceId>{spaceId(2)});
    }

    // What was used last first; but everybody's turn comes, whatever the others do.
    void everyTurnComes()
    {
        constexpr int count = 200;
        QList<store::SpaceState> states;
        for (int i = 0; i < count; ++i)
            states.append(state(i, 1000 + i, 1000 + i));
        EventSweep sweep;
        sweep.setSpaces(states);
        QHash<SpaceId, int> turns;
        QHash<SpaceId, int> last;
        int longestFavoured = 0;
        int longestOther = 0;
        constexpr int rounds = 3000;
        for (int i = 0; i < rounds; ++i) {
            const QList<SpaceId> next = sweep.next(1, {}, 15s * i, 1min);
            QCOMPARE(next.size(), 1);
            const int number = next[0].lastSegment().toInt();
            int &longest = number >= count - EventSweep::favoured ? longestFavoured : longestOther;
            longest = qMax(longest, i - last.value(next[0], 0));
            last.insert(next[0], i);
            ++turns[next[0]];
        }
        QCOMPARE(turns.size(), count);
        // Twenty at two of three turns, the rest at one of three.
        QVERIFY2(longestFavoured <= EventSweep::favoured * 3 / 2 + 2,
                 qPrintable(QString::number(longestFavoured)));
        QVERIFY2(longestOther <= (count - EventSweep::favoured) * 3 + 3,
                 qPrintable(QString::number(longestOther)));
    }

    // Short runs come round as well: the others go on where the last run stopped.
    void aRestartGoesOn()
    {
        QList<store::SpaceState> states;
        for (int i = 0; i < 40; ++i)
            states.append(state(i, 1000 + i, i < 5 ? 1 : 1000 + i));
        EventSweep sweep;
        sweep.setSpaces(states);
        QSet<SpaceId> asked;
        for (int i = 0; i < 15; ++i)
            asked += QSet<SpaceId>{sweep.next(1, {}, 15s * i, 1h).value(0)};
        for (int i = 0; i < 5; ++i)
            QVERIFY(asked.contains(spaceId(i)));
    }

    void theHourIsKeptTo_data()
    {
        QTest::addColumn<int>("moved");
        QTest::newRow("quiet") << 0;
        QTest::newRow("busy") << 500;
    }

    // However often is polled.
    void theHourIsKeptTo()
    {
        QFETCH(int, moved);
        Allowance allowance;
        FetchLimits sum;
        const auto add = [](const FetchLimits &limits) {
            return limits.messages + limits.readStates + limits.members + limits.notifications
                + limits.gaps + limits.sweep + limits.reactions;
        };
        int all = 0;
        for (int i = 0; i < 3600; ++i) {
            const FetchLimits limits
                = allowance.take(Activity::Background, moved, std::chrono::seconds(i));
            all += add(limits);
            sum.sweep += limits.sweep;
        }
        QVERIFY2(all <= 120, qPrintable(QString::number(all)));
        QVERIFY(sum.sweep >= (moved == 0 ? 50 : 18));
    }

    void whatIsNotUsedIsNotLost()
    {
        Allowance allowance;
        for (int i = 0; i < 100; ++i)
            allowance.giveBack(allowance.take(Activity::Background, 8, std::chrono::seconds(i)));
        QCOMPARE(allowance.take(Activity::Background, 8, 100s).messages, 8);
    }
};

QTEST_APPLESS_MAIN(TestEventSweep)
#include "tst_eventsweep.moc"
