// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/migration.h"

namespace linnet::store {

// The tables of cache.db.
[[nodiscard]] std::span<const Migration> cacheMigrations();

} // namespace linnet::store
