// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/error.h"
#include "models/domain/result.h"

namespace linnet::sync {

// What a failed call means in the language of the house. Total: every kind of the wire has one.
[[nodiscard]] Error toError(const api::Error &error);

// One of our own making.
[[nodiscard]] inline Error errorOf(ErrorKind kind)
{
    Error error;
    error.kind = kind;
    return error;
}

} // namespace linnet::sync
