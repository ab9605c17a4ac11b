// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/callqueue.h"

namespace linnet::api {

// One call from Client::begin to its end: waits for the limiter, gets a token, sends, reads the
// answer; after a 401 once more with a fresh token; after what may pass, again. Deletes itself.
class PendingCall : public QObject
{
    Q_OBJECT
public:
    struct Plan
    {
        Call call;
        std::optional<MediaOptions> media;
        std::optional<UploadStep> step;
        CallOptions options;
        Client::Decode decode;
        Client::Deliver deliver;
    };

    PendingCall(CallQueue &queue, QObject *context, Plan plan);
    ~PendingCall() override;

    void start();
    void fail(const Error &error); // ends the call
    void abort();
    [[nodiscard]] bool isActive() const { return m_active; }

    // From the queue only.
    void decoded(Client::Outcome outcome);
    void deliver(Client::Outcome outcome);

private:
    void granted();
    void dispatch(const QString &token);
    [[nodiscard]] Result<HttpRequest> request(const QString &token);
    [[nodiscard]] Result<HttpBody> mediaBody();
    [[nodiscard]] Result<HttpRequest> stepRequest(HttpRequest http);
    [[nodiscard]] bool wantsMore(int status) const;
    void answered(Result<HttpResponse> response);
    [[nodiscard]] bool replay();
    void slowDown(Error &error, const HttpResponse &response);
    void failed(Error error, bool repeatable);
    void conclude(Client::Outcome outcome);
    void letGo();

    CallQueue &m_queue;
    const QPointer<QObject> m_context;
    Plan m_plan;
    int m_failures = 0;
    bool m_active = true;
    bool m_replayed = false; // with a fresh token, after a 401
    bool m_effectUnknown = false; // an earlier attempt may have had its effect
    qint64 m_deviceBegin = 0;
    bool m_mediaMoved = false; // the sink has bytes: another attempt would double them
    QString m_token;
    Timer m_timer;
    std::unique_ptr<Limiter::Ticket> m_ticket;
    std::unique_ptr<Exchange> m_exchange;
};

} // namespace linnet::api
