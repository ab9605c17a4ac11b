// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsspaces.h"
#include "models/sync/services.h"

#include <QObject>

namespace linnet::sync {

// Spaces and their members, made and changed at once. Keeps nothing: what an answer tells goes into
// the store before the handler hears of it. GUI thread.
class Rooms : public QObject, public SpacePort
{
    Q_OBJECT

public:
    explicit Rooms(const Services &services, QObject *parent = nullptr);

    void openDirectMessage(const UserId &person, QObject *context,
                           Handler<SpaceId> handler) override;
    void openGroupChat(const QList<UserId> &people, QObject *context,
                       Handler<SpaceId> handler) override;
    void createSpace(const NewSpace &wanted, QObject *context, Handler<SpaceId> handler) override;

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
    // One call; `learn` makes the value and puts what is to be stored into the batch.
    template <class Method, class Value>
    void ask(const Method &method, QObject *context, Handler<Value> handler,
             std::function<Result<Value>(const typename Method::Response &, store::Batch &)> learn);
    template <class Task, class Value>
    void run(Task *task, QObject *context, Handler<Value> handler, Value (*result)(const Task &));
    void cachedMembers(const SpaceId &space, const Error &why, QObject *context,
                       const Handler<QList<Member>> &handler);

    Services m_services;
};

} // namespace linnet::sync
