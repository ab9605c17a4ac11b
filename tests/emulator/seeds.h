// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world.h"

namespace emulator {

/// The user who signs in, and nobody else; no spaces.
void seedEmpty(World &world);
/// The demonstration: a small company, its conversations, up to this minute.
void seedDemo(World &world);
/// `spaces` spaces with together about `messages` messages, made when they are first looked at.
void seedLoad(World &world, int spaces, int messages);

/// "demo", "empty" or "load:SPACES:MESSAGES"; false when it is none of them.
bool seedByName(World &world, const QString &name);

} // namespace emulator
