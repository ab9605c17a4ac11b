// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "models/sync/services.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace linnet::sync {

// How far threads are read: TimelinePort's words on it. The service tells, but cannot be told, so
// what is read here is kept in the cache beside what it says. GUI thread.
class ThreadReads : public QObject
{
    Q_OBJECT

public:
    ThreadReads(const Services &services, QObject *parent);

    void ask(const ThreadId &thread, QObject *context, Handler<Timestamp> handler);
    void mark(const ThreadId &thread);

private:
    struct Question
    {
        QPointer<QObject> context;
        Handler<Timestamp> handler; // gone once it is answered
        Timestamp here;
        api::Timer patience;
    };

    void askService(const ThreadId &thread, const std::shared_ptr<Question> &question);
    static void answer(Question &question, Timestamp elsewhere);

    Services m_services;
};

} // namespace linnet::sync
