// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/ports.h"

#include <QObject>

#include <optional>

namespace linnet::ui {

class TimelinePane;

// How far threads are read: draws the "New" line into a thread that was opened, and says that it is
// read once its newest reply was really seen. A child of the pane.
class ThreadReading : public QObject
{
    Q_OBJECT
public:
    // The port must outlive it.
    ThreadReading(TimelinePort &port, TimelinePane &pane);

    // The pane shows another thread now.
    void opened();
    // What is in view, or whether the window is active, may have changed.
    void update();

Q_SIGNALS:
    // The port was told that the thread is read.
    void marked();

private:
    TimelinePort &m_port;
    TimelinePane &m_pane;
    bool m_known = false; // how far the thread was read, as far as anybody knows
    std::optional<MessageKey> m_marked; // the newest sent one when it was last marked
};

} // namespace linnet::ui
