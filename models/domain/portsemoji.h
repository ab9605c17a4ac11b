// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customemoji.h"
#include "models/domain/ports.h"

namespace linnet {

// What a custom emoji is made of (Chat API, CustomEmoji and CustomEmojiPayload).
struct NewEmoji
{
    QString shortName{}; // ":name:"
    QString fileName{}; // ends with .png, .jpg or .gif
    QByteArray content{}; // the picture: square, 64 to 500 pixels a side, up to 256 KB

    friend bool operator==(const NewEmoji &, const NewEmoji &) = default;
};

// Making and deleting emoji of the organisation's own. Asks the service at once: nothing waits in
// the outbox. What succeeds, LookupPort::customEmoji() tells from then on. A refusal is an Error:
// AlreadyExists (the name is taken), InvalidArgument (name or picture), PermissionDenied (the
// organisation does not let one, or another person made it).
class EmojiPort
{
public:
    virtual ~EmojiPort() = default;

    // Those that this person made, by short name.
    virtual void ownEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) = 0;
    virtual void addEmoji(const NewEmoji &emoji, QObject *context, Handler<CustomEmoji> handler)
        = 0;
    // Success also when it is gone already. Messages with it show its name instead.
    virtual void removeEmoji(const CustomEmoji &emoji, QObject *context, Handler<bool> handler) = 0;
};

} // namespace linnet
