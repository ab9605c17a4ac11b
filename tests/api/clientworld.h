// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/client.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/virtualclock.h"

#include <optional>

namespace linnet::test {

// Everything that a client needs, with a signed-in account.
struct ClientWorld
{
    ClientWorld()
    {
        transport.otherwise(
            [this](const api::HttpRequest &request) -> api::Result<api::HttpResponse> {
                if (!request.url.path().endsWith(QLatin1StringView("/token")))
                    return answer(request);
                ++refreshes;
                return jsonAnswer("{\"access_token\":\"fresh" + QByteArray::number(refreshes)
                                  + "\",\"expires_in\":3600}");
            });
        tokens.setTokens(
            {.accessToken = QStringLiteral("first"), .refreshToken = QStringLiteral("1//r")});
        client.setRetryPolicy({.attempts = 4});
    }

    VirtualClock clock;
    FixedRandom random;
    ScriptedTransport transport;
    api::Endpoints endpoints
        = api::Endpoints::underRoot(QUrl(QStringLiteral("http://127.0.0.1:8/root"))).value();
    api::TokenProvider tokens{transport, clock, endpoints, {.id = QStringLiteral("client")}};
    api::Limiter limiter{clock};
    api::Client client{transport, tokens, limiter, {clock, random}, endpoints};
    QObject context;
    int refreshes = 0;
    std::function<api::Result<api::HttpResponse>(const api::HttpRequest &)> answer
        = [](const api::HttpRequest &) { return jsonAnswer("{}"); };
};

// How a call ended, and how often.
template <class T> struct Ending
{
    int count = 0;
    std::optional<api::Result<T>> result;
    auto handler()
    {
        return [this](api::Result<T> r) {
            ++count;
            result = std::move(r);
        };
    }
    [[nodiscard]] QString kind() const
    {
        return !result            ? QStringLiteral("none")
            : result->has_value() ? QStringLiteral("ok")
                                  : api::kindName(result->error().kind);
    }
};

} // namespace linnet::test
