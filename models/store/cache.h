// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/backfilltable.h"
#include "models/store/coveragetable.h"
#include "models/store/freshness.h"
#include "models/store/happeningtable.h"
#include "models/store/messagetable.h"
#include "models/store/numbers.h"
#include "models/store/reactiontable.h"
#include "models/store/usertable.h"

namespace linnet::store {

// spaces.members_known; 0: never listed.
inline constexpr int membersListed = 1;
inline constexpr int membersOutOfDate = 2;
// Of a thread of which the service knows no time; 0: it was not asked.
inline constexpr qint64 neverRead = -1;

// What those who read and write the cache share: the connection and the tables over it.
struct Cache
{
    Database database;
    Numbers numbers{database};
    MessageTable messages{database, numbers};
    CoverageTable coverage{database};
    UserTable users{database};
    ReactionTable reactions{database, numbers};
    BackfillTable backfills{database, numbers};
    HappeningTable happenings{database, numbers};
    Freshness freshness;
    UserId me;
};

} // namespace linnet::store
