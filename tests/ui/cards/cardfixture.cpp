// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardfixture.h"

#include "ui/cards/cardpainter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui::test {

QList<const char *> serviceIcons()
{
    return {"AIRPLANE",
            "BOOKMARK",
            "BUS",
            "CAR",
            "CLOCK",
            "CONFIRMATION_NUMBER_ICON",
            "DESCRIPTION",
            "DOLLAR",
            "EMAIL",
            "EVENT_PERFORMER",
            "EVENT_SEAT",
            "FLIGHT_ARRIVAL",
            "FLIGHT_DEPARTURE",
            "HOTEL",
            "HOTEL_ROOM_TYPE",
            "INVITE",
            "MAP_PIN",
            "MEMBERSHIP",
            "MULTIPLE_PEOPLE",
            "OFFER",
            "PERSON",
            "PHONE",
            "RESTAURANT_ICON",
            "SHOPPING_CART",
            "STAR",
            "STORE",
            "TICKET",
            "TRAIN",
            "VIDEO_CAMERA",
            "VIDEO_PLAY"};
}

namespace {

QByteArray build(const QByteArray &card)
{
    return "{\"cardsV2\":[{\"cardId\":\"c\",\"card\":" + card + "}]}";
}

QList<SampleCard> structures()
{
    return {
        {u"header"_s,
         build(R"({"header":{"title":"Deployment of the week","subtitle":"3 services, 2 waiting",
            "imageUrl":"https://example.com/logo.png","imageType":"CIRCLE","imageAltText":"The robot of deployments"},
            "cardActions":[{"actionLabel":"Settings","onClick":{"action":{"function":"set"}}},
            {"actionLabel":"Send feedback","onClick":{"openLink":{"url":"https://example.com/feedback"}}}],
            "sections":[{"header":"Ready","widgets":[{"textParagraph":{"text":"<b>api</b> 4.2 to 4.3, tested by Lea"}}]},
            {"header":"Waiting","widgets":[{"textParagraph":{"text":"<b>mailer</b> and <i>search</i>"}}]}],
            "fixedFooter":{"primaryButton":{"text":"Deploy all","onClick":{"action":{"function":"go"}}},
            "secondaryButton":{"text":"See the plan","onClick":{"openLink":{"url":"https://example.com/plan"}}}}})")},
        {u"headersquare"_s,
         build(
             R"({"header":{"title":"A title that is long enough to need a second line in any window one would want to use",
            "subtitle":"And a subtitle that says more than it would have to, for the same reason",
            "imageUrl":"https://example.com/logo.png","imageType":"SQUARE"},"sectionDividerStyle":"NO_DIVIDER",
            "sections":[{"widgets":[{"textParagraph":{"text":"No lines between these"}}]},
            {"widgets":[{"textParagraph":{"text":"two sections."}}]}]})")},
        {u"collapsible"_s,
         build(
             R"({"sections":[{"header":"Voters","collapsible":true,"uncollapsibleWidgetsCount":1,"widgets":[
            {"decoratedText":{"text":"Anna Berg","startIcon":{"knownIcon":"PERSON"}}},
            {"decoratedText":{"text":"Tomáš Dvořák","startIcon":{"knownIcon":"PERSON"}}},
            {"decoratedText":{"text":"Lea Novak","startIcon":{"knownIcon":"PERSON"}}}]},
            {"header":"All of it hidden","collapsible":true,"widgets":[{"textParagraph":{"text":"Here it is."}}]},
            {"header":"Its own words","collapsible":true,"uncollapsibleWidgetsCount":1,"collapseControl":{"horizontalAlignment":"CENTER",
            "expandButton":{"text":"Show attachments","icon":{"materialIcon":{"name":"attachment"}},"type":"FILLED_TONAL"},
            "collapseButton":{"text":"Hide attachments","icon":{"materialIcon":{"name":"attachment"}},"type":"FILLED_TONAL"}},
            "widgets":[{"textParagraph":{"text":"Two files"}},{"textParagraph":{"text":"minutes.pdf and numbers.ods"}}]}]})")},
        {u"severalcards"_s,
         R"({"cardsV2":[{"card":{"header":{"title":"First"},"sections":[{"widgets":[{"textParagraph":{"text":"One"}}]}]}},
            {"card":{"header":{"title":"Second"},"sections":[{"widgets":[{"textParagraph":{"text":"Two"}}]}]}}],
            "accessoryWidgets":[{"buttonList":{"buttons":[{"icon":{"materialIcon":{"name":"thumb_up"}},"altText":"Good answer","onClick":{"action":{"function":"up"}}},
            {"icon":{"materialIcon":{"name":"thumb_down"}},"altText":"Bad answer","onClick":{"action":{"function":"down"}}},
            {"text":"Sources","onClick":{"openLink":{"url":"https://example.com/sources"}}}]}}]})"},
        {u"firstgeneration"_s,
         R"({"cards":[{"header":{"title":"Pizza bot","subtitle":"pizza@example.com","imageUrl":"https://example.com/p.png","imageStyle":"AVATAR"},
            "sections":[{"header":"Order","widgets":[{"keyValue":{"topLabel":"Order no.","content":"12345","icon":"TICKET"}},
            {"keyValue":{"topLabel":"Status","content":"In the oven, and it will be there for another ten minutes at the very least","contentMultiline":"true","bottomLabel":"since 12:04","icon":"CLOCK",
            "button":{"textButton":{"text":"Track","onClick":{"openLink":{"url":"https://example.com/track"}}}}}}]},
            {"widgets":[{"image":{"imageUrl":"https://maps.example.com/map.png","aspectRatio":2.5,"onClick":{"openLink":{"url":"https://maps.example.com/"}}}},
            {"buttons":[{"imageButton":{"icon":"EMAIL","name":"Write to the kitchen","onClick":{"openLink":{"url":"mailto:kitchen@example.com"}}}},
            {"textButton":{"text":"OPEN ORDER","onClick":{"openLink":{"url":"https://example.com/order"}}}},
            {"textButton":{"text":"CANCEL","onClick":{"action":{"actionMethodName":"cancel"}}}}]}]}]}]})"},
    };
}

QList<SampleCard> texts()
{
    return {
        {u"html"_s,
         cardOf(
             R"({"textParagraph":{"text":"<b>Bold</b>, <i>italic</i>, <u>underlined</u>, <s>struck</s>, <code>code()</code>, <font color=\"#c5221f\">red</font>, <font color=\"#ffee58\">yellow</font> and <a href=\"https://example.com/docs\">a <b>bold</b> link</a>.<br>A second line &amp; entities: 3 &lt; 4.<br><br>After an empty line: <blink>unknown tags are text</blink>, 1 < 2."}},
            {"textParagraph":{"text":"Steps<ol><li>unpack</li><li>read <b>this</b><ul><li>all of it</li><li>twice</li></ul></li><li>begin</li></ol>and then<pre>make\n  install</pre>at <time>12:30</time>."}})")},
        {u"markdown"_s,
         cardOf(
             R"({"textParagraph":{"textSyntax":"MARKDOWN","text":"# Release notes\n**Bold**, *italic*, ~~struck~~, `code` and [a link](https://example.com/a(b)).\nSnake_case_words and 2*3*4 stay.\n\n- first\n- second with **bold**\n    - nested\n1. one\n2. two\n\n> quoted\n> twice\n\n```\nint main()\n```\nThe end."}})")},
        {u"maxlines"_s,
         cardOf(
             R"({"textParagraph":{"maxLines":2,"text":"A paragraph that is longer than the two lines it is allowed to take, so that the rest of it waits behind a word one can click, and that word is not part of the text that somebody wrote."}})")},
        {u"alignment"_s,
         cardOf(
             R"({"textParagraph":{"text":"In the middle of the card, over more than one line when there is no room for it on one"},"horizontalAlignment":"CENTER"},
            {"buttonList":{"buttons":[{"text":"One","onClick":{"openLink":{"url":"https://example.com/1"}}},{"text":"Two","onClick":{"openLink":{"url":"https://example.com/2"}}}]},"horizontalAlignment":"CENTER"},
            {"textParagraph":{"text":"At its end"},"horizontalAlignment":"END"},
            {"buttonList":{"buttons":[{"text":"Three","onClick":{"openLink":{"url":"https://example.com/3"}}}]},"horizontalAlignment":"END"})")},
        {u"righttoleft"_s,
         cardOf(
             R"({"decoratedText":{"topLabel":"الحالة","text":"قيد التنفيذ","startIcon":{"knownIcon":"CLOCK"},"button":{"text":"فتح","onClick":{"openLink":{"url":"https://example.com/"}}}}},{"textParagraph":{"text":"שלום לכולם, <b>זה חשוב</b>"}})")},
        {u"decorated"_s,
         cardOf(
             R"({"decoratedText":{"topLabel":"Assignee","text":"Anna Berg","bottomLabel":"since Monday","startIcon":{"knownIcon":"PERSON","altText":"Person"}}},
            {"decoratedText":{"topLabel":"A label above that is too long for the one line that it is given, whatever the width of the card may be","text":"Text that is not wrapped and thus ends where there is no more room for it in the line, with an ellipsis","endIcon":{"materialIcon":{"name":"chevron_right"}},"onClick":{"openLink":{"url":"https://example.com/row"}}}},
            {"decoratedText":{"text":"Text that is wrapped goes on in as many lines as it needs, and its icon stands at the top of them","wrapText":true,"startIcon":{"iconUrl":"https://example.com/icons/hotel_grey_64.png","altText":"Hotel"},"startIconVerticalAlignment":"TOP"}},
            {"decoratedText":{"text":"With a button","bottomLabel":"and a label","button":{"text":"Vote","onClick":{"action":{"function":"vote"}}}}},
            {"decoratedText":{"text":"With a link button","startIcon":{"knownIcon":"BOOKMARK"},"button":{"text":"Open","onClick":{"openLink":{"url":"https://example.com/"}}}}},
            {"decoratedText":{"text":"A switch that is on","switchControl":{"name":"a","selected":true,"controlType":"SWITCH"}}},
            {"decoratedText":{"text":"A switch that is off","switchControl":{"name":"b","selected":false,"controlType":"SWITCH"}}},
            {"decoratedText":{"text":"A box","topLabel":"Check","switchControl":{"name":"c","selected":"true","controlType":"CHECK_BOX"}}},
            {"decoratedText":{"contentText":{"text":"**Markdown** inside","textSyntax":"MARKDOWN"},"bottomLabelText":{"text":"and <i>below</i>"},"wrapText":true,"onClick":{"action":{"function":"row"}}}})")},
    };
}

QList<SampleCard> controls()
{
    return {
        {u"buttons"_s,
         cardOf(
             R"({"buttonList":{"buttons":[{"text":"Outlined","onClick":{"openLink":{"url":"https://example.com/1"}}},
            {"text":"Filled","type":"FILLED","onClick":{"openLink":{"url":"https://example.com/2"}}},
            {"text":"Tonal","type":"FILLED_TONAL","onClick":{"openLink":{"url":"https://example.com/3"}}},
            {"text":"Borderless","type":"BORDERLESS","onClick":{"openLink":{"url":"https://example.com/4"}}},
            {"text":"Colour","color":{"red":0.1,"green":0.45,"blue":0.9},"onClick":{"openLink":{"url":"https://example.com/5"}}},
            {"text":"White","color":{"red":1,"green":1,"blue":1},"onClick":{"openLink":{"url":"https://example.com/6"}}},
            {"text":"With icon","icon":{"knownIcon":"INVITE"},"onClick":{"openLink":{"url":"https://example.com/7"}}},
            {"icon":{"knownIcon":"STAR"},"altText":"Mark it","onClick":{"openLink":{"url":"https://example.com/8"}}}]}},
            {"divider":{}},
            {"buttonList":{"buttons":[{"text":"Outlined","onClick":{"action":{"function":"a"}}},
            {"text":"Filled","type":"FILLED","onClick":{"action":{"function":"a"}}},
            {"text":"Tonal","type":"FILLED_TONAL","onClick":{"action":{"function":"a"}}},
            {"text":"Borderless","type":"BORDERLESS","onClick":{"action":{"function":"a"}}},
            {"text":"Colour","color":{"red":0.1,"green":0.45,"blue":0.9},"onClick":{"action":{"function":"a"}}},
            {"text":"Disabled","disabled":true,"type":"FILLED","onClick":{"openLink":{"url":"https://example.com/9"}}},
            {"icon":{"materialIcon":{"name":"delete"}},"altText":"Remove it","onClick":{"action":{"function":"a"}}}]}},
            {"buttonList":{"buttons":[{"text":"More","type":"FILLED","icon":{"materialIcon":{"name":"menu"}},"onClick":{"overflowMenu":{"items":[
            {"text":"Open the wiki","startIcon":{"materialIcon":{"name":"description"}},"onClick":{"openLink":{"url":"https://example.com/wiki"}}},
            {"text":"Snooze","onClick":{"action":{"function":"s"}}},{"text":"Never","disabled":true,"onClick":{"openLink":{"url":"https://example.com/n"}}}]}}},
            {"text":"Only the app","onClick":{"overflowMenu":{"items":[{"text":"Restart","onClick":{"action":{"function":"r"}}}]}}}]}},
            {"buttonList":{"buttons":[{"text":"A button with words that are longer than any card is wide, which nobody should do, but somebody does","onClick":{"openLink":{"url":"https://example.com/"}}}]}})")},
        {u"chips"_s,
         cardOf(
             R"({"chipList":{"chips":[{"label":"Open","onClick":{"openLink":{"url":"https://example.com/"}}},
            {"label":"With icon","icon":{"materialIcon":{"name":"alarm"}},"onClick":{"openLink":{"url":"https://example.com/"}}},
            {"label":"The app's","onClick":{"action":{"function":"c"}}},{"label":"Disabled","disabled":"true","icon":{"materialIcon":{"name":"bug_report"}}},
            {"label":"Only words"},{"label":"One more to fill the line","onClick":{"openLink":{"url":"https://example.com/"}}}]}},
            {"chipList":{"layout":"HORIZONTAL_SCROLLABLE","chips":[{"label":"January","onClick":{"openLink":{"url":"https://example.com/1"}}},{"label":"February","onClick":{"openLink":{"url":"https://example.com/2"}}},
            {"label":"March","onClick":{"openLink":{"url":"https://example.com/3"}}},{"label":"April","onClick":{"openLink":{"url":"https://example.com/4"}}},{"label":"May","onClick":{"openLink":{"url":"https://example.com/5"}}},
            {"label":"June","onClick":{"openLink":{"url":"https://example.com/6"}}},{"label":"July","onClick":{"openLink":{"url":"https://example.com/7"}}},{"label":"August","onClick":{"openLink":{"url":"https://example.com/8"}}}]}})")},
        {u"inputs"_s,
         cardOf(
             R"({"textInput":{"name":"a","label":"Title","value":"Launch sync","hintText":"As others shall see it"}},
            {"textInput":{"name":"b","label":"Language","placeholderText":"Type or choose","initialSuggestions":{"items":[{"text":"C++"},{"text":"Python"}]}}},
            {"textInput":{"name":"c","label":"Description","type":"MULTIPLE_LINE","value":"Weekly sync\nwith all of the second floor"}},
            {"selectionInput":{"name":"d","label":"Days","type":"CHECK_BOX","items":[{"text":"Monday","selected":true},{"text":"Tuesday"},{"text":"A day with a name that is so long that it has to go on in a second line of its own","selected":false}]}},
            {"selectionInput":{"name":"e","label":"Size","type":"RADIO_BUTTON","items":[{"text":"Small"},{"text":"Large","selected":"true"}]}},
            {"selectionInput":{"name":"f","label":"Notify","type":"SWITCH","items":[{"text":"By mail","selected":true},{"text":"By phone"}]}},
            {"selectionInput":{"name":"g","label":"Colour","type":"DROPDOWN","items":[{"text":"Red"},{"text":"Green","selected":true}]}},
            {"selectionInput":{"name":"h","label":"Room","type":"DROPDOWN","externalDataSource":{"function":"rooms"}}},
            {"selectionInput":{"name":"i","label":"Reviewers","type":"MULTI_SELECT","multiSelectMaxSelectedItems":3,"items":[{"text":"Anna Berg","selected":true,"startIconUri":"https://example.com/person.png"},{"text":"Tomáš Dvořák","selected":true},{"text":"Lea Novak","bottomText":"on holiday"}]}},
            {"selectionInput":{"name":"j","label":"Contacts","type":"MULTI_SELECT","platformDataSource":{"commonDataSource":"USER"}}})")},
        {u"pickers"_s,
         cardOf(
             R"({"dateTimePicker":{"name":"a","label":"Appointment","type":"DATE_AND_TIME","valueMsEpoch":"796435200000"}},
            {"dateTimePicker":{"name":"b","label":"In another zone","type":"DATE_AND_TIME","valueMsEpoch":796435200000,"timezoneOffsetDate":-240}},
            {"dateTimePicker":{"name":"c","label":"Day","type":"DATE_ONLY","valueMsEpoch":1773273600000}},
            {"dateTimePicker":{"name":"d","label":"Time","type":"TIME_ONLY","valueMsEpoch":"45000000"}},
            {"dateTimePicker":{"name":"e","label":"Not chosen","type":"DATE_ONLY"}})")},
    };
}

QList<SampleCard> panels()
{
    return {
        {u"images"_s,
         cardOf(
             R"({"image":{"imageUrl":"https://cdn.example.com/chart.png","altText":"Build times of the last weeks"}},
            {"image":{"imageUrl":"https://cdn.example.com/dashboard.png","altText":"Dashboard","onClick":{"openLink":{"url":"https://example.com/dashboard"}}}},
            {"image":{"imageUrl":"https://cdn.example.com/x.png","onClick":{"action":{"function":"z"}}}},{"image":{}})")},
        {u"grid"_s,
         cardOf(
             R"({"grid":{"title":"A fine collection","columnCount":3,"borderStyle":{"type":"STROKE","cornerRadius":8},"onClick":{"openLink":{"url":"https://example.com/"}},"items":[
            {"image":{"imageUri":"https://example.com/1.png","cropStyle":{"type":"SQUARE"},"altText":"First picture"},"title":"First","textAlignment":"CENTER"},
            {"image":{"imageUri":"https://example.com/2.png","cropStyle":{"type":"CIRCLE"}},"title":"Second","subtitle":"top rated"},
            {"image":{"imageUri":"https://example.com/3.png","cropStyle":{"type":"RECTANGLE_4_3"}},"title":"Third","layout":"TEXT_ABOVE"},
            {"title":"Only words","subtitle":"and some more below, over two lines"},{"image":{"imageUri":"https://example.com/5.png","cropStyle":{"type":"RECTANGLE_CUSTOM","aspectRatio":1.7777}}}]}},
            {"grid":{"columnCount":2,"items":[{"title":"Plain"},{"title":"without frames"},{"title":"and odd"}],"onClick":{"action":{"function":"g"}}}})")},
        {u"columns"_s,
         cardOf(
             R"({"columns":{"columnItems":[{"horizontalSizeStyle":"FILL_AVAILABLE_SPACE","horizontalAlignment":"START","verticalAlignment":"TOP","widgets":[
            {"decoratedText":{"topLabel":"Priority","text":"High"}},{"textParagraph":{"text":"Two widgets in this one"}}]},
            {"horizontalAlignment":"CENTER","verticalAlignment":"CENTER","widgets":[{"textParagraph":{"text":"centered"}}]}]}},{"divider":{}},
            {"columns":{"columnItems":[{"horizontalSizeStyle":"FILL_MINIMUM_SPACE","widgets":[{"image":{"imageUrl":"https://example.com/i.png","altText":"Icon"}}]},
            {"widgets":[{"textParagraph":{"text":"What is beside a narrow column has the rest"}},{"buttonList":{"buttons":[{"text":"Open","onClick":{"openLink":{"url":"https://example.com/"}}}]}}]}]}},
            {"columns":{"columnItems":[{"horizontalSizeStyle":"FILL_MINIMUM_SPACE","verticalAlignment":"CENTER","widgets":[{"textParagraph":{"text":"42"}}]},
            {"verticalAlignment":"BOTTOM","widgets":[{"chipList":{"chips":[{"label":"a"},{"label":"b"}]}}]}]}})")},
        {u"carousel"_s,
         cardOf(
             R"({"carousel":{"carouselCards":[{"widgets":[{"textParagraph":{"text":"<b>First</b> card of the carousel with a text of two or three lines"}}],"footerWidgets":[{"buttonList":{"buttons":[{"text":"Open","onClick":{"openLink":{"url":"https://example.com/1"}}}]}}]},
            {"widgets":[{"image":{"imageUrl":"https://example.com/2.png","altText":"Second picture"}},{"textParagraph":{"text":"Second"}}],"footerWidgets":[{"buttonList":{"buttons":[{"text":"Choose","onClick":{"action":{"function":"c"}}}]}}]},
            {"widgets":[{"textParagraph":{"text":"Third"}}]},{"widgets":[{"textParagraph":{"text":"Fourth and last"}}]}]}})")},
        {u"icons"_s, cardOf([] {
             QByteArrayList rows;
             QList<const char *> names = serviceIcons();
             names << "SOMETHING_NEW"; // of a younger service
             for (const char *name : std::as_const(names))
                 rows.append(
                     QByteArray("{\"text\":\"") + name + "\",\"icon\":{\"knownIcon\":\"" + name
                     + "\"},\"onClick\":{\"openLink\":{\"url\":\"https://example.com/\"}}}");
             return QByteArray("{\"buttonList\":{\"buttons\":[" + rows.join(',') + "]}}");
         }())},
    };
}

QList<SampleCard> strangers()
{
    return {
        {u"unknownwidget"_s,
         cardOf(
             R"({"hologram":{"title":"Shown in three dimensions","items":[{"text":"A <b>part</b> of it","onClick":{"openLink":{"url":"https://example.com/holo"}}}]}},
            {"sculpture":{}},{"textParagraph":{"text":"What comes after it is drawn."}})")},
        {u"empty"_s, R"({"cardsV2":[{}]})"},
        {u"nojson"_s, "this is no JSON"},
        {u"wrongtypes"_s,
         R"({"cardsV2":[7,"x",null,{"card":{"header":[1],"sections":[null,{"widgets":"none"},{"header":{"a":1},"widgets":[null,3,{"textParagraph":"x"},{"decoratedText":{"text":42,"button":[],"wrapText":"true","startIcon":null}},
            {"buttonList":{"buttons":{"text":"Single","onClick":{"openLink":{"url":"www.example.com/x"}}}}},{"selectionInput":{"items":[1,{"text":null}]}},{"dateTimePicker":{"valueMsEpoch":"later"}},{"grid":{"columnCount":"-3","items":[{"title":true}]}}]}]}}]})"},
        {u"snakecase"_s,
         R"({"cardsV2":[{"card":{"header":{"title":"Snakes","image_url":"https://example.com/i.png"},"sections":[{"collapsible":"true","uncollapsible_widgets_count":1,"widgets":[
            {"decorated_text":{"top_label":"Above","text":"Text","bottom_label":"Below","start_icon":{"known_icon":"STAR"}}},{"text_paragraph":{"text":"Hidden at first"}}]}]}}]})"},
    };
}

} // namespace

QByteArray cardOf(const QByteArray &widgets)
{
    return build("{\"sections\":[{\"widgets\":[" + widgets + "]}]}");
}

QList<SampleCard> everyCard()
{
    return structures() + texts() + controls() + panels() + strangers();
}

namespace {

// Cards are wrapped in answers, actions and messages of many kinds.
void collectCards(const QJsonObject &object, QJsonArray &found, int depth)
{
    if (object.contains("sections"_L1) || object.contains("fixedFooter"_L1)) {
        found.append(QJsonObject{{u"card"_s, object}});
        return;
    }
    for (const auto &value : object) {
        const QJsonValue each = value;
        if (depth > 12)
            return;
        collectCards(each.toObject(), found, depth + 1);
        const QJsonArray array = each.toArray();
        for (const QJsonValue &item : array)
            collectCards(item.toObject(), found, depth + 1);
    }
}

} // namespace

QByteArray cardsIn(const QJsonObject &object)
{
    const auto json = [](const QJsonObject &each) {
        return QJsonDocument(each).toJson(QJsonDocument::Compact);
    };
    if (object.contains("cards"_L1) || object.contains("cardsV2"_L1)
        || object.contains("accessoryWidgets"_L1))
        return json(object);
    QJsonArray found;
    collectCards(object, found, 0);
    if (!found.isEmpty())
        return json({{u"cardsV2"_s, found}});
    if (object.contains("carouselCards"_L1))
        return cardOf(json({{u"carousel"_s, object}}));
    if (object.contains("card_actions"_L1))
        return json({{u"cardsV2"_s, QJsonArray{QJsonObject{{u"card"_s, object}}}}});
    if (object.contains("widgets"_L1))
        return json({{u"cardsV2"_s,
                      QJsonArray{QJsonObject{
                          {u"card"_s, QJsonObject{{u"sections"_s, QJsonArray{object}}}}}}}});
    if (object.contains("material_icon"_L1))
        return cardOf(json(
            {{u"decoratedText"_s, QJsonObject{{u"text"_s, u"icon"_s}, {u"startIcon"_s, object}}}}));
    return cardOf(json(object));
}

CardStage::CardStage(Theme::Mode mode)
    : theme(mode)
    , fonts(theme)
{
}

CardLayout CardStage::layout(const QByteArray &cards, int width, const CardState &state) const
{
    return layoutCards(cards, state, {fonts, theme.tokens(), width});
}

QString CardStage::everyWord(const QByteArray &cards, int width) const
{
    QStringList words;
    CardState state;
    // Whatever can be opened or turned over is, one step after the other, each only once.
    QList<CardStep> done;
    for (int round = 0; round < 200; ++round) {
        const CardLayout now = layout(cards, width, state);
        words.append(now.text());
        const CardStep *next = nullptr;
        for (const CardControl &control : now.controls) {
            words.append(control.name);
            for (const CardChoice &choice : control.choices)
                words.append(choice.text);
            if (control.kind == CardControl::Kind::State && control.step.value > 0
                && !done.contains(control.step) && !next)
                next = &control.step;
        }
        if (!next)
            break;
        done.append(*next);
        state.apply(*next);
    }
    return words.join(u'\n');
}

QImage CardStage::paint(const CardLayout &layout, int control) const
{
    QImage image(qMax(1, layout.width), qMax(1, layout.height),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.tokens().surface);
    QPainter painter(&image);
    CardBrush brush{theme.tokens()};
    brush.control = control;
    paintCards(painter, layout, {}, brush);
    return image;
}

} // namespace linnet::ui::test
