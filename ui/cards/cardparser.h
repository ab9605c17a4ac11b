// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardjson.h"
#include "ui/cards/cardmodel.h"

namespace linnet::ui::cards {

// Reads Message::cards: {"cardsV2": […], "cards": […], "accessoryWidgets": […]}. Never fails: what
// cannot be read is left out and cut says that there was more; at most 256 KiB, 20 cards, 800
// widgets, three levels of widgets. Linear in time.
[[nodiscard]] Cards parseCards(const QByteArray &json);

class CardParser
{
public:
    [[nodiscard]] Cards read(const Node &message);

private:
    [[nodiscard]] Card readCard(const Node &node);
    [[nodiscard]] Header readHeader(const Node &node) const;
    [[nodiscard]] Section readSection(const Node &node);
    [[nodiscard]] std::vector<Widget> readWidgets(const Node &parent, QLatin1StringView key);
    // False for what is meant to be invisible.
    bool readWidget(const Node &node, Widget &widget);

    [[nodiscard]] TextParagraph readParagraph(const Node &node);
    [[nodiscard]] Image readImage(const Node &node);
    [[nodiscard]] Decorated readDecorated(const Node &node) const;
    [[nodiscard]] Decorated readKeyValue(const Node &node) const;
    [[nodiscard]] ButtonList readButtons(const Node &parent);
    [[nodiscard]] ChipList readChips(const Node &node);
    [[nodiscard]] Grid readGrid(const Node &node);
    [[nodiscard]] Columns readColumns(const Node &node);
    [[nodiscard]] Carousel readCarousel(const Node &node);
    [[nodiscard]] TextInput readTextInput(const Node &node) const;
    [[nodiscard]] SelectionInput readSelection(const Node &node);
    [[nodiscard]] DateTimePicker readPicker(const Node &node) const;
    [[nodiscard]] int nextPlace() { return m_places++; }

    Cards m_cards;
    int m_places = 0;
    int m_depth = 0; // of widgets within widgets
    int m_widgets = 0;
};

// What several widgets have.
[[nodiscard]] Text readText(const Node &paragraph); // text with textSyntax
[[nodiscard]] Icon readIcon(const Node &node);
[[nodiscard]] Button readButton(const Node &node); // both generations
[[nodiscard]] Click readClick(const Node &node); // an onClick
[[nodiscard]] QColor readColour(const Node &node);
[[nodiscard]] QString readAddress(const QString &address);
[[nodiscard]] Unknown readUnknown(const QJsonObject &object);

} // namespace linnet::ui::cards
