// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QList>

#include <memory>

namespace linnet::app {

// The application, watching itself: whatever keeps the GUI thread from its next event for over
// 50 ms becomes a line in a file, with the milliseconds that passed, those that the thread itself
// computed (the rest it waited, or the machine was busy with others), and the events that took
// them: receiver's class, kind of event, what they caused below. No content. For measuring only;
// main() makes one when LINNET_STALLS names a file, and a plain QApplication else.
//
// Events that follow each other without a pause count as one: no key press came between them. (The
// dispatcher's awake() and aboutToBlock() cannot tell: with GLib, what is dispatched lies between
// the wrong two.) A nested event loop (a drag) counts by its own events.
class StallWatch : public QApplication
{
    Q_OBJECT

public:
    StallWatch(int &argc, char **argv, const QString &file);
    ~StallWatch() override;

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

    void report();

    QFile m_file;
    QElapsedTimer m_clock;
    qint64 m_begin = 0; // of what is going on, microseconds of the clock
    qint64 m_end = -1; // of the last event of it
    qint64 m_computed = 0;
    int m_depth = 0; // events within events
    int m_loops = 0; // event loops within event loops, when the outermost event came
    QList<Entry> m_entries; // those that took a while; inner ones first
};

} // namespace linnet::app
