// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/space.h"
#include "models/domain/user.h"

namespace linnet::store {

// What is known after an answer, from what was known and what the answer tells. Pure functions;
// merging the same again changes nothing.

// The newer version wins whole: a tombstone over a living message, else the later lastUpdateTime
// or deleteTime, between equals the incoming one. What a version does not carry about where a
// message belongs (a tombstone tells hardly anything) is taken from the other. Derived fields and
// "mine" of reactions come out empty.
[[nodiscard]] Message merged(const Message &stored, Message incoming);

// What a message said in the latest version known that said something else than the present one.
struct EarlierText
{
    QString text{}; // the beginning of it; empty: not known
    Timestamp time{}; // lastUpdateTime of that version

    friend bool operator==(const EarlierText &, const EarlierText &) = default;
};

[[nodiscard]] EarlierText earlierVersion(const Message &message);

// What is known of it after an answer: of two versions the one that lost to result, or what was
// known before, whichever is the later. The same in whatever order versions come. Nothing is kept
// of a message that is deleted.
[[nodiscard]] EarlierText earlierOf(const EarlierText &known, const Message &stored,
                                    const Message &incoming, const Message &result);

// Only the resource: what the store derives is taken away.
[[nodiscard]] Message resourceOf(Message message);

// Empty fields are not told; the type App stays; a name takes anonymity away.
[[nodiscard]] User merged(const User &stored, const User &incoming);

// Empty names, times, addresses and counts are not told; activity never goes back.
[[nodiscard]] Space merged(const Space &stored, Space incoming);

// A reaction of mine added or taken away; nothing when it was so before.
void setReaction(QList<ReactionSummary> &reactions, const Emoji &emoji, bool mine);

} // namespace linnet::store
