// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portslookup.h"
#include "models/sync/services.h"

#include <QObject>

namespace linnet::sync {

// The service's own words for a query (Chat API, spaces.messages.search). Empty when
// nothing is asked for.
[[nodiscard]] QString searchFilter(const MessageQuery &query);

// Whether somebody's name or mail has a word that begins with the text.
[[nodiscard]] bool matchesName(const User &user, const QString &text);

// Searches that the cache cannot answer, or not completely. Remembers the organisation's emoji for
// some minutes, nothing else. GUI thread.
class Lookup : public QObject, public LookupPort
{
    Q_OBJECT

public:
    explicit Lookup(const Services &services, QObject *parent = nullptr);

    void people(const QString &text, int limit, QObject *context,
                Handler<QList<Person>> handler) override;
    void customEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) override;
    void reactions(const MessageId &message, QObject *context,
                   Handler<QList<Reaction>> handler) override;
    void messages(const MessageQuery &query, const QString &page, QObject *context,
                  Handler<MessageHits> handler) override;
    void spaces(const QString &text, QObject *context, Handler<QList<Space>> handler) override;

    // What this person did to the list: known at once, as far as the list is.
    void noteEmoji(const CustomEmoji &emoji);
    void forgetEmoji(const QString &name);

private:
    void askDirectory(const QString &text, int limit, const QList<Person> &known, const UserId &me,
                      QObject *context, const Handler<QList<Person>> &handler);

    Services m_services;
    QList<CustomEmoji> m_emoji;
    std::optional<std::chrono::milliseconds> m_emojiKnown; // when
    int m_emojiChanges = 0; // by this person
};

} // namespace linnet::sync
