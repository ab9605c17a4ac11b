// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portslookup.h"
#include "models/domain/portsspaces.h"
#include "models/domain/portsthreads.h"

#include <QHash>

// Ports about rooms that remember what was asked and answer from what the test puts in.
namespace linnet::ui::test {

class NotedRooms : public SpacePort
{
public:
    QStringList calls; // "invite spaces/S users/U"
    std::optional<Error> failure; // what every call answers
    QSet<UserId> refusedPeople; // whom nobody may invite
    bool hold = false; // nothing is answered
    SpaceId made{QStringLiteral("spaces/made")};
    QList<NewSpace> wanted;
    QList<SpaceChange> changes;
    QList<SpaceNotification> notifications;
    Space changed; // what change() answers
    QHash<SpaceId, QList<Member>> here;
    QHash<SpaceId, QList<PinnedMessage>> pinned;

    void openDirectMessage(const UserId &person, QObject *context,
                           Handler<SpaceId> handler) override;
    void openGroupChat(const QList<UserId> &people, QObject *context,
                       Handler<SpaceId> handler) override;
    void createSpace(const NewSpace &space, QObject *context, Handler<SpaceId> handler) override;
    void refresh(const SpaceId &space, QObject *context, Handler<Space> handler) override;
    void change(const SpaceId &space, const SpaceChange &change, QObject *context,
                Handler<Space> handler) override;
    void deleteSpace(const SpaceId &space, QObject *context, Handler<SpaceId> handler) override;
    void leave(const SpaceId &space, QObject *context, Handler<SpaceId> handler) override;
    void notification(const SpaceId &space, QObject *context,
                      Handler<SpaceNotification> handler) override;
    void setNotification(const SpaceId &space, const SpaceNotification &setting, QObject *context,
                         Handler<SpaceNotification> handler) override;
    void members(const SpaceId &space, QObject *context, Handler<QList<Member>> handler) override;
    void invite(const SpaceId &space, const UserId &person, QObject *context,
                Handler<Member> handler) override;
    void removeMember(const Member &member, QObject *context, Handler<Member> handler) override;
    void setRole(const Member &member, MembershipRole role, QObject *context,
                 Handler<Member> handler) override;
    void pins(const SpaceId &space, QObject *context,
              Handler<QList<PinnedMessage>> handler) override;
    void pin(const MessageId &message, QObject *context, Handler<MessagePin> handler) override;
    void unpin(const MessagePin &pin, QObject *context, Handler<MessagePin> handler) override;

private:
    template <class T> void answer(QObject *context, const Handler<T> &handler, const T &value);
};

class NotedLookup : public LookupPort
{
public:
    QStringList asked; // names, as they were typed
    std::optional<Error> failure;
    QList<Person> directory; // who is found, whatever is typed
    QList<MessageHits> found; // page by page: the first has no name, the next ones "1", "2" …
    QList<MessageQuery> searched;

    void people(const QString &text, int limit, QObject *context,
                Handler<QList<Person>> handler) override;
    void customEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) override;
    void reactions(const MessageId &message, QObject *context,
                   Handler<QList<Reaction>> handler) override;
    void messages(const MessageQuery &query, const QString &page, QObject *context,
                  Handler<MessageHits> handler) override;
    void spaces(const QString &text, QObject *context, Handler<QList<Space>> handler) override;
};

class NotedHistory : public HistoryPort
{
public:
    QStringList calls;
    QList<Backfill> known;

    void startBackfill(const SpaceId &space) override;
    void pauseBackfill(const SpaceId &space) override;
    void cancelBackfill(const SpaceId &space) override;
    void backfills(QObject *context, Handler<QList<Backfill>> handler) override;
};

class NotedThreads : public ThreadsPort
{
public:
    Result<QList<MyThread>> answer = QList<MyThread>();

    void myThreads(int, QObject *context, Handler<QList<MyThread>> handler) override
    {
        QMetaObject::invokeMethod(
            context, [handler, result = answer] { handler(result); }, Qt::QueuedConnection);
    }
};

[[nodiscard]] Member memberOf(const SpaceId &space, const User &user,
                              MembershipRole role = MembershipRole::Member);

} // namespace linnet::ui::test
