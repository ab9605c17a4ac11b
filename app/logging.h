// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet::app {

// Writes Qt's messages to stderr as "linnet.topic: text", with secrets taken out at the sink, so
// that a careless line elsewhere cannot leak one.
void installLogging();

// The text without tokens, authorisation codes and mail addresses.
[[nodiscard]] QString redacted(const QString &line);

} // namespace linnet::app
