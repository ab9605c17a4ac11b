// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/store.h"
#include "models/sync/allowance.h"
#include "models/sync/tasks/fetchmessages.h"

#include <QSet>

namespace linnet::sync {

// What is known when it is decided what to fetch after a listing of all spaces.
struct FetchSituation
{
    QList<store::SpaceState> spaces{};
    QSet<SpaceId> moved{}; // were active since, and their messages are not fetched yet
    QSet<SpaceId> byEvents{}; // whose news their events tell
    QSet<SpaceId> watched{}; // kept up to date by their events
    QSet<SpaceId> leaveAlone{}; // failed lately
    QSet<SpaceId> membersHidden{}; // not to be asked for
    QSet<SpaceId> readStatesHidden{}; // likewise
    QSet<SpaceId> readStatesFresh{}; // asked for a short while ago
    QSet<SpaceId> notificationsFresh{};
    QHash<SpaceId, std::chrono::milliseconds> fetched{}; // when messages were, in this run
    std::chrono::milliseconds now{};
    bool first = false; // the first listing of this run: warm up the spaces that matter
};

struct FetchPlan
{
    QList<SpaceId> events;
    QList<MessageRange> messages;
    QList<MessageRange> gaps;
    QList<SpaceId> readStates;
    QList<ThreadId> threadReads; // of spaces among readStates
    QList<SpaceId> members;
    QList<SpaceId> notifications;
    bool more = false; // another plan may find more, though no space moves

    [[nodiscard]] FetchLimits used() const;
};

// How many spaces are fetched unasked at the start of a run: the rest when they are opened.
inline constexpr FetchLimits warmUp{.messages = 40, .readStates = 40, .members = 60};

// Decides what is worth a request, the most recently active first; where there are more than may
// be fetched, each in turn. Quiet spaces cost nothing.
[[nodiscard]] FetchPlan planFetches(const FetchSituation &situation, const FetchLimits &limits);

// What to list of one space: what came since the cache was complete, or its newest.
[[nodiscard]] MessageRange newMessagesOf(const store::SpaceState &state);

// The newest hole in what is cached, from its end backwards.
[[nodiscard]] MessageRange gapOf(const store::SpaceState &state);

} // namespace linnet::sync
