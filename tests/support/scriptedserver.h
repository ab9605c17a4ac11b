// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <deque>

class QTcpSocket;

namespace linnet::test {

// An HTTP/1.1 server for one test: reads whole requests, answers each with the next step of a
// script, byte for byte, and keeps what came.
class ScriptedServer final : public QObject
{
    Q_OBJECT
public:
    struct Step
    {
        QByteArray bytes{}; // everything from the status line on
        bool close = false; // afterwards, in order
        bool reset = false; // afterwards, with an RST
        int dripEvery = 0; // ms between single bytes of what follows the head; 0: all at once
    };

    explicit ScriptedServer(QObject *parent = nullptr);

    [[nodiscard]] QUrl url(const QString &pathAndQuery) const;
    [[nodiscard]] QByteArray host() const; // "127.0.0.1:PORT"

    ScriptedServer &then(Step step);
    void otherwise(const Step &step) { m_otherwise = step; }
    // A whole answer with Content-Length.
    [[nodiscard]] static Step answer(const QByteArray &body, const QByteArray &status = "200 OK",
                                     const QByteArray &headers
                                     = "Content-Type: application/json\r\n");

    [[nodiscard]] const QList<QByteArray> &requests() const { return m_requests; } // head and body
    [[nodiscard]] int count(QByteArrayView verb) const;
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void accept();
    void read(QTcpSocket *socket);
    void play(QTcpSocket *socket);
    void drip(QTcpSocket *socket, const QByteArray &rest, const Step &step);
    void end(QTcpSocket *socket, const Step &step);

    QTcpServer m_server;
    std::deque<Step> m_script;
    Step m_otherwise;
    QList<QByteArray> m_requests;
    int m_connections = 0;
};

} // namespace linnet::test
