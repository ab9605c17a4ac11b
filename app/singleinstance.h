// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace linnet::app {

// One Linnet a profile: the first one holds the lock and listens; a second one asks it to show
// itself and leaves. What comes over the socket is limited to a few verbs and 4 KB.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Role {
        First,
        Second, // the first one was asked to show itself
        Unanswered, // another one holds the lock but does not answer
    };

    SingleInstance(const QString &lockFile, QString socketFile, QObject *parent = nullptr);
    ~SingleInstance() override;

    // Finds out which one this is. Blocks for at most three seconds while a first one is asked.
    // `open` is a conversation to show, `activationToken` what the desktop gave this process
    // (XDG_ACTIVATION_TOKEN), so that the first one may come to the front on Wayland.
    [[nodiscard]] Role start(const QString &open, const QString &activationToken);

Q_SIGNALS:
    // Another one was started: come to the front; `open` may be empty.
    void activated(const QString &open, const QString &activationToken);

private:
    void listen();
    void accept();
    void receive(QLocalSocket *socket);

    QLockFile m_lock;
    QString m_socketFile;
    QLocalServer m_server;
};

} // namespace linnet::app
