// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsemoji.h"
#include "models/sync/services.h"

#include <QObject>

namespace linnet::sync {

class Lookup;

// Emoji that this person makes and deletes, asked of the service at once. What succeeds, Lookup is
// told: its list is the one that pickers and completions read. Keeps nothing. GUI thread.
class OwnEmoji : public QObject, public EmojiPort
{
    Q_OBJECT

public:
    // The lookup must outlive it.
    OwnEmoji(const Services &services, Lookup &lookup, QObject *parent = nullptr);

    void ownEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) override;
    // Whether one whose answer was lost has been made is looked up: the name tells.
    void addEmoji(const NewEmoji &emoji, QObject *context, Handler<CustomEmoji> handler) override;
    void removeEmoji(const CustomEmoji &emoji, QObject *context, Handler<bool> handler) override;

private:
    void lookFor(const QString &shortName, const Error &why, QObject *context,
                 const Handler<CustomEmoji> &handler);

    Services m_services;
    Lookup &m_lookup;
};

} // namespace linnet::sync
