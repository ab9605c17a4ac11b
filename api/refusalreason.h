// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/method.h"

namespace linnet::api {

// What the service does not say and the call does. Why a permission was denied:
//   NEEDS_APP            only a Chat app may call the method at all
//   NEEDS_ADMINISTRATOR  it was called with useAdminAccess
//   NEEDS_DELEGATION     it belongs to importing, which takes domain-wide delegation
// A reason that the service gave stays. And which API is switched off in the Cloud project, where
// it is not the Chat API:
//   PEOPLE_API
void nameRefusal(Error &error, const Call &call);

} // namespace linnet::api
