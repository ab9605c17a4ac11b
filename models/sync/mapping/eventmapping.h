// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/store/batch.h"
#include "models/sync/mapping/messagemapping.h"

#include <QSet>

namespace linnet::sync {

// What a stretch of space events tells. Payloads are the latest state of their resource, whatever
// the event was, so applying them in any order and repeatedly is harmless.
struct MappedEvents
{
    store::Batch batch; // everything but the cursor
    QHash<UserId, QString> mentionNames;
    // Reaction events do not tell the counts: these messages are to be asked for.
    QSet<MessageId> reactionsChanged;
    // A member is gone and the event does not say who: the list is to be asked for.
    bool membersChanged = false;
    Timestamp newest; // of all events
};

// @p me tells own reactions from those of others. Events of unknown kinds only move the time.
[[nodiscard]] MappedEvents toEvents(const QList<api::SpaceEvent> &wire, const UserId &me);

} // namespace linnet::sync
