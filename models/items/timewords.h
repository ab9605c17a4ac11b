// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"

#include <QString>

namespace linnet::items {

// A moment in local time for a sentence, in the reader's locale: the time of day, with the date
// before it unless it is today's. Empty for an unknown one.
[[nodiscard]] QString spokenTime(Timestamp time, const Clock &clock);

} // namespace linnet::items
