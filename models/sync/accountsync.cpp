// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/accountsync.h"

using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

// The window was not in front for so long.
constexpr auto idleAfter = 10min;
// When it was last up to date is worth a write so often.
constexpr auto syncTimeKeptFor = 5min;

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
    , m_upkeep(services, nullptr)
    , m_backoff(3s, rhythmOf(Activity::Active, 0).longestBackoff)
{
    connect(&m_outbox, &Outbox::stateChanged, this, &AccountSync::updateStatus);
    connect(&m_upkeep, &Upkeep::failed, this, &AccountSync::reportTrouble);
    connect(&m_upkeep, &Upkeep::progressed, this, &AccountSync::updateStatus);
    connect(&m_upkeep, &Upkeep::watchTroubleChanged, this, &AccountSync::updateStatus);
    connect(&m_upkeep, &Upkeep::eventsRefusalChanged, this, &AccountSync::updateStatus);
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
    if (m_userIdle)
        return Activity::Idle;
    return m_active ? Activity::Active : Activity::Background;
}

void AccountSync::start(const UserId &me)
{
    m_running = true;
    m_services.store.syncedAt(this, [this](const Result<Timestamp> &at) {
        if (at)
            m_status.lastSynced = qMax(m_status.lastSynced, *at);
    });
    m_services.store.spaceStates(this, [this, me](const Result<QList<store::SpaceState>> &states) {
        m_upkeep.start(me, states.value_or(QList<store::SpaceState>()));
        updateStatus();
        poll();
        followActivity();
        Q_EMIT heldChanged();
    });
}

void AccountSync::stop()
{
    if (m_running && m_status.lastSynced > m_syncTimeKept)
        keepSyncTime();
    m_running = false;
    m_timer.reset();
    if (m_poll)
        m_poll->abort();
    m_poll.clear();
    m_upkeep.stop();
    Q_EMIT heldChanged();
}

// One attempt: what comes of it is wanted now, and it is repeated anyway.
void AccountSync::retryNow()
{
    m_backoff.reset();
    m_upkeep.tryAgain();
    m_outbox.retryNow();
    if (!m_running)
        return;
    if (m_poll)
        m_poll->abort();
    m_poll.clear();
    m_retrying = m_status.error.has_value();
    updateStatus();
    poll(1);
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
    m_upkeep.setActivity(activity());
    m_backoff.setCap(rhythm().longestBackoff);
    m_outbox.setActive(m_active);
    if (!m_running)
        return;
    m_upkeep.setWatchInterval(m_trouble ? 0ms : rhythm().watched);
    if (m_poll)
        return;
    if (m_trouble) {
        // Nobody looked when this wait was chosen; what the service asked for stands.
        if (activity() == Activity::Active && !m_trouble->retryAfter) {
            m_backoff.reset();
            poll();
        }
        return;
    }
    const auto age = now() - m_lastPoll;
    if (m_upkeep.isFirst() || age >= rhythm().list)
        poll();
    else
        schedule(rhythm().list - age);
}

void AccountSync::setWatched(const QList<TimelineScope> &scopes)
{
    QList<SpaceId> spaces;
    for (const TimelineScope &scope : scopes) {
        if (!spaces.contains(scope.space))
            spaces.append(scope.space);
    }
    m_upkeep.setWatched(spaces);
}

// While there is trouble each poll is one attempt: it is repeated with growing waits here, and not
// in the call as well.
void AccountSync::poll(int attempts)
{
    if (m_poll || !m_running)
        return;
    m_timer.reset();
    m_lastPoll = now();
    m_poll = new PollSpaces(m_services, m_listing,
                            {.lane = m_active ? api::Lane::Interactive : api::Lane::Background,
                             .attempts = m_trouble ? 1 : attempts},
                            this);
    connect(m_poll, &Task::finished, this, [this](const std::optional<Error> &error) {
        PollSpaces *task = std::exchange(m_poll, nullptr);
        m_retrying = false;
        if (error)
            troubled(*error);
        else
            polled(*task);
    });
    m_poll->start();
}

void AccountSync::polled(const PollSpaces &task)
{
    m_listing = task.listing();
    m_pages = task.pages();
    m_status.lastSynced = m_services.wallTime();
    if (m_status.lastSynced >= m_syncTimeKept + syncTimeKeptFor
        || m_status.lastSynced < m_syncTimeKept)
        keepSyncTime();
    reachable();
    m_upkeep.polled(task.changedAnything());
    m_upkeep.setWatchInterval(rhythm().watched);
    // A listing of several pages costs as many requests: nobody looks, so it may be rarer.
    schedule(m_active ? rhythm().list : rhythm().list * m_pages);
    updateStatus();
}

void AccountSync::keepSyncTime()
{
    m_syncTimeKept = m_status.lastSynced;
    store::Batch batch;
    batch.syncedAt = m_syncTimeKept;
    m_services.store.apply(std::move(batch));
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
        reachable();
        schedule(rhythm().list);
        return updateStatus();
    }
    m_trouble = error;
    m_upkeep.hold();
    if (m_poll)
        m_poll->abort();
    m_poll.clear();
    m_retrying = false;
    const auto wait = m_backoff.next(m_services.environment.random.unit(), error.retryAfter);
    m_status.nextAttempt = m_services.wallTime() + wait;
    schedule(wait);
    updateStatus();
    Q_EMIT heldChanged();
}

void AccountSync::reachable()
{
    m_backoff.reset();
    if (!m_trouble)
        return;
    m_trouble.reset();
    m_status.nextAttempt = Timestamp();
    m_outbox.retryNow();
    Q_EMIT heldChanged();
}

void AccountSync::schedule(std::chrono::milliseconds delay)
{
    m_timer = m_services.environment.clock.after(delay, [this] { poll(); });
}

void AccountSync::updateStatus()
{
    AccountStatus status = m_status;
    status.queued = m_outbox.queued();
    status.failed = m_outbox.failed();
    status.progress = 0;
    status.progressTotal = 0;
    status.retrying = m_retrying;
    // What only the outbox has met (no Chat app configured) blocks writing, which has to be said.
    const std::optional<Error> &writing = m_outbox.trouble();
    const std::optional<Error> &refusal = m_upkeep.eventsRefusal();
    const std::optional<Error> watching = m_upkeep.watch().trouble();
    status.error = m_trouble;
    if (!m_trouble && writing && isBlocking(writing->kind)) {
        status.error = writing;
    } else if (!m_trouble && refusal && refusal->kind == ErrorKind::AppNotConfigured) {
        // Said before somebody has written in vain.
        status.error = refusal;
        status.nextAttempt = Timestamp();
    } else if (!m_trouble) {
        // What the person looks at is not up to date, whatever else is.
        status.error = watching;
        status.nextAttempt = watching ? m_upkeep.watch().nextAttempt() : Timestamp();
    }
    if (status.error) {
        status.connection
            = isBlocking(status.error->kind) ? Connection::Blocked : Connection::Impaired;
    } else if (m_upkeep.isFirstSignIn() && m_running) {
        status.connection = Connection::Syncing;
        status.progress = m_upkeep.done();
        status.progressTotal = m_upkeep.total();
    } else {
        status.connection = m_upkeep.isFirst() ? Connection::Starting : Connection::Online;
    }
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace linnet::sync
