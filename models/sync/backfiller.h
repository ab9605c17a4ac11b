// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "models/sync/accountsync.h"

namespace linnet::sync {

// Fetches whole histories at the person's wish: one page at a time for the whole account, with a
// pause between two, in the background lane, the spaces in turn. Rests while the service cannot be
// reached. Where it stands is kept in the store, and a restart goes on by itself. GUI thread.
class Backfiller : public QObject, public HistoryPort
{
    Q_OBJECT

public:
    // A page of a thousand messages every two seconds: 30 requests a minute of the 3,000 a project
    // has, and of a space's 15 a second.
    static constexpr std::chrono::milliseconds pace{2000};
    static constexpr int pageSize = 1000;

    // @p sync tells whether there is a way to the service; it must outlive this.
    Backfiller(const Services &services, AccountSync &sync, QObject *parent = nullptr);
    ~Backfiller() override;

    // Once the store is open: goes on with what was running.
    void start();
    void stop();

    void startBackfill(const SpaceId &space) override;
    void pauseBackfill(const SpaceId &space) override;
    void cancelBackfill(const SpaceId &space) override;
    void backfills(QObject *context, Handler<QList<Backfill>> handler) override;

private:
    void change(const SpaceId &space, BackfillState state);
    void write(const Backfill &backfill);
    void schedule();
    void next();
    void findEdge(const Backfill &backfill);
    void fetch(const Backfill &backfill, const MessageRange &range);
    void fetched(const FetchMessages &task, const SpaceId &space);
    void failed(const SpaceId &space, const Error &error);
    [[nodiscard]] Backfill *find(const SpaceId &space);

    Services m_services;
    AccountSync &m_sync;
    QList<Backfill> m_backfills; // running ones, the next one first
    QPointer<Task> m_task;
    SpaceId m_busy; // whose turn it is
    Backoff m_backoff;
    std::chrono::milliseconds m_wait = pace;
    api::Timer m_timer;
    bool m_started = false;
};

} // namespace linnet::sync
