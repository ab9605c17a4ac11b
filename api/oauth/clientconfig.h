// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace linnet::api {

// The OAuth client a person brings: as the Cloud console's JSON file, or typed in.
struct ClientConfig
{
    enum class Problem {
        NotJson,
        NotAClient, // JSON, but not what the console gives for an OAuth client
        ServiceAccount, // the key file of a service account
        WebClient, // cannot come back to a port of this machine, as the loopback flow does
        NoClientId,
    };

    QString id{};
    QString secret{}; // empty: none; with desktop clients it is no secret (RFC 8252 8.5)

    [[nodiscard]] bool isValid() const { return !id.isEmpty(); }
    // {"installed": {…}}, as of a Desktop or a TV client. The file's addresses are not used:
    // Endpoints decides where secrets go.
    [[nodiscard]] static tl::expected<ClientConfig, Problem> fromJson(const QByteArray &json);

    friend bool operator==(const ClientConfig &, const ClientConfig &) = default;
};

} // namespace linnet::api
