// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

namespace linnet {

// One person's reaction; a message carries only their sums (ReactionSummary).
struct Reaction
{
    QString name {}; // resource name: spaces/S/messages/M/reactions/R
    MessageId message {};
    UserId user {};
    Emoji emoji {};

    friend bool operator==(const Reaction &, const Reaction &) = default;
};

} // namespace linnet
