// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/client.h"
#include "models/domain/timestamp.h"
#include "models/store/store.h"

namespace linnet::sync {

// What every part of this room works with, of one account. The references outlive all of them.
struct Services
{
    api::Client &client;
    store::Store &store;
    api::Environment environment;

    [[nodiscard]] Timestamp wallTime() const
    {
        return Timestamp::fromDateTime(environment.clock.wallTime());
    }
};

} // namespace linnet::sync
