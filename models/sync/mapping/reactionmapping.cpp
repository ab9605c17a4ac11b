// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/reactionmapping.h"

#include "models/sync/mapping/names.h"
#include "models/sync/mapping/usermapping.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

std::optional<Emoji> toEmoji(const api::Emoji &wire)
{
    Emoji emoji;
    if (wire.unicode && !wire.unicode->isEmpty()) {
        emoji.unicode = *wire.unicode;
        return emoji;
    }
    if (!wire.customEmoji)
        return std::nullopt;
    emoji.customName = wire.customEmoji->name.value_or(QString());
    // Older answers carry only the uid, which is the last part of the name.
    if (emoji.customName.isEmpty() && !wire.customEmoji->uid.value_or(QString()).isEmpty())
        emoji.customName = u"customEmojis/"_s + *wire.customEmoji->uid;
    emoji.customShortName = wire.customEmoji->emojiName.value_or(QString());
    if (emoji.customName.isEmpty() && emoji.customShortName.isEmpty())
        return std::nullopt;
    return emoji;
}

api::Emoji toWire(const Emoji &emoji)
{
    api::Emoji wire;
    if (emoji.isCustom()) {
        wire.customEmoji.emplace();
        wire.customEmoji->name = emoji.customName;
    } else {
        wire.unicode = emoji.unicode;
    }
    return wire;
}

std::optional<Reaction> toReaction(const api::Reaction &wire)
{
    Reaction reaction;
    reaction.name = wire.name.value_or(QString());
    reaction.message = messageOfReaction(reaction.name);
    const std::optional<Emoji> emoji = wire.emoji ? toEmoji(*wire.emoji) : std::nullopt;
    if (reaction.message.isEmpty() || !emoji || !wire.user)
        return std::nullopt;
    reaction.emoji = *emoji;
    reaction.user = toUserId(*wire.user);
    return reaction.user.isEmpty() ? std::nullopt : std::optional(reaction);
}

MessageId messageOfReaction(const QString &reactionName)
{
    if (!hasForm(reactionName, u"spaces/*/messages/*/reactions/*"))
        return MessageId();
    return MessageId(reactionName.section(u'/', 0, 3));
}

QString reactionFilter(const Emoji &emoji, const UserId &user)
{
    const QString which = emoji.isCustom()
        ? QString(u"emoji.custom_emoji.uid = \""_s + emoji.customName.section(u'/', -1) + u'"')
        : QString(u"emoji.unicode = \""_s + emoji.unicode + u'"');
    return which + u" AND user.name = \""_s + user.name() + u'"';
}

} // namespace linnet::sync
