// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/backoff.h"
#include "models/sync/outboxqueue.h"
#include "models/sync/outboxuploads.h"
#include "models/sync/services.h"
#include "models/sync/tasks/delivery.h"

#include <QObject>

#include <map>

namespace linnet::sync {

// Sends what the outbox holds: each row committed as tried before it goes on the wire, in the order
// that OutboxQueue gives, again and again without limit where waiting can help. A refused text
// stays, marked, and blocks its lane; another refused write is undone and told. The files of a
// message go before it, and again when the service does not know them any more. It decides nothing
// about what the person may do with a row: that is Outbox.
class OutboxSender : public QObject
{
    Q_OBJECT

public:
    OutboxSender(const Services &services, QObject *parent);
    ~OutboxSender() override;

    // Reads the rows that earlier runs left, then sends. Before, only enqueue() works.
    void start(const UserId &me);
    // Shorter waits while somebody looks: at most a minute, else at most ten. Becoming active
    // shortens those that run.
    void setActive(bool active);
    // Whatever waits for time goes now.
    void retryNow();

    // Commits a new write; it is sent in its turn. The handler is called even when the write
    // could not be stored.
    void enqueue(OutboxItem item, std::function<void(Result<OutboxItem>)> handler = {});
    // Commits the removal of a message. One that is not on the wire does not go any more, nor do
    // its files, unless the removal is discarded before it is due.
    void enqueueRemoval(OutboxItem removal);
    // Commits a changed row that is not on the wire, and lets its lane go on at once. Where the
    // disk refuses the row stays as it was, and the edit that it was changed for is told as refused.
    void update(const OutboxItem &item, const std::optional<OutboxItem> &edit = {});
    // Commits a write in place of a row that is not on the wire, and of what was written about its
    // message; should the service turn out to have that message, ifGone is written instead. The
    // two differ in their kind or in notBefore. Both by value: rows of the queue go in this call.
    void replace(qint64 sequence, OutboxItem item, OutboxItem ifGone);
    // Takes a row out that is not on the wire, and what was written about its message. An upload
    // of its files is given up.
    void discard(qint64 sequence, std::function<void(Result<OutboxItem>)> handler = {});
    // The same, but copies of its files stay for who gets them back. Finds out first whether the
    // service has a doubtful creation: then it is settled and the answer is AlreadyExists.
    void takeOut(qint64 sequence, const std::function<void(Result<OutboxItem>)> &handler);

    [[nodiscard]] const OutboxQueue &queue() const { return m_queue; }
    // Its message may be reaching the service now; an upload of its files is not that.
    [[nodiscard]] bool isOnWire(qint64 sequence) const
    {
        return m_queue.inFlight(sequence) && !m_uploads.isRunning(sequence);
    }
    // Why everything waits, or all writes of a kind; nothing while the way is clear.
    [[nodiscard]] const std::optional<Error> &trouble() const { return m_trouble; }

Q_SIGNALS:
    void stateChanged(); // counts or trouble
    // A reaction, edit, deletion or read state that the service or the disk does not take; undone
    // right after. The text of an edit is in nobody else's hands then.
    void writeRefused(const linnet::OutboxItem &write, const linnet::Error &error);

private:
    // The disk refuses: nothing can be sent that cannot be marked as tried.
    static constexpr auto storageWait = std::chrono::seconds(15);

    using Taken = std::function<void(Result<OutboxItem>)>;

    void loaded(const QList<OutboxItem> &items);
    void admit(const OutboxItem &item);
    void learnNames();
    void followStore(const ChangeSet &changes);
    void pump();
    void scheduleNext(std::chrono::milliseconds time);
    [[nodiscard]] bool giveUp(const OutboxItem &item);
    void upload(qint64 sequence);
    void uploadAdvanced(qint64 sequence, const QList<OutboxFile> &files);
    void uploadEnded(qint64 sequence, const std::optional<Error> &error);
    void begin(qint64 sequence);
    void deliver(const OutboxItem &item);
    void delivered(qint64 sequence, const Delivery::Outcome &outcome);
    void settle(qint64 sequence, const Delivery::Outcome &outcome,
                const std::function<void()> &then = {});
    void leaveUnsettled(const OutboxItem &item, const Delivery::Outcome &outcome);
    void wait(OutboxItem item, const Delivery::Outcome &outcome);
    void refuse(OutboxItem item, const Delivery::Outcome &outcome);
    [[nodiscard]] bool mayBeStale(const OutboxItem &item, const Error &refusal) const;
    [[nodiscard]] QList<OutboxItem> letLoose(qint64 sequence);
    void removed(const QList<OutboxItem> &items, const Result<OutboxItem> &row,
                 const Taken &handler);
    void restore(const QList<OutboxItem> &items);
    void takeOutDoubtful(const OutboxItem &item, const Taken &handler);
    void putBack(const OutboxItem &item);
    void pause(qint64 sequence, std::chrono::milliseconds duration);
    void answered(std::optional<OutboxKind> kind);
    void setTrouble(const std::optional<Error> &trouble, std::optional<OutboxKind> of = {});
    void forget(qint64 sequence);
    [[nodiscard]] std::chrono::milliseconds now() const;
    [[nodiscard]] std::chrono::milliseconds longestWait() const;

    Services m_services;
    UserId m_me;
    OutboxQueue m_queue;
    OutboxUploads m_uploads;
    QHash<qint64, std::chrono::milliseconds> m_uploadedAt; // of rows whose files went in this run
    QHash<qint64, Backoff> m_backoffs; // of rows that failed by themselves
    std::map<qint64, api::Timer> m_unsettled; // rows in flight that wait for the cache alone
    Backoff m_wayBackoff; // of the way to the service
    std::optional<Error> m_trouble;
    std::optional<OutboxKind> m_troubleOf; // the trouble keeps only this kind of write
    std::chrono::milliseconds m_heldUntil = std::chrono::milliseconds::min();
    api::Timer m_timer;
    bool m_started = false;
    bool m_active = true;
};

} // namespace linnet::sync
