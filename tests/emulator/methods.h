// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "call.h"

#include <optional>

namespace emulator {

/// One room a resource; each adds its methods by the ids of the description.
void addSpaceMethods(Handlers &handlers);
void addMemberMethods(Handlers &handlers);
void addMessageMethods(Handlers &handlers);
void addReactionMethods(Handlers &handlers);
void addReadStateMethods(Handlers &handlers);
void addEventMethods(Handlers &handlers);
void addMediaMethods(Handlers &handlers);
void addSectionMethods(Handlers &handlers);
void addPinMethods(Handlers &handlers);
void addEmojiMethods(Handlers &handlers);
void addAvailabilityMethods(Handlers &handlers);
void addSearchMethods(Handlers &handlers);

Handlers allMethods();

/// The PUTs of a resumable upload, which are no method of the description.
std::optional<HttpResponse> continueUpload(const HttpRequest &request, World &world,
                                           const QString &user);

} // namespace emulator
