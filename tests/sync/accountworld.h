// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/accountsync.h"
#include "models/sync/backfiller.h"
#include "tests/sync/syncworld.h"

namespace linnet::test {

// A SyncWorld with everything at work that keeps an account up to date.
class AccountWorld : public SyncWorld
{
public:
    ~AccountWorld();

    std::unique_ptr<sync::Outbox> outbox;
    std::unique_ptr<sync::AccountSync> account;
    std::unique_ptr<sync::Backfiller> history;

    void start();
    // The program's end and next start; requests are counted anew.
    void startAgain();
    void stop();

    // So many spaces, the last the most recently active; one message each, read by me.
    void populate(int spaces);
    // In view from now on; nothing without one.
    void watch(const QString &space);

    // What happens to a message, with its event.
    void edit(const QString &space, const QString &message, const QString &text, int at);
    void remove(const QString &space, const QString &message, int at);
    void react(const QString &space, const QString &message, const QString &user, int at,
               const QString &emoji = QStringLiteral("🎉"));
    void unreact(const QString &space, const QString &message, const QString &user, int at,
                 const QString &emoji = QStringLiteral("🎉"));

    // People come and go; who is gone the event names, or only says that somebody is.
    void join(const QString &space, const QString &user, int at);
    void leave(const QString &space, const QString &user, int at, bool named);
    void rename(const QString &space, const QString &name, int at);

    [[nodiscard]] Message message(const QString &space, const QString &id);
    [[nodiscard]] Conversation conversation(const QString &space);
    [[nodiscard]] int requests() const { return int(chat.requests.size()); }

private:
    [[nodiscard]] QJsonObject *find(const QString &space, const QString &message);
    void count(QJsonObject *message, const QJsonObject &emoji, int change);
};

[[nodiscard]] QString spaceName(int number);

} // namespace linnet::test
