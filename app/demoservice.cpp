// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demoservice.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto pollInterval = std::chrono::milliseconds(20);
constexpr int longestWait = 15'000 / 20; // polls

// Beside the program, where the build puts it, or where the package puts it.
QString emulatorPath()
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString &candidate :
         {u"linnet-emulator"_s, u"../tests/emulator/linnet-emulator"_s,
          u"../libexec/linnet/linnet-emulator"_s}) {
        const QFileInfo file(here.filePath(candidate));
        if (file.isFile() && file.isExecutable())
            return file.canonicalFilePath();
    }
    return {};
}

} // namespace

DemoService::DemoService(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(pollInterval);
    connect(&m_timer, &QTimer::timeout, this, &DemoService::lookForPort);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            giveUp(tr("The demonstration service could not be started: %1.")
                       .arg(m_process.errorString()));
    });
    connect(&m_process, &QProcess::finished, this,
            [this] { giveUp(tr("The demonstration service ended by itself.")); });
}

DemoService::~DemoService()
{
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(1000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

void DemoService::start()
{
    const QString program = emulatorPath();
    if (program.isEmpty() || !m_directory.isValid()) {
        QTimer::singleShot(0, this, [this] {
            giveUp(tr("The demonstration service (linnet-emulator) is not installed."));
        });
        return;
    }
    m_process.start(program,
                    {u"--port"_s, u"0"_s, u"--port-file"_s, m_directory.filePath(u"port"_s),
                     u"--seed"_s, u"demo"_s, u"--auto-approve"_s, u"--live"_s,
                     u"--die-with-parent"_s});
    m_patience = longestWait;
    m_timer.start();
}

void DemoService::lookForPort()
{
    QFile file(m_directory.filePath(u"port"_s));
    const int port = file.open(QFile::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
    if (port > 0) {
        m_timer.stop();
        Q_EMIT ready(QUrl(u"http://127.0.0.1:%1"_s.arg(port)));
    } else if (--m_patience <= 0) {
        giveUp(tr("The demonstration service does not answer."));
    }
}

void DemoService::giveUp(const QString &why)
{
    m_timer.stop();
    m_process.disconnect(this);
    Q_EMIT failed(why);
}

} // namespace linnet::app
