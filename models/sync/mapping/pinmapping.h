// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/messagepin.h"

#include <optional>

namespace linnet::sync {

// Nothing without the names of pin and message.
[[nodiscard]] std::optional<MessagePin> toPin(const api::MessagePin &wire);

} // namespace linnet::sync
