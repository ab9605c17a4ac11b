// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/backfiller.h"

#include <QLoggingCategory>

using namespace std::chrono_literals;

namespace linnet::sync {

Q_LOGGING_CATEGORY(logBackfill, "linnet.backfill")

namespace {

// What passes by itself, as opposed to a refusal.
bool passes(const Error &error)
{
    return concernsAccount(error) || error.kind == ErrorKind::ServerTrouble
        || error.kind == ErrorKind::BadAnswer || error.kind == ErrorKind::OutcomeUnknown
        || isStorage(error.kind);
}

} // namespace

Backfiller::Backfiller(const Services &services, AccountSync &sync, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_sync(sync)
    , m_backoff(10s, 10min)
{
    connect(&m_sync, &AccountSync::heldChanged, this, [this] {
        m_wait = pace;
        schedule();
    });
}

Backfiller::~Backfiller() = default;

void Backfiller::start()
{
    m_services.store.backfills(this, [this](const Result<QList<Backfill>> &stored) {
        m_started = true;
        if (stored) {
            for (const Backfill &backfill : *stored) {
                if (!find(backfill.space)) // not asked for anew meanwhile
                    m_backfills.append(backfill);
            }
        }
        schedule();
    });
}

void Backfiller::stop()
{
    m_started = false;
    m_timer.reset();
    if (m_task)
        m_task->abort();
    m_task.clear();
    m_busy = {};
}

void Backfiller::startBackfill(const SpaceId &space)
{
    change(space, BackfillState::Running);
}

void Backfiller::pauseBackfill(const SpaceId &space)
{
    if (const Backfill *known = find(space); known && known->state == BackfillState::Running)
        change(space, BackfillState::Paused);
}

void Backfiller::cancelBackfill(const SpaceId &space)
{
    if (!find(space))
        return;
    change(space, BackfillState::None);
    m_backfills.removeIf([&space](const Backfill &other) { return other.space == space; });
}

void Backfiller::backfills(QObject *context, Handler<QList<Backfill>> handler)
{
    m_services.store.backfills(context, std::move(handler));
}

Backfill *Backfiller::find(const SpaceId &space)
{
    const auto it = std::find_if(m_backfills.begin(), m_backfills.end(),
                                 [&space](const Backfill &other) { return other.space == space; });
    return it == m_backfills.end() ? nullptr : &*it;
}

void Backfiller::change(const SpaceId &space, BackfillState state)
{
    Backfill *known = find(space);
    if (!known) {
        m_backfills.append(Backfill());
        known = &m_backfills.last();
        known->space = space;
    }
    known->state = state;
    known->error.reset();
    write(*known);
    if (state != BackfillState::Running && m_busy == space) {
        if (m_task)
            m_task->abort();
        m_task.clear();
        m_busy = {};
    }
    m_wait = pace;
    schedule();
}

void Backfiller::write(const Backfill &backfill)
{
    store::Batch batch;
    batch.backfills.append(backfill);
    m_services.store.apply(std::move(batch));
}

void Backfiller::schedule()
{
    m_timer.reset();
    if (m_sync.isHeld()) {
        if (m_task)
            m_task->abort();
        m_task.clear();
        m_busy = {};
        return;
    }
    if (!m_started || !m_busy.isEmpty())
        return;
    m_timer = m_services.environment.clock.after(m_wait, [this] { next(); });
}

// The next one in turn; who has had a turn goes to the end.
void Backfiller::next()
{
    const auto running
        = std::find_if(m_backfills.begin(), m_backfills.end(),
                       [](const Backfill &other) { return other.state == BackfillState::Running; });
    if (running == m_backfills.end())
        return;
    const Backfill turn = *running;
    m_backfills.erase(running);
    m_backfills.append(turn);
    m_busy = turn.space;
    findEdge(turn);
}

// Goes on below the stretch that reaches the present: gaps on the way are filled with it.
void Backfiller::findEdge(const Backfill &backfill)
{
    const TimelineScope scope{backfill.space, ThreadId()};
    m_services.store.spaceStates(
        this, [this, backfill, scope](const Result<QList<store::SpaceState>> &states) {
            if (m_busy != backfill.space)
                return;
            if (!states)
                return failed(backfill.space, states.error());
            const auto state
                = std::find_if(states->begin(), states->end(), [&backfill](const auto &other) {
                      return other.space.id == backfill.space;
                  });
            if (state == states->end()) {
                Error gone;
                gone.kind = ErrorKind::NotFound;
                return failed(backfill.space, gone);
            }
            if (!state->coveredTo.isKnown()) {
                return fetch(backfill,
                             FetchMessages::newest(scope, pageSize, state->space.lastActiveTime));
            }
            m_services.store.coverage(
                scope, state->coveredTo, this,
                [this, backfill, scope](const Result<store::Coverage> &covered) {
                    if (m_busy != backfill.space)
                        return;
                    if (!covered)
                        return failed(backfill.space, covered.error());
                    fetch(backfill, FetchMessages::older(scope, covered->from, pageSize));
                });
        });
}

void Backfiller::fetch(const Backfill &backfill, const MessageRange &range)
{
    const SpaceId space = backfill.space;
    Backfill *known = find(space);
    if (!known || known->state != BackfillState::Running)
        return;
    // Older than the first message there is nothing.
    if (!range.knownTo.isKnown() && range.before <= Timestamp(0) + 2us) {
        known->state = BackfillState::Complete;
        write(*known);
        m_busy = {};
        return schedule();
    }
    auto *task = new FetchMessages(m_services, range, {.lane = api::Lane::Background}, this);
    m_task = task;
    connect(task, &Task::finished, this, [this, task, space](const std::optional<Error> &error) {
        m_task.clear();
        if (error)
            failed(space, *error);
        else
            fetched(*task, space);
    });
    task->start();
}

void Backfiller::fetched(const FetchMessages &task, const SpaceId &space)
{
    m_busy = {};
    m_backoff.reset();
    m_wait = pace;
    m_sync.learn(task.mentionNames());
    if (Backfill *known = find(space)) {
        known->messages += task.count();
        const Timestamp from = task.coverage().from;
        if (from.isKnown())
            known->reached = from;
        else
            known->state = BackfillState::Complete;
        write(*known);
    }
    schedule();
}

void Backfiller::failed(const SpaceId &space, const Error &error)
{
    m_busy = {};
    if (passes(error)) {
        m_wait = m_backoff.next(m_services.environment.random.unit(), error.retryAfter);
        m_sync.reportTrouble(error);
    } else if (Backfill *known = find(space)) {
        qCInfo(logBackfill) << "a history is refused, kind" << int(error.kind);
        known->state = BackfillState::Failed;
        known->error = error;
        write(*known);
    }
    schedule();
}

} // namespace linnet::sync
