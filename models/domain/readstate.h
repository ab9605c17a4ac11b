// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/timestamp.h"

namespace linnet {

// Up to where a thread is read. That of a space counts its top level only.
struct ThreadReadState
{
    ThreadId thread {};
    Timestamp lastReadTime {}; // unknown: never opened

    friend bool operator==(const ThreadReadState &, const ThreadReadState &) = default;
};

} // namespace linnet
