// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/customemoji.h"

#include <optional>

namespace linnet::sync {

// Nothing without both names: one to send it by, one to write it by.
[[nodiscard]] std::optional<CustomEmoji> toCustomEmoji(const api::CustomEmoji &wire);

} // namespace linnet::sync
