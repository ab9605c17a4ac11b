// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/happening.h"
#include "models/domain/message.h"
#include "models/items/quietlines.h"
#include "models/items/usertable.h"

#include <QDate>
#include <QSet>
#include <QVariant>

namespace linnet::items {

// One message in the window of a TimelineModel with what is derived from its neighbours.
struct TimelineRow
{
    Message message;
    QDate date; // local day of createTime
    quint64 revision = 0;
    bool groupStart = true;
    bool dayStart = true;
    bool newLine = false;
    // What happened between the row above and this one, and after it where it is the last of all.
    QList<Happening> before{};
    QList<Happening> after{};
};

// Not pending in the order of the timeline; see MessageKey.
[[nodiscard]] inline bool isSent(const Message &message)
{
    return keyOf(message).outboxSequence == 0;
}

[[nodiscard]] bool startsDay(const TimelineRow *above, const TimelineRow &row);
// Another sender than the row above (null: none), over five minutes later, a new day, the "New"
// line or the first reply; dayStart and newLine of the row are already right.
[[nodiscard]] bool startsGroup(const TimelineRow *above, const TimelineRow &row);

// The roles of TimelineModel that differ between two values of one row's message.
[[nodiscard]] QList<int> changedRoles(const Message &before, const Message &after);

// What is shown of it depends on what is known of this user, the sender apart: mentions, senders
// of replies, the quoted.
[[nodiscard]] bool mentionsAnyOf(const Message &message, const QSet<UserId> &users);

// One of them did something that stands above or below it.
[[nodiscard]] bool tellsOfAnyOf(const TimelineRow &row, const QSet<UserId> &users);

// The message without markup: its text, else what stands in for it.
[[nodiscard]] QString plainText(const Message &message);

// The value of one of TimelineModel's roles of messages.
[[nodiscard]] QVariant valueOf(const TimelineRow &row, int role, const UserTable &users,
                               const Clock &clock);

// The lines above and below a row.
[[nodiscard]] QuietLines linesOf(const TimelineRow &row, const UserTable &users);

// One sentence for a screen reader: "Anna Berg, 10:42, reply in thread, 2 reactions, edited: …".
[[nodiscard]] QString messageSentence(const Message &message, const UserTable &users,
                                      const Clock &clock);

} // namespace linnet::items
