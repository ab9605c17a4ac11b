// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/happening.h"
#include "models/domain/message.h"

namespace linnet {

// What a timeline shows: the top level of a space, or one of its threads.
struct TimelineScope
{
    SpaceId space{};
    ThreadId thread{}; // empty: the top level

    [[nodiscard]] bool isThread() const { return !thread.isEmpty(); }
    // A thread shows its first message and all replies, the top level everything but replies.
    [[nodiscard]] bool contains(const Message &message) const
    {
        if (message.space != space)
            return false;
        return isThread() ? message.thread == thread : !message.threadReply;
    }
    friend bool operator==(const TimelineScope &, const TimelineScope &) = default;
    friend size_t qHash(const TimelineScope &scope, size_t seed = 0)
    {
        return qHashMulti(seed, scope.space, scope.thread);
    }
};

// A place in a timeline to go to: a message, or, where none is named, a moment.
struct TimelineSpot
{
    MessageId message{};
    Timestamp time{};

    friend bool operator==(const TimelineSpot &, const TimelineSpot &) = default;
};

// A contiguous run of messages, oldest first.
struct TimelinePage
{
    TimelineScope scope{};
    QList<Message> messages{};
    bool reachesStart = false; // nothing older exists
    bool reachesEnd = false; // nothing newer is known
    // Of the whole space, whatever the page holds; of a thread: none.
    QList<Happening> happenings{};

    friend bool operator==(const TimelinePage &, const TimelinePage &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::TimelineScope)
