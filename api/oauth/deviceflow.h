// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/oauth/tokenendpoint.h"

#include <QObject>

namespace linnet::api {

// Signing in with a code on another device (RFC 8628). Google's server gives no code to a client of
// the type Desktop app (InvalidClient), and none for Chat scopes (InvalidScope): the caller then
// goes on with LoopbackFlow.
class DeviceFlow : public QObject
{
    Q_OBJECT
public:
    struct Offer
    {
        QString userCode;
        QUrl verificationUrl; // https (or loopback http); show it, never open it by itself
        QUrl completeUrl; // with the code in it, for a QR code; may be empty
    };

    DeviceFlow(SignInContext context, QStringList scopes, QObject *parent = nullptr);
    ~DeviceFlow() override;

    void start(); // once
    void abort(); // finished(Cancelled), later; nothing when it has finished
    // Until the code expires; 0 before it is there and after it has expired.
    [[nodiscard]] std::chrono::milliseconds remaining() const;
    // False: an error came instead of a code.
    [[nodiscard]] bool hasCode() const { return !m_deviceCode.isEmpty(); }

Q_SIGNALS:
    void offered(const linnet::api::DeviceFlow::Offer &offer);
    // Once. Errors: InvalidScope, InvalidClient, AccessDenied (reason "access_denied",
    // "org_internal", "admin_policy_enforced"), Expired, RateLimited, Cancelled, or the network's.
    void finished(const linnet::api::Result<linnet::api::TokenSet> &result);

private:
    void codeAnswered(const Result<QJsonObject> &answer);
    void schedulePoll();
    void poll();
    void pollAnswered(const Result<QJsonObject> &answer);
    void finish(const Result<TokenSet> &result);

    const SignInContext m_context;
    const QStringList m_scopes;
    QString m_deviceCode;
    std::chrono::milliseconds m_interval = std::chrono::seconds(5);
    std::chrono::milliseconds m_expiresAt{}; // by the clock's now()
    bool m_finished = false;
    Timer m_timer, m_end;
    std::unique_ptr<Exchange> m_exchange;
};

} // namespace linnet::api
