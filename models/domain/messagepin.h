// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

namespace linnet {

// A message pinned in its space, for everybody there.
struct MessagePin
{
    QString name {}; // resource name: spaces/S/messagePins/P
    MessageId message {};

    friend bool operator==(const MessagePin &, const MessagePin &) = default;
};

} // namespace linnet
