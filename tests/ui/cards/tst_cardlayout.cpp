// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardfixture.h"

#include "ui/cards/cardinputs.h"
#include "ui/cards/cardpainter.h"

#include <QLocale>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

QList<QRectF> linesOf(const CardLine &text)
{
    QList<QRectF> lines;
    for (int i = 0; i < text.layout->lineCount(); ++i) {
        const QRectF line = text.layout->lineAt(i).naturalTextRect().translated(text.origin);
        if (line.width() > 0)
            lines.append(text.clip ? line & text.rect : line);
    }
    return lines;
}

QString place(const QRectF &r)
{
    return u"(%1,%2 %3x%4)"_s.arg(r.x()).arg(r.y()).arg(r.width()).arg(r.height());
}

const CardControl *named(const CardLayout &layout, const QString &name)
{
    for (const CardControl &control : layout.controls) {
        if (control.name == name)
            return &control;
    }
    return nullptr;
}

QRectF areaOf(const CardLayout &layout, const CardControl *control)
{
    for (const CardArea &area : layout.areas) {
        if (layout.control(area.control) == control)
            return area.rect;
    }
    return {};
}

// Where a text stands; empty when it does not.
QRectF rectOfText(const CardLayout &layout, const QString &text)
{
    for (const CardPiece &piece : layout.pieces) {
        const auto *line = std::get_if<CardLine>(&piece);
        if (line && line->layout->text() == text)
            return line->rect;
    }
    return {};
}

} // namespace

// What holds for every card at every width, and what holds for some.
class CardLayoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCard_data();
    void isContained_data() { everyCard_data(); }
    void isContained();
    void nothingOverlaps_data() { everyCard_data(); }
    void nothingOverlaps();
    void hitsAreWhatIsPainted_data() { everyCard_data(); }
    void hitsAreWhatIsPainted();
    void standsInOrder();
    void themesHaveTheSameLayout();
    void widthIsCapped();
    void lightsUpOnlyItself();
    void says_data();
    void says();
    void sectionsOpenAndClose();
    void paragraphsOpenAndClose();
    void carouselsTurn();
    void chipRowsTurn();
    void kindsOfControls();
    void deadOnesSayWhy();
    void picturesWaitForConsent();
    void picturesArePaintedWhereTheyStand();
    void pickersSpeakTheirZone();
    void colouredTextCanBeRead();
    void unknownIsNeverAHole();
    void hostileCardsAreCut_data();
    void hostileCardsAreCut();

private:
    CardStage m_stage;
};

void CardLayoutTest::everyCard_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("width");
    for (const SampleCard &card : test::everyCard()) {
        for (const int width : {240, 300, 360, 480, 560})
            QTest::addRow("%s %d", qPrintable(card.name), width) << card.json << width;
    }
}

void CardLayoutTest::isContained()
{
    QFETCH(QByteArray, json);
    QFETCH(int, width);
    const CardLayout layout = m_stage.layout(json, width);
    QVERIFY(layout.width <= width);
    QVERIFY(layout.height > 0);
    QVERIFY(!layout.pieces.empty());
    const QRectF all(0, 0, layout.width, layout.height);
    for (const CardPiece &piece : layout.pieces) {
        const QRectF rect = rectOf(piece);
        QVERIFY2(rect.isEmpty() || all.adjusted(-0.5, -0.5, 0.5, 0.5).contains(rect),
                 qPrintable(place(rect)));
        if (const auto *text = std::get_if<CardLine>(&piece)) {
            for (const QRectF &line : linesOf(*text))
                QVERIFY2(line.left() >= -0.5 && line.right() <= layout.width + 0.5,
                         qPrintable(text->layout->text() + place(line)));
        }
    }
    for (const CardArea &area : layout.areas)
        QVERIFY2(all.contains(area.rect), qPrintable(place(area.rect)));
}

void CardLayoutTest::nothingOverlaps()
{
    QFETCH(QByteArray, json);
    QFETCH(int, width);
    const CardLayout layout = m_stage.layout(json, width);
    struct Covered
    {
        QRectF rect;
        size_t piece;
    };
    QList<Covered> covered;
    for (size_t i = 0; i < layout.pieces.size(); ++i) {
        if (const auto *text = std::get_if<CardLine>(&layout.pieces[i])) {
            for (const QRectF &line : linesOf(*text))
                covered.append({line.adjusted(0, 3, 0, -3), i}); // letters, not their air
        } else if (std::holds_alternative<CardIcon>(layout.pieces[i])) {
            covered.append({rectOf(layout.pieces[i]), i});
        }
    }
    for (const Covered &a : covered) {
        for (const Covered &b : covered) {
            if (a.piece < b.piece)
                QVERIFY2(!a.rect.adjusted(0.5, 0.5, -0.5, -0.5).intersects(b.rect),
                         qPrintable(place(a.rect) + u" and "_s + place(b.rect)));
        }
    }
}

void CardLayoutTest::hitsAreWhatIsPainted()
{
    QFETCH(QByteArray, json);
    QFETCH(int, width);
    const CardLayout layout = m_stage.layout(json, width);
    for (const CardArea &area : layout.areas) {
        QVERIFY(layout.control(area.control));
        QVERIFY(!area.rect.isEmpty());
        // It is hit somewhere, though a button may lie in the middle of a row.
        bool hit = false;
        for (const QPointF &share : {QPointF(0.5, 0.5), QPointF(0.02, 0.1), QPointF(0.02, 0.9),
                                     QPointF(0.4, 0.98), QPointF(0.98, 0.02)}) {
            const QPointF point(area.rect.left() + share.x() * area.rect.width(),
                                area.rect.top() + share.y() * area.rect.height());
            hit = hit || layout.controlAt(point) == area.control;
        }
        QVERIFY2(hit, qPrintable(layout.control(area.control)->name + place(area.rect)));
    }
    for (const CardPiece &piece : layout.pieces) {
        if (const auto *box = std::get_if<CardBox>(&piece); box && box->control >= 0)
            QCOMPARE(layout.controlAt(box->rect.topLeft() + QPointF(1, 1)), box->control);
        const auto *line = std::get_if<CardLine>(&piece);
        if (!line)
            continue;
        for (const CardLine::Link &link : line->links) {
            QVERIFY(layout.control(link.control));
            QVERIFY(link.start >= 0 && link.start + link.length <= line->layout->text().size());
            const qreal x = line->layout->lineForTextPosition(link.start).cursorToX(link.start);
            const QTextLine first = line->layout->lineForTextPosition(link.start);
            QCOMPARE(layout.controlAt(line->origin
                                      + QPointF(x + 1, first.position().y() + first.ascent() - 3)),
                     link.control);
        }
    }
}

void CardLayoutTest::standsInOrder()
{
    const CardLayout layout = m_stage.layout(test::everyCard().first().json);
    const QString words = layout.text();
    qsizetype at = -1;
    for (const QString &word : {u"Deployment of the week"_s, u"3 services"_s, u"Ready"_s, u"api"_s,
                                u"Waiting"_s, u"mailer"_s, u"See the plan"_s, u"Deploy all"_s}) {
        const qsizetype found = words.indexOf(word);
        QVERIFY2(found > at, qPrintable(word + u" in "_s + words));
        at = found;
    }
    // The button behind a text is read after it.
    const CardLayout row = m_stage.layout(cardOf(
        R"({"decoratedText":{"text":"Text","button":{"text":"Button"},"topLabel":"Label"}})"));
    QCOMPARE(row.text(), u"Label\nText\nButton"_s);
}

void CardLayoutTest::themesHaveTheSameLayout()
{
    const CardStage dark(Theme::Mode::Dark);
    for (const SampleCard &card : test::everyCard()) {
        const CardLayout a = m_stage.layout(card.json);
        const CardLayout b = dark.layout(card.json);
        QCOMPARE(a.height, b.height);
        QCOMPARE(a.pieces.size(), b.pieces.size());
        QCOMPARE(a.areas.size(), b.areas.size());
    }
}

void CardLayoutTest::widthIsCapped()
{
    const QByteArray card = cardOf(R"({"textParagraph":{"text":"a"}})");
    QCOMPARE(m_stage.layout(card, 2'000).width, largestCardWidth);
    QCOMPARE(m_stage.layout(card, 333).width, 333);
    QCOMPARE(m_stage.layout(card, 20).width, smallestCardWidth);
    QVERIFY(m_stage.layout({}, 480).pieces.empty());
}

// Painted with and without the pointer on a control: only its areas differ.
void CardLayoutTest::lightsUpOnlyItself()
{
    int seen = 0;
    for (const SampleCard &card : test::everyCard()) {
        const CardLayout layout = m_stage.layout(card.json);
        const QImage plain = m_stage.paint(layout);
        for (int i = 0; i < int(layout.controls.size()); ++i) {
            const CardControl &control = layout.controls[size_t(i)];
            const QImage lit = m_stage.paint(layout, i);
            QRegion allowed;
            for (const CardArea &area : layout.areas) {
                if (area.control == i)
                    allowed += area.rect.toAlignedRect().adjusted(-2, -2, 2, 3);
            }
            bool changed = false;
            for (int y = 0; y < lit.height(); ++y) {
                for (int x = 0; x < lit.width(); ++x) {
                    if (lit.pixel(x, y) == plain.pixel(x, y))
                        continue;
                    changed = true;
                    QVERIFY2(allowed.contains(QPoint(x, y)), qPrintable(control.name));
                }
            }
            // What works shows that it does.
            if (control.kind == CardControl::Kind::State
                || (control.kind == CardControl::Kind::Link && card.name != u"images"_s))
                QVERIFY2(changed, qPrintable(card.name + u": "_s + control.name));
            seen += changed ? 1 : 0;
        }
    }
    QVERIFY(seen > 60);
}

void CardLayoutTest::says_data()
{
    QTest::addColumn<QString>("card");
    QTest::addColumn<QString>("words");
    QTest::newRow("title") << u"header"_s << u"Deployment of the week"_s;
    QTest::newRow("footer") << u"header"_s << u"Deploy all"_s;
    QTest::newRow("count of what is hidden") << u"collapsible"_s << u"Show 2 more"_s;
    QTest::newRow("own words for it") << u"collapsible"_s << u"Show attachments"_s;
    QTest::newRow("second card") << u"severalcards"_s << u"Two"_s;
    QTest::newRow("below the cards") << u"severalcards"_s << u"Sources"_s;
    QTest::newRow("first generation") << u"firstgeneration"_s << u"In the oven"_s;
    QTest::newRow("unknown tags") << u"html"_s << u"<blink>unknown tags are text</blink>"_s;
    QTest::newRow("placeholder") << u"inputs"_s << u"Type or choose"_s;
    QTest::newRow("hint") << u"inputs"_s << u"As others shall see it"_s;
    QTest::newRow("chosen") << u"inputs"_s << u"Green"_s;
    QTest::newRow("nothing chosen") << u"inputs"_s << u"Nothing chosen"_s;
    QTest::newRow("no date") << u"pickers"_s << u"No date chosen"_s;
    QTest::newRow("what a picture shows") << u"images"_s << u"Build times of the last weeks"_s;
    QTest::newRow("how to see it") << u"images"_s << u"Load image"_s;
    QTest::newRow("unknown widget") << u"unknownwidget"_s << u"Shown in three dimensions"_s;
    QTest::newRow("after it") << u"unknownwidget"_s << u"What comes after it is drawn."_s;
    QTest::newRow("empty") << u"empty"_s << u"Card of an app"_s;
    QTest::newRow("not to be read") << u"nojson"_s << u"Google Chat on the web"_s;
    QTest::newRow("numbers for texts") << u"wrongtypes"_s << u"42"_s;
    QTest::newRow("snake case") << u"snakecase"_s << u"Above"_s;
}

void CardLayoutTest::says()
{
    QFETCH(QString, card);
    QFETCH(QString, words);
    QByteArray json;
    for (const SampleCard &each : test::everyCard()) {
        if (each.name == card)
            json = each.json;
    }
    const QString text = m_stage.layout(json).text();
    QVERIFY2(text.contains(words), qPrintable(text));
}

void CardLayoutTest::sectionsOpenAndClose()
{
    const QByteArray card
        = R"({"cardsV2":[{"card":{"sections":[{"collapsible":true,"uncollapsibleWidgetsCount":1,
        "widgets":[{"textParagraph":{"text":"shown"}},{"textParagraph":{"text":"hidden"}}]},
        {"collapsible":true,"uncollapsibleWidgetsCount":5,"widgets":[{"textParagraph":{"text":"all"}}]}]}}]})";
    CardState state;
    const CardLayout closed = m_stage.layout(card, 480, state);
    QVERIFY(!closed.text().contains(u"hidden"_s));
    const CardControl *more = named(closed, u"Show 1 more"_s);
    QVERIFY(more);
    QCOMPARE(more->kind, CardControl::Kind::State);
    state.apply(more->step);
    const CardLayout open = m_stage.layout(card, 480, state);
    QVERIFY(open.text().contains(u"hidden"_s));
    QVERIFY(open.height > closed.height);
    const CardControl *less = named(open, u"Show less"_s);
    QVERIFY(less);
    state.apply(less->step);
    QCOMPARE(m_stage.layout(card, 480, state).height, closed.height);
    // With nothing to hide there is nothing to open.
    QCOMPARE(int(closed.controls.size()), 1);
}

void CardLayoutTest::paragraphsOpenAndClose()
{
    const QByteArray card = cardOf(R"({"textParagraph":{"maxLines":2,"text":"1<br>2<br>3<br>4"}})");
    CardState state;
    const CardLayout cut = m_stage.layout(card);
    QVERIFY(cut.text().contains(u'4')); // all of it can be copied
    const CardControl *more = named(cut, u"Show more"_s);
    QVERIFY(more);
    state.apply(more->step);
    const CardLayout whole = m_stage.layout(card, 480, state);
    QVERIFY(whole.height > cut.height);
    QVERIFY(named(whole, u"Show less"_s));
    // Long ones come in steps.
    const QByteArray longText
        = cardOf("{\"textParagraph\":{\"text\":\"" + QByteArray(7'000, 'x') + "\"}}");
    const CardLayout first = m_stage.layout(longText);
    QVERIFY(named(first, u"Show more"_s));
    CardState all;
    all.apply(named(first, u"Show more"_s)->step);
    QVERIFY(!named(m_stage.layout(longText, 480, all), u"Show more"_s));
    const QByteArray longCode
        = cardOf("{\"textParagraph\":{\"text\":\"<pre>" + QByteArray(7'000, 'x') + "</pre>\"}}");
    QVERIFY(named(m_stage.layout(longCode), u"Show more"_s));
    QVERIFY(!named(m_stage.layout(longCode, 480, all), u"Show more"_s));
    // Of what is longer than is ever shown, that is said.
    const QByteArray tooLong
        = cardOf("{\"textParagraph\":{\"text\":\"" + QByteArray(12'000, 'x') + "\"}}");
    QVERIFY(m_stage.layout(tooLong, 480, all).text().contains(u"There is more."_s));
    QVERIFY(!m_stage.layout(longText, 480, all).text().contains(u"There is more."_s));
    // Nor is anything cut that fits.
    const QByteArray json0 = R"({"textParagraph":{"maxLines":4,"text":"1<br>2<br>3<br>4"}})";
    QVERIFY(!named(m_stage.layout(cardOf(json0)), u"Show more"_s));
}

void CardLayoutTest::carouselsTurn()
{
    QByteArray json;
    for (const SampleCard &each : test::everyCard()) {
        if (each.name == u"carousel"_s)
            json = each.json;
    }
    CardState state;
    CardLayout layout = m_stage.layout(json, 240, state);
    QStringList seen;
    for (int i = 0; i < 4; ++i) {
        const QString text = layout.text();
        QVERIFY2(text.contains(u"%1 of 4"_s.arg(i + 1)), qPrintable(text));
        seen.append(text);
        QCOMPARE(named(layout, u"Previous card"_s) != nullptr, i > 0);
        const CardControl *next = named(layout, u"Next card"_s);
        QCOMPARE(next != nullptr, i < 3);
        if (next)
            state.apply(next->step);
        layout = m_stage.layout(json, 240, state);
    }
    QVERIFY(seen[0].contains(u"First"_s) && seen[3].contains(u"Fourth"_s));
    QVERIFY(!seen[0].contains(u"Fourth"_s));
    // Several side by side where there is room, and none lost when the room changes.
    QVERIFY(m_stage.layout(json, 480, state).text().contains(u"Fourth"_s));
    QVERIFY(m_stage.layout(json, 480).text().contains(u"1 to 2 of 4"_s));
}

void CardLayoutTest::chipRowsTurn()
{
    QByteArray json;
    for (const SampleCard &each : test::everyCard()) {
        if (each.name == u"chips"_s)
            json = each.json;
    }
    CardState state;
    QString all;
    for (int i = 0; i < 20; ++i) {
        const CardLayout layout = m_stage.layout(json, 240, state);
        all += layout.text();
        const CardControl *next = named(layout, u"More choices"_s);
        if (!next)
            break;
        state.apply(next->step);
    }
    for (const QString &month : {u"January"_s, u"April"_s, u"August"_s})
        QVERIFY2(all.contains(month), qPrintable(all));
    QVERIFY(!m_stage.layout(json, 240).text().contains(u"August"_s));
    QVERIFY(named(m_stage.layout(json, 240, state), u"Earlier choices"_s));
}

void CardLayoutTest::kindsOfControls()
{
    QHash<QString, QByteArray> cards;
    for (const SampleCard &each : test::everyCard())
        cards.insert(each.name, each.json);
    const CardLayout buttons = m_stage.layout(cards[u"buttons"_s]);
    QCOMPARE(named(buttons, u"Mark it"_s)->kind, CardControl::Kind::Link);
    QCOMPARE(named(buttons, u"Mark it"_s)->address, u"https://example.com/8"_s);
    QCOMPARE(named(buttons, u"Remove it"_s)->kind, CardControl::Kind::App);
    QCOMPARE(named(buttons, u"Disabled"_s)->kind, CardControl::Kind::Words);
    const CardControl *menu = named(buttons, u"More"_s);
    QCOMPARE(menu->kind, CardControl::Kind::App);
    QCOMPARE(int(menu->choices.size()), 3);
    QCOMPARE(menu->choices[0].address, u"https://example.com/wiki"_s);
    QVERIFY(menu->choices[1].address.isEmpty());
    QVERIFY(menu->choices[2].disabled);
    const CardLayout inputs = m_stage.layout(cards[u"inputs"_s]);
    const CardControl *colour = named(inputs, u"Colour: Green"_s);
    QCOMPARE(int(colour->choices.size()), 2);
    QVERIFY(!colour->choices[0].chosen && colour->choices[1].chosen);
    QCOMPARE(int(named(inputs, u"Language"_s)->choices.size()), 2);
    // A link in several styles is one link.
    const CardLayout html = m_stage.layout(cards[u"html"_s]);
    QCOMPARE(named(html, u"a bold link"_s)->address, u"https://example.com/docs"_s);
    // The whole of what is elided is told.
    const CardLayout decorated = m_stage.layout(cards[u"decorated"_s]);
    QVERIFY(named(decorated,
                  u"A label above that is too long for the one line that it is given, "
                  "whatever the width of the card may be"_s));
}

void CardLayoutTest::deadOnesSayWhy()
{
    int seen = 0;
    for (const SampleCard &card : test::everyCard()) {
        const CardLayout layout = m_stage.layout(card.json);
        for (const CardControl &control : layout.controls) {
            QVERIFY2(!control.name.isEmpty(), qPrintable(card.name));
            if (control.kind != CardControl::Kind::App)
                continue;
            const bool works
                = std::any_of(control.choices.cbegin(), control.choices.cend(),
                              [](const CardChoice &choice) { return !choice.address.isEmpty(); });
            QVERIFY2(works || !control.note.isEmpty(), qPrintable(control.name));
            QVERIFY(toolTipOf(control).contains(control.name));
            ++seen;
        }
    }
    QVERIFY(seen > 30);
}

void CardLayoutTest::picturesWaitForConsent()
{
    const QByteArray card = cardOf(
        R"({"image":{"imageUrl":"https://cdn.example.com/a.png","altText":"Chart","aspectRatio":2}})");
    const auto hasPicture = [](const CardLayout &layout) {
        return std::any_of(layout.pieces.cbegin(), layout.pieces.cend(), [](const CardPiece &p) {
            return std::holds_alternative<CardPicture>(p);
        });
    };
    const CardLayout closed = m_stage.layout(card);
    QVERIFY(!hasPicture(closed));
    QCOMPARE(named(closed, u"Load image"_s)->kind, CardControl::Kind::App);
    QVERIFY(named(closed, u"Load image"_s)->note.contains(u"cdn.example.com"_s));
    // Somebody can fetch it: still not without a click.
    CardLook look{m_stage.fonts, m_stage.theme.tokens(), 480, CardPictures::Asked};
    const CardLayout offered = layoutCards(card, {}, look);
    QVERIFY(!hasPicture(offered));
    const CardControl *load = named(offered, u"Load image"_s);
    QCOMPARE(load->kind, CardControl::Kind::Picture);
    QCOMPARE(load->address, u"https://cdn.example.com/a.png"_s);
    CardState state;
    state.apply(load->step);
    const CardLayout wanted = layoutCards(card, state, look);
    QVERIFY(hasPicture(wanted));
    // What has no address that could be loaded does not offer it.
    const QByteArray json1 = R"({"image":{"imageUrl":"file:///etc/passwd"}})";
    QVERIFY(!named(m_stage.layout(cardOf(json1)), u"Load image"_s));
}

void CardLayoutTest::picturesArePaintedWhereTheyStand()
{
    const QByteArray card
        = cardOf(R"({"image":{"imageUrl":"https://e.example/a.png","aspectRatio":2}})");
    CardState state;
    const CardLook look{m_stage.fonts, m_stage.theme.tokens(), 480, CardPictures::Asked};
    state.apply(layoutCards(card, {}, look).controls.front().step);
    const CardLayout layout = layoutCards(card, state, look);
    QImage red(40, 20, QImage::Format_RGB32);
    red.fill(Qt::red);
    QImage image(layout.width, layout.height, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStringList asked;
    paintCards(painter, layout, {}, {m_stage.theme.tokens(), -1, 1, [&](const QString &address) {
                                         asked.append(address);
                                         return red;
                                     }});
    painter.end();
    QCOMPARE(asked, QStringList{u"https://e.example/a.png"_s});
    const auto picture
        = std::find_if(layout.pieces.cbegin(), layout.pieces.cend(),
                       [](const auto &p) { return std::holds_alternative<CardPicture>(p); });
    QVERIFY(picture != layout.pieces.cend());
    const QRectF rect = rectOf(*picture);
    QCOMPARE(image.pixelColor(rect.center().toPoint()), QColor(Qt::red));
    QVERIFY(image.pixelColor(rect.topLeft().toPoint() - QPoint(3, 3)) != QColor(Qt::red));
}

void CardLayoutTest::pickersSpeakTheirZone()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    using Kind = cards::DateTimePicker::Kind;
    // 1995-03-29 00:00 UTC
    const auto words = [](Kind kind, std::optional<int> offset) {
        return cards::pickerWords({kind, {}, 796'435'200'000, offset});
    };
    QVERIFY2(words(Kind::Date, {}).contains(u"29 March 1995"_s), qPrintable(words(Kind::Date, {})));
    QCOMPARE(words(Kind::Time, {}), u"00:00"_s);
    QVERIFY(words(Kind::DateAndTime, {}).contains(u"02:00"_s)); // Berlin, in summer
    QVERIFY(words(Kind::DateAndTime, -240).contains(u"28 March 1995, 20:00"_s));
    QVERIFY(cards::pickerWords({Kind::Date, {}, {}, {}}).isEmpty());
}

void CardLayoutTest::colouredTextCanBeRead()
{
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        const CardStage stage(mode);
        for (const char *colour :
             {"#ffffff", "#000000", "#ffee58", "#80e27e", "#c5221f", "#1a237e"}) {
            const CardLayout layout
                = stage.layout(cardOf(QByteArray(R"({"textParagraph":{"text":"<font color=')")
                                      + colour + R"('>x</font>"}})"));
            for (const CardPiece &piece : layout.pieces) {
                const auto *line = std::get_if<CardLine>(&piece);
                if (!line)
                    continue;
                for (const auto &format : line->layout->formats()) {
                    const QColor shown = format.format.foreground().color();
                    QVERIFY2(contrast(shown, stage.theme.tokens().raised) >= 4.5, colour);
                }
            }
        }
    }
}

void CardLayoutTest::unknownIsNeverAHole()
{
    const CardLayout layout = m_stage.layout(cardOf(R"({"sculpture":{}},{"divider":{}})"));
    QVERIFY(layout.text().contains(u"Google Chat on the web"_s));
    const CardLayout nested = m_stage.layout(cardOf(
        R"({"columns":{"columnItems":[{"widgets":[{"hologram":{"label":"in a column"}}]}]}})"));
    QVERIFY(nested.text().contains(u"in a column"_s));
    QVERIFY(!rectOfText(nested, u"in a column"_s).isEmpty());
    QVERIFY(areaOf(nested, nullptr).isEmpty());
}

void CardLayoutTest::hostileCardsAreCut_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto many = [](const QByteArray &one, int count) {
        QByteArrayList list;
        list.fill(one, count);
        return list.join(',');
    };
    QTest::newRow("letters") << cardOf(
        many("{\"textParagraph\":{\"text\":\"" + QByteArray(7'900, 'x') + "\"}}", 30));
    QTest::newRow("emoji") << cardOf("{\"textParagraph\":{\"text\":\""
                                     + QByteArray("😄").repeated(1'900) + "\"}}");
    QTest::newRow("paragraphs") << cardOf(many(R"({"textParagraph":{"text":"a"}})", 790));
    QTest::newRow("buttons") << cardOf(
        many("{\"buttonList\":{\"buttons\":[" + many(R"({"text":"abc"})", 100) + "]}}", 20));
    QTest::newRow("grid") << cardOf(
        many("{\"grid\":{\"items\":[" + many(R"({"title":"a","subtitle":"b"})", 100) + "]}}", 20));
    QTest::newRow("choices") << cardOf(
        many("{\"selectionInput\":{\"type\":\"RADIO_BUTTON\",\"items\":["
                 + many(R"({"text":"a"})", 100) + "]}}",
             20));
    QTest::newRow("both directions")
        << cardOf("{\"textParagraph\":{\"text\":\"" + QByteArray("aא").repeated(2'600) + "\"}}");
}

// They are laid out as far as that costs little, and say that there is more.
void CardLayoutTest::hostileCardsAreCut()
{
    QFETCH(QByteArray, json);
    for (const int width : {240, 480}) {
        const CardLayout layout = m_stage.layout(json, width);
        QVERIFY(layout.pieces.size() < 4'000);
        const QString text = layout.text();
        const bool says = text.contains(u"There is more."_s) || named(layout, u"Show more"_s);
        QVERIFY2(says, qPrintable(text.right(200)));
    }
}

QTEST_MAIN(CardLayoutTest)
#include "tst_cardlayout.moc"
