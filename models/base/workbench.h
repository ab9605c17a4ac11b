// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/doorbell.h"
#include "models/base/mailbox.h"

#include <QObject>
#include <QRunnable>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace linnet {

// Work that would hold up the GUI thread, done on one other thread, one piece after the other. What
// comes of it is handed over on the thread that asked, in the order of asking. Must not know what
// the work is. Used on one thread only.
class Workbench : public QObject, private QRunnable
{
    Q_OBJECT

public:
    explicit Workbench(QObject *parent = nullptr);
    // Waits for the piece under way; what has not begun is dropped, and nothing is handed over.
    ~Workbench() override;

    // @p work touches nothing but what it holds itself; @p done is called later, once, unless the
    // bench is gone by then.
    template <class T> void start(std::function<T()> work, std::function<void(T)> done)
    {
        auto result = std::make_shared<std::optional<T>>();
        put({[result, work = std::move(work)] { result->emplace(work()); },
             [result, done = std::move(done)] { done(*std::move(*result)); }});
    }

private:
    struct Piece
    {
        std::function<void()> work;
        std::function<void()> done;
    };

    void run() override;
    void put(Piece piece);
    void handOver();

    Mailbox<Piece> m_pieces;
    Mailbox<std::function<void()>> m_results;
    Doorbell m_doorbell;
    QThreadPool m_pool;
};

} // namespace linnet
