// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/space.h"

#include <optional>

namespace linnet::sync {

// A space as the service tells of it; nothing without a name of the form spaces/S. Kinds that are
// not known: named ones look like spaces, the others like group chats; unknown threading follows
// the kind, unknown history is on.
[[nodiscard]] std::optional<Space> toAnySpace(const api::Space &wire);

// The same, but spaces in import mode are not yet anybody's conversation and give nothing.
[[nodiscard]] std::optional<Space> toSpace(const api::Space &wire);

// Who may do what. One that names nobody tells nothing.
[[nodiscard]] PermissionLevel toPermissionLevel(const api::PermissionSetting &wire);
[[nodiscard]] SpacePermissions toPermissions(const api::PermissionSettings &wire);
[[nodiscard]] SpaceAccess toAccess(const api::AccessSettings &wire);

// For an update: a level that is Unknown is left out.
[[nodiscard]] api::Boxed<api::PermissionSetting> toWire(PermissionLevel level);

// Of a search or a list for certain people: the spaces with a usable name, in the order of the
// answer. Newer answers wrap each in a result.
[[nodiscard]] QList<Space> toSpaces(const api::SearchSpacesResponse &wire);
[[nodiscard]] QList<Space> toSpaces(const api::FindGroupChatsResponse &wire);

} // namespace linnet::sync
