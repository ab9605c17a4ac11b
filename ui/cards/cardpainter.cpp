// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardpainter.h"

#include "ui/media/pictureframe.h"
#include "ui/theme/icons.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

class PiecePainter
{
public:
    PiecePainter(QPainter &painter, const CardBrush &brush)
        : p(painter)
        , m_brush(brush)
    {
    }

    void operator()(const CardBox &box)
    {
        const Tokens &t = m_brush.tokens;
        QColor fill = box.fill.isSet() ? box.fill.in(t) : QColor(Qt::transparent);
        if (box.control >= 0 && box.control == m_brush.control)
            fill = box.fill.isSet() ? mixed(t.text, fill, 0.08) : t.hover;
        p.setBrush(fill);
        if (box.border.isSet()) {
            // A line of one pixel lies within the box, on whole pixels.
            p.setPen(QPen(box.border.in(t), 1));
            p.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), box.radius, box.radius);
        } else if (box.radius > 0) {
            p.setPen(Qt::NoPen);
            p.drawRoundedRect(box.rect, box.radius, box.radius);
        } else {
            p.fillRect(box.rect, fill);
        }
    }

    void operator()(const CardLine &line)
    {
        QList<QTextLayout::FormatRange> lit;
        QTextCharFormat underlined;
        underlined.setFontUnderline(true);
        if (m_brush.control >= 0) {
            if (line.control == m_brush.control)
                lit.append({0, int(line.layout->text().size()), underlined});
            for (const CardLine::Link &link : line.links) {
                if (link.control == m_brush.control) {
                    underlined.setForeground(m_brush.tokens.link);
                    lit.append({link.start, link.length, underlined});
                }
            }
        }
        p.setPen(line.colour.in(m_brush.tokens));
        if (line.clip) {
            p.save();
            p.setClipRect(line.rect, Qt::IntersectClip);
        }
        line.layout->draw(&p, line.origin, lit);
        if (line.clip)
            p.restore();
    }

    void operator()(const CardIcon &icon)
    {
        p.drawPixmap(icon.rect.topLeft(),
                     iconPixmap(icon.name, icon.colour.in(m_brush.tokens), int(icon.rect.width()),
                                m_brush.ratio));
    }

    void operator()(const CardPicture &picture)
    {
        const QImage image = m_brush.picture ? m_brush.picture(picture.address) : QImage();
        if (image.isNull()) {
            drawStandIn(picture);
            return;
        }
        if (!picture.bare) {
            QPainterPath frame;
            frame.addRoundedRect(picture.rect, picture.radius, picture.radius);
            p.fillPath(frame, m_brush.tokens.raised);
        }
        // Small ones become blurs when they are made large.
        constexpr qreal mostEnlarged = 2;
        const PictureFrame frame{picture.rect.size(), picture.radius, picture.fill, !picture.bare,
                                 picture.fill ? 0 : mostEnlarged};
        const QImage moving = m_brush.frame ? m_brush.frame(picture.address) : QImage();
        p.drawPixmap(picture.rect.topLeft(),
                     moving.isNull() ? keptFramed(image, frame, m_brush.ratio)
                                     : framed(moving, frame, m_brush.ratio));
        if (picture.bare)
            return;
        // Seen on what is as light or dark as the background, and on nothing else.
        QColor edge = m_brush.tokens.text;
        edge.setAlphaF(0.12F);
        p.setPen(QPen(edge, 1));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(picture.rect.adjusted(0.5, 0.5, -0.5, -0.5), picture.radius,
                          picture.radius);
    }

private:
    void drawStandIn(const CardPicture &picture)
    {
        if (picture.icon.isEmpty())
            return;
        const bool failed = !picture.bare && m_brush.failed && m_brush.failed(picture.address);
        const bool waits = !picture.bare && m_brush.withheld && m_brush.withheld(picture.address);
        QRectF mark(0, 0, picture.iconSide, picture.iconSide);
        mark.moveCenter(picture.rect.center());
        p.drawPixmap(QPointF(mark.topLeft().toPoint()),
                     iconPixmap(failed      ? u"warning"_s
                                    : waits ? u"download"_s
                                            : picture.icon,
                                picture.iconColour.in(m_brush.tokens), int(picture.iconSide),
                                m_brush.ratio));
    }

    QPainter &p;
    const CardBrush &m_brush;
};

} // namespace

void paintCards(QPainter &painter, const CardLayout &layout, const QPointF &at,
                const CardBrush &brush)
{
    painter.save();
    painter.translate(at);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    PiecePainter paint(painter, brush);
    for (const CardPiece &piece : layout.pieces)
        std::visit(paint, piece);
    painter.restore();
}

} // namespace linnet::ui
