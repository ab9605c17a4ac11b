// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clock.h"
#include "api/transport.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <list>

namespace linnet::test {

// The outbox's protocol as it must not be, made by what stands between it and the network: the
// program itself is the same. The kill loop has to catch each.
enum class Mutant {
    None,
    NewIds, // every attempt at a creation has ids of its own
    EarlyRemoval, // a creation counts as answered when it leaves: its row goes before the answer
    SkipFailed, // a creation that failed is put aside (durably) and tried again behind later ones
};

[[nodiscard]] Mutant mutantOf(const QString &name);

// Forwards everything to the real transport but creations of messages.
class MutantTransport final : public QObject, public api::Transport
{
    Q_OBJECT

public:
    // @p directory: where what was put aside is kept.
    MutantTransport(api::Transport &real, Mutant mutant, const QString &directory);
    ~MutantTransport() override;

    [[nodiscard]] std::unique_ptr<api::Exchange> send(api::HttpRequest request, Done done) override;
    // Nothing is put aside.
    [[nodiscard]] bool isEmpty() const { return m_aside.isEmpty(); }

private:
    struct Background
    {
        std::unique_ptr<api::Exchange> exchange;
    };

    [[nodiscard]] std::unique_ptr<api::Exchange> sendWithNewIds(api::HttpRequest request,
                                                                Done done);
    [[nodiscard]] std::unique_ptr<api::Exchange> answerEarly(const api::HttpRequest &request,
                                                             Done done);
    [[nodiscard]] std::unique_ptr<api::Exchange> sendOrPutAside(const api::HttpRequest &request,
                                                                Done done);
    void sendInBackground(api::HttpRequest request, std::function<void(bool taken)> then);
    void sendNextAside();
    void keepAside() const;

    api::Transport &m_real;
    const Mutant m_mutant;
    const QString m_file;
    std::list<Background> m_background;
    QList<QByteArray> m_aside; // an address and a body, by turns
    QByteArray m_authorization;
    api::SystemClock m_clock;
    api::Timer m_timer;
};

} // namespace linnet::test
