// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QLoggingCategory>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcInstance, "linnet.instance")

constexpr qint64 longestMessage = 4096;
constexpr int patience = 3000; // milliseconds

} // namespace

SingleInstance::SingleInstance(const QString &lockFile, QString socketFile, QObject *parent)
    : QObject(parent)
    , m_lock(lockFile)
    , m_socketFile(std::move(socketFile))
{
    // Held for as long as the process lives; a dead holder is recognised by its process id.
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::~SingleInstance() = default;

SingleInstance::Role SingleInstance::start(const QString &open, const QString &activationToken)
{
    if (m_lock.tryLock(0)) {
        listen();
        return Role::First;
    }
    QLocalSocket socket;
    socket.connectToServer(m_socketFile);
    if (!socket.waitForConnected(patience))
        return Role::Unanswered;
    const QJsonObject message {{u"verb"_s, u"activate"_s},
                               {u"open"_s, open},
                               {u"token"_s, activationToken}};
    socket.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    // The first one answers by closing once it has read the whole message.
    const bool answered = socket.waitForBytesWritten(patience)
        && (socket.state() == QLocalSocket::UnconnectedState
            || socket.waitForDisconnected(patience));
    return answered ? Role::Second : Role::Unanswered;
}

void SingleInstance::listen()
{
    // The lock is ours, so a socket that is still there was left by one that was killed.
    QLocalServer::removeServer(m_socketFile);
    if (!m_server.listen(m_socketFile))
        qCWarning(lcInstance, "cannot listen for a second start: %s",
                  qUtf8Printable(m_server.errorString()));
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { receive(socket); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        receive(socket);
    }
}

void SingleInstance::receive(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestMessage)
            socket->abort();
        return;
    }
    const QJsonObject message
        = QJsonDocument::fromJson(socket->readLine(longestMessage)).object();
    socket->disconnectFromServer();
    if (message.value("verb"_L1).toString() == "activate"_L1)
        Q_EMIT activated(message.value("open"_L1).toString(),
                         message.value("token"_L1).toString());
}

} // namespace linnet::app
