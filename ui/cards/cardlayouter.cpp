// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardlayouter.h"

#include "ui/cards/cardbuttons.h"
#include "ui/cards/cardparser.h"
#include "ui/cards/cardwidgets.h"
#include "ui/cards/cardwords.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace cards {

namespace {

constexpr int roomy = 320; // narrower cards have less at their edges
constexpr qreal headerSide = 40;

// One card after the other, and what stands below them.
class CardStack
{
public:
    CardStack(CardCanvas &canvas, qreal width)
        : m_canvas(canvas)
        , m_width(width)
        , m_edge(width >= roomy ? 16 : 12)
    {
    }

    qreal add(const Cards &cards)
    {
        for (const Card &card : cards.cards) {
            if (m_canvas.isSpent())
                break;
            gap();
            addCard(card);
        }
        if (!cards.below.empty() && !m_canvas.isSpent()) {
            gap();
            m_y += addWidgets(m_canvas, cards.below, {0, m_y, m_width});
        }
        if (cards.cut || m_canvas.isSpent())
            addRest();
        return m_y;
    }

private:
    void gap()
    {
        if (m_y > 0)
            m_y += metrics::group;
    }

    [[nodiscard]] Slot inner() const { return {m_edge, m_y, m_width - 2 * m_edge}; }

    void addCard(const Card &card)
    {
        const qreal top = m_y;
        const size_t frame = m_canvas.addBox({});
        m_line = -1;
        if (card.isEmpty()) {
            Header header;
            header.title = Words::tr("Card of an app");
            header.subtitle = Words::tr("It can be seen in Google Chat on the web.");
            addHeader(header, {});
        } else {
            addHeader(card.header, card.actions);
        }
        for (const Section &section : card.sections) {
            if (m_canvas.isSpent())
                break;
            addSection(section, card.dividers);
        }
        if (!card.footer.isEmpty())
            addFooter(card);
        m_canvas.setBox(frame,
                        {QRectF(0, top, m_width, m_y - top),
                         metrics::radius,
                         {&Tokens::raised},
                         {&Tokens::border}});
    }

    // A line across the card, but not at its top.
    void divide(bool visible)
    {
        if (m_line >= 0 && visible)
            m_canvas.addBox({QRectF(1, m_y, m_width - 2, 1), 0, {&Tokens::border}});
        m_line = 0;
    }

    void addHeader(const Header &header, const QList<MenuItem> &actions)
    {
        if (header.isEmpty() && actions.isEmpty())
            return;
        divide(true);
        m_y += 12;
        const RowFonts &fonts = m_canvas.fonts();
        Slot slot = inner();
        if (!actions.isEmpty()) {
            slot.width -= 28 + 8;
            addActions(actions, QPointF(slot.right() + 8, m_y));
        }
        const bool pictured = !header.address.isEmpty();
        if (pictured) {
            slot.left += headerSide + 12;
            slot.width -= headerSide + 12;
        }
        const CardCanvas::Mark mark = m_canvas.mark();
        CardCanvas::TextLook look;
        look.face = &fonts.bold;
        look.maximumLines = 4;
        qreal height
            = m_canvas.addText(textOfPlain(header.title), QPointF(slot.left, m_y), slot.width, look)
                  .height;
        look.face = &fonts.meta;
        look.colour = {&Tokens::muted};
        height += m_canvas
                      .addText(textOfPlain(header.subtitle), QPointF(slot.left, m_y + height),
                               slot.width, look)
                      .height;
        const qreal needed
            = std::max({height, pictured ? headerSide : 0, actions.isEmpty() ? 0 : 28.0});
        m_canvas.shift(mark, 0, std::floor((needed - height) / 2));
        if (pictured)
            addHeaderPicture(header, QPointF(m_edge, m_y + std::floor((needed - headerSide) / 2)));
        m_y += needed + 12;
    }

    // The first letter stands for a picture that is not fetched.
    void addHeaderPicture(const Header &header, const QPointF &topLeft)
    {
        const QRectF frame(topLeft, QSizeF(headerSide, headerSide));
        const qreal radius = header.circle ? headerSide / 2 : metrics::smallRadius;
        m_canvas.addBox({frame, radius, {&Tokens::selected}});
        const RowFonts::Face &face = m_canvas.fonts().bold;
        const QString title = header.title.trimmed();
        const bool letter = !title.isEmpty() && title[0].isLetterOrNumber();
        if (letter) {
            CardCanvas::Line line = m_canvas.measure(title.left(1).toUpper(), face);
            const qreal x = std::round(frame.center().x() - line.width / 2);
            m_canvas.addLine(std::move(line),
                             QPointF(x, std::floor(frame.center().y() - face.pitch / 2)),
                             headerSide, {&Tokens::text});
        } else {
            m_canvas.addIcon(u"app"_s, frame.adjusted(10, 10, -10, -10), {&Tokens::text});
        }
        m_canvas.addPicture({frame, header.address, radius, true});
        m_canvas.addWords(header.alternative, frame);
    }

    void addActions(const QList<MenuItem> &actions, const QPointF &topLeft)
    {
        Click click;
        click.kind = Click::Kind::Menu;
        click.menu = actions;
        const int number = m_canvas.addControl(controlOf(click, Words::tr("Actions of the card")));
        const QRectF frame(topLeft, QSizeF(28, 28));
        m_canvas.addBox({frame, metrics::smallRadius, {}, {}, number});
        m_canvas.addIcon(u"more"_s, frame.adjusted(4, 4, -4, -4));
        m_canvas.addArea(number, frame);
    }

    void addSection(const Section &section, bool divided)
    {
        if (!divided && m_line >= 0)
            m_y -= 12; // nothing between them but air
        divide(divided);
        const qreal top = m_y;
        m_y += 12;
        if (!section.header.isEmpty()) {
            CardCanvas::TextLook look;
            look.face = &m_canvas.fonts().metaBold;
            look.colour = {&Tokens::muted};
            const Slot slot = inner();
            m_y += m_canvas.addText(section.header, QPointF(slot.left, m_y), slot.width, look)
                       .height;
            if (!section.widgets.empty())
                m_y += widgetGap;
        }
        const size_t count = section.widgets.size();
        const bool folds = section.collapsible && size_t(section.alwaysShown) < count;
        const bool open = !folds || m_canvas.value(section.place) > 0;
        const size_t shown = open ? count : size_t(section.alwaysShown);
        const qreal height = addWidgets(m_canvas, section.widgets, inner(), 0, shown);
        m_y += height;
        if (folds) {
            if (height > 0)
                m_y += widgetGap;
            addFold(section, open, int(count) - section.alwaysShown);
        } else if (height <= 0 && section.header.isEmpty()) {
            m_y = top; // nothing in it can be seen
            return;
        }
        m_y += 12;
    }

    // Opens and closes a section.
    void addFold(const Section &section, bool open, int hidden)
    {
        Button button = open ? section.collapse : section.expand;
        if (button.isEmpty()) {
            button.text = open ? Words::tr("Show less")
                               : Words::tr("Show %1 more").arg(QLocale().toString(hidden));
            button.icon.name = open ? u"chevron-up"_s : u"chevron-down"_s;
            button.style = Button::Style::Borderless;
        }
        const CardStep step{section.place, open ? 0 : 1};
        Slot slot = inner();
        slot.alignment = section.control;
        // Words without a frame begin where the texts above them do.
        const qreal outdent
            = button.style == Button::Style::Borderless && section.control == Alignment::Start ? 8
                                                                                               : 0;
        const CardCanvas::Mark mark = m_canvas.mark();
        const QRectF frame
            = addButton(m_canvas, button, QPointF(slot.left - outdent, m_y), slot.width, &step);
        m_canvas.align(mark, m_canvas.mark(), slot, frame.width());
        m_y += frame.height();
    }

    void addFooter(const Card &card)
    {
        divide(card.dividers);
        m_y += 12;
        Slot slot = inner();
        slot.alignment = Alignment::End;
        m_y += addButtons(m_canvas, {card.footer}, slot) + 12;
    }

    // There is more than is shown: say so rather than hide it.
    void addRest()
    {
        m_canvas.forgetSpent();
        gap();
        CardCanvas::TextLook look;
        look.face = &m_canvas.fonts().meta;
        look.colour = {&Tokens::muted};
        const Text words
            = textOfPlain(Words::tr("There is more. It can be seen in Google Chat on the web."));
        m_y += m_canvas.addText(words, QPointF(0, m_y), m_width, look).height;
    }

    CardCanvas &m_canvas;
    qreal m_width;
    qreal m_edge;
    qreal m_y = 0;
    int m_line = -1; // nothing of the card is there yet
};

} // namespace

} // namespace cards

CardLayout layoutCards(const QByteArray &json, const CardState &state, const CardLook &look)
{
    if (json.isEmpty())
        return {};
    cards::Cards parsed = cards::parseCards(json);
    if (parsed.cards.empty() && parsed.below.empty()) {
        parsed.cards.emplace_back();
        parsed.cut = false;
    }
    const int width = qBound(smallestCardWidth, look.width, largestCardWidth);
    cards::CardCanvas canvas(look, state);
    const qreal height = cards::CardStack(canvas, width).add(parsed);
    return canvas.take(width, int(std::ceil(height)));
}

} // namespace linnet::ui
