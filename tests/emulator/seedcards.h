// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace emulator {

/// The fields of a message that carry the cards of the demonstration's apps: "poll", "build-ok",
/// "build-failed" and "ticket", of which number tells one from the next; those of demo/cards.json,
/// which use every widget there is.
QJsonObject demoCard(const QString &name, int number);

} // namespace emulator
