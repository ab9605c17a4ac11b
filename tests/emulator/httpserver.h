// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http.h"

#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace emulator {

using Answer = std::function<void(const HttpResponse &, const Delivery &)>;
using Handler = std::function<void(const HttpRequest &, const Answer &)>;

/// One client connection: parses HTTP/1.1 (keep-alive, pipelining, chunked bodies, 100-continue),
/// hands over one request at a time and writes its answer, faulty where the Delivery says so.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    HttpConnection(QTcpSocket *socket, const Handler &handler, QObject *parent);

private:
    enum class Step {
        Head,
        Body,
        Chunks,
        Answering,
    };

    void read();
    bool readHead();
    bool readBody();
    bool readChunks();
    void refuse(int status);
    void dispatch();
    void deliver(const HttpResponse &response, const Delivery &delivery);
    void write(const HttpResponse &response, const Delivery &delivery);
    void drip(const QByteArray &rest, int intervalMs);
    void finished();
    void reset();

    QTcpSocket *m_socket;
    Handler m_handler;
    QByteArray m_buffer;
    HttpRequest m_request;
    qint64 m_missing = 0;
    Step m_step = Step::Head;
    bool m_close = false;
};

/// Listens on 127.0.0.1. Qt's own QAbstractHttpServer was tried and left: see README.md.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    explicit HttpServer(Handler handler, QObject *parent = nullptr);

    /// Port 0 takes a free one. Returns the bound port, 0 on failure.
    quint16 listen(quint16 port);
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }

private:
    Handler m_handler;
    QTcpServer m_server;
};

} // namespace emulator
