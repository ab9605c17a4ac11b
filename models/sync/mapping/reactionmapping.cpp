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
    // Where only the key is told it stands for the name, to tell emoji apart by.
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
    const QString whose = u"user.name = \""_s + user.name() + u'"';
    return emoji.isCustom()
        ? whose
        : QString(u"emoji.unicode = \""_s + emoji.unicode + u"\" AND "_s + whose);
}

bool isSameEmoji(const Emoji &a, const Emoji &b)
{
    if (!a.isCustom() || !b.isCustom())
        return a.unicode == b.unicode;
    // Short names are unique in the organisation, too.
    return (!a.customName.isEmpty() && a.customName == b.customName)
        || (!a.customShortName.isEmpty() && a.customShortName == b.customShortName);
}

} // namespace linnet::sync
