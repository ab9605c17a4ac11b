// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messagelayout.h"

namespace linnet::ui {

int MessageLayout::areaAt(const QPointF &point) const
{
    for (int i = int(areas.size()) - 1; i >= 0; --i) {
        if (areas[size_t(i)].rect.contains(point))
            return i;
    }
    return -1;
}

const Area *MessageLayout::area(int index) const
{
    return index >= 0 && index < int(areas.size()) ? &areas[size_t(index)] : nullptr;
}

const Area *MessageLayout::find(Part part, int index) const
{
    for (const Area &area : areas) {
        if (area.part == part && (index < 0 || area.index == index))
            return &area;
    }
    return nullptr;
}

QRectF rectOf(const Item &item)
{
    return std::visit([](const auto &each) { return each.rect; }, item);
}

QRectF MessageLayout::bounds() const
{
    QRectF all;
    for (const Item &item : items)
        all |= rectOf(item);
    return all;
}

} // namespace linnet::ui
