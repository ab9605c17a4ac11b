// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedserver.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace linnet::test {

namespace {

qsizetype lengthOf(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return line.mid(15).trimmed().toLongLong();
    }
    return 0;
}

} // namespace

ScriptedServer::ScriptedServer(QObject *parent)
    : QObject(parent)
    , m_otherwise(answer("{}"))
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::accept);
    const bool listening = m_server.listen(QHostAddress::LocalHost);
    Q_ASSERT(listening);
}

QUrl ScriptedServer::url(const QString &pathAndQuery) const
{
    return QUrl(
        QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(pathAndQuery));
}

QByteArray ScriptedServer::host() const
{
    return "127.0.0.1:" + QByteArray::number(m_server.serverPort());
}

ScriptedServer &ScriptedServer::then(Step step)
{
    m_script.push_back(std::move(step));
    return *this;
}

ScriptedServer::Step ScriptedServer::answer(const QByteArray &body, const QByteArray &status,
                                            const QByteArray &headers)
{
    return {.bytes = "HTTP/1.1 " + status + "\r\n" + headers
                + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body};
}

int ScriptedServer::count(QByteArrayView verb) const
{
    return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(),
                                          [&](const QByteArray &r) { return r.startsWith(verb); }));
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void ScriptedServer::read(QTcpSocket *socket)
{
    QByteArray seen = socket->peek(socket->bytesAvailable());
    const qsizetype head = seen.indexOf("\r\n\r\n");
    if (head < 0)
        return;
    const qsizetype whole = head + 4 + lengthOf(seen.left(head));
    if (seen.size() < whole)
        return;
    m_requests.append(socket->read(whole));
    play(socket);
}

void ScriptedServer::play(QTcpSocket *socket)
{
    Step step = m_otherwise;
    if (!m_script.empty()) {
        step = std::move(m_script.front());
        m_script.pop_front();
    }
    if (step.dripEvery == 0) {
        socket->write(step.bytes);
        return end(socket, step);
    }
    const qsizetype head = step.bytes.indexOf("\r\n\r\n") + 4;
    socket->write(step.bytes.left(head));
    drip(socket, step.bytes.mid(head), step);
}

void ScriptedServer::drip(QTcpSocket *socket, const QByteArray &rest, const Step &step)
{
    if (rest.isEmpty())
        return end(socket, step);
    socket->write(rest.left(1));
    QTimer::singleShot(step.dripEvery, socket,
                       [this, socket, rest = rest.mid(1), step] { drip(socket, rest, step); });
}

void ScriptedServer::end(QTcpSocket *socket, const Step &step)
{
    if (step.reset) {
        socket->flush();
        const linger off{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &off,
                     sizeof off);
        socket->abort();
    } else if (step.close) {
        socket->disconnectFromHost();
    }
}

} // namespace linnet::test
