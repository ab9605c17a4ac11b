// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/mythread.h"
#include "models/store/cache.h"
#include "models/store/reader.h"

namespace linnet::store {

// Threads that the own user wrote in or is mentioned in. Reads only; costs what was replied since,
// not what is cached.
class MyThreads
{
public:
    MyThreads(Cache &cache, Reader &reader)
        : m_cache(cache)
        , m_reader(reader)
    {
    }

    // With a reply after that time, the one with the newest reply first.
    [[nodiscard]] QList<MyThread> since(Timestamp time, int limit);

private:
    // How it stands with one thread; nothing: it is none of ours.
    struct Standing
    {
        int replies = 0;
        int unread = 0;
    };
    [[nodiscard]] std::optional<Standing> standing(qint64 thread, qint64 me);
    [[nodiscard]] std::optional<Message> newestReply(qint64 thread);

    Cache &m_cache;
    Reader &m_reader;
};

} // namespace linnet::store
