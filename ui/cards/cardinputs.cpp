// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardinputs.h"

#include "ui/cards/cardwords.h"

#include <QLocale>
#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr qreal mark = 16;
constexpr qreal padding = 12;
constexpr qreal iconSide = 16;

// The words above a field or a list of choices.
qreal addLabel(CardCanvas &canvas, const QString &label, const Slot &slot)
{
    if (label.isEmpty())
        return 0;
    CardCanvas::TextLook look;
    look.face = &canvas.fonts().meta;
    look.colour = {&Tokens::muted};
    return canvas.addText(textOfPlain(label), QPointF(slot.left, slot.top), slot.width, look).height
        + 4;
}

qreal addHint(CardCanvas &canvas, const QString &hint, const Slot &slot)
{
    return addLabel(canvas, hint, slot.below(4)); // the gap is above it here
}

// What is in a field.
struct Field
{
    QString name; // what it is called
    QString value;
    QString placeholder;
    QString icon; // at its end
    bool tall = false;
    QList<CardChoice> choices = {};
};

qreal addField(CardCanvas &canvas, const Field &field, const Slot &slot)
{
    const RowFonts::Face &face = canvas.fonts().body;
    CardControl control;
    control.kind = CardControl::Kind::App;
    control.name = field.name.isEmpty() ? Words::tr("Input") : field.name;
    if (!field.value.isEmpty())
        control.name = u"%1: %2"_s.arg(control.name, field.value.simplified());
    control.note = inputNote();
    control.choices = field.choices;
    const int number = canvas.addControl(control);
    const size_t box = canvas.addBox({});
    const qreal room = slot.width - 2 * padding - (field.icon.isEmpty() ? 0 : iconSide + 8);
    const QPointF at(slot.left + padding, slot.top + 6);
    qreal height = face.pitch;
    const bool empty = field.value.isEmpty();
    const QString shown = empty ? field.placeholder : field.value;
    const CardColour colour{empty ? &Tokens::muted : &Tokens::text};
    if (field.tall) {
        CardCanvas::TextLook look;
        look.face = &face;
        look.colour = colour;
        look.maximumLines = 8;
        height = qMax(canvas.addText(textOfPlain(shown), at, room, look).height, 3 * face.pitch);
    } else if (!shown.isEmpty()) {
        canvas.addLine(shown.simplified(), face, at, room, colour, CardCanvas::told);
    }
    height += 12;
    const QRectF frame(slot.left, slot.top, slot.width, height);
    if (!field.icon.isEmpty()) {
        canvas.addIcon(field.icon,
                       QRectF(frame.right() - padding - iconSide,
                              frame.top() + std::floor((height - iconSide) / 2), iconSide,
                              iconSide));
    }
    canvas.setBox(box, {frame, metrics::smallRadius, {&Tokens::surface}, {&Tokens::border}});
    canvas.addArea(number, frame);
    return height;
}

QList<CardChoice> choicesOf(const SelectionInput &input)
{
    QList<CardChoice> choices;
    for (const Choice &choice : input.choices) {
        choices.append(
            {choice.detail.isEmpty() ? choice.text : u"%1 (%2)"_s.arg(choice.text, choice.detail),
             {},
             choice.icon,
             choice.selected,
             true});
    }
    return choices;
}

// Each choice with its mark.
qreal addChoices(CardCanvas &canvas, const SelectionInput &input, const Slot &slot)
{
    using Style = SelectionInput::Style;
    const RowFonts &fonts = canvas.fonts();
    qreal y = 0;
    for (const Choice &choice : input.choices) {
        if (canvas.isSpent())
            break;
        const qreal pitch = fonts.body.pitch;
        const QPointF at(slot.left, slot.top + y + std::floor((pitch - mark) / 2));
        const QRectF glyph = input.style == Style::Radios ? addRadio(canvas, choice.selected, at)
            : input.style == Style::Switches              ? addSwitch(canvas, choice.selected, at)
                                             : addCheckBox(canvas, choice.selected, at);
        const qreal x = glyph.right() + 8;
        CardCanvas::TextLook look;
        look.face = &fonts.body;
        qreal height = canvas
                           .addText(textOfPlain(choice.text), QPointF(x, slot.top + y),
                                    slot.right() - x, look)
                           .height;
        if (!choice.detail.isEmpty()) {
            look.face = &fonts.meta;
            look.colour = {&Tokens::muted};
            height += canvas
                          .addText(textOfPlain(choice.detail), QPointF(x, slot.top + y + height),
                                   slot.right() - x, look)
                          .height;
        }
        CardControl control;
        control.kind = CardControl::Kind::App;
        control.name = choice.text;
        control.note = inputNote();
        canvas.addArea(canvas.addControl(control),
                       QRectF(slot.left, slot.top + y, slot.width, height));
        y += height + 4;
    }
    return qMax<qreal>(0, y - 4);
}

// A field with what is chosen as chips in it.
qreal addSeveral(CardCanvas &canvas, const SelectionInput &input, const Slot &slot)
{
    const RowFonts::Face &face = canvas.fonts().meta;
    CardControl control;
    control.kind = CardControl::Kind::App;
    control.name = input.label.isEmpty() ? Words::tr("Choices") : input.label;
    control.note = inputNote();
    control.choices = choicesOf(input);
    const int number = canvas.addControl(control);
    const size_t box = canvas.addBox({});
    const qreal chipHeight = face.pitch + 4;
    const qreal left = slot.left + 8;
    const qreal right = slot.right() - padding - iconSide - 8;
    qreal x = left;
    qreal y = slot.top + 6;
    bool any = false;
    for (const Choice &choice : input.choices) {
        if (!choice.selected)
            continue;
        CardCanvas::Line line = canvas.measure(choice.text, face);
        const qreal icon = choice.icon.isEmpty() ? 0 : 18;
        const qreal width = qMin(line.width + 20 + icon, right - left);
        if (any && x + width > right) {
            x = left;
            y += chipHeight + 4;
        }
        canvas.addBox({QRectF(x, y, width, chipHeight), chipHeight / 2, {&Tokens::hover}});
        if (icon > 0)
            canvas.addIcon(choice.icon,
                           QRectF(x + 8, y + std::floor((chipHeight - 14) / 2), 14, 14));
        canvas.addLine(std::move(line), QPointF(x + 10 + icon, y + 2), width - 20 - icon,
                       {&Tokens::text}, CardCanvas::told);
        x += width + 4;
        any = true;
    }
    if (!any) {
        const RowFonts::Face &body = canvas.fonts().body;
        canvas.addLine(Words::tr("Nothing chosen"), body, QPointF(slot.left + padding, y),
                       right - left, {&Tokens::muted});
        y += body.pitch - chipHeight;
    }
    const qreal height = y + chipHeight + 6 - slot.top;
    const QRectF frame(slot.left, slot.top, slot.width, height);
    canvas.addIcon(u"chevron-down"_s,
                   QRectF(frame.right() - padding - iconSide,
                          frame.top() + std::floor((height - iconSide) / 2), iconSide, iconSide));
    canvas.setBox(box, {frame, metrics::smallRadius, {&Tokens::surface}, {&Tokens::border}});
    canvas.addArea(number, frame);
    return height;
}

} // namespace

QRectF addCheckBox(CardCanvas &canvas, bool on, const QPointF &topLeft)
{
    const QRectF rect(topLeft, QSizeF(mark, mark));
    canvas.addBox({rect, 4, on ? CardColour{&Tokens::muted} : CardColour{&Tokens::surface},
                   on ? CardColour{} : CardColour{&Tokens::fieldBorder}});
    if (on)
        canvas.addIcon(u"check"_s, rect.adjusted(2, 2, -2, -2), {&Tokens::surface});
    return rect;
}

QRectF addRadio(CardCanvas &canvas, bool on, const QPointF &topLeft)
{
    const QRectF rect(topLeft, QSizeF(mark, mark));
    canvas.addBox(
        {rect, mark / 2, {&Tokens::surface}, {on ? &Tokens::muted : &Tokens::fieldBorder}});
    if (on)
        canvas.addBox({rect.adjusted(4, 4, -4, -4), mark / 2 - 4, {&Tokens::muted}});
    return rect;
}

QRectF addSwitch(CardCanvas &canvas, bool on, const QPointF &topLeft)
{
    const QRectF rect(topLeft, QSizeF(28, mark));
    canvas.addBox({rect, mark / 2, on ? CardColour{&Tokens::muted} : CardColour{&Tokens::surface},
                   on ? CardColour{} : CardColour{&Tokens::fieldBorder}});
    const qreal knob = on ? 12 : 8;
    const qreal inset = (mark - knob) / 2;
    canvas.addBox({QRectF(on ? rect.right() - inset - knob : rect.left() + inset,
                          rect.top() + inset, knob, knob),
                   knob / 2,
                   {on ? &Tokens::surface : &Tokens::fieldBorder}});
    return rect;
}

qreal addTextInput(CardCanvas &canvas, const TextInput &input, const Slot &slot)
{
    Field field;
    field.name = input.label.isEmpty() ? input.hint : input.label;
    field.value = input.value;
    field.placeholder = input.placeholder;
    field.tall = input.tall;
    for (const QString &suggestion : input.suggestions)
        field.choices.append({suggestion, {}, {}, false, true});
    qreal height = addLabel(canvas, input.label, slot);
    height += addField(canvas, field, slot.below(height));
    height += addHint(canvas, input.hint, slot.below(height));
    return height;
}

qreal addSelection(CardCanvas &canvas, const SelectionInput &input, const Slot &slot)
{
    using Style = SelectionInput::Style;
    qreal height = addLabel(canvas, input.label, slot);
    const Slot below = slot.below(height);
    switch (input.style) {
    case Style::CheckBoxes:
    case Style::Radios:
    case Style::Switches:
        height += addChoices(canvas, input, below);
        break;
    case Style::Several:
        height += addSeveral(canvas, input, below);
        break;
    case Style::Dropdown: {
        Field field;
        field.name = input.label;
        field.placeholder = Words::tr("Nothing chosen");
        field.icon = u"chevron-down"_s;
        field.choices = choicesOf(input);
        for (const Choice &choice : input.choices) {
            if (choice.selected && field.value.isEmpty())
                field.value = choice.text;
        }
        height += addField(canvas, field, below);
        break;
    }
    }
    height += addHint(canvas, input.hint, slot.below(height));
    return height;
}

QString pickerWords(const DateTimePicker &picker)
{
    if (!picker.value)
        return {};
    using Kind = DateTimePicker::Kind;
    QDateTime time = QDateTime::fromMSecsSinceEpoch(*picker.value, Qt::UTC);
    // A date and a time of day alone are those of UTC.
    if (picker.kind == Kind::DateAndTime)
        time = picker.offset ? time.toOffsetFromUtc(*picker.offset * 60) : time.toLocalTime();
    if (!time.isValid())
        return {};
    const QLocale locale;
    switch (picker.kind) {
    case Kind::Date:
        return locale.toString(time.date(), QLocale::LongFormat);
    case Kind::Time:
        return locale.toString(time.time(), QLocale::ShortFormat);
    case Kind::DateAndTime: {
        const QString words = u"%1, %2"_s.arg(locale.toString(time.date(), QLocale::LongFormat),
                                              locale.toString(time.time(), QLocale::ShortFormat));
        return picker.offset ? u"%1 (%2)"_s.arg(words, time.timeZoneAbbreviation()) : words;
    }
    }
    return {};
}

qreal addPicker(CardCanvas &canvas, const DateTimePicker &picker, const Slot &slot)
{
    Field field;
    field.name = picker.label;
    field.value = pickerWords(picker);
    const bool time = picker.kind == DateTimePicker::Kind::Time;
    field.placeholder = time ? Words::tr("No time chosen") : Words::tr("No date chosen");
    field.icon = time ? u"clock"_s : u"calendar"_s;
    const qreal label = addLabel(canvas, picker.label, slot);
    return label + addField(canvas, field, slot.below(label));
}

} // namespace linnet::ui::cards
