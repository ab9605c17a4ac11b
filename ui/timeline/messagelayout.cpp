// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messagelayout.h"

#include <algorithm>

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

int TextItem::selectableEnd() const
{
    return selectableLength < 0 ? int(layout->text().size()) : selectableLength;
}

QRectF Scroller::handle(qreal offset) const
{
    constexpr qreal thickness = 4;
    constexpr qreal shortest = 24;
    if (farthest() <= 0)
        return {};
    const qreal room = view.width() - 2 * thickness;
    const qreal width = qMax(qMin(shortest, room), room * view.width() / content);
    const qreal x = (room - width) * qBound<qreal>(0, offset / farthest(), 1);
    return {view.left() + thickness + x, view.bottom() - thickness - 2, width, thickness};
}

const TextItem *MessageLayout::selectableText(int number) const
{
    for (const Item &item : items) {
        const auto *text = std::get_if<TextItem>(&item);
        if (text && text->selectable && number-- == 0)
            return text;
    }
    return nullptr;
}

bool MessageLayout::isOnText(const QPointF &point) const
{
    return std::any_of(items.begin(), items.end(), [&point](const Item &item) {
        const auto *text = std::get_if<TextItem>(&item);
        return text && text->selectable && text->rect.contains(point);
    });
}

TextPlace MessageLayout::placeAt(const QPointF &point, const QList<qreal> &scrolled) const
{
    const TextItem *nearest = nullptr;
    std::pair<qreal, qreal> distance; // up or down, then of those side by side
    TextPlace place;
    int number = 0;
    for (const Item &item : items) {
        const auto *text = std::get_if<TextItem>(&item);
        if (!text || !text->selectable)
            continue;
        const QRectF &rect = text->rect;
        const std::pair<qreal, qreal> away(
            qMax<qreal>(0, qMax(rect.top() - point.y(), point.y() - rect.bottom())),
            qMax<qreal>(0, qMax(rect.left() - point.x(), point.x() - rect.right())));
        if (!nearest || away < distance) {
            nearest = text;
            distance = away;
            place.text = number;
        }
        ++number;
    }
    if (!nearest)
        return point.y() < height / 2.0 ? rowBegin : rowEnd;
    if (point.y() < nearest->rect.top() && place.text == 0)
        return rowBegin;
    if (point.y() > nearest->rect.bottom() && place.text + 1 == number)
        return rowEnd;
    const qreal moved = nearest->scroller >= 0 ? scrolled.value(nearest->scroller) : 0;
    const QPointF inside = point - nearest->origin + QPointF(moved, 0);
    const QTextLayout &layout = *nearest->layout;
    int line = 0;
    while (line + 1 < layout.lineCount() && layout.lineAt(line + 1).y() <= inside.y())
        ++line;
    if (layout.lineCount() > 0)
        place.offset = layout.lineAt(line).xToCursor(inside.x());
    place.offset = qMin(place.offset, nearest->selectableEnd());
    return place;
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
