// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/ports.h"
#include "models/items/usertable.h"

namespace linnet {
class LookupPort;
}

namespace linnet::ui {

class Avatars;
class EmojiShelf;
class EmojiTaste;
class LinkGate;
class Theme;

// What every timeline of a window shares. All of it must outlive the views.
struct TimelineContext
{
    const Theme &theme;
    const items::UserTable &users;
    const Clock &clock;
    Avatars &avatars;
    MediaPort &media;
    LinkGate &links;
    EmojiTaste *taste = nullptr; // what this person likes to react with
    EmojiShelf *shelf = nullptr; // where emoji of one's own are made; null: nowhere
    LookupPort *lookup = nullptr; // who reacted, the organisation's emoji; null: not to be had
};

} // namespace linnet::ui
