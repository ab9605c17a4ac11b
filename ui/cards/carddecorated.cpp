// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/carddecorated.h"

#include "ui/cards/cardbuttons.h"
#include "ui/cards/cardinputs.h"
#include "ui/cards/cardwords.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr qreal iconSide = metrics::icon;
constexpr qreal gap = 12;
constexpr qreal leastText = 96; // narrower, and the button stands below

// The texts, one below the other; returns their height.
qreal addTexts(CardCanvas &canvas, const Decorated &decorated, const Slot &slot)
{
    const QPointF at(slot.left, slot.top);
    qreal y = 0;
    CardCanvas::TextLook label;
    label.face = &canvas.fonts().meta;
    label.colour = {&Tokens::muted};
    label.alignment = slot.alignment;
    if (!decorated.top.isEmpty()) {
        label.wrap = false;
        y += canvas.addText(decorated.top, at, slot.width, label).height;
    }
    if (!decorated.text.isEmpty()) {
        CardCanvas::TextLook look;
        look.face = &canvas.fonts().body;
        look.wrap = decorated.wrap;
        look.alignment = slot.alignment;
        y += canvas.addText(decorated.text, at + QPointF(0, y), slot.width, look).height;
    }
    if (!decorated.bottom.isEmpty()) {
        label.wrap = true;
        y += canvas.addText(decorated.bottom, at + QPointF(0, y), slot.width, label).height;
    }
    return y;
}

void addIcon(CardCanvas &canvas, const Icon &icon, const QPointF &topLeft)
{
    const QRectF rect(topLeft, QSizeF(iconSide, iconSide));
    CardPicture picture{rect, icon.address, icon.circle ? iconSide / 2 : 0, icon.circle, true};
    picture.icon = icon.name;
    picture.iconSide = iconSide;
    canvas.addPicture(picture);
    canvas.addWords(icon.alternative, rect);
}

// What stands behind the text, at the origin; returns its size.
QSizeF addEnd(CardCanvas &canvas, const Decorated &decorated, qreal maximum)
{
    if (!decorated.button.isEmpty())
        return addButton(canvas, decorated.button, {}, maximum).size();
    if (decorated.toggle) {
        CardControl control;
        control.kind = CardControl::Kind::App;
        control.name = decorated.text.plain().simplified();
        control.note = inputNote();
        const QRectF rect = decorated.toggle->box ? addCheckBox(canvas, decorated.toggle->on, {})
                                                  : addSwitch(canvas, decorated.toggle->on, {});
        canvas.addArea(canvas.addControl(control), rect);
        return rect.size();
    }
    if (!decorated.end.isEmpty()) {
        addIcon(canvas, decorated.end, {});
        return {iconSide, iconSide};
    }
    return {0, 0};
}

} // namespace

qreal addDecorated(CardCanvas &canvas, const Decorated &decorated, const Slot &slot)
{
    QString name = decorated.text.plain().simplified();
    if (name.isEmpty())
        name = decorated.top.plain().simplified();
    const bool clickable = decorated.click.kind != Click::Kind::None;
    int row = -1;
    size_t rowBox = 0;
    size_t rowArea = 0;
    if (clickable) { // below everything else that can be pointed at
        row = canvas.addControl(controlOf(decorated.click, name));
        rowBox = canvas.addBox({});
        rowArea = canvas.addArea(row, {});
    }
    const bool hasIcon = !decorated.start.isEmpty();
    Slot text = slot;
    if (hasIcon) {
        text.left += iconSide + gap;
        text.width -= iconSide + gap;
    }
    // How much room the text has depends on what stands behind it.
    const CardCanvas::Mark endMark = canvas.mark();
    const QSizeF end = addEnd(canvas, decorated, text.width);
    const CardCanvas::Mark textMark = canvas.mark();
    const bool hasEnd = end.width() > 0;
    const bool below = hasEnd && text.width - end.width() - gap < leastText;
    if (hasEnd && !below)
        text.width -= end.width() + gap;
    const qreal textHeight = addTexts(canvas, decorated, text);
    qreal height = textHeight;
    if (below) {
        const qreal top = textHeight > 0 ? textHeight + 4 : 0;
        canvas.shift(endMark, textMark, text.left, slot.top + top);
        height = top + end.height();
    } else {
        height = std::max({textHeight, end.height(), hasIcon ? iconSide : 0});
        canvas.shift(endMark, textMark, slot.right() - end.width(),
                     slot.top + std::floor((height - end.height()) / 2));
        canvas.shift(textMark, 0, std::floor((height - textHeight) / 2));
    }
    canvas.swap(endMark, textMark); // read after the text
    if (hasIcon) {
        const qreal pitch
            = decorated.top.isEmpty() ? canvas.fonts().body.pitch : canvas.fonts().meta.pitch;
        qreal y = std::floor((height - iconSide) / 2);
        if (decorated.startPlace == Upright::Top)
            y = qMax<qreal>(0, std::floor((pitch - iconSide) / 2));
        else if (decorated.startPlace == Upright::Bottom)
            y = height - iconSide;
        addIcon(canvas, decorated.start, QPointF(slot.left, slot.top + y));
    }
    if (clickable) {
        const QRectF rect(slot.left - 4, slot.top - 2, slot.width + 8, height + 4);
        canvas.setArea(rowArea, rect);
        canvas.setBox(rowBox,
                      {rect, metrics::smallRadius, {}, {}, isAlive(decorated.click) ? row : -1});
    }
    return height;
}

} // namespace linnet::ui::cards
