// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakes.h"
#include "mirror.h"

#include "models/items/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace linnet;
using namespace linnet::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimelineScope topLevel{SpaceId(u"spaces/S"_s), {}};

QList<int> followedRoles()
{
    QList<int> roles{Qt::DisplayRole, Qt::AccessibleTextRole};
    for (int role = TimelineModel::KindRole; role <= TimelineModel::RevisionRole; ++role)
        roles << role;
    return roles;
}

// A conversation in which things happen at random, and a window on it. The truth changes and is
// told at once; pages are answered late, from what is true then.
class Run
{
public:
    explicit Run(quint32 seed)
        : m_random(seed)
        , m_mirror(m_model, followedRoles())
        , m_tester(&m_model, QAbstractItemModelTester::FailureReportingMode::Fatal)
    {
        m_users.reset({makeUser(u"me"_s, u"Me"_s, u"home"_s)});
        m_users.setMe(userId(u"me"_s));
        m_model.setLimits({7, 30});
        for (int i = 0; i < 60; ++i)
            m_port.truth << fresh();
        m_lastRead = m_port.truth[m_random.bounded(60)].createTime;
        m_openedAt = m_clock.time = m_now;
        QObject::connect(&m_model, &QAbstractItemModel::modelReset, &m_mirror,
                         [this] { m_loaded = false; });
        QObject::connect(&m_model, &TimelineModel::historyStateChanged, &m_mirror,
                         [this](items::HistoryState state) {
                             m_loaded = m_loaded || state == items::HistoryState::Idle
                                 || state == items::HistoryState::Complete;
                         });
        QObject::connect(&m_model, &TimelineModel::reached, &m_mirror, [this] { m_loaded = true; });
        m_model.open(topLevel, m_lastRead);
        m_port.answerFromTruth();
    }

    // Empty, or what is wrong.
    QString step()
    {
        const int what = m_random.bounded(20);
        if (what < 12)
            change();
        else if (what < 14)
            m_model.requestOlder();
        else if (what < 15)
            m_model.requestNewer();
        else if (what < 16 && m_random.bounded(4) == 0)
            m_model.jumpToNewest();
        else if (what < 17 && m_random.bounded(3) == 0)
            jump();
        else if (what < 19 && !m_port.requests.isEmpty())
            answer();
        else if (m_model.rowCount() > 2) {
            const int first = m_random.bounded(m_model.rowCount());
            m_model.setVisibleRows(first, qMin(first + 5, m_model.rowCount() - 1));
        }
        return wrong();
    }
    [[nodiscard]] int resets() const { return m_mirror.resets(); }
    [[nodiscard]] int vague() const { return m_mirror.vague(); }

private:
    Message fresh()
    {
        const QStringList senders{u"me"_s, u"anna"_s, u"bo"_s};
        m_now = m_now + m_random.bounded(400) * 1s + m_random.bounded(20) / 19 * 8h;
        Message message = makeMessage(u"m%1"_s.arg(++m_count), senders[m_random.bounded(3)], m_now);
        message.threadReply = m_random.bounded(6) == 0;
        return message;
    }

    // To one that the service has: the others are at the end.
    void jump()
    {
        const Message &message = m_port.truth[m_random.bounded(int(m_port.truth.size()))];
        if (!message.isPending())
            m_model.jumpTo({message.id, {}});
    }

    void answer()
    {
        if (m_random.bounded(5) == 0) {
            m_port.fail(ErrorKind::Offline);
        } else {
            m_port.answerFromTruth();
        }
    }

    void change()
    {
        ChangeSet changes;
        QList<Message> &truth = m_port.truth;
        for (int n = m_random.bounded(4); n > 0; --n) {
            Message &message = truth[m_random.bounded(int(truth.size()))];
            switch (m_random.bounded(6)) {
            case 0:
                changes.messages << fresh();
                truth << changes.messages.constLast();
                break;
            case 1: { // somebody is back from where there was no network
                Message late = fresh();
                late.createTime = truth[m_random.bounded(int(truth.size()))].createTime
                    + m_random.bounded(3) * 1s;
                changes.messages << late;
                truth << late;
                break;
            }
            case 2:
                if (std::count_if(truth.begin(), truth.end(),
                                  [](const Message &m) { return m.isPending(); })
                    > 5) {
                    break;
                }
                ++m_count;
                changes.messages << makePending(u"p%1"_s.arg(m_count), m_count, m_now);
                truth << changes.messages.constLast();
                break;
            case 3:
                settle(message, changes);
                break;
            case 4:
                if (message.isPending()) {
                    changes.removedMessages << message.id;
                    truth.removeAt(&message - truth.constData());
                }
                break;
            case 5:
                edit(message);
                changes.messages << message;
                break;
            }
        }
        // A value that was removed or renamed in the same step is not told.
        changes.messages.removeIf([&truth](const Message &m) {
            return std::none_of(truth.begin(), truth.end(),
                                [&m](const Message &t) { return t == m; });
        });
        if (m_random.bounded(8) == 0)
            happen(changes);
        if (m_random.bounded(10) == 0) {
            const QStringList names{u"Anna"_s, u"Bo"_s, u""_s};
            changes.users << makeUser(m_random.bounded(2) ? u"anna"_s : u"bo"_s,
                                      names[m_random.bounded(3)],
                                      m_random.bounded(2) ? u"home"_s : u"away"_s);
        }
        m_users.apply(changes);
        m_model.apply(changes);
    }

    // Somebody comes or goes, now or a while ago.
    void happen(ChangeSet &changes)
    {
        const QStringList people{u"me"_s, u"anna"_s, u"bo"_s};
        Happening happening{m_random.bounded(2) ? Happening::Kind::Joined : Happening::Kind::Left,
                            m_now,
                            userId(people[m_random.bounded(3)]),
                            {}};
        if (m_random.bounded(2))
            happening.time
                = m_port.truth[m_random.bounded(int(m_port.truth.size()))].createTime + 1s;
        QList<Happening> &all = m_port.happenings;
        all.insert(std::upper_bound(
                       all.begin(), all.end(), happening,
                       [](const Happening &a, const Happening &b) { return a.time < b.time; }),
                   happening);
        changes.happenings = {{topLevel.space, all}};
    }

    // Each stands once, at its time, where both its neighbours are at hand.
    [[nodiscard]] QString wrongLines(const QList<Message> &shown) const
    {
        for (int i = 0; i < shown.size(); ++i) {
            const auto sent = [&shown](int at) { return !shown[at].isPending(); };
            const bool begins
                = i > 0 ? sent(i - 1) : m_model.historyState() == items::HistoryState::Complete;
            const bool last = i + 1 == shown.size();
            QList<Happening> before;
            QList<Happening> after;
            for (const Happening &each : m_port.happenings) {
                const bool above = begins && (i == 0 || each.time > shown[i - 1].createTime)
                    && (sent(i) ? each.time <= shown[i].createTime : m_model.atEnd());
                if (above)
                    before << each;
                if (last && sent(i) && m_model.atEnd() && each.time > shown[i].createTime)
                    after << each;
            }
            const auto lines
                = m_model.index(i + 1).data(TimelineModel::LinesRole).value<QuietLines>();
            const QDate day = shown[i].createTime.toLocalTime().date();
            QList<Happening> earlier;
            while (i > 0 && day != shown[i - 1].createTime.toLocalTime().date() && !before.isEmpty()
                   && before.constFirst().time.toLocalTime().date() < day)
                earlier << before.takeFirst();
            if (i > 0
                && (lines.aboveDay != quietLines(earlier, m_users)
                    || lines.above != quietLines(before, m_users)))
                return u"lines above %1"_s.arg(i);
            if (i == 0 && lines.aboveDay.isEmpty() && lines.above.isEmpty() != before.isEmpty())
                return u"lines above the first"_s;
            if (lines.below != quietLines(after, m_users))
                return u"lines below %1"_s.arg(i);
        }
        return QString();
    }

    // The service has named a pending message; its time may be before that of the newest ones.
    void settle(Message &message, ChangeSet &changes)
    {
        if (!message.isPending())
            return;
        const MessageId local = message.id;
        const Timestamp newest = m_now;
        message.sendState = SendState::Sent;
        message.outboxSequence = 0;
        message.id = MessageId(u"spaces/S/messages/m%1"_s.arg(++m_count));
        message.createTime = newest + m_random.bounded(3) * 1s;
        changes.reconciliations << Reconciliation{local, message.id};
        changes.messages << message;
    }

    void edit(Message &message)
    {
        switch (m_random.bounded(4)) {
        case 0:
            message.text += u'x';
            message.lastUpdateTime = m_now;
            break;
        case 1:
            message.deleteTime = m_now;
            break;
        case 2:
            message.reactions = {{{u"a"_s, {}, {}}, m_random.bounded(1, 9), false}};
            break;
        case 3:
            if (message.isPending()) {
                const SendState states[]{SendState::Queued, SendState::Sending,
                                         SendState::WaitingForEarlier, SendState::Failed};
                message.sendState = states[m_random.bounded(4)];
                message.failure = message.sendState == SendState::Failed
                    ? std::optional(Error{.kind = ErrorKind::PermissionDenied})
                    : std::nullopt;
            }
            break;
        }
    }

    [[nodiscard]] QString wrong() const
    {
        const QString difference = m_mirror.difference();
        if (!difference.isEmpty())
            return u"the signals told otherwise: "_s + difference;
        QList<Message> all;
        for (const Message &message : m_port.truth) {
            if (topLevel.contains(message))
                all << message;
        }
        std::sort(all.begin(), all.end(), WorldPort::before);
        QList<Message> shown;
        for (int row = 1; row < m_model.rowCount(); ++row)
            shown << m_model.index(row).data(TimelineModel::MessageRole).value<Message>();
        if (shown.size() > 30)
            return u"too many rows"_s;
        if (!m_loaded || shown.isEmpty())
            return QString();
        const qsizetype begin = all.indexOf(shown.constFirst());
        if (begin < 0)
            return u"begins with something else"_s;
        for (qsizetype i = 0; i < shown.size(); ++i) {
            if (begin + i >= all.size() || all[begin + i] != shown[i])
                return u"row %1, %2, is not what is next"_s.arg(i + 1).arg(shown[i].id.name());
        }
        if (m_model.historyState() == items::HistoryState::Complete && begin != 0)
            return u"not the beginning"_s;
        if (m_model.atEnd() && begin + shown.size() != all.size())
            return u"not the end"_s;
        const QString marks = wrongMarks(shown);
        return marks.isEmpty() ? wrongLines(shown) : marks;
    }

    [[nodiscard]] QString wrongMarks(const QList<Message> &shown) const
    {
        int line = -1;
        for (int i = 0; i < shown.size(); ++i) {
            const bool unread = !shown[i].isPending() && shown[i].createTime > m_lastRead
                && shown[i].createTime <= m_openedAt;
            if (i == 0 && unread && m_model.historyState() != items::HistoryState::Complete)
                break;
            if (unread && shown[i].sender != userId(u"me"_s)) {
                line = i;
                break;
            }
            if (shown[i].createTime > m_lastRead && i == 0
                && m_model.historyState() != items::HistoryState::Complete)
                break;
        }
        for (int i = 0; i < shown.size(); ++i) {
            const auto flag
                = [this, i](int role) { return m_model.index(i + 1).data(role).toBool(); };
            const auto date
                = [&shown](int at) { return shown[at].createTime.toLocalTime().date(); };
            const bool day = i == 0 || date(i) != date(i - 1);
            const bool group = i == 0 || day || i == line || shown[i].sender != shown[i - 1].sender
                || shown[i].createTime - shown[i - 1].createTime > 5min;
            if (flag(TimelineModel::DayStartRole) != day)
                return u"day of %1"_s.arg(i);
            if (flag(TimelineModel::NewLineRole) != (i == line))
                return u"line at %1, not %2"_s.arg(i).arg(line);
            if (flag(TimelineModel::GroupStartRole) != group)
                return u"group of %1"_s.arg(i);
        }
        return QString();
    }

    QRandomGenerator m_random;
    Timestamp m_now = noon;
    Timestamp m_lastRead;
    Timestamp m_openedAt;
    int m_count = 0;
    bool m_loaded = false; // a first page has come
    FixedClock m_clock;
    UserTable m_users;
    WorldPort m_port;
    TimelineModel m_model{m_port, m_users, m_clock};
    Mirror m_mirror;
    QAbstractItemModelTester m_tester;
};

} // namespace

class TestTimelineRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void alwaysAStretchOfTheTruth_data();
    void alwaysAStretchOfTheTruth();
};

void TestTimelineRandom::alwaysAStretchOfTheTruth_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestTimelineRandom::alwaysAStretchOfTheTruth()
{
    QFETCH(quint32, seed);
    Run run(seed);
    for (int step = 0; step < 400; ++step) {
        const QString wrong = run.step();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong + u" at step "_s + QString::number(step)));
    }
    QCOMPARE(run.vague(), 0);
}

QTEST_GUILESS_MAIN(TestTimelineRandom)
#include "tst_timelinerandom.moc"
