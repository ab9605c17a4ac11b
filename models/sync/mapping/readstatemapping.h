// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/readstate.h"
#include "models/store/batch.h"

#include <optional>

namespace linnet::sync {

// users/U/spaces/S/spaceReadState. A space never opened has no time: known, and nothing is read.
[[nodiscard]] std::optional<store::ReadState> toReadState(const api::SpaceReadState &wire);

// users/U/spaces/S/threads/T/threadReadState likewise.
[[nodiscard]] std::optional<ThreadReadState> toReadState(const api::ThreadReadState &wire);

// The name by which the caller's own read state is asked for: users/me/spaces/S/spaceReadState.
[[nodiscard]] QString readStateName(const SpaceId &space);
// users/me/spaces/S/threads/T/threadReadState
[[nodiscard]] QString readStateName(const ThreadId &thread);

} // namespace linnet::sync
