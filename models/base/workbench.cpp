// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/workbench.h"

namespace linnet {

Workbench::Workbench(QObject *parent)
    : QObject(parent)
{
    setAutoDelete(false); // the same runnable each time: what there is to do is in the mailbox
    connect(&m_doorbell, &Doorbell::answered, this, &Workbench::handOver);
    m_pool.setMaxThreadCount(1); // one is enough, and keeps the order by itself
}

Workbench::~Workbench()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void Workbench::put(Piece piece)
{
    m_pieces.put(std::move(piece));
    m_pool.start(this);
}

void Workbench::run()
{
    std::optional<Piece> piece = m_pieces.take();
    if (!piece)
        return;
    piece->work();
    piece->work = nullptr;
    m_results.put(std::move(piece->done));
    m_doorbell.ring();
}

// Who gets it may run an event loop, or delete the bench.
void Workbench::handOver()
{
    if (const auto done = m_results.take())
        (*done)();
}

} // namespace linnet
