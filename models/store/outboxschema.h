// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/migration.h"

namespace linnet::store {

// The tables of outbox.db. Released steps are never changed, only followed by others.
[[nodiscard]] std::span<const Migration> outboxMigrations();

} // namespace linnet::store
