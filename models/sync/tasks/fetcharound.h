// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/fetchmessages.h"

namespace linnet::sync {

// Sees to it that the cache holds a timeline on both sides of a spot, however far back that is: the
// stretch it fetches is covered by itself, what lies between it and the newest stays a gap, and
// where the two meet they become one. Asks nothing where the spot is covered already, else three
// requests at most: which time a message is of, what is before it, what is after it. NotFound:
// there is no such message in this timeline.
class FetchAround : public Task
{
    Q_OBJECT

public:
    struct Wanted
    {
        TimelineScope scope;
        TimelineSpot spot;
        int each = 50; // messages a side, the spot and one that may be cut off among them
        Timestamp knownTo; // MessageRange::knownTo
    };
    FetchAround(const Services &services, Wanted wanted, const api::CallOptions &options,
                QObject *parent);

    void start() override;

    // After finished() without an error: where the spot is.
    [[nodiscard]] Timestamp time() const { return m_time; }
    [[nodiscard]] const QHash<UserId, QString> &mentionNames() const { return m_mentionNames; }

private:
    void ask();
    void place(const Message &message);
    void look();
    void fetch(const MessageRange &range);

    const Wanted m_wanted;
    const api::CallOptions m_options;
    Timestamp m_time;
    QHash<UserId, QString> m_mentionNames;
    int m_open = 0; // sides not yet fetched
};

} // namespace linnet::sync
