// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/doorbell.h"
#include "models/base/mailbox.h"
#include "models/store/engine.h"
#include "models/store/store.h"

#include <QHash>
#include <QPointer>
#include <QThread>

#include <any>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace linnet::store {

// What the store is asked to do. An id of 0 means that nobody waits for the answer.
struct Job
{
    struct Close
    {
    };
    using Call = std::function<std::any(Engine &)>;

    quint64 id = 0;
    std::variant<Close, Call, Batch> work;
};

// What it says afterwards: first what everybody is told, then the answers.
struct Letter
{
    struct Answer
    {
        quint64 id = 0;
        std::any value; // a Result
    };

    Notices notices;
    std::vector<Answer> answers;
};

// The store's thread: does the jobs in order, and folds batches that wait in a row into one
// transaction. Made on the GUI thread; everything else happens on its own.
class Runner : public QObject
{
    Q_OBJECT

public:
    Runner(Paths paths, Mailbox<Job> &jobs, Mailbox<Letter> &letters, Doorbell &doorbell);

    bool event(QEvent *event) override;

private:
    void call(quint64 id, const Job::Call &work);
    void fold(quint64 id, const Batch &batch);
    void flush();
    void send(std::vector<Letter::Answer> answers);

    Mailbox<Job> &m_jobs;
    Mailbox<Letter> &m_letters;
    Doorbell &m_doorbell;
    std::unique_ptr<Engine> m_engine;
    QList<Batch> m_batches;
    std::vector<quint64> m_waiting; // of the batches
};

// The GUI side: keeps the handlers, which never leave this thread, and carries values across.
class Store::Worker : public QObject
{
public:
    Worker(Paths paths, Store *store);
    // Waits until everything asked for is done.
    ~Worker() override;

    // A null context with a handler means: as long as the store lives.
    template <class T>
    void ask(QObject *context, Handler<T> handler, std::function<Result<T>(Engine &)> work)
    {
        const quint64 id = keep<T>(context, std::move(handler));
        post({id, [work = std::move(work)](Engine &engine) { return std::any(work(engine)); }});
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
    void post(Job job);
    void deliver();

    Store *m_store;
    Mailbox<Job> m_jobs;
    Mailbox<Letter> m_letters;
    Doorbell m_doorbell;
    QThread m_thread;
    std::unique_ptr<Runner> m_runner;
    QHash<quint64, Waiting> m_waiting;
    quint64 m_lastId = 0;
};

} // namespace linnet::store
