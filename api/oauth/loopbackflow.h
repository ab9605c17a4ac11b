// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/oauth/tokenendpoint.h"

#include <QObject>

class QTcpServer;
class QTcpSocket;

namespace linnet::api {

// Signing in with the system's browser (RFC 8252) and PKCE (RFC 7636): listens on a port of
// 127.0.0.1 for one redirect with the right state, answers with a fixed page, exchanges the code.
// Whatever else comes to the port is refused and changes nothing.
class LoopbackFlow : public QObject
{
    Q_OBJECT
public:
    LoopbackFlow(SignInContext context, QStringList scopes, QObject *parent = nullptr);
    ~LoopbackFlow() override;

    // The page that the browser shows afterwards; plain text, made by the caller's tr().
    void setReplyText(const QString &done, const QString &refused);
    void start(const QString &loginHint = {}); // once
    void abort(); // finished(Cancelled), later; nothing when it has finished
    [[nodiscard]] const QUrl &authorizationUrl() const { return m_authorizationUrl; }
    [[nodiscard]] std::chrono::milliseconds remaining() const;

Q_SIGNALS:
    void ready(const QUrl &authorizationUrl); // open it in the browser, or let it be copied
    // Once. Errors: AccessDenied, InvalidScope, InvalidClient, Expired (five minutes), LocalIo (no
    // port to listen on), Cancelled, or the network's.
    void finished(const linnet::api::Result<linnet::api::TokenSet> &result);

private:
    void accept();
    void read(QTcpSocket *socket);
    void reply(QTcpSocket *socket, const QByteArray &status, const QString &text);
    void redirected(QTcpSocket *socket, const QByteArray &target);
    void exchange(const QString &code);
    void finish(const Result<TokenSet> &result);

    const SignInContext m_context;
    const QStringList m_scopes;
    QString m_doneText, m_refusedText;
    QTcpServer *m_server;
    QByteArray m_state, m_verifier;
    QString m_redirect;
    QUrl m_authorizationUrl;
    std::chrono::milliseconds m_expiresAt{};
    bool m_answered = false;
    bool m_finished = false;
    Timer m_end;
    std::unique_ptr<Exchange> m_exchange;
};

} // namespace linnet::api
