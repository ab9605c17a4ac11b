// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/clock.h"

namespace linnet {

Timestamp SystemClock::now() const
{
    using namespace std::chrono;
    return Timestamp(duration_cast<microseconds>(system_clock::now().time_since_epoch()).count());
}

} // namespace linnet
