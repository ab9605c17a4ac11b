// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/ids.h"
#include "models/domain/timestamp.h"

namespace linnet {

// Where the fetching of a space's whole history stands, asked for by the person.
enum class BackfillState {
    None, // never asked for, or given up
    Running, // goes on by itself, also after a restart
    Paused, // by the person
    Complete, // everything down to the first message is cached
    Failed, // refused (see error): waits to be started again
};

struct Backfill
{
    SpaceId space {};
    BackfillState state = BackfillState::None;
    int messages = 0; // fetched so far
    // Everything from here on is cached; unknown: nothing yet. Between the space's createTime and
    // now it tells how far it got.
    Timestamp reached {};
    std::optional<Error> error {}; // with Failed

    friend bool operator==(const Backfill &, const Backfill &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::Backfill)
