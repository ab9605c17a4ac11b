// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/usertable.h"
#include "ui/timeline/messagelayout.h"

namespace linnet::ui {

// What goes to the clipboard: what people wrote, as plain text.

// All of a message: bullets, quoted lines and code as they look, names for mentions; what stands in
// for the text where there is none. Empty for a deleted one. Not cut, however long it is.
[[nodiscard]] QString copiedText(const Message &message, const items::UserTable &users);
// The same with what is to be read on its cards, as they are laid out in its row.
[[nodiscard]] QString copiedText(const Message &message, const items::UserTable &users,
                                 const MessageLayout &layout);
// From one place of a row to another.
[[nodiscard]] QString copiedText(const MessageLayout &layout, TextPlace from, TextPlace to);
// "[12 March 2026 09:42] Anna Berg:" above the text.
[[nodiscard]] QString withNameAndTime(const QString &text, const QString &name, Timestamp time);

} // namespace linnet::ui
