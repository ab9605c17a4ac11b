// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/space.h"

#include <optional>

namespace linnet::sync {

// A space as the service tells of it; nothing without a name of the form spaces/S. Import-mode
// spaces are not yet anybody's conversation and give nothing too.
[[nodiscard]] std::optional<Space> toSpace(const api::Space &wire);

} // namespace linnet::sync
