// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardwidgets.h"

#include "ui/cards/cardbuttons.h"
#include "ui/cards/carddecorated.h"
#include "ui/cards/cardinputs.h"
#include "ui/cards/cardpanels.h"
#include "ui/cards/cardpictures.h"
#include "ui/cards/cardwords.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr qsizetype firstCharacters = 4'000; // of a paragraph; then in steps
constexpr qsizetype moreCharacters = 16'000;

// A line of words that changes how the card is shown.
qreal addAction(CardCanvas &canvas, const QString &words, const CardStep &step, const Slot &slot)
{
    CardControl control;
    control.kind = CardControl::Kind::State;
    control.name = words;
    control.step = step;
    const int number = canvas.addControl(control);
    const CardCanvas::Mark mark = canvas.mark();
    const QRectF rect = canvas.addLine(words, canvas.fonts().metaBold, QPointF(slot.left, slot.top),
                                       slot.width, {&Tokens::link}, number);
    canvas.addArea(number, rect);
    canvas.align(mark, canvas.mark(), slot, rect.width());
    return rect.height();
}

qreal add(CardCanvas &canvas, const TextParagraph &paragraph, const Slot &slot)
{
    if (paragraph.text.isEmpty())
        return 0;
    const int opened = canvas.value(paragraph.place);
    CardCanvas::TextLook look;
    look.face = &canvas.fonts().body;
    look.alignment = slot.alignment;
    look.maximumLines = opened ? 0 : paragraph.maximumLines;
    look.maximumCharacters = firstCharacters + opened * moreCharacters;
    const CardCanvas::Extent extent
        = canvas.addText(paragraph.text, QPointF(slot.left, slot.top), slot.width, look);
    if (extent.cut) {
        return extent.height + 4
            + addAction(canvas, Words::tr("Show more"), {paragraph.place, opened + 1},
                        slot.below(extent.height + 4));
    }
    if (opened && paragraph.maximumLines > 0) {
        return extent.height + 4
            + addAction(canvas, Words::tr("Show less"), {paragraph.place, 0},
                        slot.below(extent.height + 4));
    }
    return extent.height;
}

qreal add(CardCanvas &canvas, const Image &image, const Slot &slot)
{
    return addImage(canvas, image, slot);
}

qreal add(CardCanvas &canvas, const Decorated &decorated, const Slot &slot)
{
    return addDecorated(canvas, decorated, slot);
}

qreal add(CardCanvas &canvas, const ButtonList &list, const Slot &slot)
{
    return addButtons(canvas, list, slot);
}

qreal add(CardCanvas &canvas, const ChipList &list, const Slot &slot)
{
    return addChips(canvas, list, slot);
}

qreal add(CardCanvas &canvas, const Grid &grid, const Slot &slot)
{
    return addGrid(canvas, grid, slot);
}

qreal add(CardCanvas &canvas, const Divider &, const Slot &slot)
{
    canvas.addBox({QRectF(slot.left, slot.top, slot.width, 1), 0, {&Tokens::border}});
    return 1;
}

qreal add(CardCanvas &canvas, const TextInput &input, const Slot &slot)
{
    return addTextInput(canvas, input, slot);
}

qreal add(CardCanvas &canvas, const SelectionInput &input, const Slot &slot)
{
    return addSelection(canvas, input, slot);
}

qreal add(CardCanvas &canvas, const DateTimePicker &picker, const Slot &slot)
{
    return addPicker(canvas, picker, slot);
}

qreal add(CardCanvas &canvas, const Columns &columns, const Slot &slot)
{
    return addColumns(canvas, columns, slot);
}

qreal add(CardCanvas &canvas, const Carousel &carousel, const Slot &slot)
{
    return addCarousel(canvas, carousel, slot);
}

// Its texts, marked as not being all of it: never a hole.
qreal add(CardCanvas &canvas, const Unknown &unknown, const Slot &slot)
{
    constexpr qreal padding = 8;
    constexpr qreal side = 16;
    const size_t box = canvas.addBox({});
    const RowFonts &fonts = canvas.fonts();
    const Slot inner{slot.left + padding, slot.top + padding, slot.width - 2 * padding};
    qreal y = 0;
    for (const QString &line : unknown.lines) {
        CardCanvas::TextLook look;
        look.face = &fonts.body;
        look.maximumLines = 6;
        y += canvas
                 .addText(textOfPlain(line), QPointF(inner.left, inner.top + y), inner.width, look)
                 .height;
    }
    if (!unknown.links.isEmpty())
        y += 4 + addButtons(canvas, {unknown.links}, inner.below(y + 4));
    if (y > 0)
        y += 4;
    canvas.addIcon(
        u"info"_s,
        QRectF(inner.left, inner.top + y + std::floor((fonts.meta.pitch - side) / 2), side, side));
    CardCanvas::TextLook look;
    look.face = &fonts.meta;
    look.colour = {&Tokens::muted};
    const Text note = textOfPlain(
        unknown.lines.isEmpty()
            ? Words::tr("A part of this card can only be seen in Google Chat on the web.")
            : Words::tr("Google Chat on the web shows this part as it is meant."));
    y += canvas
             .addText(note, QPointF(inner.left + side + 6, inner.top + y), inner.width - side - 6,
                      look)
             .height;
    canvas.setBox(box,
                  {QRectF(slot.left, slot.top, slot.width, y + 2 * padding),
                   metrics::smallRadius,
                   {},
                   {&Tokens::border}});
    return y + 2 * padding;
}

} // namespace

qreal addWidget(CardCanvas &canvas, const Widget &widget, const Slot &slot)
{
    Slot own = slot;
    if (widget.alignment != Alignment::Start)
        own.alignment = widget.alignment;
    return std::visit([&](const auto &body) { return add(canvas, body, own); }, widget.body);
}

qreal addWidgets(CardCanvas &canvas, const std::vector<Widget> &widgets, const Slot &slot,
                 size_t from, size_t to)
{
    qreal y = 0;
    for (size_t i = from; i < qMin(to, widgets.size()); ++i) {
        if (canvas.isSpent())
            break;
        const qreal height = addWidget(canvas, widgets[i], slot.below(y > 0 ? y + widgetGap : 0));
        if (height > 0)
            y += height + (y > 0 ? widgetGap : 0);
    }
    return y;
}

} // namespace linnet::ui::cards
