// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <tl/expected.hpp>

namespace linnet {

template<class T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

} // namespace linnet
