// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world.h"

#include <QJsonObject>

namespace emulator {

/// How the control endpoint names things: by resource name, id, or as a person would (a display
/// name, a first name, a mail address, "me", "newest"). Throw Refusal when there is no such thing.
QString findUser(const World &world, const QString &name);
Space &findSpace(World &world, const QJsonObject &action);
Message &findMessage(World &world, Space &space, const QJsonObject &action);
Micros timeIn(const QJsonObject &action, const char *field);

} // namespace emulator
