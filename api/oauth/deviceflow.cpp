// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/deviceflow.h"

#include "api/wire.h"

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

constexpr std::chrono::seconds DefaultLife(1800);
constexpr std::chrono::seconds SlowDownStep(5); // RFC 8628 3.5
constexpr std::chrono::seconds LongestInterval(300);

// Only addresses that a person may be shown as safe.
QUrl shownUrl(const QJsonValue &value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    return url.isValid() && mayCarryToken(url) && url.userInfo().isEmpty() ? url : QUrl();
}

} // namespace

DeviceFlow::DeviceFlow(SignInContext context, QStringList scopes, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_scopes(std::move(scopes))
{
}

DeviceFlow::~DeviceFlow() = default;

void DeviceFlow::start()
{
    m_exchange
        = postForm(m_context.transport, m_context.endpoints.deviceCode(),
                   {{u"client_id"_s, m_context.client.id}, {u"scope"_s, m_scopes.join(u' ')}},
                   [this](const Result<QJsonObject> &answer) {
                       m_exchange.reset();
                       codeAnswered(answer);
                   });
}

void DeviceFlow::codeAnswered(const Result<QJsonObject> &answer)
{
    if (!answer)
        return finish(tl::unexpected(answer.error()));
    const QJsonObject &json = *answer;
    m_deviceCode = json["device_code"_L1].toString();
    Offer offer{.userCode = wire::clean(json["user_code"_L1].toString()),
                .verificationUrl = shownUrl(json["verification_uri"_L1]),
                .completeUrl = shownUrl(json["verification_uri_complete"_L1])};
    if (offer.verificationUrl.isEmpty()) // Google's spelling
        offer.verificationUrl = shownUrl(json["verification_url"_L1]);
    if (m_deviceCode.isEmpty() || offer.userCode.isEmpty() || offer.verificationUrl.isEmpty())
        return finish(
            tl::unexpected(Error{.kind = Error::Kind::Protocol, .reason = u"DEVICE_CODE"_s}));
    const std::chrono::seconds interval(wire::readInt32(json["interval"_L1]).value_or(5));
    m_interval
        = std::clamp<std::chrono::seconds>(interval, std::chrono::seconds(1), LongestInterval);
    const std::chrono::seconds life(wire::readInt32(json["expires_in"_L1]).value_or(0));
    const auto lasts = life.count() > 0 ? life : DefaultLife;
    Clock &clock = m_context.environment.clock;
    m_expiresAt = clock.now() + lasts;
    m_end = clock.after(lasts,
                        [this] { finish(tl::unexpected(Error{.kind = Error::Kind::Expired})); });
    schedulePoll();
    Q_EMIT offered(offer);
}

void DeviceFlow::schedulePoll()
{
    m_timer = m_context.environment.clock.after(m_interval, [this] { poll(); });
}

void DeviceFlow::poll()
{
    FormFields fields = clientFields(m_context.client);
    fields.append({u"device_code"_s, m_deviceCode});
    fields.append({u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s});
    m_exchange = postToken(m_context.transport, m_context.endpoints, fields,
                           [this](const Result<QJsonObject> &answer) {
                               m_exchange.reset();
                               pollAnswered(answer);
                           });
}

void DeviceFlow::pollAnswered(const Result<QJsonObject> &answer)
{
    if (answer)
        return finish(readTokens(*answer));
    Error error = answer.error();
    if (error.rpcStatus == "authorization_pending"_L1)
        return schedulePoll();
    if (error.rpcStatus == "slow_down"_L1 || error.kind == Error::Kind::RateLimited) {
        m_interval += SlowDownStep;
        return schedulePoll();
    }
    // RFC 8628 3.5: after a connection timeout, back off and go on; the code's end ends it.
    if (error.isTransient()) {
        m_interval = std::min<std::chrono::milliseconds>(m_interval * 2, LongestInterval);
        return schedulePoll();
    }
    // The code is spent or unknown: for the person it has expired.
    if (error.kind == Error::Kind::SignedOut)
        error.kind = Error::Kind::Expired;
    if (error.kind == Error::Kind::AccessDenied && error.reason.isEmpty())
        error.reason = error.rpcStatus;
    finish(tl::unexpected(std::move(error)));
}

std::chrono::milliseconds DeviceFlow::remaining() const
{
    const auto left = m_expiresAt - m_context.environment.clock.now();
    return m_finished ? std::chrono::milliseconds(0) : std::max(std::chrono::milliseconds(0), left);
}

void DeviceFlow::abort()
{
    if (m_finished)
        return;
    m_exchange.reset();
    m_end.reset();
    m_timer = m_context.environment.clock.after(std::chrono::milliseconds(0), [this] {
        finish(tl::unexpected(Error{.kind = Error::Kind::Cancelled}));
    });
}

void DeviceFlow::finish(const Result<TokenSet> &result)
{
    if (std::exchange(m_finished, true))
        return;
    m_timer.reset();
    m_end.reset();
    m_exchange.reset();
    Q_EMIT finished(result);
}

} // namespace linnet::api
