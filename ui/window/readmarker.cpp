// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/readmarker.h"

namespace linnet::ui {

ReadMarker::ReadMarker(TimelinePort &port)
    : m_port(port)
{
}

void ReadMarker::hold(const SpaceId &space)
{
    m_holdNext = space;
    m_held.reset();
}

void ReadMarker::update(const View &view)
{
    if (view.space != m_space) {
        m_space = view.space;
        m_marked.reset();
        m_held.reset();
        m_holdNext = {};
    }
    if (view.space.isEmpty() || !view.newest)
        return;
    const Seen seen{view.space, *view.newest, view.activity};
    if (m_holdNext == view.space) {
        m_holdNext = {};
        m_held = seen;
    }
    if (m_held == seen)
        return;
    if (!view.windowActive || !view.atBottom || !view.unread || m_marked == seen)
        return;
    m_marked = seen;
    m_port.markRead(view.space);
}

} // namespace linnet::ui
