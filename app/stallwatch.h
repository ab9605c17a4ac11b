// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QList>

#include <memory>

namespace linnet::app {

// The application, watching its own event loop: every turn that keeps the GUI thread from the next
// event for over 50 ms becomes a line in a file, with the milliseconds that passed, those that the
// thread itself computed (the rest it waited, or the machine was busy with others), and the events
// that took them: receiver's class, kind of event. No content. For measuring only; main() makes one
// when LINNET_STALLS names a file, and a plain QApplication else.
//
// Not counted: a nested event loop (a menu, a drag) is turns of its own, and before exec() there
// are none, which is where starting up is; that is measured from outside.
class StallWatch : public QApplication
{
    Q_OBJECT

public:
    StallWatch(int &argc, char **argv, const QString &file);

    bool notify(QObject *receiver, QEvent *event) override;

    // The one that LINNET_STALLS asks for, or a plain application.
    [[nodiscard]] static std::unique_ptr<QApplication> application(int &argc, char **argv);

private:
    struct Entry
    {
        int depth = 0;
        qint64 microseconds = 0;
        qint64 computed = 0; // by this thread, microseconds
        QByteArray what;
    };

    void begin();
    void end();

    QFile m_file;
    QElapsedTimer m_sinceStart;
    QElapsedTimer m_turn;
    qint64 m_turnComputed = 0; // the thread's clock when the turn began
    bool m_running = false;
    int m_depth = 0;
    QList<Entry> m_entries; // of this turn, those that took a while; inner ones first
};

} // namespace linnet::app
