// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http.h"
#include "settings.h"
#include "world.h"

#include <optional>

namespace emulator {

/// The parts of the People API a chat client uses; nothing for any other path. Throws Refusal.
std::optional<HttpResponse> servePeople(const HttpRequest &request, const World &world,
                                        const Settings &settings, const QString &caller,
                                        const QStringList &scopes);

} // namespace emulator
