// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/transport.h"

#include <QNetworkAccessManager>

namespace linnet::api {

// The transport that people use, over QNetworkAccessManager. What it makes sure of (each measured
// on Qt 6.4.2): redirects are answers, not followed; no HTTP/2, cookies or cache; one write on the
// wire for each send, also when the connection breaks; a total deadline besides the silence
// limit; a cap on the unpacked answer; TLS errors end the exchange.
class NetworkTransport final : public Transport
{
public:
    explicit NetworkTransport(const QString &userAgent);
    ~NetworkTransport() override;

    [[nodiscard]] std::unique_ptr<Exchange> send(HttpRequest request, Done done) override;

private:
    QByteArray m_userAgent;
    QNetworkAccessManager m_manager;
};

} // namespace linnet::api
