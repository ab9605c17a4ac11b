// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/transport.h"

#include <QIODevice>

namespace linnet::api {

// A request's body that can be read once. QNetworkAccessManager sends a request again by itself
// when the connection breaks, up to four times on the wire; it cannot with a device that neither
// buffers nor rewinds, and reports ContentReSendError instead.
class OnceOnlyBody final : public QIODevice
{
    Q_OBJECT
public:
    OnceOnlyBody(HttpBody body, QObject *parent);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool reset() override { return false; }
    [[nodiscard]] bool atEnd() const override { return m_sent >= m_body.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_body.size() - m_sent; }

    [[nodiscard]] bool wasRead() const { return m_sent > 0; } // some of it may have left
    // The file may go: from now on there is nothing more to read.
    void cutOff();
    [[nodiscard]] bool failed() const { return m_failed; } // the file gave less than it promised

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    HttpBody m_body;
    qint64 m_sent = 0;
    bool m_failed = false;
};

} // namespace linnet::api
