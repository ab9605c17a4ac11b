// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/threadreading.h"

#include "ui/window/timelinepane.h"

namespace linnet::ui {

using items::TimelineModel;

namespace {

// What waits or was refused stays last, whoever answers meanwhile.
std::optional<MessageKey> newestSent(const TimelineModel &model)
{
    for (int row = model.rowCount() - 1; row > 0; --row) {
        const auto message = model.index(row).data(TimelineModel::MessageRole).value<Message>();
        if (!message.isPending())
            return keyOf(message);
    }
    return {};
}

} // namespace

ThreadReading::ThreadReading(TimelinePort &port, TimelinePane &pane)
    : QObject(&pane)
    , m_port(port)
    , m_pane(pane)
{
    connect(&pane, &TimelinePane::viewChanged, this, &ThreadReading::update);
}

void ThreadReading::opened()
{
    m_known = false;
    m_marked.reset();
    const ThreadId thread = m_pane.scope().thread;
    m_port.threadRead(thread, this, [this, thread](const Result<Timestamp> &read) {
        if (!m_pane.isOpen() || m_pane.scope().thread != thread)
            return;
        m_known = true;
        if (read && read->isKnown())
            m_pane.model().setNewLine(*read);
        update();
    });
}

void ThreadReading::update()
{
    const QWidget *window = m_pane.window();
    if (!m_known || !m_pane.isOpen() || !window->isActiveWindow() || window->isMinimized()
        || !m_pane.showsNewest())
        return;
    const std::optional<MessageKey> newest = newestSent(m_pane.model());
    if (!newest || newest == m_marked)
        return;
    m_marked = newest;
    m_port.markThreadRead(m_pane.scope().thread);
    Q_EMIT marked();
}

} // namespace linnet::ui
