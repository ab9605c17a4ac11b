// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outboxsender.h"

#include "models/sync/mapping/errormapping.h"

#include <QLoggingCategory>

using namespace std::chrono_literals;

namespace linnet::sync {

Q_LOGGING_CATEGORY(logOutbox, "linnet.outbox")

namespace {

// So many lanes at a time; while the way is in trouble a single one finds out.
constexpr int mostInFlight = 6;
constexpr auto firstWait = 2s;
constexpr auto longestWaitActive = 60s;
constexpr auto longestWaitIdle = 10min;
// The disk refuses: nothing can be sent that cannot be marked as tried.
constexpr auto storageWait = 15s;

} // namespace

OutboxSender::OutboxSender(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_wayBackoff(firstWait, longestWaitActive)
{
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
    for (OutboxItem item : items) {
        if (m_queue.find(item.sequence))
            continue; // written since
        if (item.state == OutboxState::Sending) {
            // The program ended in the middle of an attempt.
            item.state = OutboxState::Queued;
            item.failure = errorOf(ErrorKind::OutcomeUnknown);
            m_doubtful.insert(item.sequence);
            m_services.store.updateOutbox(item, this, [](const Result<OutboxItem> &) {});
        } else if (item.state == OutboxState::Sent && item.kind != OutboxKind::CreateMessage) {
            // Done, but the cache could not be told then. No page will show these.
            m_services.store.settle(item.sequence, {}, this, [](const Result<ChangeSet> &) {});
            continue;
        } else if (item.state == OutboxState::Queued && item.attempts > 0
                   && (!item.failure || leavesDoubt(*item.failure))) {
            m_doubtful.insert(item.sequence);
        }
        m_queue.put(item);
    }
    m_started = true;
    Q_EMIT stateChanged();
    pump();
}

void OutboxSender::setActive(bool active)
{
    m_active = active;
    m_wayBackoff.setCap(longestWait());
    for (Backoff &backoff : m_backoffs)
        backoff.setCap(longestWait());
}

void OutboxSender::retryNow()
{
    m_wayBackoff.reset();
    m_backoffs.clear();
    m_heldUntil = std::chrono::milliseconds::min();
    m_queue.releaseAll();
    pump();
}

void OutboxSender::enqueue(OutboxItem item, std::function<void(Result<OutboxItem>)> handler)
{
    const OutboxKind kind = item.kind;
    m_services.store.enqueue(
        std::move(item), this,
        [this, kind, handler = std::move(handler)](const Result<OutboxItem> &stored) {
            if (stored) {
                m_queue.put(*stored);
                Q_EMIT stateChanged();
            } else if (kind != OutboxKind::CreateMessage) {
                Q_EMIT writeRefused(kind, stored.error());
            }
            if (handler)
                handler(stored);
            pump();
        });
}

void OutboxSender::update(const OutboxItem &item)
{
    m_services.store.updateOutbox(item, this, [this](const Result<OutboxItem> &stored) {
        if (!stored)
            return;
        // It may have gone on the wire meanwhile: then that attempt's row counts.
        if (m_queue.find(stored->sequence) && !m_queue.inFlight(stored->sequence))
            m_queue.put(*stored);
        m_queue.release(stored->sequence);
        m_backoffs.remove(stored->sequence);
        Q_EMIT stateChanged();
        pump();
    });
}

void OutboxSender::discard(qint64 sequence, std::function<void(Result<OutboxItem>)> handler)
{
    const OutboxItem *item = m_queue.find(sequence);
    if (item && item->kind == OutboxKind::CreateMessage) {
        for (const OutboxItem &dependent : m_queue.dependents(item->message)) {
            forget(dependent.sequence);
            m_services.store.discard(dependent.sequence, this, [](const Result<OutboxItem> &) {});
        }
    }
    forget(sequence);
    m_services.store.discard(sequence, this,
                             [this, handler = std::move(handler)](const Result<OutboxItem> &row) {
                                 if (handler)
                                     handler(row);
                                 Q_EMIT stateChanged();
                                 pump();
                             });
}

void OutboxSender::discardDoubtful(qint64 sequence,
                                   const std::function<void(Result<OutboxItem>)> &handler)
{
    const OutboxItem *item = m_queue.find(sequence);
    if (!item)
        return handler(Failure(errorOf(ErrorKind::NotFound)));
    m_queue.began(sequence, now());
    auto *delivery = new Delivery(m_services, *item, m_me, this);
    connect(delivery, &Delivery::done, this,
            [this, sequence, delivery, handler](const Delivery::Outcome &outcome) {
                delivery->deleteLater();
                if (outcome.success) {
                    settle(sequence, outcome,
                           [handler] { handler(Failure(errorOf(ErrorKind::AlreadyExists))); });
                } else if (outcome.error.kind == ErrorKind::NotFound) {
                    discard(sequence, handler);
                } else {
                    m_queue.ended(sequence);
                    handler(Failure(outcome.error));
                    pump();
                }
            });
    delivery->look();
}

void OutboxSender::pump()
{
    if (!m_started)
        return;
    // Read once: what becomes ready between two readings would be neither begun nor scheduled.
    const std::chrono::milliseconds time = now();
    if (m_heldUntil <= time) {
        const int limit = m_trouble ? 1 : mostInFlight;
        for (const qint64 sequence : m_queue.ready(time)) {
            if (m_queue.inFlightCount() >= limit)
                break;
            begin(sequence);
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
            return deliver(item);
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
                       << item.attempts << (m_doubtful.contains(item.sequence) ? "after a look" : "");
    delivery->start(m_doubtful.contains(item.sequence));
}

void OutboxSender::delivered(qint64 sequence, const Delivery::Outcome &outcome)
{
    qCDebug(logOutbox) << "row" << sequence << "ended, error kind"
                       << (outcome.success ? -1 : int(outcome.error.kind));
    if (outcome.success) {
        m_wayBackoff.reset();
        setTrouble(std::nullopt);
        return settle(sequence, outcome);
    }
    const OutboxItem *item = m_queue.find(sequence);
    if (!item)
        return pump();
    if (outcome.doubt)
        m_doubtful.insert(sequence);
    switch (outcome.verdict) {
    case WriteVerdict::Done:
    case WriteVerdict::LookFirst:
    case WriteVerdict::WaitHere:
    case WriteVerdict::WaitAll:
        return wait(*item, outcome);
    case WriteVerdict::Refused:
        setTrouble(std::nullopt); // the service itself has answered
        return refuse(*item, outcome);
    }
}

void OutboxSender::settle(qint64 sequence, const Delivery::Outcome &outcome,
                          const std::function<void()> &then)
{
    if (const OutboxItem *item = m_queue.find(sequence); item && !outcome.named.isEmpty())
        m_queue.named(item->message, outcome.named);
    m_services.store.settle(sequence, outcome.answer, this,
                            [this, sequence, then](const Result<ChangeSet> &settled) {
                                if (settled || settled.error().kind == ErrorKind::NotFound) {
                                    forget(sequence);
                                } else if (const OutboxItem *item = m_queue.find(sequence)) {
                                    // It is sent, and kept as sent until a page shows it.
                                    OutboxItem sent = *item;
                                    sent.state = OutboxState::Sent;
                                    m_queue.put(sent);
                                    m_queue.ended(sequence);
                                }
                                if (then)
                                    then();
                                Q_EMIT stateChanged();
                                pump();
                            });
}

void OutboxSender::wait(OutboxItem item, const Delivery::Outcome &outcome)
{
    const double chance = m_services.environment.random.unit();
    if (outcome.verdict == WriteVerdict::WaitAll) {
        m_heldUntil = now() + m_wayBackoff.next(chance, outcome.error.retryAfter);
        setTrouble(outcome.error);
    } else {
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
    m_doubtful.remove(item.sequence);
    if (item.kind == OutboxKind::CreateMessage) {
        item.state = OutboxState::Failed;
        item.failure = outcome.error;
        return putBack(item);
    }
    qCInfo(logOutbox) << "a write was refused, kind" << int(item.kind);
    discard(item.sequence);
    Q_EMIT writeRefused(item.kind, outcome.error);
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

void OutboxSender::setTrouble(const std::optional<Error> &trouble)
{
    if (m_trouble == trouble)
        return;
    m_trouble = trouble;
    Q_EMIT stateChanged();
}

void OutboxSender::forget(qint64 sequence)
{
    qCDebug(logOutbox) << "row" << sequence << "is gone";
    m_queue.remove(sequence);
    m_doubtful.remove(sequence);
    m_backoffs.remove(sequence);
}

} // namespace linnet::sync
