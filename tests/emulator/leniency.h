// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema.h"

#include <QByteArray>

namespace emulator {

enum class Leniency {
    Sloppy, ///< floats, strings for numbers and booleans, null, new fields and enum values
    Snake, ///< field names in snake_case
    Overflow, ///< numbers beyond 32 bits
};

/// What an answer is made of: the traps go by the types of its fields.
struct AnswerForm
{
    const Schema &schema;
    QString type; ///< empty: nothing is known of it
    int turn = 0; ///< counts answers: one after the other, each field meets all that it may
};

/// The same JSON answer as a careless server of tomorrow writes it. Its meaning stays but for
/// Overflow, and for the enum fields whose turn it is: they have a value that nobody knows.
QByteArray loosened(const QByteArray &json, Leniency trap, const AnswerForm &form);

} // namespace emulator
