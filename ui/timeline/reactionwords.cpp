// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/reactionwords.h"

#include "models/domain/emojitable.h"
#include "ui/text/plainlabel.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostNames = 12;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Reactions)
};

QString enumerated(const QStringList &names)
{
    if (names.size() < 2)
        return names.value(0);
    return Words::tr("%1 and %2", "the last of several people")
        .arg(names.mid(0, names.size() - 1).join(Words::tr(", ", "between people")), names.last());
}

QString others(int count)
{
    return count == 1 ? Words::tr("one other")
                      : Words::tr("%1 others").arg(QLocale().toString(count));
}

} // namespace

QString emojiName(const Emoji &emoji)
{
    if (emoji.isCustom())
        return emoji.customShortName.isEmpty() ? Words::tr("custom emoji")
                                               : sanitised(emoji.customShortName, 64);
    const EmojiEntry *entry = findEmoji(emoji.unicode);
    return entry ? QString::fromUtf8(entry->name) : sanitised(emoji.unicode, 40);
}

QString reactionWords(const ReactionSummary &reaction, const QList<QString> &names)
{
    QStringList who;
    if (reaction.mine)
        who << Words::tr("You");
    for (const QString &name : names) {
        if (who.size() < mostNames)
            who << name;
    }
    const int left = qMax(0, reaction.count - int(who.size()));
    if (who.isEmpty())
        return reaction.count == 1
            ? Words::tr("One person reacted with %1").arg(emojiName(reaction.emoji))
            : Words::tr("%1 people reacted with %2")
                  .arg(QLocale().toString(reaction.count), emojiName(reaction.emoji));
    if (left > 0)
        who << others(left);
    return Words::tr("%1 reacted with %2").arg(enumerated(who), emojiName(reaction.emoji));
}

} // namespace linnet::ui
