// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace emulator {

enum class Leniency {
    Sloppy, ///< floats, strings for numbers and booleans, null, new fields and enum values
    Snake, ///< field names in snake_case
    Overflow, ///< numbers beyond 32 bits
};

/// The same JSON answer as a careless server writes it: what was seen in the wild. Its meaning
/// stays, only the form changes (but for Overflow).
QByteArray loosened(const QByteArray &json, Leniency trap);

} // namespace emulator
