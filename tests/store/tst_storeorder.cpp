// SPDX-License-Identifier: GPL-3.0-or-later
#include "spacehistory.h"

#include "models/store/coveragetable.h"
#include "models/store/engine.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace storetest;
using namespace Qt::StringLiterals;

namespace {

// Interleavings of all kinds: see CONTRIBUTING.md for the long run. LINNET_TEST_SEED is the first
// seed: what fails names its own, which then fails alone.
int rounds()
{
    const int wanted = qEnvironmentVariableIntValue("LINNET_TEST_ROUNDS");
    return wanted > 0 ? wanted : 4000;
}

int firstSeed()
{
    return qEnvironmentVariableIntValue("LINNET_TEST_SEED");
}

constexpr int ordersOfEach = 20; // of one history

// Everything that shows of a message, without the number of its space.
QString dump(const Message &message)
{
    QStringList parts;
    parts << message.id.lastSegment() << message.clientId.lastSegment()
          << message.thread.lastSegment() << (message.threadReply ? u"reply"_s : u"top"_s)
          << message.sender.name() << QString::number(message.createTime.microseconds())
          << QString::number(message.lastUpdateTime.microseconds())
          << QString::number(message.deleteTime.microseconds())
          << QString::number(int(message.deletedBy)) << message.text << message.formattedText
          << message.earlierText << QString::number(message.replyCount)
          << QString::number(message.lastReplyTime.microseconds())
          << QString::number(int(message.sendState)) << (message.mentionsMe ? u"@"_s : u"-"_s);
    for (const UserId &user : message.replySenders)
        parts << user.name();
    for (const ReactionSummary &reaction : message.reactions)
        parts << u"%1*%2%3"_s.arg(reaction.emoji.unicode).arg(reaction.count).arg(reaction.mine);
    return parts.join(u'|');
}

QStringList dump(const TimelinePage &page)
{
    QStringList lines;
    for (const Message &message : page.messages)
        lines << dump(message);
    for (const Happening &each : page.happenings) {
        lines << u"%1 %2 %3 %4"_s.arg(int(each.kind))
                     .arg(each.time.microseconds())
                     .arg(each.user.name(), each.name);
    }
    lines << u"start %1 end %2"_s.arg(page.reachesStart).arg(page.reachesEnd);
    return lines;
}

QString dump(const Conversation &conversation)
{
    return u"%1 %2 %3 %4 %5 %6 %7 %8"_s.arg(conversation.unreadCount)
        .arg(conversation.mentionCount)
        .arg(conversation.unread)
        .arg(conversation.lastMessageTime.microseconds())
        .arg(conversation.lastSender.name(), conversation.preview)
        .arg(conversation.queuedCount)
        .arg(conversation.failedCount);
}

// Somebody leaves unnamed, or a list shows who is there: what it tells depends on the order.
Batch comingOrGoing(QRandomGenerator &random, int number)
{
    Batch batch;
    if (below(random, 2) == 0) {
        batch.happenings = {{.space = spaceId(1),
                             .event = u"left%1#0"_s.arg(number),
                             .kind = HappeningTold::Kind::Left,
                             .time = at(below(random, 60))}};
        return batch;
    }
    MemberList list{spaceId(1), {}};
    for (const UserId &user : {anna, bert, carl}) {
        if (below(random, 3) > 0)
            list.members.append({spaceId(1), user, {}, {}, {}});
    }
    batch.memberLists = {list};
    return batch;
}

class Comparison
{
public:
    Comparison()
        : m_engine(pathsIn(m_directory.path()))
    {
        Q_UNUSED(m_engine.open().has_value())
        Q_UNUSED(m_engine.setOwnUser(me).has_value())
    }

    Engine &engine() { return m_engine; }

    // Some in transactions of their own, some folded into one, as the store's thread does.
    void play(const History &history, const QList<Step> &steps, quint32 seed)
    {
        const int space = history.space();
        QRandomGenerator random(seed);
        const auto item = m_engine.enqueue(create(space, 1, u"mine"_s, 400));
        QList<Batch> waiting;
        const auto commit = [&] {
            if (!waiting.isEmpty())
                Q_UNUSED(m_engine.apply(std::exchange(waiting, {})).has_value())
            Q_UNUSED(m_engine.takeNotices())
        };
        for (const Step &step : steps) {
            if (step.settle) {
                commit();
                Q_UNUSED(m_engine.settle(item->sequence, step.batch).has_value())
                continue;
            }
            waiting.append(step.batch);
            if (below(random, 5) == 0)
                commit();
        }
        commit();
        answerWhatIsAsked(history);
    }

    // What shows of a space. Conversations are read once for all of them.
    QStringList state(int space, const QHash<SpaceId, Conversation> &conversations)
    {
        const TimelinePage page = m_engine.newest(top(space), 1000).value();
        QStringList lines = dump(page);
        for (const Message &message : page.messages) {
            if (message.replyCount > 0)
                lines += dump(m_engine.newest({message.space, message.thread}, 1000).value());
        }
        const QList<Membership> members = m_engine.members(spaceId(space)).value();
        for (const Membership &member : members)
            lines << member.user.name();
        const Conversation conversation = conversations.value(spaceId(space));
        lines << dump(conversation) << QString::number(int(conversation.notificationLevel))
              << QString::number(conversation.muted);
        return lines;
    }

    QHash<SpaceId, Conversation> conversations()
    {
        QHash<SpaceId, Conversation> result;
        const QList<Conversation> all = m_engine.conversations().value();
        for (const Conversation &conversation : all)
            result.insert(conversation.space.id, conversation);
        return result;
    }

private:
    // As sync does, until nothing is in question.
    void answerWhatIsAsked(const History &history)
    {
        const SpaceId space = spaceId(history.space());
        const QList<ReactionQuestion> questions = m_engine.reactionQuestions({space}, 1000).value();
        for (const ReactionQuestion &question : questions) {
            if (spaceOf(question.message) == space)
                Q_UNUSED(m_engine.apply({history.answerTo(question)}).has_value())
        }
        Q_UNUSED(m_engine.takeNotices())
    }

    Directory m_directory;
    Engine m_engine;
};

} // namespace

class StoreOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyOrderEndsTheSame();
    void changesAddUpToTheState();
    void pagesEqualTheModel();
    void gapsEndPages();
    void coverageEqualsTheModel();
};

// Pages, events, lists, answers and echoes in any order, with repetitions, some of them together:
// the cache ends as in the order in which they happened.
void StoreOrderTest::anyOrderEndsTheSame()
{
    const int count = rounds();
    for (int first = firstSeed(); first < firstSeed() + count; first += ordersOfEach) {
        const auto history = quint32(first);
        Comparison comparison;
        const History inOrder(1, history);
        comparison.play(inOrder, inOrder.sorted(), history);
        for (int i = 0; i < ordersOfEach; ++i) {
            const int space = 2 + i;
            const quint32 seed = history + quint32(i) + 1;
            const History same(space, history);
            comparison.play(same, same.shuffled(seed), seed);
        }
        const QHash<SpaceId, Conversation> conversations = comparison.conversations();
        const QStringList sorted = comparison.state(1, conversations);
        for (int i = 0; i < ordersOfEach; ++i) {
            const QStringList shuffled = comparison.state(2 + i, conversations);
            for (int line = 0; line < std::max(sorted.size(), shuffled.size()); ++line) {
                if (sorted.value(line) != shuffled.value(line))
                    qWarning() << sorted.value(line) << "\n  " << shuffled.value(line);
            }
            QVERIFY2(
                sorted == shuffled,
                qPrintable(
                    u"LINNET_TEST_SEED=%1 LINNET_TEST_ROUNDS=1, order %2"_s.arg(first).arg(i)));
        }
        QCOMPARE(comparison.engine().outbox()->size(), 0);
        const QList<SpaceState> states = comparison.engine().spaceStates().value();
        for (const SpaceState &state : states)
            QVERIFY(state.eventCursor >= at(400)); // no event is asked for again
        QCOMPARE(comparison.engine().backfills()->size(), ordersOfEach + 1);
    }
    qInfo("%d interleavings", count);
}

// Who only ever listens to changes knows what is stored.
void StoreOrderTest::changesAddUpToTheState()
{
    const int count = rounds() / 40;
    for (int i = 0; i < count; ++i) {
        Directory directory;
        Engine engine(pathsIn(directory.path()));
        QVERIFY(engine.open());
        QVERIFY(engine.setOwnUser(me));
        QHash<MessageId, Message> known;
        QHash<SpaceId, Conversation> conversations;
        QList<Happening> happenings;
        const auto listen = [&] {
            const ChangeSet changes = engine.takeNotices().changes;
            for (const SpaceHappenings &told : changes.happenings)
                QVERIFY(std::exchange(happenings, told.happenings) != told.happenings);
            for (const Reconciliation &reconciliation : changes.reconciliations)
                known.remove(reconciliation.local);
            for (const MessageId &message : changes.removedMessages)
                known.remove(message);
            for (const Message &message : changes.messages)
                known.insert(message.id, message);
            for (const Conversation &conversation : changes.conversations)
                conversations.insert(conversation.space.id, conversation);
        };
        const auto item = engine.enqueue(create(1, 1, u"mine"_s, 400));
        QVERIFY(item);
        listen();
        QRandomGenerator random{quint32(i)};
        QList<Step> steps = History(1, quint32(i)).shuffled(quint32(i));
        for (int number = 0; number < 6; ++number)
            steps.insert(below(random, int(steps.size())), Step{comingOrGoing(random, number)});
        OutboxItem edit = about(OutboxKind::UpdateMessage, messageId(1, 1), 450);
        edit.text = u"changed here"_s;
        OutboxItem reaction = about(OutboxKind::CreateReaction, messageId(1, 2), 460);
        reaction.emoji = {u"b"_s, {}, {}};
        QList<OutboxItem> writes{edit, reaction, markRead(1, 150)};
        for (const Step &step : std::as_const(steps)) {
            if (step.settle)
                QVERIFY(engine.settle(item->sequence, step.batch));
            else
                QVERIFY(engine.apply({step.batch}));
            listen();
            if (writes.isEmpty() || below(random, 3) > 0)
                continue;
            OutboxItem &write = writes.first();
            if (write.sequence == 0) {
                write = engine.enqueue(write).value();
            } else {
                QVERIFY(engine.settle(write.sequence, {}));
                writes.removeFirst();
            }
            listen();
        }
        for (auto it = known.cbegin(); it != known.cend(); ++it)
            QCOMPARE(dump(engine.message(it.key()).value_or(Message())), dump(it.value()));
        const TimelinePage page = engine.newest(top(1), 1000).value();
        for (const Message &message : page.messages)
            QVERIFY(known.contains(message.id));
        QCOMPARE(happenings, page.happenings);
        const QList<Conversation> all = engine.conversations().value();
        for (const Conversation &conversation : all)
            QCOMPARE(conversations.value(conversation.space.id), conversation);
    }
}

void StoreOrderTest::pagesEqualTheModel()
{
    Directory directory;
    Engine engine(pathsIn(directory.path()));
    QVERIFY(engine.open());
    QVERIFY(engine.setOwnUser(me));
    for (int space = 1; space <= 40; ++space) {
        QRandomGenerator random{quint32(space)};
        QList<Message> all;
        const int count = below(random, 120);
        for (int number = 1; number <= count; ++number) {
            const qint64 seconds = 1 + below(random, 80); // many at the same moment
            all.append(below(random, 3) == 0 && number > 3
                           ? reply(space, number, seconds, 1 + below(random, 3))
                           : message(space, number, seconds));
        }
        std::shuffle(all.begin(), all.end(), random);
        QVERIFY(engine.apply({covered(space, 0, 100, all)}));
        const int pending = below(random, 6);
        for (int number = 1; number <= pending; ++number)
            QVERIFY(engine.enqueue(create(space, number, u"p"_s, 5)));
        for (const TimelineScope &scope : {top(space), inThread(space, 1)}) {
            QList<MessageKey> model;
            for (const Message &message : std::as_const(all)) {
                if (scope.contains(message))
                    model.append(keyOf(message));
            }
            if (!scope.isThread()) {
                const TimelinePage newest = engine.newest(scope, pending + 1).value();
                for (const Message &message : newest.messages) {
                    if (message.isPending())
                        model.append(keyOf(message));
                }
            }
            std::sort(model.begin(), model.end());

            QList<MessageKey> backwards;
            TimelinePage page = engine.newest(scope, 1 + below(random, 20)).value();
            QVERIFY(page.reachesEnd);
            while (true) {
                QList<MessageKey> keys;
                for (const Message &message : page.messages)
                    keys.append(keyOf(message));
                backwards = keys + backwards;
                if (page.reachesStart)
                    break;
                QVERIFY(!page.messages.isEmpty());
                page = engine.older(scope, backwards.constFirst(), 1 + below(random, 20)).value();
            }
            QCOMPARE(backwards, model);

            QList<MessageKey> forwards = model.mid(0, 1);
            while (!forwards.isEmpty()) {
                page = engine.newer(scope, forwards.constLast(), 1 + below(random, 20)).value();
                for (const Message &message : page.messages)
                    forwards.append(keyOf(message));
                if (page.reachesEnd)
                    break;
                QVERIFY(!page.messages.isEmpty());
            }
            QCOMPARE(forwards, model);
        }
    }
}

void StoreOrderTest::gapsEndPages()
{
    Directory directory;
    Engine engine(pathsIn(directory.path()));
    QVERIFY(engine.open());
    for (int space = 1; space <= 60; ++space) {
        QRandomGenerator random{quint32(space)};
        QList<Stretch> stretches;
        Batch batch;
        for (int i = 1 + below(random, 4); i > 0; --i) {
            const int from = 2 * below(random, 40);
            const int to = from + 2 + 2 * below(random, 20);
            stretches.append({from == 0 ? Timestamp() : at(from), at(to)});
            batch.coverage.append({top(space), stretches.constLast().from, at(to)});
        }
        stretches = joined(stretches);
        QList<qint64> times;
        for (qint64 seconds = 1; seconds < 150; seconds += 2) {
            if (below(random, 2) == 0)
                continue;
            times.append(seconds);
            batch.messages.append(message(space, int(seconds), seconds));
        }
        QVERIFY(engine.apply({batch}));
        const Stretch last = stretches.constLast();
        for (const qint64 seconds : std::as_const(times)) {
            // What may stand before a message: from the beginning of its stretch, where the last
            // one goes on to the newest.
            const auto inLast = at(seconds) > last.from;
            const auto stretch = std::find_if(stretches.cbegin(), stretches.cend(),
                                              [&](auto &s) { return s.contains(at(seconds)); });
            QStringList expected;
            for (const qint64 other : std::as_const(times)) {
                const Timestamp from = inLast     ? last.from
                    : stretch == stretches.cend() ? at(seconds)
                                                  : stretch->from;
                if (other < seconds && at(other) > from)
                    expected.append(messageId(space, int(other)).lastSegment());
            }
            const TimelinePage page
                = engine.older(top(space), keyOf(message(space, int(seconds), seconds)), 1000)
                      .value();
            QCOMPARE(names(page.messages), expected);
            const bool start = inLast ? !last.from.isKnown()
                                      : stretch != stretches.cend() && !stretch->from.isKnown();
            QCOMPARE(page.reachesStart, start);
        }
    }
}

void StoreOrderTest::coverageEqualsTheModel()
{
    Directory directory;
    Engine engine(pathsIn(directory.path()));
    QVERIFY(engine.open());
    for (int space = 1; space <= 100; ++space) {
        QRandomGenerator random{quint32(space)};
        bool model[64] = {}; // model[i]: (i, i + 1] is covered
        for (int i = below(random, 12); i >= 0; --i) {
            const int from = 1 + below(random, 60);
            const int to = from + below(random, 63 - from);
            QVERIFY(engine.apply({covered(space, from, to)}));
            std::fill(model + from, model + to, true);
        }
        for (int i = 1; i < 63; ++i) {
            const Coverage found = engine.coverage(top(space), at(i + 1)).value();
            if (!model[i]) {
                QCOMPARE(found, (Coverage{top(space), at(i + 1), at(i + 1)}));
                continue;
            }
            int from = i;
            int to = i;
            while (from > 0 && model[from - 1])
                --from;
            while (model[to])
                ++to;
            QCOMPARE(found, (Coverage{top(space), at(from), at(to)}));
        }
    }
}

QTEST_GUILESS_MAIN(StoreOrderTest)
#include "tst_storeorder.moc"
