// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardfixture.h"

#include "ui/cards/cardicons.h"
#include "ui/cards/cardparser.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::ui;
using namespace linnet::ui::cards;
using namespace linnet::ui::test;

class CardParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void widgets_data();
    void widgets();
    void paragraphs();
    void decorated();
    void keyValue();
    void buttons();
    void chips();
    void clicks();
    void images();
    void grids();
    void columnsAndCarousels();
    void inputs();
    void selections();
    void pickers();
    void unknownWidgetsAreSalvaged();
    void headersAndFooters();
    void sections();
    void firstGeneration();
    void lenient();
    void addresses_data();
    void addresses();
    void icons_data();
    void icons();
    void everyIconIsThere();
    void hostile_data();
    void hostile();
    void placesAreTheSameEachTime();
};

namespace {

const Widget &onlyWidget(const Cards &cards)
{
    return cards.cards.at(0).sections.at(0).widgets.at(0);
}

template <class Kind> Kind only(const QByteArray &widget)
{
    return std::get<Kind>(onlyWidget(parseCards(cardOf(widget))).body);
}

} // namespace

void CardParserTest::widgets_data()
{
    QTest::addColumn<QByteArray>("widget");
    QTest::addColumn<int>("kind"); // in the variant; -1: none
    QTest::newRow("paragraph") << QByteArray(R"({"textParagraph":{"text":"a"}})") << 0;
    QTest::newRow("image") << QByteArray(R"({"image":{"imageUrl":"https://e.example/"}})") << 1;
    QTest::newRow("decorated") << QByteArray(R"({"decoratedText":{"text":"a"}})") << 2;
    QTest::newRow("key and value") << QByteArray(R"({"keyValue":{"content":"a"}})") << 2;
    QTest::newRow("buttons") << QByteArray(R"({"buttonList":{"buttons":[]}})") << 3;
    QTest::newRow("old buttons") << QByteArray(R"({"buttons":[{"textButton":{"text":"a"}}]})") << 3;
    QTest::newRow("chips") << QByteArray(R"({"chipList":{"chips":[]}})") << 4;
    QTest::newRow("grid") << QByteArray(R"({"grid":{"items":[]}})") << 5;
    QTest::newRow("divider") << QByteArray(R"({"divider":{}})") << 6;
    QTest::newRow("text input") << QByteArray(R"({"textInput":{"label":"a"}})") << 7;
    QTest::newRow("selection") << QByteArray(R"({"selectionInput":{"type":"DROPDOWN"}})") << 8;
    QTest::newRow("picker") << QByteArray(R"({"dateTimePicker":{"label":"a"}})") << 9;
    QTest::newRow("columns") << QByteArray(R"({"columns":{"columnItems":[]}})") << 10;
    QTest::newRow("carousel") << QByteArray(R"({"carousel":{"carouselCards":[]}})") << 11;
    QTest::newRow("unknown") << QByteArray(R"({"hologram":{"text":"a"}})") << 12;
    QTest::newRow("hidden") << QByteArray(R"({"textParagraph":{"text":"a"},"visibility":"HIDDEN"})")
                            << -1;
    QTest::newRow("nothing") << QByteArray("{}") << -1;
    QTest::newRow("null") << QByteArray("null") << -1;
}

void CardParserTest::widgets()
{
    QFETCH(QByteArray, widget);
    QFETCH(int, kind);
    const Cards cards = parseCards(cardOf(widget + R"(,{"textParagraph":{"text":"last"}})"));
    const std::vector<Widget> &found = cards.cards.at(0).sections.at(0).widgets;
    QCOMPARE(int(found.size()), kind < 0 ? 1 : 2);
    if (kind >= 0)
        QCOMPARE(int(found[0].body.index()), kind);
    QVERIFY(!cards.cut);
}

void CardParserTest::paragraphs()
{
    const auto html
        = only<TextParagraph>(R"({"textParagraph":{"text":"**a** <b>b</b>","maxLines":3}})");
    QCOMPARE(html.text.plain(), u"**a** b"_s);
    QCOMPARE(html.maximumLines, 3);
    const auto markdown
        = only<TextParagraph>(R"({"textParagraph":{"text":"**a** <b>","textSyntax":"MARKDOWN"}})");
    QCOMPARE(markdown.text.plain(), u"a <b>"_s);
    const QByteArray json0 = R"({"textParagraph":{"text":7}})";
    QVERIFY(only<TextParagraph>(json0).text.plain() == u"7"_s);
}

void CardParserTest::decorated()
{
    const auto all = only<Decorated>(
        R"({"decoratedText":{"topLabel":"a","text":"b","bottomLabel":"c","wrapText":true,
           "startIcon":{"knownIcon":"EMAIL","altText":"Mail"},"endIcon":{"materialIcon":{"name":"done"}},
           "startIconVerticalAlignment":"TOP","button":{"text":"d"},
           "switchControl":{"selected":true,"controlType":"CHECKBOX"},"onClick":{"openLink":{"url":"https://e.example/"}}}})");
    QCOMPARE(all.top.plain() + all.text.plain() + all.bottom.plain(), u"abc"_s);
    QVERIFY(all.wrap);
    QCOMPARE(all.start.name, u"mail"_s);
    QCOMPARE(all.start.alternative, u"Mail"_s);
    QCOMPARE(all.end.name, u"check"_s);
    QCOMPARE(all.startPlace, Upright::Top);
    QCOMPARE(all.button.text, u"d"_s);
    QVERIFY(all.toggle && all.toggle->on && all.toggle->box);
    QCOMPARE(all.click.kind, Click::Kind::Link);
    const auto younger = only<Decorated>(
        R"({"decoratedText":{"text":"old","contentText":{"text":"**new**","textSyntax":"MARKDOWN"}}})");
    QCOMPARE(younger.text.plain(), u"new"_s);
    // The former name of the icon.
    const QByteArray json1 = R"({"decoratedText":{"text":"a","icon":{"knownIcon":"BUS"}}})";
    QCOMPARE(only<Decorated>(json1).start.name, u"bus"_s);
    const QByteArray json2 = R"({"decoratedText":{"text":"a","startIcon":{"knownIcon":"NONE"}}})";
    QVERIFY(only<Decorated>(json2).start.isEmpty());
}

void CardParserTest::keyValue()
{
    const auto value = only<Decorated>(
        R"({"keyValue":{"topLabel":"a","content":"b","contentMultiline":"true","icon":"TRAIN",
           "button":{"imageButton":{"iconUrl":"https://e.example/delete_24dp.png","name":"Remove"}}}})");
    QCOMPARE(value.top.plain() + value.text.plain(), u"ab"_s);
    QVERIFY(value.wrap);
    QCOMPARE(value.start.name, u"train"_s);
    QCOMPARE(value.button.icon.name, u"trash"_s);
    QCOMPARE(value.button.name(), u"Remove"_s);
}

void CardParserTest::buttons()
{
    const auto list = only<ButtonList>(
        R"({"buttonList":{"buttons":[{"text":"a"},{"text":"b","type":"FILLED"},{"text":"c","type":"FILLED_TONAL"},
           {"text":"d","type":"BORDERLESS"},{"text":"e","type":"BORDERLESS","color":{"red":1,"green":"0.5"}},
           {"icon":{"knownIcon":"STAR"},"altText":"f"},{"text":"g","disabled":"true"},{}]}})");
    QCOMPARE(int(list.buttons.size()), 7); // an empty one is none
    using Style = Button::Style;
    const QList<Style> styles{Style::Outlined, Style::Filled, Style::Tonal, Style::Borderless,
                              Style::Filled};
    for (qsizetype i = 0; i < styles.size(); ++i)
        QCOMPARE(list.buttons[i].style, styles[i]);
    QCOMPARE(list.buttons[4].colour.red(), 255);
    QCOMPARE(list.buttons[4].colour.green(), 128);
    QCOMPARE(list.buttons[5].name(), u"f"_s);
    QVERIFY(list.buttons[6].disabled);
}

void CardParserTest::chips()
{
    const auto list = only<ChipList>(
        R"({"chipList":{"layout":"HORIZONTAL_SCROLLABLE","chips":[{"label":"a"},{"text":"b"},{"label":"c","enabled":false}]}})");
    QVERIFY(list.oneRow);
    QCOMPARE(int(list.chips.size()), 3);
    QCOMPARE(list.chips[1].text, u"b"_s);
    QVERIFY(list.chips[2].disabled);
}

void CardParserTest::clicks()
{
    const auto click = [](const QByteArray &onClick) {
        return only<ButtonList>(
                   "{\"buttonList\":{\"buttons\":[{\"text\":\"a\",\"onClick\":" + onClick + "}]}}")
            .buttons.first()
            .click;
    };
    const QByteArray json3 = R"({"openLink":{"url":"https://e.example/"}})";
    QCOMPARE(click(json3).kind, Click::Kind::Link);
    const QByteArray json4 = R"({"action":{"function":"f"}})";
    QCOMPARE(click(json4).kind, Click::Kind::App);
    const QByteArray json5 = R"({"openDynamicLinkAction":{"function":"f"}})";
    QCOMPARE(click(json5).kind, Click::Kind::App);
    const QByteArray json6 = R"({"card":{"header":{"title":"next"}}})";
    QCOMPARE(click(json6).kind, Click::Kind::App);
    const QByteArray json7 = R"({"openLink":{"url":""}})";
    QCOMPARE(click(json7).kind, Click::Kind::App);
    QCOMPARE(click("{}").kind, Click::Kind::None);
    const Click menu = click(
        R"({"overflowMenu":{"items":[{"text":"b","onClick":{"openLink":{"url":"https://e.example/"}}},{"text":"c","disabled":true},{}]}})");
    QCOMPARE(menu.kind, Click::Kind::Menu);
    QCOMPARE(int(menu.menu.size()), 2);
    QCOMPARE(menu.menu[0].address, u"https://e.example/"_s);
    QVERIFY(menu.menu[1].disabled);
}

void CardParserTest::images()
{
    const auto image = only<Image>(
        R"({"image":{"imageUrl":"https://e.example/a.png","altText":"b","aspectRatio":"1.5","onClick":{"action":{}}}})");
    QCOMPARE(image.address, u"https://e.example/a.png"_s);
    QCOMPARE(image.alternative, u"b"_s);
    QCOMPARE(image.aspect, 1.5);
    const QByteArray json8 = R"({"image":{"aspectRatio":-3}})";
    QCOMPARE(only<Image>(json8).aspect, 0.0);
    const QByteArray json9 = R"({"image":{"aspectRatio":1e30}})";
    QCOMPARE(only<Image>(json9).aspect, 8.0);
}

void CardParserTest::grids()
{
    const auto grid = only<Grid>(
        R"({"grid":{"title":"a","columnCount":2.0,"borderStyle":{"type":"STROKE","cornerRadius":400},"items":[
           {"title":"b","subtitle":"c","image":{"imageUri":"https://e.example/","altText":"d","cropStyle":{"type":"CIRCLE"}}},
           {"title":"e","layout":"TEXT_ABOVE","textAlignment":"CENTER","image":{"imageUri":"x","cropStyle":{"type":"RECTANGLE_CUSTOM","aspectRatio":0}}}],
           "onClick":{"action":{"function":"f"}}}})");
    QCOMPARE(grid.columns, 2);
    QVERIFY(grid.framed);
    QVERIFY(grid.radius <= 16);
    QCOMPARE(int(grid.items.size()), 2);
    QVERIFY(grid.items[0].circle);
    QVERIFY(grid.items[1].textAbove && grid.items[1].centered);
    QVERIFY(grid.items[1].aspect > 0);
    QCOMPARE(grid.click.kind, Click::Kind::App);
}

void CardParserTest::columnsAndCarousels()
{
    const auto columns = only<Columns>(
        R"({"columns":{"columnItems":[{"horizontalSizeStyle":"FILL_MINIMUM_SPACE","horizontalAlignment":"END","verticalAlignment":"BOTTOM",
           "widgets":[{"textParagraph":{"text":"a"}},{"image":{}}]},{"widgets":[{"buttonList":{"buttons":[{"text":"b"}]}}]}]}})");
    QCOMPARE(int(columns.columns.size()), 2);
    QVERIFY(columns.columns[0].narrow);
    QCOMPARE(columns.columns[0].alignment, Alignment::End);
    QCOMPARE(columns.columns[0].upright, Upright::Bottom);
    QCOMPARE(int(columns.columns[0].widgets.size()), 2);
    const auto carousel = only<Carousel>(
        R"({"carousel":{"carouselCards":[{"widgets":[{"textParagraph":{"text":"a"}}],"footerWidgets":[{"divider":{}}]},{}]}})");
    QCOMPARE(int(carousel.cards.size()), 1);
    QCOMPARE(int(carousel.cards[0].footer.size()), 1);
}

void CardParserTest::inputs()
{
    const auto input = only<TextInput>(
        R"({"textInput":{"label":"a","value":"b\nc","hintText":"d","placeholderText":"e","type":"MULTIPLE_LINE","initialSuggestions":{"items":[{"text":"f"}]}}})");
    QCOMPARE(input.label, u"a"_s);
    QCOMPARE(input.value, u"b\nc"_s);
    QCOMPARE(input.hint, u"d"_s);
    QCOMPARE(input.placeholder, u"e"_s);
    QVERIFY(input.tall);
    QCOMPARE(input.suggestions, QStringList{u"f"_s});
}

void CardParserTest::selections()
{
    using Style = SelectionInput::Style;
    const QList<std::pair<const char *, Style>> styles{
        {"CHECK_BOX", Style::CheckBoxes}, {"RADIO_BUTTON", Style::Radios},
        {"SWITCH", Style::Switches},      {"DROPDOWN", Style::Dropdown},
        {"MULTI_SELECT", Style::Several}, {"NEW_TYPE", Style::CheckBoxes}};
    for (const auto &[type, style] : styles) {
        const auto input = only<SelectionInput>(
            QByteArray(R"({"selectionInput":{"label":"a","type":")") + type
            + R"(","items":[{"text":"b","selected":"true","bottomText":"c"},{"text":"d"},{"value":"e"}]}})");
        QCOMPARE(input.style, style);
        QCOMPARE(int(input.choices.size()), 2);
        QVERIFY(input.choices[0].selected && !input.choices[1].selected);
        QCOMPARE(input.choices[0].detail, u"c"_s);
        QVERIFY(!input.elsewhere);
    }
    const QByteArray json10
        = R"({"selectionInput":{"data_source_configs":[{"remoteDataSource":{}}]}})";
    QVERIFY(only<SelectionInput>(json10).elsewhere);
}

void CardParserTest::pickers()
{
    const auto picker = [](const QByteArray &fields) {
        return only<DateTimePicker>("{\"dateTimePicker\":{" + fields + "}}");
    };
    const QByteArray json11 = R"("type":"DATE_ONLY","valueMsEpoch":"86400000")";
    QCOMPARE(picker(json11).value, qint64(86'400'000));
    const QByteArray json12 = R"("type":"TIME_ONLY")";
    QCOMPARE(picker(json12).kind, DateTimePicker::Kind::Time);
    const QByteArray json13 = R"("type":"TIME_ONLY")";
    QVERIFY(!picker(json13).value);
    const QByteArray json14 = R"("valueMsEpoch":"later")";
    QVERIFY(!picker(json14).value);
    const QByteArray json15 = R"("valueMsEpoch":1e40)";
    QVERIFY(!picker(json15).value);
    const QByteArray json16 = R"("timezoneOffsetDate":-240)";
    QCOMPARE(picker(json16).offset, -240);
    const QByteArray json17 = R"("timezoneOffsetDate":1e9)";
    QCOMPARE(picker(json17).offset, 840);
}

void CardParserTest::unknownWidgetsAreSalvaged()
{
    const auto unknown = only<Unknown>(
        R"({"hologram":{"title":"a","parts":[{"text":"<b>b</b>","value":"secret"},{"deeper":{"label":"c"}}],"onClick":{"openLink":{"url":"https://e.example/"}}}})");
    QCOMPARE(unknown.lines.size(), 3);
    for (const QString &line : {u"a"_s, u"b"_s, u"c"_s})
        QVERIFY(unknown.lines.contains(line));
    QCOMPARE(int(unknown.links.size()), 1);
    QCOMPARE(unknown.links[0].click.address, u"https://e.example/"_s);
    const QByteArray json18 = R"({"sculpture":{}})";
    QVERIFY(only<Unknown>(json18).lines.isEmpty());
}

void CardParserTest::headersAndFooters()
{
    const Cards cards = parseCards(
        R"({"cardsV2":[{"card":{"header":{"title":" a\n b","subtitle":"c","imageUrl":"https://e.example/","imageType":"CIRCLE","imageAltText":"d"},
           "cardActions":[{"actionLabel":"e","onClick":{"openLink":{"url":"https://e.example/"}}},{"actionLabel":""}],
           "fixedFooter":{"primaryButton":{"text":"f"},"secondaryButton":{"text":"g"}},"sectionDividerStyle":"NO_DIVIDER"}}],
           "accessoryWidgets":[{"buttonList":{"buttons":[{"text":"h"}]}}]})");
    const Card &card = cards.cards.at(0);
    QCOMPARE(card.header.title, u"a b"_s);
    QVERIFY(card.header.circle);
    QCOMPARE(int(card.actions.size()), 1);
    QCOMPARE(int(card.footer.size()), 2);
    QCOMPARE(card.footer.last().text, u"f"_s); // the primary one stands last
    QCOMPARE(card.footer.last().style, Button::Style::Filled);
    QVERIFY(!card.dividers);
    QCOMPARE(int(cards.below.size()), 1);
    // Folded elsewhere, but all there is.
    const Cards peek = parseCards(R"({"cardsV2":[{"card":{"peekCardHeader":{"title":"p"}}}]})");
    QCOMPARE(peek.cards.at(0).header.title, u"p"_s);
}

void CardParserTest::sections()
{
    const Cards cards = parseCards(
        R"({"cardsV2":[{"card":{"sections":[{"header":"<b>a</b>","collapsible":"true","uncollapsibleWidgetsCount":"1",
           "collapseControl":{"horizontalAlignment":"END","expandButton":{"text":"b"},"collapseButton":{"text":"c"}},
           "widgets":[{"divider":{}},{"divider":{}}]},
           {"collapsible":true,"collapseControl":{"expandButton":{"text":"alone"}},"widgets":[{"divider":{}}]},{"widgets":[]}]}}]})");
    const std::vector<Section> &sections = cards.cards.at(0).sections;
    QCOMPARE(int(sections.size()), 2); // an empty one is none
    QCOMPARE(sections[0].header.plain(), u"a"_s);
    QVERIFY(sections[0].collapsible);
    QCOMPARE(sections[0].alwaysShown, 1);
    QCOMPARE(sections[0].control, Alignment::End);
    QCOMPARE(sections[0].expand.text, u"b"_s);
    QVERIFY(sections[1].expand.isEmpty());
    QVERIFY(sections[0].place != sections[1].place);
}

void CardParserTest::firstGeneration()
{
    const Cards cards = parseCards(
        R"({"cards":[{"header":{"title":"a","imageStyle":"AVATAR","imageUrl":"https://e.example/"},"sections":[{"header":"b","widgets":[
           {"textParagraph":{"text":"c"}},{"buttons":[{"textButton":{"text":"d","onClick":{"openLink":{"url":"https://e.example/"}}}},{"imageButton":{"icon":"EMAIL"}}]}]}]}]})");
    QVERIFY(cards.cards.at(0).header.circle);
    const auto &list = std::get<ButtonList>(cards.cards.at(0).sections.at(0).widgets.at(1).body);
    QCOMPARE(list.buttons[0].text, u"d"_s);
    QCOMPARE(list.buttons[0].click.kind, Click::Kind::Link);
    QCOMPARE(list.buttons[1].icon.name, u"mail"_s);
}

void CardParserTest::lenient()
{
    QCOMPARE(snakeCase("uncollapsibleWidgetsCount"_L1), u"uncollapsible_widgets_count"_s);
    const Node node(QJsonObject{{u"a_b"_s, u"c"_s},
                                {u"n"_s, u"12.5"_s},
                                {u"t"_s, u"TRUE"_s},
                                {u"z"_s, QJsonValue()},
                                {u"one"_s, QJsonObject{{u"x"_s, 1}}},
                                {u"nan"_s, u"nan"_s}});
    QCOMPARE(node.string("aB"_L1), u"c"_s);
    QCOMPARE(node.number("n"_L1), 12.5);
    QCOMPARE(node.number("nan"_L1, 3), 3.0);
    QVERIFY(node.flag("t"_L1));
    QVERIFY(!node.has("z"_L1));
    QCOMPARE(int(node.list("one"_L1, 10).size()), 1);
    QCOMPARE(int(node.list("n"_L1, 10).size()), 0);
    // Every card of the fixture that is meant to be wrong is read all the same.
    for (const SampleCard &sample : everyCard())
        static_cast<void>(parseCards(sample.json));
}

void CardParserTest::addresses_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("read");
    QTest::newRow("whole") << u"https://e.example/a"_s << u"https://e.example/a"_s;
    QTest::newRow("bare") << u"www.e.example/a?b"_s << u"https://www.e.example/a?b"_s;
    QTest::newRow("bare with port") << u"e.example:8080"_s << u"https://e.example:8080"_s;
    QTest::newRow("mail") << u"mailto:a@e.example"_s << u"mailto:a@e.example"_s;
    QTest::newRow("script stays what it is")
        << u"javascript:alert(1)"_s << u"javascript:alert(1)"_s;
    QTest::newRow("file stays what it is") << u"file:///etc/passwd"_s << u"file:///etc/passwd"_s;
    QTest::newRow("path stays what it is") << u"/etc/passwd"_s << u"/etc/passwd"_s;
    QTest::newRow("share stays what it is") << u"//evil.example/a"_s << u"//evil.example/a"_s;
    QTest::newRow("user stays what it is") << u"a@e.example"_s << u"a@e.example"_s;
}

void CardParserTest::addresses()
{
    QFETCH(QString, written);
    QFETCH(QString, read);
    QCOMPARE(readAddress(written), read);
}

void CardParserTest::icons_data()
{
    QTest::addColumn<QString>("found");
    QTest::addColumn<QString>("expected");
    QTest::newRow("known") << iconOfKnown(u"HOTEL"_s) << u"bed"_s;
    QTest::newRow("not known") << iconOfKnown(u"SPACESHIP"_s) << QString();
    QTest::newRow("material") << iconOfMaterial(u"check_box"_s) << u"check-box"_s;
    QTest::newRow("nearly") << iconOfMaterial(u"calendar_add_on"_s) << u"calendar"_s;
    QTest::newRow("with another first word") << iconOfMaterial(u"outline_delete"_s) << u"trash"_s;
    QTest::newRow("neutral") << iconOfMaterial(u"qwertz"_s) << u"shapes"_s;
    QTest::newRow("none") << iconOfMaterial({}) << QString();
    QTest::newRow("address") << iconOfAddress(
        u"https://x.example/outline_pending_actions_black_48dp.png"_s)
                             << u"clock"_s;
    QTest::newRow("picture") << iconOfAddress(u"https://x.example/a/8f3.png?q=star"_s)
                             << u"image"_s;
    QTest::newRow("no address") << iconOfAddress({}) << QString();
}

void CardParserTest::icons()
{
    QFETCH(QString, found);
    QTEST(found, "expected");
}

// The fixture shows each of the service's icons; none of the names leads to a file that is missing.
void CardParserTest::everyIconIsThere()
{
    for (const char *name : serviceIcons()) {
        const QString icon = iconOfKnown(QString::fromLatin1(name));
        QVERIFY2(QFile::exists(u":/icons/ui/%1.svg"_s.arg(icon)), name);
    }
    const QStringList material = materialIcons();
    QVERIFY(material.size() > 60);
    for (const QString &icon : material)
        QVERIFY2(QFile::exists(u":/icons/ui/%1.svg"_s.arg(icon)), qPrintable(icon));
}

void CardParserTest::hostile_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a list") << QByteArray("[1,2]");
    QTest::newRow("deep") << QByteArray(2'000, '[') + QByteArray(2'000, ']');
    QByteArray deep = R"({"textParagraph":{"text":"bottom"}})";
    for (int i = 0; i < 200; ++i)
        deep = "{\"columns\":{\"columnItems\":[{\"widgets\":[" + deep + "]}]}}";
    QTest::newRow("columns in columns") << cardOf(deep);
    QByteArray unknown = "1";
    for (int i = 0; i < 400; ++i)
        unknown = "{\"a\":" + unknown + "}";
    QTest::newRow("deep and unknown") << cardOf("{\"x\":" + unknown + "}");
    QByteArrayList many;
    for (int i = 0; i < 5'000; ++i)
        many.append(R"({"divider":{}})");
    QTest::newRow("many widgets") << cardOf(many.join(','));
    many.fill(R"({"card":{}})");
    QTest::newRow("many cards") << QByteArray("{\"cardsV2\":[" + many.join(',') + "]}");
    many.fill(R"({"text":"a"})");
    QTest::newRow("many buttons") << cardOf("{\"buttonList\":{\"buttons\":[" + many.join(',')
                                            + "]}}");
    QTest::newRow("too large") << QByteArray(300'000, ' ');
}

void CardParserTest::hostile()
{
    QFETCH(QByteArray, json);
    const Cards cards = parseCards(json);
    size_t widgets = 0;
    for (const Card &card : cards.cards) {
        for (const Section &section : card.sections)
            widgets += section.widgets.size();
    }
    QVERIFY(widgets <= 800);
    QVERIFY(cards.cards.size() <= 20);
    const QByteArray name = QTest::currentDataTag();
    QCOMPARE(cards.cut,
             name.startsWith("many") || name.startsWith("columns") || name == "too large");
}

void CardParserTest::placesAreTheSameEachTime()
{
    for (const SampleCard &sample : everyCard()) {
        const CardStage stage;
        const CardLayout a = stage.layout(sample.json);
        const CardLayout b = stage.layout(sample.json);
        QCOMPARE(a.controls.size(), b.controls.size());
        for (size_t i = 0; i < a.controls.size(); ++i)
            QCOMPARE(a.controls[i].step, b.controls[i].step);
    }
}

QTEST_MAIN(CardParserTest)
#include "tst_cardparser.moc"
