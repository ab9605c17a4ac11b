// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

namespace linnet {

enum class UserType {
    Human,
    App,
};

// A person or an app. Every field but the id may be empty: the service tells names only of people
// one has dealt with.
struct User
{
    UserId id {};
    UserType type = UserType::Human;
    QString displayName {};
    QString email {};
    QString avatarUrl {};
    QString domainId {}; // Workspace domain; another one than mine means "from outside"
    bool anonymous = false; // deleted, or not visible to the caller

    friend bool operator==(const User &, const User &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::User)
