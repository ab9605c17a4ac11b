// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods.h"

namespace emulator {

Handlers allMethods()
{
    Handlers handlers;
    addSpaceMethods(handlers);
    addMemberMethods(handlers);
    addMessageMethods(handlers);
    addReactionMethods(handlers);
    addReadStateMethods(handlers);
    addEventMethods(handlers);
    addMediaMethods(handlers);
    addSectionMethods(handlers);
    addPinMethods(handlers);
    addEmojiMethods(handlers);
    addAvailabilityMethods(handlers);
    addSearchMethods(handlers);
    return handlers;
}

} // namespace emulator
