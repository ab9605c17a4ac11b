// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace emulator {

enum class Leniency {
    Sloppy, ///< what was seen in the wild: floats, strings, "true", null, new fields and enum
            ///< values
    Overflow, ///< numbers beyond 32 bits
};

/// The same answer as a careless server writes it. Meaning stays; only the form changes.
QJsonObject loosened(const QJsonObject &object, Leniency trap);

} // namespace emulator
