// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/oauth/tokenendpoint.h"

#include <QObject>
#include <QPointer>

namespace linnet::api {

// Gives one account's access token, refreshing it when it is about to expire or was refused: one
// refresh at a time, for everybody who waits. It keeps nothing on disk: whoever stores the refresh
// token listens to refreshTokenRotated.
class TokenProvider : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Empty, // no refresh token (yet)
        Ready,
        SignedOut, // the server refuses the refresh token for good
    };
    using Handler = std::function<void(Result<QString>)>;

    TokenProvider(Transport &transport, Clock &clock, Endpoints endpoints, ClientConfig client,
                  QObject *parent = nullptr);
    ~TokenProvider() override;

    // After a sign-in, or from the keychain (then only refreshToken is set).
    void setTokens(const TokenSet &tokens);
    void clear();

    [[nodiscard]] State state() const { return m_state; }
    // What is to be revoked when signing out; empty: there is none.
    [[nodiscard]] const QString &refreshToken() const { return m_refreshToken; }
    // As far as the server told; empty: it has not yet.
    [[nodiscard]] const QStringList &scopes() const { return m_scopes; }

    // Calls back at once with a token at hand, else after the refresh; not at all once the context
    // has died. Errors: SignedOut, or what kept the refresh from happening (transient).
    void request(QObject *context, Handler handler);
    // The service answered 401 to this token: the next request refreshes. A token that was
    // replaced meanwhile is ignored.
    void reject(const QString &accessToken);

Q_SIGNALS:
    void stateChanged(linnet::api::TokenProvider::State state);
    void refreshTokenRotated(const QString &refreshToken); // store it: the old one may be dead
    void scopesChanged(const QStringList &scopes);

private:
    struct Waiter
    {
        QPointer<QObject> context;
        Handler handler;
    };

    void refresh();
    void refreshed(Result<QJsonObject> answer);
    void accept(const TokenSet &tokens);
    void setState(State state);
    void answer(const Result<QString> &result);

    Transport &m_transport;
    Clock &m_clock;
    const Endpoints m_endpoints;
    const ClientConfig m_client;
    State m_state = State::Empty;
    QString m_accessToken, m_refreshToken;
    std::chrono::milliseconds m_validUntil{}; // by the clock's now()
    QStringList m_scopes;
    QList<Waiter> m_waiters;
    std::unique_ptr<Exchange> m_exchange;
};

} // namespace linnet::api
