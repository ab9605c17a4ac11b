// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoints.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace linnet::api {

bool mayCarryToken(const QUrl &url)
{
    if (url.scheme() == "https"_L1)
        return !url.host().isEmpty();
    if (url.scheme() != "http"_L1)
        return false;
    const QHostAddress address(url.host());
    return url.host() == "localhost"_L1 || (!address.isNull() && address.isLoopback());
}

Endpoints Endpoints::google()
{
    Endpoints result;
    result.m_chat = "https://chat.googleapis.com/"_ba;
    result.m_people = "https://people.googleapis.com/"_ba;
    result.m_openId = "https://openidconnect.googleapis.com/"_ba;
    result.m_deviceCode = QUrl(u"https://oauth2.googleapis.com/device/code"_s);
    result.m_token = QUrl(u"https://oauth2.googleapis.com/token"_s);
    result.m_revoke = QUrl(u"https://oauth2.googleapis.com/revoke"_s);
    result.m_authorize = QUrl(u"https://accounts.google.com/o/oauth2/v2/auth"_s);
    return result;
}

Result<Endpoints> Endpoints::underRoot(const QUrl &root)
{
    if (!root.isValid() || root.isRelative() || !root.userInfo().isEmpty() || root.hasQuery()
        || root.hasFragment() || !mayCarryToken(root))
        return tl::unexpected(Error{.kind = Error::Kind::InvalidArgument,
                                    .reason = u"SERVICE_ROOT"_s,
                                    .message = u"The service root must be https, or http on a "
                                               u"loopback address."_s});
    QByteArray base = root.toEncoded();
    if (!base.endsWith('/'))
        base += '/';
    const auto at = [&base](QByteArrayView path) {
        return QUrl::fromEncoded(base + path.toByteArray(), QUrl::StrictMode);
    };
    Endpoints result;
    result.m_chat = result.m_people = result.m_openId = base;
    result.m_deviceCode = at("device/code");
    result.m_token = at("token");
    result.m_revoke = at("revoke");
    result.m_authorize = at("o/oauth2/v2/auth");
    return result;
}

QUrl Endpoints::urlOf(const Call &call) const
{
    QByteArray address;
    switch (call.method->host) {
    case Host::Chat:
    case Host::Upload:
        address = m_chat;
        break;
    case Host::People:
        address = m_people;
        break;
    case Host::OpenId:
        address = m_openId;
        break;
    }
    address += call.path;
    if (!call.query.isEmpty())
        address += '?' + call.query;
    return QUrl::fromEncoded(address, QUrl::StrictMode);
}

} // namespace linnet::api
