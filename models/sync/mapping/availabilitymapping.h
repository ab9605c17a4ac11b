// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/availability.h"

#include <optional>

namespace linnet::sync {

// What is not told or not known: Unknown, no status. A status needs a text or an emoji.
[[nodiscard]] Availability toAvailability(const api::Availability &wire);
[[nodiscard]] api::CustomStatus toWire(const CustomStatus &status);

} // namespace linnet::sync
