// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timeline.h"
#include "ui/text/chataddress.h"

#include <QObject>

class QWidget;

namespace linnet::ui {

class Notice;
class TimelinePane;
struct Services;

// Goes where a link, a pin or a quote leads: a conversation, a thread, a message. What is not this
// person's, or cannot be fetched, is offered on the web. One a window.
class Places : public QObject
{
    Q_OBJECT
public:
    // All must outlive it.
    Places(const Services &services, TimelinePane &timeline, TimelinePane &thread, Notice &notice,
           QWidget &window);

    // thread: where the message is a reply; else it stands in the main timeline.
    void goTo(const MessageId &message, const ThreadId &thread);
    void follow(const ChatAddress &place, const QString &address);

Q_SIGNALS:
    // Both are to be done at once.
    void spaceRequested(const linnet::SpaceId &space);
    void threadRequested(const linnet::TimelineScope &scope);

private:
    void explain(const MessageId &message, const ThreadId &thread, const Error &error);

    const Services &m_services;
    TimelinePane &m_timeline;
    TimelinePane &m_thread;
    Notice &m_notice;
    QWidget &m_window;
};

// The thread a message is a reply in, as its name tells; empty for one that began its thread.
[[nodiscard]] ThreadId threadOfReply(const MessageId &message);

} // namespace linnet::ui
