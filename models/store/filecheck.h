// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/database.h"

namespace linnet::store {

enum class CheckDepth {
    Pages, // every page is sound
    Indexes, // and every index fits its table; about twice the time
};

// Goes through the whole file. StorageDamaged means that its bytes are wrong; a disk that could not
// be read is another error, and no reason to throw the file away.
[[nodiscard]] Result<void> checkFile(Database &database, CheckDepth depth);

} // namespace linnet::store
