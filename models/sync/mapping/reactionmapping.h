// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/reaction.h"
#include "models/store/batch.h"

#include <optional>

namespace linnet::sync {

// Nothing when neither a Unicode sequence nor a custom emoji is named.
[[nodiscard]] std::optional<Emoji> toEmoji(const api::Emoji &wire);
[[nodiscard]] api::Emoji toWire(const Emoji &emoji);

// Nothing without its name, an emoji and whose it is.
[[nodiscard]] std::optional<Reaction> toReaction(const api::Reaction &wire);

// spaces/S/messages/M of spaces/S/messages/M/reactions/R; empty for anything else.
[[nodiscard]] MessageId messageOfReaction(const QString &reactionName);

// The filter that finds one's own reaction, which is deleted by its own name. Custom emoji are
// filtered by their uid, which is not a part of their name and not kept: with those all reactions
// of the person come, to be compared by isSameEmoji().
[[nodiscard]] QString reactionFilter(const Emoji &emoji, const UserId &user);
[[nodiscard]] bool isSameEmoji(const Emoji &a, const Emoji &b);

} // namespace linnet::sync
