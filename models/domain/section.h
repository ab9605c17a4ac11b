// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

namespace linnet {

using SectionId = Id<struct SectionTag>; // users/U/sections/X

enum class SectionType {
    Custom, // made by the person; also what is not known yet
    DirectMessages,
    Spaces,
    Apps,
};

// One heading of the person's list of conversations, the same on all devices.
struct Section
{
    SectionId id {};
    SectionType type = SectionType::Custom;
    QString displayName {}; // empty for those of the system: they are named by their type
    int sortOrder = 0; // 1 is first

    friend bool operator==(const Section &, const Section &) = default;
};

struct SectionItem
{
    QString name {}; // resource name: users/U/sections/X/items/I
    SectionId section {};
    SpaceId space {};

    friend bool operator==(const SectionItem &, const SectionItem &) = default;
};

} // namespace linnet
