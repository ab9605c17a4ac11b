// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

#include <QList>

namespace linnet::bench {

struct HostileText
{
    QString name;
    QString text;
    bool fits = false; // the service would take it: 32,000 bytes
};

// What somebody could send to freeze whoever reads it.
[[nodiscard]] QList<HostileText> hostileTexts();

} // namespace linnet::bench
