// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/worker.h"

#include <QCoreApplication>
#include <QEvent>

namespace linnet::store {
namespace {

// A transaction that never ends would keep readers waiting.
constexpr qsizetype mostFolded = 64;

} // namespace

Runner::Runner(Paths paths, Mailbox<Job> &jobs, Mailbox<Letter> &letters, Doorbell &doorbell)
    : m_jobs(jobs)
    , m_letters(letters)
    , m_doorbell(doorbell)
    , m_engine(std::make_unique<Engine>(std::move(paths)))
{
}

bool Runner::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    // All that is there; the events of the later ones will find nothing.
    while (std::optional<Job> job = m_jobs.take()) {
        if (const auto *batch = std::get_if<Batch>(&job->work)) {
            fold(job->id, *batch);
            continue;
        }
        flush();
        if (const auto *work = std::get_if<Job::Call>(&job->work)) {
            call(job->id, *work);
        } else {
            m_engine.reset();
            m_letters.put({}); // the last sign of life
            QThread::currentThread()->quit();
        }
    }
    flush();
    return true;
}

void Runner::call(quint64 id, const Job::Call &work)
{
    std::vector<Letter::Answer> answers;
    answers.push_back({id, work(*m_engine)});
    send(std::move(answers));
}

void Runner::fold(quint64 id, const Batch &batch)
{
    m_batches.append(batch);
    m_waiting.push_back(id);
    if (m_batches.size() >= mostFolded)
        flush();
}

void Runner::flush()
{
    if (m_batches.isEmpty())
        return;
    const Result<ChangeSet> result = m_engine->apply(std::exchange(m_batches, {}));
    std::vector<Letter::Answer> answers;
    for (const quint64 id : std::exchange(m_waiting, {}))
        answers.push_back({id, result});
    send(std::move(answers));
}

void Runner::send(std::vector<Letter::Answer> answers)
{
    m_letters.put({m_engine->takeNotices(), std::move(answers)});
    m_doorbell.ring();
}

Store::Worker::Worker(Paths paths, Store *store)
    : m_store(store)
{
    m_thread.setObjectName(QStringLiteral("linnet-store"));
    m_runner = std::make_unique<Runner>(std::move(paths), m_jobs, m_letters, m_doorbell);
    connect(&m_doorbell, &Doorbell::answered, this, &Worker::deliver);
    m_runner->moveToThread(&m_thread);
    m_thread.start();
}

Store::Worker::~Worker()
{
    post({0, Job::Close()});
    m_thread.wait();
    // Nobody waits for these any more.
    while (m_letters.take()) { }
}

void Store::Worker::post(Job job)
{
    m_jobs.put(std::move(job));
    // Nothing is in the event but that there is something in the mailbox.
    QCoreApplication::postEvent(m_runner.get(), new QEvent(QEvent::User));
}

void Store::Worker::apply(Batch batch, QObject *context, Handler<ChangeSet> handler)
{
    const quint64 id = keep<ChangeSet>(context, std::move(handler));
    post({id, std::move(batch)});
}

// Signals first, then the answers: who gets an answer finds the models up to date. Each of them
// may delete the store, and with it this.
void Store::Worker::deliver()
{
    const std::optional<Letter> letter = m_letters.take();
    if (!letter)
        return;
    const QPointer<Store> store = m_store;
    if (letter->notices.failed)
        Q_EMIT store->failed(*letter->notices.failed);
    if (store && letter->notices.recovered)
        Q_EMIT store->recovered();
    if (store && !letter->notices.changes.isEmpty())
        Q_EMIT store->changed(letter->notices.changes);
    for (const Letter::Answer &answer : letter->answers) {
        if (!store)
            return;
        const Waiting waiting = m_waiting.take(answer.id);
        if (waiting.call && (!waiting.bound || waiting.context))
            waiting.call(answer.value);
    }
}

} // namespace linnet::store
