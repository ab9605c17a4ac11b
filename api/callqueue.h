// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/client.h"
#include "models/base/workbench.h"

#include <deque>

namespace linnet::api {

// The inside of a Client: what its calls share, and the line in which their answers wait, so that
// a large one that is parsed on another thread is not overtaken by a small one.
class CallQueue : public QObject
{
    Q_OBJECT
public:
    CallQueue(Transport &transport, TokenProvider &tokens, Limiter &limiter,
              Environment environment, Endpoints endpoints);
    ~CallQueue() override;

    // A call's answer has arrived: its place in the line is taken now; call->decoded() follows.
    void decode(PendingCall *call, const HttpResponse &response, Client::Decode decode);
    // A call ends with this; call->deliver() follows, after those before it.
    void conclude(PendingCall *call, Client::Outcome outcome);

    Transport &transport;
    TokenProvider &tokens;
    Limiter &limiter;
    Environment environment;
    Endpoints endpoints;
    RetryPolicy policy;

private:
    struct Place
    {
        QPointer<PendingCall> call;
        bool isAnswer = false; // decoded() decides what becomes of it; else it is delivered
        bool ready = false;
        Client::Outcome outcome{};
    };

    void settle();

    std::deque<std::shared_ptr<Place>> m_line;
    Workbench m_decoding;
    bool m_settling = false;
};

} // namespace linnet::api
