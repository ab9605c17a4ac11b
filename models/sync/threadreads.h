// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "models/sync/services.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <memory>

namespace linnet::sync {

// How far threads are read: TimelinePort's words on it. What is read here is kept in the cache and
// told to the service, one thread at a time, by a method that Google announced and may not serve:
// once it said so it is not asked again. GUI thread.
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
    void keep(const ThreadReadState &state);
    void tellNext();
    void told(const ThreadReadState &state, const api::Result<api::ThreadReadState> &answer);

    Services m_services;
    QHash<ThreadId, Timestamp> m_untold; // read here, not told yet
    QHash<ThreadId, Timestamp> m_atService; // as far as the service said so in this run
    bool m_telling = false; // a call is under way
    bool m_canBeTold = true; // until the service says that it has no such method
};

} // namespace linnet::sync
