// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardbuttons.h"

#include "ui/cards/cardwords.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr qreal padding = 12;
constexpr qreal iconSide = 16;
constexpr qreal iconGap = 6;
constexpr qreal markSide = 14; // of what says that a menu opens
constexpr qreal gap = 8;

// How a button looks, alive or not.
struct Look
{
    CardColour fill;
    CardColour border;
    CardColour text;
};

Look lookOf(const CardCanvas &canvas, const Button &button, bool alive)
{
    const Tokens &t = canvas.tokens();
    if (button.colour.isValid()) {
        if (!alive)
            return {{nullptr, mixed(button.colour, t.raised, 0.22)},
                    {nullptr, mixed(button.colour, t.raised, 0.5)},
                    {nullptr, canvas.readable(t.muted, mixed(button.colour, t.raised, 0.22))}};
        const QColor white(Qt::white);
        const QColor black(Qt::black);
        // White unless it cannot be read: what people expect on a colour.
        const bool light = contrast(white, button.colour) >= 3
            && contrast(white, button.colour) * 1.6 > contrast(black, button.colour);
        // As light or dark as the card, it would have no edge.
        const bool lost = contrast(button.colour, t.raised) < 1.25;
        return {{nullptr, button.colour},
                lost ? CardColour{&Tokens::border} : CardColour{},
                {nullptr, light ? white : black}};
    }
    switch (button.style) {
    case Button::Style::Outlined:
        return alive ? Look{{&Tokens::surface}, {&Tokens::border}, {&Tokens::link}}
                     : Look{{}, {&Tokens::border}, {&Tokens::muted}};
    case Button::Style::Filled:
        return alive ? Look{{&Tokens::accent}, {}, {&Tokens::accentText}}
                     : Look{{&Tokens::border}, {}, {&Tokens::muted}};
    case Button::Style::Tonal:
        return alive ? Look{{&Tokens::selected}, {}, {&Tokens::link}}
                     : Look{{&Tokens::hover}, {&Tokens::border}, {&Tokens::muted}};
    case Button::Style::Borderless:
        return {{}, {}, {alive ? &Tokens::link : &Tokens::muted}};
    }
    return {};
}

// What is in a button or chip, measured.
struct Content
{
    CardCanvas::Line text;
    QString icon;
    QString address; // of a picture instead of the icon; empty: none
    bool circle = false;
    bool menu = false;
    qreal sides = 0;

    [[nodiscard]] bool hasText() const { return text.laid.layout != nullptr; }
    [[nodiscard]] qreal aroundText() const
    {
        return (icon.isEmpty() ? 0 : iconSide + (hasText() ? iconGap : 0))
            + (menu ? markSide + 4 : 0) + 2 * sides;
    }
    [[nodiscard]] qreal width() const { return aroundText() + text.width; }
};

Content contentOf(CardCanvas &canvas, const Button &button, const RowFonts::Face &face, qreal sides)
{
    Content content;
    content.icon = button.icon.name;
    content.address = button.icon.address;
    content.circle = button.icon.circle;
    content.menu = button.click.kind == Click::Kind::Menu;
    content.sides = sides;
    content.text.face = &face;
    // A picture that is not there says less than its description.
    const bool absent = !button.icon.address.isEmpty() && !canvas.loads(button.icon.address);
    const QString words = button.text.isEmpty() && absent ? button.name() : button.text;
    if (!words.isEmpty())
        content.text = canvas.measure(words, face);
    return content;
}

QRectF addContent(CardCanvas &canvas, Content content, const Look &look, int control,
                  const QPointF &topLeft, qreal height, qreal radius, qreal maximum)
{
    const bool iconOnly = !content.hasText() && !content.menu;
    const qreal width = iconOnly ? qMax(height, iconSide + 12) : qMin(maximum, content.width());
    const QRectF frame(topLeft, QSizeF(width, height));
    canvas.addBox({frame, radius, look.fill, look.border, control});
    qreal x = iconOnly ? frame.left() + std::floor((width - iconSide) / 2)
                       : frame.left() + content.sides;
    if (!content.icon.isEmpty()) {
        CardPicture picture;
        picture.rect
            = QRectF(x, frame.top() + std::floor((height - iconSide) / 2), iconSide, iconSide);
        picture.address = content.address;
        picture.radius = content.circle ? iconSide / 2 : 0;
        picture.fill = content.circle;
        picture.bare = true;
        picture.icon = content.icon;
        picture.iconColour = look.text;
        picture.iconSide = iconSide;
        canvas.addPicture(picture);
        x += iconSide + iconGap;
    }
    if (content.hasText()) {
        const qreal pitch = content.text.face->pitch;
        canvas.addLine(std::move(content.text),
                       QPointF(x, frame.top() + std::floor((height - pitch) / 2)),
                       width - content.aroundText(), look.text, CardCanvas::told);
    }
    if (content.menu) {
        canvas.addIcon(u"chevron-down"_s,
                       QRectF(frame.right() - content.sides - markSide + 2,
                              frame.top() + std::floor((height - markSide) / 2), markSide,
                              markSide),
                       look.text);
    }
    canvas.addArea(control, frame);
    return frame;
}

} // namespace

qreal buttonHeight(const CardCanvas &canvas)
{
    return canvas.fonts().body.pitch + 8;
}

bool isAlive(const Click &click)
{
    switch (click.kind) {
    case Click::Kind::Link:
        return true;
    case Click::Kind::Menu:
        return std::any_of(click.menu.cbegin(), click.menu.cend(), [](const MenuItem &item) {
            return !item.disabled && !item.address.isEmpty();
        });
    case Click::Kind::None:
    case Click::Kind::App:
        return false;
    }
    return false;
}

CardControl controlOf(const Click &click, const QString &name, bool disabled)
{
    CardControl control;
    control.name = name;
    if (disabled) {
        control.note = disabledNote();
        return control;
    }
    switch (click.kind) {
    case Click::Kind::None:
        break;
    case Click::Kind::Link:
        control.kind = CardControl::Kind::Link;
        control.address = click.address;
        break;
    case Click::Kind::App:
        control.kind = CardControl::Kind::App;
        control.note = appNote();
        break;
    case Click::Kind::Menu:
        control.kind = CardControl::Kind::App;
        for (const MenuItem &item : click.menu)
            control.choices.append({item.text, item.address, item.icon, false, item.disabled});
        if (std::any_of(click.menu.cbegin(), click.menu.cend(), [](const MenuItem &item) {
                return !item.disabled && item.address.isEmpty();
            }))
            control.note = appNote();
        break;
    }
    return control;
}

QRectF addButton(CardCanvas &canvas, const Button &button, const QPointF &topLeft, qreal maximum,
                 const CardStep *step)
{
    QString name = button.name();
    if (name.isEmpty())
        name = Words::tr("Button");
    CardControl control = controlOf(button.click, name, button.disabled);
    if (step) {
        control = {};
        control.kind = CardControl::Kind::State;
        control.name = name;
        control.step = *step;
    }
    const bool alive = step || (!button.disabled && isAlive(button.click));
    if (button.click.kind == Click::Kind::None && !step && !button.disabled)
        control.note = appNote(); // it has nothing to do, and says no more
    Content content = contentOf(canvas, button, canvas.fonts().body, padding);
    if (button.style == Button::Style::Borderless)
        content.sides = 8;
    return addContent(canvas, std::move(content), lookOf(canvas, button, alive),
                      canvas.addControl(control), topLeft, buttonHeight(canvas),
                      metrics::smallRadius, maximum);
}

QRectF addTurn(CardCanvas &canvas, const QString &icon, const QString &name, const QPointF &topLeft,
               const CardStep *step)
{
    constexpr qreal side = 28;
    const QRectF frame(topLeft, QSizeF(side, side));
    int number = -1;
    if (step) {
        CardControl control;
        control.kind = CardControl::Kind::State;
        control.name = name;
        control.step = *step;
        number = canvas.addControl(control);
    }
    canvas.addBox({frame,
                   metrics::smallRadius,
                   step ? CardColour{&Tokens::surface} : CardColour{},
                   {&Tokens::border},
                   number});
    canvas.addIcon(icon, QRectF(frame.left() + 6, frame.top() + 6, 16, 16),
                   {step ? &Tokens::link : &Tokens::fieldBorder});
    if (step)
        canvas.addArea(number, frame);
    return frame;
}

qreal addButtons(CardCanvas &canvas, const ButtonList &list, const Slot &slot)
{
    const qreal height = buttonHeight(canvas);
    qreal y = slot.top;
    qreal x = slot.left;
    CardCanvas::Mark row = canvas.mark();
    for (const Button &button : list.buttons) {
        const CardCanvas::Mark mark = canvas.mark();
        const QRectF frame = addButton(canvas, button, QPointF(x, y), slot.width);
        if (x > slot.left && frame.right() > slot.right()) {
            canvas.shift(mark, slot.left - x, height + gap);
            canvas.align(row, mark, slot, x - gap - slot.left);
            row = mark;
            x = slot.left;
            y += height + gap;
        }
        x += frame.width() + gap;
    }
    canvas.align(row, canvas.mark(), slot, x - gap - slot.left);
    return list.buttons.isEmpty() ? 0 : y + height - slot.top;
}

namespace {

constexpr qreal turnSide = 28;

QRectF addChip(CardCanvas &canvas, const Button &chip, const QPointF &topLeft, qreal maximum)
{
    QString name = chip.name();
    if (name.isEmpty())
        name = Words::tr("Button");
    const bool plain = chip.click.kind == Click::Kind::None && !chip.disabled;
    const bool alive = !chip.disabled && isAlive(chip.click);
    const RowFonts::Face &face = canvas.fonts().meta;
    const qreal height = face.pitch + 8;
    const Look look{alive ? CardColour{&Tokens::surface} : CardColour{},
                    {&Tokens::border},
                    {alive       ? &Tokens::link
                         : plain ? &Tokens::text
                                 : &Tokens::muted}};
    return addContent(canvas, contentOf(canvas, chip, face, 10), look,
                      canvas.addControl(controlOf(chip.click, name, chip.disabled)), topLeft,
                      height, height / 2, maximum);
}

qreal addChipRow(CardCanvas &canvas, const ChipList &list, const Slot &slot)
{
    const int count = int(list.chips.size());
    const int first = qBound(0, canvas.value(list.place), qMax(0, count - 1));
    qreal x = slot.left;
    if (first > 0) {
        const CardStep back{list.place, qMax(0, first - 3)};
        x = addTurn(canvas, u"chevron-left"_s, Words::tr("Earlier choices"), QPointF(x, slot.top),
                    &back)
                .right()
            + 4;
    }
    int i = first;
    for (; i < count; ++i) {
        const qreal limit = slot.right() - (i + 1 < count ? turnSide + 4 : 0);
        const CardCanvas::Mark mark = canvas.mark();
        const QRectF frame = addChip(canvas, list.chips[i], QPointF(x, slot.top + 1),
                                     i == first ? limit - x : slot.width);
        if (i > first && frame.right() > limit) {
            canvas.drop(mark);
            break;
        }
        x = frame.right() + 6;
    }
    if (i < count) {
        const CardStep on{list.place, i};
        addTurn(canvas, u"chevron-right"_s, Words::tr("More choices"),
                QPointF(slot.right() - turnSide, slot.top), &on);
    }
    return turnSide;
}

} // namespace

qreal addChips(CardCanvas &canvas, const ChipList &list, const Slot &slot)
{
    if (list.chips.isEmpty())
        return 0;
    if (list.oneRow)
        return addChipRow(canvas, list, slot);
    constexpr qreal chipGap = 6;
    qreal y = slot.top;
    qreal x = slot.left;
    qreal height = 0;
    CardCanvas::Mark row = canvas.mark();
    for (const Button &chip : list.chips) {
        const CardCanvas::Mark mark = canvas.mark();
        const QRectF frame = addChip(canvas, chip, QPointF(x, y), slot.width);
        height = frame.height();
        if (x > slot.left && frame.right() > slot.right()) {
            canvas.shift(mark, slot.left - x, height + chipGap);
            canvas.align(row, mark, slot, x - chipGap - slot.left);
            row = mark;
            x = slot.left;
            y += height + chipGap;
        }
        x += frame.width() + chipGap;
    }
    canvas.align(row, canvas.mark(), slot, x - chipGap - slot.left);
    return y + height - slot.top;
}

} // namespace linnet::ui::cards
