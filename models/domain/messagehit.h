// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

#include <optional>

namespace linnet {

// A message that the service's search found.
struct MessageHit
{
    Message message {};
    std::optional<bool> read {}; // absent: not told
    bool muted = false; // it lies in a muted space

    friend bool operator==(const MessageHit &, const MessageHit &) = default;
};

} // namespace linnet
