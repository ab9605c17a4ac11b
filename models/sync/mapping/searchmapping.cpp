// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/searchmapping.h"

#include "models/sync/mapping/messagemapping.h"

namespace linnet::sync {

std::optional<MessageHit> toHit(const api::SearchMessageResult &wire)
{
    const std::optional<Message> message = wire.message ? toMessage(*wire.message) : std::nullopt;
    if (!message)
        return std::nullopt;
    return MessageHit{.message = *message,
                      .read = wire.read,
                      .muted
                      = wire.spaceMuteSetting && *wire.spaceMuteSetting == api::MuteSetting::Muted};
}

} // namespace linnet::sync
