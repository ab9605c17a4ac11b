// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QUrl>

#include <optional>

namespace linnet::ui {

// Where an address of Google Chat on the web leads, as far as it says.
struct ChatAddress
{
    SpaceId space{};
    ThreadId thread{}; // empty: the conversation
    MessageId message{}; // empty: no certain one

    friend bool operator==(const ChatAddress &, const ChatAddress &) = default;
};

// Of https://chat.google.com/room/S/T/M, /dm/…, /space/…, with an account ("/u/0") or without, and
// the same within Gmail (https://mail.google.com/chat/u/0/#chat/space/S). Nothing for anything
// else.
[[nodiscard]] std::optional<ChatAddress> chatAddress(const QUrl &url);

} // namespace linnet::ui
