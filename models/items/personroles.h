// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace linnet::items {

// What lists of people have in common, whatever they list them for; Qt::DisplayRole is the name.
enum PersonRole {
    PersonUserRole = Qt::UserRole + 1, // User; without an id: not a person
    PersonDetailRole, // QString, second line, remote text
    PersonMoreRole, // QString, a line of its own below the detail, remote text
    PersonTagRole, // QString at the end of the line: a role, a time
    PersonOutsideRole, // bool: from outside the organisation
    PersonAvatarRole, // Avatar, where there is no person
    PersonCountRole, // int: of what is unread about them
    PersonFirstOwnRole, // where a model's own roles begin
};

} // namespace linnet::items
