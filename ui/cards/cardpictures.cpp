// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardpictures.h"

#include "ui/cards/cardbuttons.h"
#include "ui/cards/cardwords.h"
#include "ui/media/pictureshapes.h"
#include "ui/text/linkgate.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr qreal stripHeight = 56;
constexpr qreal usualAspect = 2;
constexpr qreal tallest = 320;

QString hostOf(const QString &address)
{
    const auto url = safeUrl(address);
    return url ? shownHost(*url) : QString();
}

} // namespace

CardControl pictureControl(const CardCanvas &canvas, const QString &address,
                           const QString &alternative)
{
    CardControl control;
    control.name = alternative.isEmpty() ? Words::tr("Picture") : alternative;
    const QString host = hostOf(address);
    if (host.isEmpty())
        return control;
    if (!isFetchable(address)) {
        control.kind = CardControl::Kind::App;
        control.note
            = Words::tr("Linnet loads pictures over https only, not this one from %1.").arg(host);
    } else if (canvas.look().pictures != CardPictures::None) {
        control.kind = CardControl::Kind::Picture;
        control.address = address;
        control.step = {CardState::allPictures, 1};
        control.note = Words::tr("Load the pictures of this message, this one from %1: it learns "
                                 "that you read it.")
                           .arg(host);
    } else {
        control.kind = CardControl::Kind::App;
        control.note
            = Words::tr("Linnet does not load pictures from %1: it would learn that you read this.")
                  .arg(host);
    }
    return control;
}

namespace {

constexpr qreal leastStrip = 128; // narrower, and there is no room for words

// Without words: they are told under the pointer.
qreal addTile(CardCanvas &canvas, const Image &image, const Slot &slot, const QString &name)
{
    constexpr qreal side = 24;
    const QRectF frame(slot.left, slot.top, qMin(slot.width, stripHeight), stripHeight);
    const CardControl control = image.click.kind != Click::Kind::None
        ? controlOf(image.click, name)
        : pictureControl(canvas, image.address, image.alternative);
    const bool works = isAlive(image.click);
    const CardCanvas::Mark mark = canvas.mark();
    const int number = canvas.addControl(control);
    canvas.addBox(
        {frame, metrics::radius, {&Tokens::surface}, {&Tokens::border}, works ? number : -1});
    canvas.addIcon(u"image"_s,
                   QRectF(std::round(frame.center().x() - side / 2),
                          std::round(frame.center().y() - side / 2), side, side));
    canvas.addArea(number, frame);
    canvas.align(mark, canvas.mark(), slot, frame.width());
    return frame.height();
}

} // namespace

namespace {

// The place of one that is fetched: as the app says or as is usual until its own shape is known. It
// grows no higher then: what is below comes nearer, if it moves at all.
qreal addLoaded(CardCanvas &canvas, const Image &image, const Slot &slot, const QString &name)
{
    constexpr qreal side = 24;
    const qreal shape = slot.width / (image.aspect > 0 ? image.aspect : usualAspect);
    const QSizeF usual(slot.width, std::round(qMin(shape, tallest)));
    const PictureShapes none;
    const PictureShapes &shapes = canvas.look().shapes ? *canvas.look().shapes : none;
    const QSizeF size = shapes.within(image.address, usual, usual);
    const QRectF frame(slot.left, slot.top, std::round(size.width()), std::round(size.height()));
    const CardCanvas::Mark mark = canvas.mark();
    int number = -1;
    if (image.click.kind != Click::Kind::None) {
        number = canvas.addControl(controlOf(image.click, name));
        canvas.addArea(number, frame);
    } else {
        canvas.addWords(image.alternative, frame);
    }
    canvas.addBox({frame,
                   metrics::radius,
                   {&Tokens::surface},
                   {&Tokens::border},
                   isAlive(image.click) ? number : -1});
    CardPicture picture{frame, image.address, metrics::radius, false};
    picture.icon = u"image"_s;
    picture.iconSide = side;
    canvas.addPicture(picture);
    canvas.align(mark, canvas.mark(), slot, frame.width());
    return frame.height();
}

} // namespace

qreal addImage(CardCanvas &canvas, const Image &image, const Slot &slot)
{
    const RowFonts &fonts = canvas.fonts();
    const QString name = image.alternative.isEmpty() ? Words::tr("Picture") : image.alternative;
    if (canvas.loads(image.address))
        return addLoaded(canvas, image, slot, name);
    canvas.withhold(image.address);
    if (slot.width < leastStrip)
        return addTile(canvas, image, slot, name);
    const bool clickable = image.click.kind != Click::Kind::None;
    const qreal height = stripHeight;
    const QRectF frame(slot.left, slot.top, slot.width, height);
    const int number = clickable ? canvas.addControl(controlOf(image.click, name)) : -1;
    canvas.addBox({frame,
                   metrics::radius,
                   {&Tokens::surface},
                   {&Tokens::border},
                   clickable && isAlive(image.click) ? number : -1});
    if (clickable)
        canvas.addArea(number, frame);

    constexpr qreal side = 24;
    constexpr qreal inset = 16;
    canvas.addIcon(
        u"image"_s,
        QRectF(frame.left() + inset, frame.top() + std::floor((height - side) / 2), side, side));
    const qreal x = frame.left() + inset + side + 12;
    const qreal room = frame.right() - 12 - x;
    const QString host = hostOf(image.address);
    const qreal lines = fonts.body.pitch + fonts.meta.pitch;
    qreal y = frame.top() + std::floor((height - lines) / 2);
    canvas.addLine(name, fonts.body, QPointF(x, y), room, {&Tokens::text}, clickable ? number : -1);
    y += fonts.body.pitch;
    // On a line of its own that can be pointed at, whatever a click on the picture would do.
    if (host.isEmpty()) {
        canvas.addLine(Words::tr("Without an address"), fonts.meta, QPointF(x, y), room,
                       {&Tokens::muted});
        return height;
    }
    CardControl control = pictureControl(canvas, image.address, image.alternative);
    const bool works = control.kind == CardControl::Kind::Picture;
    control.name = Words::tr("Load image");
    const int load = canvas.addControl(control);
    const QRectF action
        = canvas.addLine(control.name, fonts.metaBold, QPointF(x, y), room,
                         {works ? &Tokens::link : &Tokens::muted}, works ? load : CardCanvas::told);
    canvas.addArea(load, action.adjusted(0, -2, 0, 2));
    if (room - action.width() > 60)
        canvas.addLine(host, fonts.meta, QPointF(action.right() + 8, y), room - action.width() - 8,
                       {&Tokens::muted});
    return height;
}

} // namespace linnet::ui::cards
