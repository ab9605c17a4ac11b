// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/upkeep.h"

#include "models/sync/tasks/fetchmembers.h"
#include "models/sync/tasks/fetchnotification.h"
#include "models/sync/tasks/fetchreactions.h"
#include "models/sync/tasks/fetchreadstate.h"
#include "models/sync/tasks/fetchthreadread.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::sync {

Q_LOGGING_CATEGORY(logUpkeep, "linnet.upkeep")

namespace {

constexpr int tasksAtATime = 4;
// A space that failed by itself is not asked for again for so long; nor is what failed beside its
// messages, which does not hold those back.
constexpr auto leaveAloneFor = 5min;
// A setting that was changed elsewhere is seen when the space is opened after so long.
constexpr auto notificationAge = 10min;
// Of a space in view: somebody waits for the hearts to be right.
constexpr int watchedReactions = 4;

const QString messagesKey = u"messages "_s;
const QString gapKey = u"gap "_s;
const QString readStateKey = u"read "_s;
const QString threadReadKey = u"thread "_s;
const QString membersKey = u"members "_s;
const QString notificationKey = u"setting "_s;
const QString reactionsKey = u"reactions "_s;

} // namespace

bool concernsAccount(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Timeout:
    case ErrorKind::TlsFailed:
    case ErrorKind::CaptivePortal:
    case ErrorKind::ClientInvalid:
    case ErrorKind::SignInDenied:
    case ErrorKind::SignInExpired:
    case ErrorKind::SignedOut:
    case ErrorKind::KeyringLocked:
    case ErrorKind::KeyringUnavailable:
    case ErrorKind::ApiDisabled:
    case ErrorKind::RateLimited:
        return true;
    case ErrorKind::BadAnswer:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::ScopeMissing:
    case ErrorKind::AppNotConfigured:
    case ErrorKind::PermissionDenied:
    case ErrorKind::NotFound:
    case ErrorKind::AlreadyExists:
    case ErrorKind::InvalidArgument:
    case ErrorKind::FailedPrecondition:
    case ErrorKind::MessageTooLong:
    case ErrorKind::ServerTrouble:
    case ErrorKind::StorageFull:
    case ErrorKind::StorageReadOnly:
    case ErrorKind::StorageDamaged:
    case ErrorKind::StorageTooNew:
    case ErrorKind::StorageFailed:
    case ErrorKind::Cancelled:
    case ErrorKind::FileUnreadable:
    case ErrorKind::FileTooLarge:
    case ErrorKind::FileTypeBlocked:
        return false;
    }
    Q_UNREACHABLE();
}

bool isStorage(ErrorKind kind)
{
    return kind == ErrorKind::StorageFull || kind == ErrorKind::StorageReadOnly
        || kind == ErrorKind::StorageDamaged || kind == ErrorKind::StorageTooNew
        || kind == ErrorKind::StorageFailed;
}

Upkeep::Upkeep(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_tasks(tasksAtATime, nullptr)
    , m_names(services, nullptr)
    , m_events(services, nullptr)
    , m_watch(services, m_events, nullptr)
{
    connect(&m_tasks, &TaskQueue::ended, this, &Upkeep::taskEnded);
    connect(&m_tasks, &TaskQueue::idle, this, [this] {
        if (!m_held)
            warm();
    });
    connect(&m_events, &SpaceEvents::answered, this, &Upkeep::eventsAnswered);
    connect(&m_events, &SpaceEvents::failed, this, &Upkeep::eventsFailed);
    connect(&m_events, &SpaceEvents::refusalChanged, this, &Upkeep::eventsRefusalChanged);
    connect(&m_events, &SpaceEvents::learned, &m_names, &PeopleNames::learn);
    connect(&m_events, &SpaceEvents::membersChanged, this, &Upkeep::fetchMembersAnew);
    connect(&m_events, &SpaceEvents::listedAnew, this, [this] { m_more = true; });
    connect(&m_watch, &SpaceWatch::troubleChanged, this, &Upkeep::watchTroubleChanged);
}

Upkeep::~Upkeep() = default;

std::chrono::milliseconds Upkeep::now() const
{
    return m_services.environment.clock.now();
}

void Upkeep::start(const UserId &me, const QList<store::SpaceState> &states)
{
    m_running = true;
    m_me = me;
    m_events.setOwnUser(me);
    m_firstSignIn = states.isEmpty();
    for (const store::SpaceState &state : states)
        m_activeBefore.insert(state.space.id, state.space.lastActiveTime);
}

void Upkeep::stop()
{
    m_running = false;
    m_tasks.clear();
    m_names.stop();
    m_watch.stop();
    m_events.stop();
}

void Upkeep::hold()
{
    m_held = true;
    m_tasks.clear();
    m_names.stop();
    m_watch.setInterval(0ms);
    m_events.stop();
    m_more = true;
    m_first = !m_warm;
}

void Upkeep::tryAgain()
{
    m_leaveAloneUntil.clear();
    m_membersHidden.clear();
    m_heldBackUntil.clear();
    m_notGranted.clear();
    m_more = true;
    m_names.tryAgain();
    m_events.tryAgain();
    m_watch.tryAgain();
}

void Upkeep::setWatched(const QList<SpaceId> &spaces)
{
    const QSet<SpaceId> before = m_watch.spaces();
    m_watch.setSpaces(spaces);
    if (!m_running)
        return;
    m_reactionsDue = true;
    m_services.store.spaceStates(
        this, [this, spaces, before](const Result<QList<store::SpaceState>> &states) {
            if (!states || m_held || !m_running)
                return;
            for (const store::SpaceState &state : *states) {
                if (!spaces.contains(state.space.id))
                    continue;
                if (!state.readStateKnown
                    || (!before.contains(state.space.id) && mayBeUnreadElsewhere(state)))
                    fetchReadState(state.space.id);
                if (!state.membersKnown)
                    fetchMembers(state.space.id, true);
                fetchNotification(state.space.id, true);
            }
        });
}

// It was read, and may have been marked as unread on the phone: only unread ones are polled.
bool Upkeep::mayBeUnreadElsewhere(const store::SpaceState &state) const
{
    const auto asked = m_readStateAsked.constFind(state.space.id);
    return !state.unread
        && (asked == m_readStateAsked.cend() || *asked + rhythm().readStateAge <= now());
}

void Upkeep::learn(const QHash<UserId, QString> &mentionNames)
{
    m_names.learn(mentionNames);
    m_names.markDue();
    m_reactionsDue = true;
    if (m_running && !m_held && m_tasks.isIdle())
        m_names.look();
}

void Upkeep::polled(bool changed)
{
    m_held = false;
    if (changed || m_more || m_first)
        return plan();
    m_names.look();
    sweep(m_allowance.take(m_activity, int(m_moved.size()), now()));
}

void Upkeep::plan()
{
    m_services.store.spaceStates(this, [this](const Result<QList<store::SpaceState>> &states) {
        if (states && m_running && !m_held)
            planWith(*states);
    });
}

FetchSituation Upkeep::situation(const QList<store::SpaceState> &states) const
{
    FetchSituation situation{.spaces = states,
                             .moved = m_moved,
                             .watched = m_watch.spaces(),
                             .fetched = m_fetched,
                             .now = now(),
                             .first = m_first};
    for (auto it = m_leaveAloneUntil.begin(); it != m_leaveAloneUntil.end(); ++it) {
        if (it.value() > now())
            situation.leaveAlone.insert(it.key());
    }
    const auto age = rhythm().readStateAge;
    for (auto it = m_readStateAsked.begin(); it != m_readStateAsked.end(); ++it) {
        if (it.value() + age > now() && !m_moved.contains(it.key()))
            situation.readStatesFresh.insert(it.key());
    }
    for (const store::SpaceState &state : states) {
        const SpaceId &id = state.space.id;
        if (m_membersHidden.contains(id) || isHeldBack(membersKey, id))
            situation.membersHidden.insert(id);
        if (isHeldBack(readStateKey, id))
            situation.readStatesHidden.insert(id);
        const auto asked = m_notificationAsked.constFind(id);
        if (isHeldBack(notificationKey, id)
            || (asked != m_notificationAsked.cend() && *asked + notificationAge > now()))
            situation.notificationsFresh.insert(id);
        if (state.coveredTo.isKnown() && m_askedFor.value(id) != state.space.lastActiveTime
            && m_events.canTell(id))
            situation.byEvents.insert(id);
    }
    return situation;
}

void Upkeep::planWith(const QList<store::SpaceState> &states)
{
    QSet<SpaceId> there;
    for (const store::SpaceState &state : states) {
        const SpaceId &id = state.space.id;
        const Timestamp active = state.space.lastActiveTime;
        if (!m_first && m_activeBefore.value(id) < active)
            m_moved.insert(id);
        if (state.coveredTo >= active)
            m_moved.remove(id);
        m_activeBefore.insert(id, active);
        m_events.follow(state);
        there.insert(id);
    }
    m_moved.intersect(there);
    m_leaveAloneUntil.removeIf([this](auto it) { return it.value() <= now(); });
    m_heldBackUntil.removeIf([this](auto it) { return it.value() <= now(); });
    m_activeBefore.removeIf([&there](auto it) { return !there.contains(it.key()); });
    m_events.keepOnly(there);
    m_sweep.setSpaces(states);
    const bool first = std::exchange(m_first, false);
    FetchLimits limits = warmUp;
    if (!first)
        limits = m_allowance.take(m_activity, int(m_moved.size()), now());
    FetchSituation known = situation(states);
    known.first = first;
    const FetchPlan planned = planFetches(known, limits);
    // What is left alone has its turn later, also where nothing else moves.
    m_more = planned.more || !m_moved.isEmpty() || !m_leaveAloneUntil.isEmpty()
        || !m_heldBackUntil.isEmpty();
    fetch(planned);
    if (m_tasks.isIdle())
        warm();
    if (!first) {
        const FetchLimits used = planned.used();
        limits.messages -= used.messages;
        limits.readStates -= used.readStates;
        limits.members -= used.members;
        limits.notifications -= used.notifications;
        limits.gaps -= used.gaps;
        sweep(limits);
    }
    Q_EMIT progressed();
}

// Whose turn it is, and what is left of this poll's allowance.
void Upkeep::sweep(const FetchLimits &limits)
{
    FetchLimits unused = limits;
    const QList<SpaceId> turn = m_sweep.next(limits.sweep, m_watch.spaces(), now(), rhythm().swept);
    for (const SpaceId &space : turn)
        m_events.ask(space, SpaceEvents::Asking::Unasked);
    unused.sweep -= int(turn.size());
    if (m_reactionsDue && limits.reactions > 0 && !m_notGranted.contains(reactionsKey)) {
        askReactions(limits.reactions);
        unused.reactions = 0;
    }
    m_allowance.giveBack(unused);
}

void Upkeep::askReactions(int limit)
{
    m_services.store.reactionQuestions(
        m_watch.inOrder(), limit, this,
        [this, limit](const Result<QList<store::ReactionQuestion>> &questions) {
            if (!questions || m_held || !m_running)
                return;
            m_reactionsDue = questions->size() == limit;
            for (const store::ReactionQuestion &question : *questions) {
                const QString key = reactionsKey + question.message.name() + u' '
                    + QString::number(int(question.about));
                // What made it a question again may be later than that answer.
                m_reactionsDue = m_reactionsDue || m_tasks.isRunning(key);
                m_tasks.add(key, [this, question] {
                    return new FetchReactions(m_services, question, m_me, &m_tasks);
                });
            }
        });
}

// Everything that was planned is there.
void Upkeep::warm()
{
    m_warm = true;
    m_firstSignIn = false;
    m_names.look();
    Q_EMIT progressed();
}

// Names first: a list of nameless chats is no use.
void Upkeep::fetch(const FetchPlan &plan)
{
    for (const SpaceId &space : plan.members)
        fetchMembers(space, false);
    for (const SpaceId &space : plan.events) {
        m_moved.insert(space); // until it is covered
        m_fetched.insert(space, now());
        m_sweep.asked(space, now());
        m_events.ask(space, SpaceEvents::Asking::Unasked);
    }
    for (const MessageRange &range : plan.messages)
        fetchMessages(range);
    for (const SpaceId &space : plan.readStates)
        fetchReadState(space);
    for (const ThreadId &thread : plan.threadReads) {
        m_tasks.add(threadReadKey + thread.name(),
                    [this, thread] { return new FetchThreadRead(m_services, thread, &m_tasks); });
    }
    for (const SpaceId &space : plan.notifications)
        fetchNotification(space, false);
    for (const MessageRange &range : plan.gaps)
        fetchGap(range);
}

// The service may tell that a space was active a moment before it shows the message. So the first
// answer counts only as far as the messages in it; if they do not reach what was told, it is asked
// once more, and then believed: not every activity is a message that is listed.
void Upkeep::fetchMessages(const MessageRange &planned)
{
    const SpaceId space = planned.scope.space;
    const Timestamp told = planned.knownTo;
    if (isHeldBack(messagesKey, space))
        return;
    MessageRange range = planned;
    if (m_askedFor.value(space) != told)
        range.knownTo = Timestamp();
    m_fetched.insert(space, now());
    m_tasks.add(messagesKey + space.name(), [this, space, told, range] {
        auto *task
            = new FetchMessages(m_services, range, {.lane = api::Lane::Background}, &m_tasks);
        connect(task, &Task::finished, this,
                [this, task, space, told](const std::optional<Error> &error) {
                    m_names.learn(task->mentionNames());
                    if (error)
                        return;
                    m_askedFor.insert(space, told);
                    if (task->coverage().to < told)
                        m_moved.insert(space);
                    else
                        m_moved.remove(space);
                });
        return task;
    });
}

void Upkeep::fetchGap(const MessageRange &range)
{
    if (isHeldBack(gapKey, range.scope.space))
        return;
    m_tasks.add(gapKey + range.scope.space.name(), [this, range] {
        auto *task
            = new FetchMessages(m_services, range, {.lane = api::Lane::Background}, &m_tasks);
        connect(task, &Task::finished, this, [this, task] { m_names.learn(task->mentionNames()); });
        return task;
    });
}

void Upkeep::fetchReadState(const SpaceId &space)
{
    if (isHeldBack(readStateKey, space))
        return;
    m_readStateAsked.insert(space, now());
    m_tasks.add(readStateKey + space.name(),
                [this, space] { return new FetchReadState(m_services, space, &m_tasks); });
}

void Upkeep::fetchMembers(const SpaceId &space, bool atOnce)
{
    if (m_membersHidden.contains(space) || isHeldBack(membersKey, space))
        return;
    const api::Lane lane = atOnce ? api::Lane::Interactive : api::Lane::Background;
    m_tasks.add(membersKey + space.name(), membersTask(space, lane), atOnce);
}

// A list that is under way may be older than the event.
void Upkeep::fetchMembersAnew(const SpaceId &space)
{
    if (m_membersHidden.contains(space) || isHeldBack(membersKey, space))
        return;
    m_tasks.restart(membersKey + space.name(), membersTask(space, api::Lane::Interactive));
}

TaskQueue::Make Upkeep::membersTask(const SpaceId &space, api::Lane lane)
{
    return [this, space, lane] { return new FetchMembers(m_services, space, lane, &m_tasks); };
}

void Upkeep::fetchNotification(const SpaceId &space, bool atOnce)
{
    const auto asked = m_notificationAsked.constFind(space);
    if (isHeldBack(notificationKey, space)
        || (asked != m_notificationAsked.cend() && *asked + notificationAge > now()))
        return;
    m_notificationAsked.insert(space, now());
    m_tasks.add(
        notificationKey + space.name(),
        [this, space] { return new FetchNotification(m_services, space, &m_tasks); }, atOnce);
}

// What the events told reached what the listing had told, or the messages themselves are asked.
void Upkeep::eventsAnswered(const SpaceId &space, bool news)
{
    m_sweep.asked(space, now());
    m_reactionsDue = m_reactionsDue || news;
    m_more = m_more || m_moved.contains(space);
    if (m_moved.contains(space))
        m_askedFor.insert(space, m_activeBefore.value(space));
    if (m_reactionsDue && m_watch.spaces().contains(space) && !m_notGranted.contains(reactionsKey))
        askReactions(watchedReactions);
    if (news)
        m_names.look();
}

void Upkeep::eventsFailed(const SpaceId &space, const Error &error)
{
    if (concernsAccount(error))
        Q_EMIT failed(error);
    else if (!isStorage(error.kind))
        m_leaveAloneUntil.insert(space, now() + leaveAloneFor);
}

void Upkeep::taskEnded(const QString &key, const std::optional<Error> &error)
{
    m_more = true; // what is known now may ask for more
    m_reactionsDue = m_reactionsDue || key.startsWith(messagesKey) || key.startsWith(gapKey);
    if (!error) {
        if (key.startsWith(membersKey))
            m_names.markDue();
        Q_EMIT progressed();
        return;
    }
    qCInfo(logUpkeep) << "a fetch failed, kind" << int(error->kind);
    if (concernsAccount(*error) && !key.startsWith(notificationKey)) {
        Q_EMIT failed(*error);
        return;
    }
    noteFailure(key, error->kind);
    Q_EMIT progressed();
}

// What is refused everywhere is not asked for again in this run; what failed here, later.
void Upkeep::noteFailure(const QString &key, ErrorKind error)
{
    const QString kind = key.section(u' ', 0, 0) + u' ';
    const SpaceId space(key.section(u' ', 1));
    if (isStorage(error))
        return;
    if (error == ErrorKind::ScopeMissing) {
        m_notGranted.insert(kind);
        m_tasks.drop(kind);
    } else if (kind == membersKey && error == ErrorKind::PermissionDenied) {
        m_membersHidden.insert(space);
    } else if (kind == membersKey || kind == readStateKey) {
        m_heldBackUntil.insert(key, now() + leaveAloneFor);
    } else if (kind == messagesKey || kind == gapKey) {
        m_leaveAloneUntil.insert(space, now() + leaveAloneFor);
    }
}

bool Upkeep::isHeldBack(const QString &kind, const SpaceId &space) const
{
    return m_notGranted.contains(kind) || m_heldBackUntil.value(kind + space.name()) > now();
}

} // namespace linnet::sync
