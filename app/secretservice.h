// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace linnet::app {

// Asks the Secret Service over D-Bus whether its default collection is locked
// (specifications.freedesktop.org/secret-service). False also where there is no such service or it
// does not answer within two seconds. Once, later, on the context's thread.
void askWhetherLocked(QObject *context, std::function<void(bool locked)> handler);

} // namespace linnet::app
