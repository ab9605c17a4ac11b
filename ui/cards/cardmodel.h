// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardtext.h"

#include <QColor>
#include <QDateTime>

#include <optional>
#include <variant>
#include <vector>

// What an app's cards say, both generations in one form: values, parsed once, drawn elsewhere. All
// strings are remote text, sanitised and capped; addresses are unchecked. A "place" numbers what
// the reader may open or turn over (CardState).
namespace linnet::ui::cards {

enum class Alignment {
    Start,
    Center,
    End,
};

enum class Upright {
    Top,
    Middle,
    Bottom,
};

struct MenuItem
{
    QString text{};
    QString icon{}; // of ours
    QString address{}; // empty: calls the app
    bool disabled = false;
};

// What a click would do.
struct Click
{
    enum class Kind {
        None,
        Link,
        App, // calls the app's service: nobody else can
        Menu,
    };
    Kind kind = Kind::None;
    QString address{};
    QList<MenuItem> menu{};
};

struct Icon
{
    QString name{}; // of ours; empty: none
    QString address{}; // of a picture that it stands in for
    QString alternative{};
    bool circle = false;

    [[nodiscard]] bool isEmpty() const { return name.isEmpty(); }
};

struct Button
{
    enum class Style {
        Outlined,
        Filled,
        Tonal,
        Borderless,
    };
    Style style = Style::Outlined;
    QString text{};
    QString alternative{};
    Icon icon{};
    QColor colour{}; // invalid: the theme's
    Click click{};
    bool disabled = false;

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && icon.isEmpty(); }
    // What it is called: its text or what stands for it.
    [[nodiscard]] QString name() const;
};

struct Switch
{
    bool on = false;
    bool box = false; // a check box rather than a switch
};

// ---- Widgets

struct TextParagraph
{
    Text text{};
    int maximumLines = 0; // 0: all
    int place = -1;
};

struct Image
{
    QString address{};
    QString alternative{};
    double aspect = 0; // width to height; 0: unknown
    Click click{};
};

struct Decorated
{
    Text top{};
    Text text{};
    Text bottom{};
    bool wrap = false;
    Icon start{};
    Icon end{};
    Upright startPlace = Upright::Middle;
    Button button{}; // empty: none
    std::optional<Switch> toggle{};
    Click click{};
};

struct ButtonList
{
    QList<Button> buttons{};
};

struct ChipList
{
    QList<Button> chips{};
    bool oneRow = false; // turned over rather than wrapped
    int place = -1;
};

struct GridItem
{
    QString title{};
    QString subtitle{};
    QString address{}; // of its picture; empty: none
    QString alternative{};
    double aspect = 1;
    bool circle = false;
    bool textAbove = false;
    bool centered = false;
};

struct Grid
{
    QString title{};
    QList<GridItem> items{};
    int columns = 0; // 0: as many as look well
    bool framed = false;
    int radius = 4;
    Click click{};
};

struct Divider
{
};

struct TextInput
{
    QString label{};
    QString value{};
    QString placeholder{};
    QString hint{};
    QStringList suggestions{};
    bool tall = false;
};

struct Choice
{
    QString text{};
    QString detail{};
    QString icon{}; // of ours; empty: none
    bool selected = false;
};

struct SelectionInput
{
    enum class Style {
        CheckBoxes,
        Radios,
        Switches,
        Dropdown,
        Several, // a field with chips in it
    };
    Style style = Style::CheckBoxes;
    QString label{};
    QString hint{};
    QList<Choice> choices{};
    bool elsewhere = false; // what can be chosen comes from the app or the organisation
};

struct DateTimePicker
{
    enum class Kind {
        DateAndTime,
        Date,
        Time,
    };
    Kind kind = Kind::DateAndTime;
    QString label{};
    std::optional<qint64> value{}; // milliseconds since 1970
    std::optional<int> offset{}; // minutes from UTC; none: the reader's own zone
};

// A kind of widget that did not exist when this was written.
struct Unknown
{
    QStringList lines{}; // whatever can be read in it
    QList<Button> links{};
};

struct Widget;

struct Column
{
    std::vector<Widget> widgets;
    Alignment alignment = Alignment::Start;
    Upright upright = Upright::Middle;
    bool narrow = false; // takes as little as it can
};

struct Columns
{
    std::vector<Column> columns;
};

struct CarouselCard
{
    std::vector<Widget> widgets;
    std::vector<Widget> footer;
};

struct Carousel
{
    std::vector<CarouselCard> cards;
    int place = -1;
};

struct Widget
{
    std::variant<TextParagraph, Image, Decorated, ButtonList, ChipList, Grid, Divider, TextInput,
                 SelectionInput, DateTimePicker, Columns, Carousel, Unknown>
        body;
    Alignment alignment = Alignment::Start;
};

// ---- Cards

struct Header
{
    QString title{};
    QString subtitle{};
    QString address{}; // of its picture; empty: none
    QString alternative{};
    bool circle = false;

    [[nodiscard]] bool isEmpty() const
    {
        return title.isEmpty() && subtitle.isEmpty() && address.isEmpty();
    }
};

struct Section
{
    Text header{};
    std::vector<Widget> widgets;
    bool collapsible = false;
    int alwaysShown = 0;
    Button expand{}; // empty: ours
    Button collapse{};
    Alignment control = Alignment::Start;
    int place = -1;
};

struct Card
{
    Header header{};
    std::vector<Section> sections;
    QList<MenuItem> actions{};
    QList<Button> footer{};
    bool dividers = true;

    [[nodiscard]] bool isEmpty() const
    {
        return header.isEmpty() && sections.empty() && actions.isEmpty() && footer.isEmpty();
    }
};

struct Cards
{
    std::vector<Card> cards;
    std::vector<Widget> below; // accessory widgets
    bool cut = false; // there is more than is read
};

} // namespace linnet::ui::cards
