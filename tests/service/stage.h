// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/client.h"
#include "api/networktransport.h"
#include "models/domain/ids.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

// Time that runs a thousand times as fast: for the client's budgets, which would have a test wait.
class HastyClock final : public linnet::api::Clock
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const override { return m_clock.now() * haste; }
    [[nodiscard]] QDateTime wallTime() const override { return m_clock.wallTime(); }
    [[nodiscard]] linnet::api::Timer after(std::chrono::milliseconds delay,
                                           std::function<void()> then) override
    {
        return m_clock.after(delay / haste, std::move(then));
    }

private:
    static constexpr int haste = 1'000;
    linnet::api::SystemClock m_clock;
};

// The emulator as a program of its own, a typed client that talks to it without repeating anything
// by itself, and the emulator's side door.
class Stage
{
public:
    Stage();
    ~Stage();
    Q_DISABLE_COPY_MOVE(Stage)

    // Starts the emulator and signs in; false when it does not come up.
    [[nodiscard]] bool open(const QString &seed);
    // A client of its own for a token of these scopes (empty: what the program asks for).
    void signIn(const QStringList &scopes = {}, const QString &user = QStringLiteral("me"));
    // … with a token the service does not know.
    void signInBadly();

    // One call, waited for. `Timeout` when there is no answer in ten seconds.
    template <class Method>
    linnet::api::Result<typename Method::Response> call(const Method &method)
    {
        using Answer = linnet::api::Result<typename Method::Response>;
        std::optional<Answer> answer;
        m_client->send(method, &m_context, [&answer](Answer result) { answer = std::move(result); },
                       {.attempts = 1});
        (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000);
        return std::move(answer).value_or(unanswered<Answer>());
    }
    linnet::api::Result<linnet::api::UploadAttachmentResponse> upload(
        const linnet::api::UploadAttachment &method, const QByteArray &bytes,
        const QString &contentType);
    linnet::api::Result<QByteArray> download(const QString &resourceName);

    // --- the side door
    QJsonObject ask(const QByteArray &verb, const QString &path, const QJsonObject &body = {});
    // The same resource as bare JSON, past the typed client.
    QJsonObject raw(const QString &path);
    // One action; its result.
    QJsonObject act(const QJsonObject &action);
    // A space as the emulator holds it; empty: there is none.
    QJsonObject truth(const QString &space);
    QJsonObject message(const QString &name);
    QJsonObject member(const QString &name);
    QJsonArray log();
    QString userNamed(const QString &displayName);
    // The name of a space made for the occasion, with me as its manager.
    QString newSpace(const QStringList &members = {});
    QString newMessage(const QString &space, const QString &text, const QString &user = {});

    linnet::api::Client &client() { return *m_client; }
    [[nodiscard]] linnet::api::Environment environment() { return {m_clock, m_random}; }
    [[nodiscard]] const QString &me() const { return m_me; }
    [[nodiscard]] const QUrl &root() const { return m_root; }
    static QJsonObject schema();

private:
    void connectWith(const QString &accessToken);
    template <class Answer> static Answer unanswered()
    {
        return tl::unexpected(linnet::api::Error{.kind = linnet::api::Error::Kind::Timeout,
                                                 .reason = QStringLiteral("TEST")});
    }

    QObject m_context;
    QProcess m_emulator;
    QTemporaryDir m_dir;
    QUrl m_root;
    QString m_me;
    QString m_token;
    int m_made = 0;
    QNetworkAccessManager m_network;
    linnet::api::SystemClock m_clock;
    HastyClock m_budgetClock;
    linnet::api::SystemRandom m_random;
    linnet::api::NetworkTransport m_transport{QStringLiteral("linnet-test")};
    std::unique_ptr<linnet::api::Limiter> m_limiter;
    std::unique_ptr<linnet::api::TokenProvider> m_tokens;
    std::unique_ptr<linnet::api::Client> m_client;
};
