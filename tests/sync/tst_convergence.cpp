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
        switch (below(19)) {
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
        case 15:
            return join();
        case 16:
            return leave();
        case 17:
            return rename();
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

    // What is told to have happened beside messages, against what did. The service does not tell
    // everything: who joined and left again between two questions, which name a space had in
    // between, and in some accounts who it is that left.
    QString wrongHappenings(const QString &space)
    {
        const Story &story = m_stories[space];
        QSet<QString> joined;
        QSet<QString> left;
        QString name;
        Timestamp before;
        const QList<Happening> told = m_world.page(space, 5000).happenings;
        for (const Happening &each : told) {
            const QString user = each.user.name();
            if (each.time < before)
                return u"not in order"_s;
            before = each.time;
            switch (each.kind) {
            case Happening::Kind::Joined:
                if (!story.joined.contains(user) || joined.contains(user))
                    return user + u" did not join, or not again"_s;
                joined.insert(user);
                break;
            case Happening::Kind::Left:
                if (!story.left.contains(user) || left.contains(user))
                    return user + u" did not leave, or not again"_s;
                left.insert(user);
                break;
            case Happening::Kind::Renamed:
                if (!story.names.contains(each.name) || each.name == name)
                    return u"never called so, or no news: "_s + each.name;
                name = each.name;
                break;
            case Happening::Kind::Invited:
                return u"nobody was invited"_s;
            }
        }
        if (name != (story.names.isEmpty() ? QString() : story.names.constLast()))
            return u"it is not called %1"_s.arg(name);
        if (!joined.contains(story.joined - story.left))
            return u"somebody joined unseen"_s;
        if (m_leaversAreNamed && left != story.left)
            return u"somebody left unseen"_s;
        return QString();
    }

    // The members that are cached of a space whose list was fetched, against those it has.
    QString wrongMembers(const QString &space)
    {
        const store::SpaceState state = m_world.state(space);
        if (state.membersDue)
            return u"the list is out of date"_s;
        if (!state.membersKnown)
            return QString();
        QStringList there;
        for (const QJsonObject &member : m_world.chat.spaces[u"spaces/"_s + space].members) {
            there.append(member.value(u"member"_s).toObject().value(u"name"_s).toString());
        }
        QStringList cached;
        for (const Membership &member : m_world.members(space))
            cached.append(member.user.name());
        there.sort();
        cached.sort();
        return there == cached ? QString()
                               : u"members %1, not %2"_s.arg(cached.join(u' '), there.join(u' '));
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

    // In spaces only, which are every other one; each person once.
    QString anyNamedSpace() { return spaceName(below(spaces / 2) * 2); }
    void join()
    {
        const QString space = anyNamedSpace();
        const QString user = u"users/j%1"_s.arg(++m_count);
        m_stories[space].joined.insert(user);
        m_world.join(space, user, now());
    }
    void leave()
    {
        const QString space = anyNamedSpace();
        Story &story = m_stories[space];
        const QSet<QString> there = story.joined - story.left;
        if (there.isEmpty())
            return;
        QStringList sorted = there.values();
        sorted.sort();
        const QString user = sorted[below(int(sorted.size()))];
        story.left.insert(user);
        m_world.leave(space, user, now(), m_leaversAreNamed);
    }
    void rename()
    {
        const QString space = anyNamedSpace();
        const QString name = u"Name %1"_s.arg(++m_count);
        m_stories[space].names.append(name);
        m_world.rename(space, name, now());
    }

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

    struct Story
    {
        QSet<QString> joined; // since the beginning
        QSet<QString> left;
        QStringList names;
    };

    AccountWorld &m_world;
    QRandomGenerator m_random;
    const bool m_leaversAreNamed = m_random.bounded(2) == 0; // by this account's service
    QMap<QString, Story> m_stories;
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
                const QString members = life.wrongMembers(spaceName(i));
                QVERIFY2(
                    members.isEmpty(),
                    qPrintable(u"LINNET_TEST_SEED=%1 LINNET_TEST_ROUNDS=1, %2: %3"_s.arg(seed).arg(
                        spaceName(i), members)));
                const QString wrong = life.wrongHappenings(spaceName(i));
                QVERIFY2(
                    wrong.isEmpty(),
                    qPrintable(u"LINNET_TEST_SEED=%1 LINNET_TEST_ROUNDS=1, %2: %3"_s.arg(seed).arg(
                        spaceName(i), wrong)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestConvergence)
#include "tst_convergence.moc"
