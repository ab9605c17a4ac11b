// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signin.h"

#include "api/oauth/scopes.h"
#include "models/sync/mapping/errormapping.h"

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

// The server's own word that it gives no code: not for these scopes, not to a client of this type,
// not now. Trouble on the way to it, or of its own, is no such word.
bool refusesCodes(const api::Error &error)
{
    const bool refusal = error.httpStatus >= 400 && error.httpStatus < 500;
    return refusal && (!error.isTransient() || error.kind == api::Error::Kind::RateLimited);
}

} // namespace

SignIn::SignIn(Wire wire, api::ClientConfig client, QObject *parent)
    : QObject(parent)
    , m_wire(wire)
    , m_client(std::move(client))
    , m_tokenProvider(wire.transport, wire.environment.clock, wire.endpoints, m_client)
    , m_limiter(wire.environment.clock)
    , m_api(wire.transport, m_tokenProvider, m_limiter, wire.environment, wire.endpoints)
{
}

SignIn::~SignIn() = default;

void SignIn::startDevice(const QString &loginHint)
{
    m_browser.reset();
    m_device = std::make_unique<api::DeviceFlow>(
        api::SignInContext{m_wire.transport, m_wire.environment, m_wire.endpoints, m_client},
        api::defaultScopes());
    connect(m_device.get(), &api::DeviceFlow::offered, this,
            [this](const api::DeviceFlow::Offer &offer) {
                const auto left
                    = std::chrono::duration_cast<std::chrono::seconds>(m_device->remaining());
                Q_EMIT deviceOffered(offer.userCode, offer.verificationUrl, offer.completeUrl,
                                     int(left.count()));
            });
    connect(m_device.get(), &api::DeviceFlow::finished, this,
            [this, loginHint](const api::Result<api::TokenSet> &result) {
                deviceFinished(result, loginHint);
            });
    m_device->start();
}

void SignIn::deviceFinished(const api::Result<api::TokenSet> &result, const QString &loginHint)
{
    const bool hadCode = m_device->hasCode();
    m_device.release()->deleteLater();
    // With a wrong id or secret, too: the browser's page and what it ends with tell that better
    // than a server that says invalid_client to the right ones.
    if (!hadCode && !result && refusesCodes(result.error()))
        startBrowserFlow(loginHint, true);
    else
        flowFinished(result);
}

void SignIn::startBrowser(const QString &loginHint)
{
    startBrowserFlow(loginHint, false);
}

void SignIn::startBrowserFlow(const QString &loginHint, bool becauseRefused)
{
    m_device.reset();
    m_browser = std::make_unique<api::LoopbackFlow>(
        api::SignInContext{m_wire.transport, m_wire.environment, m_wire.endpoints, m_client},
        api::defaultScopes());
    m_browser->setReplyText(tr("Linnet is signed in. You can close this page."),
                            tr("Linnet was not signed in. You can close this page."));
    connect(m_browser.get(), &api::LoopbackFlow::ready, this,
            [this, becauseRefused](const QUrl &address) {
                Q_EMIT browserReady(address, becauseRefused);
            });
    connect(m_browser.get(), &api::LoopbackFlow::finished, this,
            [this](const api::Result<api::TokenSet> &result) {
                m_browser.release()->deleteLater();
                flowFinished(result);
            });
    m_browser->start(loginHint);
}

void SignIn::flowFinished(const api::Result<api::TokenSet> &result)
{
    if (!result) {
        Q_EMIT failed(sync::toError(result.error()));
        return;
    }
    m_tokens = *result;
    // A server that does not list the scopes granted what was asked (RFC 6749 section 5.1).
    if (m_tokens.scopes.isEmpty())
        m_tokens.scopes = api::defaultScopes();
    const QStringList missing = api::missingScopes(api::defaultScopes(), m_tokens.scopes);
    if (missing.isEmpty())
        fetchUser();
    else
        Q_EMIT missingScopes(missing);
}

void SignIn::accept()
{
    fetchUser();
}

void SignIn::fetchUser()
{
    Q_EMIT finishing();
    m_tokenProvider.setTokens(m_tokens);
    m_api.send(api::GetUserInfo{}, this,
               [this](const api::Result<api::UserInfo> &answer) { userFetched(answer); });
}

void SignIn::userFetched(const api::Result<api::UserInfo> &answer)
{
    if (!answer) {
        Q_EMIT failed(sync::toError(answer.error()));
        return;
    }
    // The subject of the OpenID user information is the id that Chat uses (Chat API, User.name).
    if (answer->sub.value_or(QString()).isEmpty()) {
        Q_EMIT failed(Error{.kind = ErrorKind::BadAnswer});
        return;
    }
    SignedIn signedIn;
    signedIn.me = {.id = UserId(u"users/"_s + *answer->sub),
                   .type = UserType::Human,
                   .displayName = answer->name.value_or(QString()),
                   .email = answer->email.value_or(QString()),
                   .avatarUrl = answer->picture.value_or(QString()),
                   .domainId = {}};
    signedIn.account = {.user = signedIn.me.id,
                        .name = signedIn.me.displayName,
                        .email = signedIn.me.email,
                        .clientId = m_client.id,
                        .serviceRoot = {},
                        .storage = TokenStorage::Keychain,
                        .grantedScopes = m_tokens.scopes};
    signedIn.tokens = m_tokens;
    Q_EMIT succeeded(signedIn);
}

} // namespace linnet::app
