// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"

namespace linnet {

// Somebody one may write to, as the directory or the cache tells of them.
struct Person
{
    User user {};
    QString title {}; // in the organisation
    QString department {};
    bool known = false; // met in a conversation already: sorts first

    friend bool operator==(const Person &, const Person &) = default;
};

} // namespace linnet
