// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/method.h"

namespace linnet::api {

// Why a permission was denied, where the service does not say and the call does:
//   NEEDS_APP            only a Chat app may call the method at all
//   NEEDS_ADMINISTRATOR  it was called with useAdminAccess
//   NEEDS_DELEGATION     it belongs to importing, which takes domain-wide delegation
// A reason that the service gave stays.
void nameRefusal(Error &error, const Call &call);

} // namespace linnet::api
