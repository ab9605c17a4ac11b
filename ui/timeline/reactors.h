// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portslookup.h"

#include <QCache>
#include <QObject>

namespace linnet::ui {

// Who reacted to the messages that were pointed at: asked once for each state of a message's
// reactions, the last hundred kept. A message's own summaries say how many, not who. GUI thread.
class Reactors : public QObject
{
    Q_OBJECT
public:
    explicit Reactors(LookupPort &lookup, QObject *parent = nullptr);

    // In the order of reacting; empty while it is not known: then it is asked for, and answered()
    // comes if there is an answer. The service's word, so never more than it counts.
    [[nodiscard]] QList<UserId> of(const Message &message, const Emoji &emoji);

Q_SIGNALS:
    void answered(const linnet::MessageId &message);

private:
    struct Kept
    {
        QList<ReactionSummary> asked; // the state that the answer is about
        QList<Reaction> reactions;
    };
    LookupPort &m_lookup;
    QCache<MessageId, Kept> m_kept;
};

} // namespace linnet::ui
