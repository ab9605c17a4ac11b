// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customemoji.h"
#include "models/domain/messagehit.h"
#include "models/domain/person.h"
#include "models/domain/ports.h"
#include "models/domain/reaction.h"
#include "models/domain/space.h"

namespace linnet {

// What to search messages for; terms are joined by "and".
struct MessageQuery
{
    QString words {}; // each begins a word of the message
    QString phrase {}; // literally
    SpaceId space {};
    UserId sender {};
    UserId mentions {}; // whom it mentions
    Timestamp after {}; // inclusive
    Timestamp before {}; // exclusive
    bool hasFile = false;
    bool hasLink = false;
    bool unread = false;

    friend bool operator==(const MessageQuery &, const MessageQuery &) = default;
};

struct MessageHits
{
    QList<MessageHit> hits {}; // newest first
    QString nextPage {}; // empty: these were the last

    friend bool operator==(const MessageHits &, const MessageHits &) = default;
};

// Asking the service for what is not in the cache: people, emoji, reactions, messages.
class LookupPort
{
public:
    virtual ~LookupPort() = default;

    // People whose name or mail begins with the text, those one has met first; never oneself, no
    // apps. Where the directory cannot be asked those that are known here; an error when there are
    // none (PermissionDenied: the organisation does not share its directory).
    virtual void people(const QString &text, int limit, QObject *context,
                        Handler<QList<Person>> handler) = 0;
    // All of the organisation's emoji, by short name; remembered for some minutes. Their pictures:
    // MediaPort, MediaRef::Kind::CustomEmoji.
    virtual void customEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) = 0;
    // Who reacted to a message and how, in the order of reacting.
    virtual void reactions(const MessageId &message, QObject *context,
                           Handler<QList<Reaction>> handler) = 0;
    // The service's own search. It leaves out apps' messages and muted spaces. InvalidArgument with
    // the reason QUERY_TOO_LONG, of spaces too: more than the service takes was not sent.
    virtual void messages(const MessageQuery &query, const QString &page, QObject *context,
                          Handler<MessageHits> handler) = 0;
    // Named spaces one is in or may join, by the beginning of words of their names.
    virtual void spaces(const QString &text, QObject *context, Handler<QList<Space>> handler) = 0;
};

} // namespace linnet
