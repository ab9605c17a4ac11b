// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardpanels.h"

#include "ui/cards/cardbuttons.h"
#include "ui/cards/cardpictures.h"
#include "ui/cards/cardwidgets.h"
#include "ui/cards/cardwords.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr qreal gap = 8;
constexpr qreal leastCell = 96; // of a grid
constexpr qreal leastColumn = 120;
constexpr qreal leastCarouselCard = 180;
constexpr qreal tallestPicture = 200;
constexpr qreal tallestPlaceholder = 88;
constexpr qreal padding = 8;

QString nameOf(const GridItem &item)
{
    for (const QString &name : {item.title, item.subtitle, item.alternative}) {
        if (!name.isEmpty())
            return name;
    }
    return Words::tr("Picture");
}

qreal addGridPicture(CardCanvas &canvas, const GridItem &item, const Slot &slot)
{
    qreal width = slot.width;
    qreal height = std::round(width / item.aspect);
    const bool loads = canvas.loads(item.address);
    const qreal most = loads ? tallestPicture : tallestPlaceholder;
    if (height > most) {
        height = most;
        width = std::round(qMin(slot.width, height * item.aspect));
    }
    const qreal left
        = slot.left + (item.centered || item.circle ? std::floor((slot.width - width) / 2) : 0);
    const QRectF frame(left, slot.top, width, height);
    const qreal radius = item.circle ? qMin(width, height) / 2 : 4;
    canvas.addBox({frame, radius, {&Tokens::surface}, {&Tokens::border}});
    CardPicture picture{frame, item.address, radius, true};
    picture.icon = u"image"_s;
    picture.iconSide = std::floor(qMin<qreal>(24, qMin(width, height) - 4));
    canvas.addPicture(picture);
    if (loads)
        canvas.addWords(item.alternative, frame);
    else
        canvas.addArea(canvas.addControl(pictureControl(canvas, item.address, item.alternative)),
                       frame);
    return height;
}

qreal addGridTexts(CardCanvas &canvas, const GridItem &item, const Slot &slot)
{
    CardCanvas::TextLook look;
    look.face = &canvas.fonts().body;
    look.alignment = slot.alignment;
    look.maximumLines = 4;
    const QPointF at(slot.left, slot.top);
    qreal height = 0;
    if (!item.title.isEmpty())
        height += canvas.addText(textOfPlain(item.title), at, slot.width, look).height;
    look.face = &canvas.fonts().meta;
    look.colour = {&Tokens::muted};
    if (!item.subtitle.isEmpty()) {
        height
            += canvas.addText(textOfPlain(item.subtitle), at + QPointF(0, height), slot.width, look)
                   .height;
    }
    return height;
}

// One item without its frame.
qreal addGridItem(CardCanvas &canvas, const GridItem &item, Slot slot)
{
    if (item.centered || (item.circle && !item.address.isEmpty()))
        slot.alignment = Alignment::Center;
    const bool hasTexts = !item.title.isEmpty() || !item.subtitle.isEmpty();
    if (item.address.isEmpty())
        return addGridTexts(canvas, item, slot);
    if (item.textAbove) {
        const qreal texts = addGridTexts(canvas, item, slot);
        const qreal above = texts > 0 ? texts + 4 : 0;
        return above + addGridPicture(canvas, item, slot.below(above));
    }
    const qreal picture = addGridPicture(canvas, item, slot);
    return hasTexts ? picture + 4 + addGridTexts(canvas, item, slot.below(picture + 4)) : picture;
}

} // namespace

qreal addGrid(CardCanvas &canvas, const Grid &grid, const Slot &slot)
{
    qreal y = slot.top;
    if (!grid.title.isEmpty()) {
        CardCanvas::TextLook look;
        look.face = &canvas.fonts().metaBold;
        look.colour = {&Tokens::muted};
        y += canvas.addText(textOfPlain(grid.title), QPointF(slot.left, y), slot.width, look).height
            + 8;
    }
    const int count = int(grid.items.size());
    if (count == 0)
        return y - slot.top;
    const int room = qMax(1, int((slot.width + gap) / (leastCell + gap)));
    const int columns = qBound(1, grid.columns > 0 ? grid.columns : 2, qMin(room, count));
    const qreal width = std::floor((slot.width - (columns - 1) * gap) / columns);
    const qreal inset = grid.framed ? padding : 0;
    for (int first = 0; first < count && !canvas.isSpent(); first += columns) {
        // Every frame of a row is as high as its highest.
        struct Cell
        {
            size_t box = 0;
            size_t area = 0;
            int control = -1;
            QRectF frame;
        };
        QList<Cell> cells;
        qreal height = 0;
        for (int i = first; i < qMin(first + columns, count); ++i) {
            const GridItem &item = grid.items[i];
            Cell cell;
            cell.frame = QRectF(slot.left + (i - first) * (width + gap), y, width, 0);
            cell.box = canvas.addBox({});
            if (grid.click.kind != Click::Kind::None) {
                cell.control = canvas.addControl(controlOf(grid.click, nameOf(item)));
                cell.area = canvas.addArea(cell.control, {});
            }
            const Slot inner{cell.frame.left() + inset, y + inset, width - 2 * inset};
            height = qMax(height, addGridItem(canvas, item, inner) + 2 * inset);
            cells.append(cell);
        }
        for (Cell &cell : cells) {
            cell.frame.setHeight(height);
            const bool lights = cell.control >= 0 && isAlive(grid.click);
            canvas.setBox(cell.box,
                          {cell.frame,
                           qreal(grid.radius),
                           {},
                           grid.framed ? CardColour{&Tokens::border} : CardColour{},
                           lights ? cell.control : -1});
            if (cell.control >= 0)
                canvas.setArea(cell.area, cell.frame);
        }
        y += height + gap;
    }
    return y - gap - slot.top;
}

qreal addColumns(CardCanvas &canvas, const Columns &columns, const Slot &slot)
{
    constexpr qreal between = 16;
    const auto &list = columns.columns;
    const int count = int(list.size());
    if (count == 0)
        return 0;
    const qreal room = slot.width - (count - 1) * between;
    if (room < count * leastColumn) { // below each other
        qreal height = 0;
        for (const Column &column : list) {
            Slot own = slot.below(height > 0 ? height + widgetGap : 0);
            own.alignment = column.alignment;
            const qreal added = addWidgets(canvas, column.widgets, own);
            if (added > 0)
                height += added + (height > 0 ? widgetGap : 0);
        }
        return height;
    }
    // Narrow ones take what they need, at most 30 %; the others share what is left.
    struct Placed
    {
        CardCanvas::Mark from;
        CardCanvas::Mark to;
        qreal width = 0;
        qreal height = 0;
    };
    QList<Placed> placed(count);
    qreal left = room;
    int wide = 0;
    for (int i = 0; i < count; ++i) {
        if (!list[size_t(i)].narrow) {
            ++wide;
            continue;
        }
        const qreal most = std::floor(count == 1 ? room : room * 0.3);
        const CardCanvas::Mark trial = canvas.mark();
        static_cast<void>(addWidgets(canvas, list[size_t(i)].widgets, {0, 0, most}));
        placed[i].width = qBound<qreal>(24, std::ceil(canvas.covered(trial).right()), most);
        canvas.drop(trial);
        left -= placed[i].width;
    }
    qreal x = slot.left;
    qreal height = 0;
    for (int i = 0; i < count; ++i) {
        const Column &column = list[size_t(i)];
        Placed &each = placed[i];
        if (!column.narrow)
            each.width = std::floor(left / wide);
        each.from = canvas.mark();
        each.height
            = addWidgets(canvas, column.widgets, {x, slot.top, each.width, column.alignment});
        each.to = canvas.mark();
        height = qMax(height, each.height);
        x += each.width + between;
    }
    for (int i = 0; i < count; ++i) {
        const Upright upright = list[size_t(i)].upright;
        const qreal spare = height - placed[i].height;
        if (upright != Upright::Top && spare > 0)
            canvas.shift(placed[i].from, placed[i].to, 0,
                         upright == Upright::Middle ? std::floor(spare / 2) : spare);
    }
    return height;
}

namespace {

// Which cards show, and the way to the others.
qreal addCarouselTurns(CardCanvas &canvas, const Carousel &carousel, int first, int shown,
                       const Slot &slot)
{
    const int count = int(carousel.cards.size());
    const QLocale locale;
    const QString words = shown == 1
        ? Words::tr("%1 of %2", "a card of a carousel")
              .arg(locale.toString(first + 1), locale.toString(count))
        : Words::tr("%1 to %2 of %3", "cards of a carousel")
              .arg(locale.toString(first + 1), locale.toString(first + shown),
                   locale.toString(count));
    constexpr qreal side = 28;
    const RowFonts::Face &face = canvas.fonts().meta;
    canvas.addLine(words, face, QPointF(slot.left, slot.top + std::floor((side - face.pitch) / 2)),
                   slot.width - 2 * side - 16, {&Tokens::muted});
    const CardStep back{carousel.place, qMax(0, first - shown)};
    const CardStep on{carousel.place, qMin(count - shown, first + shown)};
    addTurn(canvas, u"chevron-left"_s, Words::tr("Previous card"),
            QPointF(slot.right() - 2 * side - 4, slot.top), first > 0 ? &back : nullptr);
    addTurn(canvas, u"chevron-right"_s, Words::tr("Next card"),
            QPointF(slot.right() - side, slot.top), first + shown < count ? &on : nullptr);
    return side;
}

} // namespace

qreal addCarousel(CardCanvas &canvas, const Carousel &carousel, const Slot &slot)
{
    constexpr qreal inset = 12;
    const int count = int(carousel.cards.size());
    if (count == 0)
        return 0;
    const int room = qMax(1, int((slot.width + gap) / (leastCarouselCard + gap)));
    const int shown = qMin(count, room);
    const int first = qBound(0, canvas.value(carousel.place), count - shown);
    const qreal width = std::floor((slot.width - (shown - 1) * gap) / shown);
    struct Cell
    {
        size_t box = 0;
        QRectF frame;
        CardCanvas::Mark footer;
        CardCanvas::Mark end;
        qreal height = 0;
    };
    QList<Cell> cells;
    qreal height = 0;
    for (int i = first; i < first + shown; ++i) {
        const CarouselCard &card = carousel.cards[size_t(i)];
        Cell cell;
        cell.frame = QRectF(slot.left + (i - first) * (width + gap), slot.top, width, 0);
        cell.box = canvas.addBox({});
        const Slot inner{cell.frame.left() + inset, slot.top + inset, width - 2 * inset};
        cell.height = addWidgets(canvas, card.widgets, inner);
        cell.footer = canvas.mark();
        if (!card.footer.empty()) {
            const qreal above = cell.height > 0 ? cell.height + widgetGap : 0;
            cell.height = above + addWidgets(canvas, card.footer, inner.below(above));
        }
        cell.end = canvas.mark();
        height = qMax(height, cell.height);
        cells.append(cell);
    }
    for (Cell &cell : cells) {
        cell.frame.setHeight(height + 2 * inset);
        canvas.setBox(cell.box,
                      {cell.frame, metrics::radius, {&Tokens::surface}, {&Tokens::border}});
        canvas.shift(cell.footer, cell.end, 0, height - cell.height); // footers stand in line
    }
    height += 2 * inset;
    if (shown < count)
        height += 4 + addCarouselTurns(canvas, carousel, first, shown, slot.below(height + 4));
    return height;
}

} // namespace linnet::ui::cards
