// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

namespace linnet::ui {

// "You and 3 others reacted with 👍 (thumbs up)", as far as is known. Plain text, partly remote.
[[nodiscard]] QString reactionWords(const ReactionSummary &reaction,
                                    const QList<QString> &names = {});
// "thumbs up", ":party-linnet:"; the emoji itself where it has no name.
[[nodiscard]] QString emojiName(const Emoji &emoji);

} // namespace linnet::ui
