// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "models/sync/accountsync.h"
#include "models/sync/threadreads.h"

#include <QPointer>

namespace linnet::sync {

// Pages of timelines: what the store has, and where that ends too soon, what the service has.
// Everything fetched goes through the store, with what it covers, before it is shown. Requests for
// the same thing are made once. GUI thread.
class TimelineLoader : public QObject, public TimelinePort
{
    Q_OBJECT

public:
    TimelineLoader(const Services &services, AccountSync &sync, Outbox &outbox,
                   QObject *parent = nullptr);
    ~TimelineLoader() override;

    void newest(const TimelineScope &scope, int limit, QObject *context,
                Handler<TimelinePage> handler) override;
    void older(const TimelineScope &scope, const MessageKey &before, int limit, QObject *context,
               Handler<TimelinePage> handler) override;
    void newer(const TimelineScope &scope, const MessageKey &after, int limit, QObject *context,
               Handler<TimelinePage> handler) override;
    void around(const TimelineScope &scope, const TimelineSpot &spot, int limit, QObject *context,
                Handler<TimelinePage> handler) override;
    void setWatched(const QList<TimelineScope> &scopes) override;
    void markRead(const SpaceId &space) override;
    void markAllRead(const SpaceId &space) override;
    void markUnreadFrom(const MessageId &message) override;
    void threadRead(const ThreadId &thread, QObject *context, Handler<Timestamp> handler) override;
    void markThreadRead(const ThreadId &thread) override;

private:
    struct Waiter
    {
        QPointer<QObject> context;
        Handler<TimelinePage> handler;
    };
    // A page on its way, for everybody who asked for it.
    struct Job
    {
        enum class Kind {
            Newest,
            Older,
            Newer,
        };
        Kind kind = Kind::Newest;
        TimelineScope scope{};
        MessageKey edge{};
        int limit = 0;
        int rounds = 0; // fetches so far

        [[nodiscard]] QString key() const;
    };

    void request(const Job &job, QObject *context, Handler<TimelinePage> handler);
    void readStore(const Job &job);
    void pageRead(const Job &job, const TimelinePage &page);
    void fetchBeyond(const Job &job, const TimelinePage &page);
    void fetch(const Job &job, const TimelinePage &page, const MessageRange &range);
    void fetchNewest(const Job &job, const TimelinePage &page);
    void freshen(const TimelineScope &scope, const TimelinePage &page, int limit);
    void fetchAside(const MessageRange &range);
    void answer(const Job &job, const Result<TimelinePage> &result);
    void readAround(const TimelineScope &scope, const MessageKey &key, int limit, QObject *context,
                    const Handler<TimelinePage> &handler);
    void withState(const SpaceId &space,
                   const std::function<void(const store::SpaceState &)> &then);

    Services m_services;
    AccountSync &m_sync;
    Outbox &m_outbox;
    ThreadReads m_threadReads;
    QHash<QString, QList<Waiter>> m_jobs;
    QSet<TimelineScope> m_freshening;
};

} // namespace linnet::sync
