// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/engine.h"
#include "models/store/store.h"

#include <QHash>
#include <QPointer>
#include <QThread>

#include <any>
#include <functional>
#include <memory>

namespace linnet::store {

// The store's thread: runs what it is given in order, and folds batches that wait in a row into
// one transaction. Made on the GUI thread, everything else happens on its own.
class Runner : public QObject
{
    Q_OBJECT

public:
    // Called on the store's thread after every call: what to tell, and to whom with which answer.
    struct Answer
    {
        quint64 id = 0;
        std::any value; // a Result
    };
    using Report = std::function<void(Notices, QList<Answer>)>;

    Runner(Paths paths, Report report);

    void run(quint64 id, const std::function<std::any(Engine &)> &work);
    void apply(quint64 id, const Batch &batch);
    void close();

private:
    void flush();

    Report m_report;
    std::unique_ptr<Engine> m_engine;
    QList<Batch> m_batches;
    QList<quint64> m_waiting; // of the batches
    bool m_flushPosted = false;
};

// The GUI side: keeps the handlers, which never leave this thread, and carries values across.
class Store::Worker
{
public:
    Worker(Paths paths, Store *store);
    // Waits until everything asked for is done.
    ~Worker();
    Q_DISABLE_COPY_MOVE(Worker)

    // A null context with a handler means: as long as the store lives.
    template <class T>
    void ask(QObject *context, Handler<T> handler, std::function<Result<T>(Engine &)> work)
    {
        post(keep<T>(context, std::move(handler)),
             [work = std::move(work)](Engine &engine) { return std::any(work(engine)); });
    }
    void apply(Batch batch, QObject *context, Handler<ChangeSet> handler);

private:
    struct Waiting
    {
        QPointer<QObject> context;
        bool bound = false;
        std::function<void(const std::any &)> call;
    };

    template <class T> quint64 keep(QObject *context, Handler<T> handler)
    {
        if (!handler)
            return 0;
        m_waiting.insert(
            ++m_lastId,
            {context, context != nullptr, [handler = std::move(handler)](const std::any &value) {
                 if (const auto *result = std::any_cast<Result<T>>(&value))
                     handler(*result);
             }});
        return m_lastId;
    }
    void post(quint64 id, std::function<std::any(Engine &)> work);
    void deliver(const Notices &notices, const QList<Runner::Answer> &answers);

    Store *m_store;
    QThread m_thread;
    std::unique_ptr<Runner> m_runner;
    QHash<quint64, Waiting> m_waiting;
    quint64 m_lastId = 0;
};

} // namespace linnet::store
