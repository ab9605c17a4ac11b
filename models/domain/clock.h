// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timestamp.h"

namespace linnet {

// The wall clock, injected wherever "now" or "today" matters, so that tests own the time.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

class SystemClock : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override;
};

} // namespace linnet
