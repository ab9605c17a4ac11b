// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/tokenprovider.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

Q_LOGGING_CATEGORY(lcToken, "linnet.api.token", QtInfoMsg)

// Refreshed this long before it expires: a call on its way must still find it valid.
constexpr std::chrono::seconds Margin(60);
// A token that comes expired already is good for the calls that waited for it.
constexpr std::chrono::seconds ShortestLife(10);

// A refusal that is no word about the grant (a proxy's 403, an address that is gone) says nothing
// of the calls that wait for the token: they are not refused, they wait.
Error trouble(Error error)
{
    using Kind = Error::Kind;
    static constexpr Kind refusals[]
        = {Kind::Unauthenticated, Kind::PermissionDenied, Kind::NotFound,
           Kind::AlreadyExists,   Kind::InvalidArgument,  Kind::FailedPrecondition};
    if (std::find(std::begin(refusals), std::end(refusals), error.kind) != std::end(refusals))
        error.kind = Kind::Unavailable;
    return error;
}

Error signedOut()
{
    return {.kind = Error::Kind::SignedOut};
}

} // namespace

TokenProvider::TokenProvider(Transport &transport, Clock &clock, Endpoints endpoints,
                             ClientConfig client, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(clock)
    , m_endpoints(std::move(endpoints))
    , m_client(std::move(client))
{
}

TokenProvider::~TokenProvider() = default;

void TokenProvider::setTokens(const TokenSet &tokens)
{
    m_exchange.reset(); // an older sign-in's refresh
    m_refreshToken = tokens.refreshToken;
    m_accessToken.clear();
    m_scopes.clear();
    if (!tokens.accessToken.isEmpty())
        accept(tokens);
    setState(m_refreshToken.isEmpty() && m_accessToken.isEmpty() ? State::Empty : State::Ready);
    if (!m_waiters.isEmpty())
        m_accessToken.isEmpty() ? refresh() : answer(m_accessToken);
}

void TokenProvider::clear()
{
    setTokens({});
}

void TokenProvider::request(QObject *context, Handler handler)
{
    if (m_state != State::Ready)
        return handler(tl::unexpected(signedOut()));
    if (!m_accessToken.isEmpty() && m_clock.now() < m_validUntil)
        return handler(m_accessToken);
    m_waiters.append({context, std::move(handler)});
    refresh();
}

void TokenProvider::reject(const QString &accessToken)
{
    if (accessToken == m_accessToken)
        m_accessToken.clear();
}

void TokenProvider::refresh()
{
    if (m_exchange) // one for all
        return;
    if (m_refreshToken.isEmpty()) {
        setState(State::SignedOut);
        return answer(tl::unexpected(signedOut()));
    }
    FormFields fields = clientFields(m_client);
    fields.append({u"grant_type"_s, u"refresh_token"_s});
    fields.append({u"refresh_token"_s, m_refreshToken});
    m_exchange = postToken(m_transport, m_endpoints, fields,
                           [this](Result<QJsonObject> answer) { refreshed(std::move(answer)); });
}

void TokenProvider::refreshed(Result<QJsonObject> reply)
{
    m_exchange.reset();
    const Result<TokenSet> tokens = reply.and_then(readTokens);
    if (!tokens) {
        qCInfo(lcToken) << "refresh failed:" << kindName(tokens.error().kind)
                        << tokens.error().httpStatus << tokens.error().rpcStatus;
        if (tokens.error().kind == Error::Kind::SignedOut) {
            m_refreshToken.clear();
            m_accessToken.clear();
            setState(State::SignedOut);
        }
        return answer(tl::unexpected(trouble(tokens.error())));
    }
    accept(*tokens);
    answer(m_accessToken);
}

void TokenProvider::accept(const TokenSet &tokens)
{
    m_accessToken = tokens.accessToken;
    const std::chrono::seconds life = std::max(ShortestLife, tokens.expiresIn - Margin);
    m_validUntil = m_clock.now() + life;
    if (!tokens.refreshToken.isEmpty() && tokens.refreshToken != m_refreshToken) {
        m_refreshToken = tokens.refreshToken;
        Q_EMIT refreshTokenRotated(m_refreshToken);
    }
    if (!tokens.scopes.isEmpty() && tokens.scopes != m_scopes) {
        m_scopes = tokens.scopes;
        Q_EMIT scopesChanged(m_scopes);
    }
}

void TokenProvider::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

void TokenProvider::answer(const Result<QString> &result)
{
    const QPointer<TokenProvider> alive = this;
    const QList<Waiter> waiters = std::exchange(m_waiters, {});
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.handler(result);
        if (!alive)
            return;
    }
}

} // namespace linnet::api
