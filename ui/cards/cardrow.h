// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardstate.h"
#include "ui/cards/picturerule.h"

#include <QByteArray>

namespace linnet::ui {

struct CardControl;
struct CardLayout;
struct MessageLayout;
class RowBuilder;

// The one place where the timeline and cards meet.

// Adds the cards (Message::cards) at the row's y and moves below them: one CardItem, and an area
// for each of their controls, numbered from firstCardControl. Links are Part::Link, words only
// Part::None, all else Part::Card. What is written on them to be read can be selected: texts that
// are not painted again lie above it.
void addCards(RowBuilder &row, const QByteArray &cards, const CardState &state,
              const PictureTerms &pictures);

// The row's cards; null when it has none.
[[nodiscard]] const CardLayout *cardsOf(const MessageLayout &row);

// The control that an area of the row stands for; null for another row's. index: Area::index.
[[nodiscard]] const CardControl *cardControl(const MessageLayout &row, int index);

// What the menus call it; empty for what does nothing.
[[nodiscard]] QString cardControlWords(const CardControl &control);

} // namespace linnet::ui
