// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardstate.h"
#include "ui/theme/tokens.h"

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <variant>
#include <vector>

namespace linnet::ui {

// A colour by its name, so that it follows the theme, or one that the app chose.
struct CardColour
{
    QColor Tokens::*token = nullptr;
    QColor own = {};

    [[nodiscard]] bool isSet() const { return token || own.isValid(); }
    [[nodiscard]] QColor in(const Tokens &tokens) const { return token ? tokens.*token : own; }
};

struct CardBox
{
    QRectF rect;
    qreal radius = 0;
    CardColour fill = {};
    CardColour border = {};
    int control = -1; // lights up with it under the pointer
};

struct CardLine
{
    std::shared_ptr<QTextLayout> layout = nullptr; // of one paragraph
    QPointF origin; // of the layout in the cards
    QRectF rect; // what it covers
    CardColour colour = {&Tokens::text};
    struct Link
    {
        int start = 0;
        int length = 0;
        int control = -1;
    };
    QList<Link> links = {}; // underlined while the pointer is on them
    QString whole = {}; // all of it, where only a part is laid out
    bool clip = false; // reaches beyond rect
    bool reading = false; // what the app wrote to be read: can be selected and copied
    int control = -1; // underlined as a whole with it
};

struct CardIcon
{
    QRectF rect;
    QString name; // of resources/icons/ui
    CardColour colour = {&Tokens::muted};
};

// A picture of the net that may be fetched.
struct CardPicture
{
    QRectF rect;
    QString address; // fetchable; never fetched by what lays out or paints
    qreal radius = 0;
    bool fill = false; // cut to the box rather than fitted into it
    bool bare = false; // a small one, on nothing of its own
    // Stands in for it in the middle of the box; empty: what was painted before does.
    QString icon = {};
    CardColour iconColour = {&Tokens::muted};
    qreal iconSide = 0;
};

using CardPiece = std::variant<CardBox, CardLine, CardIcon, CardPicture>;

// One of the entries of a menu that a card offers.
struct CardChoice
{
    QString text; // remote text
    QString address = {}; // of a link, unchecked; empty: only the app could do it
    QString icon = {};
    bool chosen = false;
    bool disabled = false;
};

// What can be pointed at, clicked and reached by keyboard.
struct CardControl
{
    enum class Kind {
        Words, // tells something, does nothing
        Link, // opens its address through the link gate
        App, // only the app's own service could do it: says so, offers the web
        State, // changes how the card is shown: step
        Picture, // fetching needs the reader's word; step once it has it
    };
    Kind kind = Kind::Words;
    QString name; // what it is called or stands for: remote text, or own words
    QString address = {};
    CardStep step = {};
    QList<CardChoice> choices = {}; // what it would let choose from
    QString note = {}; // why it is as it is; own words
};

struct CardArea
{
    QRectF rect;
    int control = -1; // a link that runs over lines has several areas
};

// All cards of one message, laid out once: painting, hit-testing, tooltips, menus and screen
// readers read this and compute nothing. Coordinates are its own, from (0, 0), device-independent;
// pieces are painted in order; of areas the last that contains a point counts.
struct CardLayout
{
    int width = 0;
    int height = 0;
    std::vector<CardPiece> pieces;
    std::vector<CardControl> controls;
    std::vector<CardArea> areas;
    bool withheld = false; // there are pictures that wait for the reader's word

    // The control under the point, or -1.
    [[nodiscard]] int controlAt(const QPointF &point) const;
    [[nodiscard]] const CardControl *control(int index) const;
    // Everything that can be read, in reading order: for copying, search and screen readers. What
    // pictures and icons stand for is part of it, a paragraph to a line.
    [[nodiscard]] QString text() const;
    // What can be selected, for copying: no buttons, no fields.
    [[nodiscard]] QString readingText() const;
};

// Controls as the areas of a row are numbered: above links in texts and chips.
inline constexpr int firstCardControl = 2'000'000;

[[nodiscard]] QRectF rectOf(const CardPiece &piece);
// What to say about a control under the pointer and to a screen reader.
[[nodiscard]] QString toolTipOf(const CardControl &control);

} // namespace linnet::ui
