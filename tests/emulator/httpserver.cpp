// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpserver.h"

#include <QTimer>

#include <sys/socket.h>

namespace emulator {

namespace {

constexpr qsizetype maximumHead = 65'536;
constexpr qint64 maximumBody = 256LL * 1024 * 1024;

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 206:
        return "Partial Content";
    case 302:
        return "Found";
    case 308:
        return "Resume Incomplete";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 409:
        return "Conflict";
    case 416:
        return "Requested Range Not Satisfiable";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

QByteArray headOf(const HttpResponse &response, bool withLength, bool close)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + reasonPhrase(response.status) + "\r\n";
    head += "Content-Type: " + response.contentType + "\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    if (withLength)
        head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    head += close ? "Connection: close\r\n" : "Connection: keep-alive\r\n";
    return head;
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const Handler &handler, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_handler(handler)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

void HttpConnection::read()
{
    m_buffer += m_socket->readAll();
    bool goOn = true;
    while (goOn) {
        switch (m_step) {
        case Step::Head:
            goOn = readHead();
            break;
        case Step::Body:
            goOn = readBody();
            break;
        case Step::Chunks:
            goOn = readChunks();
            break;
        case Step::Answering:
            goOn = false; // one at a time, so pipelined answers keep their order
            break;
        }
    }
}

bool HttpConnection::readHead()
{
    while (m_buffer.startsWith("\r\n"))
        m_buffer.remove(0, 2);
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_buffer.size() > maximumHead)
            refuse(431);
        return false;
    }
    const QList<QByteArray> lines = m_buffer.left(end).split('\n');
    m_buffer.remove(0, end + 4);
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    if (first.size() != 3 || !first.at(2).startsWith("HTTP/1.")) {
        refuse(400);
        return false;
    }
    m_request = HttpRequest();
    m_request.verb = first.at(0);
    m_request.target = first.at(1);
    const qsizetype mark = m_request.target.indexOf('?');
    m_request.rawPath = mark < 0 ? m_request.target : m_request.target.left(mark);
    if (mark >= 0)
        m_request.query = parseForm(m_request.target.mid(mark + 1));
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).trimmed();
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            m_request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    m_close = m_request.header("connection").toLower() == "close" || first.at(2) == "HTTP/1.0";
    if (m_request.header("expect").toLower() == "100-continue")
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (m_request.header("transfer-encoding").toLower().contains("chunked")) {
        m_step = Step::Chunks;
        return true;
    }
    m_missing = m_request.header("content-length").toLongLong();
    if (m_missing < 0 || m_missing > maximumBody) {
        refuse(413);
        return false;
    }
    m_request.body.reserve(m_missing);
    m_step = Step::Body;
    return true;
}

bool HttpConnection::readBody()
{
    const qsizetype take = std::min<qint64>(m_missing, m_buffer.size());
    m_request.body += m_buffer.left(take);
    m_buffer.remove(0, take);
    m_missing -= take;
    if (m_missing > 0)
        return false;
    dispatch();
    return true;
}

bool HttpConnection::readChunks()
{
    const qsizetype lineEnd = m_buffer.indexOf("\r\n");
    if (lineEnd < 0)
        return false;
    bool ok = false;
    const qint64 size = m_buffer.left(lineEnd).split(';').first().trimmed().toLongLong(&ok, 16);
    if (!ok || size < 0 || m_request.body.size() + size > maximumBody) {
        refuse(400);
        return false;
    }
    if (m_buffer.size() < lineEnd + 2 + size + 2)
        return false;
    m_request.body += m_buffer.mid(lineEnd + 2, size);
    m_buffer.remove(0, lineEnd + 2 + size + 2);
    if (size == 0)
        dispatch();
    return true;
}

void HttpConnection::refuse(int status)
{
    HttpResponse response;
    response.status = status;
    m_close = true;
    m_step = Step::Answering;
    write(response, {});
}

void HttpConnection::dispatch()
{
    m_step = Step::Answering;
    const QPointer<HttpConnection> self(this);
    m_handler(m_request, [self](const HttpResponse &response, const Delivery &delivery) {
        if (self)
            self->deliver(response, delivery);
    });
}

void HttpConnection::deliver(const HttpResponse &response, const Delivery &delivery)
{
    if (delivery.delayMs <= 0) {
        write(response, delivery);
        return;
    }
    Delivery now = delivery;
    now.delayMs = 0;
    QTimer::singleShot(delivery.delayMs, this, [this, response, now] { write(response, now); });
}

void HttpConnection::write(const HttpResponse &response, const Delivery &delivery)
{
    const bool head = m_request.verb == "HEAD";
    const QByteArray half = response.body.left(response.body.size() / 2);
    switch (delivery.manner) {
    case Delivery::Manner::Normal:
        m_socket->write(headOf(response, true, m_close) + "\r\n");
        if (!head)
            m_socket->write(response.body);
        finished();
        return;
    case Delivery::Manner::Close:
        m_socket->disconnectFromHost();
        return;
    case Delivery::Manner::Reset:
        reset();
        return;
    case Delivery::Manner::CutHeader:
        m_socket->write(headOf(response, true, false).left(24));
        m_socket->disconnectFromHost();
        return;
    case Delivery::Manner::CutBody:
        m_socket->write(headOf(response, true, false) + "\r\n" + half);
        m_socket->disconnectFromHost();
        return;
    case Delivery::Manner::CutChunks:
        m_socket->write(headOf(response, false, false) + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunk(half));
        m_socket->disconnectFromHost();
        return;
    case Delivery::Manner::NoLength:
        m_socket->write(headOf(response, false, true) + "\r\n" + half);
        m_socket->disconnectFromHost();
        return;
    case Delivery::Manner::Drip:
        m_socket->write(headOf(response, true, m_close) + "\r\n");
        drip(response.body, delivery.dripMs);
        return;
    case Delivery::Manner::HangBeforeHeaders:
        return;
    case Delivery::Manner::HangAfterHeaders:
        m_socket->write(headOf(response, true, false) + "\r\n");
        return;
    }
}

void HttpConnection::drip(const QByteArray &rest, int intervalMs)
{
    if (rest.isEmpty()) {
        finished();
        return;
    }
    m_socket->write(rest.left(1));
    QTimer::singleShot(intervalMs, this,
                       [this, rest, intervalMs] { drip(rest.mid(1), intervalMs); });
}

void HttpConnection::finished()
{
    if (m_close) {
        m_socket->disconnectFromHost();
        return;
    }
    m_step = Step::Head;
    if (!m_buffer.isEmpty())
        QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

void HttpConnection::reset()
{
    const linger hard{1, 0}; // close() then sends RST instead of FIN
    setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
               sizeof hard);
    m_socket->abort();
}

HttpServer::HttpServer(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            new HttpConnection(socket, m_handler, this);
    });
}

quint16 HttpServer::listen(quint16 port)
{
    return m_server.listen(QHostAddress::LocalHost, port) ? m_server.serverPort() : 0;
}

} // namespace emulator
