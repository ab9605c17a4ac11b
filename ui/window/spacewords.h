// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/conversation.h"
#include "models/items/usertable.h"

namespace linnet::ui {

// The second line of a conversation's header: what kind it is, who is there, whether messages are
// kept.
[[nodiscard]] QString spaceWords(const Conversation &conversation, const items::UserTable &users);

} // namespace linnet::ui
