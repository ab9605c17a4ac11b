// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/messagehit.h"

#include <optional>

namespace linnet::sync {

// Nothing when the message in it has no name.
[[nodiscard]] std::optional<MessageHit> toHit(const api::SearchMessageResult &wire);

} // namespace linnet::sync
