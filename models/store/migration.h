// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/database.h"

#include <span>

namespace linnet::store {

// One step of a schema: takes a file of the version before to this version.
struct Migration
{
    int version = 0;
    void (*run)(Database &) = nullptr;
};

// The version a file has; 0 when it is new.
[[nodiscard]] Result<int> schemaVersion(Database &database);

// Runs what is missing, each step in a transaction of its own together with the new version
// number: a step that fails or is killed leaves the file as it was before. A file that is newer
// than the last step is refused with StorageTooNew.
[[nodiscard]] Result<void> migrate(Database &database, std::span<const Migration> migrations);

} // namespace linnet::store
