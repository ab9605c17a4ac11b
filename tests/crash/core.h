// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/networktransport.h"
#include "models/sync/accountsync.h"
#include "tests/crash/hurriedclock.h"
#include "tests/crash/mutanttransport.h"

#include <memory>

namespace linnet::test {

// Where a core lives and whom it serves, as the parent wrote it down.
struct CoreConfig
{
    QString directory;
    QUrl root; // of the emulator
    UserId me;
    QString refreshToken;
    int hurry = 1; // how many times faster waits pass
    QString mutant; // empty: the program as it is
    bool onlyText = false; // nothing but new messages is written
    QList<TimelineScope> scopes; // the lanes: spaces and threads in them

    [[nodiscard]] static CoreConfig read(const QString &file);
};

// The program without its window: the real store, client, network, outbox and sync of one account,
// put together as app/Session does.
class Core : public QObject
{
    Q_OBJECT

public:
    explicit Core(const CoreConfig &config);
    ~Core() override;

    // Opens the files, then begins to send and to fetch.
    void start();

    [[nodiscard]] store::Store &store() { return m_store; }
    [[nodiscard]] sync::Outbox &outbox() { return m_outbox; }
    [[nodiscard]] const sync::AccountSync &sync() const { return m_sync; }
    [[nodiscard]] const CoreConfig &config() const { return m_config; }
    [[nodiscard]] api::Environment environment() { return {m_clock, m_random}; }
    // What a mutant holds back by itself is gone too.
    [[nodiscard]] bool isMutantEmpty() const { return m_transport.isEmpty(); }

Q_SIGNALS:
    void started();
    // The files were not as the former run must have left them.
    void damaged();

private:
    [[nodiscard]] sync::Services services() { return {m_client, m_store, {m_clock, m_random}}; }

    const CoreConfig m_config;
    HurriedClock m_clock;
    api::SystemRandom m_random;
    api::NetworkTransport m_network;
    MutantTransport m_transport;
    api::Limiter m_limiter;
    api::TokenProvider m_tokens;
    api::Client m_client;
    store::Store m_store;
    sync::Outbox m_outbox;
    sync::AccountSync m_sync;
};

} // namespace linnet::test
