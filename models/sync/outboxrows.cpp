// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of an OutboxSender: what people write, change, and take back before it has left.
#include "models/sync/outboxsender.h"

#include "models/sync/mapping/errormapping.h"

namespace linnet::sync {

void OutboxSender::enqueue(OutboxItem item, std::function<void(Result<OutboxItem>)> handler)
{
    const OutboxItem write = item;
    m_services.store.enqueue(
        std::move(item), this,
        [this, write, handler = std::move(handler)](const Result<OutboxItem> &stored) {
            if (stored) {
                admit(*stored);
                Q_EMIT stateChanged();
            } else if (write.kind != OutboxKind::CreateMessage) {
                Q_EMIT writeRefused(write, stored.error());
            }
            if (handler)
                handler(stored);
            pump();
        });
}

void OutboxSender::enqueueRemoval(OutboxItem removal)
{
    const OutboxItem *creation = m_queue.creation(removal.message);
    if (!creation || isOnWire(creation->sequence))
        return enqueue(std::move(removal));
    const qint64 sequence = creation->sequence;
    if (m_uploads.isRunning(sequence)) {
        m_uploads.abort(sequence); // goes on where it stood, should it go on
        m_queue.ended(sequence);
    }
    pause(sequence, storageWait); // nothing leaves while the removal is written down
    enqueue(std::move(removal),
            [this, sequence](const Result<OutboxItem> &) { m_queue.release(sequence); });
}

// Counts here at once: a step of an upload must not bring back what was changed.
void OutboxSender::update(const OutboxItem &item, const std::optional<OutboxItem> &edit)
{
    if (!m_queue.find(item.sequence) || isOnWire(item.sequence))
        return;
    const OutboxItem before = *m_queue.find(item.sequence);
    admit(item);
    const auto updated = [this, item, edit, before](const Result<OutboxItem> &stored) {
        if (!stored) {
            const OutboxItem *now = m_queue.find(item.sequence);
            if (!now || *now != item)
                return; // it is gone, or a later step takes the change along
            admit(before);
            if (edit)
                Q_EMIT writeRefused(*edit, stored.error());
            return;
        }
        m_queue.release(stored->sequence);
        m_backoffs.remove(stored->sequence);
        Q_EMIT stateChanged();
        pump();
    };
    m_services.store.updateOutbox(item, this, updated);
}

void OutboxSender::replace(qint64 sequence, OutboxItem item, OutboxItem ifGone)
{
    const QList<OutboxItem> loose = letLoose(sequence);
    const auto replaced = [this, sequence, loose, ifGone](const Result<OutboxItem> &stored) {
        if (!stored) {
            restore(loose);
            Q_EMIT writeRefused(ifGone, stored.error());
        } else {
            // What was written about a message that is not pending any more still goes.
            const bool gone = stored->kind == ifGone.kind && stored->notBefore == ifGone.notBefore;
            for (const OutboxItem &row : loose) {
                if (gone && row.sequence != sequence)
                    admit(row);
            }
            admit(*stored);
        }
        Q_EMIT stateChanged();
        pump();
    };
    m_services.store.replace(sequence, std::move(item), std::move(ifGone), this, replaced);
}

void OutboxSender::discard(qint64 sequence, std::function<void(Result<OutboxItem>)> handler)
{
    const QList<OutboxItem> items = letLoose(sequence);
    m_services.store.discard(
        sequence, this, [this, items, handler = std::move(handler)](const Result<OutboxItem> &row) {
            removed(items, row, handler);
        });
}

void OutboxSender::takeOut(qint64 sequence, const Taken &handler)
{
    const OutboxItem *item = m_queue.find(sequence);
    if (!item)
        return handler(Failure(errorOf(ErrorKind::NotFound)));
    if (item->doubtful)
        return takeOutDoubtful(*item, handler);
    const QList<OutboxItem> loose = letLoose(sequence);
    m_services.store.takeOut(sequence, this, [this, loose, handler](const Result<OutboxItem> &row) {
        removed(loose, row, handler);
    });
}

void OutboxSender::takeOutDoubtful(const OutboxItem &item, const Taken &handler)
{
    const qint64 sequence = item.sequence;
    m_uploads.abort(sequence);
    m_queue.began(sequence, now());
    auto *delivery = new Delivery(m_services, item, m_me, this);
    connect(delivery, &Delivery::done, this,
            [this, sequence, delivery, handler](const Delivery::Outcome &outcome) {
                delivery->deleteLater();
                if (outcome.success) {
                    settle(sequence, outcome,
                           [handler] { handler(Failure(errorOf(ErrorKind::AlreadyExists))); });
                } else if (outcome.verdict == WriteVerdict::Refused) {
                    // It is not there, or where nobody lets us read it.
                    if (const OutboxItem *found = m_queue.find(sequence)) {
                        OutboxItem clear = *found;
                        clear.doubtful = false;
                        m_queue.put(clear);
                    }
                    takeOut(sequence, handler);
                } else {
                    m_queue.ended(sequence);
                    handler(Failure(outcome.error));
                    pump();
                }
            });
    delivery->look();
}

// The row is about to go, and with it what was written about its message: all in one commit.
QList<OutboxItem> OutboxSender::letLoose(qint64 sequence)
{
    QList<OutboxItem> loose;
    if (const OutboxItem *item = m_queue.find(sequence)) {
        loose.append(*item);
        if (item->kind == OutboxKind::CreateMessage)
            loose += m_queue.dependents(item->message);
    }
    for (const OutboxItem &item : std::as_const(loose))
        forget(item.sequence);
    return loose;
}

void OutboxSender::removed(const QList<OutboxItem> &items, const Result<OutboxItem> &row,
                           const Taken &handler)
{
    if (!row && row.error().kind != ErrorKind::NotFound)
        restore(items);
    if (handler)
        handler(row);
    Q_EMIT stateChanged();
    pump();
}

// The disk refuses: they are still there, and on their way. A removal that was to take its
// message's place tries later.
void OutboxSender::restore(const QList<OutboxItem> &items)
{
    for (const OutboxItem &item : items) {
        admit(item);
        if (item.kind == OutboxKind::DeleteMessage)
            pause(item.sequence, storageWait);
    }
}

} // namespace linnet::sync
