// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

namespace linnet::store {

// An SQLite result code as an Error: the kind by what a person can do about it, the code's name
// as the reason. systemError is errno of the failed call, where it is known.
[[nodiscard]] Error sqliteError(int extendedCode, int systemError = 0);

// The same for a failed call of the operating system.
[[nodiscard]] Error systemError(int systemError, const QString &reason);

} // namespace linnet::store
