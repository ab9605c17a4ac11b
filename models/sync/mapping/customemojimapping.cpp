// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/customemojimapping.h"

#include "models/sync/mapping/names.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

std::optional<CustomEmoji> toCustomEmoji(const api::CustomEmoji &wire)
{
    CustomEmoji emoji{.name = wire.name.value_or(QString()),
                      .shortName = wire.emojiName.value_or(QString()),
                      .imageUrl = wire.temporaryImageUri.value_or(QString())};
    if (emoji.name.isEmpty() && !wire.uid.value_or(QString()).isEmpty())
        emoji.name = u"customEmojis/"_s + *wire.uid;
    if (!hasForm(emoji.name, u"customEmojis/*") || emoji.shortName.isEmpty())
        return std::nullopt;
    return emoji;
}

} // namespace linnet::sync
