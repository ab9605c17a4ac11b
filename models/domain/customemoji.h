// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet {

// One of the organisation's own emoji.
struct CustomEmoji
{
    QString name {}; // resource name: customEmojis/E
    QString shortName {}; // ":name:", unique in the organisation
    QString imageUrl {}; // lives for some minutes: to be fetched at once, never stored

    friend bool operator==(const CustomEmoji &, const CustomEmoji &) = default;
};

} // namespace linnet
