// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardlayout.h"
#include "ui/cards/picturerule.h"

#include <QByteArray>

namespace linnet::ui {

struct RowFonts;

// What a layout depends on besides the cards and their state.
struct CardLook
{
    const RowFonts &fonts;
    const Tokens &tokens; // for the colours of character formats, which are fixed with the layout
    int width = 0; // what there is; cards take at most 480 of it
    CardPictures pictures = CardPictures::None;
    const PictureShapes *shapes = nullptr; // null: none is known
};

inline constexpr int largestCardWidth = 480;
inline constexpr int smallestCardWidth = 200;

// Lays out Message::cards: both generations of cards, and what stands below them. Pure; less than
// 50 ms whatever they hold. What cannot be read gives a card that says so: none vanishes without a
// trace. Empty for no cards.
[[nodiscard]] CardLayout layoutCards(const QByteArray &cards, const CardState &state,
                                     const CardLook &look);

} // namespace linnet::ui
