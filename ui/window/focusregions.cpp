// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/focusregions.h"

#include <QWidget>

namespace linnet::ui {

void FocusRegions::add(QWidget *part, std::function<void()> take)
{
    if (!take)
        take = [part] { part->setFocus(Qt::TabFocusReason); };
    m_regions.append({part, std::move(take)});
}

void FocusRegions::move(int step) const
{
    QList<Region> seen = m_regions;
    seen.removeIf([](const Region &region) { return !region.part->isVisible(); });
    if (seen.isEmpty())
        return;
    const QWidget *focused = m_window.focusWidget();
    qsizetype at = step > 0 ? -1 : 0;
    for (qsizetype i = 0; i < seen.size(); ++i) {
        if (focused && (seen[i].part == focused || seen[i].part->isAncestorOf(focused)))
            at = i;
    }
    seen[(at + step + seen.size()) % seen.size()].take();
}

} // namespace linnet::ui
