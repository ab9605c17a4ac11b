// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

namespace linnet::ui {

// An error in words: the one place that makes them.
struct ErrorWords
{
    QString headline; // what is the case, a short sentence without a full stop
    QString safe; // what is safe: what has not been lost
    QString action; // what to do, or that nothing needs to be done
};

[[nodiscard]] ErrorWords errorWords(const Error &error);
// For one failed message or request: headline and what to do in one line.
[[nodiscard]] QString errorLine(const Error &error);

} // namespace linnet::ui
