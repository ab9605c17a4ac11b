// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/cardtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qsizetype largestCards = 262'144; // parsed while a row is laid out
constexpr int mostCards = 5;
constexpr int mostLines = 8;
constexpr int mostButtons = 4;
constexpr qsizetype longestText = 512;

QString textOf(const QJsonValue &value)
{
    return withoutTags(value.toString().left(4 * longestText)).simplified().left(longestText);
}

void addLine(CardText &card, const QString &line)
{
    if (!line.isEmpty() && card.lines.size() < mostLines)
        card.lines.append(line);
}

void addButton(CardText &card, const QJsonObject &button)
{
    const QString address = button["onClick"_L1]["openLink"_L1]["url"_L1].toString();
    const QString text = textOf(button["text"_L1]);
    if (!address.isEmpty() && !text.isEmpty() && card.buttons.size() < mostButtons)
        card.buttons.append({text, address});
}

// A text with labels above and below, as both generations have it under other names.
void addLabelled(CardText &card, const QJsonObject &widget, QLatin1StringView content)
{
    const QString label = textOf(widget["topLabel"_L1]);
    const QString text = textOf(widget[content]);
    if (label.isEmpty() || text.isEmpty())
        addLine(card, label.isEmpty() ? text : label);
    else
        addLine(card, u"%1: %2"_s.arg(label, text));
    addLine(card, textOf(widget["bottomLabel"_L1]));
    if (widget.contains("button"_L1))
        addButton(card, widget["button"_L1].toObject());
}

void addWidget(CardText &card, const QJsonObject &widget)
{
    addLine(card, textOf(widget["textParagraph"_L1]["text"_L1]));
    if (widget.contains("decoratedText"_L1))
        addLabelled(card, widget["decoratedText"_L1].toObject(), "text"_L1);
    if (widget.contains("keyValue"_L1))
        addLabelled(card, widget["keyValue"_L1].toObject(), "content"_L1);
    const QJsonArray buttons = widget["buttonList"_L1]["buttons"_L1].toArray();
    for (const auto &button : buttons)
        addButton(card, button.toObject());
    const QJsonArray oldButtons = widget["buttons"_L1].toArray();
    for (const auto &button : oldButtons)
        addButton(card, button["textButton"_L1].toObject());
    const QJsonArray columns = widget["columns"_L1]["columnItems"_L1].toArray();
    for (const auto &column : columns) {
        const QJsonArray inner = column["widgets"_L1].toArray();
        for (const auto &each : inner)
            addLine(card, textOf(each["textParagraph"_L1]["text"_L1]));
    }
}

CardText readCard(const QJsonObject &object)
{
    CardText card;
    card.title = textOf(object["header"_L1]["title"_L1]);
    card.subtitle = textOf(object["header"_L1]["subtitle"_L1]);
    const QJsonArray sections = object["sections"_L1].toArray();
    for (const auto &section : sections) {
        addLine(card, textOf(section["header"_L1]));
        const QJsonArray widgets = section["widgets"_L1].toArray();
        for (const auto &widget : widgets)
            addWidget(card, widget.toObject());
    }
    return card;
}

} // namespace

QString withoutTags(const QString &text)
{
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'<') {
            const qsizetype close = text.indexOf(u'>', i);
            const bool tag = close > i && i + 1 < text.size()
                && (text[i + 1].isLetter() || text[i + 1] == u'/');
            if (tag) {
                if (text.mid(i + 1, 2).compare("br"_L1, Qt::CaseInsensitive) == 0)
                    plain += u' ';
                i = close;
                continue;
            }
        }
        plain += text[i];
    }
    plain.replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1).replace("&quot;"_L1, "\""_L1);
    plain.replace("&#39;"_L1, "'"_L1).replace("&nbsp;"_L1, " "_L1).replace("&amp;"_L1, "&"_L1);
    return plain;
}

QList<CardText> readCards(const QByteArray &cards)
{
    QList<CardText> result;
    if (cards.isEmpty())
        return result;
    if (cards.size() <= largestCards) {
        const QJsonObject root = QJsonDocument::fromJson(cards).object();
        const QJsonArray second = root["cardsV2"_L1].toArray();
        for (const auto &card : second)
            result.append(readCard(card["card"_L1].toObject()));
        const QJsonArray first = root["cards"_L1].toArray();
        for (const auto &card : first)
            result.append(readCard(card.toObject()));
    }
    if (result.isEmpty())
        result.append(CardText());
    return result.mid(0, mostCards);
}

} // namespace linnet::ui
