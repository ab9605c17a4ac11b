// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardparser.h"

#include "ui/cards/cardicons.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

// Cards have at most 32 KB; this is read while a row is laid out.
constexpr qsizetype largestCards = 262'144;
constexpr qsizetype mostCards = 20;
constexpr qsizetype mostSections = 100;
constexpr qsizetype mostInWidget = 100; // buttons, chips, items
constexpr qsizetype mostColumns = 6;
constexpr int mostWidgets = 800;
constexpr int deepestWidget = 3;

Alignment alignmentOf(const QString &name)
{
    if (name == "CENTER"_L1)
        return Alignment::Center;
    return name == "END"_L1 ? Alignment::End : Alignment::Start;
}

Upright uprightOf(const QString &name)
{
    if (name == "TOP"_L1)
        return Upright::Top;
    return name == "BOTTOM"_L1 ? Upright::Bottom : Upright::Middle;
}

// A field, or its younger form as a paragraph of its own.
Text textOf(const Node &node, QLatin1StringView plain, QLatin1StringView paragraph)
{
    const Node younger = node.child(paragraph);
    return younger.isEmpty() ? textOfHtml(node.string(plain)) : readText(younger);
}

double aspectOf(const Node &crop, bool &circle)
{
    const QString type = crop.string("type"_L1);
    circle = type == "CIRCLE"_L1;
    if (type == "RECTANGLE_4_3"_L1)
        return 4.0 / 3.0;
    if (type == "RECTANGLE_CUSTOM"_L1)
        return qBound(0.25, crop.number("aspectRatio"_L1, 1), 8.0);
    return 1;
}

} // namespace

Cards parseCards(const QByteArray &json)
{
    if (json.size() > largestCards) {
        Cards cards;
        cards.cut = true;
        return cards;
    }
    return CardParser().read(Node(QJsonDocument::fromJson(json).object()));
}

Cards CardParser::read(const Node &message)
{
    const QList<Node> second = message.list("cardsV2"_L1, mostCards, &m_cards.cut);
    for (const Node &each : second)
        m_cards.cards.push_back(readCard(each.child("card"_L1)));
    const QList<Node> first = message.list("cards"_L1, mostCards, &m_cards.cut);
    for (const Node &each : first)
        m_cards.cards.push_back(readCard(each));
    m_cards.below = readWidgets(message, "accessoryWidgets"_L1);
    return std::move(m_cards);
}

Header CardParser::readHeader(const Node &node) const
{
    Header header;
    header.title = shownLabel(node.string("title"_L1));
    header.subtitle = shownLabel(node.string("subtitle"_L1));
    header.address = readAddress(node.string("imageUrl"_L1));
    header.alternative = shownLabel(node.string("imageAltText"_L1));
    header.circle
        = node.string("imageType"_L1) == "CIRCLE"_L1 || node.string("imageStyle"_L1) == "AVATAR"_L1;
    return header;
}

Card CardParser::readCard(const Node &node)
{
    Card card;
    card.header = readHeader(node.child("header"_L1));
    if (card.header.isEmpty()) // what stands for a card that is folded elsewhere
        card.header = readHeader(node.child("peekCardHeader"_L1));
    card.dividers = node.string("sectionDividerStyle"_L1) != "NO_DIVIDER"_L1;
    const QList<Node> sections = node.list("sections"_L1, mostSections, &m_cards.cut);
    for (const Node &each : sections) {
        Section section = readSection(each);
        if (!section.widgets.empty() || !section.header.isEmpty())
            card.sections.push_back(std::move(section));
    }
    const QList<Node> actions = node.list("cardActions"_L1, mostInWidget, &m_cards.cut);
    for (const Node &each : actions) {
        MenuItem item;
        item.text = shownLabel(each.string("actionLabel"_L1));
        const Click click = readClick(each.child("onClick"_L1));
        item.address = click.address;
        if (!item.text.isEmpty())
            card.actions.append(item);
    }
    const Node footer = node.child("fixedFooter"_L1);
    for (const QLatin1StringView key : {"secondaryButton"_L1, "primaryButton"_L1}) {
        Button button = readButton(footer.child(key));
        if (button.isEmpty())
            continue;
        if (key == "primaryButton"_L1 && button.style == Button::Style::Outlined)
            button.style = Button::Style::Filled;
        card.footer.append(button);
    }
    return card;
}

Section CardParser::readSection(const Node &node)
{
    Section section;
    section.header = textOfHtml(node.string("header"_L1));
    section.collapsible = node.flag("collapsible"_L1);
    section.alwaysShown = int(qBound(0.0, node.number("uncollapsibleWidgetsCount"_L1), 1e6));
    section.place = nextPlace();
    const Node control = node.child("collapseControl"_L1);
    section.control = alignmentOf(control.string("horizontalAlignment"_L1));
    const Button expand = readButton(control.child("expandButton"_L1));
    const Button collapse = readButton(control.child("collapseButton"_L1));
    if (!expand.isEmpty() && !collapse.isEmpty()) { // one alone does not count
        section.expand = expand;
        section.collapse = collapse;
    }
    section.widgets = readWidgets(node, "widgets"_L1);
    return section;
}

std::vector<Widget> CardParser::readWidgets(const Node &parent, QLatin1StringView key)
{
    std::vector<Widget> widgets;
    if (m_depth >= deepestWidget) {
        m_cards.cut = m_cards.cut || parent.has(key);
        return widgets;
    }
    ++m_depth;
    const QList<Node> nodes = parent.list(key, mostWidgets, &m_cards.cut);
    for (const Node &node : nodes) {
        if (++m_widgets > mostWidgets) {
            m_cards.cut = true;
            break;
        }
        Widget widget;
        if (readWidget(node, widget))
            widgets.push_back(std::move(widget));
    }
    --m_depth;
    return widgets;
}

bool CardParser::readWidget(const Node &node, Widget &widget)
{
    if (node.string("visibility"_L1) == "HIDDEN"_L1)
        return false;
    widget.alignment = alignmentOf(node.string("horizontalAlignment"_L1));
    if (node.has("textParagraph"_L1))
        widget.body = readParagraph(node.child("textParagraph"_L1));
    else if (node.has("image"_L1))
        widget.body = readImage(node.child("image"_L1));
    else if (node.has("decoratedText"_L1))
        widget.body = readDecorated(node.child("decoratedText"_L1));
    else if (node.has("keyValue"_L1))
        widget.body = readKeyValue(node.child("keyValue"_L1));
    else if (node.has("buttonList"_L1))
        widget.body = readButtons(node.child("buttonList"_L1));
    else if (node.value("buttons"_L1).isArray())
        widget.body = readButtons(node);
    else if (node.has("chipList"_L1))
        widget.body = readChips(node.child("chipList"_L1));
    else if (node.has("grid"_L1))
        widget.body = readGrid(node.child("grid"_L1));
    else if (node.has("divider"_L1))
        widget.body = Divider();
    else if (node.has("textInput"_L1))
        widget.body = readTextInput(node.child("textInput"_L1));
    else if (node.has("selectionInput"_L1))
        widget.body = readSelection(node.child("selectionInput"_L1));
    else if (node.has("dateTimePicker"_L1))
        widget.body = readPicker(node.child("dateTimePicker"_L1));
    else if (node.has("columns"_L1))
        widget.body = readColumns(node.child("columns"_L1));
    else if (node.has("carousel"_L1))
        widget.body = readCarousel(node.child("carousel"_L1));
    else if (!node.isEmpty())
        widget.body = readUnknown(node.object());
    else
        return false;
    return true;
}

TextParagraph CardParser::readParagraph(const Node &node)
{
    TextParagraph paragraph;
    paragraph.text = readText(node);
    m_cards.cut = m_cards.cut || node.string("text"_L1).size() > longestText;
    paragraph.maximumLines = int(qBound(0.0, node.number("maxLines"_L1), 1e6));
    paragraph.place = nextPlace();
    return paragraph;
}

Image CardParser::readImage(const Node &node)
{
    Image image;
    image.address = readAddress(node.string("imageUrl"_L1));
    image.alternative = shownLabel(node.string("altText"_L1));
    const double aspect = node.number("aspectRatio"_L1);
    image.aspect = aspect > 0 ? qBound(0.25, aspect, 8.0) : 0;
    image.click = readClick(node.child("onClick"_L1));
    return image;
}

Decorated CardParser::readDecorated(const Node &node) const
{
    Decorated decorated;
    decorated.top = textOf(node, "topLabel"_L1, "topLabelText"_L1);
    decorated.text = textOf(node, "text"_L1, "contentText"_L1);
    decorated.bottom = textOf(node, "bottomLabel"_L1, "bottomLabelText"_L1);
    decorated.wrap = node.flag("wrapText"_L1);
    decorated.start = readIcon(node.child("startIcon"_L1));
    if (decorated.start.isEmpty())
        decorated.start = readIcon(node.child("icon"_L1));
    decorated.end = readIcon(node.child("endIcon"_L1));
    decorated.startPlace = uprightOf(node.string("startIconVerticalAlignment"_L1));
    decorated.button = readButton(node.child("button"_L1));
    const Node toggle = node.child("switchControl"_L1);
    if (!toggle.isEmpty()) {
        decorated.toggle = Switch{toggle.flag("selected"_L1),
                                  toggle.string("controlType"_L1).startsWith("CHECK"_L1)};
    }
    decorated.click = readClick(node.child("onClick"_L1));
    return decorated;
}

Decorated CardParser::readKeyValue(const Node &node) const
{
    Decorated decorated;
    decorated.top = textOfHtml(node.string("topLabel"_L1));
    decorated.text = textOfHtml(node.string("content"_L1));
    decorated.bottom = textOfHtml(node.string("bottomLabel"_L1));
    decorated.wrap = node.flag("contentMultiline"_L1);
    decorated.start = readIcon(node);
    decorated.button = readButton(node.child("button"_L1));
    decorated.click = readClick(node.child("onClick"_L1));
    return decorated;
}

ButtonList CardParser::readButtons(const Node &parent)
{
    ButtonList list;
    const QList<Node> nodes = parent.list("buttons"_L1, mostInWidget, &m_cards.cut);
    for (const Node &node : nodes) {
        const Button button = readButton(node);
        if (!button.isEmpty())
            list.buttons.append(button);
    }
    return list;
}

ChipList CardParser::readChips(const Node &node)
{
    ChipList list;
    list.oneRow = node.string("layout"_L1) == "HORIZONTAL_SCROLLABLE"_L1;
    list.place = nextPlace();
    const QList<Node> nodes = node.list("chips"_L1, mostInWidget, &m_cards.cut);
    for (const Node &each : nodes) {
        const Button chip = readButton(each);
        if (!chip.isEmpty())
            list.chips.append(chip);
    }
    return list;
}

Grid CardParser::readGrid(const Node &node)
{
    Grid grid;
    grid.title = shownLabel(node.string("title"_L1));
    grid.columns = int(qBound(0.0, node.number("columnCount"_L1), 100.0));
    grid.click = readClick(node.child("onClick"_L1));
    const Node border = node.child("borderStyle"_L1);
    grid.framed = border.string("type"_L1) == "STROKE"_L1;
    grid.radius = int(qBound(0.0, border.number("cornerRadius"_L1, 4), 16.0));
    const QList<Node> nodes = node.list("items"_L1, mostInWidget, &m_cards.cut);
    for (const Node &each : nodes) {
        GridItem item;
        item.title = shownLabel(each.string("title"_L1));
        item.subtitle = shownLabel(each.string("subtitle"_L1));
        const Node image = each.child("image"_L1);
        item.address = readAddress(image.string("imageUri"_L1));
        item.alternative = shownLabel(image.string("altText"_L1));
        item.aspect = aspectOf(image.child("cropStyle"_L1), item.circle);
        item.textAbove = each.string("layout"_L1) == "TEXT_ABOVE"_L1;
        item.centered = each.string("textAlignment"_L1) == "CENTER"_L1;
        grid.items.append(item);
    }
    return grid;
}

Columns CardParser::readColumns(const Node &node)
{
    Columns columns;
    const QList<Node> nodes = node.list("columnItems"_L1, mostColumns, &m_cards.cut);
    for (const Node &each : nodes) {
        Column column;
        column.alignment = alignmentOf(each.string("horizontalAlignment"_L1));
        column.upright = uprightOf(each.string("verticalAlignment"_L1));
        column.narrow = each.string("horizontalSizeStyle"_L1) == "FILL_MINIMUM_SPACE"_L1;
        column.widgets = readWidgets(each, "widgets"_L1);
        columns.columns.push_back(std::move(column));
    }
    return columns;
}

Carousel CardParser::readCarousel(const Node &node)
{
    Carousel carousel;
    carousel.place = nextPlace();
    const QList<Node> nodes = node.list("carouselCards"_L1, mostInWidget, &m_cards.cut);
    for (const Node &each : nodes) {
        CarouselCard card;
        card.widgets = readWidgets(each, "widgets"_L1);
        card.footer = readWidgets(each, "footerWidgets"_L1);
        if (!card.widgets.empty() || !card.footer.empty())
            carousel.cards.push_back(std::move(card));
    }
    return carousel;
}

TextInput CardParser::readTextInput(const Node &node) const
{
    TextInput input;
    input.label = shownLabel(node.string("label"_L1));
    input.value = shownText(node.string("value"_L1));
    input.placeholder = shownLabel(node.string("placeholderText"_L1));
    input.hint = shownLabel(node.string("hintText"_L1));
    input.tall = node.string("type"_L1) == "MULTIPLE_LINE"_L1;
    const QList<Node> items = node.child("initialSuggestions"_L1).list("items"_L1, mostInWidget);
    for (const Node &item : items) {
        const QString text = shownLabel(item.string("text"_L1));
        if (!text.isEmpty())
            input.suggestions.append(text);
    }
    return input;
}

SelectionInput CardParser::readSelection(const Node &node)
{
    using Style = SelectionInput::Style;
    SelectionInput input;
    const QString type = node.string("type"_L1);
    if (type == "RADIO_BUTTON"_L1)
        input.style = Style::Radios;
    else if (type == "SWITCH"_L1)
        input.style = Style::Switches;
    else if (type == "DROPDOWN"_L1)
        input.style = Style::Dropdown;
    else if (type == "MULTI_SELECT"_L1)
        input.style = Style::Several;
    input.label = shownLabel(node.string("label"_L1));
    input.hint = shownLabel(node.string("hintText"_L1));
    input.elsewhere = node.has("externalDataSource"_L1) || node.has("platformDataSource"_L1)
        || node.has("dataSourceConfigs"_L1);
    const QList<Node> items = node.list("items"_L1, mostInWidget, &m_cards.cut);
    for (const Node &item : items) {
        Choice choice;
        choice.text = shownLabel(item.string("text"_L1));
        choice.detail = shownLabel(item.string("bottomText"_L1));
        choice.icon = iconOfAddress(item.string("startIconUri"_L1));
        choice.selected = item.flag("selected"_L1);
        if (!choice.text.isEmpty())
            input.choices.append(choice);
    }
    return input;
}

DateTimePicker CardParser::readPicker(const Node &node) const
{
    DateTimePicker picker;
    picker.label = shownLabel(node.string("label"_L1));
    const QString type = node.string("type"_L1);
    if (type == "DATE_ONLY"_L1)
        picker.kind = DateTimePicker::Kind::Date;
    else if (type == "TIME_ONLY"_L1)
        picker.kind = DateTimePicker::Kind::Time;
    constexpr double farthest = 8.6e13; // some thousand years either way
    if (node.has("valueMsEpoch"_L1)) {
        const double value = node.number("valueMsEpoch"_L1, 1e300);
        if (std::abs(value) < farthest)
            picker.value = qint64(value);
    }
    if (node.has("timezoneOffsetDate"_L1))
        picker.offset = int(qBound(-840.0, node.number("timezoneOffsetDate"_L1), 840.0));
    return picker;
}

} // namespace linnet::ui::cards
