// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/section.h"

#include <optional>

namespace linnet::sync {

// Nothing without a name of its form. Types that are not known are Custom.
[[nodiscard]] std::optional<Section> toSection(const api::Section &wire);
[[nodiscard]] std::optional<SectionItem> toSectionItem(const api::SectionItem &wire);

} // namespace linnet::sync
