// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/worker.h"

namespace linnet::store {
namespace {

// A transaction that never ends would keep readers waiting.
constexpr qsizetype mostFolded = 64;

} // namespace

Runner::Runner(Paths paths, Report report)
    : m_report(std::move(report))
    , m_engine(std::make_unique<Engine>(std::move(paths)))
{
}

void Runner::run(quint64 id, const std::function<std::any(Engine &)> &work)
{
    flush();
    std::any value = work(*m_engine);
    m_report(m_engine->takeNotices(), {{id, std::move(value)}});
}

void Runner::apply(quint64 id, const Batch &batch)
{
    m_batches.append(batch);
    m_waiting.append(id);
    if (m_batches.size() >= mostFolded) {
        flush();
    } else if (!m_flushPosted) {
        // Comes after everything that is in the queue by now.
        m_flushPosted = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_flushPosted = false;
                flush();
            },
            Qt::QueuedConnection);
    }
}

void Runner::flush()
{
    if (m_batches.isEmpty())
        return;
    const Result<ChangeSet> result = m_engine->apply(std::exchange(m_batches, {}));
    QList<Answer> answers;
    for (const quint64 id : std::exchange(m_waiting, {}))
        answers.append({id, result});
    m_report(m_engine->takeNotices(), answers);
}

void Runner::close()
{
    flush();
    m_engine.reset();
}

Store::Worker::Worker(Paths paths, Store *store)
    : m_store(store)
{
    m_thread.setObjectName(QStringLiteral("linnet-store"));
    // Events for the store that it does not live to see vanish with it.
    const Runner::Report report = [this](const Notices &notices,
                                         const QList<Runner::Answer> &answers) {
        QMetaObject::invokeMethod(
            m_store, [this, notices, answers] { deliver(notices, answers); }, Qt::QueuedConnection);
    };
    m_runner = std::make_unique<Runner>(std::move(paths), report);
    m_runner->moveToThread(&m_thread);
    m_thread.start();
}

Store::Worker::~Worker()
{
    QMetaObject::invokeMethod(
        m_runner.get(),
        [runner = m_runner.get()] {
            runner->close();
            QThread::currentThread()->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

void Store::Worker::post(quint64 id, std::function<std::any(Engine &)> work)
{
    QMetaObject::invokeMethod(
        m_runner.get(),
        [runner = m_runner.get(), id, work = std::move(work)] { runner->run(id, work); },
        Qt::QueuedConnection);
}

void Store::Worker::apply(Batch batch, QObject *context, Handler<ChangeSet> handler)
{
    const quint64 id = keep<ChangeSet>(context, std::move(handler));
    QMetaObject::invokeMethod(
        m_runner.get(),
        [runner = m_runner.get(), id, batch = std::move(batch)] { runner->apply(id, batch); },
        Qt::QueuedConnection);
}

// Signals first, then the answers: who gets an answer finds the models up to date. Each of them
// may delete the store, and with it this.
void Store::Worker::deliver(const Notices &notices, const QList<Runner::Answer> &answers)
{
    const QPointer<Store> store = m_store;
    if (notices.failed)
        Q_EMIT store->failed(*notices.failed);
    if (store && notices.recovered)
        Q_EMIT store->recovered();
    if (store && !notices.changes.isEmpty())
        Q_EMIT store->changed(notices.changes);
    for (const Runner::Answer &answer : answers) {
        if (!store)
            return;
        const Waiting waiting = m_waiting.take(answer.id);
        if (waiting.call && (!waiting.bound || waiting.context))
            waiting.call(answer.value);
    }
}

} // namespace linnet::store
