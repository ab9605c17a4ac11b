// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/callqueue.h"

#include "api/pendingcall.h"

namespace linnet::api {

namespace {

// Parsing more than this on the GUI thread would be noticed.
constexpr qsizetype InlineBytes = 64LL * 1024;

} // namespace

CallQueue::CallQueue(Transport &t, TokenProvider &k, Limiter &l, Environment e, Endpoints p)
    : transport(t)
    , tokens(k)
    , limiter(l)
    , environment(e)
    , endpoints(std::move(p))
{
}

CallQueue::~CallQueue() = default;

void CallQueue::decode(PendingCall *call, const HttpResponse &response, Client::Decode decode)
{
    auto place = std::make_shared<Place>(Place{.call = call, .isAnswer = true});
    m_line.push_back(place);
    if (response.body.size() <= InlineBytes) {
        place->outcome = decode(response);
        place->ready = true;
        settle();
        return;
    }
    m_decoding.start<Client::Outcome>([response, decode] { return decode(response); },
                                      [this, place](Client::Outcome outcome) {
                                          place->outcome = std::move(outcome);
                                          place->ready = true;
                                          settle();
                                      });
}

void CallQueue::conclude(PendingCall *call, Client::Outcome outcome)
{
    m_line.push_back(
        std::make_shared<Place>(Place{.call = call, .ready = true, .outcome = std::move(outcome)}));
    settle();
}

void CallQueue::settle()
{
    if (m_settling) // a call that was told may conclude another: the loop below comes to it
        return;
    m_settling = true;
    while (!m_line.empty() && (m_line.front()->ready || !m_line.front()->call)) {
        const std::shared_ptr<Place> place = std::move(m_line.front());
        m_line.pop_front();
        if (!place->call)
            continue;
        if (place->isAnswer)
            place->call->decoded(std::move(place->outcome));
        else
            place->call->deliver(std::move(place->outcome));
    }
    m_settling = false;
}

} // namespace linnet::api
