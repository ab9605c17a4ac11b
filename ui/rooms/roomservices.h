// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/portsspaces.h"
#include "models/items/spacelistmodel.h"
#include "models/items/usertable.h"

namespace linnet {
class LookupPort;
}

namespace linnet::ui {

class Avatars;
class Theme;

// What everything about rooms is made over. All of it outlives the dialogs and pages.
struct RoomServices
{
    const items::SpaceListModel &spaces;
    const items::UserTable &users;
    const Theme &theme;
    Avatars &avatars;
    const Clock &clock;
    SpacePort &rooms;
    LookupPort *lookup = nullptr; // null: only who is known here
    HistoryPort *history = nullptr; // null: whole histories are not to be had
};

} // namespace linnet::ui
