// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

namespace emulator {

/// cardsV2 of the demonstration's apps: "poll", "build-ok", "build-failed", "ticket". number tells
/// one ticket or build from the next.
QJsonArray demoCard(const QString &name, int number);

} // namespace emulator
