// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secretstore.h"

#include <chrono>

namespace linnet::app {

// The desktop's keychain (Secret Service, KWallet) through QtKeychain, with a deadline of our own:
// its jobs can hang for ever (a stopped daemon, a dialog nobody sees).
class Keychain : public SecretStore
{
    Q_OBJECT

public:
    explicit Keychain(std::chrono::milliseconds deadline = std::chrono::seconds(10),
                      QObject *parent = nullptr);
    void read(const QString &key, QObject *context, Handler<QString> handler) override;
    void write(const QString &key, const QString &secret, QObject *context,
               Handler<bool> handler) override;
    void remove(const QString &key, QObject *context, Handler<bool> handler) override;

private:
    std::chrono::milliseconds m_deadline;
};

} // namespace linnet::app
