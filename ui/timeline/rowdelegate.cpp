// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/rowdelegate.h"

#include "models/items/timelinemodel.h"
#include "ui/cards/cardpainter.h"
#include "ui/media/pictureframe.h"
#include "ui/media/withheldpicture.h"
#include "ui/theme/avatars.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/timeline/layoutcache.h"
#include "ui/timeline/rowbuilder.h"
#include "ui/timeline/sidewaysscroll.h"
#include "ui/timeline/textselection.h"
#include "ui/timeline/thumbnails.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

PictureFrame frameOf(const PictureItem &picture)
{
    return {picture.rect.size(), metrics::radius, picture.fill, true};
}

constexpr qreal stampMargin = 3; // an emoji may reach over its line

// Qt unpacks and shrinks an emoji's picture each time it draws it: as long as a line of text.
QPixmap stampOf(const TextItem &text, const QColor &colour, qreal ratio)
{
    const QString key = u"linnet-stamp/%1/%2/%3/%4"_s
                            .arg(text.layout->text(), text.layout->font().key(), colour.name())
                            .arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const QRectF box = text.rect.adjusted(-stampMargin, -stampMargin, stampMargin, stampMargin);
    pixmap = QPixmap((box.size() * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setPen(colour);
    text.layout->draw(&painter, text.origin - box.topLeft());
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

struct RowDelegate::Brush
{
    QPainter &painter;
    const Tokens &tokens;
    const MessageLayout &layout;
    int area; // lit up; -1: none
    QColor background;
    qreal ratio;
    bool hovered = false;
    QList<qreal> moved = {}; // sideways, by scroller
    std::optional<TextSelection::Range> selected = std::nullopt;
    int texts = 0; // selectable ones painted so far

    [[nodiscard]] QColor selectionColour() const
    {
        QColor colour = tokens.accent;
        colour.setAlphaF(tokens.dark ? 0.42F : 0.26F);
        return colour;
    }
    // What of the next selectable text is selected.
    void selectIn(const TextItem &text, QList<QTextLayout::FormatRange> &ranges)
    {
        const int number = texts++;
        if (!selected || number < selected->first.text || number > selected->second.text)
            return;
        const int end = text.selectableEnd();
        const int from = number == selected->first.text ? selected->first.offset : 0;
        const int to = number == selected->second.text ? qMin(selected->second.offset, end) : end;
        if (to <= from)
            return;
        QTextCharFormat format;
        format.setBackground(selectionColour());
        ranges.append({from, to - from, format});
    }
};

RowDelegate::RowDelegate(const TimelineContext &context, LayoutCache &layouts,
                         const Thumbnails &thumbnails, QObject *parent)
    : QAbstractItemDelegate(parent)
    , m_theme(context.theme)
    , m_users(context.users)
    , m_avatars(context.avatars)
    , m_layouts(layouts)
    , m_thumbnails(thumbnails)
{
}

void RowDelegate::setHover(const MessageId &message, int area)
{
    m_hoverMessage = message;
    m_hoverArea = area;
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {m_layouts.width(), m_layouts.height(index)};
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const MessageLayout &layout = m_layouts.layout(index);
    const auto id = index.data(items::TimelineModel::MessageIdRole).value<MessageId>();
    const bool hovered = !id.isEmpty() && id == m_hoverMessage;
    const bool historyHovered = id.isEmpty() && m_hoverMessage.isEmpty();

    painter->save();
    painter->translate(option.rect.topLeft());
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF message(0, layout.top, layout.width, layout.height - layout.top - layout.below);
    const bool current = m_focusVisible && option.state.testFlag(QStyle::State_HasFocus);
    QColor background = t.surface;
    if (hovered)
        background = mixed(t.hover, t.surface, 0.5);
    if (background != t.surface)
        painter->fillRect(message, background);

    Brush brush{*painter,   t,
                layout,     hovered || historyHovered ? m_hoverArea : -1,
                background, painter->device()->devicePixelRatioF()};
    brush.hovered = hovered;
    if (m_scroll)
        brush.moved = m_scroll->of(id);
    if (m_selection)
        brush.selected = m_selection->rangeIn(index);
    // Of a very tall row only what is in view.
    const QRectF exposed = painter->worldTransform().inverted().mapRect(QRectF(painter->window()));
    for (const Item &item : layout.items) {
        if (const auto *text = std::get_if<TextItem>(&item);
            text && text->selectable && !exposed.intersects(text->rect.adjusted(0, -20, 0, 20))) {
            ++brush.texts;
            continue;
        }
        std::visit([&](const auto &each) { paintItem(brush, each); }, item);
    }
    paintScrollers(brush);
    if (hovered && !layout.hoverTime.isEmpty()) {
        painter->setFont(m_theme.font(TextSize::Meta));
        painter->setPen(t.muted);
        painter->drawText(layout.timeOnHover, int(Qt::AlignRight | Qt::AlignVCenter),
                          layout.hoverTime);
    }
    if (current)
        Style::drawFocusRing(painter, message.adjusted(2, 1, -2, -1), metrics::radius, t.accent);
    painter->restore();
}

void RowDelegate::paintScrollers(const Brush &brush) const
{
    for (size_t i = 0; i < brush.layout.scrollers.size(); ++i) {
        const QRectF handle = brush.layout.scrollers[i].handle(brush.moved.value(qsizetype(i)));
        QColor colour = brush.tokens.muted;
        colour.setAlphaF(brush.hovered ? 0.8F : 0.4F);
        brush.painter.setPen(Qt::NoPen);
        brush.painter.setBrush(colour);
        brush.painter.drawRoundedRect(handle, handle.height() / 2, handle.height() / 2);
    }
}

void RowDelegate::paintItem(Brush &brush, const BoxItem &box) const
{
    QPainter &p = brush.painter;
    const bool lit = box.area >= 0 && box.area == brush.area;
    QColor fill = box.fill ? brush.tokens.*box.fill : QColor(Qt::transparent);
    if (lit)
        fill = box.fill ? mixed(brush.tokens.text, fill, 0.08) : brush.tokens.hover;
    if (box.radius <= 0 && !box.border) {
        p.fillRect(box.rect, fill);
        return;
    }
    p.setBrush(fill);
    if (box.border) {
        // A line of one pixel lies within the box, on whole pixels.
        p.setPen(QPen(brush.tokens.*box.border, 1));
        p.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), box.radius, box.radius);
    } else {
        p.setPen(Qt::NoPen);
        p.drawRoundedRect(box.rect, box.radius, box.radius);
    }
}

void RowDelegate::paintItem(Brush &brush, const TextItem &text) const
{
    QPainter &p = brush.painter;
    if (!text.painted) {
        paintSelection(brush, text);
        return;
    }
    if (text.stamp) {
        p.drawPixmap(text.rect.topLeft() - QPointF(stampMargin, stampMargin),
                     stampOf(text, brush.tokens.*text.colour, brush.ratio));
        return;
    }
    QList<QTextLayout::FormatRange> lit;
    QTextCharFormat underlined;
    underlined.setFontUnderline(true);
    if (const Area *area = brush.layout.area(brush.area)) {
        if (text.area == brush.area) {
            lit.append({0, int(text.layout->text().size()), underlined});
        } else if (area->part == Part::Link) {
            for (const TextItem::Link &link : text.links) {
                if (link.index == area->index) {
                    underlined.setForeground(brush.tokens.link);
                    lit.append({link.start, link.length, underlined});
                }
            }
        }
    }
    if (text.selectable)
        brush.selectIn(text, lit);
    const QPointF moved(text.scroller >= 0 ? brush.moved.value(text.scroller) : 0, 0);
    p.setPen(brush.tokens.*text.colour);
    if (text.clip) {
        p.save();
        p.setClipRect(text.rect, Qt::IntersectClip);
    }
    text.layout->draw(&p, text.origin - moved, lit);
    if (text.clip)
        p.restore();
}

// Over what is painted there already.
void RowDelegate::paintSelection(Brush &brush, const TextItem &text) const
{
    QList<QTextLayout::FormatRange> ranges;
    if (text.selectable)
        brush.selectIn(text, ranges);
    for (const QTextLayout::FormatRange &range : std::as_const(ranges)) {
        const QList<QRectF> rects = rectsOf(*text.layout, range.start, range.length);
        for (const QRectF &rect : rects)
            brush.painter.fillRect(rect.translated(text.origin), brush.selectionColour());
    }
}

void RowDelegate::paintItem(Brush &brush, const IconItem &icon) const
{
    if (icon.button >= 0) {
        if (!brush.hovered)
            return;
        const QRectF button = brush.layout.areas[size_t(icon.button)].rect;
        const bool lit = icon.button == brush.area;
        brush.painter.setPen(QPen(brush.tokens.border, 1));
        brush.painter.setBrush(lit ? brush.tokens.hover : brush.tokens.surface);
        brush.painter.drawRoundedRect(button.adjusted(0.5, 0.5, -0.5, -0.5), metrics::smallRadius,
                                      metrics::smallRadius);
    }
    brush.painter.drawPixmap(
        icon.rect.topLeft(),
        iconPixmap(icon.name, brush.tokens.*icon.colour, int(icon.rect.width()), brush.ratio));
}

void RowDelegate::paintItem(Brush &brush, const FaceItem &face) const
{
    if (face.ring) {
        brush.painter.setPen(Qt::NoPen);
        brush.painter.setBrush(brush.tokens.surface);
        brush.painter.drawEllipse(face.rect.adjusted(-2, -2, 2, 2));
    }
    brush.painter.drawPixmap(
        face.rect.topLeft(),
        m_avatars.person(m_users.user(face.user), int(face.rect.width()), brush.ratio));
}

void RowDelegate::paintItem(Brush &brush, const PictureItem &picture) const
{
    QPainter &p = brush.painter;
    const QImage image = m_thumbnails.find(picture.media);
    if (picture.bare) {
        const QImage moving = m_thumbnails.frame(picture.media);
        if (image.isNull())
            p.drawPixmap(
                picture.rect.topLeft(),
                iconPixmap(u"emoji"_s, brush.tokens.muted, int(picture.rect.width()), brush.ratio));
        else
            p.drawPixmap(picture.rect.topLeft(),
                         moving.isNull() ? keptFramed(image, {picture.rect.size()}, brush.ratio)
                                         : framed(moving, {picture.rect.size()}, brush.ratio));
        return;
    }
    QColor edge = brush.tokens.border;
    if (image.isNull() && m_thumbnails.isWithheld(picture.media)) {
        const bool lit = picture.area >= 0 && picture.area == brush.area;
        paintWithheld(p, picture.rect,
                      {picture.name, m_thumbnails.withheldBytes(picture.media), lit}, m_theme);
        return;
    }
    if (image.isNull()) {
        QPainterPath frame;
        frame.addRoundedRect(picture.rect, metrics::radius, metrics::radius);
        p.fillPath(frame, brush.tokens.raised);
        const bool failed = m_thumbnails.hasFailed(picture.media);
        const int side = 32;
        QRectF mark(0, 0, side, side);
        mark.moveCenter(picture.rect.center());
        p.drawPixmap(
            mark.topLeft(),
            iconPixmap(failed ? u"warning"_s : u"image"_s, brush.tokens.muted, side, brush.ratio));
    } else {
        const QImage moving = m_thumbnails.frame(picture.media);
        p.drawPixmap(picture.rect.topLeft(),
                     moving.isNull() ? keptFramed(image, frameOf(picture), brush.ratio)
                                     : framed(moving, frameOf(picture), brush.ratio));
        // Seen on what is as light or dark as the background, and on nothing else.
        edge = brush.tokens.text;
        edge.setAlphaF(0.12F);
    }
    p.setPen(QPen(edge, 1));
    p.setBrush(brush.selected && TextSelection::isWhole(*brush.selected)
                   ? QBrush(brush.selectionColour())
                   : QBrush(Qt::NoBrush));
    p.drawRoundedRect(picture.rect.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius,
                      metrics::radius);
}

void RowDelegate::paintItem(Brush &brush, const CardItem &cards) const
{
    const Area *area = brush.layout.area(brush.area);
    const int control
        = area && area->index >= firstCardControl ? area->index - firstCardControl : -1;
    const auto mediaOf = [](const QString &address) {
        return MediaRef{MediaRef::Kind::CardPicture, address};
    };
    CardBrush card{brush.tokens, control, brush.ratio};
    card.picture
        = [this, mediaOf](const QString &address) { return m_thumbnails.find(mediaOf(address)); };
    card.frame
        = [this, mediaOf](const QString &address) { return m_thumbnails.frame(mediaOf(address)); };
    card.failed = [this, mediaOf](const QString &address) {
        return m_thumbnails.hasFailed(mediaOf(address));
    };
    card.withheld = [this, mediaOf](const QString &address) {
        return m_thumbnails.isWithheld(mediaOf(address));
    };
    paintCards(brush.painter, *cards.layout, cards.rect.topLeft(), card);
}

} // namespace linnet::ui
