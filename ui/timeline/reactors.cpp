// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/reactors.h"

namespace linnet::ui {

namespace {
constexpr int mostMessages = 100;
} // namespace

Reactors::Reactors(LookupPort &lookup, QObject *parent)
    : QObject(parent)
    , m_lookup(lookup)
    , m_kept(mostMessages)
{
}

QList<UserId> Reactors::of(const Message &message, const Emoji &emoji)
{
    const Kept *kept = m_kept.object(message.id);
    if (!kept || kept->asked != message.reactions) {
        m_kept.insert(message.id, new Kept{message.reactions, {}});
        m_lookup.reactions(message.id, this,
                           [this, id = message.id,
                            asked = message.reactions](const Result<QList<Reaction>> &answer) {
                               Kept *waiting = m_kept.object(id);
                               if (!waiting || waiting->asked != asked)
                                   return;
                               if (!answer) { // to be asked for again
                                   m_kept.remove(id);
                                   return;
                               }
                               waiting->reactions = *answer;
                               Q_EMIT answered(id);
                           });
        return {};
    }
    QList<UserId> users;
    for (const Reaction &reaction : kept->reactions) {
        if (reaction.emoji == emoji)
            users.append(reaction.user);
    }
    return users;
}

} // namespace linnet::ui
