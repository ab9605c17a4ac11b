// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardicons.h"
#include "ui/cards/cardparser.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr qsizetype mostMenuItems = 50;
constexpr int mostUnknownLines = 20;
constexpr int mostUnknownLinks = 4;
constexpr int deepestUnknown = 8;
constexpr int mostUnknownValues = 2'000;

// Finds what can be read in a widget of a kind that is not known.
class Salvage
{
public:
    Unknown take(const QJsonObject &object)
    {
        visit(object, 0);
        for (const Button &link : std::as_const(m_found.links))
            m_found.lines.removeAll(link.text); // said once
        return m_found;
    }

private:
    void visit(const QJsonObject &object, int depth)
    {
        static const QStringList texts{
            u"text"_s,    u"title"_s,           u"subtitle"_s, u"label"_s,       u"topLabel"_s,
            u"content"_s, u"bottomLabel"_s,     u"header"_s,   u"description"_s, u"hintText"_s,
            u"altText"_s, u"placeholderText"_s, u"value"_s,    u"name"_s};
        const Node node(object);
        for (const QString &key : texts) {
            const QJsonValue value = object.value(key);
            if ((key == "value"_L1 || key == "name"_L1) && object.contains("text"_L1))
                continue; // what the app calls what a person reads
            if (value.isString())
                addLine(value.toString());
        }
        const Click click = readClick(node.child("onClick"_L1));
        if (click.kind == Click::Kind::Link && m_found.links.size() < mostUnknownLinks) {
            Button button = readButton(node);
            button.text = textOfHtml(button.text).plain().simplified();
            if (button.text.isEmpty())
                button.text = click.address;
            button.icon = {};
            m_found.links.append(button);
        }
        if (depth >= deepestUnknown)
            return;
        for (const auto &value : object) {
            const QJsonValue each = value;
            if (++m_seen > mostUnknownValues)
                return;
            if (each.isObject())
                visit(each.toObject(), depth + 1);
            const QJsonArray array = each.toArray();
            for (const QJsonValue &item : array) {
                if (++m_seen > mostUnknownValues)
                    return;
                if (item.isObject())
                    visit(item.toObject(), depth + 1);
                else if (item.isString())
                    addLine(item.toString());
            }
        }
    }

    void addLine(const QString &text)
    {
        const QString line = textOfHtml(text.left(longestLabel)).plain().simplified();
        if (!line.isEmpty() && m_found.lines.size() < mostUnknownLines
            && !m_found.lines.contains(line))
            m_found.lines.append(line);
    }

    Unknown m_found;
    int m_seen = 0;
};

Button::Style styleOf(const QString &type)
{
    if (type == "FILLED"_L1)
        return Button::Style::Filled;
    if (type == "FILLED_TONAL"_L1)
        return Button::Style::Tonal;
    if (type == "BORDERLESS"_L1)
        return Button::Style::Borderless;
    return Button::Style::Outlined;
}

} // namespace

QString Button::name() const
{
    if (!text.isEmpty())
        return text;
    return alternative.isEmpty() ? icon.alternative : alternative;
}

QString readAddress(const QString &address)
{
    QString trimmed = address.left(4096).trimmed();
    // "www.example.com/x" is meant as a web address; the link gate takes whole ones only.
    static const QRegularExpression bare(
        u"^[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{2,}(:[0-9]+)?([/?#].*)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (bare.match(trimmed).hasMatch())
        return QString("https://"_L1 + trimmed);
    return trimmed;
}

Text readText(const Node &paragraph)
{
    const QString source = paragraph.string("text"_L1);
    return paragraph.string("textSyntax"_L1) == "MARKDOWN"_L1 ? textOfMarkdown(source)
                                                              : textOfHtml(source);
}

QColor readColour(const Node &node)
{
    if (!node.has("red"_L1) && !node.has("green"_L1) && !node.has("blue"_L1))
        return {};
    const auto channel
        = [&node](QLatin1StringView key) { return float(qBound(0.0, node.number(key), 1.0)); };
    return QColor::fromRgbF(channel("red"_L1), channel("green"_L1), channel("blue"_L1));
}

Icon readIcon(const Node &node)
{
    Icon icon;
    icon.alternative = shownLabel(node.string("altText"_L1));
    icon.circle = node.string("imageType"_L1) == "CIRCLE"_L1;
    icon.name = iconOfKnown(node.string("knownIcon"_L1));
    if (icon.name.isEmpty())
        icon.name = iconOfMaterial(node.child("materialIcon"_L1).string("name"_L1));
    if (icon.name.isEmpty()) {
        icon.address = readAddress(node.string("iconUrl"_L1));
        icon.name = iconOfAddress(icon.address);
    }
    // The first generation, and names that are younger than this table.
    const QString other
        = icon.name.isEmpty() && node.has("icon"_L1) && !node.value("icon"_L1).isObject()
        ? node.string("icon"_L1)
        : icon.name.isEmpty() ? node.string("knownIcon"_L1)
                              : QString();
    if (!other.isEmpty() && other != "NONE"_L1 && other != "ICON_UNSPECIFIED"_L1) {
        icon.name = iconOfKnown(other);
        if (icon.name.isEmpty())
            icon.name = iconOfMaterial(other.toLower());
    }
    return icon;
}

Click readClick(const Node &node)
{
    Click click;
    const QString address = readAddress(node.child("openLink"_L1).string("url"_L1));
    if (!address.isEmpty()) {
        click.kind = Click::Kind::Link;
        click.address = address;
        return click;
    }
    const QList<Node> items = node.child("overflowMenu"_L1).list("items"_L1, mostMenuItems);
    for (const Node &each : items) {
        MenuItem item;
        item.text = shownLabel(each.string("text"_L1));
        item.icon = readIcon(each.child("startIcon"_L1)).name;
        item.disabled = each.flag("disabled"_L1);
        item.address = readAddress(each.child("onClick"_L1).child("openLink"_L1).string("url"_L1));
        if (!item.text.isEmpty())
            click.menu.append(item);
    }
    if (!click.menu.isEmpty())
        click.kind = Click::Kind::Menu;
    else if (!node.isEmpty())
        click.kind = Click::Kind::App;
    return click;
}

Button readButton(const Node &node)
{
    // The first generation wraps them: {"textButton": {…}} or {"imageButton": {…}}.
    const Node first
        = node.has("textButton"_L1) ? node.child("textButton"_L1) : node.child("imageButton"_L1);
    const Node &from = first.isEmpty() ? node : first;
    Button button;
    button.text = shownLabel(from.string("text"_L1));
    if (button.text.isEmpty())
        button.text = shownLabel(from.string("label"_L1)); // of chips
    button.alternative = shownLabel(from.string("altText"_L1));
    if (from.value("icon"_L1).isObject())
        button.icon = readIcon(from.child("icon"_L1));
    else
        button.icon = readIcon(from);
    if (button.alternative.isEmpty() && !first.isEmpty())
        button.alternative = shownLabel(from.string("name"_L1));
    button.style = styleOf(from.string("type"_L1));
    button.colour = readColour(from.child("color"_L1));
    if (button.colour.isValid())
        button.style = Button::Style::Filled;
    button.disabled = from.flag("disabled"_L1) || !from.flag("enabled"_L1, true);
    button.click = readClick(from.child("onClick"_L1));
    return button;
}

Unknown readUnknown(const QJsonObject &object)
{
    return Salvage().take(object);
}

} // namespace linnet::ui::cards
