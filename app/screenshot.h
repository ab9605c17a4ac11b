// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace linnet::app {

// Draws a window to a file once it has come to rest, and ends the program: `linnet --screenshot`.
// Exit code 0 when the file was written, 1 when not.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    explicit Screenshot(QString file, QObject *parent = nullptr);

    // The window to draw. Every call replaces the former one.
    void setWindow(QWidget *window);
    // What was waited for (the first sync, the page to show) is there: draw when nothing has been
    // repainted for a moment, so that pictures and fonts are in.
    void settle();

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void take();

    QString m_file;
    QPointer<QWidget> m_window;
    QTimer m_quiet; // since the last paint
    QTimer m_patience; // in all
    bool m_settling = false;
};

} // namespace linnet::app
