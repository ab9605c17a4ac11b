// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outboxsender.h"

#include "models/sync/mapping/errormapping.h"

#include <QLoggingCategory>

using namespace std::chrono_literals;

namespace linnet::sync {

Q_LOGGING_CATEGORY(logOutbox, "linnet.outbox")

namespace {

// So many lanes at a time, and uploads beside them; while the way is in trouble a single lane finds
// out.
constexpr int mostInFlight = 6;
constexpr int mostUploads = 2;
// Nothing is held back longer, whatever was done to the clock since.
constexpr std::chrono::milliseconds longestHold = 20s;
// What the service was given less long ago it has not forgotten: a refusal means something else.
constexpr auto freshUpload = 10min;
constexpr auto firstWait = 2s;
constexpr auto longestWaitActive = 60s;
constexpr auto longestWaitIdle = 10min;

// Refuses one kind of write until the person has mended it; the others go.
bool isOfOneKind(ErrorKind kind)
{
    return kind == ErrorKind::AppNotConfigured || kind == ErrorKind::ScopeMissing;
}

} // namespace

OutboxSender::OutboxSender(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_uploads(services, nullptr)
    , m_wayBackoff(firstWait, longestWaitActive)
{
    connect(&m_uploads, &OutboxUploads::advanced, this, &OutboxSender::uploadAdvanced);
    connect(&m_uploads, &OutboxUploads::ended, this, &OutboxSender::uploadEnded);
    connect(&m_services.store, &store::Store::changed, this, &OutboxSender::followStore);
}

OutboxSender::~OutboxSender() = default;

std::chrono::milliseconds OutboxSender::now() const
{
    return m_services.environment.clock.now();
}

std::chrono::milliseconds OutboxSender::longestWait() const
{
    return m_active ? std::chrono::milliseconds(longestWaitActive)
                    : std::chrono::milliseconds(longestWaitIdle);
}

void OutboxSender::start(const UserId &me)
{
    m_me = me;
    m_services.store.outbox(this, [this](const Result<QList<OutboxItem>> &items) {
        if (items) {
            loaded(*items);
            return;
        }
        // The file may come back (a mount, a full disk); what is enqueued meanwhile is refused
        // by the store and stays with the person.
        qCWarning(logOutbox) << "the outbox cannot be read";
        m_timer = m_services.environment.clock.after(storageWait, [this] { start(m_me); });
    });
}

void OutboxSender::loaded(const QList<OutboxItem> &items)
{
    QHash<SpaceId, qint64> readStates; // the latest
    for (const OutboxItem &item : items) {
        if (item.kind == OutboxKind::UpdateSpaceReadState)
            readStates.insert(item.space, item.sequence);
    }
    for (OutboxItem item : items) {
        if (m_queue.find(item.sequence))
            continue; // written since
        if (readStates.value(item.space, item.sequence) > item.sequence
            && item.kind == OutboxKind::UpdateSpaceReadState) {
            // It was on the wire when the later one was written, and would be told after it.
            m_services.store.discard(item.sequence, this, [](const Result<OutboxItem> &) {});
            continue;
        }
        if (item.state == OutboxState::Sending) {
            // The program ended in the middle of an attempt.
            item.state = OutboxState::Queued;
            item.failure = errorOf(ErrorKind::OutcomeUnknown);
            item.doubtful = true;
            m_services.store.updateOutbox(item, this, [](const Result<OutboxItem> &) {});
        } else if (item.state == OutboxState::Sent && item.kind != OutboxKind::CreateMessage) {
            // Done, but the cache could not be told then. No page will show these.
            m_services.store.settle(item.sequence, {}, this, [](const Result<ChangeSet> &) {});
            continue;
        } else if (item.state == OutboxState::Queued && item.attempts > 0
                   && (!item.failure || leavesDoubt(*item.failure))) {
            item.doubtful = true; // an older version wrote it
        }
        admit(item);
    }
    learnNames();
}

// What was written about a message before and after the service named it goes in one lane, in
// order. Within a run the names are known from the answers.
void OutboxSender::learnNames()
{
    for (const OutboxItem &item : m_queue.items()) {
        if (!isLocal(item.message) || m_queue.creation(item.message))
            continue;
        m_services.store.message(item.message, this,
                                 [this, local = item.message](const Result<Message> &message) {
                                     if (message && !isLocal(message->id))
                                         m_queue.named(local, message->id);
                                 });
    }
    // The store answers in order.
    m_services.store.ownUser(this, [this](const Result<UserId> &) {
        m_started = true;
        // The first question tidies up what an earlier run left.
        m_services.store.outboxFiles(this, [](const Result<QString> &) {});
        Q_EMIT stateChanged();
        pump();
    });
}

// A page or event has shown a message that is not on the wire just now: its row is gone, and must
// not block its lane unseen, as a refused one would.
void OutboxSender::followStore(const ChangeSet &changes)
{
    bool any = false;
    for (const Reconciliation &named : changes.reconciliations) {
        const OutboxItem *item = m_queue.creation(named.local);
        if (!item || m_queue.inFlight(item->sequence))
            continue;
        const qint64 sequence = item->sequence;
        m_queue.named(named.local, named.remote);
        forget(sequence);
        any = true;
    }
    if (!any)
        return;
    Q_EMIT stateChanged();
    pump();
}

void OutboxSender::admit(const OutboxItem &item)
{
    m_queue.put(item);
    m_queue.letGo(item.sequence);
    if (!item.notBefore.isKnown() || item.attempts > 0)
        return;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(
        item.notBefore.microseconds() - m_services.wallTime().microseconds()));
    if (left > 0ms)
        m_queue.holdBack(item.sequence, now() + std::min(left, longestHold));
}

void OutboxSender::setActive(bool active)
{
    m_active = active;
    m_wayBackoff.setCap(longestWait());
    for (Backoff &backoff : m_backoffs)
        backoff.setCap(longestWait());
    if (!active)
        return;
    // What waits by the longer cap waits no longer than the shorter one would have it.
    const auto latest = now() + longestWaitActive;
    m_heldUntil = std::min(m_heldUntil, latest);
    m_queue.holdAtMost(latest);
    pump();
}

void OutboxSender::retryNow()
{
    m_wayBackoff.reset();
    m_backoffs.clear();
    m_heldUntil = std::chrono::milliseconds::min();
    m_queue.releaseAll();
    pump();
}

void OutboxSender::pump()
{
    if (!m_started)
        return;
    // Read once: what becomes ready between two readings would be neither begun nor scheduled.
    const std::chrono::milliseconds time = now();
    const auto onWire
        = [this] { return m_queue.inFlightCount() - m_uploads.count() - int(m_unsettled.size()); };
    if (m_heldUntil <= time) {
        for (const qint64 sequence : m_queue.ready(time)) {
            if (m_trouble && !m_troubleOf && onWire() > 0)
                break;
            const OutboxItem *item = m_queue.find(sequence);
            if (!item || giveUp(*item))
                continue;
            if (!item->isUploaded()) {
                if (m_uploads.count() < mostUploads)
                    upload(sequence);
            } else if (onWire() < mostInFlight) {
                begin(sequence);
            }
        }
    }
    scheduleNext(time);
}

void OutboxSender::scheduleNext(std::chrono::milliseconds time)
{
    m_timer.reset();
    std::optional<std::chrono::milliseconds> next = m_queue.nextReady(time);
    if (m_heldUntil > time && (next || !m_queue.ready(time).isEmpty()))
        next = m_heldUntil;
    if (next)
        m_timer = m_services.environment.clock.after(*next - time, [this] { pump(); });
}

// The removal of a message that was not sent is due: nobody is told of a message that was never
// there. The removal alone goes, where it may be there all the same.
bool OutboxSender::giveUp(const OutboxItem &item)
{
    if (item.kind != OutboxKind::DeleteMessage)
        return false;
    const OutboxItem *pending = m_queue.creation(item.message);
    if (!pending || pending->state == OutboxState::Sent)
        return false;
    if (m_queue.inFlight(pending->sequence))
        return true;
    const bool neverThere = pending->attempts == 0 || pending->state == OutboxState::Failed;
    if (neverThere && !pending->doubtful) {
        discard(pending->sequence);
    } else {
        OutboxItem removal = item;
        removal.notBefore = {};
        replace(pending->sequence, std::move(removal), item);
    }
    return true;
}

void OutboxSender::upload(qint64 sequence)
{
    m_queue.began(sequence, now());
    m_uploads.start(*m_queue.find(sequence));
}

void OutboxSender::uploadAdvanced(qint64 sequence, const QList<OutboxFile> &files)
{
    const OutboxItem *found = m_queue.find(sequence);
    if (!found)
        return;
    if (found->files != files) {
        OutboxItem item = *found;
        item.files = files;
        m_queue.put(item);
        // Should this not be kept, a later run uploads again.
        m_services.store.updateOutbox(item, this, [](const Result<OutboxItem> &) {});
    }
    // Minutes may pass until all of it is there.
    answered({});
    pump();
}

void OutboxSender::uploadEnded(qint64 sequence, const std::optional<Error> &error)
{
    qCDebug(logOutbox) << "row" << sequence << "uploaded, error kind"
                       << (error ? int(error->kind) : -1);
    const OutboxItem *item = m_queue.find(sequence);
    if (!item)
        return pump();
    if (!error) {
        m_uploadedAt.insert(sequence, now());
        m_queue.ended(sequence);
        answered({});
        return pump();
    }
    Delivery::Outcome outcome;
    outcome.error = *error;
    outcome.verdict = verdictOn(item->kind, *error);
    if (outcome.verdict != WriteVerdict::Refused)
        return wait(*item, outcome);
    answered({}); // or it is about the file
    refuse(*item, outcome);
}

// The attempt is counted and committed before anything leaves.
void OutboxSender::begin(qint64 sequence)
{
    m_queue.began(sequence, now());
    OutboxItem item = *m_queue.find(sequence);
    item.state = OutboxState::Sending;
    ++item.attempts;
    item.failure.reset();
    m_services.store.updateOutbox(item, this, [this, item](const Result<OutboxItem> &stored) {
        if (stored)
            return deliver(*stored); // as it is committed it goes
        if (stored.error().kind == ErrorKind::NotFound) {
            // A page or event has shown the message: the row went by itself.
            forget(item.sequence);
            Q_EMIT stateChanged();
        } else {
            m_queue.ended(item.sequence);
            pause(item.sequence, storageWait);
        }
        pump();
    });
}

void OutboxSender::deliver(const OutboxItem &item)
{
    m_queue.put(item);
    auto *delivery = new Delivery(m_services, item, m_me, this);
    connect(delivery, &Delivery::done, this,
            [this, delivery, sequence = item.sequence](const Delivery::Outcome &outcome) {
                delivery->deleteLater();
                delivered(sequence, outcome);
            });
    qCDebug(logOutbox) << "row" << item.sequence << "kind" << int(item.kind) << "attempt"
                       << item.attempts << (item.doubtful ? "after a look" : "");
    delivery->start(item.doubtful);
}

void OutboxSender::delivered(qint64 sequence, const Delivery::Outcome &outcome)
{
    qCDebug(logOutbox) << "row" << sequence << "ended, error kind"
                       << (outcome.success ? -1 : int(outcome.error.kind));
    const OutboxItem *found = m_queue.find(sequence);
    if (outcome.success) {
        answered(found ? std::optional(found->kind) : std::nullopt);
        return settle(sequence, outcome);
    }
    if (!found)
        return pump();
    OutboxItem item = *found;
    // Kept with the row: what a later attempt says of itself does not settle an earlier one.
    item.doubtful = item.doubtful || (outcome.doubt && item.kind == OutboxKind::CreateMessage);
    switch (outcome.verdict) {
    case WriteVerdict::Done:
    case WriteVerdict::LookFirst:
    case WriteVerdict::WaitHere:
    case WriteVerdict::WaitAll:
        return wait(item, outcome);
    case WriteVerdict::Refused:
        answered(item.kind);
        if (!mayBeStale(item, outcome.error)) {
            item.doubtful = false; // where there was doubt, the attempt began with a look
            return refuse(item, outcome);
        }
        for (OutboxFile &file : item.files)
            file.uploadToken.clear();
        item.state = OutboxState::Queued;
        // The body will be another one under the same ids: never without looking first.
        item.failure = errorOf(ErrorKind::OutcomeUnknown);
        item.doubtful = true;
        return putBack(item);
    }
}

// The service refuses a message whose files it was given long ago: it may have dropped them.
bool OutboxSender::mayBeStale(const OutboxItem &item, const Error &refusal) const
{
    const bool fits = refusal.kind == ErrorKind::InvalidArgument
        || refusal.kind == ErrorKind::NotFound || refusal.kind == ErrorKind::FailedPrecondition;
    if (item.files.isEmpty() || !fits)
        return false;
    const auto uploaded = m_uploadedAt.constFind(item.sequence);
    return uploaded == m_uploadedAt.constEnd() || now() - *uploaded > freshUpload;
}

void OutboxSender::settle(qint64 sequence, const Delivery::Outcome &outcome,
                          const std::function<void()> &then)
{
    if (const OutboxItem *item = m_queue.find(sequence); item && !outcome.named.isEmpty())
        m_queue.named(item->message, outcome.named);
    m_services.store.settle(sequence, outcome.answer, this,
                            [this, sequence, outcome, then](const Result<ChangeSet> &settled) {
                                if (settled || settled.error().kind == ErrorKind::NotFound) {
                                    forget(sequence);
                                } else if (const OutboxItem *item = m_queue.find(sequence)) {
                                    leaveUnsettled(*item, outcome);
                                }
                                if (then)
                                    then();
                                Q_EMIT stateChanged();
                                pump();
                            });
}

// It is sent, but the cache could not take it in. A message is kept as sent until a page shows it.
// No page will show another write, and what was written after it must not be settled before it.
void OutboxSender::leaveUnsettled(const OutboxItem &item, const Delivery::Outcome &outcome)
{
    const qint64 sequence = item.sequence;
    if (item.kind == OutboxKind::CreateMessage) {
        OutboxItem sent = item;
        sent.state = OutboxState::Sent;
        m_queue.put(sent);
        m_queue.ended(sequence);
        return;
    }
    m_unsettled[sequence] = m_services.environment.clock.after(
        storageWait, [this, sequence, outcome] { settle(sequence, outcome); });
}

void OutboxSender::wait(OutboxItem item, const Delivery::Outcome &outcome)
{
    const double chance = m_services.environment.random.unit();
    if (outcome.verdict == WriteVerdict::WaitAll) {
        // What left together fails together: that is one failure of the way.
        if (m_heldUntil <= now())
            m_heldUntil = now() + m_wayBackoff.next(chance);
        m_heldUntil = std::max(m_heldUntil, now() + outcome.error.retryAfter.value_or(0ms));
        setTrouble(outcome.error);
    } else {
        if (isOfOneKind(outcome.error.kind))
            setTrouble(outcome.error, item.kind);
        auto backoff = m_backoffs.find(item.sequence);
        if (backoff == m_backoffs.end())
            backoff = m_backoffs.insert(item.sequence, Backoff(firstWait, longestWait()));
        pause(item.sequence, backoff->next(chance, outcome.error.retryAfter));
    }
    item.state = OutboxState::Queued;
    item.failure = outcome.error;
    putBack(item);
}

void OutboxSender::refuse(OutboxItem item, const Delivery::Outcome &outcome)
{
    if (item.kind == OutboxKind::CreateMessage) {
        item.state = OutboxState::Failed;
        item.failure = outcome.error;
        return putBack(item);
    }
    qCInfo(logOutbox) << "a write was refused, kind" << int(item.kind);
    Q_EMIT writeRefused(item, outcome.error); // first: what it says is kept before the row goes
    discard(item.sequence);
}

void OutboxSender::putBack(const OutboxItem &item)
{
    m_queue.put(item);
    m_services.store.updateOutbox(item, this, [this, item](const Result<OutboxItem> &stored) {
        if (!stored && stored.error().kind == ErrorKind::NotFound)
            forget(item.sequence);
        else
            m_queue.ended(item.sequence);
        Q_EMIT stateChanged();
        pump();
    });
}

void OutboxSender::pause(qint64 sequence, std::chrono::milliseconds duration)
{
    m_queue.hold(sequence, now() + duration);
}

// The service has answered a write of this kind, or an upload. What it refuses of one kind of write
// is over with one of that kind only.
void OutboxSender::answered(std::optional<OutboxKind> kind)
{
    m_wayBackoff.reset();
    if (!m_troubleOf || m_troubleOf == kind)
        setTrouble(std::nullopt);
}

void OutboxSender::setTrouble(const std::optional<Error> &trouble, std::optional<OutboxKind> of)
{
    m_troubleOf = of;
    if (m_trouble == trouble)
        return;
    m_trouble = trouble;
    Q_EMIT stateChanged();
}

void OutboxSender::forget(qint64 sequence)
{
    qCDebug(logOutbox) << "row" << sequence << "is gone";
    m_queue.remove(sequence);
    m_backoffs.remove(sequence);
    m_uploads.abort(sequence);
    m_uploadedAt.remove(sequence);
    m_unsettled.erase(sequence);
    if (m_troubleOf && !m_queue.has(*m_troubleOf))
        setTrouble(std::nullopt); // nobody is kept waiting by it
}

} // namespace linnet::sync
