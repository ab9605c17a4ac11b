// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/clientconfig.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace linnet::api {

tl::expected<ClientConfig, ClientConfig::Problem> ClientConfig::fromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isNull())
        return tl::unexpected(Problem::NotJson);
    const QJsonObject object = document.object();
    if (object["type"_L1].toString() == "service_account"_L1)
        return tl::unexpected(Problem::ServiceAccount);
    const QJsonObject client = object["installed"_L1].toObject();
    if (client.isEmpty())
        return tl::unexpected(object["web"_L1].isObject() ? Problem::WebClient
                                                          : Problem::NotAClient);
    ClientConfig config{.id = client["client_id"_L1].toString().trimmed(),
                        .secret = client["client_secret"_L1].toString().trimmed()};
    if (config.id.isEmpty())
        return tl::unexpected(Problem::NoClientId);
    return config;
}

} // namespace linnet::api
