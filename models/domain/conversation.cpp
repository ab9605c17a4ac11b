// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/conversation.h"

#include "models/domain/cardsummary.h"

namespace linnet {

QString previewOf(const Message &message)
{
    if (message.isDeleted())
        return QString();
    constexpr qsizetype longest = 200;
    // simplified() is linear, but a message may be 32,000 bytes: cut before.
    QString line = message.text.left(4 * longest).simplified().left(longest);
    if (line.isEmpty() && !message.attachments.isEmpty())
        line = message.attachments.constFirst().contentName.simplified().left(longest);
    if (line.isEmpty())
        line = message.fallbackText.left(4 * longest).simplified().left(longest);
    if (line.isEmpty())
        line = cardSummary(message.cards, longest);
    return line;
}

} // namespace linnet
