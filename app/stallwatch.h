// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QList>

#include <memory>

namespace linnet::app {

class StallProbe;

// The application, watching itself: whatever keeps the GUI thread from what a person does for over
// 50 ms becomes a line in a file, with the milliseconds that passed, those that the thread itself
// computed (the rest it waited, or the machine was busy with others), and the events that took
// them: receiver's class, kind of event, what they caused below. No content. For measuring only;
// main() makes one when LINNET_STALLS names a file, and a plain QApplication else.
//
// Measured as a key press would feel it: another thread knocks at the event loop, through a file
// descriptor as the window system does, and what counts is what passed until it was answered. (The
// dispatcher's awake() and aboutToBlock() cannot tell: with GLib, what is dispatched lies between
// the wrong two.)
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

    void answered();

    QFile m_file;
    QElapsedTimer m_clock;
    int m_depth = 0; // events within events
    int m_answers = 0; // how often the probe was answered
    QList<Entry> m_entries; // since then, those that took a while; inner ones first
    std::unique_ptr<StallProbe> m_probe;
};

} // namespace linnet::app
