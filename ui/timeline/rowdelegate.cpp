// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/rowdelegate.h"

#include "models/items/timelinemodel.h"
#include "ui/cards/cardpainter.h"
#include "ui/theme/avatars.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/timeline/layoutcache.h"
#include "ui/timeline/thumbnails.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr double mostCropped = 1.25; // how far a picture's shape may be from its box's

// The picture as its box shows it, with round corners; scaled once, for scaling takes longer than
// painting all the rest of a screen.
QPixmap framedPicture(const QImage &image, const QSizeF &box, bool fill, const QColor &behind,
                      qreal ratio)
{
    const QString key = u"linnet-picture/%1/%2x%3/%4/%5"_s.arg(image.cacheKey())
                            .arg(box.width())
                            .arg(box.height())
                            .arg(ratio)
                            .arg(fill ? u"full"_s : behind.name());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    // Narrow bars beside a picture look like a mistake: it rather loses a little of its edges.
    const double shape
        = (double(image.width()) * box.height()) / (double(image.height()) * box.width());
    const bool nearly = shape > 1 / mostCropped && shape < mostCropped;
    const QSizeF size
        = QSizeF(image.size())
              .scaled(box, fill || nearly ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio);
    QRectF target(QPointF(0, 0), size);
    target.moveCenter(QRectF(QPointF(0, 0), box).center());
    QPainterPath frame;
    frame.addRoundedRect(QRectF(QPointF(0, 0), box), metrics::radius, metrics::radius);
    QPainterPath shown;
    shown.addRect(target);

    pixmap = QPixmap((box * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    // A brush, for clipping to a path has ragged edges.
    QBrush pixels(
        image.scaled((size * ratio).toSize(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    pixels.setTransform(
        QTransform::fromTranslate(target.left(), target.top()).scale(1 / ratio, 1 / ratio));
    painter.fillPath(shown.intersected(frame), pixels);
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
    const QRectF message(0, layout.top, layout.width, layout.height - layout.top);
    const bool current = m_focusVisible && option.state.testFlag(QStyle::State_HasFocus);
    QColor background = t.surface;
    if (hovered)
        background = mixed(t.hover, t.surface, 0.5);
    if (background != t.surface)
        painter->fillRect(message, background);

    Brush brush{*painter,   t,
                layout,     hovered || historyHovered ? m_hoverArea : -1,
                background, painter->device()->devicePixelRatioF()};
    for (const Item &item : layout.items)
        std::visit([&](const auto &each) { paintItem(brush, each); }, item);
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

void RowDelegate::paintItem(const Brush &brush, const BoxItem &box) const
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

void RowDelegate::paintItem(const Brush &brush, const TextItem &text) const
{
    QPainter &p = brush.painter;
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
    p.setPen(brush.tokens.*text.colour);
    if (text.clip) {
        p.save();
        p.setClipRect(text.rect, Qt::IntersectClip);
    }
    text.layout->draw(&p, text.origin, lit);
    if (text.clip)
        p.restore();
}

void RowDelegate::paintItem(const Brush &brush, const IconItem &icon) const
{
    brush.painter.drawPixmap(
        icon.rect.topLeft(),
        iconPixmap(icon.name, brush.tokens.*icon.colour, int(icon.rect.width()), brush.ratio));
}

void RowDelegate::paintItem(const Brush &brush, const FaceItem &face) const
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

void RowDelegate::paintItem(const Brush &brush, const PictureItem &picture) const
{
    QPainter &p = brush.painter;
    const QImage image = m_thumbnails.find(picture.media);
    QColor edge = brush.tokens.border;
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
        p.drawPixmap(picture.rect.topLeft(),
                     framedPicture(image, picture.rect.size(), picture.fill, brush.tokens.raised,
                                   brush.ratio));
        // Seen on what is as light or dark as the background, and on nothing else.
        edge = brush.tokens.text;
        edge.setAlphaF(0.12F);
    }
    p.setPen(QPen(edge, 1));
    p.setBrush(Qt::NoBrush);
    p.drawRoundedRect(picture.rect.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius,
                      metrics::radius);
}

void RowDelegate::paintItem(const Brush &brush, const CardItem &cards) const
{
    const Area *area = brush.layout.area(brush.area);
    const int control = area && area->index >= firstCardControl ? area->index - firstCardControl : -1;
    paintCards(brush.painter, *cards.layout, cards.rect.topLeft(),
               {brush.tokens, control, brush.ratio, {}});
}

} // namespace linnet::ui
