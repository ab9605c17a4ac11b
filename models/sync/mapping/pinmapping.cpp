// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/pinmapping.h"

#include "models/sync/mapping/names.h"

namespace linnet::sync {

std::optional<MessagePin> toPin(const api::MessagePin &wire)
{
    const QString name = wire.name.value_or(QString());
    const QString message = wire.message.value_or(QString());
    if (!hasForm(name, u"spaces/*/messagePins/*") || !hasForm(message, u"spaces/*/messages/*"))
        return std::nullopt;
    return MessagePin{name, MessageId(message)};
}

} // namespace linnet::sync
