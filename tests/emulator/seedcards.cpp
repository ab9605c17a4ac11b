// SPDX-License-Identifier: GPL-3.0-or-later
#include "seedcards.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QJsonObject paragraph(const QString &text)
{
    return {{u"textParagraph"_s, QJsonObject{{u"text"_s, text}}}};
}

QJsonObject openLink(const QString &url)
{
    return {{u"openLink"_s, QJsonObject{{u"url"_s, url}}}};
}

QJsonObject callApp(const QString &function)
{
    return {{u"action"_s, QJsonObject{{u"function"_s, function}}}};
}

QJsonObject decorated(const QString &icon, const QString &label, const QString &text,
                      const QJsonObject &more = {})
{
    QJsonObject inner{{u"topLabel"_s, label},
                      {u"text"_s, text},
                      {u"startIcon"_s, QJsonObject{{u"knownIcon"_s, icon}}}};
    for (auto at = more.begin(); at != more.end(); ++at)
        inner.insert(at.key(), at.value());
    return {{u"decoratedText"_s, inner}};
}

QJsonObject button(const QString &text, const QJsonObject &onClick)
{
    return {{u"text"_s, text}, {u"onClick"_s, onClick}};
}

QJsonObject buttons(const QJsonArray &list)
{
    return {{u"buttonList"_s, QJsonObject{{u"buttons"_s, list}}}};
}

QJsonObject section(const QJsonArray &widgets, const QString &header = {})
{
    QJsonObject result{{u"widgets"_s, widgets}};
    if (!header.isEmpty())
        result.insert("header"_L1, header);
    return result;
}

QJsonArray card(const QString &id, const QString &title, const QString &subtitle,
                const QJsonArray &sections)
{
    const QString app = id == "poll"_L1 ? u"121212121212121212303"_s
        : id.startsWith("ticket"_L1)    ? u"121212121212121212202"_s
                                        : u"121212121212121212101"_s;
    const QJsonObject header{{u"title"_s, title},
                             {u"subtitle"_s, subtitle},
                             {u"imageUrl"_s, QString("emulator:///avatar/"_L1 + app + ".png"_L1)},
                             {u"imageType"_s, u"CIRCLE"_s}};
    return {
        QJsonObject{{u"cardId"_s, id},
                    {u"card"_s, QJsonObject{{u"header"_s, header}, {u"sections"_s, sections}}}}};
}

QJsonArray poll()
{
    QJsonArray widgets{paragraph(u"Choose <b>one</b>. The poll closes at 12:00."_s)};
    const QList<QPair<QString, int>> choices{
        {u"Pho corner"_s, 3}, {u"Turkish place"_s, 4}, {u"Canteen next door"_s, 1}};
    for (const auto &[name, votes] : choices) {
        widgets.append(decorated(u"RESTAURANT_ICON"_s, QString::number(votes) % u" votes"_s, name,
                                 {{u"button"_s, button(u"Vote"_s, callApp(u"vote"_s))}}));
    }
    return card(u"poll"_s, u"Where shall we eat?"_s, u"asked by Sam Iverson"_s, {section(widgets)});
}

QJsonArray build(bool good, int number)
{
    const QString log = "https://build.lanternworks.example/"_L1 + QString::number(1840 + number);
    const QString result = good ? u"<font color=\"#188038\">1,214 tests passed</font>"_s
                                : u"<font color=\"#d93025\">2 of 1,214 tests failed</font>"_s;
    QJsonArray sections{section(
        {decorated(u"STAR"_s, u"Result"_s, result),
         decorated(u"CLOCK"_s, u"Duration"_s, good ? u"11 min 42 s"_s : u"8 min 03 s"_s),
         decorated(u"PERSON"_s, u"Last change"_s, u"Tomás Herrera: scheduler, lock order"_s)})};
    if (good) {
        sections.append(section({QJsonObject{
            {u"image"_s,
             QJsonObject{{u"imageUrl"_s, u"emulator:///picture/chart-build-times.png"_s},
                         {u"altText"_s, u"Build times of the last weeks"_s}}}}}));
    } else {
        QJsonObject details = section(
            {paragraph(u"<code>test_fade::to_zero</code><br><code>test_bus::storm</code>"_s)},
            u"Failed"_s);
        details.insert("collapsible"_L1, true);
        details.insert("uncollapsibleWidgetsCount"_L1, 0);
        sections.append(details);
    }
    sections.append(section({buttons(
        {button(u"Open log"_s, openLink(log)), button(u"Build again"_s, callApp(u"rebuild"_s))})}));
    return card("build-"_L1 + QString::number(number),
                good ? u"main is good"_s : u"main is broken"_s,
                "build "_L1 + QString::number(1840 + number), sections);
}

QJsonArray ticket(int number)
{
    static const QStringList subjects{u"Controller restarts when the printer starts"_s,
                                      u"Cannot pair a second wall switch"_s,
                                      u"Second switch does not pair"_s};
    static const QStringList customers{u"Hotel Albatros"_s, u"Primary school Elm Road"_s,
                                       u"Primary school Elm Road"_s};
    const auto index = qsizetype(number % 3);
    const QJsonArray widgets{
        decorated(u"PERSON"_s, u"Customer"_s, customers.at(index)),
        decorated(u"DESCRIPTION"_s, u"Subject"_s, subjects.at(index), {{u"wrapText"_s, true}}),
        decorated(u"CLOCK"_s, u"Answer due"_s, u"in 4 hours"_s),
        QJsonObject{{u"divider"_s, QJsonObject()}},
        buttons({button(u"Open ticket"_s, openLink(u"https://tickets.lanternworks.example/"_s)),
                 button(u"Take it"_s, callApp(u"take"_s))})};
    return card("ticket-"_L1 + QString::number(number), subjects.at(index), u"Priority: normal"_s,
                {section(widgets)});
}

} // namespace

QJsonObject demoCard(const QString &name, int number)
{
    static const QJsonObject written = [] {
        QFile file(u":/emulator/cards.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            return QJsonObject();
        return QJsonDocument::fromJson(file.readAll()).object();
    }();
    if (written.contains(name))
        return written.value(name).toObject();
    const QJsonArray made = name == "poll"_L1 ? poll()
        : name == "ticket"_L1                 ? ticket(number)
                                              : build(name == "build-ok"_L1, number);
    return {{u"cardsV2"_s, made}};
}

} // namespace emulator
