// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardcanvas.h"

namespace linnet::ui::cards {

// What asks for an answer: shown as it stands, without effect. All return their height.
[[nodiscard]] qreal addTextInput(CardCanvas &canvas, const TextInput &input, const Slot &slot);
[[nodiscard]] qreal addSelection(CardCanvas &canvas, const SelectionInput &input, const Slot &slot);
[[nodiscard]] qreal addPicker(CardCanvas &canvas, const DateTimePicker &picker, const Slot &slot);

// The marks alone; return what they cover.
QRectF addCheckBox(CardCanvas &canvas, bool on, const QPointF &topLeft);
QRectF addRadio(CardCanvas &canvas, bool on, const QPointF &topLeft);
QRectF addSwitch(CardCanvas &canvas, bool on, const QPointF &topLeft);

// The value of a date-time picker in the reader's language; empty for none.
[[nodiscard]] QString pickerWords(const DateTimePicker &picker);

} // namespace linnet::ui::cards
