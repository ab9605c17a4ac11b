// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/sidewaysscroll.h"

#include "ui/timeline/messagelayout.h"

namespace linnet::ui {

bool SidewaysScroll::move(const MessageId &message, const MessageLayout &layout, int scroller,
                          qreal to)
{
    if (scroller < 0 || scroller >= int(layout.scrollers.size()))
        return false;
    to = qBound<qreal>(0, to, layout.scrollers[size_t(scroller)].farthest());
    QList<qreal> moved = m_moved.value(message);
    if (qFuzzyCompare(moved.value(scroller) + 1, to + 1))
        return false;
    moved.resize(qMax<qsizetype>(moved.size(), scroller + 1));
    moved[scroller] = to;
    m_moved.insert(message, moved);
    return true;
}

} // namespace linnet::ui
