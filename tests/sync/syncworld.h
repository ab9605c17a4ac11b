// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/client.h"
#include "models/store/store.h"
#include "models/sync/services.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/virtualclock.h"
#include "tests/sync/fakechat.h"

#include <QTemporaryDir>

#include <optional>

namespace linnet::test {

// One account against a FakeChat in virtual time, with the real store in a directory of its own.
// restart() is the program's end and next start: what was not committed is gone.
class SyncWorld
{
public:
    SyncWorld();
    ~SyncWorld();

    FakeChat chat;
    VirtualClock clock;
    UserId me = UserId(QStringLiteral("users/me1"));
    // Stands between the program and the service when set: what it gives is the answer; the
    // function it gets asks the service.
    using Answer = api::Result<api::HttpResponse>;
    std::function<Answer(const api::HttpRequest &, const std::function<Answer()> &)> between;

    [[nodiscard]] sync::Services services();
    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] ScriptedTransport &transport() { return m_transport; }

    // Runs until store and network have come to rest; time stands still.
    void drain();
    // Lets time pass, at rest in between.
    void advance(std::chrono::milliseconds duration);
    // Opens new Store and Client objects on the same files, with which something may be done in
    // between. Whoever used the old ones must be gone.
    void restart(const std::function<void(const QString &directory)> &meanwhile = {});
    void setOffline(bool offline);

    // The store's answers, waited for.
    [[nodiscard]] QList<store::SpaceState> states();
    [[nodiscard]] store::SpaceState state(const QString &space);
    [[nodiscard]] QList<OutboxItem> outbox();
    [[nodiscard]] TimelinePage page(const QString &space, int limit = 1000);
    [[nodiscard]] QList<Conversation> conversations();
    [[nodiscard]] QString nameOf(const QString &user);
    [[nodiscard]] QList<Membership> members(const QString &space);

private:
    void open();
    Answer answer(const api::HttpRequest &request);
    void passLargeAnswers();
    template <class T, class Ask> T wait(Ask ask);

    QTemporaryDir m_dir;
    FixedRandom m_random;
    ScriptedTransport m_transport;
    api::Limiter m_limiter{clock};
    std::unique_ptr<api::TokenProvider> m_tokens;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<store::Store> m_store;
    bool m_offline = false;
    bool m_largeAnswer = false;
};

} // namespace linnet::test
