// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/message.h"

namespace linnet {

MessageKey keyOf(const Message &message)
{
    return {message.isPending() ? message.outboxSequence : 0, message.createTime, message.id};
}

} // namespace linnet
