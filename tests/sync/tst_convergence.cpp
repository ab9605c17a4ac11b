// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/accountworld.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::AccountWorld;
using linnet::test::FakeChat;
using linnet::test::spaceName;

namespace {

int lives()
{
    const int wanted = qEnvironmentVariableIntValue("LINNET_TEST_ROUNDS");
    return wanted > 0 ? wanted : 8;
}

// What matters of a message, for comparing truth and cache.
QString told(const QJsonObject &message, const QList<QJsonObject> &reactions, const QString &me)
{
    const QString name = message.value(u"name"_s).toString();
    if (message.contains(u"deleteTime"_s))
        return name + u" deleted"_s;
    QStringList sums;
    const QJsonArray summaries = message.value(u"emojiReactionSummaries"_s).toArray();
    for (const QJsonValue &summary : summaries) {
        const QString emoji
            = summary.toObject().value(u"emoji"_s).toObject().value(u"unicode"_s).toString();
        const bool mine = std::any_of(
            reactions.begin(), reactions.end(), [&](const QJsonObject &reaction) {
                return reaction.value(u"name"_s).toString().startsWith(QString(name + u'/'))
                    && reaction.value(u"emoji"_s).toObject().value(u"unicode"_s).toString() == emoji
                    && reaction.value(u"user"_s).toObject().value(u"name"_s).toString() == me;
            });
        sums.append(u"%1*%2%3"_s.arg(emoji)
                        .arg(summary.toObject().value(u"reactionCount"_s).toInt())
                        .arg(mine ? u" mine"_s : QString()));
    }
    sums.sort();
    return u"%1 %2 %3"_s.arg(name, message.value(u"text"_s).toString(), sums.join(u','));
}

QString told(const Message &message)
{
    if (message.isDeleted())
        return message.id.name() + u" deleted"_s;
    QStringList sums;
    for (const ReactionSummary &sum : message.reactions) {
        sums.append(u"%1*%2%3"_s.arg(sum.emoji.unicode)
                        .arg(sum.count)
                        .arg(sum.mine ? u" mine"_s : QString()));
    }
    sums.sort();
    return u"%1 %2 %3"_s.arg(message.id.name(), message.text, sums.join(u','));
}

// A random life of an account: what others do, what I do here and elsewhere, what the network and
// the window do.
class Life
{
public:
    Life(AccountWorld &world, quint32 seed)
        : m_world(world)
        , m_random(seed)
    {
    }

    void begin()
    {
        m_world.populate(spaces);
        m_begin = m_world.clock.now();
        // Before anybody follows anything: whose these are is nowhere told.
        for (int i = 0; i < spaces; ++i) {
            m_world.react(spaceName(i), u"m0"_s, u"users/u1"_s, 100 + i);
            if (i % 2 == 0)
                m_world.react(spaceName(i), u"m0"_s, m_world.me.name(), 200 + i);
        }
        m_world.start();
        m_world.advance(20s);
    }

    void step()
    {
        switch (below(16)) {
        case 0:
        case 1:
        case 2:
        case 3:
            return write(1 + (below(20) == 0 ? 150 : below(3)));
        case 4:
        case 5:
            return withMessage([this](const QString &space, const QString &id) {
                m_world.edit(space, id, u"edited %1"_s.arg(++m_count), now());
            });
        case 6:
            return withMessage([this](const QString &space, const QString &id) {
                m_world.remove(space, id, now());
            });
        case 7:
        case 8:
        case 9:
            return withMessage([this](const QString &space, const QString &id) {
                const QString user = below(2) ? m_world.me.name() : u"users/u%1"_s.arg(below(3));
                const QString emoji = below(2) ? u"🎉"_s : u"❤"_s;
                if (below(3))
                    m_world.react(space, id, user, now(), emoji);
                else
                    m_world.unreact(space, id, user, now(), emoji);
            });
        case 10:
            m_world.chat.spaces[u"spaces/"_s + anySpace()].lastRead = FakeChat::time(now());
            return;
        case 11:
            return m_world.watch(below(3) ? anySpace() : QString());
        case 12:
            return m_world.account->setActive(below(3) > 0);
        case 13:
            m_world.setOffline(below(2));
            return;
        case 14:
            if (below(3) == 0)
                m_world.startAgain();
            return;
        default:
            return m_world.advance(std::chrono::seconds(1 + below(90)));
        }
    }

    // Long enough for everybody's turn, with somebody there.
    void rest()
    {
        m_world.setOffline(false);
        m_world.account->setActive(true);
        m_world.account->retryNow();
        m_world.advance(12min);
    }

    // What is cached of a space, against what the service has in that stretch of time.
    QStringList difference(const QString &space)
    {
        const test::FakeChat::Space &truth = m_world.chat.spaces[u"spaces/"_s + space];
        const TimelinePage page = m_world.page(space, 5000);
        QStringList cached;
        for (const Message &message : page.messages)
            cached.append(told(message));
        QStringList there;
        for (const QJsonObject &message : truth.messages)
            there.append(told(message, truth.reactions, m_world.me.name()));
        if (!page.reachesStart && cached.size() < there.size())
            there = there.mid(there.size() - cached.size());
        QStringList result;
        for (qsizetype i = 0; i < qMax(cached.size(), there.size()); ++i) {
            if (cached.value(i) != there.value(i))
                result.append(u"  cached %1\n  truth  %2"_s.arg(cached.value(i), there.value(i)));
        }
        return result;
    }

    static constexpr int spaces = 8;

private:
    int below(int bound) { return int(m_random.bounded(quint32(bound))); }

    // In order, each later than the one before.
    int now()
    {
        const auto passed
            = std::chrono::duration_cast<std::chrono::seconds>(m_world.clock.now() - m_begin);
        m_now = qMax(m_now + 1, 7200 + int(passed.count()));
        return m_now;
    }

    QString anySpace() { return spaceName(below(spaces)); }

    void write(int messages)
    {
        const QString space = anySpace();
        for (int i = 0; i < messages; ++i) {
            m_world.chat.addMessage(space, u"n%1"_s.arg(++m_count), u"users/u%1"_s.arg(below(3)),
                                    u"text"_s, now());
        }
    }

    template <class Do> void withMessage(Do act)
    {
        const QString space = anySpace();
        const QList<QJsonObject> &all = m_world.chat.spaces[u"spaces/"_s + space].messages;
        const QJsonObject message = all[qMax(0, int(all.size()) - 1 - below(30))];
        if (!message.contains(u"deleteTime"_s))
            act(space, message.value(u"name"_s).toString().section(u'/', -1));
    }

    AccountWorld &m_world;
    QRandomGenerator m_random;
    std::chrono::milliseconds m_begin{};
    int m_now = 7200;
    int m_count = 0;
};

} // namespace

// Whatever happens in whatever order, seen by events, by listings, late or after a restart: when it
// is quiet the cache is what the service has.
class TestConvergence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCacheBecomesTheTruth()
    {
        const int first = qEnvironmentVariableIntValue("LINNET_TEST_SEED");
        for (int seed = first; seed < first + lives(); ++seed) {
            AccountWorld world;
            Life life(world, quint32(seed));
            life.begin();
            for (int i = 0; i < 120; ++i)
                life.step();
            life.rest();
            for (int i = 0; i < Life::spaces; ++i) {
                const QStringList difference = life.difference(spaceName(i));
                QVERIFY2(
                    difference.isEmpty(),
                    qPrintable(u"LINNET_TEST_SEED=%1 LINNET_TEST_ROUNDS=1, %2\n%3"_s.arg(seed).arg(
                        spaceName(i), difference.mid(0, 5).join(u'\n'))));
                QVERIFY(!world.state(spaceName(i)).gapTo.isKnown());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestConvergence)
#include "tst_convergence.moc"
