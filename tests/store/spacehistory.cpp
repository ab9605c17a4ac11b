// SPDX-License-Identifier: GPL-3.0-or-later
#include "spacehistory.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace storetest {
namespace {

const Emoji thumb{u"a"_s, {}, {}};
const Emoji heart{u"b"_s, {}, {}};

} // namespace

int below(QRandomGenerator &random, int bound)
{
    return int(random.bounded(quint32(bound)));
}

History::History(int space, quint32 seed)
    : m_space(space)
    , m_random(seed)
{
    const int count = 3 + below(m_random, 8);
    for (int number = 1; number <= count; ++number)
        addMessage(number);
    Message echo = message(m_space, 90, 500, me);
    echo.clientId = localId(m_space, 1);
    addVersion(echo);
    if (below(m_random, 2) == 0)
        m_steps.append(Step{messages({echo}), true});
    const int stretches = 1 + below(m_random, 4);
    for (int i = 0; i < stretches; ++i) {
        const qint64 from = below(m_random, 60);
        const qint64 to = from + 1 + below(m_random, 30);
        addStep(covered(m_space, from * 10, to * 10));
    }
    addStep(spaces({storetest::space(m_space, 300)}));
    addReadStates();
    addReactions();
    addPages();
    addHappenings();
    addMembers();
    Batch setting;
    setting.notifications = {{spaceId(m_space), true, NotificationLevel::ForYou}};
    setting.backfills = {{spaceId(m_space), BackfillState::Paused, 7, at(3), {}}};
    addStep(setting);
}

QList<Step> History::shuffled(quint32 seed) const
{
    QRandomGenerator random(seed);
    QList<Step> steps = m_steps;
    const int repeated = below(random, int(steps.size()));
    for (int i = 0; i < repeated; ++i)
        steps.append(m_steps[below(random, int(m_steps.size()))]);
    std::shuffle(steps.begin(), steps.end(), random);
    QList<Step> result;
    for (const Step &step : std::as_const(steps)) {
        const bool joins = !result.isEmpty() && !result.constLast().settle && !step.settle
            && result.constLast().batch.asked == step.batch.asked && below(random, 3) == 0;
        if (!joins) {
            result.append(step);
            continue;
        }
        Batch &into = result.last().batch;
        into.messages += step.batch.messages;
        into.coverage += step.batch.coverage;
        into.spaces += step.batch.spaces;
        into.readStates += step.batch.readStates;
        into.threadReads += step.batch.threadReads;
        into.reactions += step.batch.reactions;
        into.reactionsToCount += step.batch.reactionsToCount;
        into.notifications += step.batch.notifications;
        into.backfills += step.batch.backfills;
        into.happenings += step.batch.happenings;
        into.eventCursors += step.batch.eventCursors;
    }
    return result;
}

Batch History::answerTo(const ReactionQuestion &question) const
{
    Batch answer;
    if (question.about == ReactionQuestion::About::Own)
        answer.ownReactions = {{question.message, m_mine.value(question.message)}};
    else
        answer.messages = {m_latest.value(question.message)};
    answer.reactionsAnswered = {question};
    answer.asked = m_moment + 1;
    return answer;
}

void History::addStep(Batch batch)
{
    m_steps.append(Step{std::move(batch)});
}

void History::addVersion(const Message &message)
{
    m_versions.append(message);
    tell({message}, {});
}

void History::tell(const QList<Message> &versions, Batch batch)
{
    batch.asked = ++m_moment;
    for (Message version : versions) {
        // Our own is settled by an answer as well, which has no moment.
        if (!version.isDeleted() && version.clientId.isEmpty() && below(m_random, 2) == 0)
            version.reactions = {{thumb, 1 + below(m_random, 5), false}};
        batch.messages.append(version);
        Message &latest = m_latest[version.id];
        if (latest.id.isEmpty() || latest.lastUpdateTime <= version.lastUpdateTime)
            latest = version;
    }
    addStep(std::move(batch));
}

// I add and take away: each event on its own, told by its time. In between all of mine are listed,
// and of some messages the counts alone have changed.
void History::addReactions()
{
    for (int number = 1; number <= 2; ++number) {
        const MessageId message = messageId(m_space, number);
        bool there = true;
        for (int i = below(m_random, 4); i >= 0; --i) {
            Batch event;
            event.reactions = {{message, thumb, there, at(400 - i)}};
            event.eventCursors = {{spaceId(m_space), at(400 - i)}};
            event.asked = ++m_moment;
            addStep(event);
            QList<Emoji> &mine = m_mine[message];
            mine.removeIf([](const Emoji &emoji) { return emoji.unicode == thumb.unicode; });
            if (there)
                mine.append(thumb);
            there = !there;
            if (below(m_random, 2) == 0)
                continue;
            mine.removeIf([](const Emoji &emoji) { return emoji.unicode == heart.unicode; });
            if (below(m_random, 2) == 0)
                mine.append(heart);
            Batch listed;
            listed.ownReactions = {{message, mine}};
            listed.asked = ++m_moment;
            addStep(listed);
        }
        if (below(m_random, 2) == 0)
            addStep(Batch{.reactionsToCount = {message}});
    }
}

// People come and go, the space is called this and that; some of it within the same second.
void History::addHappenings()
{
    using Kind = HappeningTold::Kind;
    const Kind kinds[]{Kind::Joined, Kind::Invited, Kind::Accepted, Kind::Left, Kind::Named};
    const UserId people[]{anna, bert, carl};
    const int count = below(m_random, 12);
    for (int i = 0; i < count; ++i) {
        HappeningTold told{.space = spaceId(m_space),
                           .event = u"e%1#0"_s.arg(i),
                           .kind = kinds[below(m_random, 5)],
                           .time = at(below(m_random, 60))};
        if (told.kind == Kind::Named)
            told.name = u"name %1"_s.arg(below(m_random, 3));
        else
            told.user = people[below(m_random, 3)];
        Batch batch;
        batch.happenings = {told};
        m_steps.append(Step{batch});
    }
}

// Lists of all of them, and single ones who come and go.
void History::addMembers()
{
    const UserId people[]{UserId(u"users/dora"_s), UserId(u"users/emil"_s),
                          UserId(u"users/fred"_s)};
    for (int i = below(m_random, 8); i > 0; --i) {
        Batch batch;
        if (below(m_random, 2) == 0) {
            MemberList list{spaceId(m_space), {}};
            for (const UserId &user : people) {
                if (below(m_random, 2) == 0)
                    list.members.append({spaceId(m_space), user, {}, {}, {}});
            }
            batch.memberLists = {list};
        } else {
            const auto state
                = below(m_random, 2) == 0 ? MembershipState::Joined : MembershipState::NotAMember;
            batch.memberships = {{spaceId(m_space), people[below(m_random, 3)], {}, {}, state}};
        }
        batch.asked = ++m_moment;
        addStep(batch);
    }
}

void History::addReadStates()
{
    for (int i = below(m_random, 3); i >= 0; --i) {
        Batch batch = readState(m_space, below(m_random, 200));
        batch.asked = ++m_moment;
        addStep(batch);
        const Timestamp inThread = below(m_random, 2) == 0 ? at(below(m_random, 200)) : Timestamp();
        addStep(Batch{.threadReads = {{threadId(m_space, 1), inThread}}});
    }
}

// What a listing shows at some time: versions as they were then, and what that covers.
void History::addPages()
{
    for (int i = below(m_random, 3); i >= 0; --i) {
        QList<Message> versions;
        for (const Message &version : std::as_const(m_versions)) {
            if (below(m_random, 2) == 0)
                versions.append(version);
        }
        const qint64 from = below(m_random, 300);
        Batch page;
        page.coverage = {{top(m_space), at(from), at(from + 1 + below(m_random, 100))}};
        tell(versions, page);
    }
}

void History::addMessage(int number)
{
    const UserId senders[] = {anna, bert, me};
    const UserId sender = senders[below(m_random, 3)];
    const qint64 seconds = 1 + below(m_random, 300); // ties happen
    Message first = number > 1 && below(m_random, 3) == 0
        ? reply(m_space, number, seconds, 1 + below(m_random, number - 1), sender)
        : message(m_space, number, seconds, sender);
    if (below(m_random, 4) == 0)
        first.annotations = {{AnnotationType::AllMention, 0, 4, {}, {}, {}, {}}};
    addVersion(first);
    if (below(m_random, 3) == 0) {
        Message edited = first;
        edited.text += u" edited"_s;
        edited.formattedText = u"*"_s + edited.text;
        edited.lastUpdateTime = at(seconds + 1000);
        edited.annotations.clear();
        addVersion(edited);
        if (below(m_random, 2) == 0) {
            edited.text = below(m_random, 2) == 0 ? first.text : u"edited again"_s;
            edited.formattedText = edited.text;
            edited.lastUpdateTime = at(seconds + 1500);
            addVersion(edited);
        }
    }
    if (below(m_random, 4) == 0)
        addVersion(tombstone(m_space, number, seconds, seconds + 2000));
}

} // namespace storetest
