// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/timelineloader.h"

#include "models/sync/tasks/fetcharound.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

// A page of a thread or of a busy space may hold little of what was asked for: so often it is
// tried to fill it before what there is is shown.
constexpr int mostRounds = 5;
constexpr int smallestFetch = 25;
constexpr int largestFetch = 200;

int fetchSize(int limit)
{
    return qBound(smallestFetch, limit, largestFetch);
}

bool hasSent(const TimelinePage &page)
{
    return std::any_of(page.messages.begin(), page.messages.end(),
                       [](const Message &message) { return !message.isPending(); });
}

} // namespace

TimelineLoader::TimelineLoader(const Services &services, AccountSync &sync, Outbox &outbox,
                               QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_sync(sync)
    , m_outbox(outbox)
    , m_threadReads(services, nullptr)
{
}

TimelineLoader::~TimelineLoader() = default;

QString TimelineLoader::Job::key() const
{
    return u"%1 %2 %3 %4 %5 %6 %7"_s.arg(int(kind))
        .arg(scope.space.name(), scope.thread.name())
        .arg(edge.outboxSequence)
        .arg(edge.createTime.microseconds())
        .arg(edge.id.name())
        .arg(limit);
}

void TimelineLoader::newest(const TimelineScope &scope, int limit, QObject *context,
                            Handler<TimelinePage> handler)
{
    request({.kind = Job::Kind::Newest, .scope = scope, .limit = limit}, context,
            std::move(handler));
}

void TimelineLoader::older(const TimelineScope &scope, const MessageKey &before, int limit,
                           QObject *context, Handler<TimelinePage> handler)
{
    request({.kind = Job::Kind::Older, .scope = scope, .edge = before, .limit = limit}, context,
            std::move(handler));
}

void TimelineLoader::newer(const TimelineScope &scope, const MessageKey &after, int limit,
                           QObject *context, Handler<TimelinePage> handler)
{
    request({.kind = Job::Kind::Newer, .scope = scope, .edge = after, .limit = limit}, context,
            std::move(handler));
}

void TimelineLoader::around(const TimelineScope &scope, const TimelineSpot &spot, int limit,
                            QObject *context, Handler<TimelinePage> handler)
{
    withState(scope.space, [=, this, bound = QPointer(context)](const store::SpaceState &state) {
        if (!bound)
            return;
        const FetchAround::Wanted wanted{scope, spot, fetchSize(limit / 2 + 2),
                                         state.space.lastActiveTime};
        auto *task = new FetchAround(m_services, wanted, {.lane = api::Lane::Interactive}, this);
        connect(task, &Task::finished, bound.data(), [=, this](const std::optional<Error> &error) {
            m_sync.learn(task->mentionNames());
            if (error) {
                if (error->kind != ErrorKind::NotFound)
                    m_sync.reportTrouble(*error);
                return handler(Failure(*error));
            }
            MessageKey key{0, task->time(), spot.message};
            if (spot.message.isEmpty())
                key.id = MessageId(QString(QChar(0xffff))); // after all of that moment
            readAround(scope, key, limit, bound, handler);
        });
        task->start();
    });
}

// What is before the spot, the message it names, what is after it: all of one covered stretch.
void TimelineLoader::readAround(const TimelineScope &scope, const MessageKey &key, int limit,
                                QObject *context, const Handler<TimelinePage> &handler)
{
    struct Parts
    {
        Result<Message> message;
        Result<TimelinePage> before;
    };
    store::Store &store = m_services.store;
    auto parts = std::make_shared<Parts>();
    const bool moment = spaceOf(key.id).isEmpty();
    if (!moment)
        store.message(key.id, context,
                      [parts](const Result<Message> &message) { parts->message = message; });
    store.older(scope, key, limit / 2, context,
                [parts](const Result<TimelinePage> &page) { parts->before = page; });
    store.newer(scope, key, limit / 2, context, [=](const Result<TimelinePage> &after) {
        if (!moment && !parts->message)
            return handler(Failure(parts->message.error()));
        if (!parts->before || !after)
            return handler(Failure(after ? parts->before.error() : after.error()));
        TimelinePage page = *parts->before;
        if (!moment)
            page.messages.append(*parts->message);
        page.messages += after->messages;
        page.reachesEnd = after->reachesEnd;
        handler(page);
    });
}

void TimelineLoader::request(const Job &job, QObject *context, Handler<TimelinePage> handler)
{
    QList<Waiter> &waiters = m_jobs[job.key()];
    waiters.append({context, std::move(handler)});
    if (waiters.size() == 1)
        readStore(job);
}

void TimelineLoader::answer(const Job &job, const Result<TimelinePage> &result)
{
    for (const Waiter &waiter : m_jobs.take(job.key())) {
        if (waiter.context)
            waiter.handler(result);
    }
}

void TimelineLoader::readStore(const Job &job)
{
    const auto then = [this, job](const Result<TimelinePage> &page) {
        if (page)
            pageRead(job, *page);
        else
            answer(job, page);
    };
    switch (job.kind) {
    case Job::Kind::Newest:
        return m_services.store.newest(job.scope, job.limit, this, then);
    case Job::Kind::Older:
        return m_services.store.older(job.scope, job.edge, job.limit, this, then);
    case Job::Kind::Newer:
        return m_services.store.newer(job.scope, job.edge, job.limit, this, then);
    }
}

void TimelineLoader::pageRead(const Job &job, const TimelinePage &page)
{
    const bool full = page.messages.size() >= job.limit;
    switch (job.kind) {
    case Job::Kind::Newest:
        if (!hasSent(page) && !page.reachesStart && job.rounds == 0)
            return fetchNewest(job, page);
        answer(job, page);
        if (job.rounds == 0)
            freshen(job.scope, page, job.limit);
        return;
    case Job::Kind::Older:
        if (full || page.reachesStart || job.rounds >= mostRounds)
            return answer(job, page);
        return fetchBeyond(job, page);
    case Job::Kind::Newer:
        if (full || page.reachesEnd || job.rounds >= mostRounds)
            return answer(job, page);
        return fetchBeyond(job, page);
    }
}

// The page ends because what is covered ends: goes on from exactly there.
void TimelineLoader::fetchBeyond(const Job &job, const TimelinePage &page)
{
    const bool back = job.kind == Job::Kind::Older;
    Timestamp edge = job.edge.createTime;
    if (!page.messages.isEmpty()) {
        edge = back ? page.messages.constFirst().createTime : page.messages.constLast().createTime;
    }
    m_services.store.coverage(
        job.scope, edge, this, [this, job, page, back](const Result<store::Coverage> &covered) {
            if (!covered)
                return answer(job, Failure(covered.error()));
            if (back) {
                return fetch(job, page,
                             FetchMessages::older(job.scope, covered->from, fetchSize(job.limit)));
            }
            withState(job.scope.space, [=, this, to = covered->to](const store::SpaceState &state) {
                fetch(job, page,
                      FetchMessages::newer(job.scope, to, fetchSize(job.limit),
                                           state.space.lastActiveTime));
            });
        });
}

void TimelineLoader::fetchNewest(const Job &job, const TimelinePage &page)
{
    withState(job.scope.space, [this, job, page](const store::SpaceState &state) {
        fetch(job, page,
              FetchMessages::newest(job.scope, fetchSize(job.limit), state.space.lastActiveTime));
    });
}

void TimelineLoader::fetch(const Job &job, const TimelinePage &page, const MessageRange &range)
{
    auto *task = new FetchMessages(m_services, range, {.lane = api::Lane::Interactive}, this);
    connect(task, &Task::finished, this,
            [this, task, job, page](const std::optional<Error> &error) {
                m_sync.learn(task->mentionNames());
                if (!error) {
                    Job next = job;
                    ++next.rounds;
                    return readStore(next);
                }
                m_sync.reportTrouble(*error);
                // What there is is worth showing; its end will ask again.
                if (page.messages.isEmpty())
                    answer(job, Failure(*error));
                else
                    answer(job, page);
            });
    task->start();
}

// After the answer: what the service has beyond the cache arrives as changes.
void TimelineLoader::freshen(const TimelineScope &scope, const TimelinePage &page, int limit)
{
    if (m_freshening.contains(scope))
        return;
    if (scope.isThread()) {
        if (page.reachesStart || page.messages.size() >= limit)
            return;
        return withState(scope.space, [this, scope, limit](const store::SpaceState &state) {
            fetchAside(FetchMessages::newest(scope, fetchSize(limit), state.space.lastActiveTime));
        });
    }
    withState(scope.space, [this](const store::SpaceState &state) {
        if (state.coveredTo < state.space.lastActiveTime)
            fetchAside(newMessagesOf(state));
    });
}

void TimelineLoader::fetchAside(const MessageRange &range)
{
    if (m_freshening.contains(range.scope))
        return;
    m_freshening.insert(range.scope);
    auto *task = new FetchMessages(m_services, range, {.lane = api::Lane::Interactive}, this);
    connect(task, &Task::finished, this, [this, task](const std::optional<Error> &error) {
        m_freshening.remove(task->range().scope);
        m_sync.learn(task->mentionNames());
        if (error)
            m_sync.reportTrouble(*error);
    });
    task->start();
}

// Of a space that is not in the list (yet) nothing is known: an empty state says so.
void TimelineLoader::withState(const SpaceId &space,
                               const std::function<void(const store::SpaceState &)> &then)
{
    m_services.store.spaceStates(this,
                                 [space, then](const Result<QList<store::SpaceState>> &states) {
                                     store::SpaceState found;
                                     found.space.id = space;
                                     if (states) {
                                         for (const store::SpaceState &state : *states) {
                                             if (state.space.id == space)
                                                 found = state;
                                         }
                                     }
                                     then(found);
                                 });
}

void TimelineLoader::setWatched(const QList<TimelineScope> &scopes)
{
    m_sync.setWatched(scopes);
}

// Read is what has been seen, not what may come until the service hears of it: the newest known
// message, and no time of this machine's clock.
void TimelineLoader::markRead(const SpaceId &space)
{
    m_services.store.newest(
        {space, ThreadId()}, 1, this, [this, space](const Result<TimelinePage> &page) {
            Timestamp newest;
            if (page) {
                for (const Message &message : page->messages) {
                    if (!message.isPending())
                        newest = qMax(newest, message.createTime);
                }
            }
            withState(space, [this, space, newest](const store::SpaceState &state) {
                const Timestamp upTo = qMax(newest, state.space.lastActiveTime);
                if (upTo.isKnown() && (!state.readStateKnown || state.lastReadTime < upTo))
                    m_outbox.setReadState(space, upTo);
            });
        });
}

void TimelineLoader::markAllRead(const SpaceId &space)
{
    markRead(space);
    withState(space, [this](const store::SpaceState &state) {
        for (const ThreadId &thread : state.mentionedIn)
            m_threadReads.mark(thread);
    });
}

void TimelineLoader::markUnreadFrom(const MessageId &message)
{
    m_services.store.message(message, this, [this](const Result<Message> &found) {
        if (!found || found->isPending())
            return;
        m_outbox.setReadState(found->space, found->createTime - 1us);
    });
}

void TimelineLoader::threadRead(const ThreadId &thread, QObject *context,
                                Handler<Timestamp> handler)
{
    m_threadReads.ask(thread, context, std::move(handler));
}

void TimelineLoader::markThreadRead(const ThreadId &thread)
{
    m_threadReads.mark(thread);
}

} // namespace linnet::sync
