// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/accountsync.h"

#include "models/sync/tasks/fetchmembers.h"
#include "models/sync/tasks/fetchreadstate.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::sync {

Q_LOGGING_CATEGORY(logSync, "linnet.sync")

namespace {

constexpr int tasksAtATime = 4;
// The window was not in front for so long.
constexpr auto idleAfter = 10min;
// A space that failed by itself is not asked for again for so long.
constexpr auto leaveAloneFor = 5min;

const QString messagesKey = u"messages "_s;
const QString readStateKey = u"read "_s;
const QString membersKey = u"members "_s;

// It says something of the way to the service or of the account, not of one space.
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

} // namespace

bool isBlocking(ErrorKind kind)
{
    return kind == ErrorKind::ClientInvalid || kind == ErrorKind::SignInDenied
        || kind == ErrorKind::SignInExpired || kind == ErrorKind::SignedOut
        || kind == ErrorKind::KeyringLocked || kind == ErrorKind::KeyringUnavailable
        || kind == ErrorKind::ScopeMissing || kind == ErrorKind::AppNotConfigured
        || kind == ErrorKind::ApiDisabled || kind == ErrorKind::PermissionDenied;
}

AccountSync::AccountSync(const Services &services, Outbox &outbox, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_outbox(outbox)
    , m_tasks(tasksAtATime, nullptr)
    , m_names(services, nullptr)
    , m_watch(services, nullptr)
    , m_backoff(3s, rhythmOf(Activity::Active).longestBackoff)
    , m_messageBudget(130, 20)
    , m_readStateBudget(50, 10)
    , m_memberBudget(30, 5)
{
    connect(&m_outbox, &Outbox::stateChanged, this, &AccountSync::updateStatus);
    connect(&m_tasks, &TaskQueue::ended, this, &AccountSync::taskEnded);
    connect(&m_tasks, &TaskQueue::idle, this, [this] {
        if (!m_trouble)
            warm();
    });
    connect(&m_watch, &SpaceWatch::failed, this, &AccountSync::reportTrouble);
    connect(&m_watch, &SpaceWatch::learned, &m_names, &PeopleNames::learn);
    connect(&m_watch, &SpaceWatch::membersChanged, this,
            [this](const SpaceId &space) { fetchMembers(space, true); });
    connect(&m_services.store, &store::Store::failed, this, [this](const Error &error) {
        m_status.storageError = error;
        updateStatus();
    });
    connect(&m_services.store, &store::Store::recovered, this, [this] {
        m_status.storageError.reset();
        updateStatus();
    });
}

AccountSync::~AccountSync() = default;

std::chrono::milliseconds AccountSync::now() const
{
    return m_services.environment.clock.now();
}

Activity AccountSync::activity() const
{
    if (m_active)
        return Activity::Active;
    return m_userIdle ? Activity::Idle : Activity::Background;
}

void AccountSync::start(const UserId &me)
{
    m_running = true;
    m_watch.setOwnUser(me);
    m_services.store.spaceStates(this, [this](const Result<QList<store::SpaceState>> &states) {
        m_firstSignIn = !states || states->isEmpty();
        if (states) {
            for (const store::SpaceState &state : *states)
                m_activeBefore.insert(state.space.id, state.space.lastActiveTime);
        }
        updateStatus();
        poll();
        followActivity();
    });
}

void AccountSync::stop()
{
    m_running = false;
    m_timer.reset();
    if (m_poll)
        m_poll->abort();
    m_poll.clear();
    m_tasks.clear();
    m_names.stop();
    m_watch.stop();
}

void AccountSync::retryNow()
{
    m_backoff.reset();
    m_leaveAloneUntil.clear();
    m_watch.tryEventsAgain();
    m_outbox.retryNow();
    if (m_running)
        poll();
}

void AccountSync::setActive(bool windowActive)
{
    if (m_active == windowActive)
        return;
    m_active = windowActive;
    m_idleTimer.reset();
    if (m_active)
        m_userIdle = false;
    else
        m_idleTimer = m_services.environment.clock.after(idleAfter, [this] { setUserIdle(true); });
    followActivity();
}

void AccountSync::setUserIdle(bool idle)
{
    if (m_userIdle == idle)
        return;
    m_userIdle = idle;
    followActivity();
}

// Who comes back sees the present, not what was polled two minutes ago.
void AccountSync::followActivity()
{
    const Rhythm rhythm = rhythmOf(activity());
    m_backoff.setCap(rhythm.longestBackoff);
    m_outbox.setActive(m_active);
    if (!m_running)
        return;
    m_watch.setInterval(m_trouble ? 0ms : rhythm.watched);
    if (m_poll || m_trouble)
        return;
    const auto age = now() - m_lastPoll;
    if (m_first || age >= rhythm.list)
        poll();
    else
        schedule(rhythm.list - age);
}

void AccountSync::setWatched(const QList<TimelineScope> &scopes)
{
    QList<SpaceId> spaces;
    for (const TimelineScope &scope : scopes) {
        if (!spaces.contains(scope.space))
            spaces.append(scope.space);
    }
    m_watch.setSpaces(spaces);
    if (!m_running)
        return;
    m_services.store.spaceStates(
        this, [this, spaces](const Result<QList<store::SpaceState>> &states) {
            if (!states || m_trouble || !m_running)
                return;
            for (const store::SpaceState &state : *states) {
                if (!spaces.contains(state.space.id))
                    continue;
                if (!state.readStateKnown)
                    fetchReadState(state.space.id);
                if (!state.membersKnown && !m_membersHidden.contains(state.space.id))
                    fetchMembers(state.space.id, true);
            }
        });
}

void AccountSync::learn(const QHash<UserId, QString> &mentionNames)
{
    m_names.learn(mentionNames);
    m_names.markDue();
    if (m_running && !m_trouble && m_tasks.isIdle())
        m_names.look();
}

void AccountSync::poll()
{
    if (m_poll || !m_running)
        return;
    m_timer.reset();
    m_lastPoll = now();
    m_poll = new PollSpaces(m_services, m_fingerprints,
                            m_active ? api::Lane::Interactive : api::Lane::Background, this);
    connect(m_poll, &Task::finished, this, [this](const std::optional<Error> &error) {
        PollSpaces *task = std::exchange(m_poll, nullptr);
        if (error)
            troubled(*error);
        else
            polled(*task);
    });
    m_poll->start();
}

void AccountSync::polled(const PollSpaces &task)
{
    m_fingerprints = task.fingerprints();
    m_pages = task.pages();
    m_status.lastSynced = m_services.wallTime();
    reachable();
    if (task.changedAnything() || m_more || m_first)
        plan();
    else
        m_names.look();
    const Rhythm rhythm = rhythmOf(activity());
    m_watch.setInterval(rhythm.watched);
    // A listing of several pages costs as many requests: nobody looks, so it may be rarer.
    schedule(m_active ? rhythm.list : rhythm.list * m_pages);
    updateStatus();
}

void AccountSync::plan()
{
    m_services.store.spaceStates(this, [this](const Result<QList<store::SpaceState>> &states) {
        if (states && m_running && !m_trouble)
            planWith(*states);
    });
}

FetchSituation AccountSync::situation(const QList<store::SpaceState> &states) const
{
    FetchSituation situation;
    situation.spaces = states;
    situation.moved = m_moved;
    situation.watched = m_watch.spaces();
    situation.membersHidden = m_membersHidden;
    situation.first = m_first;
    for (auto it = m_leaveAloneUntil.begin(); it != m_leaveAloneUntil.end(); ++it) {
        if (it.value() > now())
            situation.leaveAlone.insert(it.key());
    }
    const auto age = rhythmOf(activity()).readStateAge;
    for (auto it = m_readStateAsked.begin(); it != m_readStateAsked.end(); ++it) {
        if (it.value() + age > now() && !m_moved.contains(it.key()))
            situation.readStatesFresh.insert(it.key());
    }
    return situation;
}

FetchLimits AccountSync::limits()
{
    if (m_first)
        return warmUp;
    const Rhythm rhythm = rhythmOf(activity());
    FetchLimits limits{.messages = rhythm.messagesPerPoll,
                       .readStates = rhythm.readStatesPerPoll,
                       .members = rhythm.membersPerPoll};
    if (!m_active) {
        limits.messages = m_messageBudget.take(qMin(limits.messages, int(m_moved.size())), now());
        limits.readStates = m_readStateBudget.take(limits.readStates, now());
        limits.members = m_memberBudget.take(limits.members, now());
    }
    return limits;
}

void AccountSync::planWith(const QList<store::SpaceState> &states)
{
    for (const store::SpaceState &state : states) {
        const SpaceId &id = state.space.id;
        const Timestamp active = state.space.lastActiveTime;
        if (!m_first && m_activeBefore.value(id) < active)
            m_moved.insert(id);
        if (state.coveredTo >= active)
            m_moved.remove(id);
        m_activeBefore.insert(id, active);
    }
    const FetchPlan planned = planFetches(situation(states), limits());
    m_more = planned.more || !m_moved.isEmpty();
    m_first = false;
    fetch(planned);
    if (m_tasks.isIdle())
        warm();
    reportProgress();
}

// Everything that was planned is there.
void AccountSync::warm()
{
    m_warm = true;
    m_firstSignIn = false;
    m_names.look();
    updateStatus();
}

// Names first: a list of nameless chats is no use.
void AccountSync::fetch(const FetchPlan &plan)
{
    for (const SpaceId &space : plan.members)
        fetchMembers(space, false);
    for (const MessageRange &range : plan.messages)
        fetchMessages(range);
    for (const SpaceId &space : plan.readStates)
        fetchReadState(space);
}

// The service may tell that a space was active a moment before it shows the message. So the first
// answer counts only as far as the messages in it; if they do not reach what was told, it is asked
// once more, and then believed: not every activity is a message that is listed.
void AccountSync::fetchMessages(const MessageRange &planned)
{
    const SpaceId space = planned.scope.space;
    const Timestamp told = planned.knownTo;
    MessageRange range = planned;
    if (m_askedFor.value(space) != told)
        range.knownTo = Timestamp();
    m_tasks.add(messagesKey + space.name(), [this, space, told, range] {
        auto *task = new FetchMessages(m_services, range, api::Lane::Background, &m_tasks);
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

void AccountSync::fetchReadState(const SpaceId &space)
{
    m_readStateAsked.insert(space, now());
    m_tasks.add(readStateKey + space.name(),
                [this, space] { return new FetchReadState(m_services, space, &m_tasks); });
}

void AccountSync::fetchMembers(const SpaceId &space, bool atOnce)
{
    const api::Lane lane = atOnce ? api::Lane::Interactive : api::Lane::Background;
    m_tasks.add(
        membersKey + space.name(),
        [this, space, lane] { return new FetchMembers(m_services, space, lane, &m_tasks); },
        atOnce);
}

void AccountSync::taskEnded(const QString &key, const std::optional<Error> &error)
{
    const SpaceId space(key.section(u' ', 1));
    const bool ofMembers = key.startsWith(membersKey);
    m_more = true; // what is known now may ask for more
    if (!error) {
        if (ofMembers)
            m_names.markDue();
        return reportProgress();
    }
    if (concernsAccount(*error))
        return troubled(*error);
    if (ofMembers && error->kind == ErrorKind::PermissionDenied)
        m_membersHidden.insert(space);
    else if (!isStorage(error->kind))
        m_leaveAloneUntil.insert(space, now() + leaveAloneFor);
    qCInfo(logSync) << "a fetch failed, kind" << int(error->kind);
    reportProgress();
}

void AccountSync::reportTrouble(const Error &error)
{
    if (m_running && !m_trouble && concernsAccount(error))
        troubled(error);
}

void AccountSync::troubled(const Error &error)
{
    if (isStorage(error.kind)) {
        // The cache cannot be written: the service is there all the same.
        schedule(rhythmOf(activity()).list);
        return updateStatus();
    }
    m_trouble = error;
    m_tasks.clear();
    m_names.stop();
    m_watch.setInterval(0ms);
    if (m_poll)
        m_poll->abort();
    m_poll.clear();
    m_more = true; // what was planned is planned again
    m_first = !m_warm;
    const auto wait = m_backoff.next(m_services.environment.random.unit(), error.retryAfter);
    m_status.nextAttempt = m_services.wallTime() + wait;
    schedule(wait);
    updateStatus();
}

void AccountSync::reachable()
{
    m_backoff.reset();
    if (!m_trouble)
        return;
    m_trouble.reset();
    m_status.nextAttempt = Timestamp();
    m_outbox.retryNow();
}

void AccountSync::schedule(std::chrono::milliseconds delay)
{
    m_timer = m_services.environment.clock.after(delay, [this] { poll(); });
}

void AccountSync::reportProgress()
{
    if (m_firstSignIn)
        updateStatus();
}

void AccountSync::updateStatus()
{
    AccountStatus status = m_status;
    status.queued = m_outbox.queued();
    status.failed = m_outbox.failed();
    status.progress = 0;
    status.progressTotal = 0;
    // What only the outbox has met (no Chat app configured) blocks writing, which has to be said.
    const std::optional<Error> &writing = m_outbox.trouble();
    status.error = m_trouble;
    if (!m_trouble && writing && isBlocking(writing->kind))
        status.error = writing;
    if (status.error) {
        status.connection
            = isBlocking(status.error->kind) ? Connection::Blocked : Connection::Impaired;
    } else if (m_firstSignIn && m_running) {
        status.connection = Connection::Syncing;
        status.progress = m_tasks.done();
        status.progressTotal = m_tasks.total();
    } else {
        status.connection = m_first ? Connection::Starting : Connection::Online;
    }
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace linnet::sync
