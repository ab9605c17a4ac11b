// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshot.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPixmap>
#include <QWidget>

#include <cstdio>

namespace linnet::app {

namespace {

constexpr auto quietTime = std::chrono::milliseconds(700);
// A service that never answers still gives a picture: of the window that says so.
constexpr auto longestWait = std::chrono::seconds(20);
constexpr auto longestSettling = std::chrono::seconds(5);

} // namespace

Screenshot::Screenshot(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietTime);
    m_patience.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, &Screenshot::take);
    connect(&m_patience, &QTimer::timeout, this, &Screenshot::take);
    m_patience.start(longestWait);
}

void Screenshot::setWindow(QWidget *window)
{
    if (m_window)
        m_window->removeEventFilter(this);
    m_window = window;
    m_window->installEventFilter(this);
}

void Screenshot::settle()
{
    if (m_settling)
        return;
    m_settling = true;
    m_quiet.start();
    m_patience.start(longestSettling);
}

bool Screenshot::eventFilter(QObject *watched, QEvent *event)
{
    if (m_settling && event->type() == QEvent::UpdateRequest)
        m_quiet.start();
    return QObject::eventFilter(watched, event);
}

void Screenshot::take()
{
    m_quiet.stop();
    m_patience.stop();
    const bool written = m_window && m_window->grab().save(m_file);
    if (written)
        std::fprintf(stdout, "%s\n", qUtf8Printable(m_file));
    else
        std::fprintf(stderr, "linnet: %s\n",
                     qUtf8Printable(tr("the picture could not be written to %1").arg(m_file)));
    QCoreApplication::exit(written ? 0 : 1);
}

} // namespace linnet::app
