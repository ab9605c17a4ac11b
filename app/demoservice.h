// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>

namespace linnet::app {

// The service emulator as a child process, for `linnet --demo`. Found beside the program, in the
// build tree, or where it is installed. Dies with this object.
class DemoService : public QObject
{
    Q_OBJECT

public:
    explicit DemoService(QObject *parent = nullptr);
    ~DemoService() override;

    // Starts the child; ends in ready() or failed(), once.
    void start();

Q_SIGNALS:
    void ready(const QUrl &serviceRoot);
    // A sentence for the terminal.
    void failed(const QString &why);

private:
    void lookForPort();
    void giveUp(const QString &why);

    QTemporaryDir m_directory;
    QProcess m_process;
    QTimer m_timer;
    int m_patience = 0;
};

} // namespace linnet::app
