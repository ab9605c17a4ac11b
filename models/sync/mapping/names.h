// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace linnet::sync {

// Whether a resource name has the form of a pattern: "spaces/*/messages/*" is four segments of
// which the second and the fourth are any but empty. What a hostile answer names otherwise is not
// taken for the thing it says to be.
[[nodiscard]] bool hasForm(QStringView name, QStringView pattern);

} // namespace linnet::sync
