// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/places.h"

#include "ui/text/errorwords.h"
#include "ui/text/linkgate.h"
#include "ui/timeline/messageactions.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/notice.h"
#include "ui/window/services.h"
#include "ui/window/timelinepane.h"

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr auto offered = std::chrono::seconds(12);
} // namespace

// Names are "THREAD.MESSAGE", the same twice for the first of a thread.
ThreadId threadOfReply(const MessageId &message)
{
    const QString id = message.lastSegment();
    const QString thread = id.section(u'.', 0, 0);
    if (!id.contains(u'.') || thread == id.section(u'.', 1))
        return ThreadId();
    return ThreadId(QString(spaceOf(message).name() + u"/threads/"_s + thread));
}

Places::Places(const Services &services, TimelinePane &timeline, TimelinePane &thread,
               Notice &notice, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_timeline(timeline)
    , m_thread(thread)
    , m_notice(notice)
    , m_window(window)
{
    for (TimelinePane *pane : {&timeline, &thread}) {
        connect(&pane->view(), &TimelineView::chatLinkRequested, this, &Places::follow);
        connect(&pane->view(), &TimelineView::momentNotReached, this, [this](const Error &error) {
            m_notice.say(error.kind == ErrorKind::NotFound
                             ? tr("There are no messages from then.")
                             : tr("What was written then is not on this computer. %1")
                                   .arg(errorLine(error)));
        });
        connect(pane, &TimelinePane::placeRequested, this,
                [this](const MessageId &message) { goTo(message, threadOfReply(message)); });
        connect(pane, &TimelinePane::notReached, this,
                [this, pane](const MessageId &message, const Error &error) {
                    explain(message, pane->scope().thread, error);
                });
    }
}

void Places::goTo(const MessageId &message, const ThreadId &thread)
{
    const SpaceId space = spaceOf(message);
    const Conversation *conversation = m_services.spaces.find(space);
    if (!conversation) {
        m_notice.say(tr("The conversation it was written in is not yours."));
        return;
    }
    const bool threads = conversation->space.threading == ThreadingState::Threaded;
    if (threads && !thread.isEmpty()) {
        Q_EMIT threadRequested({space, thread});
        m_thread.goTo(message);
    } else {
        Q_EMIT spaceRequested(space);
        m_timeline.goTo(message);
    }
}

void Places::follow(const ChatAddress &place, const QString &address)
{
    if (!m_services.spaces.find(place.space)) {
        m_services.links.openExternal(address, &m_window);
        return;
    }
    if (!place.message.isEmpty()) {
        goTo(place.message, threadOfReply(place.message));
        return;
    }
    Q_EMIT spaceRequested(place.space);
    const bool threads
        = m_services.spaces.find(place.space)->space.threading == ThreadingState::Threaded;
    if (threads && !place.thread.isEmpty())
        Q_EMIT threadRequested({place.space, place.thread});
}

void Places::explain(const MessageId &id, const ThreadId &thread, const Error &error)
{
    Message message;
    message.id = id;
    message.space = spaceOf(id);
    message.thread = thread;
    const Conversation *conversation = m_services.spaces.find(message.space);
    const bool direct = conversation && conversation->space.type != SpaceType::Space;
    const QString link = messageLink(message, direct);
    if (link.isEmpty())
        return;
    const QString words = error.kind == ErrorKind::NotFound
        ? tr("The message is gone, or was never here.")
        : tr("The message is not on this computer. %1").arg(errorLine(error));
    m_notice.offer(words, tr("Open in the browser"), offered,
                   [this, link] { m_services.links.openExternal(link, &m_window); });
}

} // namespace linnet::ui
