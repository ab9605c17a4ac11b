// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/person.h"

#include <optional>

namespace linnet::sync {

// users/U, or nothing when the name has another form.
[[nodiscard]] UserId toUserId(const api::User &wire);

// A user as Chat tells of them; without a name of the form users/U there is none. "users/all",
// which stands in mentions, is nobody.
[[nodiscard]] std::optional<User> toUser(const api::User &wire);

// A person of the directory (people/U is users/U). Empty answers are common
// and give nothing: they must not count as a name.
[[nodiscard]] std::optional<User> toUser(const api::Person &wire);

// The same with the place in the organisation, as a search of the directory tells it.
[[nodiscard]] std::optional<Person> toPerson(const api::Person &wire);

} // namespace linnet::sync
